"""Figures worked out from findings: action plan, completeness, concentration, funding, handover."""
