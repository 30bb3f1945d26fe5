"""The description of every table and column, and what follows from it alone."""
