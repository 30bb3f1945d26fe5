"""Sentences on what an event in an office changed."""

from collections.abc import Iterable, Mapping

from continuity.domain.offices.event_effects import Effect
from continuity.domain.offices.event_effects import EffectCode as Code
from continuity.domain.values.dates import VagueDate
from continuity.reports.wording.english import SentenceFormatter, format_vague_date

EFFECT_SENTENCES: Mapping[Code, str] = {
    Code.WON: "{person} won on {day}.",
    Code.WON_FOR_PARTY: "{person} ({party}) won on {day}.",
    Code.STAYS: "{person} stays after the election of {day}.",
    Code.UNDECIDED: "Nobody won on {day}.",
    Code.RUN_OFF_SCHEDULED: "The run-off is on {day}.",
    Code.RUN_OFF_TAKEN_BACK: "The run-off of {day} is taken back.",
    Code.RESULT_TAKEN_BACK: "The earlier result, {person}, is taken back.",
    Code.TERM_TAKEN_BACK: "So is the term of {person} from {start}.",
    Code.TERM_BEGINS: "First day of {person}: {start}.",
    Code.TERM_BEGINS_BY_RULE: "First day of {person}: {start}, by the electoral rule (--took-office records another).",
    Code.TERM_BEGINS_AFTER_VOTE: "First day of {person}: not recorded, taken as {start} (--took-office records it).",
    Code.TERM_ENDS: "Last day of {person}: {end}.",
    Code.OLD_MANDATE_ENDS: "Last day of the old mandate: {end}.",
    Code.TERM_REOPENED: "So is the last day of {person}.",
    Code.ELECTION_MOVED: "The election of {day} moves to {new_day} ({election}).",
    Code.ELECTION_CANCELLED: "The election of {day} does not take place.",
    Code.MOVED_BEFORE: "The election of {day} was moved to {new_day} before, so that one counts.",
    Code.OFFICE_ENDS: "Last day of the office {office}: {end}.",
}


class _EffectFormatter(SentenceFormatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, VagueDate):
            return format_vague_date(value)
        return super().format_field(value, format_spec)


_FORMATTER = _EffectFormatter()


def format_effects(effects: Iterable[Effect]) -> str:
    """Format the effects of an event, one sentence each."""
    return " ".join(_FORMATTER.vformat(EFFECT_SENTENCES[effect.code], (), effect.parameters) for effect in effects)
