"""E3: the partner may run the programme, and the office cannot end that alone at short notice.

Rests on practice: the rungs of participation on which power is shared and not open to unilateral change (Arnstein 6 and
7), and control over programme management as a domain of community empowerment (Laverack). The 90 days are a setting.
"""

from collections.abc import Iterable, Iterator

from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import in_force
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns, once
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import days
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period, gaps

CODES = {
    "SCOPE_ADVISORY": CodeInfo(
        meaning="The agreement lets the partner advise, or does not say that it may deliver.",
        remedy="Put delivery or joint delivery into the agreement's scope, and record it.",
        part="failure",
    ),
    "OFFICE_MAY_END": CodeInfo(
        meaning="The office can end the agreement by itself, at shorter notice than the setting asks for.",
        remedy="Agree that the office cannot end it alone, or only with longer notice.",
        part="failure",
    ),
    "OFFICE_MAY_END_UNKNOWN": CodeInfo(
        meaning="Whether the office can end the agreement by itself is not recorded.",
        remedy="Read the agreement's break clause and record it.",
        part="failure",
    ),
}


def carries(row: Agreement, settings: Settings) -> bool:
    """Whether the terms of an agreement meet E3."""
    return _delivers(row) and _lasts(row, settings)


def carrying(case: Case, carrier: Carrier) -> tuple[Period, ...]:
    """The days on which agreements that meet E3 are in force."""
    rows = (row for row in carrier.agreements if carries(row, case.settings))
    return tuple(period for row in rows if (period := in_force(row, case.as_of)))


def fails(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Why E3 does not hold for the agreements in force, or, where none is, for those on the way.

    An agreement with weaker terms beside others that carry all its days is no failure.
    """
    if carrier is None:
        return ()
    missing = gaps(case.span, carrying(case, carrier))
    force = [(row, period) for row in carrier.agreements if (period := in_force(row, case.as_of))]
    current = [(row, period) for row, period in force if period.overlaps(case.span)]
    if not current:
        return _on_the_way(case, carrier)
    if missing == gaps(case.span, (period for _, period in force)):
        return ()
    rows = (row for row, period in current if any(period.overlaps(gap) for gap in missing))
    return once(_weak(case, carrier, rows))


def _on_the_way(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    rows = [row for row in carrier.agreements if row.status != "named"]
    if any(carries(row, case.settings) for row in rows):
        return ()
    return once(_weak(case, carrier, rows))


def _delivers(row: Agreement) -> bool:
    return row.scope in ("deliver", "co-deliver")


def _lasts(row: Agreement, settings: Settings) -> bool:
    if row.office_may_end_alone == "yes":
        return row.notice_days is not None and row.notice_days >= settings.notice_days
    return row.office_may_end_alone == "no"


def _weak(case: Case, carrier: Carrier, rows: Iterable[Agreement]) -> Iterator[Reason]:
    for row in rows:
        if not _delivers(row):
            yield _scope(carrier, row)
        if not _lasts(row, case.settings):
            yield _break(carrier, row)


def _scope(carrier: Carrier, row: Agreement) -> Reason:
    if row.scope == "advise":
        text = f"The agreement with {carrier.name} is recorded as advisory."
        return Reason(code="SCOPE_ADVISORY", text=text, recorded=True)
    text = f"That the agreement with {carrier.name} lets it deliver is not recorded."
    return Reason(code="SCOPE_ADVISORY", text=text)


def _break(carrier: Carrier, row: Agreement) -> Reason:
    if row.office_may_end_alone != "yes":
        text = f"Whether the office alone can end the agreement with {carrier.name} is not recorded."
        return Reason(code="OFFICE_MAY_END_UNKNOWN", text=text)
    notice = "no notice period is recorded" if row.notice_days is None else f"notice {days(row.notice_days)}"
    text = f"The office alone can end the agreement with {carrier.name} ({notice})."
    return Reason(code="OFFICE_MAY_END", text=text, recorded=True)


FACTOR = Factor(
    symbol="E3",
    title="agreements under which the partner may deliver and the office cannot end that alone",
    reads=columns("agreements", "partner", "scope", "office_may_end_alone", "notice_days"),
    rests_on="practice",
    source="Arnstein, rungs 6 and 7; Laverack, control over programme management",
    codes=CODES,
    fails=fails,
)
