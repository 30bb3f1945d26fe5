"""The handover brief: one change of leadership, and what whoever comes next takes over."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.brief import changes_before, chosen
from continuity.domain.cells import Row
from continuity.domain.columns import Table
from continuity.domain.judging import Bench, bench, heir
from continuity.domain.records import AGREEMENTS, CITIES, EVIDENCE, OFFICES, PROGRAMMES
from continuity.domain.risk.facts import Finding
from continuity.errors import BadValue, UnknownKey, UsageError
from continuity.reports.audience import INCOMING, allowed
from continuity.reports.brief import Brief
from continuity.reports.dossier import Dossier
from continuity.reports.redaction import Redaction
from continuity.services.assessing import of_offices
from continuity.services.lookup import meant
from continuity.services.reporting import marks
from continuity.services.session import reading
from continuity.services.settling import settings_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


def handover_brief(
    address: str,
    as_of: date,
    city: str,
    office: str | None = None,
    day: date | None = None,
    asked: Iterable[str] = (),
) -> Brief:
    """What the incoming administration of one office gets.

    Args:
        address: of the database.
        as_of: the day to answer for.
        city: a key, an exact name or the beginning of a key.
        office: the same, where the city has several that decide on programmes.
        day: the polling day or first day of the change; the open one or else the next where it is not given.
        asked: which of what is withheld is wanted all the same: sensitive, contacts, notes.

    Raises:
        UnknownKey, AmbiguousKey: there is no such city, office or change, or several are meant.
        BadValue: the office decides on nothing, or nothing of the name in `asked` is withheld.
        UsageError: the city has several such offices.
    """
    from continuity.db import facts

    wanted = frozenset(asked)
    with reading(address) as connection:
        place = str(meant(connection, CITIES, city)["key"])
        on = bench(facts.leaderships(connection), as_of, settings_of(connection, None))
        key = _office(on, place) if office is None else _named(connection, on, place, office)
        return _brief(connection, on, key, day, Redaction(allowed(INCOMING, wanted), marks(connection), wanted))


def _brief(connection: "Connection", on: Bench, office: str, day: date | None, redaction: Redaction) -> Brief:
    transition = chosen(on.outlooks[office], office, day)
    # Those whose programmes this office has come to decide on too.
    line = {key for key in on.leaderships if heir(key, on) == office}
    found = of_offices(connection, on, line, redaction.facts)
    reduced = redaction.findings(found)
    return Brief(
        dossier=Dossier(
            assessment=reduced,
            findings=reduced.findings,
            audience=redaction.readers,
            left_out=redaction.left_out(found.findings),
            contacts=redaction.contacts,
            notes=redaction.notes(reduced.findings),
        ),
        office=office,
        transition=transition,
        before={key: changes_before(key, on) for key in line},
        programmes=_programmes(connection, reduced.findings),
        agreements=_agreements(connection, reduced.findings, redaction),
        evaluations=_evaluations(connection, found.findings, redaction),
    )


def _office(on: Bench, city: str) -> str:
    """The one office of the city that decides on programmes."""
    there = sorted(key for key, one in on.leaderships.items() if one.office.city == city and _decides(on, key))
    if not there:
        raise UnknownKey(
            f"no office that decides on programmes is recorded in {city}", "`continuity office add` records one"
        )
    if len(there) > 1:
        choice = " or ".join(f"--office {key}" for key in there)
        raise UsageError(f"{city} has {len(there)} offices that decide on programmes", f"say which: {choice}")
    return there[0]


def _decides(on: Bench, office: str) -> bool:
    return on.leaderships[office].office.kind != "ceremonial" and heir(office, on) == office


def _named(connection: "Connection", on: Bench, city: str, text: str) -> str:
    key = str(meant(connection, OFFICES, text)["key"])
    post = on.leaderships[key].office
    if post.city != city:
        raise BadValue(f"{key} is no office of {city}", f"ask for it with `continuity handover {post.city}`")
    if post.kind == "ceremonial":
        raise BadValue(
            f"{key} is ceremonial and decides on nothing", f"`continuity office list --city {city}` shows all"
        )
    if (following := heir(key, on)) != key:
        raise BadValue(f"{key} ended on {post.end}; its programmes went to {following}", f"--office {following}")
    return key


def _programmes(connection: "Connection", findings: Iterable[Finding]) -> dict[str, Row]:
    keys = {one.programme.key for one in findings}
    return _rows(connection, PROGRAMMES, keys, ("theme", "summary", "mandate_reference"))


def _agreements(connection: "Connection", findings: Iterable[Finding], redaction: Redaction) -> dict[str, Row]:
    """The documents of agreements; one with a partner that is not named might name it."""
    unnamed = set(redaction.aliases.values())
    rows = (row for one in findings for row in one.programme.agreements if row.partner.key not in unnamed)
    return _rows(connection, AGREEMENTS, {row.key for row in rows}, ("evidence",))


def _evaluations(
    connection: "Connection", findings: Iterable[Finding], redaction: Redaction
) -> dict[str, tuple[Row, ...]]:
    """The newest evaluations; one about a partner that is not named might name it."""
    unnamed = set(redaction.aliases.values())
    wanted = {
        one.programme.key: [
            row.key for row in one.programme.evidence if row.kind == "evaluation" and row.partner not in unnamed
        ]
        for one in findings
    }
    keys = {key for mine in wanted.values() for key in mine}
    rows = _rows(connection, EVIDENCE, keys, ("date", "title", "url"))
    return {programme: tuple(rows[key] for key in mine) for programme, mine in wanted.items()}


def _rows(connection: "Connection", table: Table, keys: set[str], names: tuple[str, ...]) -> dict[str, Row]:
    """The named cells of some records, by key; nothing else of a record goes any further."""
    from continuity.db import read

    return {str(row["key"]): {name: row[name] for name in names} for row in read.rows(connection, table, keys=keys)}
