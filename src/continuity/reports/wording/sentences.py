"""Sentences about reasons and steps: templates filled with facts of a case.
Programs and the terminal get keys and ISO days. A document gives its assessment, for the names of offices and cities,
and, where people read it, how a day is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import NoneType
from typing import Any

from continuity.domain.offices.models import Transition
from continuity.domain.risk.explain.steps import Step
from continuity.domain.risk.findings import Assessment, Parameter, Reason
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.vocabulary import FindingBasis, Preparation, RuleQuestion, TransitionKind
from continuity.reports.wording.english import DateFormatter, format_exact_days
from continuity.reports.wording.labels import format_transition_time
from continuity.reports.wording.names import office_name
from continuity.reports.wording.reasons import REASONS

_PREPARATIONS = {
    Preparation.CONFIRM: "Ask the new office to confirm the programme, then",
    Preparation.RECORD_AND_CONFIRM: "Record the result. Ask the new office to confirm the programme, then",
}

_EVENTS: dict[str, str] = {
    TransitionKind.ORDINARY: "The election for",
    TransitionKind.BY_ELECTION: "The by-election for",
    TransitionKind.REPEAT: "The repeat election for",
    TransitionKind.RECALL: "The recall vote on the holder of",
    TransitionKind.APPOINTMENT_END: "The end of the appointment to",
    TransitionKind.ABOLITION: "The end of the office",
    TransitionKind.DEPARTURE: "The announced departure from",
    TransitionKind.SUSPENSION: "The suspension of the holder of",
    TransitionKind.RETURN: "The return of the holder of",
    TransitionKind.SUCCESSION: "The succession in",
    TransitionKind.COALITION_CHANGE: "The change of coalition behind",
    TransitionKind.VACANCY: "The vacancy in",
    TransitionKind.OVERDUE: "The overdue end of the term in",
    TransitionKind.TERM_END: "The end of the term in",
}

CERTAIN_CHANGES = {
    "not-standing": "the holder does not stand again",
    "term-limited": "the holder is term-limited",
    "limit-reached": "the mandates recorded reach the limit",
    "left-early": "the holder left or leaves before the term was due to end",
    "successor-known": "another next holder is recorded",
    "suspended": "the holder is suspended",
}
"""By code, why the person is certain to change."""

_OPTIONAL = {
    "recipient": (" for {}", ""),
    "known_from": (", known from {}", ""),
    "stated_end": ("its stated end is {}", "no end is stated, so it goes on"),
    "level": (" ({})", ""),
    "covered_until": (" until {}", ""),
    "owner": ("by {}", "no owner recorded"),
    "due": (", due {}", ""),
    "until": (", until {}", ""),
    "acting": ("{} acts.", "Nobody is recorded as acting."),
}
"""By the name of a parameter, the part of a sentence with it and without it."""

_STEPS: dict[RuleQuestion, tuple[str, dict[str, str]]] = {
    RuleQuestion.RUNS: (
        "Does the programme run?",
        {
            "absent": "Not yet: launched {launched}{known_from}.",
            "planned-absent": "Not yet: planned for {launched}{known_from}.",
            "ended": "No: its status is {status}, its end {end}.",
            "running": "Yes: launched {launched}; {stated_end}.",
            "planned-running": "Yes: planned for {launched}; {stated_end}.",
        },
    ),
    RuleQuestion.EXPOSED: (
        "To which changes of leadership is it exposed?",
        {
            "none-known": "No change is open or known up to {day}, and none after that.",
            "only-later": "No change is open or known up to {day}; one is known after that.",
            "exposed": "{kind} {transition}: exposed from {first} until {last}.",
            "ends-first": "{kind} {transition}: ends first, before the handover on {day}.",
            "launched-after": "{kind} {transition}: not exposed, for it begins after the handover ({day}).",
            "closed": "{kind} {transition}: closed by the recorded outcome ({outcome}).",
        },
    ),
    RuleQuestion.VERDICT: (
        "At which does it stand?",
        {
            "stands": "{transition}: {status}{level}",
            "superseded": (
                "{transition}: {status}{level}; it gives way to a later one, for its window is over and its result is "
                "not recorded"
            ),
        },
    ),
    RuleQuestion.CARRIED: (
        "Does one partner carry it over?",
        {
            "covered": "Yes: {partner} holds E1 to E4{covered_until}. Covered is not safe.",
            "nobody": "No: no partner is recorded with a part in it.",
            FindingBasis.RECORDED: "No; {partner} comes closest. A recorded fact speaks against it.",
            FindingBasis.UNRECORDED: (
                "No; {partner} comes closest. No recorded fact speaks against it; what it lacks is not recorded."
            ),
        },
    ),
    RuleQuestion.LEVEL: (
        "How high is the risk?",
        {
            "cell": (
                "Protections held: {protections}. Aggravators found: {aggravators}. The table says, row {row}, column "
                "{column}: {found_level}."
            )
        },
    ),
    RuleQuestion.DECIDED: (
        "What was decided about it?",
        {
            "nothing": "Nothing is recorded.",
            "decided": "{decision} ({owner}{due}{until}).",
            "expired": "{decision} ({owner}{due}{until}; that has expired).",
        },
    ),
}


def format_reason(
    reason: Reason, assessment: Assessment | None = None, format_date: DateFormatter | None = None
) -> str:
    """Format the sentence of a reason."""
    return _Filler(assessment, format_date).fill(REASONS[reason.code].sentences[reason.variant], reason.parameters)


def format_remedy(reason: Reason) -> str:
    """Format what would clear a reason."""
    wording = REASONS[reason.code]
    template = wording.remedies[reason.remedy] if reason.remedy else wording.remedy
    remedy = _Filler().fill(template, reason.parameters)
    if reason.preparation is None:
        return remedy
    return f"{_PREPARATIONS[reason.preparation]} {remedy[0].lower()}{remedy[1:]}"


def format_question(step: Step) -> str:
    """Format a question of the rule."""
    return _STEPS[step.question][0]


def format_answers(step: Step) -> tuple[str, ...]:
    """Format what was found."""
    templates = _STEPS[step.question][1]
    return tuple(_Filler().fill(templates[answer.variant], answer.parameters) for answer in step.answers)


@dataclass(frozen=True, slots=True)
class _Filler:
    """Fills templates with names where there is an assessment, else with keys."""

    assessment: Assessment | None = None
    format_date: DateFormatter | None = None

    def fill(self, template: str, parameters: Mapping[str, Parameter]) -> str:
        return template.format_map({name: self._format(name, value) for name, value in parameters.items()})

    def _format(self, name: str, value: Parameter) -> str:
        formatter: _Formatter | None = _BY_NAME.get(name) or _BY_TYPE.get(type(value))
        text = formatter(self, value) if formatter else str(value)
        present, absent = _OPTIONAL.get(name, ("{}", text))
        return absent if value is None else present.format(text)

    def format_day(self, day: date) -> str:
        return self.format_date(day) if self.format_date else day.isoformat()

    def format_period(self, period: Period) -> str:
        return f"{self.format_day(period.first)} to {self.format_day(period.last)}"

    def format_event(self, transition: Transition) -> str:
        phrase, when = _EVENTS[transition.kind], format_transition_time(transition, self.format_date)
        return f"{phrase} {self.name_office(transition.office)} {when}"

    def name_person(self, key: str) -> str:
        return self.assessment.display_name("person", key) if self.assessment else key

    def name_office(self, key: str) -> str:
        record = self.assessment.office_records.get(key) if self.assessment else None
        if self.assessment is None or record is None:
            return key
        return f"{office_name(self.assessment, key)} ({self.name_city(record.office.city)})"

    def name_city(self, key: str) -> str:
        return self.assessment.display_name("city", key) if self.assessment else key


def _format_causes(_: _Filler, codes: tuple[str, ...]) -> str:
    return ", ".join(CERTAIN_CHANGES.get(code, code) for code in codes)


_Formatter = Callable[[_Filler, Any], str]

_BY_NAME: dict[str, _Formatter] = {
    "office": _Filler.name_office,
    "city": _Filler.name_city,
    "acting": _Filler.name_person,
    "causes": _format_causes,
}

_BY_TYPE: dict[type, _Formatter] = {
    NoneType: lambda _, __: "not recorded",
    Period: _Filler.format_period,
    Transition: _Filler.format_event,
    VagueDate: lambda filler, value: format_exact_days(value, filler.format_date),
    date: _Filler.format_day,
    timedelta: lambda _, value: "1 day" if value.days == 1 else f"{value.days} days",
    tuple: lambda _, words: ", ".join(words) or "none",
}
