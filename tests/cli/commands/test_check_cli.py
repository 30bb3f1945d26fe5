"""`check` at the command line: formats and exit codes."""

import csv
import io
import json

import pytest

from support.cli import Cli

CHECK = "check --as-of 2026-11-23"
COLUMNS = ["code", "severity", "text", "records", "remedy"]
JUDGED = ["as_of", "rule", "settings"]


def test_the_document_has_the_promised_shape(on_cities: Cli) -> None:
    document = on_cities.ok(f"{CHECK} --format json").json
    assert list(document) == ["schema", "rows", *JUDGED]
    assert (document["as_of"], document["rule"]) == ("2026-11-23", "1")
    assert document["schema"] == "continuity.check/1"
    assert all(list(row) == COLUMNS for row in document["rows"])
    toronto = next(row for row in document["rows"] if "election:toronto/mayor/2026-10-26" in row["records"])
    assert toronto == {
        "code": "NO_RESULT",
        "severity": "error",
        "text": "The election for toronto/mayor on 2026-10-26 is past; no result is recorded.",
        "records": ["election:toronto/mayor/2026-10-26", "office:toronto/mayor"],
        "remedy": "Record the winner, and the term that began, or that the vote did not take place.",
    }


def test_every_format_tells_the_same(on_cities: Cli) -> None:
    document = on_cities.ok(f"{CHECK} --format json").json
    rows, judged = document["rows"], {name: document[name] for name in JUDGED}
    lines = [json.loads(line) for line in on_cities.ok(f"{CHECK} --format jsonl").out.splitlines()]
    assert lines == [row | judged for row in rows]
    table = list(csv.DictReader(io.StringIO(on_cities.ok(f"{CHECK} --format csv").out, newline="")))
    made = {"as_of": "2026-11-23", "rule": "1", "settings": "the rule's own"}
    assert table == [row | {"records": " | ".join(row["records"])} | made for row in rows]


def test_the_table_counts_what_it_lists(on_cities: Cli) -> None:
    out = on_cities.ok(f"{CHECK} --city toronto").out
    assert "NO_RESULT" in out
    assert "1 error, " in out
    assert "\nAs of 2026-11-23, looking ahead to 2028-11-23; rule 1; horizon 24m, " in out


@pytest.mark.parametrize(
    ("scope", "severity", "code"),
    [
        ("", "error", 3),
        ("--city toronto", "error", 3),
        ("--city toronto", "warning", 3),
        ("--city essen", "error", 0),
        ("--city essen", "warning", 3),
    ],
)
def test_fail_on_ends_with_three_at_the_severity_or_worse(scope: str, severity: str, code: int, on_cities: Cli) -> None:
    assert on_cities(f"{CHECK} {scope} --fail-on {severity}").code == code


def test_remarks_are_no_failure_without_fail_on(on_cities: Cli) -> None:
    assert on_cities(CHECK).code == 0


def test_an_empty_record_passes(on_nothing: Cli) -> None:
    done = on_nothing.ok(f"{CHECK} --fail-on warning")
    assert "0 errors, 0 warnings.\nAs of 2026-11-23, " in done.out


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("check --city lundon", 1, "did you mean london"),
        ("check --fail-on high", 2, "high"),
        ("check --as-of yesterday", 2, "yesterday"),
    ],
)
def test_a_mistake_in_a_check_is_refused(line: str, code: int, told: str, on_cities: Cli) -> None:
    assert told in on_cities.refused(line, code)
