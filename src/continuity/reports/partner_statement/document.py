"""The partner statement as a document, with a form for confirmation."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from continuity.domain.programmes.partner_record import PartnerAgreement, PartnerEvidence, PartnerFunding
from continuity.domain.schema.former_names import FORMER_NAME
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import Block, DataTable, DescriptionList, Document, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.partner_statement import wording as words
from continuity.reports.partner_statement.model import AnnotatedRow, PartnerStatement
from continuity.reports.wording.english import format_day, format_vague_date

SCOPE_NOTE = (
    "It does not say how programmes are judged or what was decided about them, and it says nothing of other "
    "organisations but who pays."
)
_UNRECORDED = ("", "unknown")
_TICK_BOX, _BLANK_LINE = "☐", "." * 60
_NOTHING = "nothing"
_NO_PROGRAMME_LABEL = "no programme of its own"
_NO_AGREEMENT_NOTE = "No agreement is recorded that names you."
_BLANK_LABELS = ("What is not right, or missing", "Name", "Day", "Signature", "Send this page to")
_PARTNER_FACT_LABELS = {"kind": "what kind of organisation you are", "city": "your city", "org_id": "your identifier"}
_PARTNER_FACT_LABELS |= {"website": "your website"}


def build_statement_document(statement: PartnerStatement) -> Document:
    """Build the partner statement as a document."""
    return Document(
        title=f"What is recorded about {statement.name}",
        lead=(f"As of {format_day(statement.as_of)}. {_format_lead(statement)}", statement.audience_note),
        sections=tuple(_build_sections(statement)),
    )


def _format_lead(statement: PartnerStatement) -> str:
    return (
        f"This page is for {statement.name}: it is what the record of prevention programmes says of you. Please read "
        f"it, say what is not right or missing, and confirm the rest at the end. {SCOPE_NOTE}"
    )


def _build_sections(statement: PartnerStatement) -> Iterator[Section]:
    agreements = _sort_rows(statement, statement.agreements)
    yield Section(title="Who you are", blocks=(DescriptionList(tuple(_list_partner_facts(statement))),))
    yield Section(title="Agreements that name you", blocks=() if agreements else (Paragraph(_NO_AGREEMENT_NOTE),))
    for number, row in enumerate(agreements, start=1):
        facts = DescriptionList(words.list_agreement_facts(row))
        yield Section(title=_format_heading(statement, number, row), blocks=(facts,), level=3)
    yield Section(title="Money that names you", blocks=(_build_funding_block(statement),))
    yield Section(title="Evidence about you", blocks=(_build_evidence_block(statement),))
    if notes := tuple(_list_notes(statement, agreements)):
        yield Section(title="Notes", blocks=(DescriptionList(notes),))
    yield Section(title="To check and to confirm", blocks=_build_confirmation_blocks(statement, agreements))


def _list_partner_facts(statement: PartnerStatement) -> Iterator[tuple[str, str]]:
    record = statement.record
    yield "Name", statement.name
    yield "Kind", words.format_word(words.PARTNER_KIND_LABELS, record["kind"])
    yield "Owned or appointed by", _owner_name(statement) or "no city or office recorded"
    yield "City", statement.format_name("city", record["city"])
    yield "Identifier (org-id.guide)", isolate_direction(record["org_id"])
    yield "Website", isolate_direction(record["website"])
    if record["end"]:
        yield "Last day", format_vague_date(VagueDate.parse(record["end"]))
    if record["successor"]:
        yield "Place taken by", statement.format_name("partner", record["successor"])
    if former_names := [row.value for row in statement.identifiers if row.scheme == FORMER_NAME]:
        yield "Former names", "; ".join(map(isolate_direction, former_names))
    if registers := [f"{row.scheme} {row.value}" for row in statement.identifiers if row.scheme != FORMER_NAME]:
        yield "In other registers", "; ".join(map(isolate_direction, registers))
    if statement.contact:
        yield "Whom to ask there", isolate_direction(statement.contact)


def _owner_name(statement: PartnerStatement) -> str:
    """Look up `controlled_by`, the key of a city or of an office."""
    key = statement.record["controlled_by"]
    return statement.format_name("office" if ("office", key) in statement.names else "city", key)


def _sort_rows(statement: PartnerStatement, rows: Iterable[AnnotatedRow]) -> list[AnnotatedRow]:
    return sorted(rows, key=lambda row: _row_order(statement, row))


def _row_order(
    statement: PartnerStatement, row: PartnerAgreement | PartnerFunding | PartnerEvidence
) -> tuple[str, str, date, str]:
    day = row.date if isinstance(row, PartnerEvidence) else row.start
    return _programme_name(statement, row.programme), row.programme or "", (day and day.earliest) or date.max, row.key


def _programme_name(statement: PartnerStatement, key: str | None) -> str:
    return statement.format_name("programme", key)


def _format_heading(statement: PartnerStatement, number: int, row: PartnerAgreement) -> str:
    city = statement.format_name("city", statement.cities[row.programme])
    return f"{_format_numbered_name(statement, number, row)}, {city}"


def _format_numbered_name(statement: PartnerStatement, number: int, row: PartnerAgreement) -> str:
    return f"{number}. {_programme_name(statement, row.programme)}"


def _build_funding_block(statement: PartnerStatement) -> Block:
    if not statement.funding:
        return Paragraph("No money is recorded that names you.")
    rows = [_format_funding_row(statement, row) for row in _sort_rows(statement, statement.funding)]
    return DataTable("What is paid to you, or by you.", ("Programme", "Who pays", "How much", "How firm", "For"), rows)


def _format_funding_row(statement: PartnerStatement, row: PartnerFunding) -> tuple[str, ...]:
    funder = statement.format_name("partner", row.funder)
    return _programme_name(statement, row.programme), *words.format_funding_cells(row, statement.record["key"], funder)


def _build_evidence_block(statement: PartnerStatement) -> Block:
    if not statement.evidence:
        return Paragraph("No evidence is recorded about you.")
    rows = [
        (_programme_name(statement, row.programme) or _NO_PROGRAMME_LABEL, *words.format_evidence_cells(row))
        for row in _sort_rows(statement, statement.evidence)
    ]
    return DataTable("Documents about you.", ("Programme", "What it shows", "Day", "Score", "Document"), rows)


def _list_notes(statement: PartnerStatement, agreements: Sequence[PartnerAgreement]) -> Iterator[tuple[str, str]]:
    if statement.note:
        yield "About you", statement.note
    yield from (
        (_format_numbered_name(statement, number, row), row.note)
        for number, row in enumerate(agreements, start=1)
        if row.note
    )
    for funding in _sort_rows(statement, statement.funding):
        if funding.note:
            yield f"Money: {_programme_name(statement, funding.programme)}", funding.note
    for document in _sort_rows(statement, statement.evidence):
        if document.note:
            yield f"Evidence: {_programme_name(statement, document.programme) or _NO_PROGRAMME_LABEL}", document.note


def _build_confirmation_blocks(
    statement: PartnerStatement, agreements: Sequence[PartnerAgreement]
) -> tuple[Block, ...]:
    """Build the blank form: missing facts and boxes to tick, item by item."""
    items = _list_items_to_confirm(statement, agreements)
    rows = [(label, ", ".join(missing) or _NOTHING, _TICK_BOX, _TICK_BOX) for label, missing in items]
    columns = ("What", "Not recorded", "Right", "Not right")
    table = DataTable("Please tick what is right and what is not.", columns, rows)
    return table, DescriptionList(tuple((label, _BLANK_LINE) for label in _BLANK_LABELS))


def _list_items_to_confirm(
    statement: PartnerStatement, agreements: Sequence[PartnerAgreement]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List what the partner confirms, with the facts missing of each."""
    record, funding, evidence = statement.record, statement.funding, statement.evidence
    yield "Who you are", tuple(label for name, label in _PARTNER_FACT_LABELS.items() if record[name] in _UNRECORDED)
    for number, row in enumerate(agreements, start=1):
        name = _format_numbered_name(statement, number, row)
        yield f"{name} (reference {row.key})", words.list_missing_agreement_facts(row)
    if not agreements:
        yield "Agreements", ("any agreement that names you",)
    yield "Money", words.list_missing_funding_facts(funding) if funding else ("any money that names you",)
    yield "Evidence", words.list_missing_evidence_facts(evidence) if evidence else ("any evidence about you",)
