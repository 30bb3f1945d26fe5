"""The timeline of a report: one drawing an office, with the lines of the table that says the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import NOT_EXPOSED, Assessment, Finding
from continuity.reports.timeline.bars import Strand, agreement_strands, money_strands, programme_strands, term_strands
from continuity.reports.timeline.svg_layout import Panel, Scale, panel, visible
from continuity.reports.wording.english import counted, english

_YEARS_BACK = 4
_YEARS_AHEAD = 8
_LAST_YEAR = 9990

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTimeline:
    """One office's part of the timeline.

    Attributes:
        city, office: their keys.
        description: what a reader who cannot see the drawing is told of it.
        strands: the lines of the table.
        panel: the drawing.
    """

    city: str
    office: str
    description: str
    strands: tuple[Strand, ...]
    panel: Panel


def scale_of(assessment: Assessment) -> Scale:
    """Whole years: a few before the as-of day, and as far ahead as the horizon and the last window reach."""
    year = assessment.as_of.year
    ahead = [assessment.settings.horizon.after(assessment.as_of).year]
    ahead += [transition.handover_last.year + 1 for transition in assessment.transitions]
    last = min(max(ahead), year + _YEARS_AHEAD, _LAST_YEAR)
    return Scale(date(max(1, year - _YEARS_BACK), 1, 1), date(max(last, year), 12, 31))


def office_timelines(assessment: Assessment, findings: Iterable[Finding], *, brief: bool) -> tuple[OfficeTimeline, ...]:
    """The offices with a transition or an exposed programme, by key; the brief ones show no programmes."""
    exposed = _by_office((finding.programme.office, finding) for finding in findings if finding.status != NOT_EXPOSED)
    changing = _by_office((transition.office, transition) for transition in assessment.transitions)
    scale = scale_of(assessment)
    found = []
    for office in sorted({*exposed, *changing}):
        there, transitions = exposed.get(office, []), changing.get(office, [])
        strands = terms_on(scale, assessment, office) + programmes_with_parts(assessment, () if brief else there)
        found.append(
            OfficeTimeline(
                city=_city(assessment, office, there, transitions),
                office=office,
                description=_description(strands, transitions),
                strands=strands,
                panel=panel(scale, strands, transitions, window_days=assessment.settings.window_days),
            )
        )
    return tuple(found)


def _by_office(pairs: Iterable[tuple[str, Thing]]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for office, thing in pairs:
        found.setdefault(office, []).append(thing)
    return found


def terms_on(scale: Scale, assessment: Assessment, office: str) -> tuple[Strand, ...]:
    """The office's terms on the scale, and the undated ones, as far as they could be known on the as-of day."""
    leadership = assessment.leaderships.get(office)
    strands = term_strands(assessment, known_on(leadership, assessment.as_of).terms) if leadership else ()
    return tuple(one for one in strands if not one.stretches or visible(scale, one))


def programmes_with_parts(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Strand, ...]:
    """The programmes by key, each with its agreements and its money."""
    ordered = sorted(findings, key=lambda finding: finding.programme.key)
    return tuple(
        replace(strand, parts=agreement_strands(assessment, finding) + money_strands(assessment, finding))
        for finding, strand in zip(ordered, programme_strands(assessment, ordered), strict=True)
    )


def _city(assessment: Assessment, office: str, findings: Sequence[Finding], transitions: Sequence[Transition]) -> str:
    if leadership := assessment.leaderships.get(office):
        return leadership.office.city
    return transitions[0].city if transitions else findings[0].programme.city


def _description(strands: Sequence[Strand], transitions: Sequence[Transition]) -> str:
    terms = sum(strand.what == "Term" for strand in strands)
    shown = [counted(terms, "term")] if terms else []
    shown += [counted(len(strands) - terms, "programme")] if len(strands) > terms else []
    days = ", ".join(english(transition.polling_day) for transition in transitions)
    return f"{' and '.join(shown) or 'Nothing recorded'}; changes: {days or 'none known'}."
