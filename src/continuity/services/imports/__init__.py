"""Imports of files as changes of the record."""
