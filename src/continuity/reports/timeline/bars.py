"""What the timeline shows of an office: its terms and programmes as stretches of days, in the words of its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Term
from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.models import Agreement, Funding
from continuity.domain.programmes.terms_in_force import in_force, pays
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.values.dates import DAY, Period, VagueDate, certain
from continuity.reports.document.model import NOT_RECORDED
from continuity.reports.wording.names import funder_name, programme_name

HELD = "held"


AHEAD = "ahead"


RUNS = "runs"


OPEN = "open"


_UNSTATED = ("derived", "open")


_TERM = (HELD, AHEAD)


_PROGRAMME = (RUNS, OPEN)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on end that are drawn alike.

    Attributes:
        first: the first day; None where it goes back further than is recorded.
        last: the last day; None where no end is recorded.
        style: held or ahead for a term, runs or open for a programme: what is recorded, and what is not decided yet.
    """

    first: date | None
    last: date | None
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A line of the timeline's table and, where it has days, of its drawing.

    Attributes:
        what: Term, Programme, Agreement or Money.
        name: of the person, the programme, the partner or the funder.
        start, end: as the table says them.
        runs: for a programme, the day it stops if nobody decides anything.
        stretches: what is drawn.
        mark: the level or status of a programme's finding.
        parts: of a programme, its agreements and its money.
    """

    what: str
    name: str
    start: str
    end: str
    stretches: tuple[Stretch, ...]
    runs: date | None = None
    mark: str = ""
    parts: tuple["Strand", ...] = ()


def term_strands(assessment: Assessment, terms: Sequence[Term]) -> tuple[Strand, ...]:
    """The terms by their first day, the undated ones last."""
    ordered = sorted(terms, key=_begins)
    return tuple(
        Strand(
            what="Term",
            name=_holder(assessment, term),
            start=str(term.start or NOT_RECORDED),
            end=_term_end(term),
            stretches=_term_stretches(term, _next_start(term, ordered), assessment.as_of),
        )
        for term in ordered
    )


def programme_strands(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Strand, ...]:
    """The programmes by their key."""
    return tuple(
        Strand(
            what="Programme",
            name=programme_name(assessment, finding),
            start=str(finding.programme.launched or NOT_RECORDED),
            end=_programme_end(finding),
            stretches=_programme_stretches(finding, assessment.as_of),
            runs=finding.runs_until,
            mark=finding.level or finding.status,
        )
        for finding in sorted(findings, key=lambda finding: finding.programme.key)
    )


def around(first: date | None, last: date | None, sure: Period | None, styles: tuple[str, str]) -> tuple[Stretch, ...]:
    """The certain days in the first style, and what is recorded around them or instead of them in the second."""
    known, vague = styles
    if sure is None:
        return (Stretch(first, last, vague),)
    before = (Stretch(first, sure.first - DAY, vague),) if first != sure.first else ()
    after = (Stretch(sure.last + DAY, last, vague),) if last != sure.last else ()
    return (*before, Stretch(sure.first, sure.last, known), *after)


def _begins(term: Term) -> tuple[date, str]:
    return _begun(term.start) or date.max, term.key


def _begun(day: VagueDate | None) -> date | None:
    """The first day it can mean, or the last where that is left open."""
    return _earliest(day) or _latest(day)


def _earliest(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _latest(day: VagueDate | None) -> date | None:
    return day.latest if day else None


def _holder(assessment: Assessment, term: Term) -> str:
    name = assessment.name("person", term.person)
    return name if term.substantive else f"{name} ({term.capacity})"


def _term_end(term: Term) -> str:
    if term.end:
        return str(term.end)
    return f"{NOT_RECORDED}; expected {term.expected_end}" if term.expected_end else NOT_RECORDED


def _next_start(term: Term, ordered: Sequence[Term]) -> date | None:
    """The day another begins to hold the office in their own right, which ends a term without a recorded end."""
    begun = _begun(term.start)
    starts = (_begun(other.start) for other in ordered if other.substantive)
    return next((day for day in starts if begun and day and day > begun), None)


def _term_stretches(term: Term, successor: date | None, as_of: date) -> tuple[Stretch, ...]:
    """Held as far as that is known; where a day is vague, or past the expected end, the holder is not recorded."""
    start, expected = term.start, _latest(term.expected_end)
    if start is None:
        return ()
    if term.end is not None:
        sure = certain(start, term.end) if (_begun(start) or as_of) <= as_of else None
        return around(start.earliest, term.end.latest, sure, _TERM)
    if successor is not None:
        return around(start.earliest, successor - DAY, _period(start.latest, successor - DAY), _TERM)
    last = max(as_of, expected or as_of, start.latest or as_of)
    return around(start.earliest, last, _period(start.latest, min(as_of, expected or as_of)), _TERM)


def _period(first: date | None, last: date) -> Period | None:
    return Period(first, last) if first and first <= last else None


def _programme_end(finding: Finding) -> str:
    programme = finding.programme
    if programme.end is None:
        return "open end" if programme.end_basis == "open" else NOT_RECORDED
    return f"{programme.end} ({programme.end_basis})" if programme.end_basis else str(programme.end)


def _programme_stretches(finding: Finding, as_of: date) -> tuple[Stretch, ...]:
    """Runs to the day it stops if nobody decides anything; open before a launch that is not known, and from there on.

    Without a day there is nothing to say from when or how long it runs: all of it is open.
    """
    programme = finding.programme
    launched, end = programme.launched, None if programme.end_basis in _UNSTATED else programme.end
    first, last = _earliest(launched), _latest(end)
    if programme.status == "planned" or (first and first > as_of):
        return (Stretch(first or as_of, last, OPEN),)
    if programme.status == "ended":
        stopped, last = _earliest(end) or as_of, last or as_of
    else:
        stopped = min(max(as_of, finding.runs_until or as_of), _earliest(end) or date.max)
    return around(first, last, _period(_latest(launched), stopped), _PROGRAMME)


CARRIES = "carries"


PAYS = "pays"


_LIMITS = {"funding": "pays only", "advise": "advises only"}


def agreements_known(assessment: Assessment, finding: Finding) -> tuple[Agreement, ...]:
    """The programme's agreements that could be known on the as-of day, by first day, the undated ones last."""
    return tuple(sorted(known(finding.programme, assessment.as_of).agreements, key=_order))


def money_known(assessment: Assessment, finding: Finding) -> tuple[Funding, ...]:
    """Its money that could be known on the as-of day, in the same order."""
    return tuple(sorted(known(finding.programme, assessment.as_of).funding, key=_order))


def agreement_strands(assessment: Assessment, finding: Finding) -> tuple[Strand, ...]:
    """Its agreements: `carries` while signed and certainly in force, `open` as far as that is not certain."""
    return tuple(
        Strand(
            what="Agreement",
            name=_limited(assessment.name("partner", row.partner.key), _agreement_limit(row)),
            start=written(row.start),
            end=end_written(row.end, row.end_basis),
            stretches=_stretches(row, in_force(row, assessment.as_of), CARRIES),
        )
        for row in agreements_known(assessment, finding)
    )


def money_strands(assessment: Assessment, finding: Finding) -> tuple[Strand, ...]:
    """Its money, named for who pays: `pays` while certainly committed, `open` as far as that is not certain."""
    return tuple(
        Strand(
            what="Money",
            name=_limited(funder_name(assessment, row), _money_limit(row)),
            start=written(row.start),
            end=end_written(row.end, row.end_basis),
            stretches=_stretches(row, pays(row, assessment.as_of), PAYS),
        )
        for row in money_known(assessment, finding)
    )


def written(day: VagueDate | None) -> str:
    """A date as it was written."""
    return str(day) if day else NOT_RECORDED


def end_written(end: VagueDate | None, basis: str | None) -> str:
    """An end as it was written, with what it rests on."""
    if end is None:
        return "open end" if basis == "open" else NOT_RECORDED
    return f"{end} ({basis})" if basis else str(end)


def _order(row: Agreement | Funding) -> tuple[date, str]:
    return (row.start.earliest if row.start else None) or date.max, row.key


def _limited(name: str, limit: str) -> str:
    return f"{name} ({limit})" if limit else name


def _agreement_limit(row: Agreement) -> str:
    """Why the agreement may carry nothing, whatever its days; nothing where it was signed to deliver."""
    if row.status == "named":
        return "no agreement recorded"
    if row.status != "signed":
        return row.status if row.status in ("draft", "terminated") else "not recorded as signed"
    return _LIMITS.get(row.role or "") or _LIMITS.get(row.scope or "", "")


def _money_limit(row: Funding) -> str:
    if row.certainty == "committed":
        return ""
    return "indicative" if row.certainty == "indicative" else "not recorded as committed"


def _stretches(row: Agreement | Funding, sure: Period | None, style: str) -> tuple[Stretch, ...]:
    """The certain days in their style, and what is recorded around them or instead of them as open."""
    if row.start is None and row.end is None:
        return ()
    first = row.start.earliest if row.start else None
    last = row.end.latest if row.end else None
    return around(first, last, sure, (style, OPEN))
