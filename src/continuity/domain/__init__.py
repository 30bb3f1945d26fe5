"""The rules, free of databases, files and clocks.

They need the standard library and dateutil only.
"""
