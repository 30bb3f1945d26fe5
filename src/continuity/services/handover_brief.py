"""The handover brief: one change of leadership, and what whoever comes next takes over."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.snapshot import Bench, bench, heir
from continuity.domain.privacy.audiences import INCOMING, allowed
from continuity.domain.privacy.redaction import Redaction
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AGREEMENTS, CITIES, EVIDENCE, OFFICES, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.summaries.handover_brief import changes_before, chosen
from continuity.errors import BadValue, UnknownKey, UsageError
from continuity.reports.handover_brief.model import Brief
from continuity.reports.report.model import Dossier
from continuity.reports.wording.english import counted
from continuity.services.assessment import of_offices
from continuity.services.lookup import meant
from continuity.services.reports import marks
from continuity.services.settings import settings_of
from continuity.services.transaction import reading

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
    reading = _reading(connection, found.findings, redaction)
    return Brief(
        dossier=Dossier(
            assessment=reduced,
            findings=reduced.findings,
            audience=redaction.readers,
            left_out=(*redaction.left_out(found.findings), *reading.left_out),
            contacts=redaction.contacts,
            notes=redaction.notes(reduced.findings),
        ),
        office=office,
        transition=transition,
        before={key: changes_before(key, on) for key in line},
        programmes=_programmes(connection, reduced.findings),
        agreements=reading.documents,
        evaluations=reading.evaluations,
        kept_back=reading.kept_back,
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """What there is to read: documents by agreement, evaluations by programme; and how many are kept back of each."""

    documents: dict[str, Row]
    evaluations: dict[str, tuple[Row, ...]]
    kept_back: dict[str, int]

    @property
    def left_out(self) -> Iterator[str]:
        """How many are kept back in all, in words."""
        if number := sum(self.kept_back.values()):
            yield counted(number, "evaluation or document", "evaluations or documents")


def _reading(connection: "Connection", findings: Iterable[Finding], redaction: Redaction) -> _Reading:
    """Evaluations and documents of agreements; one with a partner that is not named might name it, and is kept back."""
    unnamed = {*redaction.aliases, *redaction.aliases.values()}
    programmes = [one.programme for one in findings]
    written = {row.key: row.partner.key for one in programmes for row in one.agreements}
    judged = {row.key: row.partner for one in programmes for row in one.evidence if row.kind == "evaluation"}
    documents = _rows(connection, AGREEMENTS, written.keys(), ("evidence",))
    evaluations = _rows(connection, EVIDENCE, judged.keys(), ("date", "title", "url"))
    told = {key for key, partner in judged.items() if partner not in unnamed}
    return _Reading(
        {key: row for key, row in documents.items() if written[key] not in unnamed},
        {one.key: tuple(evaluations[row.key] for row in one.evidence if row.key in told) for one in programmes},
        {one.key: _kept_back(one, documents, judged, unnamed) for one in programmes},
    )


def _kept_back(
    one: Programme, documents: Mapping[str, Row], judged: Mapping[str, str | None], unnamed: set[str]
) -> int:
    own = (row for row in one.agreements if row.partner.key in unnamed and documents[row.key]["evidence"])
    return sum(1 for _ in own) + sum(row.key in judged and row.partner in unnamed for row in one.evidence)


def _rows(connection: "Connection", table: Table, keys: Collection[str], names: tuple[str, ...]) -> dict[str, Row]:
    """The named cells of some records, by key; nothing else of a record goes any further."""
    from continuity.db import read

    return {str(row["key"]): {name: row[name] for name in names} for row in read.rows(connection, table, keys=keys)}
