"""Figures worked out from findings."""
