"""Roles, agreements and statements of partners."""
