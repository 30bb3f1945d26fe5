"""The facts the pure rules read, in a number of queries that does not grow with the record: one a table."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import Connection, or_

from continuity.db.sources import More, Source
from continuity.domain import leadership, records
from continuity.domain.cells import Row
from continuity.domain.columns import Table
from continuity.domain.leadership import Affiliation, Leadership
from continuity.domain.risk import facts
from continuity.domain.risk.facts import Programme

NO_PARTY = ("independent", "nonpartisan")


def leaderships(connection: Connection, offices: Collection[str] | None = None) -> dict[str, Leadership]:
    """All that is recorded about who leads from the offices, by office key.

    Args:
        connection: inside a transaction.
        offices: only the offices with these keys; None is all of them.
    """

    def source(table: Table) -> Source:
        return Source(connection, table).among("office", offices)

    terms = source(records.TERMS)
    parties = Source(connection, records.AFFILIATIONS).within("term", terms).grouped("term", Affiliation)
    rules = source(records.RULES).grouped("office", leadership.Rule)
    held = terms.grouped("office", leadership.Term, lambda row: {"affiliations": parties.get(str(row["key"]), ())})
    elections = source(records.ELECTIONS).grouped("office", leadership.Election)
    coalitions = source(records.COALITIONS).grouped("office", leadership.CoalitionMember)
    found = Source(connection, records.OFFICES).among("key", offices).grouped("key", leadership.Office)
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
    chosen = Source(connection, records.PROGRAMMES).among("key", keys).among("office", offices)
    selections = Source(connection, records.OFFICES).within("key", chosen, "office").pairs("selection")
    affiliations = Source(connection, records.AFFILIATIONS).within("term", chosen, "launched_term")
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
    partners = Source(agreements.connection, records.PARTNERS).within("key", agreements, "partner")
    found = partners.grouped("key", facts.Partner)
    return lambda row: {"partner": found[str(row["partner"])][0]}


class _Parts:
    """What hangs on the chosen programmes."""

    def __init__(self, chosen: Source, as_of: date) -> None:
        def source(table: Table) -> Source:
            return Source(chosen.connection, table).within("programme", chosen)

        agreements = source(records.AGREEMENTS)
        self._agreements = agreements.grouped("programme", facts.Agreement, _partner_of(agreements))
        self._funding = source(records.FUNDING).grouped("programme", facts.Funding)
        self._outcomes = source(records.OUTCOMES).grouped("programme", facts.Outcome)
        self._treatments = source(records.TREATMENTS).grouped("programme", facts.Treatment)
        evidence = Source(chosen.connection, records.EVIDENCE)
        about = or_(evidence.holds("programme", chosen), evidence.holds("partner", agreements, "partner"))
        newest = evidence.only(about).newest(as_of, "programme", "partner", "kind", "domain")
        self._evidence = newest.grouped("programme", facts.Evidence)
        self._about_partners: dict[str | None, list[facts.Evidence]] = {}
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

    def _evidence_of(self, key: str, agreements: Iterable[facts.Agreement]) -> tuple[facts.Evidence, ...]:
        """Its own documents, and those about its partners that name no programme."""
        found = list(self._evidence.get(key, ()))
        for partner in {agreement.partner.key for agreement in agreements}:
            found += self._about_partners.get(partner, ())
        return tuple(sorted(found, key=lambda document: document.key))
