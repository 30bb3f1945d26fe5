"""Names in the code are the words of the field; a private word that was replaced once does not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import continuity

SOURCE = Path(continuity.__file__).parent

# Words that no part of a name may be, by the word to use instead.
REPLACED_WORDS: dict[str, str] = {
    "one": "the noun, such as finding or programme",
    "there": "the noun, such as findings or programmes",
    "then": "the noun, such as replayed or planned",
    "those": "the noun, such as subset or decisions",
    "told": "the noun, such as text, lines or summary; format_ or describe_ for a function",
    "said": "the noun, such as text or label",
    "meant": "resolved, or resolve_ for a function",
    "telling": "wording",
    "judging": "assess",
    "judged": "assessed, or assess_ for a function",
    "rejudged": "reassessed",
    "bench": "office_snapshot",
    "kept": "snapshot, or the noun of what was kept",
    "retraced": "replayed",
    "retracing": "replay",
    "rewinding": "rollback",
    "happening": "calendar_event",
    "happenings": "calendar_events",
    "intended": "parsed_import",
    "intake": "change_plan",
    "drafted": "resolved, or unresolved_record",
    "drafting": "row_resolution",
    "joining": "merge",
    "settling": "load_settings",
    "foreseeing": "simulate_result",
    "hole": "coverage_gap",
    "holes": "coverage_gaps",
    "guarded": "escaped, or escape_formula",
    "contest": "election or election_rounds",
    "contests": "elections",
    "grounds": "evidence",
    "blaming": "attribution",
    "strand": "timeline_bar",
    "strands": "timeline_bars",
    "coherence": "consistency",
    "span": "duration, period or lead_time",
    "spans": "durations or periods",
    "dossier": "report_data",
    "prose": "wording",
    "conversation": "smtp_session",
    "wish": "import_options",
    "parcel": "delivery",
    "receipt": "delivery_result",
    "tried": "what_if_result",
    "trial": "scenario",
    "trying": "dry_run",
    "tracing": "write_untracked",
    "trouble": "error or problem",
}
# Words that may be part of a name in their plain sense, but no name by themselves.
REPLACED_NAMES: dict[str, str] = {
    "since": "report_changes",
    "how": "read_options",
    "read": "parsed_file, or a verb with its object, such as read_cell",
    "post": "mail_settings, office or the noun",
    "closing": "closing_sections",
    "guard": "escape_formula",
    "shares": "percentages",
    "naming": "resolve_names",
    "polls": "election_transitions",
}
# Words of the glossary that are refused nowhere, because each is also the plain word for what it names here.
PLAIN_WORDS: dict[str, str] = {
    "days": "numbers of days, as in the settings window_days and notice_days, and lists of dates",
    "notice notices": "the notice period of an agreement, a column",
    "holding": "the capacities in which a person holds an office, and what holds of a condition",
    "identity identities": "the cells that tell one record from another, as in identity_columns",
    "stated": "an end that somebody stated, beside one that was derived; a choice of end_basis",
    "cause causes": "what an attribution names, and runs_until_cause, a key of JSON",
}
# Names that are stored, by file: columns change by migration only; and numbers, which are no nouns.
EXEMPT_NAMES: dict[tuple[str, str], str] = {
    ("db/schema/schedules.py", "told"): "a column of schedule_runs and of schedule_deliveries",
    ("db/read.py", "read"): "the module beside db/write.py",
    ("domain/values/dates.py", "ONE_DAY"): "the number",
    ("domain/summaries/funding_totals.py", "_ONE_YEAR"): "the number",
}


def list_defined_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and name of each definition, parameter, local variable and attribute that is set."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def split_name(name: str) -> list[str]:
    """Return the words of a name in snake_case, CamelCase or capitals, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def find_replaced_words(path: str, text: str) -> Iterator[str]:
    """Yield the place of each name that has a word of the glossary's left column, and the word to use instead."""
    for line, name in [(1, Path(path).stem), *list_defined_names(ast.parse(text))]:
        if name.startswith("__") or (path, name) in EXEMPT_NAMES:
            continue
        words = split_name(name)
        for word in words:
            if advice := REPLACED_WORDS.get(word) or (len(words) == 1 and REPLACED_NAMES.get(word)):
                yield f"{path}:{line}: {name}: use {advice}"


def test_names_in_src_avoid_the_words_that_were_replaced() -> None:
    problems = [
        problem
        for path in sorted(SOURCE.rglob("*.py"))
        for problem in find_replaced_words(path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8"))
    ]
    assert not problems, "\n".join(["", *problems])


@pytest.mark.parametrize(
    "text",
    [
        "def told(): ...",
        "def _said_of(x): ...",
        "class Bench: ...",
        "class KeptReport: ...",
        "def load(meant): ...",
        "lambda those: 0",
        "bars = [one for one in ()]",
        "part_strands = ()",
        "self.then = 1",
        "import json as prose",
        "try: ...\nexcept ValueError as trouble: ...",
        "match 1:\n    case there: ...",
        "SPANS = ()",
        "since = 1",
        "class How: ...",
    ],
)
def test_a_replaced_word_is_refused_wherever_a_name_is_made(text: str) -> None:
    [problem] = set(find_replaced_words("domain/example.py", text))
    assert problem.startswith("domain/example.py:")
    assert ": use " in problem


@pytest.mark.parametrize(
    "text",
    [
        "window_days = notice_days = 90",
        "has_election_since = True",
        "def read_cell(): ...",
        "phone, stone, authentication, bonespan = range(4)",
        "class Parser:\n    def __post_init__(self): ...",
        'text = "what is told of those that are there"',
        "print(told, said)",
    ],
)
def test_plain_senses_and_uses_are_not_refused(text: str) -> None:
    assert list(find_replaced_words("domain/example.py", text)) == []


def test_modules_are_named_by_the_same_words() -> None:
    assert list(find_replaced_words("reports/prose.py", "")) == ["reports/prose.py:1: prose: use wording"]


def test_exempt_words_are_refused_nowhere() -> None:
    assert {word for words in PLAIN_WORDS for word in words.split()}.isdisjoint(REPLACED_WORDS | REPLACED_NAMES)
