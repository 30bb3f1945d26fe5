"""The changes that can be tried: how they are written, and which contradict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeAlias

from continuity.domain.values.dates import parse_day
from continuity.domain.vocabulary import MandateKind
from continuity.errors import BadValue, ContradictoryChanges, UsageError

OPTION_SYNTAX = {
    "empower": "PROGRAMME=PARTNER:UNTIL",
    "fund": "PROGRAMME=UNTIL",
    "mandate": "PROGRAMME=WORD or PROGRAMME=WORD:UNTIL",
    "result": "ELECTION=PARTY or ELECTION=same",
    "not-standing": "OFFICE",
    "move": "ELECTION=DATE",
}
"""By the name of its option, how each change is written."""

SAME_HOLDER = "same"
MANDATES = tuple(MandateKind)
_CONTRADICTION_HINT = "leave one of them out, or try them one after the other"


@dataclass(frozen=True, slots=True)
class MoveElection:
    """An election takes place on another day."""

    election: str
    new_date: date

    def __str__(self) -> str:
        return f"--move {self.election}={self.new_date}"


@dataclass(frozen=True, slots=True)
class HolderNotStanding:
    """The present holder of an office does not stand again."""

    office: str

    def __str__(self) -> str:
        return f"--not-standing {self.office}"


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """Another person wins an election for a party; without a party the holder stays."""

    election: str
    party: str | None = None

    def __str__(self) -> str:
        return f"--result {self.election}={self.party or SAME_HOLDER}"


@dataclass(frozen=True, slots=True)
class AdoptMandate:
    """A programme rests on a decision of the as-of day, to a last day if given."""

    programme: str
    kind: str
    until: date | None = None

    def __str__(self) -> str:
        return f"--mandate {self.programme}={self.kind}" + (f":{self.until}" if self.until else "")


@dataclass(frozen=True, slots=True)
class EmpowerPartner:
    """A partner may deliver a programme to a day, which the office cannot end alone."""

    programme: str
    partner: str
    until: date

    def __str__(self) -> str:
        return f"--empower {self.programme}={self.partner}:{self.until}"


@dataclass(frozen=True, slots=True)
class CommitFunding:
    """A foundation commits money from the as-of day to another, and names no partner."""

    programme: str
    until: date

    def __str__(self) -> str:
        return f"--fund {self.programme}={self.until}"


HypotheticalChange: TypeAlias = (
    MoveElection | HolderNotStanding | ElectionResult | AdoptMandate | EmpowerPartner | CommitFunding
)

APPLICATION_ORDER = (MoveElection, HolderNotStanding, ElectionResult, AdoptMandate, EmpowerPartner, CommitFunding)
"""The order in which changes are made: a result is that of the election on its new day."""


def parse_changes(options: Mapping[str, Sequence[str]], as_of: date) -> tuple[HypotheticalChange, ...]:
    """Parse the changes asked for by option, in the order in which they are made.
    Raise UsageError where there is none or one is not written as it must be, BadValue for an impossible day or word.
    """
    changes = sort_changes(parse_change(option, text, as_of) for option, texts in options.items() for text in texts)
    if not changes:
        names = ", ".join(f"--{name}" for name in OPTION_SYNTAX)
        raise UsageError("no change to try was given", f"give one or more of {names}")
    return changes


def parse_change(option: str, text: str, as_of: date) -> HypotheticalChange:
    """Parse one change, from the name of its option and the option's value."""
    # The name of a programme may hold the sign itself; what stands before a result is a key.
    parts = text.partition("=") if option == "result" else text.rpartition("=")
    subject, _, value = (part.strip() for part in (parts if "=" in text else (text, "", "")))
    if option == "not-standing" and subject and "=" not in text:
        return HolderNotStanding(subject)
    if option == "not-standing" or not subject or not value:
        raise _build_malformed_error(option, text)
    if option == "move":
        return MoveElection(subject, _parse_future_day(option, value, as_of))
    if option == "result":
        return ElectionResult(subject, None if value == SAME_HOLDER else value)
    if option == "fund":
        return CommitFunding(subject, _parse_future_day(option, value, as_of))
    return _parse_empower(subject, value, as_of) if option == "empower" else _parse_mandate(subject, value, as_of)


def sort_changes(changes: Iterable[HypotheticalChange]) -> tuple[HypotheticalChange, ...]:
    """Sort the changes in the order in which they are made, each once."""
    return tuple(sorted(dict.fromkeys(changes), key=lambda change: APPLICATION_ORDER.index(type(change))))


def validate_no_contradictions(changes: Iterable[HypotheticalChange]) -> None:
    """Raise ContradictoryChanges, naming both, for two changes of a kind about one thing, named by key."""
    for first, second in combinations(sort_changes(changes), 2):
        if type(first) is type(second) and _get_subject(first) == _get_subject(second):
            raise _build_contradiction_error(first, second)


def validate_winner_stands(changes: Iterable[HypotheticalChange], next_elections: Mapping[str, str]) -> None:
    """Raise ContradictoryChanges where somebody wins the very election at which they do not stand.
    `next_elections` has the next election by office, by the keys that the changes name.
    """
    for first, second in combinations(sort_changes(changes), 2):
        if not isinstance(first, HolderNotStanding) or not isinstance(second, ElectionResult):
            continue
        if second.party is None and next_elections.get(first.office) == second.election:
            raise _build_contradiction_error(first, second)


def _get_subject(change: HypotheticalChange) -> tuple[str, ...]:
    """Return what a change is about; two of a kind about one thing contradict."""
    match change:
        case EmpowerPartner():
            return change.programme, change.partner
        case AdoptMandate() | CommitFunding():
            return (change.programme,)
        case HolderNotStanding():
            return (change.office,)
        case _:
            return (change.election,)


def _parse_empower(programme: str, value: str, as_of: date) -> EmpowerPartner:
    partner, _, until = (part.strip() for part in value.rpartition(":"))
    if not partner or not until:
        raise _build_malformed_error("empower", f"{programme}={value}")
    return EmpowerPartner(programme, partner, _parse_future_day("empower", until, as_of))


def _parse_mandate(programme: str, value: str, as_of: date) -> AdoptMandate:
    kind, colon, until = (part.strip() for part in value.partition(":"))
    if kind not in MANDATES:
        raise BadValue(f'--mandate: "{kind}" is no mandate', f"write one of {', '.join(MANDATES)}")
    if colon and not until:
        raise _build_malformed_error("mandate", f"{programme}={value}")
    return AdoptMandate(programme, kind, _parse_future_day("mandate", until, as_of) if until else None)


def _parse_future_day(option: str, text: str, as_of: date) -> date:
    try:
        day = parse_day(text)
    except BadValue as error:
        raise BadValue(f"--{option}: {error.message}", "write the day as YYYY-MM-DD") from None
    if day < as_of:
        hint = "give a later day, or an earlier --as-of"
        raise BadValue(f"--{option}: {day} lies before the as-of day {as_of}", hint)
    return day


def _build_malformed_error(option: str, text: str) -> UsageError:
    return UsageError(f'--{option}: "{text}" is not a change', f"write it as --{option} {OPTION_SYNTAX[option]}")


def _build_contradiction_error(first: HypotheticalChange, second: HypotheticalChange) -> ContradictoryChanges:
    return ContradictoryChanges(f"{first} and {second} contradict each other", _CONTRADICTION_HINT)
