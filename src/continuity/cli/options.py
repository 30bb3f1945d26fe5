"""The options by which a list is narrowed, the same for every command that has them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from continuity.cli.context import parse_day_option
from continuity.domain.schema.values import LIST_SEPARATOR
from continuity.domain.summaries.action_plan import resolve_code
from continuity.domain.vocabulary import AudienceName, ReportFormat, RiskLevel
from continuity.errors import BadValue


def parse_code_option(text: str) -> str:
    """Parse a reason code in any capitals; reads the option `--code`."""
    try:
        return resolve_code(text)
    except BadValue as error:
        raise typer.BadParameter(f"{error.message}; {error.hint}") from None


CityOption = Annotated[str | None, typer.Option("--city", metavar="KEY", help="Only this city.")]
RegionOption = Annotated[str | None, typer.Option("--region", metavar="TEXT", help="Only cities of this region.")]
CountryOption = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Only cities of this country.")]
OfficeOption = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only what this office decides on.")]

PartnerOption = Annotated[
    str | None, typer.Option("--partner", metavar="KEY", help="Only programmes this partner has a part in.")
]

FunderOption = Annotated[str | None, typer.Option("--funder", metavar="KEY", help="Only programmes it pays for.")]
LevelOption = Annotated[RiskLevel | None, typer.Option("--level", help="Only findings at this level or above it.")]

ExcelOption = Annotated[
    bool, typer.Option("--excel", help="With --format csv: begin with the mark by which Excel knows UTF-8.")
]
IcsOption = Annotated[
    str | None,
    typer.Option("--ics", metavar="FILE", help="Write it for a calendar application; - is standard output."),
]


class WithheldItem(StrEnum):
    """Data that leaves only where it is asked for by name."""

    SENSITIVE = "sensitive"
    CONTACTS = "contacts"
    NOTES = "notes"


AudienceOption = Annotated[AudienceName, typer.Option("--audience", help="For whom it is, which decides what leaves.")]
WithOption = Annotated[
    list[WithheldItem] | None,
    typer.Option("--with", help="For the city's own staff: put this in too. May be given more than once."),
]


def _build_flag(name: str, help_text: str) -> object:
    return typer.Option(f"--{name}/--no-{name}", help=help_text, show_default=False)


EveryOption = Annotated[
    str | None,
    typer.Option("--every", metavar="RHYTHM", help="day, week, month or quarter; quarter where nothing makes it due."),
]

RuleOption = Annotated[
    str | None, typer.Option("--rule", metavar="RRULE", help="Another rhythm: an RFC 5545 RRULE of whole days.")
]

StartOption = Annotated[
    str | None,
    typer.Option(
        "--start", parser=parse_day_option, metavar="DAY", help="The first day, which also says which day of a month."
    ),
]

TimeOption = Annotated[
    str | None, typer.Option("--at", metavar="HH:MM", help="At which time of day; 07:00 if not given.")
]

TimezoneOption = Annotated[
    str | None, typer.Option("--timezone", metavar="ZONE", help="Whose time, such as Europe/London.")
]

BeforeOption = Annotated[
    str | None,
    typer.Option("--before", metavar="SPANS", help="How long before each pre-election period too: 12m,6m,3m,1m."),
]

FormatsOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMATS",
        help=f"As which documents: {','.join(ReportFormat)}. A folder gets html at least.",
    ),
]

ScheduleAudienceOption = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="WHO",
        help=f"For whom: {', '.join(AudienceName)}. Where it is mailed, funder if not given, else internal.",
    ),
]

FolderOption = Annotated[str | None, typer.Option("--to-dir", metavar="FOLDER", help="Write it into this folder.")]

MailOption = Annotated[
    list[str] | None,
    typer.Option("--to-mail", metavar="ADDRESS", help="Mail it, one message each. May be given more than once."),
]


def build_destinations(arguments: Mapping[str, Any]) -> dict[str, str]:
    """Return the destinations that the options name, by scheme; an empty text empties those of a scheme."""
    destinations = {}
    if (folder := arguments["to_dir"]) is not None:
        # From wherever the timer starts the program, it is the same folder.
        destinations["folder:"] = f"folder:{Path(folder).expanduser().absolute()}" if folder else ""
    if (addresses := arguments["to_mail"]) is not None:
        items = re.split(r",| \| ", LIST_SEPARATOR.join(addresses))
        destinations["mailto:"] = LIST_SEPARATOR.join(f"mailto:{item.strip()}" for item in items if item.strip())
    return destinations


PerCityOption = Annotated[bool | None, _build_flag("per-city", "A report of its own for each city.")]
OnlyIfChangedOption = Annotated[bool | None, _build_flag("only-if-changed", "Deliver nothing where nothing changed.")]

HoldOption = Annotated[
    bool | None,
    _build_flag("hold", "Leave cities out from their pre-election period to the handover; funder and public."),
]
