"""Provenance of an output: as-of day, rule and settings."""

from datetime import date

from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.settings import Settings, describe_deviations, list_setting_values
from continuity.reports.listings.encode import Json

DEFAULT_SETTINGS = "the rule's own"


def build_dated_provenance(as_of: date, settings: Settings) -> dict[str, Json]:
    """Build the provenance of an output."""
    return {"as_of": as_of.isoformat(), "rule": RULE_VERSION, "settings": build_settings_entry(settings)}


def build_settings_entry(settings: Settings) -> dict[str, Json]:
    """Build the JSON entry of the settings."""
    return {
        name: value if isinstance(value, int) else list(value) if isinstance(value, tuple) else str(value)
        for name, value in list_setting_values(settings).items()
    }


def format_settings(settings: Settings) -> str:
    """Format the settings that differ from the defaults, for one cell."""
    return "; ".join(describe_deviations(settings)) or DEFAULT_SETTINGS
