"""The changes that can be tried without recording them: how they are written, and which contradict each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from continuity.domain.values.dates import parse_day
from continuity.errors import BadValue, ContradictoryChanges, UsageError

FORMS = {
    "empower": "PROGRAMME=PARTNER:UNTIL",
    "fund": "PROGRAMME=UNTIL",
    "mandate": "PROGRAMME=WORD or PROGRAMME=WORD:UNTIL",
    "result": "ELECTION=PARTY or ELECTION=same",
    "not-standing": "OFFICE",
    "move": "ELECTION=DATE",
}
"""By the name of its option, how each change is written."""

SAME = "same"
MANDATES = ("statute", "resolution", "strategy", "executive")
_SEVERAL = "leave one of them out, or try them one after the other"


@dataclass(frozen=True, slots=True)
class Move:
    """An election takes place on another day."""

    election: str
    to: date

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about; two changes of a kind about one thing contradict each other."""
        return (self.election,)

    def __str__(self) -> str:
        return f"--move {self.election}={self.to}"


@dataclass(frozen=True, slots=True)
class NotStanding:
    """The present holder of an office does not stand again."""

    office: str

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.office,)

    def __str__(self) -> str:
        return f"--not-standing {self.office}"


@dataclass(frozen=True, slots=True)
class Result:
    """An election is won for a party by another person than the holder; without a party, the holder stays."""

    election: str
    party: str | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.election,)

    def __str__(self) -> str:
        return f"--result {self.election}={self.party or SAME}"


@dataclass(frozen=True, slots=True)
class Mandate:
    """A programme rests on a decision of the as-of day, which holds to a last day where one is given."""

    programme: str
    word: str
    until: date | None = None

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.programme,)

    def __str__(self) -> str:
        return f"--mandate {self.programme}={self.word}" + (f":{self.until}" if self.until else "")


@dataclass(frozen=True, slots=True)
class Empower:
    """A partner may deliver a programme from the as-of day to another, and the office cannot end that alone."""

    programme: str
    partner: str
    until: date

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.programme, self.partner)

    def __str__(self) -> str:
        return f"--empower {self.programme}={self.partner}:{self.until}"


@dataclass(frozen=True, slots=True)
class Fund:
    """A foundation commits money to a programme from the as-of day to another, and names no partner."""

    programme: str
    until: date

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about."""
        return (self.programme,)

    def __str__(self) -> str:
        return f"--fund {self.programme}={self.until}"


Change: TypeAlias = Move | NotStanding | Result | Mandate | Empower | Fund

ORDER = (Move, NotStanding, Result, Mandate, Empower, Fund)
"""The order in which changes are made: a result is that of the election on its new day."""


def parse_all(given: Mapping[str, Sequence[str]], as_of: date) -> tuple[Change, ...]:
    """The changes asked for, in the order in which they are made.

    Args:
        given: by the name of the option, its values.
        as_of: the day from which they hold, before which none can end.

    Raises:
        UsageError: there is none, or one is not written as it must be.
        BadValue: a day or a word cannot be.
    """
    changes = in_order(parse(option, text, as_of) for option, texts in given.items() for text in texts)
    if not changes:
        raise UsageError(
            "no change to try was given", f"give one or more of {', '.join(f'--{name}' for name in FORMS)}"
        )
    return changes


def parse(option: str, text: str, as_of: date) -> Change:
    """One change, from the name of its option and the option's value."""
    # The name of a programme may hold the sign itself; what stands before a result is a key.
    parts = text.partition("=") if option == "result" else text.rpartition("=")
    subject, _, value = (part.strip() for part in (parts if "=" in text else (text, "", "")))
    if option == "not-standing" and subject and "=" not in text:
        return NotStanding(subject)
    if option == "not-standing" or not subject or not value:
        raise _malformed(option, text)
    if option == "move":
        return Move(subject, _day(option, value, as_of))
    if option == "result":
        return Result(subject, None if value == SAME else value)
    if option == "fund":
        return Fund(subject, _day(option, value, as_of))
    return _empower(subject, value, as_of) if option == "empower" else _mandate(subject, value, as_of)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in the order in which they are made, each once."""
    return tuple(sorted(dict.fromkeys(changes), key=lambda change: ORDER.index(type(change))))


def refuse_contradictions(changes: Iterable[Change]) -> None:
    """Refuse two changes of a kind about one thing.

    Args:
        changes: with the keys of the records they name.

    Raises:
        ContradictoryChanges: the message names both.
    """
    for first, second in combinations(in_order(changes), 2):
        if type(first) is type(second) and first.subject == second.subject:
            raise _contradictory(first, second)


def refuse_staying(changes: Iterable[Change], next_elections: Mapping[str, str]) -> None:
    """Refuse that somebody wins the very election at which they do not stand.

    Args:
        changes: with the keys of the records they name.
        next_elections: by office, the next election, as the changes name it.

    Raises:
        ContradictoryChanges: the message names both.
    """
    for first, second in combinations(in_order(changes), 2):
        leaves, stays = isinstance(first, NotStanding), isinstance(second, Result) and second.party is None
        if leaves and stays and (next_elections.get(first.subject[0]),) == second.subject:
            raise _contradictory(first, second)


def _empower(programme: str, value: str, as_of: date) -> Empower:
    partner, _, until = (part.strip() for part in value.rpartition(":"))
    if not partner or not until:
        raise _malformed("empower", f"{programme}={value}")
    return Empower(programme, partner, _day("empower", until, as_of))


def _mandate(programme: str, value: str, as_of: date) -> Mandate:
    word, colon, until = (part.strip() for part in value.partition(":"))
    if word not in MANDATES:
        raise BadValue(f'--mandate: "{word}" is no mandate', f"write one of {', '.join(MANDATES)}")
    if colon and not until:
        raise _malformed("mandate", f"{programme}={value}")
    return Mandate(programme, word, _day("mandate", until, as_of) if until else None)


def _day(option: str, text: str, as_of: date) -> date:
    try:
        day = parse_day(text)
    except BadValue as error:
        raise BadValue(f"--{option}: {error.message}", "write the day as YYYY-MM-DD") from None
    if day < as_of:
        raise BadValue(
            f"--{option}: {day} lies before the as-of day {as_of}", "give a later day, or an earlier --as-of"
        )
    return day


def _malformed(option: str, text: str) -> UsageError:
    return UsageError(f'--{option}: "{text}" is not a change', f"write it as --{option} {FORMS[option]}")


def _contradictory(first: Change, second: Change) -> ContradictoryChanges:
    return ContradictoryChanges(f"{first} and {second} contradict each other", _SEVERAL)
