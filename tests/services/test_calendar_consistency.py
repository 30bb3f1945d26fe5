"""Every answer about an office agrees with every other, month by month.

Issue on the calendar, "Shown by": `office holders`, `calendar`, `status`, `timeline`, `risk`, `report` and `check`.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from continuity.domain.offices.holders import Holders
from continuity.domain.offices.models import Transition
from continuity.domain.summaries.figures import Figures
from continuity.domain.vocabulary import OfficeState, TransitionKind, VacancyReason
from continuity.reports.timeline.bars import HELD
from continuity.reports.timeline.term_bars import build_term_bars
from continuity.services.assessment import Scope
from continuity.services.database import load_status
from continuity.services.lint import lint_database
from continuity.services.listings import assess_figures
from continuity.services.offices.holders import list_office_holders

MONTHS = [date(year, month, 15) for year in range(2015, 2029) for month in range(1, 13)]


class Answers:
    """What each command answers on a day."""

    def __init__(self, address: str, day: date) -> None:
        self.day, self.address = day, address

    @cached_property
    def holders(self) -> dict[str, Holders]:
        found, _ = list_office_holders(self.address, self.day)
        return {holders.office.key: holders for holders in found}

    @cached_property
    def figures(self) -> Figures:
        return assess_figures(self.address, self.day, None, Scope())

    @cached_property
    def remarks(self) -> set[tuple[str, str]]:
        remarks = lint_database(self.address, self.day).remarks
        return {(remark.code, record.partition(":")[2]) for remark in remarks for record in remark.records}

    def list_transitions(self, office: str) -> list[Transition]:
        return [transition for transition in self.figures.assessment.transitions if transition.office == office]

    def list_open_votes(self, office: str) -> list[Transition]:
        """The open elections of an office without a result, whose handover has begun."""
        votes = (transition for transition in self.list_transitions(office) if transition.is_election)
        return [vote for vote in votes if vote.open and not vote.result_known and vote.handover_first <= self.day]

    def list_drawn_in_office(self, office: str) -> set[str]:
        """The names of whoever the timeline draws as certainly in office on the day."""
        bars = build_term_bars(self.figures.assessment, office)
        segments = ((bar.name, segment) for bar in bars for segment in bar.segments if segment.style == HELD)
        return {
            name for name, segment in segments if (segment.first or date.min) <= self.day <= (segment.last or date.max)
        }


def list_contradictions(answers: Answers) -> Iterator[str]:
    """List the offices on which two answers differ, each with what differs."""
    for office, holders in answers.holders.items():
        open_votes = answers.list_open_votes(office)
        reason = holders.vacancy.reason if holders.vacancy else None
        if holders.state == OfficeState.CURRENT and open_votes:
            yield f"{office}: current, with an open election of {open_votes[0].polling_day}"
        if answers.figures.holders[office] != holders:
            yield f"{office}: the report has other holders"
        if open_votes and ("NO_RESULT", office) not in answers.remarks:
            yield f"{office}: check does not ask who won"
        is_overdue = any(change.kind == TransitionKind.OVERDUE for change in answers.list_transitions(office))
        if is_overdue and (holders.state != OfficeState.OVERDUE or ("OVERDUE", office) not in answers.remarks):
            yield f"{office}: overdue in the calendar alone"
        drawn, names = answers.list_drawn_in_office(office), answers.figures.assessment.names
        if reason == VacancyReason.NO_RESULT and drawn:
            yield f"{office}: the timeline has {drawn} in office"
        term = holders.current_term
        is_dated = term is not None and term.start is not None and term.start.is_exact
        if term and is_dated and holders.state == OfficeState.CURRENT and names["person", term.person] not in drawn:
            yield f"{office}: the timeline does not have {term.person} in office"


def list_missing_transitions(answers: Answers) -> Iterator[str]:
    """List what `status` and `risk` say of changes that the calendar does not have."""
    known = answers.figures.assessment.transitions
    for transition in load_status(answers.address, answers.day).next_transitions:
        if (
            transition.polling_day <= max((one.polling_day for one in known), default=date.min)
            and transition not in known
        ):
            yield f"{transition.office}: status has a change of {transition.polling_day} of its own"
    for finding in answers.figures.findings:
        if finding.transition and finding.transition not in known:
            yield f"{finding.programme.key}: stands at a change of its own"


@pytest.mark.long
@pytest.mark.parametrize("day", MONTHS, ids=str)
def test_answers_about_offices_agree_on_each_month(sqlite_cities: Path, day: date) -> None:
    answers = Answers(str(sqlite_cities), day)
    assert [*list_contradictions(answers), *list_missing_transitions(answers)] == []
