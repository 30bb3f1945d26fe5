"""Everything a user can meet is documented, and everything documented is there."""

import inspect
import re
import shlex
from pathlib import Path

import pytest

from continuity import __version__, errors
from continuity.cli.main import COMMANDS
from continuity.config import MAIL_KEYS
from continuity.delivery import CHANNELS
from continuity.domain.lint.registry import LINT_RULES
from continuity.domain.risk.factors.registry import CODES
from continuity.domain.schema.tables import TABLES
from continuity.importers.read_file import READERS_BY_SUFFIX
from continuity.reports import registry
from continuity.reports.listings.timeline import TIMELINE_COLUMNS
from continuity.services.offices.profiles import list_profiles
from support.cli import Cli

ROOT = Path(__file__).parent.parent
INDEX = ROOT / "docs" / "README.md"
PAGES = [ROOT / "README.md", *sorted(path for path in (ROOT / "docs").glob("*.md") if path != INDEX)]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
SLUGS = sorted(
    {one.slug for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.ContinuityError)}
)


def test_every_error_slug_is_explained_and_no_other() -> None:
    explained = re.findall(r"^\| ([a-z][a-z-]*) \|", DOCS["errors.md"], re.MULTILINE)
    assert sorted(slug for slug in explained if slug != "slug") == SLUGS


def test_every_command_is_documented() -> None:
    for name in COMMANDS:
        assert re.search(rf"\b{name}\b", DOCS["commands.md"])


def test_every_option_is_documented() -> None:
    cli = Cli("")
    for name, entry in COMMANDS.items():
        if entry.module != "records":
            options = re.findall(r"--[a-z-]+", cli.ok(f"{name} --help").out)
            assert all(option in DOCS["commands.md"] for option in options), name
    for verb in ("add", "list", "show", "edit", "pause", "resume", "remove", "run", "retry", "install"):
        options = re.findall(r"--[a-z-]+", cli.ok(f"schedule {verb} --help").out)
        assert all(option in DOCS["commands.md"] for option in options), verb


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_column_and_word_is_documented(table) -> None:  # noqa: ANN001 - a table of the record
    section = DOCS["record.md"].partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
    for column in table.columns[:-4]:
        assert f"| {column.name}" in section
        assert all(word in section for word in column.choices)


def test_every_reason_code_is_documented() -> None:
    assert all(f"| {code} |" in DOCS["risk.md"] for code in CODES)


def test_every_code_of_the_linter_is_documented_and_no_other() -> None:
    documented = re.findall(r"^\| ([A-Z_]+) \|", DOCS["check.md"], re.MULTILINE)
    assert documented == [check.code for check in LINT_RULES]


def test_every_profile_is_documented_and_no_other() -> None:
    documented = re.findall(r"^- \*\*([a-z-]+)\*\*", DOCS["profiles.md"], re.MULTILINE)
    assert documented == list(dict.fromkeys(str(row["name"]) for row in list_profiles()))


def test_every_report_format_is_named() -> None:
    named = {name.rpartition("-")[2] for name in registry.LISTING_FORMATS} | registry.REPORT_FORMATS.keys()
    assert all(name in DOCS["formats.md"] + DOCS["README.md"] for name in named)


def test_every_ending_of_a_file_to_import_is_named() -> None:
    assert all(f"`{suffix}`" in DOCS["spreadsheets.md"] for suffix in READERS_BY_SUFFIX)


def test_every_column_of_the_timeline_is_documented_and_no_other() -> None:
    section = DOCS["formats.md"].partition("\n## The timeline\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| ([a-z_, ]+) \| (?!holds)", section, re.MULTILINE)
    assert tuple(name for names in told for name in names.split(", ")) == TIMELINE_COLUMNS


def test_every_way_of_delivery_and_setting_of_mail_is_documented_and_no_other() -> None:
    ways, _, rest = DOCS["mail.md"].partition("## Folders")
    assert re.findall(r"^\| ([a-z]+) \| (?!where)", ways, re.MULTILINE) == list(CHANNELS)
    settings = rest.partition("\n## Settings\n")[2].partition("\n## ")[0]
    assert sorted(re.findall(r"^\| ([a-z_]+) \| (?!what)", settings, re.MULTILINE)) == sorted(MAIL_KEYS)


def test_every_link_leads_somewhere() -> None:
    for name, text in DOCS.items():
        folder = ROOT if name == "README.md" else ROOT / "docs"
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target.startswith("https://") or (folder / target).exists(), (name, target)


def commands_of(text: str) -> list[str]:
    """The commands in blocks without a language, which are those a reader is asked to type."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines():
        if line.startswith("```"):
            fence = "" if fence else line
        elif fence == "```":
            lines.append(line)
    whole = "\n".join(lines).replace("\\\n", " ").splitlines()
    return [line for line in whole if line.startswith("continuity ")]


def test_the_commands_of_the_readme_run_as_they_stand(cities: str, tmp_path: Path, monkeypatch) -> None:  # noqa: ANN001 - pytest's
    """The first record of the README begins with a database of its own."""
    monkeypatch.chdir(tmp_path)
    on_cities, own = Cli(cities), Cli(str(tmp_path / "own.db"))
    lines = commands_of(DOCS["README.md"])
    assert len(lines) >= 7
    for line in lines:
        words = shlex.split(line)[1:]
        if words[:2] == ["--db", "demo/continuity.db"]:
            on_cities.ok(shlex.join(words[2:]))
        elif words[0] != "demo":
            own.ok(shlex.join(words))


def test_the_changelog_has_an_entry() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"## Unreleased\n\n(- |## )", text)
    assert f"\n## {__version__}\n" in text


def test_demo_commands_on_other_pages_run(cities: str, tmp_path: Path, monkeypatch) -> None:  # noqa: ANN001 - pytest's
    monkeypatch.chdir(tmp_path)
    on_cities = Cli(cities)
    for name, text in DOCS.items():
        lines = [line for line in commands_of(text) if line.startswith("continuity --db demo/") and name != "README.md"]
        for line in lines:
            on_cities.ok(shlex.join(shlex.split(line)[3:]))


def test_readme_is_one_short_page_with_short_excerpts() -> None:
    text = DOCS["README.md"]
    assert len(text.splitlines()) <= 150
    assert "make test" in text
    excerpts = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    assert excerpts
    assert all(len(excerpt.splitlines()) <= 25 for excerpt in excerpts)


def test_index_of_docs_links_every_page() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", INDEX.read_text(encoding="utf-8"))
    assert {path.name for path in PAGES if path.parent == INDEX.parent} <= set(targets)


@pytest.mark.parametrize("name", ["CHANGELOG.md", "CONTRIBUTING.md", "RELEASING.md", "SECURITY.md", "docs/README.md"])
def test_links_of_project_pages_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_architecture_page_names_only_modules_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+(?:/[a-z0-9_]+)*(?:/|\.py|\.csv))`", text))
    assert len(named) > 80
    folders = (ROOT / "src" / "continuity", ROOT)
    assert not [name for name in sorted(named) if not any((folder / name).exists() for folder in folders)]
