"""The numbers the rule turns on, printed in every report.

A database may hold others than the rule's own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any, TypeAlias

from continuity.domain.values.durations import Duration
from continuity.errors import BadValue

COMMUNITY_KINDS = ("community", "charity", "faith", "social-enterprise")
PARTNER_KINDS = (*COMMUNITY_KINDS, "academic", "private", "foundation", "public")
"""The kinds of partner among which the community kinds are chosen."""

SettingValue: TypeAlias = Duration | int | tuple[str, ...]

MAX_DAYS = 3660
MAX_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The numbers of the rule; docs/risk.md says what each is for.

    Whole numbers are days unless the name says months.

    Attributes:
        horizon: how far ahead transitions are looked for, by polling day, the last day included.
        window_days: how long after the handover a programme is exposed.
        late_days: how long before the quiet period the time to act is called late.
        handover_days: how long after polling a handover may come where no rule says so.
        notice_days: the notice that makes an office's right to end an agreement harmless.
        lead_days: how long a remedy is reckoned to take.
        stale_months: how old a review or an assessment may be.
        community_kinds: the kinds of partner that count as community partners.
    """

    horizon: Duration = Duration(months=24)
    window_days: int = 183
    late_days: int = 90
    handover_days: int = 90
    notice_days: int = 90
    lead_days: int = 60
    stale_months: int = 12
    community_kinds: tuple[str, ...] = COMMUNITY_KINDS


DEFAULT_SETTINGS = Settings()


def list_setting_values(settings: Settings) -> dict[str, SettingValue]:
    """Return the value of each setting by its stored name."""
    return {
        "horizon": settings.horizon,
        "window_days": settings.window_days,
        "late_days": settings.late_days,
        "handover_days": settings.handover_days,
        "notice_days": settings.notice_days,
        "lead_days": settings.lead_days,
        "stale_months": settings.stale_months,
        "community_kinds": settings.community_kinds,
    }


_DEFAULT_VALUES = list_setting_values(DEFAULT_SETTINGS)
SETTING_NAMES = tuple(_DEFAULT_VALUES)


def parse_settings(stored_settings: Mapping[str, str], horizon: Duration | None = None) -> Settings:
    """Parse the settings of a database over the rule's own, with a horizon if given.

    Raises:
        BadValue: one of them is not a setting, or not a value of it.
    """
    values: dict[str, Any] = {name: parse_setting(name, text) for name, text in stored_settings.items()}
    settings = replace(DEFAULT_SETTINGS, **values)
    return settings if horizon is None else replace(settings, horizon=horizon)


def parse_setting(name: str, text: str) -> SettingValue:
    """Parse the value of one setting.

    Raises:
        BadValue: there is no such setting, or the text is not a value of it; the hint says what to write.
    """
    if name not in SETTING_NAMES:
        close_matches = get_close_matches(name, SETTING_NAMES, 1)
        hint = f"did you mean {close_matches[0]}?" if close_matches else f"there are {_join_words(SETTING_NAMES)}"
        raise BadValue(f'"{name}" is no setting', hint)
    return _PARSERS[name](name, text)


def format_setting(value: SettingValue) -> str:
    """Format a setting as it is typed and printed."""
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def format_setting_values(settings: Settings) -> dict[str, str]:
    """Return the text of each setting by its name."""
    return {name: format_setting(value) for name, value in list_setting_values(settings).items()}


def normalize_setting(name: str, text: str) -> str:
    """Format the text of a setting as printed, so that a value is stored in one way.

    Unchanged where the text is not a value of the setting.
    """
    try:
        return format_setting(parse_setting(name, text))
    except BadValue:
        return text


def list_changed_settings(settings: Settings) -> tuple[str, ...]:
    """List the names of the settings that are not the rule's own, in their order."""
    return tuple(name for name, value in list_setting_values(settings).items() if value != _DEFAULT_VALUES[name])


def list_weakening_settings(settings: Settings) -> tuple[str, ...]:
    """List the names of the settings that make the rule warn of less, or later."""
    values = list_setting_values(settings)
    return tuple(name for name in list_changed_settings(settings) if _is_weakening(name, values[name]))


def describe_deviations(settings: Settings) -> tuple[str, ...]:
    """Describe each setting that is not the rule's own, and whether it weakens it."""
    weakening, texts = list_weakening_settings(settings), format_setting_values(settings)
    return tuple(
        f"{name} {texts[name]} (the rule's own: {format_setting(_DEFAULT_VALUES[name])}"
        f"{'; this weakens the rule' if name in weakening else ''})"
        for name in list_changed_settings(settings)
    )


def _is_weakening(name: str, value: SettingValue) -> bool:
    if name == "community_kinds":
        return isinstance(value, tuple) and not set(value) <= set(COMMUNITY_KINDS)
    strictness = _STRICTNESS.get(name, lambda number: number)
    return bool(strictness(value) < strictness(_DEFAULT_VALUES[name]))


def _join_words(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _parse_number(maximum: int, name: str, text: str) -> int:
    if not text.strip().isdecimal() or not text.strip().isascii() or int(text) > maximum:
        raise BadValue(f'"{text}" is not a value of {name}', f"write a whole number from 0 to {maximum}")
    return int(text)


def _parse_duration(_name: str, text: str) -> Duration:
    return Duration.parse(text)


def _parse_partner_kinds(name: str, text: str) -> tuple[str, ...]:
    kinds = {part.strip() for part in text.split("|") if part.strip()}
    unknown_kinds = sorted(kinds - set(PARTNER_KINDS))
    if unknown_kinds or not kinds:
        wrong = unknown_kinds[0] if unknown_kinds else text
        raise BadValue(f'"{wrong}" is not a value of {name}', f"write some of {' | '.join(PARTNER_KINDS)}")
    return tuple(kind for kind in PARTNER_KINDS if kind in kinds)


_PARSERS: dict[str, Callable[[str, str], SettingValue]] = {
    "horizon": _parse_duration,
    "stale_months": partial(_parse_number, MAX_MONTHS),
    "community_kinds": _parse_partner_kinds,
    **dict.fromkeys(
        ("window_days", "late_days", "handover_days", "notice_days", "lead_days"), partial(_parse_number, MAX_DAYS)
    ),
}

_REFERENCE_DAY = date(2000, 1, 1)
_STRICTNESS: dict[str, Callable[[Any], Any]] = {
    "horizon": lambda horizon: horizon.add_to(_REFERENCE_DAY),
    "stale_months": lambda months: -months,
}
"""What of a setting's value makes the rule the stricter the larger it is; the value itself where nothing is given."""
