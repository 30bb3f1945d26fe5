"""Findings before and after a change, and from one report to the next."""
