"""The handover brief."""
