"""Dates, durations, keys, recurrence and takes-office rules: the ground floor, which imports only errors."""
