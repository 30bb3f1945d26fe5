"""The options by which a list is narrowed, the same for every command that has them."""

from typing import Annotated

import typer

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
