"""The risk rule: facts in, a verdict with its reasons out."""
