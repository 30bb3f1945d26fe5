"""A partner's own statement as a page: what is recorded about it, and a place to confirm it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from continuity.domain.programmes.partner_record import StatedAgreement, StatedEvidence, StatedMoney
from continuity.reports.document.model import Block, Facts, Grid, Page, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.partner_statement.model import Noted, Statement
from continuity.reports.partner_statement.wording import (
    KINDS,
    agreement_facts,
    evidence_cells,
    missing_of_agreement,
    missing_of_evidence,
    missing_of_money,
    money_cells,
    worded,
)
from continuity.reports.wording.english import english

NOT_SAID = (
    "It does not say how programmes are judged or what was decided about them, and it says nothing of other "
    "organisations but who pays."
)
_MISSING = ("", "unknown")
_BOX, _LINE = "☐", "." * 60
_NOTHING = "nothing"
_OF_NONE = "no programme of its own"
_NO_PROGRAMME = "No agreement is recorded that names you."
_BLANKS = ("What is not right, or missing", "Name", "Day", "Signature", "Send this page to")
_OWN = {"kind": "what kind of organisation you are", "city": "your city", "org_id": "your identifier"}
_OWN |= {"website": "your website"}


def statement_page(statement: Statement) -> Page:
    """What is recorded about one partner."""
    return Page(
        title=f"What is recorded about {statement.name}",
        lead=(
            f"As of {english(statement.as_of)}. {_lead(statement)}",
            statement.made_for,
        ),
        sections=tuple(_sections(statement)),
    )


def _lead(statement: Statement) -> str:
    return (
        f"This page is for {statement.name}: it is what the record of prevention programmes says of you. Please read "
        f"it, say what is not right or missing, and confirm the rest at the end. {NOT_SAID}"
    )


def _sections(statement: Statement) -> Iterator[Section]:
    agreements = _in_order(statement, statement.agreements)
    yield Section(title="Who you are", blocks=(Facts(tuple(_own(statement))),))
    yield Section(title="Agreements that name you", blocks=() if agreements else (Words(_NO_PROGRAMME),))
    for number, row in enumerate(agreements, start=1):
        yield Section(title=_heading(statement, number, row), blocks=(Facts(agreement_facts(row)),), level=3)
    yield Section(title="Money that names you", blocks=(_money(statement),))
    yield Section(title="Evidence about you", blocks=(_evidence(statement),))
    if notes := tuple(_notes(statement, agreements)):
        yield Section(title="Notes", blocks=(Facts(notes),))
    yield Section(title="To check and to confirm", blocks=_confirming(statement, agreements))


def _own(statement: Statement) -> Iterator[tuple[str, str]]:
    record = statement.record
    yield "Name", statement.name
    yield "Kind", worded(KINDS, record["kind"])
    yield "Owned or appointed by", _owner(statement) or "no city or office recorded"
    yield "City", statement.named("city", record["city"])
    yield "Identifier (org-id.guide)", isolated(record["org_id"])
    yield "Website", isolated(record["website"])
    if statement.identifiers:
        yield "In other registers", "; ".join(isolated(f"{one.scheme} {one.value}") for one in statement.identifiers)
    if statement.contact:
        yield "Whom to ask there", isolated(statement.contact)


def _owner(statement: Statement) -> str:
    """The city or the office, whichever it is that owns the partner."""
    key = statement.record["controlled_by"]
    return statement.named("office" if ("office", key) in statement.names else "city", key)


def _in_order(statement: Statement, rows: Iterable[Noted]) -> list[Noted]:
    """Programme by programme, and by first day in each."""
    return sorted(rows, key=lambda row: _place(statement, row))


def _place(statement: Statement, row: StatedAgreement | StatedMoney | StatedEvidence) -> tuple[str, str, date, str]:
    day = row.date if isinstance(row, StatedEvidence) else row.start
    return _programme(statement, row.programme), row.programme or "", (day and day.earliest) or date.max, row.key


def _programme(statement: Statement, key: str | None) -> str:
    return statement.named("programme", key)


def _heading(statement: Statement, number: int, row: StatedAgreement) -> str:
    city = statement.named("city", statement.cities[row.programme])
    return f"{_numbered(statement, number, row)}, {city}"


def _numbered(statement: Statement, number: int, row: StatedAgreement) -> str:
    return f"{number}. {_programme(statement, row.programme)}"


def _money(statement: Statement) -> Block:
    if not statement.money:
        return Words("No money is recorded that names you.")
    rows = [
        (
            _programme(statement, row.programme),
            *money_cells(row, statement.record["key"], statement.named("partner", row.funder)),
        )
        for row in _in_order(statement, statement.money)
    ]
    return Grid("What is paid to you, or by you.", ("Programme", "Who pays", "How much", "How firm", "For"), rows)


def _evidence(statement: Statement) -> Block:
    if not statement.evidence:
        return Words("No evidence is recorded about you.")
    rows = [
        (_programme(statement, row.programme) or _OF_NONE, *evidence_cells(row))
        for row in _in_order(statement, statement.evidence)
    ]
    return Grid("Documents about you.", ("Programme", "What it shows", "Day", "Score", "Document"), rows)


def _notes(statement: Statement, agreements: Sequence[StatedAgreement]) -> Iterator[tuple[str, str]]:
    """The notes, where they were asked for."""
    if statement.note:
        yield "About you", statement.note
    yield from ((_numbered(statement, at, row), row.note) for at, row in enumerate(agreements, start=1) if row.note)
    for money in _in_order(statement, statement.money):
        if money.note:
            yield f"Money: {_programme(statement, money.programme)}", money.note
    for document in _in_order(statement, statement.evidence):
        if document.note:
            yield f"Evidence: {_programme(statement, document.programme) or _OF_NONE}", document.note


def _confirming(statement: Statement, agreements: Sequence[StatedAgreement]) -> tuple[Block, ...]:
    """What is not recorded, and a line to tick for each agreement; nothing of it is filled in."""
    told = [("Who you are", tuple(what for name, what in _OWN.items() if statement.record[name] in _MISSING))]
    told += [
        (f"{_numbered(statement, number, row)} (reference {row.key})", missing_of_agreement(row))
        for number, row in enumerate(agreements, start=1)
    ]
    told += [] if agreements else [("Agreements", ("any agreement that names you",))]
    told += [("Money", missing_of_money(statement.money) if statement.money else ("any money that names you",))]
    told += [
        ("Evidence", missing_of_evidence(statement.evidence) if statement.evidence else ("any evidence about you",))
    ]
    rows = [(what, ", ".join(missing) or _NOTHING, _BOX, _BOX) for what, missing in told]
    grid = Grid("Please tick what is right and what is not.", ("What", "Not recorded", "Right", "Not right"), rows)
    return grid, Facts(tuple((label, _LINE) for label in _BLANKS))
