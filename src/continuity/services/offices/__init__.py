"""Events of offices, their holders and profiles."""
