"""The report as a document to be read from top to bottom: the same parts in Markdown and in plain text."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment
from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Page, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.report import summary
from continuity.reports.report.awards_section import awards_section
from continuity.reports.report.findings_section import change, findings_sections, handover, place
from continuity.reports.report.model import Dossier
from continuity.reports.report.sections import (
    asked_sections,
    cities_section,
    money_section,
    quality_section,
    rule_section,
    since_section,
)
from continuity.reports.wording.english import counted, english, figure
from continuity.reports.wording.labels import LATE

_Pairs: TypeAlias = tuple[tuple[str, str], ...]


def report_page(dossier: Dossier) -> Page:
    """The report on the findings of every status."""
    found = dossier.assessment
    until = english(_horizon_end(found))
    narrowed = f" Only {'; '.join(map(isolated, dossier.narrowed))}." if dossier.narrowed else ""
    return Page(
        title="Prevention programmes and changes of leadership",
        lead=(
            f"As of {english(found.as_of)}. Looks ahead to {until}.{narrowed} {dossier.made_for}",
            summary.headline(found, dossier.findings),
        ),
        sections=tuple(_sections(dossier)),
    )


def _sections(dossier: Dossier) -> Iterator[Section]:
    yield _standing(dossier)
    if dossier.since:
        yield since_section(dossier.assessment, dossier.since)
    yield _decisions(dossier)
    yield from findings_sections(dossier)
    yield _calendar(dossier.assessment)
    yield cities_section(dossier)
    yield money_section(dossier)
    if dossier.audience.amounts:
        yield awards_section(dossier)
    yield quality_section(dossier)
    yield from asked_sections(dossier)
    yield rule_section(dossier.assessment)


def _standing(dossier: Dossier) -> Section:
    """The figures: first what is at risk and what is covered, then what stands beside them."""
    counts = (*summary.counts(dossier.findings), *summary.further_counts(dossier.findings))
    pairs: _Pairs = tuple((count.label.capitalize(), figure(count.number)) for count in counts)
    told: list[Block] = [Facts(pairs)]
    if any(one.level for one in dossier.findings):
        levels = ", ".join(f"{figure(count.number)} {count.label}" for count in summary.levels(dossier.findings))
        told.append(Words(f"Levels of the programmes at risk: {levels}."))
    told.append(Words(f"{summary.NOT_SAFE} {summary.NOT_COMPARABLE}"))
    return Section(title="Where the programmes stand", blocks=tuple(told))


def _decisions(dossier: Dossier) -> Section:
    """The next step of each programme, with equal steps told once."""
    found, brief = dossier.assessment, dossier.brief
    columns = ("Decision", "Programmes", "City and office", "Owner", "Start by", "Due")
    kept = [at for at in range(len(columns)) if columns[at] != "Owner" or dossier.audience.owners]
    rows = [_decision(found, one, brief=brief) for one in summary.decisions(found, dossier.findings)]
    if not rows:
        return Section(title="Decisions due", blocks=(Words("No decision is due."),))
    caption = "The next step for each programme that is at risk or whose exposure is unknown, the first due first."
    grid = Grid(caption, tuple(columns[at] for at in kept), [tuple(row[at] for at in kept) for row in rows])
    return Section(title="Decisions due", blocks=(grid,))


def _decision(found: Assessment, decision: summary.Decision, *, brief: bool) -> tuple[str, ...]:
    step, names = decision.step, decision.programmes
    programmes = "; ".join(map(isolated, names))
    start = english(step.start_by) if step.start_by else "no day known"
    passed = " (has passed: start now)" if step.start_by and step.start_by < found.as_of else ""
    due = english(step.due) if step.due else "no day known"
    return (
        step.remedy,
        counted(len(names), "programme") if brief and len(names) > 1 else programmes,
        place(found, decision.city, decision.office),
        isolated(step.owner) if step.owner else NOT_RECORDED,
        f"{start}{passed}",
        f"{due} ({LATE})" if step.late else due,
    )


def _calendar(found: Assessment) -> Section:
    until = english(_horizon_end(found))
    if not found.transitions:
        nothing = Words(f"No change of leadership is known up to {until}.")
        return Section(title="Calendar", blocks=(nothing,))
    grid = Grid(
        f"Changes of leadership that are still open or lie ahead up to {until}.",
        ("City and office", "Day of the change", "Pre-election period from", "Handover", "Change of person"),
        [_transition(found, one) for one in found.transitions],
    )
    return Section(title="Calendar", blocks=(grid,))


def _transition(found: Assessment, one: Transition) -> tuple[str, ...]:
    certain = "certain" if one.certain_change else "not certain"
    return (
        place(found, one.city, one.office),
        change(one),
        english(one.quiet_from) if one.quiet_from else NOT_RECORDED,
        handover(one),
        "the same person goes on" if one.stayed else certain,
    )


def _horizon_end(found: Assessment) -> date:
    return found.settings.horizon.after(found.as_of)
