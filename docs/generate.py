"""What the documentation shows of the program, made by the program: `make docs` writes it, `make test` checks it."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import cog

os.environ["COLUMNS"] = "100"

PAGE_WIDTH = 120
DEMO = "demo/continuity.db"
AS_OF = "2026-11-23"


@cache
def _demo() -> Path:
    """Make a demo once for all examples of one run, and return its folder."""
    folder = Path(tempfile.mkdtemp(prefix="continuity-docs-"))
    _invoke(f"demo {folder} --as-of {AS_OF}", "")
    return folder


def run(line: str) -> None:
    """Print a command with its output, on the database of the demo."""
    cog.out(f"```console\n$ {line}\n{_printed(line)}\n```\n")


def excerpt(line: str, first: int = 25) -> None:
    """Show a command with the first lines it prints; the page links to the whole."""
    lines = _printed(line).splitlines()
    shown = [*lines[:first], "…"] if len(lines) > first else lines
    cog.out("\n".join(("```console", f"$ {line}", *shown, "```\n")))


def _printed(line: str) -> str:
    words = line.removeprefix("continuity ").removeprefix(f"--db {DEMO} ")
    return _invoke(words, str(_demo() / "continuity.db")).rstrip()


def steps(*lines: str) -> None:
    """Commands one after the other in a folder of their own, on a copy of the demo, with what they say beside it."""
    home, there = Path(tempfile.mkdtemp(prefix="continuity-steps-")).resolve(), Path.cwd()
    database = str(shutil.copy(_demo() / "continuity.db", home / "record.db"))
    os.chdir(home)
    try:
        told = [f"$ {line}\n{_everything(line, database)}" for line in lines]
    finally:
        os.chdir(there)
    shown = "\n".join(told).replace(f"--db {database} ", "").replace(str(home), "/home/ana")
    cog.out(f"```console\n{shown.rstrip()}\n```\n")


def helps(words: str) -> None:
    """Print the help of a command."""
    cog.out(f"```text\n{_invoke(f'{words} --help', '').rstrip()}\n```\n")


def commands() -> None:
    """Print the help of every command, the record verbs once for all nouns."""
    from continuity.cli.main import COMMANDS

    cog.out("## continuity\n\n")
    helps("")
    for name, entry in COMMANDS.items():
        if entry.module != "records":
            cog.out(f"\n## {name}\n\n")
            for words in _parts(name):
                helps(words)
    for words in ("office profiles", "office holders", "partner show", "partner empower", *_events()):
        cog.out(f"\n## {words}\n\n")
        helps(words)
    cog.out("\n## The record verbs\n\nEvery noun has the same five; here those of `term`.\n\n")
    for verb in ("add", "list", "show", "edit", "remove"):
        helps(f"term {verb}")


def _events() -> list[str]:
    from continuity.cli.commands.office_events import EVENT_COMMANDS

    return [f"{noun} {verb}" for noun, verbs in EVENT_COMMANDS.items() for verb in verbs]


def _parts(name: str) -> list[str]:
    groups = {
        "db": ("status", "upgrade", "path"),
        "schedule": ("add", "list", "show", "edit", "pause", "resume", "remove", "run", "retry", "install"),
    }
    return [name, *(f"{name} {verb}" for verb in groups.get(name, ()))]


def records() -> None:
    """Every table with its columns."""
    from continuity.domain.schema.tables import TABLES

    for table in TABLES:
        cog.out(f"\n## {table.name}\n\nOne row is {table.help} (`continuity {table.noun}`).\n\n")
        cog.out("| column | holds | meaning |\n| --- | --- | --- |\n")
        for column in table.columns[:-4]:
            holds = ", ".join(column.choices) or (
                f"key of {' or '.join(column.tables)}" if column.tables else str(column.kind)
            )
            star = "\\*" if column.required else ""
            cog.out(f"| {column.name}{star} | {holds} | {_cell(column.help)} |\n")


def provenance() -> None:
    """Print the four columns in which every table ends."""
    from continuity.domain.schema.columns import PROVENANCE_COLUMNS

    cog.out("| column | holds | meaning |\n| --- | --- | --- |\n")
    for column in PROVENANCE_COLUMNS:
        cog.out(f"| {column.name} | {column.kind} | {_cell(column.help)} |\n")


def factors() -> None:
    """Every factor of the rule with what it reads, what it rests on and its codes."""
    from continuity.domain.risk.factors.registry import FACTORS
    from continuity.reports.wording.reasons import FACTOR_TITLES, REASONS

    for factor in FACTORS:
        symbol = f"{factor.symbol}: " if factor.symbol else ""
        cog.out(f"### {symbol}{FACTOR_TITLES[factor.key]}\n\n")
        cog.out(f"Rests on {factor.rests_on}: {factor.source}. Reads {_reads(factor.reads)}.\n\n")
        cog.out("| code | what it says | what would clear it | due | shown |\n| --- | --- | --- | --- | --- |\n")
        for code, info in factor.codes.items():
            due = "the last day to sign" if info.has_deadline else "no day is known"
            words = REASONS[code]
            told = f"{_cell(words.meaning)} | {_cell(words.remedy)} | {due} | {_SHOWN[info.role]}"
            cog.out(f"| {code} | {told} |\n")
        cog.out("\n")


_SHOWN = {
    "failure": "keeps from being covered",
    "reason": "as a reason",
    "watch": "as a watch point",
    "both": "as a reason, as a watch point where covered",
}


def _reads(columns: tuple[str, ...]) -> str:
    tables: dict[str, list[str]] = {}
    for name in columns:
        table, _, column = name.partition(".")
        tables.setdefault(table, []).append(column)
    return "; ".join(f"{table}: {', '.join(names)}" for table, names in tables.items())


def checks() -> None:
    """Every code of the linter."""
    from continuity.domain.lint.registry import LINT_RULES
    from continuity.reports.wording.remarks import REMARK_WORDINGS

    cog.out("| code | severity | what it says | remedy |\n| --- | --- | --- | --- |\n")
    for check in LINT_RULES:
        meaning, remedy, _ = REMARK_WORDINGS[check.code]
        cog.out(f"| {check.code} | {check.severity} | {_cell(meaning)} | {_cell(remedy)} |\n")


def profiles() -> None:
    """Print the ready offices, then the source of each rule and what it leaves open."""
    from continuity.services.offices.profiles import list_profiles as ready

    named: dict[str, list[dict[str, str]]] = {}
    for row in ready():
        cells = {name: "" if value is None else str(value) for name, value in row.items()}
        named.setdefault(cells["name"], []).append(cells)
    cog.out(
        "| profile | country | office | polling days | from | years | takes office | run-off | quiet days | basis |\n"
    )
    cog.out("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
    for name, (first, *others) in named.items():
        starts = ", ".join(row["election_rule_start"] for row in (first, *others))
        limit = f", at most {first['term_limit']} {first['term_limit_kind']}".rstrip() if first["term_limit"] else ""
        office = f"{first['title']} ({first['selection']})"
        days = (first["takes_office"], first["run_off"], first["quiet_days"], first["basis"])
        facts = (name, first["country"], office, first["election_rule"], starts, first["term_years"] + limit, *days)
        cog.out(f"| {' | '.join(facts)} |\n")
    cog.out("\n## Sources, and what they leave open\n\n")
    for name, (first, *_) in named.items():
        sources = "; ".join(f"<{one}>" if one.startswith("http") else one for one in first["source"].split(" | "))
        cog.out(f"- **{name}**: {sources}. *Open: {first['note']}.*\n")


def settings() -> None:
    """Print the numbers of the rule."""
    from continuity.domain.settings import DEFAULT_SETTINGS, format_setting_values

    cog.out("| setting | the rule's own |\n| --- | --- |\n")
    for name, text in format_setting_values(DEFAULT_SETTINGS).items():
        cog.out(f"| {name} | {_cell(text)} |\n")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _everything(line: str, database: str) -> str:
    """Return all that a command prints, with the path that an installed program would have."""
    command = [str(Path(sys.executable).with_name("continuity")), *shlex.split(line.removeprefix("continuity "))]
    env = {**os.environ, "CONTINUITY_DB": database, "CONTINUITY_CONFIG": os.devnull, "CONTINUITY_ACTOR": "you"}
    # What goes to the two outputs comes in its own order only where neither waits to be full.
    env["PYTHONUNBUFFERED"] = "1"
    done = subprocess.run(command, env=env, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 - its own
    return done.stdout.replace(command[0], "/usr/local/bin/continuity")


def _invoke(line: str, address: str) -> str:
    from typer.testing import CliRunner

    from continuity.cli import output
    from continuity.cli.main import app

    output.UNCUT_WIDTH = PAGE_WIDTH
    env = {"CONTINUITY_DB": address, "CONTINUITY_CONFIG": os.devnull, "CONTINUITY_ACTOR": "you"}
    result = CliRunner().invoke(app, shlex.split(line), env=env, prog_name="continuity")
    if result.exit_code != 0:
        raise SystemExit(f"continuity {line}: {result.stderr}")
    return result.stdout
