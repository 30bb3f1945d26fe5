"""Import of a folder or file: parse, resolve, plan, write or reject."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.comparison.before_after import FindingComparison, pair_findings
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode, Problem, ProblemCode
from continuity.domain.schema.tables import PEOPLE, TABLES_BY_NAME
from continuity.domain.schema.values import Row, Value, format_cell
from continuity.domain.values.durations import Duration
from continuity.errors import FileError, ImportRejected
from continuity.importers.csv_pack import read_pack
from continuity.importers.model import Entry
from continuity.importers.read_file import ParsedFile, ReadOptions, read_file
from continuity.reports.wording.imports import format_import_remark, format_problem, sort_problems
from continuity.services.assessment import assess_current
from continuity.services.change_plan import ChangePlan, build_change_plan
from continuity.services.consistency import UnreadKeys
from continuity.services.imports.cycle_remarks import list_cycle_remarks
from continuity.services.imports.rejected_rows import write_rejected_rows
from continuity.services.imports.resolve_rows import resolve_sheets
from continuity.services.transaction import Stamp, Writer, dry_run, write_tracked

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ParsedImport:
    """Parsed entries and problems, with the file that rejected rows come from."""

    entries: Mapping[str, Sequence[Entry]]
    unread: UnreadKeys
    problems: Sequence[Problem] = ()
    remarks: Sequence[ImportRemark] = ()
    parsed_file: ParsedFile | None = None


def parse_pack(folder: Path) -> ParsedImport:
    """Parse a CSV pack; raise FileError where the folder or a file cannot be read."""
    pack = read_pack(folder)
    return ParsedImport(
        {sheet.table.name: sheet.entries for sheet in pack.sheets},
        {sheet.table.name: sheet.unread for sheet in pack.sheets},
        (*pack.unknown_files, *(problem for sheet in pack.sheets for problem in sheet.problems)),
    )


def resolve_parsed_file(connection: "Connection", parsed_file: ParsedFile) -> ParsedImport:
    """Resolve sheets against the record."""
    if not parsed_file.is_complete:
        return ParsedImport({}, {}, parsed_file.problems, parsed_file.remarks, parsed_file)
    resolver = resolve_sheets(connection, parsed_file)
    unread: UnreadKeys = {name: frozenset(keys) for name, keys in resolver.unread.items()}
    problems, remarks = (*parsed_file.problems, *resolver.problems), (*parsed_file.remarks, *resolver.remarks)
    return ParsedImport(resolver.entries, unread, problems, remarks, parsed_file)


def plan_import(
    connection: "Connection", path: Path, parsed: ParsedImport, errors_path: Path | None = None
) -> ChangePlan:
    """Plan an import; write rows with problems to `errors_path`, and raise ImportRejected, which lists them all."""
    plan = build_change_plan(connection, parsed.entries, parsed.unread)
    problems = sort_problems([*parsed.problems, *plan.problems])
    if not problems:
        return plan
    hint = "correct the file and import it again"
    if errors_path is not None and parsed.parsed_file is not None:
        written = write_rejected_rows(errors_path, parsed.parsed_file, problems)
        hint = f"{written}; correct them in {path.name} and import it again"
    if any(problem.code == ProblemCode.NOT_A_DAY for problem in problems) and parsed.parsed_file is not None:
        hint += "; where the file writes days in another way, say how with --date-format"
    similar_names = [remark for remark in parsed.remarks if remark.code == ImportRemarkCode.SIMILAR_NAME]
    messages = (*map(format_problem, problems), *map(format_import_remark, similar_names))
    raise ImportRejected(f"{path}: {_format_problem_count(problems)}; nothing was imported", hint, messages)


def _format_problem_count(problems: Sequence[Problem]) -> str:
    rows = {(problem.file, problem.sheet, problem.line) for problem in problems if problem.line}
    number = f"{len(problems)} problems" if len(problems) > 1 else "one problem"
    return f"{number} in {len(rows)} rows" if len(rows) > 1 else number


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """Options of an import; without a horizon the database's counts."""

    as_of: date
    horizon: Duration | None = None
    dry_run: bool = False
    update: bool = True
    errors_path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The effect of an import, or of a dry run, with the numbers of records by table name.
    `skipped` are differing records left as they are. `changes` are one sentence each. `batch` is the journal number;
    None if nothing was written.
    """

    added: Mapping[str, int]
    changed: Mapping[str, int]
    unchanged: int
    skipped: int
    changes: tuple[str, ...]
    remarks: tuple[ImportRemark, ...]
    before: Assessment
    after: Assessment
    batch: int | None

    @property
    def differences(self) -> tuple[FindingComparison, ...]:
        """List changed findings and those of new programmes."""
        pairs = pair_findings(self.before.findings, self.after.findings)
        return tuple(pair for pair in pairs if pair.is_changed)


def import_path(
    address: str, stamp: Stamp, path: Path, read_options: ReadOptions, options: ImportOptions
) -> ImportResult:
    """Import a folder, a workbook or a CSV; remove nothing.
    Raise ImportRejected with all problems, if any, without writing. Raise FileError for a file unreadable as a whole,
    or if the workbook for rejected rows exists, and UsageError if the contents of a file cannot be determined.
    """
    if options.errors_path is not None and options.errors_path.exists():
        raise FileError(f"{options.errors_path} is there already", "choose another name for the refused rows")
    resolve = _build_resolver(path, read_options)
    open_writer = dry_run if options.dry_run else write_tracked
    with open_writer(address, stamp) as writer:
        parsed = resolve(writer.connection)
        plan = plan_import(writer.connection, path, parsed, options.errors_path)
        return _apply_plan(writer, plan, parsed, options)


def import_pack(address: str, stamp: Stamp, folder: Path) -> ChangePlan:
    """Import a CSV pack without an assessment; raise FileError and ImportRejected as `import_path`."""
    parsed = parse_pack(folder)
    with write_tracked(address, stamp) as writer:
        plan = plan_import(writer.connection, folder, parsed)
        plan.write(writer)
        return plan


def _build_resolver(path: Path, read_options: ReadOptions) -> "Callable[[Connection], ParsedImport]":
    if path.is_dir():
        pack = parse_pack(path)
        return lambda _connection: pack
    parsed_file = read_file(path, read_options)
    return lambda connection: resolve_parsed_file(connection, parsed_file)


def _apply_plan(writer: Writer, plan: ChangePlan, parsed: ParsedImport, options: ImportOptions) -> ImportResult:
    skipped = 0 if options.update else plan.changed_count
    if not options.update:
        plan.updates.clear()
    before = assess_current(writer, options.as_of, options.horizon)
    plan.write(writer)
    has_changes = plan.added_count or plan.changed_count
    remarks = [row for row in parsed.remarks if options.update or row.code != ImportRemarkCode.NEW_MANDATE]
    return ImportResult(
        added={name: len(rows) for name, rows in plan.inserts.items() if rows},
        changed={name: len(pairs) for name, pairs in plan.updates.items() if pairs},
        unchanged=plan.unchanged,
        skipped=skipped,
        changes=tuple(_describe_changes(writer.connection, plan)),
        remarks=(*remarks, *list_cycle_remarks(writer.connection, plan)),
        before=before,
        after=assess_current(writer, options.as_of, options.horizon) if has_changes else before,
        batch=None if options.dry_run else writer.batch,
    )


def _describe_changes(connection: "Connection", plan: ChangePlan) -> Iterator[str]:
    """Describe each changed record; of a person the name stands for the key."""
    for name, pairs in plan.updates.items():
        table = TABLES_BY_NAME[name]
        names = _load_names_of_people(connection, table, pairs)
        for before, after in pairs:
            cells = [
                f"{column} {_format_value(before.get(column), names)} -> {_format_value(after.get(column), names)}"
                for column in table.column_names
                if before.get(column) != after.get(column) and not table.get_column(column).private
            ]
            yield f"{table.noun} {after['key']}: {', '.join(cells) or 'note or contact'}"


def _load_names_of_people(connection: "Connection", table: Table, pairs: Sequence[tuple[Row, Row]]) -> dict[str, str]:
    columns = [column.name for column in table.reference_columns if PEOPLE.name in column.tables]
    keys = {str(row[name]) for pair in pairs for row in pair for name in columns if row.get(name)}
    return {str(row["key"]): str(row["name"]) for row in read.load_rows(connection, PEOPLE, keys=keys)} if keys else {}


def _format_value(value: Value | None, names: Mapping[str, str]) -> str:
    text = format_cell(value) or "empty"
    return names.get(text, text)
