"""Continuity: which prevention programmes a change of leadership puts at risk, and what carries them over."""

__version__ = "0.1.0"
