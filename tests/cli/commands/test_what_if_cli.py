"""`what-if` at the command line: the table, the documents, what is said beside them."""

import csv
import io
import shlex
from pathlib import Path

import pytest

from support.cli import Cli

PROGRAMME = "london/shared-endeavour-fund"
NIGHT = "invented-harbour-city/night-bus-mediators"
TRY = "what-if --as-of 2026-11-23"
COVER = f"{TRY} --empower {NIGHT}=invented-lantern-trust:2028-12-31 --fund {NIGHT}=2028-12-31"
CSV = (
    "as_of programme name status_before level_before status_after level_after transition_before transition_after "
    "covered_until_after cleared still_open rule settings"
).split()


def test_the_examples_run_as_they_stand(on_cities: Cli) -> None:
    shown = on_cities.ok("what-if --help").out.partition("Examples:")[2]
    examples = [part.strip() for part in " ".join(shown.split()).split("continuity ") if part.strip()]
    assert len(examples) == 2
    for example in examples:
        assert on_cities.ok(example).out


def test_the_table_shows_both_sides_and_what_is_still_open(on_cities: Cli) -> None:
    done = on_cities.ok(COVER)
    assert "at-risk (critical) at 2027-11-02" in done.out
    assert "covered at 2027-11-02, until 2028-12-31" in done.out
    heading = done.out.splitlines()[0].split()
    assert heading == ["programme", "before", "after", "cleared", "still", "open"]
    sides = [line for line in done.out.splitlines() if line.startswith(("before: ", "after: "))]
    assert ["2 covered" in sides[0], "3 covered" in sides[1], len(sides)] == [True, True, 2]
    assert "As of 2026-11-23" in done.out


def test_beside_the_result_stands_that_nothing_was_recorded_and_how_to_record_it(on_cities: Cli) -> None:
    done = on_cities.ok(COVER)
    assert "Nothing was recorded." in done.err
    command = done.err.partition("`continuity ")[2].partition("`")[0]
    recorded = on_cities.ok(f"{command} --as-of 2026-11-23")
    assert "Recorded agreement" in recorded.err
    assert "and funding" in recorded.err
    assert "after:  covered" in recorded.out
    for line in (f"{TRY} --fund {NIGHT}=2028-12-31", f"{COVER} --empower {PROGRAMME}=groundwork-london:2029-03-31"):
        assert "partner empower" not in on_cities.ok(line).err


def test_the_command_that_records_it_goes_to_the_same_database(tmp_path: Path, sqlite_cities: Path) -> None:
    path = tmp_path / "a b.db"
    path.write_bytes(sqlite_cities.read_bytes())
    said = Cli("")(f"--db {shlex.quote(str(path))} {COVER}").err
    assert f"`continuity --db {shlex.quote(str(path))} partner empower" in said


def test_the_log_shows_nothing_new(on_cities: Cli) -> None:
    before = on_cities.ok("log --format json").out
    on_cities.ok(f"{COVER} --result london/mayor/2028-05-04=same --move luton/leader/2027-05-06=2027-06-03")
    assert on_cities.ok("log --format json").out == before


def test_the_document_has_the_promised_shape(on_cities: Cli) -> None:
    document = on_cities.ok(f"{COVER} --format json").json
    assert list(document) == ["schema", "rule", "as_of", "settings", "changes", "findings"]
    assert (document["schema"], document["as_of"]) == ("continuity.what-if/1", "2026-11-23")
    assert document["changes"] == [
        f"--empower {NIGHT}=invented-lantern-trust:2028-12-31",
        f"--fund {NIGHT}=2028-12-31",
    ]
    (finding,) = document["findings"]
    assert list(finding) == ["programme", "before", "after"]
    risks = on_cities.ok("risk --as-of 2026-11-23 --all --format json").json
    assert finding["before"] == next(one for one in risks["findings"] if one["programme"] == NIGHT)
    assert (finding["after"]["status"], finding["after"]["covered_until"]) == ("covered", "2028-12-31")
    assert document["settings"] == risks["settings"]


def test_with_all_every_finding_is_listed_by_programme(on_cities: Cli) -> None:
    findings = on_cities.ok(f"{COVER} --all --format json").json["findings"]
    risks = on_cities.ok("risk --as-of 2026-11-23 --all --format json").json["findings"]
    assert [one["programme"] for one in findings] == sorted(one["programme"] for one in risks)
    assert sum(one["before"] != one["after"] for one in findings) == 1


def test_json_lines_are_the_findings_of_the_document(on_cities: Cli) -> None:
    lines = on_cities.ok(f"{COVER} --all --format jsonl").out.splitlines()
    assert len(lines) == len(on_cities.ok(f"{COVER} --all --format json").json["findings"])
    assert lines[0].startswith('{"programme": "aurora/save", "before": {')
    assert all('"as_of": "2026-11-23", "rule": "1", "settings": {"horizon": "24m", ' in line for line in lines)


def test_the_csv_has_the_promised_columns(on_cities: Cli) -> None:
    out = on_cities.ok(f"{COVER} --format csv").out
    (row,) = csv.DictReader(io.StringIO(out, newline=""))
    assert list(row) == CSV
    assert (row["status_before"], row["level_before"], row["status_after"], row["level_after"]) == (
        "at-risk",
        "critical",
        "covered",
        "",
    )
    assert row["transition_before"] == row["transition_after"] == "invented-harbour-city/mayor/2027-11-02"
    assert (row["covered_until_after"], row["name"]) == ("2028-12-31", "Night Bus Mediators (INVENTED)")
    assert row["cleared"].split(" | ")[:2] == ["NO_PARTNER", "FUNDING_NONE"]
    assert "NO_MANDATE" in row["still_open"].split(" | ")


def test_no_finding_may_change(on_cities: Cli) -> None:
    done = on_cities.ok(f"{TRY} --mandate {PROGRAMME}=strategy")
    assert "No finding changes." in done.err
    assert "protects nothing" in done.err
    assert done.out.startswith("before: ")
    assert on_cities.ok(f"{TRY} --mandate {PROGRAMME}=strategy --format json").json["findings"] == []


def test_only_a_city_or_an_office_is_shown(on_cities: Cli) -> None:
    line = f"{COVER} --not-standing london/mayor --format json"
    assert [one["programme"] for one in on_cities.ok(line).json["findings"]] == [NIGHT, PROGRAMME]
    assert [one["programme"] for one in on_cities.ok(f"{line} --city london").json["findings"]] == [PROGRAMME]
    narrowed = on_cities.ok(f"{line} --office invented-harbour-city/mayor").json["findings"]
    assert [one["programme"] for one in narrowed] == [NIGHT]


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        (TRY, 2, "--not-standing"),
        (f"{TRY} --fund {PROGRAMME}", 2, "--fund PROGRAMME=UNTIL"),
        (f"{TRY} --empower {PROGRAMME}=x", 2, "--empower PROGRAMME=PARTNER:UNTIL"),
        (f"{TRY} --fund {PROGRAMME}=2027-02-30", 1, "not a day of the calendar"),
        (f"{TRY} --fund {PROGRAMME}=2026-01-01", 1, "before the as-of day"),
        (f"{TRY} --fund london/shared-endeavor=2029-03-31", 1, "did you mean"),
        (
            f"{TRY} --result london/mayor/2028-05-04=same --not-standing london/mayor",
            2,
            "--not-standing london/mayor and --result london/mayor/2028-05-04=same contradict each other",
        ),
        (f"{TRY} --fund {PROGRAMME}=2029-03-31 --city londn", 1, "did you mean"),
    ],
)
def test_what_cannot_be_tried_is_refused(line: str, code: int, told: str, on_cities: Cli) -> None:
    said = on_cities.refused(line, code)
    assert told in said
    assert "hint: " in said
