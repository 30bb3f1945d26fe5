"""Schedules: when they are due, their reminders and their runs."""
