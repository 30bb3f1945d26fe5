"""The partner statement."""
