"""By which rule and settings an output was made: every one of them says so."""

from datetime import date

from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.settings import Settings, describe_deviations
from continuity.reports.listings.encode import Json

DEFAULT_SETTINGS = "the rule's own"


def build_dated_provenance(as_of: date, settings: Settings) -> dict[str, Json]:
    """Say for which day, by which rule and with which settings an output was made."""
    return {"as_of": as_of.isoformat(), "rule": RULE_VERSION, "settings": build_settings_entry(settings)}


def build_settings_entry(settings: Settings) -> dict[str, Json]:
    """The numbers the rule was applied with."""
    return {
        "horizon": str(settings.horizon),
        "window_days": settings.window_days,
        "late_days": settings.late_days,
        "handover_days": settings.handover_days,
        "notice_days": settings.notice_days,
        "lead_days": settings.lead_days,
        "stale_months": settings.stale_months,
        "community_kinds": list(settings.community_kinds),
    }


def format_settings(settings: Settings) -> str:
    """The same for one cell: only what is not the rule's own, and whether it weakens the rule."""
    return "; ".join(describe_deviations(settings)) or DEFAULT_SETTINGS
