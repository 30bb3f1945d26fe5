"""Who holds an office, and when that may change."""
