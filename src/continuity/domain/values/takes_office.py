"""The rule by which a winner takes office: days after the vote, a day of the calendar, or a weekday of a month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.values.dates import ONE_DAY, Period
from continuity.errors import BadValue

_DAYS_AFTER = re.compile(r"\+([0-9]{1,3})d")
_CALENDAR_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_WEEKDAY = re.compile(r"([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU) (1[0-2]|[1-9])")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LEAP_YEAR = 2000
_HINT = "write +4d, +19d..+20d, 01-01, 12-01..12-07, 1MO 12 (first Monday of December) or -1SU 10 (the last Sunday)"


@dataclass(frozen=True, slots=True)
class TakesOfficeRule:
    """The rule by which the handover follows a polling day: both ends of a range, the same twice for one day."""

    first: str
    last: str

    @classmethod
    def parse(cls, text: str) -> "TakesOfficeRule":
        """Parse a rule. Raise BadValue if it has none of the forms, mixes two, or ends before it begins."""
        first, dots, last = (part.strip() for part in text.strip().partition(".."))
        rule = cls(first, last if dots else first)
        forms = {classify_day_form(rule.first), classify_day_form(rule.last)}
        if len(forms) != 1 or None in forms:
            raise BadValue(f'"{text.strip()[:60]}" is not a takes-office rule', _HINT)
        if not rule.is_by_calendar and int(rule.first[1:-1]) > int(rule.last[1:-1]):
            raise BadValue(f'"{text.strip()}" ends before it begins', _HINT)
        return rule

    @property
    def is_by_calendar(self) -> bool:
        """Whether the ends are days of the calendar rather than days after polling."""
        return not self.first.startswith("+")

    @property
    def names_new_year(self) -> bool:
        """Whether the range begins or ends on 1 January."""
        return "01-01" in (self.first, self.last)

    def find_period_after(self, polling_day: date) -> Period:
        """Find the days from the first of the rule after polling to the last after that."""
        first = find_next_day(self.first, polling_day)
        if self.first == self.last:
            return Period(first, first)
        return Period(first, find_next_day(self.last, first - ONE_DAY if self.is_by_calendar else polling_day))

    def find_period_after_rounds(self, first_round: date, decisive_day: date) -> Period:
        """Find the days of the rule after an election of two rounds, or of one.
        A day of the calendar is the first such day after the first round; where it does not lie after the decisive one,
        the handover is the day after that.
        """
        if not self.is_by_calendar:
            return self.find_period_after(decisive_day)
        period, earliest = self.find_period_after(first_round), decisive_day + ONE_DAY
        return Period(max(period.first, earliest), max(period.last, earliest))


def classify_day_form(text: str) -> str | None:
    """Name the form of one day of a rule: days after, calendar day or weekday; None for any other text."""
    if _DAYS_AFTER.fullmatch(text):
        return "days after"
    if (match := _CALENDAR_DAY.fullmatch(text)) and _is_calendar_day(int(match[1]), int(match[2])):
        return "calendar day"
    if _WEEKDAY.fullmatch(text):
        return "weekday"
    return None


def _is_calendar_day(month: int, day: int) -> bool:
    try:
        return bool(date(_LEAP_YEAR, month, day))
    except ValueError:
        return False


def find_next_day(text: str, polling_day: date) -> date:
    """Find the day of a rule's form that comes so many days after polling, or first after it."""
    if text.startswith("+"):
        return polling_day + timedelta(days=int(text[1:-1]))
    days = (_find_day_in_year(text, year) for year in range(polling_day.year, polling_day.year + 3))
    return next(day for day in days if day > polling_day)


def _find_day_in_year(text: str, year: int) -> date:
    from dateutil.relativedelta import relativedelta, weekday

    if match := _CALENDAR_DAY.fullmatch(text):
        return date(year, 1, 1) + relativedelta(month=int(match[1]), day=int(match[2]))
    position, _, month = text.rpartition(" ")
    number, name = int(position[:-2]), position[-2:]
    # A negative number counts from the last day of the month: dateutil cuts 31 down to it.
    nth_weekday = weekday(_WEEKDAYS.index(name), number)
    return date(year, int(month), 1) + relativedelta(day=31 if number < 0 else 1, weekday=nth_weekday)
