"""What carries and what pays for a programme, as stretches of days for the timeline.

Days on which an agreement is certainly in force, or for which money is certainly committed, are told apart from those
of which that is not known: a draft, indicative money, a derived end, the days by which a vague date is vague.
"""

from datetime import date

from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.models import Agreement, Finding, Funding
from continuity.domain.risk.factors.agreement import in_force
from continuity.domain.risk.factors.funding import pays
from continuity.domain.risk.findings import Assessment
from continuity.domain.values.dates import Period, VagueDate
from continuity.reports.pages import NOT_RECORDED
from continuity.reports.strands import OPEN, Strand, Stretch, around

CARRIES = "carries"
PAYS = "pays"
_NO_FUNDER = "funder not recorded"
_FUNDERS = {
    "office": "the office",
    "other-tier": "another tier of government",
    "foundation": "a foundation",
    "own": "the partner itself",
    "private": "a private funder",
}
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


def funder_name(assessment: Assessment, row: Funding) -> str:
    """Who pays; what the funder is where no name is recorded."""
    if row.funder:
        return assessment.name("partner", row.funder)
    return funder_kind(row)


def funder_kind(row: Funding) -> str:
    """What the funder is, in words."""
    return _FUNDERS.get(row.funder_kind or "", _NO_FUNDER)


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
