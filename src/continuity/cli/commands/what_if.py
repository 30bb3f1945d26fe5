"""`what-if`: what a change would do to the findings, without recording it."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, again, looking, stamp, today
from continuity.cli.help_examples import block
from continuity.cli.options import City, Office
from continuity.cli.output import Format, FormatOption, note, show_table, write

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.comparison.before_after import Difference, Tried
    from continuity.domain.comparison.what_if import Change

_CITY = "invented-harbour-city"
_PROGRAMME = f"{_CITY}/night-bus-mediators"
EXAMPLES = block(
    f"continuity what-if --empower {_PROGRAMME}=invented-lantern-trust:2028-12-31 --fund {_PROGRAMME}=2028-12-31 "
    "--as-of 2026-11-23",
    f"continuity what-if --move {_CITY}/mayor/2027-11-02=2027-12-07 "
    f"--result {_CITY}/mayor/2027-11-02=invented-beacon-party --as-of 2026-11-23 --format csv",
)
COLUMNS = ("programme", "before", "after", "cleared", "still open")


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(what_if)
    return app


def what_if(
    ctx: typer.Context,
    empower: Annotated[
        list[str] | None,
        typer.Option(
            "--empower",
            metavar="PROGRAMME=PARTNER:UNTIL",
            help="The partner signs today to deliver it until that day, and the office cannot end that alone.",
        ),
    ] = None,
    fund: Annotated[
        list[str] | None,
        typer.Option(
            "--fund",
            metavar="PROGRAMME=UNTIL",
            help="A foundation commits money today until that day, for any partner.",
        ),
    ] = None,
    mandate: Annotated[
        list[str] | None,
        typer.Option(
            "--mandate",
            metavar="PROGRAMME=WORD[:UNTIL]",
            help="It gets a mandate today: statute, resolution, strategy or executive.",
        ),
    ] = None,
    result: Annotated[
        list[str] | None,
        typer.Option(
            "--result",
            metavar="ELECTION=PARTY|same",
            help="It is known today who wins: another person, of that party; or the holder stays (same).",
        ),
    ] = None,
    not_standing: Annotated[
        list[str] | None,
        typer.Option("--not-standing", metavar="OFFICE", help="The holder says today that they do not stand again."),
    ] = None,
    move: Annotated[
        list[str] | None,
        typer.Option("--move", metavar="ELECTION=DATE", help="The election is moved to that day."),
    ] = None,
    city: City = None,
    office: Office = None,
    everything: Annotated[bool, typer.Option("--all", help="Also the findings that do not change.")] = False,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """What changes would do to the findings; nothing is recorded.

    Every option may be given more than once, and all of them hold together, from the as-of day on. Programmes,
    partners and parties go by their keys or exact names, offices and elections by their keys, also an election that
    only the rule of its office projects.
    """
    from continuity.domain.comparison.what_if import parse_all
    from continuity.services.assessment import Scope
    from continuity.services.what_if.scenario import what_if as try_out

    given = {
        "empower": empower or (),
        "fund": fund or (),
        "mandate": mandate or (),
        "result": result or (),
        "not-standing": not_standing or (),
        "move": move or (),
    }
    day = today(as_of)
    scope = Scope(city=city, office=office)
    tried = try_out(address(ctx), stamp(ctx), parse_all(given, day), day, looking(ctx, horizon), scope)
    shown = [one for one in tried.differences if everything or one.changed]
    _show(tried, shown, form)
    for line in (*tried.notes, f"Nothing was recorded.{_recording(ctx, tried.changes, day)}"):
        note(line)


def _show(tried: "Tried", shown: "Sequence[Difference]", form: Format) -> None:
    from continuity.reports.listings.what_if import render

    if form is not Format.TABLE:
        write(render(form, tried, shown))
        return
    from continuity.cli.text import counts, footing

    if shown:
        show_table(COLUMNS, [_row(one) for one in shown])
        write("\n")
    else:
        note("No finding changes.")
    write(
        f"before: {counts(tried.before.findings)}.\nafter:  {counts(tried.after.findings)}.\n{footing(tried.after)}\n"
    )


def _row(one: "Difference") -> tuple[str, ...]:
    from continuity.cli.text import verdict

    before, after = (verdict(finding) if finding else "" for finding in (one.before, one.after))
    return (one.programme, before, after, ", ".join(one.cleared), ", ".join(one.still_open))


def _recording(ctx: typer.Context, changes: "Sequence[Change]", day: "date") -> str:
    """How to record the agreement that was tried, where it is one, with the money tried beside it."""
    from continuity.domain.comparison.what_if import Empower, Fund

    tried = [change for change in changes if isinstance(change, Empower)]
    if len(tried) != 1:
        return ""
    (one,) = tried
    words = ["partner", "empower", one.programme, one.partner, "--signed-on", str(day), "--until", str(one.until)]
    words += ["--scope", "deliver", "--office-may-end-alone", "no"]
    money = [change for change in changes if isinstance(change, Fund) and change.programme == one.programme]
    words += [word for fund in money for word in ("--funded-until", str(fund.until), "--funder-kind", "foundation")]
    return f" Once the agreement is signed, record it with {again(ctx, shlex.join(words))}."
