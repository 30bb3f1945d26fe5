"""The facts the pure rules read, in a number of queries that does not grow with the record: one a table."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, or_

from continuity.db.fact_query import More, Source
from continuity.domain.offices import models as office_models
from continuity.domain.offices.models import Affiliation, Leadership
from continuity.domain.programmes import models
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.programmes.partner_record import (
    Stated,
    StatedAgreement,
    StatedEvidence,
    StatedIdentifier,
    StatedMoney,
)
from continuity.domain.schema import tables
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row

NO_PARTY = ("independent", "nonpartisan")


def leaderships(connection: Connection, offices: Collection[str] | None = None) -> dict[str, Leadership]:
    """All that is recorded about who leads from the offices, by office key.

    Args:
        connection: inside a transaction.
        offices: only the offices with these keys; None is all of them.
    """

    def source(table: Table) -> Source:
        return Source(connection, table).among("office", offices)

    terms = source(tables.TERMS)
    parties = Source(connection, tables.AFFILIATIONS).within("term", terms).grouped("term", Affiliation)
    rules = source(tables.RULES).grouped("office", office_models.Rule)
    held = terms.grouped("office", office_models.Term, lambda row: {"affiliations": parties.get(str(row["key"]), ())})
    elections = source(tables.ELECTIONS).grouped("office", office_models.Election)
    coalitions = source(tables.COALITIONS).grouped("office", office_models.CoalitionMember)
    found = Source(connection, tables.OFFICES).among("key", offices).grouped("key", office_models.Office)
    return {
        key: Leadership(
            office=office,
            rules=rules.get(key, ()),
            terms=held.get(key, ()),
            elections=elections.get(key, ()),
            coalitions=coalitions.get(key, ()),
        )
        for key, (office,) in found.items()
    }


def programmes(
    connection: Connection, as_of: date, *, keys: Collection[str] | None = None, offices: Collection[str] | None = None
) -> list[Programme]:
    """Programmes with all that speaks for or against them, in the order of their keys.

    `launched_under` and `launched_party` are filled only where the launching term is recorded; otherwise they follow
    from who held the office on the day of the launch, which is not the database's to work out.

    Args:
        connection: inside a transaction.
        as_of: the day for which evidence is reduced to the newest document of each kind known by then.
        keys: only the programmes with these keys.
        offices: only those these offices decide on.
    """
    chosen = Source(connection, tables.PROGRAMMES).among("key", keys).among("office", offices)
    selections = Source(connection, tables.OFFICES).within("key", chosen, "office").pairs("selection")
    affiliations = Source(connection, tables.AFFILIATIONS).within("term", chosen, "launched_term")
    parties = {term: _party(own) for term, own in affiliations.grouped("term", Affiliation).items()}
    parts = _Parts(chosen, as_of)

    def more(row: Row) -> dict[str, object]:
        term = row["launched_term"]
        return {
            "selection": selections.get(str(row["office"])),
            "launched_under": term,
            "launched_party": parties.get(str(term)),
            **parts.of(str(row["key"])),
        }

    found = chosen.grouped("key", Programme, more, also=("launched_term",))
    return [programme for (programme,) in found.values()]


def _party(affiliations: tuple[Affiliation, ...]) -> str | None:
    """The party of a term's holder, where it was the same throughout."""
    held = {None if own.standing in NO_PARTY else own.party for own in affiliations}
    return held.pop() if len(held) == 1 else None


def _partner_of(agreements: Source) -> More:
    partners = Source(agreements.connection, tables.PARTNERS).within("key", agreements, "partner")
    found = partners.grouped("key", models.Partner)
    return lambda row: {"partner": found[str(row["partner"])][0]}


class _Parts:
    """What hangs on the chosen programmes."""

    def __init__(self, chosen: Source, as_of: date) -> None:
        def source(table: Table) -> Source:
            return Source(chosen.connection, table).within("programme", chosen)

        agreements = source(tables.AGREEMENTS)
        self._agreements = agreements.grouped("programme", models.Agreement, _partner_of(agreements))
        self._funding = source(tables.FUNDING).grouped("programme", models.Funding)
        self._outcomes = source(tables.OUTCOMES).grouped("programme", models.Outcome)
        self._treatments = source(tables.TREATMENTS).grouped("programme", models.Treatment)
        evidence = Source(chosen.connection, tables.EVIDENCE)
        about = or_(evidence.holds("programme", chosen), evidence.holds("partner", agreements, "partner"))
        newest = evidence.only(about).newest(as_of, "programme", "partner", "kind", "domain")
        self._evidence = newest.grouped("programme", models.Evidence)
        self._about_partners: dict[str | None, list[models.Evidence]] = {}
        for document in self._evidence.get("", ()):
            self._about_partners.setdefault(document.partner, []).append(document)

    def of(self, key: str) -> dict[str, object]:
        """The fields of one programme."""
        agreements = self._agreements.get(key, ())
        return {
            "agreements": agreements,
            "funding": self._funding.get(key, ()),
            "evidence": self._evidence_of(key, agreements),
            "outcomes": self._outcomes.get(key, ()),
            "treatments": self._treatments.get(key, ()),
        }

    def _evidence_of(self, key: str, agreements: Iterable[models.Agreement]) -> tuple[models.Evidence, ...]:
        """Its own documents, and those about its partners that name no programme."""
        found = list(self._evidence.get(key, ()))
        for partner in {agreement.partner.key for agreement in agreements}:
            found += self._about_partners.get(partner, ())
        return tuple(sorted(found, key=lambda document: document.key))


T = TypeVar("T")


def about(connection: Connection, key: str) -> Stated:
    """All that is recorded of the partner with this key outside of its own row."""
    agreements = _naming(connection, tables.AGREEMENTS, key).grouped("programme", StatedAgreement, _itself)
    money = _naming(connection, tables.FUNDING, key, "partner", "funder").grouped("programme", StatedMoney)
    evidence = _naming(connection, tables.EVIDENCE, key).grouped("programme", StatedEvidence)
    record = f"{tables.PARTNERS.noun}:{key}"
    identifiers = Source(connection, tables.IDENTIFIERS).among("record", {record})
    programmes = Source(connection, tables.PROGRAMMES).among("key", {*agreements, *money, *evidence})
    return Stated(
        programmes={one: programme for one, (programme,) in programmes.grouped("key", Programme).items()},
        agreements=_together(agreements),
        money=_together(money),
        evidence=_together(evidence),
        identifiers=identifiers.grouped("record", StatedIdentifier).get(record, ()),
    )


def _naming(connection: Connection, table: Table, key: str, *columns: str) -> Source:
    source = Source(connection, table)
    return source.only(or_(*(source.columns[name] == key for name in columns or ("partner",))))


def _itself(row: Row) -> dict[str, Any]:
    return {"partner": Partner(key=str(row["partner"]))}


def _together(grouped: Mapping[str, tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(grouped.values()))
