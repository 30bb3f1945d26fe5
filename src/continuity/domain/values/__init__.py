"""Dates, durations, keys, recurrence and takes-office rules.

The ground floor: it imports only errors.
"""
