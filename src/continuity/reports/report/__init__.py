"""The risk report in every format."""
