"""The rules of `continuity check`, one a function."""
