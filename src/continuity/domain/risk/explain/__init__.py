"""A finding taken apart, step by step."""
