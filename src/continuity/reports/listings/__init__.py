"""Listings for programs: CSV, JSON and JSON lines, stable interfaces."""
