"""The rule by which a run-off follows a first round: days after it, a day of the calendar, or a weekday of a month."""

from datetime import date

from continuity.domain.values.takes_office import classify_day_form, find_next_day
from continuity.errors import BadValue

_HINT = "write +14d, 12-12, 1TU 4 (first Tuesday of April) or -1SU 10 (last Sunday of October)"


def validate_run_off(text: str) -> str:
    """Return the rule without its margins. Raise BadValue if it has none of the forms."""
    rule = text.strip()
    if classify_day_form(rule) is None:
        raise BadValue(f'"{rule[:40]}" is not a run-off rule', _HINT)
    return rule


def find_run_off_day(rule: str | None, first_round: date, *, is_ordinary: bool) -> date | None:
    """Find the day of a run-off: so many days after the first round, or the first such day after it.
    None without a rule, and after a by-election or repeat where the rule names a day of the calendar.
    """
    if rule is None or not (is_ordinary or rule.startswith("+")):
        return None
    return find_next_day(rule, first_round)
