"""A partner's own statement: what is recorded about it, reduced to what the partner gets to read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from continuity.domain.privacy.audiences import CONTACTS, NOTES, SENSITIVE, STATEMENT, told
from continuity.domain.privacy.redaction import Marks
from continuity.domain.programmes.partner_record import (
    Stated,
    StatedAgreement,
    StatedEvidence,
    StatedIdentifier,
    StatedMoney,
)
from continuity.domain.schema.values import Row
from continuity.reports.document.text_layout import isolated
from continuity.reports.wording.english import counted

UNNAMED = "unnamed"
"""The key that stands for another organisation that is not named."""
Noted = TypeVar("Noted", StatedAgreement, StatedMoney, StatedEvidence)
_SAID = ("key", "name", "kind", "controlled_by", "city", "org_id", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything the page may say, and nothing else.

    Attributes:
        record: the partner's own cells, an empty one as an empty text.
        contact, note: those of the partner; empty where they were not asked for.
        agreements, money, evidence: those that name the partner, programme by programme.
        names: by noun and key, of its programmes, of its cities and offices and of those who pay it.
        cities: by the key of a programme, the key of its city.
        left_out: what is not said, counted, a phrase each.
    """

    as_of: date
    record: Mapping[str, str]
    contact: str = ""
    note: str = ""
    agreements: tuple[StatedAgreement, ...] = ()
    money: tuple[StatedMoney, ...] = ()
    evidence: tuple[StatedEvidence, ...] = ()
    identifiers: tuple[StatedIdentifier, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The partner's name."""
        return isolated(self.record["name"])

    @property
    def made_for(self) -> str:
        """For whom the page is, and what it leaves out."""
        return told(self.left_out, replace(STATEMENT, readers=self.name))

    def named(self, noun: str, key: str | None) -> str:
        """What to call a record; its key where it has no name, nothing where there is no key."""
        return isolated(self.names.get((noun, key), key)) if key else ""


def statement(
    partner: Row, stated: Stated, marks: Marks, names: Mapping[tuple[str, str], str], as_of: date, asked: Iterable[str]
) -> Statement:
    """The statement of one partner; its own mark does not matter, since it is made for that partner alone.

    Args:
        partner: its row.
        stated: what names it, as far as that could be known on the day.
        marks: what of the record is sensitive.
        names: of all records, by noun and key.
        as_of: the day.
        asked: what of that which is withheld is wanted all the same.
    """
    wanted, key = frozenset(asked), str(partner["key"])
    secret = Marks() if SENSITIVE in wanted else marks
    kept = stated.without(secret.programmes)
    record = {name: str(partner[name] or "") for name in _SAID}
    return Statement(
        as_of=as_of,
        record=record,
        contact=str(partner["contact"] or "") if CONTACTS in wanted else "",
        note=str(partner["note"] or "") if NOTES in wanted else "",
        agreements=_noted(kept.agreements, wanted),
        money=tuple(_money(row, key, secret.partners) for row in _noted(kept.money, wanted)),
        evidence=_noted(kept.evidence, wanted),
        identifiers=kept.identifiers,
        names=_names(names, kept, record, secret),
        cities={one.key: one.city for one in kept.programmes.values()},
        left_out=_left_out(partner, (stated, kept), secret, wanted),
    )


def _noted(rows: tuple[Noted, ...], wanted: frozenset[str]) -> tuple[Noted, ...]:
    return rows if NOTES in wanted else tuple(replace(row, note=None) for row in rows)


def _money(row: StatedMoney, key: str, secret: frozenset[str]) -> StatedMoney:
    """The money without the name of another organisation that is paid, or of one that pays and is not named."""
    funder = UNNAMED if row.funder in secret - {key} else row.funder
    return replace(row, partner=row.partner if row.partner in (None, key) else UNNAMED, funder=funder)


def _names(
    names: Mapping[tuple[str, str], str], kept: Stated, record: Mapping[str, str], secret: Marks
) -> dict[tuple[str, str], str]:
    """The names of what the page speaks of, and no other."""
    places = {*(one.city for one in kept.programmes.values()), record["city"], record["controlled_by"]}
    said = {("programme", one) for one in kept.programmes} | {("partner", one) for one in _payers(kept, record["key"])}
    said |= {(noun, one) for noun in ("city", "office") for one in places}
    hidden = {("partner", one) for one in secret.partners}
    unnamed = {("partner", UNNAMED): "an organisation that is not named here"}
    return {place: names[place] for place in said - hidden if place in names} | unnamed


def _payers(stated: Stated, key: str) -> frozenset[str]:
    return frozenset(row.funder for row in stated.money if row.funder and row.funder != key)


def _left_out(
    partner: Row, before_after: tuple[Stated, Stated], secret: Marks, wanted: frozenset[str]
) -> tuple[str, ...]:
    """What was left out, counted."""
    stated, kept = before_after
    hidden = len(stated.programmes) - len(kept.programmes)
    payers = len(_payers(kept, str(partner["key"])) & secret.partners)
    notes = sum(bool(one) for one in (partner["note"], *(row.note for row in kept.rows)))
    numbers = (
        (hidden, "programme marked sensitive", "programmes marked sensitive"),
        (payers, "name of a partner marked sensitive", "names of partners marked sensitive"),
        (0 if CONTACTS in wanted else int(bool(partner["contact"])), "contact", "contacts"),
        (0 if NOTES in wanted else notes, "note", "notes"),
    )
    return tuple(counted(number, one, many) for number, one, many in numbers if number)
