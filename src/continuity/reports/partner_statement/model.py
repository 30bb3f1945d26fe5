"""Data of a partner statement, reduced to what the partner may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from continuity.domain.privacy.audiences import CONTACTS, NOTES, SENSITIVE, STATEMENT
from continuity.domain.privacy.redaction import WithheldData
from continuity.domain.programmes.partner_record import (
    KnownPartnerRecord,
    PartnerAgreement,
    PartnerEvidence,
    PartnerFunding,
    PartnerIdentifier,
    PartnerRecord,
)
from continuity.domain.schema.values import Row
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.wording.english import format_count
from continuity.reports.wording.omissions import format_audience_note

UNNAMED_KEY = "unnamed"
"""Stands in for the key of another organisation that the page may not name."""
AnnotatedRow = TypeVar("AnnotatedRow", PartnerAgreement, PartnerFunding, PartnerEvidence)
_SHOWN_COLUMNS = ("key", "name", "kind", "controlled_by", "city", "org_id", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerStatement:
    """Everything the page may contain.

    Attributes:
        record: the partner's own cells, with empty texts for empty cells.
        contact, note: empty unless requested.
        names: by noun and key.
        cities: key of the city by key of the programme.
        left_out: omissions, a counted phrase each.
    """

    as_of: date
    record: Mapping[str, str]
    contact: str = ""
    note: str = ""
    agreements: tuple[PartnerAgreement, ...] = ()
    funding: tuple[PartnerFunding, ...] = ()
    evidence: tuple[PartnerEvidence, ...] = ()
    identifiers: tuple[PartnerIdentifier, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The partner's name."""
        return isolate_direction(self.record["name"])

    @property
    def audience_note(self) -> str:
        """Sentence on the audience and the omissions."""
        return format_audience_note(self.left_out, replace(STATEMENT, description=self.name))

    def format_name(self, noun: str, key: str | None) -> str:
        """Format a record's name, else its key; empty without a key."""
        return isolate_direction(self.names.get((noun, key), key)) if key else ""


def build_statement(
    partner: Row,
    partner_record: KnownPartnerRecord,
    withheld: WithheldData,
    names: Mapping[tuple[str, str], str],
    as_of: date,
    requested: Iterable[str],
) -> PartnerStatement:
    """Build the statement of one partner.

    A sensitive mark on the partner itself has no effect: the statement is for that partner alone.

    Args:
        partner: its row.
        partner_record: rows that name it.
        withheld: keys of sensitive records.
        names: of all records, by noun and key.
        as_of: the day.
        requested: withheld items to include.
    """
    requested_items, key = frozenset(requested), str(partner["key"])
    hidden_marks = WithheldData() if SENSITIVE in requested_items else withheld
    visible = partner_record.without_programmes(hidden_marks.programmes)
    record = {name: str(partner[name] or "") for name in _SHOWN_COLUMNS}
    return PartnerStatement(
        as_of=as_of,
        record=record,
        contact=str(partner["contact"] or "") if CONTACTS in requested_items else "",
        note=str(partner["note"] or "") if NOTES in requested_items else "",
        agreements=_strip_notes(visible.agreements, requested_items),
        funding=tuple(
            _hide_organisations(row, key, hidden_marks.partners)
            for row in _strip_notes(visible.funding, requested_items)
        ),
        evidence=_strip_notes(visible.evidence, requested_items),
        identifiers=visible.identifiers,
        names=_select_names(names, visible, record, hidden_marks),
        cities={programme.key: programme.city for programme in visible.programmes.values()},
        left_out=_list_omissions(partner, (partner_record, visible), hidden_marks, requested_items),
    )


def _strip_notes(rows: tuple[AnnotatedRow, ...], requested: frozenset[str]) -> tuple[AnnotatedRow, ...]:
    return rows if NOTES in requested else tuple(replace(row, note=None) for row in rows)


def _hide_organisations(row: PartnerFunding, key: str, hidden_partners: frozenset[str]) -> PartnerFunding:
    """Replace other payees and sensitive funders by `UNNAMED_KEY`."""
    funder = UNNAMED_KEY if row.funder in hidden_partners - {key} else row.funder
    return replace(row, partner=row.partner if row.partner in (None, key) else UNNAMED_KEY, funder=funder)


def _select_names(
    names: Mapping[tuple[str, str], str], visible: PartnerRecord, record: Mapping[str, str], hidden_marks: WithheldData
) -> dict[tuple[str, str], str]:
    """Return only the names that the page may show."""
    places = {*(programme.city for programme in visible.programmes.values()), record["city"], record["controlled_by"]}
    named_records = {("programme", key) for key in visible.programmes} | {
        ("partner", key) for key in _list_payers(visible, record["key"])
    }
    named_records |= {(noun, key) for noun in ("city", "office") for key in places}
    hidden_records = {("partner", key) for key in hidden_marks.partners}
    unnamed_label = {("partner", UNNAMED_KEY): "an organisation that is not named here"}
    return {
        record_id: names[record_id] for record_id in named_records - hidden_records if record_id in names
    } | unnamed_label


def _list_payers(partner_record: PartnerRecord, key: str) -> frozenset[str]:
    return frozenset(row.funder for row in partner_record.funding if row.funder and row.funder != key)


def _list_omissions(
    partner: Row,
    before_after: tuple[PartnerRecord, PartnerRecord],
    hidden_marks: WithheldData,
    requested: frozenset[str],
) -> tuple[str, ...]:
    partner_record, visible = before_after
    hidden_programmes = len(partner_record.programmes) - len(visible.programmes)
    payers = len(_list_payers(visible, str(partner["key"])) & hidden_marks.partners)
    notes = sum(bool(note) for note in (partner["note"], *(row.note for row in visible.programme_rows)))
    omissions = (
        (hidden_programmes, "programme marked sensitive", "programmes marked sensitive"),
        (payers, "name of a partner marked sensitive", "names of partners marked sensitive"),
        (0 if CONTACTS in requested else int(bool(partner["contact"])), "contact", "contacts"),
        (0 if NOTES in requested else notes, "note", "notes"),
    )
    return tuple(format_count(number, singular, plural) for number, singular, plural in omissions if number)
