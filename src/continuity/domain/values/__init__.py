"""Dates, durations, keys, recurrence and takes-office rules: the ground floor, imports only errors."""
