"""The numbers the rule turns on, printed in every report; a database may hold others than the rule's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any, TypeAlias

from continuity.domain.values.durations import Span
from continuity.errors import BadValue

COMMUNITY_KINDS = ("community", "charity", "faith", "social-enterprise")
KINDS = (*COMMUNITY_KINDS, "academic", "private", "foundation", "public")
"""The kinds of partner among which the community kinds are chosen."""

Value: TypeAlias = Span | int | tuple[str, ...]

LONGEST_DAYS = 3660
LONGEST_MONTHS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Spans in days unless the name says otherwise; docs/risk.md says what each is for.

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

    horizon: Span = Span(months=24)
    window_days: int = 183
    late_days: int = 90
    handover_days: int = 90
    notice_days: int = 90
    lead_days: int = 60
    stale_months: int = 12
    community_kinds: tuple[str, ...] = COMMUNITY_KINDS


DEFAULTS = Settings()
NAMES = tuple(field.name for field in fields(Settings))


def settled(given: Mapping[str, str], horizon: Span | None = None) -> Settings:
    """The rule's own settings with those that a database holds, and with the horizon asked for.

    Raises:
        BadValue: one of them is no setting, or not a value of it.
    """
    values: dict[str, Any] = {name: read_setting(name, text) for name, text in given.items()}
    own = replace(DEFAULTS, **values)
    return own if horizon is None else replace(own, horizon=horizon)


def read_setting(name: str, text: str) -> Value:
    """The value of one setting.

    Raises:
        BadValue: there is no such setting, or the text is no value of it; the hint says what to write.
    """
    if name not in NAMES:
        near = get_close_matches(name, NAMES, 1)
        raise BadValue(f'"{name}" is no setting', f"did you mean {near[0]}?" if near else f"there are {_listed(NAMES)}")
    return _READERS[name](name, text)


def written(value: Value) -> str:
    """A setting as it is typed and printed."""
    return " | ".join(value) if isinstance(value, tuple) else str(value)


def as_written(name: str, text: str) -> str:
    """The text of a setting as it is printed, so that one value is stored in one way; unchanged where it is none."""
    try:
        return written(read_setting(name, text))
    except BadValue:
        return text


def changed(settings: Settings) -> tuple[str, ...]:
    """The names of the settings that are not the rule's own, in their order."""
    return tuple(name for name in NAMES if getattr(settings, name) != getattr(DEFAULTS, name))


def weaker(settings: Settings) -> tuple[str, ...]:
    """The names of those under which the rule warns of less, or later, than by its own settings."""
    return tuple(name for name in changed(settings) if _weakens(name, getattr(settings, name)))


def deviations(settings: Settings) -> tuple[str, ...]:
    """Each setting that is not the rule's own, in words, and whether it weakens the rule."""
    weak = weaker(settings)
    return tuple(
        f"{name} {written(getattr(settings, name))} (the rule's own: {written(getattr(DEFAULTS, name))}"
        f"{'; this weakens the rule' if name in weak else ''})"
        for name in changed(settings)
    )


def _weakens(name: str, value: Value) -> bool:
    if name == "community_kinds":
        return isinstance(value, tuple) and not set(value) <= set(COMMUNITY_KINDS)
    strength = _STRENGTH.get(name, lambda number: number)
    return bool(strength(value) < strength(getattr(DEFAULTS, name)))


def _listed(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _number(longest: int, name: str, text: str) -> int:
    if not text.strip().isdecimal() or not text.strip().isascii() or int(text) > longest:
        raise BadValue(f'"{text}" is not a value of {name}', f"write a whole number from 0 to {longest}")
    return int(text)


def _span(_name: str, text: str) -> Span:
    return Span.parse(text)


def _kinds(name: str, text: str) -> tuple[str, ...]:
    given = {part.strip() for part in text.split("|") if part.strip()}
    odd = sorted(given - set(KINDS))
    if odd or not given:
        raise BadValue(f'"{odd[0] if odd else text}" is not a value of {name}', f"write some of {' | '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in given)


_READERS: dict[str, Callable[[str, str], Value]] = {
    "horizon": _span,
    "stale_months": partial(_number, LONGEST_MONTHS),
    "community_kinds": _kinds,
    **dict.fromkeys(
        ("window_days", "late_days", "handover_days", "notice_days", "lead_days"), partial(_number, LONGEST_DAYS)
    ),
}


_ANY_DAY = date(2000, 1, 1)
_STRENGTH: dict[str, Callable[[Any], Any]] = {
    "horizon": lambda span: span.after(_ANY_DAY),
    "stale_months": lambda months: -months,
}
"""What of a setting's value makes the rule the stricter the larger it is; the value itself where nothing is given."""
