"""A partner's side at the command line: `partner show`, and what `risk` says below its table."""

import csv
import io
import json

import pytest

from continuity.cli.text import format_concentrations
from continuity.domain.schema.tables import PARTNERS
from continuity.domain.summaries.concentration import Concentration
from support.cli import Cli
from support.sample_assessment import assessment

DAY = "--as-of 2026-11-23"
CITY = "invented-harbour-city"
LANTERN = "invented-lantern-trust"
TIDEWATER = "invented-tidewater-neighbours"
CELLS = ["key", *(name for name in PARTNERS.column_names if name != "key")]
PROGRAMME = "programme name city status level carries could_carry lacks".split()
REASON = "code text remedy owner due start_by".split()
CONCENTRATION = (
    "3 of 12 exposed programmes in Harbour City (INVENTED) rest on Tidewater Neighbours (INVENTED) (3 covered): "
    "if it fails, all of them do."
)


@pytest.fixture
def on_many(on_cities: Cli) -> Cli:
    """The cities, with one partner that carries three programmes."""
    for programme in ("night-bus-mediators", "school-dialogue"):
        on_cities.ok(
            f"partner empower {CITY}/{programme} {TIDEWATER} --signed-on 2026-01-02 --until 2029-12-31 --scope deliver "
            f"--office-may-end-alone no --funded-until 2029-12-31 --funder-kind foundation {DAY}"
        )
    return on_cities


def shown(cli: Cli, partner: str) -> dict[str, object]:
    document = cli.ok(f"partner show {partner} {DAY} --format json").json
    assert list(document) == ["schema", "rows", "as_of", "rule", "settings"]
    assert document["schema"] == "continuity.partner/1"
    (row,) = document["rows"]
    return row


def test_a_partner_reads_where_its_programmes_stand_and_what_it_lacks(on_cities: Cli) -> None:
    out = on_cities.ok(f"partner show {LANTERN} {DAY}").out
    record, _, side = out.partition("\nProgrammes it has a part in\n")
    assert "charity" in record
    lines = [" ".join(line.split()) for line in side.splitlines()]
    name = "Harbour Youth Work (INVENTED) (Harbour City (INVENTED))"
    assert f"{name} at-risk (moderate) at 2027-11-02 no OFFICE_MAY_END 2027-09-25 yes" in lines
    assert "programme finding carries it lacks by could carry it" in lines
    assert f"To carry {name}:" in lines
    assert (
        "OFFICE_MAY_END: The office alone can end the agreement with Lantern Trust (INVENTED) (notice 30 days). "
        "Agree that the office cannot end it alone, or only with longer notice. By 2027-09-25."
    ) in lines
    assert "Night Patrol Training (INVENTED) (Harbour City (INVENTED)) unknown-exposure" in lines
    assert any(line.startswith("As of 2026-11-23") for line in lines)


def test_the_horizon_narrows_what_is_ahead(on_cities: Cli) -> None:
    out = on_cities.ok(f"partner show {LANTERN} {DAY} --horizon 6m").out
    assert "at-risk" not in out
    assert "2027-05-23" in out


def test_a_partner_that_carries_is_told_so_and_where_many_rest_on_it(on_many: Cli) -> None:
    out = on_many.ok(f"partner show {TIDEWATER} {DAY}").out
    lines = [" ".join(line.split()) for line in out.splitlines()]
    name = "School Dialogue (INVENTED) (Harbour City (INVENTED))"
    assert f"{name} covered at 2027-11-02, until 2029-12-31 yes" in lines
    assert f"To carry {name}:" not in lines
    assert CONCENTRATION in lines


def test_a_partner_that_is_barred_is_told_why_and_of_no_way(on_cities: Cli) -> None:
    out = on_cities.ok(f"partner show invented-harbour-youth-agency {DAY}").out
    (line,) = (" ".join(line.split()) for line in out.splitlines() if line.startswith("Youth Exit Service"))
    assert line.endswith(" no PARTNER_CONTROLLED 2028-03-27 no")
    assert "To carry" not in out


def test_a_partner_that_only_advises_or_pays_reads_that(on_cities: Cli) -> None:
    programme = f"{CITY}/night-bus-mediators"
    on_cities.ok(
        f"partner empower {programme} {LANTERN} --signed-on 2026-01-02 --until 2029-12-31 --scope advise "
        f"--office-may-end-alone no --funded-until 2029-12-31 {DAY}"
    )
    on_cities.ok(f"agreement add --programme {programme} --partner invented-pearl-foundation --role funding")
    assert (
        "SCOPE_ADVISORY: The agreement with Lantern Trust (INVENTED) is recorded as advisory."
        in on_cities.ok(f"partner show {LANTERN} {DAY}").out
    )
    assert "a part beyond paying" in on_cities.ok(f"partner show invented-pearl-foundation {DAY}").out
    assert "Pearl Foundation" not in on_cities.ok(f"risk --partner {LANTERN} {DAY}").out


def test_a_partner_that_no_agreement_names_is_told_so(on_cities: Cli) -> None:
    out = on_cities.ok(f"partner show mopac {DAY}").out
    assert "\nNo programme names it in an agreement.\n" in out
    assert "As of 2026-11-23" in out
    assert shown(on_cities, "mopac")["programmes"] == []


def test_the_document_has_the_promised_shape(on_many: Cli) -> None:
    row = shown(on_many, TIDEWATER)
    assert list(row) == [*CELLS, "programmes", "concentrations", "as_of"]
    assert row["as_of"] == "2026-11-23"
    programmes = row["programmes"]
    assert isinstance(programmes, list)
    assert [one["programme"].rpartition("/")[2] for one in programmes] == [
        "pier-outreach",
        "market-square-stewards",
        "night-bus-mediators",
        "open-door-mentoring",
        "school-dialogue",
        "dockside-welcome",
    ]
    for one in programmes:
        assert list(one) == PROGRAMME
        assert all(list(reason) == REASON for reason in one["lacks"])
    assert [one["could_carry"] for one in programmes] == [True, True, False, False, False, False]
    assert [one["carries"] for one in programmes] == [False, False, True, True, True, False]
    keys = [f"{CITY}/{name}" for name in ("night-bus-mediators", "open-door-mentoring", "school-dialogue")]
    assert row["concentrations"] == [{"city": CITY, "programmes": keys, "covered": 3, "of": 12}]


def test_lines_hold_the_same_in_one_line_and_csv_the_record_alone(on_many: Cli) -> None:
    (line,) = on_many.ok(f"partner show {TIDEWATER} {DAY} --format jsonl").out.splitlines()
    document = on_many.ok(f"partner show {TIDEWATER} {DAY} --format json").json
    judged = {name: document[name] for name in ("as_of", "rule", "settings")}
    assert json.loads(line) == shown(on_many, TIDEWATER) | judged
    done = on_many.ok(f"partner show {TIDEWATER} {DAY} --format csv")
    (header, _) = csv.reader(io.StringIO(done.out, newline=""))
    assert header == CELLS
    assert done.err.startswith("As of 2026-11-23, looking ahead to 2028-11-23; rule 1; horizon 24m, ")


def test_a_contact_and_a_note_stand_in_the_record_and_nowhere_else(on_cities: Cli) -> None:
    on_cities.ok(f"partner edit {LANTERN} --contact ann@example.org --note 'call first' --sensitive yes")
    row = shown(on_cities, LANTERN)
    assert (row["contact"], row["note"], row["sensitive"]) == ("ann@example.org", "call first", "yes")
    rest = json.dumps([row["programmes"], row["concentrations"]])
    assert row["programmes"]
    assert "ann@example.org" not in rest
    assert "call first" not in rest
    _, _, side = on_cities.ok(f"partner show {LANTERN} {DAY}").out.partition("Programmes it has a part in")
    assert "ann@example.org" not in side
    assert "call first" not in side


def test_an_unknown_partner_is_suggested(on_cities: Cli) -> None:
    assert f"did you mean {LANTERN}" in on_cities.refused(f"partner show invented-lantern-trsut {DAY}")


def test_risk_says_what_the_partner_asked_for_lacks_itself(on_many: Cli) -> None:
    lines = on_many.ok(f"risk --partner invented-lan --all {DAY}").out.splitlines()
    assert "Lantern Trust (INVENTED) lacks for Harbour Youth Work (INVENTED): OFFICE_MAY_END" in lines
    assert "Lantern Trust (INVENTED) lacks for School Dialogue (INVENTED): NO_AGREEMENT, FUNDING_OTHER" in lines
    assert not any("lacks for Summer Street Games" in line for line in lines)
    assert not any(" lacks for " in line for line in on_many.ok(f"risk --all {DAY}").out.splitlines())


def test_risk_says_of_a_partner_beside_the_one_that_carries_that_it_lacks_nothing(on_many: Cli) -> None:
    on_many.ok(
        f"partner empower {CITY}/school-dialogue invented-ropewalk-works --signed-on 2026-01-02 --until 2028-12-31 "
        f"--scope deliver --office-may-end-alone no --funded-until 2028-12-31 {DAY}"
    )
    lines = on_many.ok(f"risk --partner invented-ropewalk-works --all {DAY}").out.splitlines()
    assert "Ropewalk Works (INVENTED) lacks nothing for School Dialogue (INVENTED)." in lines
    assert CONCENTRATION not in on_many.ok(f"risk {DAY}").out


def test_risk_says_where_many_rest_on_one_partner(on_many: Cli) -> None:
    out = on_many.ok(f"risk {DAY}").out
    assert f"\n\n{CONCENTRATION}\n\n" in out
    assert out.index(CONCENTRATION) < out.index(" at risk")
    narrowed = on_many.ok(f"risk --partner {TIDEWATER} {DAY}").out
    assert "\nOf the programmes asked for: 3 of 5 exposed programmes in Harbour City (INVENTED) rest on" in narrowed
    assert "rest on" not in on_many.ok(f"risk --city london {DAY}").out


def test_the_risk_document_lists_the_concentrations_after_the_findings(on_many: Cli) -> None:
    document = on_many.ok(f"risk {DAY} --format json").json
    assert [key for key in document if key in ("findings", "concentrations")] == ["findings", "concentrations"]
    (one,) = document["concentrations"]
    assert list(one) == ["city", "partner", "programmes", "covered", "of"]
    assert (one["city"], one["partner"], one["covered"], one["of"]) == (CITY, TIDEWATER, 3, 12)
    assert len(one["programmes"]) == 3


def test_five_concentrations_are_shown_and_the_others_counted() -> None:
    many = [
        Concentration(
            city="exampleton", partner=f"p{number}", name=f"P{number}", programmes=("a",) * 3, covered=0, of=9
        )
        for number in range(7)
    ]
    lines = format_concentrations(assessment(), many).splitlines()
    assert lines[4] == "3 of 9 exposed programmes in Exampleton rest on P4 (0 covered): if it fails, all of them do."
    assert lines[5:] == ["and 2 more: --format json lists all"]
    assert len(format_concentrations(assessment(), many[:5]).splitlines()) == 5
