"""A scheduled report in short, for the text of a mail: the answer, what changed, and what is to be decided soon."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from continuity.domain.comparison.report_diff import BETTER, KINDS, LEFT, MOVED, NEWLY_AT_RISK, WORSE, Since
from continuity.domain.risk.findings import AT_RISK, COVERED, ENDS_FIRST, Assessment
from continuity.reports.document.model import Block, Items, Page, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.report import summary
from continuity.reports.report.findings_section import place
from continuity.reports.report.model import Dossier
from continuity.reports.report.sections import readers_section
from continuity.reports.wording.changes import Line, line, nothing, title
from continuity.reports.wording.english import counted, english

LINES = 20
"""How many changes, and how many decisions, a letter tells; the others are counted."""

DECISIONS_WITHIN = timedelta(days=90)

ATTACHED = "The full report is attached."

_SHORT = {
    NEWLY_AT_RISK: "newly at risk",
    WORSE: "worse",
    ENDS_FIRST: "ending before the handover",
    BETTER: "better",
    COVERED: "covered",
    LEFT: "left",
    MOVED: "at another change of leadership",
}


def subject(dossier: Dossier, name: str, day: date) -> str:
    """What stands over the letter: numbers, and no programme's name.

    Args:
        dossier: the report.
        name: of the city, or of the schedule.
        day: of the report.
    """
    return f"Continuity: {_numbers(dossier)} — {' '.join(name.split())}, {english(day)}"


def letter(dossier: Dossier, full: str = ATTACHED) -> Page:
    """The letter; `full` is the sentence that says where the full report is."""
    found = dossier.assessment
    return Page(
        title="Prevention programmes and changes of leadership",
        lead=(
            f"As of {english(found.as_of)}.",
            summary.headline(found, dossier.findings),
            f"{_counts(dossier)} {summary.NOT_SAFE}",
        ),
        sections=tuple(_sections(dossier, full)),
    )


def _numbers(dossier: Dossier) -> str:
    """How many of each kind changed; how many are at risk where there is nothing to compare with."""
    since = dossier.since
    if since is None or since.last is None:
        return f"{sum(one.status == AT_RISK for one in dossier.findings)} at risk"
    kinds = Counter(one.kind for one in since.differences)
    return ", ".join(f"{kinds[kind]} {_SHORT[kind]}" for kind in KINDS if kinds[kind]) or "no change"


def _counts(dossier: Dossier) -> str:
    counts = (*summary.counts(dossier.findings), *summary.further_counts(dossier.findings))
    return f"{', '.join(f'{count.number} {count.label}' for count in counts)}."


def _sections(dossier: Dossier, full: str) -> Iterator[Section]:
    if dossier.since:
        yield Section(title=title(dossier.since), blocks=tuple(_changed(dossier.assessment, dossier.since)))
    yield _decisions(dossier)
    readers = readers_section(dossier)
    yield Section(title=readers.title, blocks=(*readers.blocks, Words(full)))


def _changed(found: Assessment, since: Since) -> Iterator[Block]:
    if since.covers:
        yield Words(since.covers)
    if none := nothing(since):
        yield Words(none)
    if since.differences:
        told = [_one_line(line(found, one)) for one in since.differences[:LINES]]
        yield Items((*told, *_more(len(since.differences) - len(told), "change")))


def _one_line(one: Line) -> str:
    where = f"{isolated(one.city)}, {isolated(one.office)}"
    return f"{one.kind}: {isolated(one.programme)} ({where}), {one.before} → {one.after}. {one.cause}"


def _decisions(dossier: Dossier) -> Section:
    """The next steps that are due soon, or were due already."""
    found = dossier.assessment
    last = found.as_of + DECISIONS_WITHIN
    due = [one for one in summary.decisions(found, dossier.findings) if one.step.due and one.step.due <= last]
    heading = f"Decisions due by {english(last)}"
    if not due:
        return Section(title=heading, blocks=(Words("No decision is due by then."),))
    told = [_decision(found, one) for one in due[:LINES]]
    return Section(title=heading, blocks=(Items((*told, *_more(len(due) - len(told), "decision"))),))


def _decision(found: Assessment, one: summary.Decision) -> str:
    step, names = one.step, one.programmes
    programmes = isolated(names[0]) if len(names) == 1 else counted(len(names), "programme")
    return f"{_days(found, one)} {step.remedy} ({programmes}; {place(found, one.city, one.office)})"


def _days(found: Assessment, one: summary.Decision) -> str:
    due, start = one.step.due, one.step.start_by
    late = ", late" if one.step.late else ""
    begin = "start now" if start is None or start < found.as_of else f"start by {english(start)}"
    return f"Due {english(due) if due else 'soon'}{late}, {begin}:"


def _more(number: int, what: str) -> Sequence[str]:
    return (f"And {counted(number, f'more {what}')}.",) if number else ()
