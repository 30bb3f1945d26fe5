"""Timeline of a report: a drawing and a table for each office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.vocabulary import FindingStatus
from continuity.reports.timeline.bars import (
    TimelineBar,
    build_agreement_bars,
    build_funding_bars,
    build_programme_bars,
)
from continuity.reports.timeline.svg_layout import Panel, Scale, is_bar_visible, lay_out_panel
from continuity.reports.timeline.term_bars import build_term_bars
from continuity.reports.wording.english import format_count
from continuity.reports.wording.labels import format_transition_day

_YEARS_BACK = 4
_YEARS_AHEAD = 8
_LAST_YEAR = 9990

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTimeline:
    """Timeline of one office; `description` is the alternative text of the drawing."""

    city: str
    office: str
    description: str
    bars: tuple[TimelineBar, ...]
    panel: Panel


def build_scale(assessment: Assessment) -> Scale:
    """Build a scale of whole years, up to the horizon or the last exposure window."""
    year = assessment.as_of.year
    end_years = [assessment.settings.horizon.add_to(assessment.as_of).year]
    end_years += [transition.handover_last.year + 1 for transition in assessment.transitions]
    last = min(max(end_years), year + _YEARS_AHEAD, _LAST_YEAR)
    return Scale(date(max(1, year - _YEARS_BACK), 1, 1), date(max(last, year), 12, 31))


def build_office_timelines(
    assessment: Assessment, findings: Iterable[Finding], *, abridged: bool
) -> tuple[OfficeTimeline, ...]:
    """Build the timelines of affected offices; `abridged` omits programmes."""
    exposed = (finding for finding in findings if finding.status != FindingStatus.NOT_EXPOSED)
    findings_by_office = _group_by_office((finding.programme.office, finding) for finding in exposed)
    transitions_by_office = _group_by_office((transition.office, transition) for transition in assessment.transitions)
    scale = build_scale(assessment)
    timelines = []
    for office in sorted({*findings_by_office, *transitions_by_office}):
        office_findings, transitions = findings_by_office.get(office, []), transitions_by_office.get(office, [])
        programme_bars = build_nested_programme_bars(assessment, () if abridged else office_findings)
        bars = build_visible_term_bars(scale, assessment, office) + programme_bars
        timelines.append(
            OfficeTimeline(
                city=_resolve_office_city(assessment, office, office_findings, transitions),
                office=office,
                description=_describe(bars, transitions),
                bars=bars,
                panel=lay_out_panel(scale, bars, transitions, window_days=assessment.settings.window_days),
            )
        )
    return tuple(timelines)


def _group_by_office(pairs: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    groups: dict[str, list[Item]] = {}
    for office, item in pairs:
        groups.setdefault(office, []).append(item)
    return groups


def build_visible_term_bars(scale: Scale, assessment: Assessment, office: str) -> tuple[TimelineBar, ...]:
    """Build bars of the terms that are on the scale or undated."""
    bars = build_term_bars(assessment, office)
    return tuple(bar for bar in bars if not bar.segments or is_bar_visible(scale, bar))


def build_nested_programme_bars(assessment: Assessment, findings: Iterable[Finding]) -> tuple[TimelineBar, ...]:
    """Build bars of programmes by key, with agreements and funding as parts."""
    ordered = sorted(findings, key=lambda finding: finding.programme.key)
    return tuple(
        replace(bar, parts=build_agreement_bars(assessment, finding) + build_funding_bars(assessment, finding))
        for finding, bar in zip(ordered, build_programme_bars(assessment, ordered), strict=True)
    )


def _resolve_office_city(
    assessment: Assessment, office: str, findings: Sequence[Finding], transitions: Sequence[Transition]
) -> str:
    if leadership := assessment.office_records.get(office):
        return leadership.office.city
    return transitions[0].city if transitions else findings[0].programme.city


def _describe(bars: Sequence[TimelineBar], transitions: Sequence[Transition]) -> str:
    terms = sum(bar.kind == "Term" for bar in bars)
    shown = [format_count(terms, "term")] if terms else []
    shown += [format_count(len(bars) - terms, "programme")] if len(bars) > terms else []
    days = ", ".join(format_transition_day(transition) for transition in transitions)
    return f"{' and '.join(shown) or 'Nothing recorded'}; changes: {days or 'none known'}."
