"""The verdicts of one day: facts out of the database, through the pure rule, into one assessment."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from continuity.domain.comparison.before_after import Difference, paired
from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.offices.snapshot import Bench, bench
from continuity.domain.offices.transitions import Outlook
from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.assess import judged
from continuity.domain.risk.findings import LEVELS, UNKNOWN_EXPOSURE, Assessment, Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, OFFICES, PARTNERS, PEOPLE, PROGRAMMES
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Span
from continuity.errors import UnknownKey
from continuity.services.lookup import meant
from continuity.services.settings import settings_of
from continuity.services.transaction import Stamp, Writer, reading, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection


Reduced: TypeAlias = Callable[[list[Programme]], list[Programme]]
"""What takes out of the facts what is not to be judged or told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which findings are asked for; everything where nothing is named.

    Attributes:
        city, office, partner, funder: a key, an exact name or the beginning of a key.
        region, country: as recorded with the city.
        offices: only what these decide on, by key; None is all of them.
    """

    city: str | None = None
    region: str | None = None
    country: str | None = None
    office: str | None = None
    partner: str | None = None
    funder: str | None = None
    offices: frozenset[str] | None = None


def assessment(address: str, as_of: date, horizon: Span | None = None, scope: Scope | None = None) -> Assessment:
    """Judge the programmes in scope as of a day, by the settings of the database.

    Args:
        address: of the database.
        as_of: the day to answer for.
        horizon: how far to look ahead, where another one than the database's is asked for.
        scope: which findings; all of them where nothing is given.

    Raises:
        UnknownKey, AmbiguousKey: the scope names a record that is not there, or several.
    """
    with reading(address) as connection:
        return assessed(connection, as_of, settings_of(connection, horizon), scope or Scope())


def assessed(
    connection: "Connection",
    as_of: date,
    settings: Settings,
    scope: Scope,
    reduced: Reduced = list,
) -> Assessment:
    """The same inside a transaction, in a number of queries that does not grow with the record.

    `reduced` takes out of the facts in scope what is not to be judged or told.
    """
    from continuity.db import facts

    leaderships = facts.leaderships(connection)
    offices = offices_of(connection, scope, leaderships)
    with_part = with_a_part(connection, scope)

    def in_scope(there: list[Programme]) -> list[Programme]:
        return reduced(with_part(there))

    return of_offices(connection, bench(leaderships, as_of, settings), offices, in_scope)


def of_offices(connection: "Connection", on: Bench, offices: Collection[str], reduced: Reduced = list) -> Assessment:
    """The verdicts on what some offices decide on, of the programmes and facts that `reduced` leaves."""
    from continuity.db import facts

    programmes = reduced(facts.programmes(connection, on.as_of, offices=offices))
    then = [known(one, on.as_of) for one in programmes]
    return Assessment(
        as_of=on.as_of,
        settings=on.settings,
        findings=judged(programmes, on),
        transitions=_calendar({key: on.outlooks[key] for key in offices}, on.settings.horizon.after(on.as_of)),
        leaderships={key: on.leaderships[key] for key in sorted(offices)},
        names=names_of(connection),
        funders={one.key: tuple(sorted({row.funder for row in one.funding if row.funder})) for one in programmes},
        agreement_until=_latest({one.key: _signed_ends(one) for one in then}),
        money_until=_latest({one.key: _money_ends(one) for one in then}),
    )


def by_keys(connection: "Connection", scope: Scope) -> Scope:
    """The scope by the keys of its records, which mean the same in every document and in the record of any day.

    Raises:
        UnknownKey, AmbiguousKey: it names a record that is not there, or several.
    """

    def key(table: Table, text: str | None) -> str | None:
        return None if text is None else str(meant(connection, table, text)["key"])

    return replace(
        scope,
        city=key(CITIES, scope.city),
        office=key(OFFICES, scope.office),
        partner=key(PARTNERS, scope.partner),
        funder=key(PARTNERS, scope.funder),
    )


def at_least(finding: Finding, level: str | None) -> bool:
    """Whether a finding is at a level or above it; unknown exposure counts as high."""
    if level is None:
        return True
    worst = "high" if finding.status == UNKNOWN_EXPOSURE else finding.level
    return worst is not None and LEVELS.index(worst) <= LEVELS.index(level)


def offices_of(connection: "Connection", scope: Scope, leaderships: Mapping[str, Leadership]) -> set[str]:
    """The keys of the offices in scope.

    Raises:
        UnknownKey, AmbiguousKey: the scope names a record that is not there, or several.
    """
    wanted = set(leaderships) if scope.offices is None else set(leaderships) & scope.offices
    if scope.office:
        wanted &= {str(meant(connection, OFFICES, scope.office)["key"])}
    cities = None if scope.city is None else {str(meant(connection, CITIES, scope.city)["key"])}
    for name, value in (("region", scope.region), ("country", scope.country)):
        if value is not None:
            found = _cities_of(connection, name, value)
            cities = found if cities is None else cities & found
    if cities is not None:
        wanted = {key for key in wanted if leaderships[key].office.city in cities}
    return wanted


def with_a_part(connection: "Connection", scope: Scope) -> Reduced:
    """What leaves of some programmes those in which the partner and the funder asked for have a part.

    Raises:
        UnknownKey, AmbiguousKey: as of `offices_of`.
    """
    partner, funder = (_partner(connection, text) for text in (scope.partner, scope.funder))
    return lambda there: [one for one in there if _has_part(one, partner, funder)]


def _cities_of(connection: "Connection", name: str, value: str) -> set[str]:
    from continuity.db import read

    there = {str(row["key"]): row[name] for row in read.rows(connection, CITIES)}
    found = {key for key, given in there.items() if given == value}
    if not found:
        known = ", ".join(sorted({str(given) for given in there.values() if given})) or "none"
        raise UnknownKey(f'no city is recorded with {name} "{value}"', f"recorded: {known}")
    return found


def _partner(connection: "Connection", text: str | None) -> str | None:
    return None if text is None else str(meant(connection, PARTNERS, text)["key"])


def _has_part(programme: Programme, partner: str | None, funder: str | None) -> bool:
    """Whether the partner and the funder asked for have a part in the programme."""
    delivers = partner is None or any(one.partner.key == partner for one in programme.agreements)
    pays = funder is None or any(one.funder == funder for one in programme.funding)
    return delivers and pays


def _calendar(outlooks: Mapping[str, Outlook], horizon: date) -> tuple[Transition, ...]:
    found = [transition for seen in outlooks.values() for transition in seen.within(horizon)]
    return tuple(sorted(found, key=lambda one: (one.polling_day, one.office)))


def names_of(connection: "Connection") -> dict[tuple[str, str], str]:
    """What to call the records that findings speak of, by noun and key."""
    from continuity.db import read

    tables = ((CITIES, "name"), (OFFICES, "title"), (PEOPLE, "name"), (PARTNERS, "name"), (PROGRAMMES, "name"))
    return {
        (table.noun, str(row["key"])): str(row[column])
        for table, column in tables
        for row in read.select(connection, table, ("key", column))
    }


def _signed_ends(programme: Programme) -> Iterable[date | None]:
    return (one.end.latest for one in programme.agreements if one.status == "signed" and one.end)


def _money_ends(programme: Programme) -> Iterable[date | None]:
    return (one.end.latest for one in programme.funding if one.certainty == "committed" and one.end)


def _latest(ends: Mapping[str, Iterable[date | None]]) -> dict[str, date]:
    known = {key: [day for day in days if day is not None] for key, days in ends.items()}
    return {key: max(days) for key, days in known.items() if days}


Done = TypeVar("Done")


def happened(
    address: str, stamp: Stamp, event: Callable[[Writer], Done], as_of: date, horizon: Span | None = None
) -> tuple[Done, tuple[Difference, ...], Assessment]:
    """Let an event happen in one batch, and say whose status, level, transition, reasons or cover it changed.

    The last of the three is everything that can be said once it has happened.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        event: writes what happened.
        as_of: the day for which the findings are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.
    """
    with writing(address, stamp) as writer:
        before = standing(writer, as_of, horizon)
        done = event(writer)
        after = standing(writer, as_of, horizon)
        return done, tuple(one for one in paired(before.findings, after.findings) if one.changed), after


def standing(writer: Writer, as_of: date, horizon: Span | None) -> Assessment:
    """Everything that can be said as the record stands inside the transaction."""
    return assessed(writer.connection, as_of, settings_of(writer.connection, horizon), Scope())
