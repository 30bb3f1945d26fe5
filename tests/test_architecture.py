"""What holds the code: layers, libraries, no circles, small folders, one clock, one filter, reports only render."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import continuity

SOURCE = Path(continuity.__file__).parent
ALLOWED = {
    "__main__": {"cli"},
    "errors": set(),
    "mail_settings": {"errors"},
    "io": {"errors"},
    "config": {"errors", "mail_settings"},
    "domain": {"errors"},
    "db": {"domain", "errors"},
    "importers": {"domain", "errors"},
    "reports": {"domain", "errors"},
    "delivery": {"domain", "errors", "io", "mail_settings"},
    "reference": set(),
    "services": {"domain", "db", "importers", "reports", "delivery", "io", "mail_settings", "errors"},
    "cli": {"services", "domain", "config", "errors", "io", "mail_settings", "reports"},
}
OUTSIDE = {
    "domain": {"dateutil"},
    "config": {"platformdirs"},
    "db": {"sqlalchemy", "alembic"},
    "importers": {"openpyxl", "rapidfuzz"},
    "reports": {"icalendar", "jinja2", "markupsafe", "rich", "xlsxwriter"},
    "services": {"rapidfuzz"},
    "cli": {"typer", "rich"},
}
OUTSIDE_IN_ANNOTATIONS = {"services": {"sqlalchemy"}}
CLOCKS = {"today", "now", "utcnow"}
FOLDER_LIMIT = 20
KNOWN = "continuity.domain.known"
KNOWN_TYPES = {"KnownOffice", "KnownProgramme", "KnownPartnerRecord"}
SUMMARIES = "continuity.domain.summaries."
WORDING_OF_SUMMARIES = {"format_decision", "get_urgency", "resolve_code", "resolve_owner"}
FILTERING = {
    "assessment",
    "lint",
    "offices.elections",
    "offices.holders",
    "partners.statement",
    "report_changes.reassess",
}

# Known exceptions, exactly as they are; a test fails when one of them no longer applies.
LARGE_FOLDERS: dict[str, int] = {}
CIRCLES: set[tuple[str, ...]] = set()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")


def at_run_time(text: str) -> ast.Module:
    """Parse a module without what it imports for its annotations only."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    return tree


PATHS = [path for path in sorted(SOURCE.rglob("*.py")) if "_alembic" not in path.parts]
TEXTS = {dotted(path): path.read_text(encoding="utf-8") for path in PATHS}
TREES = {module: ast.parse(text) for module, text in TEXTS.items()}
AT_RUN_TIME = {module: at_run_time(text) for module, text in TEXTS.items()}


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything imported at the top of a module and inside its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(tree: ast.Module) -> set[str]:
    """Return the modules of ours that are imported."""
    ours = {name for name in imports(tree) if name.split(".")[0] == "continuity"}
    return {name if name in TREES else name.rpartition(".")[0] for name in ours}


def libraries(tree: ast.Module) -> set[str]:
    """Return the libraries that are imported, which are neither ours nor Python's."""
    return {name.split(".")[0] for name in imports(tree)} - {*sys.stdlib_module_names, "_typeshed", "continuity"}


def layer(module: str) -> str:
    """Return the folder or file right below the package; the package itself is in none."""
    return module.split(".")[1] if "." in module else ""


def reachable(module: str, graph: dict[str, set[str]]) -> set[str]:
    """Return what a module imports, directly or through others; itself only if it stands in a circle."""
    found: set[str] = set()
    ahead = [module]
    while ahead:
        new = graph[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def circles(graph: dict[str, set[str]]) -> set[tuple[str, ...]]:
    """Return the groups of modules that all reach each other."""
    reached = {module: reachable(module, graph) for module in graph}
    return {
        tuple(sorted(other for other in reached[module] if module in reached[other]))
        for module in graph
        if module in reached[module]
    }


def test_imports_point_one_way() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, tree in TREES.items()
        for name in sorted(modules(tree))
        if layer(name) not in {"", layer(module), *ALLOWED.get(layer(module), ())}
    ]
    assert not wrong, "\n".join(wrong)


def test_each_layer_knows_only_its_libraries() -> None:
    wrong = []
    for module, tree in TREES.items():
        allowed = OUTSIDE.get(layer(module), set())
        for_annotations = allowed | OUTSIDE_IN_ANNOTATIONS.get(layer(module), set())
        foreign = (libraries(AT_RUN_TIME[module]) - allowed) | (libraries(tree) - for_annotations)
        wrong += [f"{module} imports {name}" for name in sorted(foreign)]
    assert not wrong, "\n".join(wrong)


def test_no_circles_and_no_large_folders() -> None:
    graph = {module: modules(tree) - {module} for module, tree in AT_RUN_TIME.items()}
    found = circles(graph)
    new = [
        f"{module} imports {name}"
        for ring in sorted(found - CIRCLES)
        for module in ring
        for name in sorted(graph[module].intersection(ring))
    ]
    assert found == CIRCLES, "\n".join(["the circles are not the ones known:", *new])
    sizes = Counter(dotted(path.parent) for path in PATHS if path.name != "__init__.py")
    large = {folder: size for folder, size in sizes.items() if size > FOLDER_LIMIT}
    assert large == LARGE_FOLDERS, f"the large folders are not the ones known: {large}"


def test_only_the_command_line_asks_what_day_it_is_and_in_one_place() -> None:
    asking = {
        f"{module} line {node.lineno}: {ast.unparse(node)}": module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    }
    assert [layer(module) for module in set(asking.values())] == ["cli"], "\n".join(asking)


def test_one_module_filters_what_was_known_and_services_ask_it() -> None:
    making = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KNOWN_TYPES
    }
    filtering = {module for module, tree in TREES.items() if any(f"{KNOWN}.filter_" in name for name in imports(tree))}
    reading = {module for module, tree in TREES.items() if KNOWN in modules(tree)}
    assert making == {KNOWN}
    assert filtering == {f"continuity.services.{name}" for name in FILTERING}
    assert {layer(module) for module in reading} == {"domain", "services"}


def test_reports_and_commands_work_no_summary_out() -> None:
    working_out = {
        name.rpartition(".")[2]
        for module, tree in TREES.items()
        if layer(module) in {"reports", "cli"}
        for name in imports(tree)
        if name.startswith(SUMMARIES) and name.rpartition(".")[2].islower()
    }
    assert working_out == WORDING_OF_SUMMARIES
