"""Stable CSV, JSON and JSON Lines listings for programs."""
