"""Formats that can be read: bytes in, rows and problems out; nothing here knows the database."""
