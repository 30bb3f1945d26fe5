"""Changes since the last report, with their causes."""
