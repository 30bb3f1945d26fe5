"""The money award by award, as a funder asks: which grant outlives which change, for how long, and who evaluates.

The awards are those whose amounts the sums of the report add up, in every format the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.as_of import known, stated
from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.programmes.terms_in_force import committed, pays
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.funding_totals import multi_year, next_change, outlasts, running, widest
from continuity.domain.values.dates import VagueDate
from continuity.reports.report.model import Dossier
from continuity.reports.wording.english import vaguely
from continuity.reports.wording.names import funder_kind, programme_name

YES, NO, NOT_KNOWN = "yes", "no", "not known"
COMMITTED, INDICATIVE, UNCERTAIN, UNRECORDED = (
    "committed",
    "indicative",
    "day of commitment not certain",
    "not recorded whether committed",
)

READ = (
    "Of the programmes that were there and had not ended. It lasts past the next handover, or for more than twelve "
    "months, where committed money certainly does by the days that are stated; it does not, where the days rule it "
    "out; else it is not known."
)
"""What a reader has to know to read the awards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """One row of money of a programme, in the words of the documents; what is not recorded is empty.

    Attributes:
        city: its key.
        programme, funder, kind, paid: whom it concerns, by name; the kind is the funder's.
        row: as recorded.
        basis: what the last day rests on: stated, derived or open.
        certainty: whether it is committed.
        change: the next change of leadership that the programme has to outlast.
        lasts: whether it certainly runs past that change's handover.
        multi_year: whether it certainly runs for more than twelve months.
        evaluated, evaluator: the newest evaluation of the programme, and whom it is with.
    """

    city: str
    programme: str
    funder: str
    kind: str
    paid: str
    row: Funding
    basis: str
    certainty: str
    change: Transition | None
    lasts: str
    multi_year: str
    evaluated: VagueDate | None
    evaluator: str

    @property
    def evaluation(self) -> str:
        """The newest evaluation in words."""
        if self.evaluated is None:
            return ""
        return f"{vaguely(self.evaluated)}, {f'with {self.evaluator}' if self.evaluator else 'with whom not recorded'}"


def awards(dossier: Dossier) -> tuple[Award, ...]:
    """The awards by funder and programme, those without a funder's name last, each programme's by its days."""
    as_of = dossier.assessment.as_of
    found = [one for finding in running(dossier.findings, as_of) for one in _awards(dossier, finding, as_of)]
    return tuple(sorted(found, key=_place))


def _awards(dossier: Dossier, finding: Finding, as_of: date) -> Iterator[Award]:
    there, change = known(finding.programme, as_of), next_change(finding, as_of)
    newest = max(there.evidence, key=_age, default=None)

    def name(key: str | None) -> str:
        return dossier.assessment.name("partner", key) if key else ""

    for row in there.funding:
        yield Award(
            city=finding.programme.city,
            programme=programme_name(dossier.assessment, finding),
            funder=name(row.funder),
            kind=funder_kind(row) if row.funder_kind not in (None, "", "unknown") else "",
            paid=name(row.partner),
            row=row,
            basis=_basis(row),
            certainty=_certainty(row, as_of),
            change=change,
            lasts=_lasts(row, change, as_of),
            multi_year=_multi_year(row, as_of),
            evaluated=newest.date if newest else None,
            evaluator=name(newest.partner) if newest else "",
        )


def _age(evaluation: Evidence) -> tuple[date, str]:
    return (evaluation.date and evaluation.date.latest) or date.min, evaluation.partner or ""


def _basis(row: Funding) -> str:
    if row.end is None:
        return "open" if row.end_basis == "open" else ""
    return row.end_basis or "stated"


def _certainty(row: Funding, as_of: date) -> str:
    if committed(row, as_of):
        return COMMITTED
    words = {"committed": UNCERTAIN, "indicative": INDICATIVE}
    return words.get(row.certainty or "", UNRECORDED)


def _lasts(row: Funding, change: Transition | None, as_of: date) -> str:
    if change is None:
        return NOT_KNOWN
    if outlasts(pays(row, as_of), change.handover_last):
        return YES
    last = row.end.latest if row.end and stated(row.end_basis) else None
    return NO if last is not None and last <= change.handover_first else NOT_KNOWN


def _multi_year(row: Funding, as_of: date) -> str:
    if (sure := pays(row, as_of)) is not None and multi_year(sure.first, sure.last):
        return YES
    days = widest(row) if stated(row.end_basis) else None
    return NO if days is not None and not multi_year(days.first, days.last) else NOT_KNOWN


def _place(one: Award) -> tuple[bool, str, str, str, date, str]:
    start = (one.row.start and one.row.start.earliest) or date.max
    return not one.funder, one.funder.casefold(), one.programme.casefold(), one.city, start, one.row.key
