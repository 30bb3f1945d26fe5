"""A small city in which everything that must not reach everybody bears a mark by which it is found again."""

import csv
import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from continuity.domain.schema.columns import ColumnKind
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, PARTNERS, PROGRAMMES
from continuity.services.imports.run import import_pack
from continuity.services.records import add_record, edit_record, remove_record
from continuity.services.transaction import Stamp
from support.reference_packs import STAMP

AS_OF = "2026-11-23"

PACK: dict[str, list[dict[str, str]]] = {
    "cities": [{"key": "markham", "name": "Markham", "country": "ZZ", "timezone": "Europe/London"}],
    "offices": [
        {"key": "markham/mayor", "city": "markham", "title": "Mayor", "kind": "executive", "selection": "direct"}
    ],
    "rules": [{"office": "markham/mayor", "quiet_days": "30", "takes_office": "+4d"}],
    "people": [{"key": "ada", "name": "Ada One"}],
    "terms": [
        {"key": "markham/mayor/2023-05-08", "office": "markham/mayor", "person": "ada", "start": "2023-05-08"},
    ],
    "elections": [
        {"key": "markham/mayor/2023-05-04", "office": "markham/mayor", "date": "2023-05-04", "status": "held"}
        | {"winner": "ada"},
        {"key": "markham/mayor/2027-05-06", "office": "markham/mayor", "date": "2027-05-06", "status": "scheduled"},
    ],
    "programmes": [
        {"key": "markham/open", "name": "PROGRAMME-OPEN", "owner": "OWNER-OPEN", "note": "NOTE-PROGRAMME"},
        {"key": "markham/secret", "name": "PROGRAMME-SECRET", "owner": "OWNER-SECRET", "sensitive": "yes"},
        {"key": "markham/doubtful", "name": "PROGRAMME-DOUBTFUL", "sensitive": "unknown"},
    ],
    "partners": [
        {"key": "partner-open", "name": "PARTNER-OPEN", "contact": "CONTACT-OPEN", "note": "NOTE-PARTNER"},
        {"key": "partner-secret", "name": "PARTNER-SECRET", "contact": "CONTACT-SECRET", "sensitive": "yes"},
        {"key": "payer-open", "name": "PAYER-OPEN", "kind": "foundation"},
        {"key": "payer-secret", "name": "PAYER-SECRET", "kind": "foundation", "sensitive": "yes"},
    ],
    "agreements": [
        {"key": "markham/open/1", "programme": "markham/open", "partner": "partner-open", "evidence": "EVIDENCE-OPEN"},
        {"key": "markham/open/2", "programme": "markham/open", "partner": "partner-secret"},
        {"key": "markham/secret/1", "programme": "markham/secret", "partner": "partner-open"},
    ],
    "funding": [
        {"key": "markham/open/1", "programme": "markham/open", "partner": "partner-open", "funder": "payer-open"}
        | {"amount": "424242"},
        {"key": "markham/open/2", "programme": "markham/open", "partner": "partner-secret", "funder": "payer-secret"}
        | {"amount": "535353"},
        {"key": "markham/secret/1", "programme": "markham/secret", "funder": "payer-open", "amount": "646464"},
    ],
    "evidence": [
        {"key": "partner-open/1", "partner": "partner-open", "kind": "capacity", "date": "2026-01-01", "score": "1.5"},
        {"key": "partner-secret/1", "programme": "markham/open", "partner": "partner-secret", "kind": "evaluation"}
        | {"date": "2026-02-03", "title": "EVALUATION-TITLE"},
    ],
    "treatments": [
        {"programme": "markham/open", "transition": "markham/mayor/2027-05-06"}
        | {"decision": "tolerate", "owner": "DECIDER"},
    ],
}
_SAME = {
    "programmes": {"city": "markham", "office": "markham/mayor", "launched": "2024-01-01", "status": "active"},
    "agreements": {
        "role": "implementing",
        "scope": "deliver",
        "status": "signed",
        "signed_on": "2026-01-10",
        "start": "2026-01-10",
        "end": "2027-03-31",
        "end_basis": "stated",
        "office_may_end_alone": "no",
        "note": "NOTE-AGREEMENT",
    },
    "funding": {
        "funder_kind": "foundation",
        "currency": "GBP",
        "committed_on": "2026-01-10",
        "start": "2026-01-10",
        "end": "2027-03-31",
        "end_basis": "stated",
        "certainty": "committed",
        "note": "NOTE-FUNDING",
    },
}


def record_guarded(address: str, folder: Path, *, rivals: int = 0) -> None:
    """Record the city, by a pack written into the folder; with rivals, so many programmes that two partners share."""
    pack = folder / "guarded"
    pack.mkdir()
    for table, rows in _with(rivals).items():
        whole = [_SAME.get(table, {}) | (_mark_texts(row) if table == "partners" else {}) | row for row in rows]
        columns = list(dict.fromkeys(name for row in whole for name in row))
        with (pack / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(whole)
    import_pack(address, STAMP, pack)


def _mark_texts(row: dict[str, str]) -> dict[str, str]:
    """A mark of the partner in every text there is about it, so that a new column cannot be forgotten."""
    texts = [column.name for column in PARTNERS.columns if column.kind is ColumnKind.TEXT and not column.private]
    return {"kind": "charity"} | {name: f"{row['name']}-{name.upper()}" for name in texts if name != "source"}


def _with(rivals: int) -> dict[str, list[dict[str, str]]]:
    """The pack with programmes whose two partners come as close, each for a reason of its own."""
    found = {table: list(rows) for table, rows in PACK.items()}
    for number in range(rivals):
        programme = f"markham/shared-{number}"
        found["programmes"].append({"key": programme, "name": f"Shared {number}"})
        for place, lacking in enumerate(({"scope": "advise"}, {"office_may_end_alone": "yes", "notice_days": "1"})):
            partner = f"rival-{number}-{place}"
            found["partners"].append({"key": partner, "name": partner.title(), "sensitive": "yes" if place else ""})
            found["agreements"].append(
                {"key": f"{programme}/{place}", "programme": programme, "partner": partner} | lacking
            )
    return found


def change_guarded(address: str) -> None:
    """A week of changes that bear on the open programme and on what must not reach everybody; one of them goes."""
    stamp = Stamp("test", "TYPIST", datetime(2026, 11, 25, tzinfo=UTC))
    for table in (AGREEMENTS, FUNDING):
        edit_record(address, stamp, table, "markham/open/1", {"end": "2029-12-31"})
    edit_record(address, stamp, PARTNERS, "partner-secret", {"kind": "faith"})
    for table in (AGREEMENTS, FUNDING):
        remove_record(address, stamp, table, "markham/secret/1")
    remove_record(address, stamp, PROGRAMMES, "markham/secret")
    new = {"key": "markham/new", "city": "markham", "office": "markham/mayor", "name": "PROGRAMME-NEW"}
    add_record(address, stamp, [(PROGRAMMES, {**new, "launched": "2026-11-01"})])


def words_in(content: bytes) -> str:
    """Everything a document says, to whoever opens it with whatever: a workbook's sheets, its properties, its notes."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return " ".join(re.sub(r"\\([-_])", r"\1", content.decode()).split())
