"""What a folder or a file says, ready to be met with the record, and the refusal of what cannot be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.domain.comparison.before_after import Difference, paired
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.tables import BY_NAME
from continuity.domain.schema.values import write_cell
from continuity.domain.values.durations import Span
from continuity.errors import FileTrouble, PackRefused
from continuity.importers.csv_pack import read_pack
from continuity.importers.model import Entry, Problem
from continuity.importers.read_file import How, Read, read_file
from continuity.services.assessment import standing
from continuity.services.change_plan import Plan, plan_for
from continuity.services.imports.rejected_rows import write_refused
from continuity.services.imports.resolve_names import CLOSE
from continuity.services.imports.resolve_rows import drafted
from continuity.services.transaction import Stamp, Writer, trying, writing

if TYPE_CHECKING:
    from collections.abc import Callable

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked of an import.

    Attributes:
        as_of: the day for which the findings before and after are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.
        dry_run: whether to write nothing.
        update: whether a row that differs from the record changes it; else the record is left as it is.
        errors: the workbook into which refused rows go, with the reasons.
    """

    as_of: date
    horizon: Span | None = None
    dry_run: bool = False
    update: bool = True
    errors: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        added, changed: how many records, by table name.
        unchanged: how many records are as the file says.
        skipped: how many differ and were left as they are.
        changes: what changed, a sentence a record.
        remarks: what a reader should know, a sentence each.
        before, after: all that can be said without it and with it.
        batch: its number in the journal; None where nothing was written.
    """

    added: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: int
    skipped: int
    changes: tuple[str, ...]
    remarks: tuple[str, ...]
    before: Assessment
    after: Assessment
    batch: int | None

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The findings that changed, and those of new programmes."""
        return tuple(one for one in paired(self.before.findings, self.after.findings) if one.changed)


def import_path(address: str, stamp: Stamp, path: Path, how: How, wish: Wish) -> Imported:
    """Read a folder, a workbook or a CSV into the record; nothing is ever removed.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        path: a folder with one file a table, or a file.
        how: how a file is to be read, where it does not say so itself.
        wish: what to do with it.

    Raises:
        FileTrouble: it cannot be read as a whole, or the workbook for refused rows is there already.
        UsageError: nothing tells what a file holds.
        PackRefused: something is wrong with it; all of it is listed and nothing was written.
    """
    if wish.errors is not None and wish.errors.exists():
        raise FileTrouble(f"{wish.errors} is there already", "choose another name for the refused rows")
    reading = _reading(path, how)
    opened = trying if wish.dry_run else writing
    with opened(address, stamp) as writer:
        said = reading(writer.connection)
        plan = planned(writer.connection, path, said, wish.errors)
        return _written(writer, plan, said, wish)


def import_pack(address: str, stamp: Stamp, folder: Path) -> Plan:
    """Read a CSV pack into the record, and say nothing of the findings.

    Raises:
        FileTrouble, PackRefused: as of `import_path`.
    """
    said = of_pack(folder)
    with writing(address, stamp) as writer:
        plan = planned(writer.connection, folder, said)
        plan.write(writer)
        return plan


def _reading(path: Path, how: How) -> "Callable[[Connection], Intended]":
    """Read a folder or a file; what it says of the record is found out once the record is at hand."""
    if path.is_dir():
        pack = of_pack(path)
        return lambda _connection: pack
    read = read_file(path, how)
    return lambda connection: of_sheets(connection, read)


def _written(writer: Writer, plan: Plan, said: Intended, wish: Wish) -> Imported:
    skipped = 0 if wish.update else plan.changed
    if not wish.update:
        plan.updates.clear()
    before = standing(writer, wish.as_of, wish.horizon)
    plan.write(writer)
    changed = plan.added or plan.changed
    return Imported(
        added={name: len(rows) for name, rows in plan.inserts.items() if rows},
        changed={name: len(pairs) for name, pairs in plan.updates.items() if pairs},
        unchanged=plan.unchanged,
        skipped=skipped,
        changes=tuple(_changes(plan)),
        remarks=tuple(said.remarks),
        before=before,
        after=standing(writer, wish.as_of, wish.horizon) if changed else before,
        batch=None if wish.dry_run else writer.batch,
    )


def _changes(plan: Plan) -> Iterator[str]:
    """What changes, cell by cell, a line a record."""
    for name, pairs in plan.updates.items():
        table = BY_NAME[name]
        for before, after in pairs:
            cells = [
                f"{column} {write_cell(before.get(column)) or 'empty'} -> {write_cell(after.get(column)) or 'empty'}"
                for column in table.column_names
                if before.get(column) != after.get(column) and not table.column(column).private
            ]
            yield f"{table.noun} {after['key']}: {', '.join(cells) or 'note or contact'}"
