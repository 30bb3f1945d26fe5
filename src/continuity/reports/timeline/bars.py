"""Timeline bars of programmes, agreements and funding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.programmes.models import Agreement, Funding
from continuity.domain.programmes.terms_in_force import find_in_force_period, find_paid_period
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.values.dates import ONE_DAY, Period, VagueDate
from continuity.domain.vocabulary import (
    AgreementRole,
    AgreementScope,
    AgreementStatus,
    EndBasis,
    FundingCertainty,
    ProgrammeStatus,
)
from continuity.reports.wording.english import NOT_RECORDED, DateFormatter, format_exact_days
from continuity.reports.wording.names import funder_name, programme_name

HELD = "held"
AHEAD = "ahead"
RUNS = "runs"
OPEN = "open"
_UNSTATED_BASES = (EndBasis.DERIVED, EndBasis.OPEN)
_PROGRAMME_STYLES = (RUNS, OPEN)


@dataclass(frozen=True, slots=True)
class BarSegment:
    """Consecutive days in one style; None is a bound not recorded."""

    first: date | None
    last: date | None
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """A line of the timeline's table, drawn if it has segments.
    `kind` is Term, Programme, Agreement or Money. `expected_end` is of a term without a recorded end; `verdict` is the
    level or status of a programme's finding.
    """

    kind: str
    name: str
    start: VagueDate | None
    end: VagueDate | None
    end_basis: str | None = None
    expected_end: VagueDate | None = None
    segments: tuple[BarSegment, ...]
    runs_until: date | None = None
    verdict: str = ""
    parts: tuple["TimelineBar", ...] = ()

    def format_start(self, format_date: DateFormatter | None = None) -> str:
        """Format the start as it was written."""
        return format_date_as_recorded(self.start, format_date)

    def format_end(self, format_date: DateFormatter | None = None) -> str:
        """Format the end as it was written, with its basis, or what is known instead."""
        expected = f"; expected {format_exact_days(self.expected_end, format_date)}" if self.expected_end else ""
        return f"{format_end_as_recorded(self.end, self.end_basis, format_date)}{expected}"


def build_programme_bars(assessment: Assessment, findings: Iterable[Finding]) -> tuple[TimelineBar, ...]:
    """Build bars of programmes by key."""
    return tuple(
        TimelineBar(
            kind="Programme",
            name=programme_name(assessment, finding),
            start=finding.programme.launched,
            end=finding.programme.end,
            end_basis=finding.programme.end_basis,
            segments=_build_programme_segments(finding, assessment.as_of),
            runs_until=finding.runs_until,
            verdict=finding.level or finding.status,
        )
        for finding in sorted(findings, key=lambda finding: finding.programme.key)
    )


def split_segments(
    first: date | None, last: date | None, certain_days: Period | None, styles: tuple[str, str]
) -> tuple[BarSegment, ...]:
    """Split days into certain days (first style) and the rest (second style)."""
    certain_style, open_style = styles
    if certain_days is None:
        return (BarSegment(first, last, open_style),)
    before = (BarSegment(first, certain_days.first - ONE_DAY, open_style),) if first != certain_days.first else ()
    after = (BarSegment(certain_days.last + ONE_DAY, last, open_style),) if last != certain_days.last else ()
    return (*before, BarSegment(certain_days.first, certain_days.last, certain_style), *after)


def _earliest_day(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _latest_day(day: VagueDate | None) -> date | None:
    return day.latest if day else None


def make_period(first: date | None, last: date) -> Period | None:
    """Build the period between two days; None where there is none."""
    return Period(first, last) if first and first <= last else None


def _build_programme_segments(finding: Finding, as_of: date) -> tuple[BarSegment, ...]:
    """Leave days open before a vague launch and after `runs_until`; all if undated."""
    programme = finding.programme
    launched, end = programme.launched, None if programme.end_basis in _UNSTATED_BASES else programme.end
    first, last = _earliest_day(launched), _latest_day(end)
    if programme.status == ProgrammeStatus.PLANNED or (first and first > as_of):
        return (BarSegment(first or as_of, last, OPEN),)
    if programme.status == ProgrammeStatus.ENDED:
        runs_to, last = _earliest_day(end) or as_of, last or as_of
    else:
        runs_to = min(max(as_of, finding.runs_until or as_of), _earliest_day(end) or date.max)
    return split_segments(first, last, make_period(_latest_day(launched), runs_to), _PROGRAMME_STYLES)


CARRIES = "carries"
PAYS = "pays"
_LIMIT_LABELS: Mapping[str, str] = {AgreementRole.FUNDING: "pays only", AgreementScope.ADVISE: "advises only"}


def sort_agreements(finding: Finding) -> list[Agreement]:
    """Sort the agreements of a programme by first day, undated last."""
    return sorted(finding.programme.agreements, key=_start_order)


def sort_funding(finding: Finding) -> list[Funding]:
    """Sort the funding of a programme by first day, undated last."""
    return sorted(finding.programme.funding, key=_start_order)


def build_agreement_bars(assessment: Assessment, finding: Finding) -> tuple[TimelineBar, ...]:
    """Build bars of agreements: `carries` if certainly in force, else `open`."""
    return tuple(
        _build_part_bar(
            ("Agreement", assessment.display_name("partner", row.partner.key), _describe_agreement_limit(row)),
            row,
            _build_segments(row, find_in_force_period(row, assessment.as_of), CARRIES),
        )
        for row in sort_agreements(finding)
    )


def build_funding_bars(assessment: Assessment, finding: Finding) -> tuple[TimelineBar, ...]:
    """Build bars of funding: `pays` if certainly committed, else `open`."""
    return tuple(
        _build_part_bar(
            ("Money", funder_name(assessment, row), _describe_funding_limit(row)),
            row,
            _build_segments(row, find_paid_period(row, assessment.as_of), PAYS),
        )
        for row in sort_funding(finding)
    )


def format_date_as_recorded(day: VagueDate | None, format_date: DateFormatter | None = None) -> str:
    """Format a date as it was written."""
    return format_exact_days(day, format_date) if day else NOT_RECORDED


def format_end_as_recorded(end: VagueDate | None, basis: str | None, format_date: DateFormatter | None = None) -> str:
    """Format an end as it was written, with its basis."""
    if end is None:
        return "open end" if basis == EndBasis.OPEN else NOT_RECORDED
    return f"{format_exact_days(end, format_date)}{f' ({basis})' if basis else ''}"


def _start_order(row: Agreement | Funding) -> tuple[date, str]:
    return (row.start.earliest if row.start else None) or date.max, row.key


def _build_part_bar(
    labels: tuple[str, str, str], row: Agreement | Funding, segments: tuple[BarSegment, ...]
) -> TimelineBar:
    kind, name, limit = labels
    name = f"{name} ({limit})" if limit else name
    return TimelineBar(kind=kind, name=name, start=row.start, end=row.end, end_basis=row.end_basis, segments=segments)


def _describe_agreement_limit(row: Agreement) -> str:
    if row.status == AgreementStatus.NAMED:
        return "no agreement recorded"
    if row.status != AgreementStatus.SIGNED:
        is_known = row.status in (AgreementStatus.DRAFT, AgreementStatus.TERMINATED)
        return str(row.status) if is_known else "not recorded as signed"
    return _LIMIT_LABELS.get(row.role or "") or _LIMIT_LABELS.get(row.scope or "", "")


def _describe_funding_limit(row: Funding) -> str:
    if row.certainty == FundingCertainty.COMMITTED:
        return ""
    return "indicative" if row.certainty == FundingCertainty.INDICATIVE else "not recorded as committed"


def _build_segments(row: Agreement | Funding, certain_days: Period | None, style: str) -> tuple[BarSegment, ...]:
    if row.start is None and row.end is None:
        return ()
    first = row.start.earliest if row.start else None
    last = row.end.latest if row.end else None
    return split_segments(first, last, certain_days, (style, OPEN))
