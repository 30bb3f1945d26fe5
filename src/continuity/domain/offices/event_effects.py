"""The effects of an event in an office, as data: what was recorded, ended, moved or taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto


class EffectCode(StrEnum):
    """One kind of effect; `reports/wording/office_events.py` has the sentences."""

    WON = auto()
    WON_FOR_PARTY = auto()
    STAYS = auto()
    UNDECIDED = auto()
    RUN_OFF_SCHEDULED = auto()
    RUN_OFF_TAKEN_BACK = auto()
    RESULT_TAKEN_BACK = auto()
    TERM_TAKEN_BACK = auto()
    TERM_BEGINS = auto()
    TERM_BEGINS_BY_RULE = auto()
    TERM_BEGINS_AFTER_VOTE = auto()
    TERM_ENDS = auto()
    OLD_MANDATE_ENDS = auto()
    TERM_REOPENED = auto()
    ELECTION_MOVED = auto()
    ELECTION_CANCELLED = auto()
    MOVED_BEFORE = auto()
    OFFICE_ENDS = auto()


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect, with the names and days of its sentence."""

    code: EffectCode
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class EventRecord:
    """The keys of changed records, and the effects of the event in their order."""

    keys: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)

    def add(self, key: str, code: EffectCode, **parameters: object) -> None:
        """Add a changed record with one effect."""
        self.keys.append(key)
        self.effects.append(Effect(code, parameters))
