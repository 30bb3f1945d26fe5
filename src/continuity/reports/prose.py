"""How the reports say days, numbers and codes in English sentences."""

from datetime import date

from continuity.domain.risk.facts import AT_RISK, COVERED, ENDS_FIRST, NOT_EXPOSED, UNKNOWN_EXPOSURE

# By hand, so that the reader's locale has no say in what a report looks like.
_MONTHS = "January February March April May June July August September October November December".split()

STATUS_WORDS = {
    AT_RISK: "At risk",
    COVERED: "Covered",
    ENDS_FIRST: "Ends first",
    UNKNOWN_EXPOSURE: "Unknown exposure",
    NOT_EXPOSED: "Not exposed",
}
BASIS_WORDS = {"recorded": "on the record", "unrecorded": "nothing is recorded"}
DAY_BASIS_WORDS = {"recorded": "recorded", "rule": "by the electoral rule", "derived": "derived"}
KIND_WORDS = {
    "ordinary": "election",
    "by-election": "by-election",
    "repeat": "repeat election",
    "appointment-end": "end of appointment",
    "abolition": "end of the office",
    "departure": "announced departure",
    "succession": "succession",
    "coalition-change": "change of coalition",
    "vacancy": "vacancy",
    "overdue": "overdue end of term",
}


def english(day: date) -> str:
    """A day as people write it: 3 May 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short(day: date) -> str:
    """The same with the month cut to three letters, for drawings."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 programme, 2 programmes."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def either(things: list[str]) -> str:
    """Things of which one will do: a, b or c."""
    *others, last = things
    return f"{', '.join(others)} or {last}" if others else last


def named(code: str) -> str:
    """A reason's code as words: NO_PARTNER is No partner."""
    return code.replace("_", " ").capitalize()
