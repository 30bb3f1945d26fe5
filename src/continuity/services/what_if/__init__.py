"""Findings after changes that are rolled back."""
