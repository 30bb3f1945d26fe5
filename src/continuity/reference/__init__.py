"""The fourteen cities and the invented one, as CSV packs."""
