"""Taking out of the facts, and then of the findings, what the readers of a document do not get.

Names go before the rule reads the facts, so that no sentence of a finding can hold one; keys go after it, so that it
judges the same for everybody. An organisation that is not named keeps its part: what a verdict rests on can still be
told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from continuity.domain.privacy.audiences import CONTACTS, NOTES, SENSITIVE, Audience, withheld_code
from continuity.domain.privacy.pseudonyms import aliases_of, called, keyless, nameless, ordered
from continuity.domain.programmes.models import Evidence, Programme
from continuity.domain.risk.findings import Assessment, Candidate, Finding, Reason
from continuity.reports.wording.english import counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the record holds that leaves only where it is asked for by name.

    Attributes:
        programmes, partners: the keys of those marked sensitive.
        contacts: by the key of the partner.
        notes: of programmes and partners, by noun and key.
    """

    programmes: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    contacts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Redaction:
    """One document's way from the facts to what its readers get.

    Attributes:
        readers: for whom.
        asked: which of what is withheld is wanted all the same.
        marks: what the record holds of it.
        aliases: by the key of an organisation that is not named, the key that stands for it.
    """

    readers: Audience
    marks: Marks
    asked: frozenset[str] = frozenset()
    aliases: dict[str, str] = field(default_factory=dict)
    _hidden: int = 0
    _partners: frozenset[str] = frozenset()
    _amounts: int = 0

    def facts(self, programmes: Sequence[Programme]) -> list[Programme]:
        """The programmes that leave, with the organisations under the names they leave under."""
        kept = [one for one in programmes if SENSITIVE in self.asked or one.key not in self.marks.programmes]
        self._hidden = len(programmes) - len(kept)
        self._partners = frozenset(key for one in kept for key in _organisations(one))
        self._amounts = sum(row.amount is not None for one in kept for row in one.funding)
        self.aliases = aliases_of([key for key in self._partners if self._unnamed(key)])
        return [self._programme(one) for one in kept] if self.aliases or not self.readers.amounts else kept

    def findings(self, found: Assessment) -> Assessment:
        """What was judged from these facts, without what is not for the readers."""
        programmes = {one.programme.key for one in found.findings}
        names = {
            place: name
            for place, name in found.names.items()
            if (place[0] != "partner" or place[1] in self._partners - self.aliases.keys())
            and (place[0] != "programme" or place[1] in programmes)
        }
        names |= {("partner", alias): called(alias) for alias in self.aliases.values()}
        funders = {key: ordered(paying, self.aliases) for key, paying in found.funders.items()}
        findings = (self._finding(keyless(one, self.aliases)) for one in found.findings)
        return replace(found, findings=tuple(findings), names=names, funders=funders)

    def left_out(self, before: Iterable[Finding]) -> tuple[str, ...]:
        """What was left out of the findings as they were judged, counted."""
        before = tuple(before)
        sensitive = len(self._partners & self.marks.partners) if SENSITIVE not in self.asked else 0
        watched = sum(self._withheld(reason) for one in before for reason in one.watch_points)
        numbers = (
            (self._hidden, "programme marked sensitive", "programmes marked sensitive"),
            (sensitive, "name of a partner marked sensitive", "names of partners marked sensitive"),
            (len(self.aliases) - sensitive, "name of an organisation", "names of organisations"),
            (self._owners(before), "name of who answers for a programme", "names of who answers for programmes"),
            (self._decisions(before), "decision about a finding", "decisions about findings"),
            (watched, "watch point", "watch points"),
            (0 if self.readers.amounts else self._amounts, "amount of money", "amounts of money"),
            (len(self._all_contacts) - len(self.contacts), "contact of a partner", "contacts of partners"),
            (len(self._all_notes(before)) - len(self.notes(before)), "note", "notes"),
        )
        return tuple(counted(number, one, many) for number, one, many in numbers if number)

    @property
    def contacts(self) -> dict[str, str]:
        """The contacts that were asked for, of the partners in these facts; none of a partner that is not named."""
        asked = CONTACTS in self.asked
        return {key: text for key, text in self._all_contacts.items() if asked and not self._unnamed(key)}

    def notes(self, found: Iterable[Finding]) -> dict[tuple[str, str], str]:
        """The notes that were asked for; none on a partner that is not named."""
        asked = NOTES in self.asked
        there = self._all_notes(tuple(found)).items()
        return {(noun, key): text for (noun, key), text in there if asked and not self._hides(noun, key)}

    @property
    def _all_contacts(self) -> dict[str, str]:
        return {key: text for key, text in self.marks.contacts.items() if key in self._partners}

    def _hides(self, noun: str, key: str) -> bool:
        return noun == "partner" and self._unnamed(key)

    def _all_notes(self, found: Sequence[Finding]) -> dict[tuple[str, str], str]:
        programmes = {one.programme.key for one in found}
        there = {"programme": programmes, "partner": self._partners}
        return {place: text for place, text in self.marks.notes.items() if place[1] in there[place[0]]}

    def _owners(self, found: Sequence[Finding]) -> int:
        return 0 if self.readers.owners else sum(bool(one.programme.owner) for one in found)

    def _decisions(self, found: Sequence[Finding]) -> int:
        return 0 if self.readers.decisions else sum(one.treatment is not None for one in found)

    def _unnamed(self, key: str) -> bool:
        return not self.readers.partners or (SENSITIVE not in self.asked and key in self.marks.partners)

    def _programme(self, one: Programme) -> Programme:
        one = nameless(one, self.aliases)
        if self.readers.amounts:
            return one
        return replace(one, funding=tuple(replace(row, amount=None) for row in one.funding))

    def _finding(self, one: Finding) -> Finding:
        """The finding; the evidence, whose keys name organisations, has been read, and little of it goes further."""
        readers = self.readers
        return replace(
            one,
            programme=replace(
                one.programme,
                owner=one.programme.owner if readers.owners else None,
                treatments=one.programme.treatments if readers.decisions else (),
                evidence=self._evaluations(one.programme),
            ),
            reasons=self._reasons(one.reasons),
            watch_points=self._reasons(reason for reason in one.watch_points if not self._withheld(reason)),
            treatment=one.treatment if readers.decisions else None,
            others=tuple(map(self._finding, one.others)),
            candidates=tuple(map(self._candidate, one.candidates)),
        )

    def _evaluations(self, one: Programme) -> tuple[Evidence, ...]:
        """Of the evidence, when something was evaluated and with whom, for those who are told who pays for what."""
        if not self.readers.amounts:
            return ()
        return tuple(
            Evidence(key="", kind=row.kind, partner=row.partner, date=row.date, known_from=row.known_from)
            for row in one.evidence
            if row.kind == "evaluation"
        )

    def _candidate(self, one: Candidate) -> Candidate:
        return replace(one, failing=self._reasons(one.failing))

    def _reasons(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        return tuple(reasons) if self.readers.owners else tuple(replace(one, owner=None) for one in reasons)

    def _withheld(self, reason: Reason) -> bool:
        return withheld_code(reason.code, self.readers)


def _organisations(programme: Programme) -> Iterable[str]:
    """The keys of whoever has a part in a programme."""
    yield from (row.partner.key for row in programme.agreements)
    yield from (key for row in programme.funding for key in (row.partner, row.funder) if key)
    yield from (row.partner for row in programme.evidence if row.partner)
