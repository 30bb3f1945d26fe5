"""Exports of the record to files."""
