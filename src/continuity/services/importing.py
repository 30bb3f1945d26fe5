"""A pack or a sheet into the record, in one batch, with what it means for the findings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from continuity.domain.assessment import Assessment
from continuity.domain.cells import write_cell
from continuity.domain.comparison import Difference, paired
from continuity.domain.records import BY_NAME
from continuity.domain.spans import Span
from continuity.errors import PackRefused
from continuity.importers.pack import read_pack
from continuity.importers.reading import How, Read, read_file
from continuity.importers.rows import Entry, Problem
from continuity.services.comparing import standing
from continuity.services.drafted import drafted
from continuity.services.intake import Plan, plan_for
from continuity.services.refused import write_refused
from continuity.services.session import Stamp, Writer, trying, writing

CHANGES_SHOWN = 20
"""Up to so many changed cells are told one by one."""


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
    def tables(self) -> tuple[str, ...]:
        """The tables in their order."""
        return tuple(BY_NAME)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The findings that changed, and those of new programmes."""
        return tuple(one for one in paired(self.before.findings, self.after.findings) if one.changed)


@dataclass(slots=True)
class Intended:
    """What a file says, ready to be met with the record.

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


def import_path(address: str, stamp: Stamp, path: Path, how: How, wish: Wish) -> Imported:
    """Read a folder, a workbook or a CSV into the record; nothing is ever removed.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        path: a folder with one file a table, or a file.
        how: how a file is to be read, where it does not say so itself.
        wish: what to do with it.

    Raises:
        FileTrouble: it cannot be read as a whole.
        UsageError: nothing tells what a file holds.
        PackRefused: something is wrong with it; all of it is listed and nothing was written.
    """
    if path.is_dir():
        intended, read = _pack(path), None
    else:
        intended, read = None, read_file(path, how)
    opened = trying if wish.dry_run else writing
    with opened(address, stamp) as writer:
        said = intended or _sheets(writer, read or Read(()))
        plan = plan_for(writer.connection, said.entries, said.unread)
        _refuse(path, said, plan, wish)
        return _written(writer, plan, said, wish)


def _pack(folder: Path) -> Intended:
    pack = read_pack(folder)
    return Intended(
        {sheet.table.name: sheet.entries for sheet in pack.sheets},
        {sheet.table.name: sheet.unread for sheet in pack.sheets},
        (*pack.strangers, *(one for sheet in pack.sheets for one in sheet.problems)),
    )


def _sheets(writer: Writer, read: Read) -> Intended:
    if not read.whole:
        return Intended({}, {}, read.problems, read.remarks, read)
    found = drafted(writer.connection, read)
    unread: dict[str, frozenset[str] | None] = {name: frozenset(keys) for name, keys in found.unread.items()}
    problems, remarks = (*read.problems, *found.problems), (*read.remarks, *found.remarks)
    return Intended(found.entries, unread, problems, remarks, read)


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


def _refuse(path: Path, said: Intended, plan: Plan, wish: Wish) -> None:
    problems = sorted([*said.problems, *plan.problems])
    if not problems:
        return
    hint = "correct the file and import it again"
    if wish.errors is not None and said.rows is not None and not wish.dry_run:
        hint = f"{write_refused(wish.errors, said.rows, problems)}; correct them and import again"
    number = f"{len(problems)} problems" if len(problems) > 1 else "one problem"
    rows = Counter((one.file, one.sheet, one.line) for one in problems if one.line)
    in_rows = f" in {len(rows)} rows" if len(rows) > 1 else ""
    raise PackRefused(f"{path}: {number}{in_rows}; nothing was imported", hint, tuple(map(str, problems)))
