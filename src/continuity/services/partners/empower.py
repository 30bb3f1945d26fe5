"""Recording what empowers a partner to carry a programme, and what that changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, PARTNERS, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Span
from continuity.services.assessment import standing
from continuity.services.lookup import exactly
from continuity.services.records import add_with
from continuity.services.transaction import Stamp, writing


@dataclass(frozen=True, slots=True)
class Empowered:
    """The finding before and after, all that stands now, the partner's key, and what was recorded.

    Attributes:
        not_before: the signing day where it has not passed on the as-of day: until then what was recorded counts for
            nothing.
    """

    before: Finding | None
    after: Finding | None
    standing: Assessment
    partner: str
    agreement: str
    funding: str | None
    not_before: date | None = None


def empower(
    address: str,
    stamp: Stamp,
    parties: tuple[str, str],
    cells: Mapping[str, str],
    as_of: date,
    horizon: Span | None = None,
) -> Empowered:
    """Record a signed agreement, and the money for it where its last day is given, in one batch.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        parties: the programme and the partner, each by key or exact name.
        cells: signed_on, until, scope, office_may_end_alone, and where given start, notice_days, funded_until,
            funder and funder_kind; the start is the signing day where it is not given.
        as_of: the day for which the findings are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.
    """
    with writing(address, stamp) as writer:
        programme = str(exactly(writer.connection, PROGRAMMES, parties[0])["key"])
        partner = str(exactly(writer.connection, PARTNERS, parties[1])["key"])
        before = standing(writer, as_of, horizon).finding(programme)
        start = cells.get("start") or cells["signed_on"]
        agreement = add_with(writer, [(AGREEMENTS, _agreement(programme, partner, start, cells))])
        funding = None
        if cells.get("funded_until"):
            funding = str(add_with(writer, [(FUNDING, _funding(programme, partner, start, cells))])["key"])
        after = standing(writer, as_of, horizon)
        return Empowered(
            before, after.finding(programme), after, partner, str(agreement["key"]), funding, _ahead(agreement, as_of)
        )


def _ahead(agreement: Row, as_of: date) -> date | None:
    """The last day of the signing, where it lies after the as-of day."""
    signed = agreement["signed_on"]
    latest = signed.latest if isinstance(signed, VagueDate) else None
    return latest if latest is not None and latest > as_of else None


def _agreement(programme: str, partner: str, start: str, cells: Mapping[str, str]) -> dict[str, str]:
    given = {
        name: cells[name] for name in ("signed_on", "scope", "office_may_end_alone", "notice_days") if name in cells
    }
    return {
        **given,
        "programme": programme,
        "partner": partner,
        "role": "implementing",
        "status": "signed",
        "start": start,
        "end": cells["until"],
        "end_basis": "stated",
    }


def _funding(programme: str, partner: str, start: str, cells: Mapping[str, str]) -> dict[str, str]:
    given = {name: cells[name] for name in ("funder", "funder_kind") if name in cells}
    return {
        **given,
        "programme": programme,
        "partner": partner,
        "committed_on": cells["signed_on"],
        "start": start,
        "end": cells["funded_until"],
        "end_basis": "stated",
        "certainty": "committed",
    }
