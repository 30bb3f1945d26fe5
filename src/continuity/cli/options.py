"""The options by which a list is narrowed, the same for every command that has them."""

from typing import Annotated

import typer

from continuity.cli.context import as_day
from continuity.domain.scheduling.schedule import AUDIENCES, FORMATS
from continuity.errors import BadValue


def as_code(text: str) -> str:
    """A reason code, however it is capitalised; what reads the option `--code`."""
    from continuity.domain.summaries.action_plan import known_code

    try:
        return known_code(text)
    except BadValue as error:
        raise typer.BadParameter(f"{error.message}; {error.hint}") from None


City = Annotated[str | None, typer.Option("--city", metavar="KEY", help="Only this city.")]


Region = Annotated[str | None, typer.Option("--region", metavar="TEXT", help="Only cities of this region.")]


Country = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Only cities of this country.")]


Office = Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only what this office decides on.")]


Partner = Annotated[
    str | None, typer.Option("--partner", metavar="KEY", help="Only programmes this partner has a part in.")
]


Funder = Annotated[str | None, typer.Option("--funder", metavar="KEY", help="Only programmes it pays for.")]


def _flag(name: str, meaning: str) -> object:
    return typer.Option(f"--{name}/--no-{name}", help=meaning, show_default=False)


Every = Annotated[
    str | None,
    typer.Option("--every", metavar="RHYTHM", help="day, week, month or quarter; quarter where nothing makes it due."),
]


Rule = Annotated[
    str | None,
    typer.Option("--rule", metavar="RRULE", help="Another rhythm: an RFC 5545 RRULE of whole days."),
]


Start = Annotated[
    str | None,
    typer.Option("--start", parser=as_day, metavar="DAY", help="The first day, which also says which day of a month."),
]


At = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="At which time of day; 07:00 if not given.")]


Timezone = Annotated[str | None, typer.Option("--timezone", metavar="ZONE", help="Whose time, such as Europe/London.")]


Before = Annotated[
    str | None,
    typer.Option("--before", metavar="SPANS", help="How long before each pre-election period too: 12m,6m,3m,1m."),
]


Formats = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORMATS", help=f"As which documents: {','.join(FORMATS)}. A folder gets html at least."
    ),
]


Who = Annotated[
    str | None,
    typer.Option(
        "--audience",
        metavar="WHO",
        help=f"For whom: {', '.join(AUDIENCES)}. Where it is mailed, funder if not given, else internal.",
    ),
]


ToDir = Annotated[str | None, typer.Option("--to-dir", metavar="FOLDER", help="Write it into this folder.")]


ToMail = Annotated[
    list[str] | None,
    typer.Option("--to-mail", metavar="ADDRESS", help="Mail it, one message each. May be given more than once."),
]


PerCity = Annotated[bool | None, _flag("per-city", "A report of its own for each city.")]


OnlyIfChanged = Annotated[bool | None, _flag("only-if-changed", "Deliver nothing where nothing changed.")]


Hold = Annotated[
    bool | None, _flag("hold", "Leave cities out from their pre-election period to the handover; funder and public.")
]
