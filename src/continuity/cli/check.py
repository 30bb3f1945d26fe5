"""`check`: the linter of the records."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.examples import block
from continuity.cli.output import Format, FormatOption, show_rows, write
from continuity.cli.state import AsOf, address, today
from continuity.errors import FOUND

if TYPE_CHECKING:
    from continuity.domain.checks.rule import Remark


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
    from continuity.domain.checks.registry import at_least
    from continuity.services.checking import checked

    day = today(as_of)
    found = checked(address(ctx), day, city)
    lists = form in (Format.JSON, Format.JSONL)
    rows = (
        {
            "code": remark.code,
            "severity": remark.severity,
            "text": remark.text,
            "records": list(remark.records) if lists else " | ".join(remark.records),
            "remedy": remark.remedy,
        }
        for remark in found
    )
    show_rows("check/1", SHOWN if form is Format.TABLE else COLUMNS, rows, form)
    if form is Format.TABLE:
        write(f"\n{_counts(found)} as of {day}.\n")
    if fail_on is not None and any(at_least(remark, fail_on) for remark in found):
        raise typer.Exit(FOUND)


def _counts(remarks: Iterable["Remark"]) -> str:
    numbers = Counter(remark.severity for remark in remarks)
    words = [(numbers[severity.value], severity.value) for severity in Severity]
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in words)
