"""The rules, free of databases, files and clocks: standard library and dateutil only."""
