"""`check`: the linter of the records."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import AsOfOption, resolve_address, resolve_as_of
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_assessed_rows, print_result, print_rows
from continuity.cli.text import format_provenance
from continuity.domain.lint.registry import is_at_least
from continuity.domain.vocabulary import Severity
from continuity.errors import EXIT_FOUND

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.lint.base import Remark
    from continuity.services.lint import LintResult

EXAMPLES = format_example_block(
    "continuity check --as-of 2026-11-23", "continuity check --city berlin --as-of 2026-11-23 --format json"
)
CHECK_COLUMNS = ("code", "severity", "text", "records", "remedy")
TABLE_COLUMNS = ("severity", "code", "text", "remedy")
"""What a table has room for; its sentences name the records."""


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(check)
    return app


def check(
    ctx: typer.Context,
    city: Annotated[str | None, typer.Option("--city", metavar="KEY", help="Only the records of this city.")] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option("--fail-on", help="End with exit code 3 if a remark is of this severity or a worse one."),
    ] = None,
    as_of: AsOfOption = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """What in the record needs another look: seats and days that do not add up, missing results and sources.

    An error makes a verdict wrong or leaves it open; a warning makes the record worth less.
    """
    from continuity.services.lint import lint_database

    day = resolve_as_of(as_of)
    result = lint_database(resolve_address(ctx), day, city)
    _print_remarks(result, day, output_format)
    if output_format is Format.TABLE:
        print_result(f"\n{_format_counts(result.remarks)}.\n{format_provenance(day, result.settings)}\n")
    if fail_on is not None and any(is_at_least(remark, fail_on) for remark in result.remarks):
        raise typer.Exit(EXIT_FOUND)


def _print_remarks(result: "LintResult", day: "date", output_format: Format) -> None:
    as_lists = output_format in (Format.JSON, Format.JSONL)
    rows = (_build_row(remark, as_lists=as_lists) for remark in result.remarks)
    if output_format is Format.TABLE:
        print_rows("check/1", TABLE_COLUMNS, rows, output_format)
    else:
        print_assessed_rows("check/1", CHECK_COLUMNS, rows, output_format, (day, result.settings))


def _build_row(remark: "Remark", *, as_lists: bool) -> dict[str, Any]:
    from continuity.reports.wording.remarks import REMARK_WORDINGS, format_remark

    return {
        "code": remark.code,
        "severity": remark.severity,
        "text": format_remark(remark.code, remark),
        "records": list(remark.records) if as_lists else " | ".join(remark.records),
        "remedy": REMARK_WORDINGS[remark.code].remedy,
    }


def _format_counts(remarks: Iterable["Remark"]) -> str:
    numbers = Counter(remark.severity for remark in remarks)
    severity_counts = [(numbers[severity], severity.value) for severity in Severity]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in severity_counts)
