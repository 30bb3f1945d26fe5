"""Scheduled reports: managed, claimed, rendered and delivered."""
