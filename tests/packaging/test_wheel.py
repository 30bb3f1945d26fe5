"""The installed wheel stands on its own feet: no checkout, no development dependency, any folder."""

import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.starter_workbooks import starter

ROOT = Path(__file__).parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.long


def run(*words: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={**{name: os.environ[name] for name in ("PATH",)}, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution so that both are whole."""
    folder = tmp_path_factory.mktemp("dist")
    build = "from hatchling.build import {0}; print({0}({1!r}))"
    name = run(sys.executable, "-c", build.format("build_sdist", str(folder)), cwd=ROOT).stdout.split()[-1]
    run("tar", "-xzf", folder / name, "-C", folder, cwd=folder)
    unpacked = folder / name.removesuffix(".tar.gz")
    name = run(sys.executable, "-c", build.format("build_wheel", str(folder)), cwd=unpacked).stdout.split()[-1]
    return folder / name


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that has what the package asks for and nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    environment = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "HOME"))}
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", cwd=folder, **environment)
    run(*pip, "--no-deps", wheel, cwd=folder, **environment)
    return folder / "bin" / "continuity"


def test_the_wheel_carries_migrations_templates_and_cities(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "continuity/_alembic/env.py",
        "continuity/_alembic/script.py.mako",
        "continuity/_alembic/versions/0001_first.py",
        "continuity/reference/fourteen/cities.csv",
        "continuity/reference/profiles.csv",
        "continuity/reports/templates/report/report.html.j2",
    ):
        assert name in names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]


def test_the_demo_runs_from_any_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "demo", tmp_path / "demo", "--as-of", "2026-11-23", cwd=Path("/"), HOME=str(tmp_path))
    assert "at risk because nothing is recorded" in done.stdout
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == [
        "continuity.db",
        "pack",
        "report.html",
        "risk.csv",
    ]


def test_a_database_is_made_and_upgraded_from_any_folder(installed: Path, tmp_path: Path) -> None:
    made = run(installed, "init", cwd=Path("/"), HOME=str(tmp_path)).stdout.strip()
    assert made.startswith(str(tmp_path))
    assert "up to date" in run(installed, "db", "upgrade", cwd=Path("/"), HOME=str(tmp_path)).stdout
    assert "continuity 0" in run(installed, "--version", cwd=Path("/"), HOME=str(tmp_path)).stdout


def test_a_sheet_is_made_filled_in_and_read(installed: Path, tmp_path: Path) -> None:
    """From an empty home to the first report."""
    office = {"office": "Mayor", "profile": "england-city-mayor"}
    row = {"city": "Exampleton", "country": "GB", "programme": "Mediators", **office}
    home: Any = {"HOME": str(tmp_path), "cwd": tmp_path}
    run(installed, "init", **home)
    assert run(installed, "import", "template", "starter", "-o", "sheet.xlsx", **home).stdout == "sheet.xlsx\n"
    starter(tmp_path / "sheet.xlsx", row)
    assert "Added 4, changed 0" in run(installed, "import", "sheet.xlsx", "--as-of", "2026-11-23", **home).stdout
    assert "Mediators" in run(installed, "risk", "--as-of", "2026-11-23", **home).stdout
    run(installed, "export", "record.xlsx", **home)
    assert "unchanged 4" in run(installed, "import", "record.xlsx", **home).stdout
