"""The settings, the clock and the user of a run: the only place that asks what day it is."""

import getpass
import os
import shlex
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.lazy_group import ARGUMENTS_KEY
from continuity.config import Config, find_default_outbox, load
from continuity.config import load_mail_settings as resolve_mail_settings
from continuity.domain.values.clock import Clock
from continuity.domain.values.dates import parse_day
from continuity.domain.values.durations import Duration
from continuity.errors import BadValue, UsageError
from continuity.mail_settings import MailSettings

if TYPE_CHECKING:
    from continuity.services.transaction import Stamp


def config(ctx: typer.Context) -> Config:
    """Load the settings in force for this run."""
    return load(ctx.obj, os.environ)


def resolve_address(ctx: typer.Context) -> str:
    """Return the address of the database."""
    return config(ctx).db


def build_stamp(ctx: typer.Context) -> "Stamp":
    """Build the stamp of a change: who asks, how and now."""
    from continuity.services.transaction import Stamp

    arguments = ctx.meta.get(ARGUMENTS_KEY, [])
    return Stamp(shlex.join(["continuity", *arguments]), resolve_actor(), datetime.now(UTC))


def format_command(ctx: typer.Context, arguments: str) -> str:
    """Format a command as it has to be typed to reach the same database."""
    return f"`continuity {arguments}`" if ctx.obj is None else f"`continuity --db {shlex.quote(ctx.obj)} {arguments}`"


def resolve_actor() -> str:
    """Return who asks: CONTINUITY_ACTOR, else the system's name of the user."""
    try:
        actor = os.environ.get("CONTINUITY_ACTOR") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
    # Like every text of the record it stands in documents, whose marks are control characters.
    return "".join(character for character in actor if character.isprintable()) or "unknown"


def resolve_as_of(text: str | None) -> date:
    """Resolve the as-of day: as given, else today."""
    return datetime.now().astimezone().date() if text is None else parse_day(text)


def build_clock(text: str | None) -> Clock:
    """Build the clock, of now or of the day that is replayed."""
    return Clock(datetime.now(UTC), None if text is None else parse_day(text))


def load_mail_settings() -> MailSettings:
    """Load how mail is sent, by the settings in force."""
    return resolve_mail_settings({}, os.environ)


def load_mail_settings_leniently() -> MailSettings:
    """Load how mail is sent; wrong settings hold mail back, but not folders."""
    try:
        return load_mail_settings()
    except UsageError as error:
        return MailSettings(host="unknown", outbox=find_default_outbox(), problem=error.message)


def resolve_horizon(ctx: typer.Context, horizon: str | None) -> Duration | None:
    """Resolve how far to look ahead; None leaves it to the database."""
    text = horizon or config(ctx).horizon
    try:
        return Duration.parse(text) if text else None
    except BadValue as error:
        hint = f"{error.hint}, in CONTINUITY_HORIZON or continuity.toml"
        raise UsageError(f"horizon: {error.message}", hint) from None


def prompt_for(questions: dict[str, str]) -> dict[str, str]:
    """Ask questions on a terminal, and return the answers by name. Raise UsageError without a terminal."""
    if questions and not (sys.stdin and sys.stdin.isatty()):
        options = ", ".join("--" + name.replace("_", "-") for name in questions)
        raise UsageError(f"missing: {options}", "give each of them; on a terminal they are asked for")
    return {name: typer.prompt(question, err=True) for name, question in questions.items()}


def parse_day_option(text: str) -> str:
    """Parse an option that is one exact day."""
    try:
        return parse_day(text).isoformat()
    except BadValue:
        raise typer.BadParameter(f'"{text}" is not a day; write it as YYYY-MM-DD') from None


def _parse_duration_option(text: str) -> str:
    try:
        return str(Duration.parse(text))
    except BadValue as error:
        raise typer.BadParameter(f"{error.message}; {error.hint}") from None


AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", parser=parse_day_option, metavar="DAY", help="Answer for this day (YYYY-MM-DD); today if not given."
    ),
]
HorizonOption = Annotated[
    str | None,
    typer.Option(
        "--horizon", parser=_parse_duration_option, metavar="SPAN", help="How far to look ahead: 24m, 2y, 90d."
    ),
]
