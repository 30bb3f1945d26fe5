"""The five verbs at the command line."""

import csv
import io
import json

import pytest

from continuity.cli.help_examples import list_examples
from continuity.cli.main import COMMANDS
from continuity.domain.schema.tables import TABLES, TABLES_BY_NOUN
from support.cli import Cli

VERBS = ("add", "list", "show", "edit", "remove")
NOUNS = [table.noun for table in TABLES]


def test_every_noun_has_a_command() -> None:
    assert [name for name, entry in COMMANDS.items() if entry.module == "records"] == NOUNS


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_of_every_noun_has_help_with_two_examples_and_each_column(noun: str, verb: str, tmp_path) -> None:  # noqa: ANN001 - pytest's
    done = Cli(str(tmp_path / "none.db")).ok(f"{noun} {verb} --help")
    examples = [line for line in done.out.splitlines() if line.strip().startswith(f"continuity {noun} {verb}")]
    assert len(examples) == 2
    if verb == "edit":
        for column in TABLES_BY_NOUN[noun].columns:
            assert column.option_name in done.out or column.name == "key"


def test_the_examples_of_every_help_run_as_they_stand(on_cities: Cli) -> None:
    for verb in ("add", "list", "show", "edit"):
        for noun in NOUNS:
            for line in list_examples(noun, verb):
                on_cities.ok(line.removeprefix("continuity "))
    # What hangs on others goes first: an office's rule before the office.
    for noun in ("affiliation", "rule", *[noun for noun in NOUNS if noun not in ("affiliation", "rule")]):
        for line in list_examples(noun, "remove"):
            on_cities.ok(line.removeprefix("continuity "))


def test_the_examples_of_every_other_command_run_as_they_stand(on_cities: Cli, tmp_path, monkeypatch) -> None:  # noqa: ANN001 - pytest's
    monkeypatch.chdir(tmp_path)
    helps = {name: on_cities.ok(f"{name} --help").out for name, entry in COMMANDS.items() if entry.module != "records"}
    helps |= {f"db {verb}": on_cities.ok(f"db {verb} --help").out for verb in ("status", "upgrade", "path")}
    helps["partner empower"] = on_cities.ok("partner empower --help").out
    del helps["db"], helps["schedule"]  # groups; a test of its own runs the examples of schedules
    # Those that make what others need come first: a demo, a database of one's own, changes to look at and undo.
    first = ["demo", "init", "partner empower", "log", "undo"]
    for name in [*first, *(name for name in helps if name not in first)]:
        text = " ".join(helps[name].partition("Examples:")[2].split())
        examples = [part.strip() for part in text.split("continuity ") if part.strip()]
        assert len(examples) >= 2, name
        for example in examples:
            if example == "init":
                continue  # the record of this test is there already
            on_cities.ok(example)


def test_add_prints_the_key_alone_and_says_how_to_take_it_back(on_nothing: Cli) -> None:
    done = on_nothing.ok('city add "Łódź" --country PL --timezone Europe/Warsaw')
    assert done.out == "lodz\n"
    assert "continuity undo" in done.err


def test_a_listing_is_the_same_in_every_format(on_cities: Cli) -> None:
    document = on_cities.ok("city list --format json").json
    assert document["schema"] == "continuity.city/1"
    rows = document["rows"]
    assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
    by_line = [json.loads(line) for line in on_cities.ok("city list --format jsonl").out.splitlines()]
    assert by_line == rows
    table = list(csv.DictReader(io.StringIO(on_cities.ok("city list --format csv").out, newline="")))
    assert [row["key"] for row in table] == [row["key"] for row in rows]
    assert [{name: value or "" for name, value in row.items()} for row in rows] == table


def test_numbers_are_numbers_and_empty_cells_are_null(on_cities: Cli) -> None:
    rows = on_cities.ok("funding list --format json").json["rows"]
    us = next(row for row in rows if row["key"] == "aurora/save/funding-2" or row["amount"] == 1999702)
    assert us["amount"] == 1999702
    assert any(row["start"] is None for row in rows)


def test_contacts_and_notes_are_left_out_of_listings_and_shown_on_request(on_nothing: Cli) -> None:
    on_nothing.ok("partner add 'Sea Scouts' --contact 'ann@example.org' --note 'call first'")
    for form in ("table", "csv", "json", "jsonl"):
        out = on_nothing.ok(f"partner list --format {form}").out
        assert "ann@example.org" not in out
        assert "call first" not in out
    assert "ann@example.org" in on_nothing.ok("partner show sea-scouts").out


def test_a_table_in_a_pipe_is_never_cut(on_nothing: Cli) -> None:
    name = "A name that goes on " * 20
    on_nothing.ok(f"person add '{name.strip()}'")
    assert name.strip() in on_nothing.ok("person list").out


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("term add --office london/mayor --person sadiq-khan --start 2025-02-30", 1, "2025-02-30"),
        ("city show zzz", 1, 'no city "zzz"'),
        ("city edit london", 2, "nothing to change was named"),
        ("city remove london", 1, "office london/mayor"),
        ("city add X --country GB", 2, "missing: --timezone"),
        ("city add London --key london --country GB --timezone Europe/London", 1, "recorded already"),
        ("city list --format yaml", 2, "yaml"),
        ("risc", 2, "risk"),
        ("risk --as-of 2027-02-29", 2, "2027-02-29"),
        ("risk --as-of 1793664000", 2, "1793664000"),
        ("risk --horizon soon", 2, "soon"),
        ("risk --as-of 31/02/2027", 2, '"31/02/2027" is not a day'),
        ("risk --level hgih", 2, "'hgih' is not one of 'critical', 'high', 'moderate', 'low'."),
        ("risk --fail-on hgih", 2, "'hgih' is not one of 'critical', 'high', 'moderate', 'low'."),
        ("risk --format xyz", 2, "'xyz' is not one of 'table', 'csv', 'json', 'jsonl'."),
        ("explain london --format xyz", 2, "'xyz' is not one of 'text', 'json'."),
        ("check --fail-on worst", 2, "'worst' is not one of 'error', 'warning'."),
        ("risk --code NO_PARTNR", 2, "did you mean NO_PARTNER?"),
        ("plan --code 42", 2, '"42" is not a reason code'),
        ("plan --ics ''", 2, "--ics names no file"),
        ("calendar --ics ' '", 2, "--ics names no file"),
        ("status --as-of soon", 2, '"soon" is not a day'),
        ("partner show mopac --horizon 7", 2, '"7" is not a span of time'),
        ("office holders --as-of soon", 2, '"soon" is not a day'),
        ("programme edit london/shared-endeavour-fund --launched 31/02/2027", 1, "--launched"),
        ("election postpone london/mayor/2028-05-04 --to soon", 1, '"soon" is not a date'),
        ("risk --city lundon", 1, "did you mean london"),
        ("log 999", 1, "no batch 999"),
        ("import nowhere", 1, "no file or folder nowhere"),
    ],
)
def test_a_mistake_gets_one_line_and_what_to_do_next(line: str, code: int, told: str, on_cities: Cli) -> None:
    said = on_cities.refused(line, code)
    assert told in said
    assert "Value error" not in said


@pytest.mark.parametrize("line", ["risk", "calendar", "status", "plan"])
def test_a_horizon_of_the_environment_that_is_none_is_wrong_usage(line: str, on_cities: Cli) -> None:
    done = on_cities(line, CONTINUITY_HORIZON="soon")
    assert done.code == 2
    assert 'error: horizon: "soon" is not a span of time\n' in done.err
    assert "CONTINUITY_HORIZON" in done.err


def test_partner_empower_asks_for_what_is_missing_by_name(on_cities: Cli) -> None:
    said = on_cities.refused("partner empower london/shared-endeavour-fund invented-lantern-trust", 2)
    for option in ("--signed-on", "--until", "--scope", "--office-may-end-alone"):
        assert option in said


@pytest.mark.parametrize(
    ("signed", "more", "told"),
    [
        ("2027-01-15", "--funded-until 2029-12-31", "The agreement and its money do not count before 2027-01-15, "),
        (
            "2026-11",
            "",
            "The agreement does not count before 2026-11-30, when it is signed; the findings are those of ",
        ),
        ("2026-11-23", "", ""),
    ],
)
def test_partner_empower_says_that_what_is_signed_later_does_not_count_yet(
    signed: str, more: str, told: str, on_cities: Cli
) -> None:
    done = on_cities.ok(
        f"partner empower london/shared-endeavour-fund invented-lantern-trust --signed-on {signed} --until 2029-12-31 "
        f"--scope deliver --office-may-end-alone no {more} --as-of 2026-11-23"
    )
    assert told in done.err
    assert ("not count before" in done.err) == bool(told)
    assert "not count before" not in done.out


def test_partner_empower_says_what_it_changed_and_undo_takes_it_back(on_cities: Cli) -> None:
    line = (
        "partner empower london/shared-endeavour-fund invented-lantern-trust --signed-on 2026-11-20 --until 2029-12-31 "
        "--scope deliver --office-may-end-alone no --funded-until 2029-12-31 --as-of 2026-11-23"
    )
    done = on_cities.ok(line)
    assert "before: at-risk (high) at 2028-05-04" in done.out
    assert "after:  covered at 2028-05-04, until 2029-12-31" in done.out
    on_cities.ok("undo")
    finding = on_cities.ok("risk --city london --as-of 2026-11-23 --format json").json["findings"][0]
    assert (finding["status"], finding["level"]) == ("at-risk", "high")


def test_partner_empower_that_does_not_suffice_says_what_is_still_open(on_cities: Cli) -> None:
    line = (
        "partner empower london/shared-endeavour-fund invented-lantern-trust --signed-on 2026-11-20 --until 2028-06-30 "
        "--scope deliver --office-may-end-alone yes --as-of 2026-11-23"
    )
    out = on_cities.ok(line).out
    assert "AGREEMENT_ENDS" in out
    assert "OFFICE_MAY_END" in out
    assert "FUNDING_NONE" in out


def test_every_problem_of_a_record_is_named_with_what_to_do(on_cities: Cli) -> None:
    said = on_cities.refused("treatment add --programme luton/luton-in-harmony --transition nowhere/x --decision treat")
    assert 'error: "nowhere/x" names no transition; no office "nowhere"\n' in said
    assert "write the office and the day: london/mayor/2028-05-04; " in said
    assert " more" not in said
    said = on_cities.refused(
        "term add --office london/mayor --person sadiq-khan --start 2026-05-01 --end 2026-04-01 "
        "--expected-end 2026-03-01"
    )
    assert said.count(" lies before ") > 1
