"""`check`: the linter of the records."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import AsOf, address, today
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, show_judged, show_rows, write
from continuity.errors import FOUND

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.lint.base import Remark
    from continuity.services.lint import Checked


class Severity(StrEnum):
    """How much a remark matters, worst first."""

    ERROR = "error"
    WARNING = "warning"


EXAMPLES = block(
    "continuity check --as-of 2026-11-23",
    "continuity check --city berlin --as-of 2026-11-23 --format json",
)
COLUMNS = ("code", "severity", "text", "records", "remedy")
SHOWN = ("severity", "code", "text", "remedy")
"""What a table has room for; its sentences name the records."""


def build(name: str) -> typer.Typer:
    """The command."""
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
    as_of: AsOf = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """What in the record needs another look: seats and days that do not add up, missing results and sources.

    An error makes a verdict wrong or leaves it open; a warning makes the record worth less.
    """
    from continuity.cli.text import rests_on
    from continuity.domain.lint.registry import at_least
    from continuity.services.lint import checked

    day = today(as_of)
    found = checked(address(ctx), day, city)
    _show(found, day, form)
    if form is Format.TABLE:
        write(f"\n{_counts(found.remarks)}.\n{rests_on(day, found.settings)}\n")
    if fail_on is not None and any(at_least(remark, fail_on) for remark in found.remarks):
        raise typer.Exit(FOUND)


def _show(found: "Checked", day: "date", form: Format) -> None:
    lists = form in (Format.JSON, Format.JSONL)
    rows = (_row(remark, lists=lists) for remark in found.remarks)
    if form is Format.TABLE:
        show_rows("check/1", SHOWN, rows, form)
    else:
        show_judged("check/1", COLUMNS, rows, form, (day, found.settings))


def _row(remark: "Remark", *, lists: bool) -> dict[str, Any]:
    return {
        "code": remark.code,
        "severity": remark.severity,
        "text": remark.text,
        "records": list(remark.records) if lists else " | ".join(remark.records),
        "remedy": remark.remedy,
    }


def _counts(remarks: Iterable["Remark"]) -> str:
    numbers = Counter(remark.severity for remark in remarks)
    words = [(numbers[severity.value], severity.value) for severity in Severity]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in words)
