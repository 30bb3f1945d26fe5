"""What every command needs of its surroundings: the settings, the clock, who is asking.

This is the only place that asks what day it is.
"""

import getpass
import os
import shlex
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.lazy_group import ARGUMENTS
from continuity.config import Config, load
from continuity.domain.values.dates import parse_day
from continuity.errors import BadValue, UsageError
from continuity.services.transaction import Stamp

if TYPE_CHECKING:
    from continuity.domain.values.clock import Clock
    from continuity.domain.values.durations import Span
    from continuity.mail_settings import Post


def config(ctx: typer.Context) -> Config:
    """The settings in force for this run."""
    return load(ctx.obj, os.environ)


def address(ctx: typer.Context) -> str:
    """The address of the database."""
    return config(ctx).db


def stamp(ctx: typer.Context) -> Stamp:
    """Who asks for a change, how and now."""
    words = ctx.meta.get(ARGUMENTS, [])
    return Stamp(shlex.join(["continuity", *words]), actor(), datetime.now(UTC))


def again(ctx: typer.Context, words: str) -> str:
    """A command as it has to be typed to reach the same database."""
    return f"`continuity {words}`" if ctx.obj is None else f"`continuity --db {shlex.quote(ctx.obj)} {words}`"


def actor() -> str:
    """Who asks: CONTINUITY_ACTOR, else the system's name of the user."""
    try:
        return os.environ.get("CONTINUITY_ACTOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def today(given: str | None) -> date:
    """The as-of day: as given, else the day it is."""
    return datetime.now().astimezone().date() if given is None else parse_day(given)


def clock(given: str | None) -> "Clock":
    """What time it is, or the day that is replayed."""
    from continuity.domain.values.clock import Clock

    return Clock(datetime.now(UTC), None if given is None else parse_day(given))


def post() -> "Post":
    """How mail is sent, by the settings in force."""
    from continuity.config import load_post

    return load_post({}, os.environ)


def post_as_it_is() -> "Post":
    """How mail is sent; settings that are wrong keep letters back, and nothing that goes into a folder."""
    from continuity.config import default_outbox
    from continuity.errors import UsageError
    from continuity.mail_settings import Post

    try:
        return post()
    except UsageError as error:
        return Post(host="unknown", outbox=default_outbox(), trouble=error.message)


def looking(ctx: typer.Context, horizon: str | None) -> "Span | None":
    """How far to look ahead: as asked for, else by the environment or the file; None leaves it to the database."""
    from continuity.domain.values.durations import Span

    text = horizon or config(ctx).horizon
    try:
        return Span.parse(text) if text else None
    except BadValue as error:
        raise UsageError(
            f"horizon: {error.message}", f"{error.hint}, in CONTINUITY_HORIZON or continuity.toml"
        ) from None


def asked(questions: dict[str, str]) -> dict[str, str]:
    """The answers to questions, by name, asked for on a terminal.

    Raises:
        UsageError: there is no terminal; the message names the options.
    """
    if questions and not (sys.stdin and sys.stdin.isatty()):
        options = ", ".join("--" + name.replace("_", "-") for name in questions)
        raise UsageError(f"missing: {options}", "give each of them; on a terminal they are asked for")
    return {name: typer.prompt(question, err=True) for name, question in questions.items()}


def as_day(text: str) -> str:
    """One exact day; what reads the options that take one."""
    try:
        return parse_day(text).isoformat()
    except BadValue:
        raise typer.BadParameter(f'"{text}" is not a day; write it as YYYY-MM-DD') from None


def _as_span(text: str) -> str:
    from continuity.domain.values.durations import Span

    try:
        return str(Span.parse(text))
    except BadValue as error:
        raise typer.BadParameter(f"{error.message}; {error.hint}") from None


AsOf = Annotated[
    str | None,
    typer.Option("--as-of", parser=as_day, metavar="DAY", help="Answer for this day (YYYY-MM-DD); today if not given."),
]
Horizon = Annotated[
    str | None,
    typer.Option("--horizon", parser=_as_span, metavar="SPAN", help="How far to look ahead: 24m, 2y, 90d."),
]
