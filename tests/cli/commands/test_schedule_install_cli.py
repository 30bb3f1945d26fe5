"""`schedule install` at the command line."""

import os
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from continuity.cli.commands.schedule_run import install


@pytest.fixture
def app() -> typer.Typer:
    found = typer.Typer(rich_markup_mode=None)

    @found.callback()
    def root(ctx: typer.Context) -> None:
        ctx.obj = "/srv/prevention.db"

    found.command("install")(install)
    return found


def run(app: typer.Typer, *words: str, **environment: str) -> Result:
    env = {"CONTINUITY_CONFIG": os.devnull, **environment}
    return CliRunner().invoke(app, ["install", *words], env=env)


def test_a_crontab_line_alone_is_the_result(app: typer.Typer) -> None:
    found = run(app, "--kind", "cron")
    assert found.exit_code == 0
    assert found.stdout.startswith("0 * * * * /")
    assert found.stdout.endswith(
        " -m continuity --db /srv/prevention.db schedule run --quiet # made by continuity schedule install\n"
    )
    assert found.stdout.count("\n") == 1
    assert "Nothing is installed yet" in found.stderr
    assert "To undo it: crontab -e" in found.stderr


def test_files_are_printed_with_where_they_belong(app: typer.Typer) -> None:
    found = run(app, "--kind", "systemd")
    assert "# ~/.config/systemd/user/continuity-reports.service\n# made by" in found.stdout
    assert "# ~/.config/systemd/user/continuity-reports.timer\n# made by" in found.stdout
    assert "loginctl enable-linger" in found.stderr


def test_writing_says_what_was_done_and_what_is_left(app: typer.Typer, tmp_path: Path) -> None:
    found = run(app, "--kind", "systemd", "--write", PATH=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert (found.exit_code, found.stdout) == (0, "")
    assert "Wrote" in found.stderr
    assert "Run: systemctl --user daemon-reload\n" in found.stderr
    assert (tmp_path / "config/systemd/user/continuity-reports.timer").is_file()
