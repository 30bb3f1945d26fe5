"""A partner's record, for the partner to read and confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from continuity.db.facts import load_partner_record
from continuity.domain.known import filter_known_partner_record, is_known
from continuity.domain.privacy.audiences import CONTACTS, NOTES, SENSITIVE, validate_requested_items
from continuity.domain.privacy.redaction import WithheldData
from continuity.domain.programmes.partner_record import KnownPartnerRecord, PartnerFunding, PartnerRecord
from continuity.domain.schema.tables import PARTNERS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.reports.partner_statement.model import AnnotatedRow, PartnerStatement
from continuity.reports.wording.english import format_count
from continuity.services.lookup import find_record, load_names
from continuity.services.reports import load_privacy_marks
from continuity.services.transaction import read_database

UNNAMED_KEY = "unnamed"
"""Stands in for the key of another organisation that the page may not name."""
_SHOWN_COLUMNS = ("key", "name", "kind", "controlled_by", "city", "org_id", "website", "end", "successor")


def build_statement(address: str, text: str, as_of: date, included: Iterable[str] = ()) -> PartnerStatement:
    """Build the statement on one partner as known on the day; `included` names withheld data to show.
    That is sensitive, contacts or notes; raise BadValue for another name. Raise UnknownKey or AmbiguousKey for no such
    partner, or several.
    """
    included_kinds = validate_requested_items(included)
    with read_database(address) as connection:
        partner = _restore_partner(find_record(connection, PARTNERS, text), as_of)
        record = filter_known_partner_record(load_partner_record(connection, str(partner["key"])), as_of)
        marks, names = load_privacy_marks(connection), load_names(connection)
    return reduce_record(partner, record, marks, names, as_of, included_kinds)


def _restore_partner(partner: Row, as_of: date) -> Row:
    known_from = partner["known_from"]
    is_end_known = not isinstance(known_from, VagueDate) or is_known(None, known_from, as_of)
    return partner if is_end_known else partner | {"end": None, "successor": None}


def reduce_record(
    partner: Row,
    partner_record: KnownPartnerRecord,
    withheld: WithheldData,
    names: Mapping[tuple[str, str], str],
    as_of: date,
    requested: Iterable[str],
) -> PartnerStatement:
    """Reduce the record of one partner to what it may see.
    A sensitive mark on the partner itself has no effect: the statement is for that partner alone.
    """
    requested_items, key = frozenset(requested), str(partner["key"])
    hidden_marks = WithheldData() if SENSITIVE in requested_items else withheld
    visible = partner_record.without_programmes(hidden_marks.programmes)
    record = {name: str(partner[name] or "") for name in _SHOWN_COLUMNS}
    if record["successor"] in hidden_marks.partners:
        record["successor"] = UNNAMED_KEY
    funding = _strip_notes(visible.funding, requested_items)
    return PartnerStatement(
        as_of=as_of,
        record=record,
        contact=str(partner["contact"] or "") if CONTACTS in requested_items else "",
        note=str(partner["note"] or "") if NOTES in requested_items else "",
        agreements=_strip_notes(visible.agreements, requested_items),
        funding=tuple(_hide_organisations(row, key, hidden_marks.partners) for row in funding),
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
    named = {("programme", key) for key in visible.programmes}
    named |= {("partner", key) for key in (*_list_payers(visible, record["key"]), record["successor"])}
    named |= {(noun, key) for noun in ("city", "office") for key in places}
    hidden = {("partner", key) for key in hidden_marks.partners}
    unnamed_label = {("partner", UNNAMED_KEY): "an organisation that is not named here"}
    return {record_id: names[record_id] for record_id in named - hidden if record_id in names} | unnamed_label


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
