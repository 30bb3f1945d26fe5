"""Use cases: one function each, with its own transaction and the day as an argument."""
