"""Assessment of programmes on one day, from the database through the pure rule."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from continuity.db import facts, read
from continuity.domain.comparison.before_after import FindingComparison, pair_findings
from continuity.domain.known import filter_known_offices, filter_known_programmes
from continuity.domain.offices.models import OfficeRecord, Transition
from continuity.domain.offices.snapshot import OfficeSnapshot, build_office_snapshot
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk.assess import list_findings
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, OFFICES, PARTNERS
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementStatus, FindingStatus, FundingCertainty, RiskLevel
from continuity.errors import UnknownKey
from continuity.services.lookup import find_record, load_names
from continuity.services.settings import load_settings
from continuity.services.transaction import Stamp, Writer, read_database, write_tracked

if TYPE_CHECKING:
    from sqlalchemy import Connection


ProgrammeFilter: TypeAlias = Callable[[list[KnownProgramme]], list[KnownProgramme]]
"""What takes out of the facts what is not to be judged or told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Filter of findings; None means all.
    City, office, partner and funder are a key, an exact name or the beginning of a key; region and country are as
    recorded with the city. `offices` are keys of deciding offices.
    """

    city: str | None = None
    region: str | None = None
    country: str | None = None
    office: str | None = None
    partner: str | None = None
    funder: str | None = None
    offices: frozenset[str] | None = None


def assessment(address: str, as_of: date, horizon: Duration | None = None, scope: Scope | None = None) -> Assessment:
    """Assess the programmes in scope on a day, by the database's settings; raise as `find_offices_in_scope`."""
    with read_database(address) as connection:
        return assess_programmes_with(connection, as_of, load_settings(connection, horizon), scope or Scope())


def assess_programmes_with(
    connection: "Connection", as_of: date, settings: Settings, scope: Scope, programme_filter: ProgrammeFilter = list
) -> Assessment:
    """Assess the programmes in scope in a constant number of queries."""
    leaderships = facts.load_leaderships(connection)
    offices = find_offices_in_scope(connection, scope, leaderships)
    partner_filter = build_partner_filter(connection, scope)

    def filter_in_scope(programmes: list[KnownProgramme]) -> list[KnownProgramme]:
        return programme_filter(partner_filter(programmes))

    return assess_offices(connection, build_known_snapshot(leaderships, as_of, settings), offices, filter_in_scope)


def build_known_snapshot(leaderships: Mapping[str, OfficeRecord], as_of: date, settings: Settings) -> OfficeSnapshot:
    """Build the snapshot of offices from what could be known about them on the day."""
    return build_office_snapshot(filter_known_offices(leaderships, as_of), as_of, settings)


def load_known_programmes(
    connection: "Connection",
    as_of: date,
    *,
    keys: Collection[str] | None = None,
    offices: Collection[str] | None = None,
) -> list[KnownProgramme]:
    """Load programmes with their facts, less what could not be known on the day."""
    return filter_known_programmes(facts.load_programmes(connection, as_of, keys=keys, offices=offices), as_of)


def assess_offices(
    connection: "Connection",
    snapshot: OfficeSnapshot,
    offices: Collection[str],
    programme_filter: ProgrammeFilter = list,
) -> Assessment:
    """Assess the filtered programmes of some offices."""
    programmes = programme_filter(load_known_programmes(connection, snapshot.as_of, offices=offices))
    funders_by_programme = {row.key: {award.funder for award in row.funding if award.funder} for row in programmes}
    return Assessment(
        as_of=snapshot.as_of,
        settings=snapshot.settings,
        findings=list_findings(programmes, snapshot),
        transitions=_list_transitions(snapshot, offices),
        office_records={key: snapshot.office_records[key] for key in sorted(offices)},
        names=load_names(connection),
        funders={key: tuple(sorted(funders)) for key, funders in funders_by_programme.items()},
        agreement_until=_find_latest_days({programme.key: _list_signed_ends(programme) for programme in programmes}),
        money_until=_find_latest_days({programme.key: _list_committed_ends(programme) for programme in programmes}),
    )


def resolve_scope(connection: "Connection", scope: Scope) -> Scope:
    """Replace the names in a scope by record keys; raise UnknownKey or AmbiguousKey for no record, or several."""
    return replace(
        scope,
        city=_resolve_key(connection, CITIES, scope.city),
        office=_resolve_key(connection, OFFICES, scope.office),
        partner=_resolve_key(connection, PARTNERS, scope.partner),
        funder=_resolve_key(connection, PARTNERS, scope.funder),
    )


def is_at_least(finding: Finding, level: str | None) -> bool:
    """Return whether a finding is at a level or above; unknown exposure is high."""
    if level is None:
        return True
    effective_level = RiskLevel.HIGH if finding.status == FindingStatus.UNKNOWN_EXPOSURE else finding.level
    return effective_level is not None and tuple(RiskLevel).index(effective_level) <= tuple(RiskLevel).index(level)


def find_offices_in_scope(connection: "Connection", scope: Scope, leaderships: Mapping[str, OfficeRecord]) -> set[str]:
    """Find the keys of the offices in scope; raise as `resolve_scope`, or UnknownKey for a region or country."""
    office_keys = set(leaderships) if scope.offices is None else set(leaderships) & scope.offices
    if scope.office:
        office_keys &= {str(find_record(connection, OFFICES, scope.office)["key"])}
    cities = None if scope.city is None else {str(find_record(connection, CITIES, scope.city)["key"])}
    for name, value in (("region", scope.region), ("country", scope.country)):
        if value is not None:
            found = _find_cities(connection, name, value)
            cities = found if cities is None else cities & found
    if cities is not None:
        office_keys = {key for key in office_keys if leaderships[key].office.city in cities}
    return office_keys


def build_partner_filter(connection: "Connection", scope: Scope) -> ProgrammeFilter:
    """Return a filter that keeps programmes involving the given partner and funder; raise as `resolve_scope`."""
    partner, funder = (_resolve_key(connection, PARTNERS, text) for text in (scope.partner, scope.funder))
    return lambda programmes: [programme for programme in programmes if _involves(programme, partner, funder)]


def _find_cities(connection: "Connection", column: str, value: str) -> set[str]:
    values = {str(row["key"]): row[column] for row in read.load_rows(connection, CITIES)}
    found = {key for key, city_value in values.items() if city_value == value}
    if not found:
        recorded = ", ".join(sorted({str(city_value) for city_value in values.values() if city_value})) or "none"
        raise UnknownKey(f'no city is recorded with {column} "{value}"', f"recorded: {recorded}")
    return found


def _resolve_key(connection: "Connection", table: Table, text: str | None) -> str | None:
    return None if text is None else str(find_record(connection, table, text)["key"])


def _involves(programme: KnownProgramme, partner: str | None, funder: str | None) -> bool:
    delivers = partner is None or any(agreement.partner.key == partner for agreement in programme.agreements)
    pays = funder is None or any(award.funder == funder for award in programme.funding)
    return delivers and pays


def _list_transitions(snapshot: OfficeSnapshot, offices: Collection[str]) -> tuple[Transition, ...]:
    last_day = snapshot.settings.horizon.add_to(snapshot.as_of)
    found = [transition for key in offices for transition in snapshot.outlooks[key].list_up_to(last_day)]
    return tuple(sorted(found, key=lambda transition: (transition.polling_day, transition.office)))


def _list_signed_ends(programme: KnownProgramme) -> Iterable[date | None]:
    return (row.end.latest for row in programme.agreements if row.status == AgreementStatus.SIGNED and row.end)


def _list_committed_ends(programme: KnownProgramme) -> Iterable[date | None]:
    return (row.end.latest for row in programme.funding if row.certainty == FundingCertainty.COMMITTED and row.end)


def _find_latest_days(ends: Mapping[str, Iterable[date | None]]) -> dict[str, date]:
    days_by_key = {key: [day for day in days if day is not None] for key, days in ends.items()}
    return {key: max(days) for key, days in days_by_key.items() if days}


EventResult = TypeVar("EventResult")


def record_and_compare(
    address: str, stamp: Stamp, event: Callable[[Writer], EventResult], as_of: date, horizon: Duration | None = None
) -> tuple[EventResult, tuple[FindingComparison, ...], Assessment]:
    """Write an event in one batch; return its result, changed findings and assessment."""
    with write_tracked(address, stamp) as writer:
        before = assess_current(writer, as_of, horizon)
        result = event(writer)
        after = assess_current(writer, as_of, horizon)
        pairs = pair_findings(before.findings, after.findings)
        return result, tuple(pair for pair in pairs if pair.is_changed), after


def assess_current(writer: Writer, as_of: date, horizon: Duration | None) -> Assessment:
    """Assess everything as recorded inside the transaction."""
    return assess_programmes_with(writer.connection, as_of, load_settings(writer.connection, horizon), Scope())
