"""Timers of the operating system that start `continuity schedule run`."""
