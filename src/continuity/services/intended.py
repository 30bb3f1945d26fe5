"""What a folder or a file says, ready to be met with the record, and the refusal of what cannot be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.errors import PackRefused
from continuity.importers.csv_pack import read_pack
from continuity.importers.model import Entry, Problem
from continuity.importers.read_file import Read
from continuity.services.drafted import drafted
from continuity.services.intake import Plan, plan_for
from continuity.services.naming import CLOSE
from continuity.services.refused import write_refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOT_A_DAY = "is not a day"


@dataclass(frozen=True, slots=True)
class Intended:
    """What is to be recorded.

    Attributes:
        entries: by table name.
        unread: by table name, the keys of records left out for their faults; None for any.
        problems: what is wrong with it so far.
        remarks: what a reader should know.
        rows: what was read, to give refused rows back.
    """

    entries: Mapping[str, Sequence[Entry]]
    unread: Mapping[str, frozenset[str] | None]
    problems: Sequence[Problem] = ()
    remarks: Sequence[str] = ()
    rows: Read | None = None


def of_pack(folder: Path) -> Intended:
    """What a CSV pack says.

    Raises:
        FileTrouble: the folder or a file cannot be read.
    """
    pack = read_pack(folder)
    return Intended(
        {sheet.table.name: sheet.entries for sheet in pack.sheets},
        {sheet.table.name: sheet.unread for sheet in pack.sheets},
        (*pack.strangers, *(one for sheet in pack.sheets for one in sheet.problems)),
    )


def of_sheets(connection: "Connection", read: Read) -> Intended:
    """What sheets say of the record there is."""
    if not read.whole:
        return Intended({}, {}, read.problems, read.remarks, read)
    found = drafted(connection, read)
    unread: dict[str, frozenset[str] | None] = {name: frozenset(keys) for name, keys in found.unread.items()}
    problems, remarks = (*read.problems, *found.problems), (*read.remarks, *found.remarks)
    return Intended(found.entries, unread, problems, remarks, read)


def planned(connection: "Connection", path: Path, said: Intended, errors: Path | None = None) -> Plan:
    """What would be written.

    Args:
        connection: inside a transaction.
        path: of the folder or file.
        said: what it says.
        errors: the workbook into which refused rows go.

    Raises:
        PackRefused: something is wrong with it; all of it is listed.
    """
    plan = plan_for(connection, said.entries, said.unread)
    problems = sorted([*said.problems, *plan.problems])
    if not problems:
        return plan
    hint = "correct the file and import it again"
    if errors is not None and said.rows is not None:
        hint = f"{write_refused(errors, said.rows, problems)}; correct them in {path.name} and import it again"
    if any(_NOT_A_DAY in problem.message for problem in problems) and said.rows is not None:
        hint += "; where the file writes days in another way, say how with --date-format"
    listed = (*map(str, problems), *(remark for remark in said.remarks if CLOSE in remark))
    raise PackRefused(f"{path}: {_counted(problems)}; nothing was imported", hint, listed)


def _counted(problems: Sequence[Problem]) -> str:
    rows = {(one.file, one.sheet, one.line) for one in problems if one.line}
    number = f"{len(problems)} problems" if len(problems) > 1 else "one problem"
    return f"{number} in {len(rows)} rows" if len(rows) > 1 else number
