"""Imports point one way, and only the command line knows what day it is."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import continuity

SOURCE = Path(continuity.__file__).parent
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "_alembic" not in path.parts)
ALLOWED = {
    "errors": set(),
    "post": {"errors"},
    "files": {"errors"},
    "config": {"errors", "post"},
    "domain": {"errors"},
    "db": {"domain", "errors"},
    "importers": {"domain", "errors"},
    "reports": {"domain", "errors"},
    "delivery": {"domain", "errors", "files", "post"},
    "reference": set(),
    "services": {"domain", "db", "importers", "reports", "delivery", "files", "post", "errors"},
    "cli": {"services", "domain", "config", "errors", "post", "reports"},
}
OUTSIDE = {
    "domain": {"dateutil"},
    "errors": set(),
    "config": {"platformdirs"},
    "db": {"sqlalchemy", "alembic"},
    "importers": {"openpyxl", "rapidfuzz"},
    "reports": {"icalendar", "jinja2", "markupsafe", "xlsxwriter"},
    "services": {"rapidfuzz", "sqlalchemy"},
    "cli": {"typer", "rich"},
}
CLOCKS = {"today", "now", "utcnow"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def at_run_time(path: Path) -> str:
    """The module without what it imports for its annotations only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return ast.unparse(tree)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_one_way(path: Path) -> None:
    own = layer(path)
    if own in ("__init__", "__main__"):
        return
    reached = {name.split(".")[1] for name in imports(path) if name.startswith("continuity.")}
    assert reached - {own} <= ALLOWED[own]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_each_layer_knows_only_its_libraries(path: Path) -> None:
    own = layer(path)
    roots = {name.split(".")[0] for name in imports(path)}
    foreign = {root for root in roots if root not in {*sys.stdlib_module_names, "_typeshed", "continuity"}}
    assert foreign <= OUTSIDE.get(own, set())


def test_services_name_sqlalchemy_in_annotations_only() -> None:
    for path in MODULES:
        if layer(path) == "services":
            assert "sqlalchemy" not in at_run_time(path)


def test_nothing_below_the_command_line_asks_what_day_it_is() -> None:
    for path in MODULES:
        if layer(path) == "cli":
            continue
        calls = [
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        ]
        assert CLOCKS.isdisjoint(calls), path


def test_the_command_line_asks_it_in_one_place() -> None:
    asking = [
        path.name
        for path in MODULES
        if layer(path) == "cli" and any(f".{clock}(" in path.read_text(encoding="utf-8") for clock in CLOCKS)
    ]
    assert asking == ["state.py"]
