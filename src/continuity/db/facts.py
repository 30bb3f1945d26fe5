"""Facts for the rules, in a constant number of queries: one per table."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, or_

from continuity.db.fact_query import ExtraFields, FactQuery
from continuity.domain.offices.models import Affiliation, CoalitionMember, Election, Office, OfficeRecord, Rule, Term
from continuity.domain.programmes import models
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.programmes.partner_record import (
    PartnerAgreement,
    PartnerEvidence,
    PartnerFunding,
    PartnerIdentifier,
    PartnerRecord,
)
from continuity.domain.schema import tables
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, get_last_day
from continuity.domain.vocabulary import AffiliationStanding, OfficeKind

PARTYLESS_STANDINGS = (AffiliationStanding.INDEPENDENT, AffiliationStanding.NONPARTISAN)

T = TypeVar("T")


def load_leaderships(connection: Connection, offices: Collection[str] | None = None) -> dict[str, OfficeRecord]:
    """Load the records of offices (None: all offices) by key."""

    def build_query(table: Table) -> FactQuery:
        return FactQuery(connection, table).where_in("office", offices)

    terms = build_query(tables.TERMS)
    affiliations = FactQuery(connection, tables.AFFILIATIONS).where_related("term", terms)
    by_term = affiliations.load_grouped("term", Affiliation)
    rules = build_query(tables.RULES).load_grouped("office", Rule)
    terms_by_office = terms.load_grouped("office", Term, lambda row: {"affiliations": by_term.get(str(row["key"]), ())})
    elections = build_query(tables.ELECTIONS).load_grouped("office", Election)
    coalitions = build_query(tables.COALITIONS).load_grouped("office", CoalitionMember)
    city_fields = _build_city_fields(connection)
    offices_by_key = (
        FactQuery(connection, tables.OFFICES).where_in("key", offices).load_grouped("key", Office, city_fields)
    )
    return {
        key: OfficeRecord(
            office=office,
            rules=rules.get(key, ()),
            terms=terms_by_office.get(key, ()),
            elections=elections.get(key, ()),
            coalitions=coalitions.get(key, ()),
        )
        for key, (office,) in offices_by_key.items()
    }


@dataclass(frozen=True, slots=True)
class _City:
    """A city that ends; fields as in the cities table."""

    end: VagueDate
    successor: str | None = None
    known_from: VagueDate | None = None


def _build_city_fields(connection: Connection) -> ExtraFields:
    """Build the fields of an office that tell of the end of its city.
    The city's successor means its only executive office; where it has none or several, nobody is meant.
    """
    cities = FactQuery(connection, tables.CITIES)
    ended = cities.where(cities.columns["end"].is_not(None))
    ended_cities = {key: city for key, (city,) in ended.load_grouped("key", _City).items()}
    successors = FactQuery(connection, tables.OFFICES).where_related("city", ended, "successor")
    offices = successors.load_grouped("city", Office) if ended_cities else {}

    def build_fields(row: Row) -> dict[str, object]:
        city = ended_cities.get(str(row["city"]))
        if city is None:
            return {}
        executive = [office.key for office in offices.get(city.successor or "", ()) if _is_executive(office, city)]
        return {
            "city_end": city.end,
            "city_known_from": city.known_from,
            "city_successor": executive[0] if len(executive) == 1 else None,
        }

    return build_fields


def _is_executive(office: Office, city: _City) -> bool:
    """Return whether an office decides on programmes after the end of a city."""
    is_over = office.end is not None and get_last_day(office.end) <= get_last_day(city.end)
    return office.kind in (None, OfficeKind.EXECUTIVE) and not is_over


def load_programmes(
    connection: Connection, as_of: date, *, keys: Collection[str] | None = None, offices: Collection[str] | None = None
) -> list[Programme]:
    """Load programmes with their facts, in key order; evidence is the newest document of each kind known on `as_of`.
    `launched_under` and `launched_party` need a recorded launching term; else derive them from the holder at launch.
    """
    query = FactQuery(connection, tables.PROGRAMMES).where_in("key", keys).where_in("office", offices)
    selections = FactQuery(connection, tables.OFFICES).where_related("key", query, "office").load_column("selection")
    affiliations = FactQuery(connection, tables.AFFILIATIONS).where_related("term", query, "launched_term")
    by_term = affiliations.load_grouped("term", Affiliation)
    parties_by_term = {term: _find_constant_party(rows) for term, rows in by_term.items()}
    related_facts = _RelatedFacts(query, as_of)

    def build_extra_fields(row: Row) -> dict[str, object]:
        term = row["launched_term"]
        return {
            "selection": selections.get(str(row["office"])),
            "launched_under": term,
            "launched_party": parties_by_term.get(str(term)),
            **related_facts.get_fields(str(row["key"])),
        }

    found = query.load_grouped("key", Programme, build_extra_fields, extra_columns=("launched_term",))
    return [programme for (programme,) in found.values()]


def _find_constant_party(affiliations: tuple[Affiliation, ...]) -> str | None:
    parties = {None if row.standing in PARTYLESS_STANDINGS else row.party for row in affiliations}
    return parties.pop() if len(parties) == 1 else None


def _build_partner_fields(agreements: FactQuery) -> ExtraFields:
    partners = FactQuery(agreements.connection, tables.PARTNERS).where_related("key", agreements, "partner")
    partners_by_key = partners.load_grouped("key", models.Partner)
    return lambda row: {"partner": partners_by_key[str(row["partner"])][0]}


class _RelatedFacts:
    def __init__(self, programmes: FactQuery, as_of: date) -> None:
        def build_query(table: Table) -> FactQuery:
            return FactQuery(programmes.connection, table).where_related("programme", programmes)

        agreements = build_query(tables.AGREEMENTS)
        self._agreements = agreements.load_grouped("programme", models.Agreement, _build_partner_fields(agreements))
        self._funding = build_query(tables.FUNDING).load_grouped("programme", models.Funding)
        self._outcomes = build_query(tables.OUTCOMES).load_grouped("programme", models.Outcome)
        self._treatments = build_query(tables.TREATMENTS).load_grouped("programme", models.Treatment)
        evidence = FactQuery(programmes.connection, tables.EVIDENCE)
        is_about_programme = evidence.build_related_condition("programme", programmes)
        is_about_partner = evidence.build_related_condition("partner", agreements, "partner")
        matching = evidence.where(or_(is_about_programme, is_about_partner))
        newest = matching.keep_newest(as_of, "programme", "partner", "kind", "domain")
        self._evidence = newest.load_grouped("programme", models.Evidence)
        self._evidence_by_partner: dict[str | None, list[models.Evidence]] = {}
        for document in self._evidence.get("", ()):
            self._evidence_by_partner.setdefault(document.partner, []).append(document)

    def get_fields(self, key: str) -> dict[str, object]:
        agreements = self._agreements.get(key, ())
        return {
            "agreements": agreements,
            "funding": self._funding.get(key, ()),
            "evidence": self._list_evidence(key, agreements),
            "outcomes": self._outcomes.get(key, ()),
            "treatments": self._treatments.get(key, ()),
        }

    def _list_evidence(self, key: str, agreements: Iterable[models.Agreement]) -> tuple[models.Evidence, ...]:
        """Include documents on the partners that name no programme."""
        found = list(self._evidence.get(key, ()))
        for partner in {agreement.partner.key for agreement in agreements}:
            found += self._evidence_by_partner.get(partner, ())
        return tuple(sorted(found, key=lambda document: document.key))


def load_partner_record(connection: Connection, key: str) -> PartnerRecord:
    """Load all facts on the partner outside its own row."""

    def build_query(table: Table, *columns: str) -> FactQuery:
        query = FactQuery(connection, table)
        return query.where(or_(*(query.columns[name] == key for name in columns)))

    agreements = build_query(tables.AGREEMENTS, "partner").load_grouped("programme", PartnerAgreement, _build_partner)
    funding = build_query(tables.FUNDING, "partner", "funder").load_grouped("programme", PartnerFunding)
    evidence = build_query(tables.EVIDENCE, "partner").load_grouped("programme", PartnerEvidence)
    record_name = f"{tables.PARTNERS.noun}:{key}"
    identifiers = FactQuery(connection, tables.IDENTIFIERS).where_in("record", {record_name})
    programmes = FactQuery(connection, tables.PROGRAMMES).where_in("key", {*agreements, *funding, *evidence})
    return PartnerRecord(
        programmes={name: programme for name, (programme,) in programmes.load_grouped("key", Programme).items()},
        agreements=_flatten(agreements),
        funding=_flatten(funding),
        evidence=_flatten(evidence),
        identifiers=identifiers.load_grouped("record", PartnerIdentifier).get(record_name, ()),
    )


def _build_partner(row: Row) -> dict[str, Any]:
    return {"partner": Partner(key=str(row["partner"]))}


def _flatten(grouped: Mapping[str, tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(grouped.values()))
