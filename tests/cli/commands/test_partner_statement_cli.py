"""`partner show --statement` at the command line: where it goes, in which form, and what cannot be asked for."""

from pathlib import Path

import pytest

from support.cli import Cli

DAY = "--as-of 2026-11-23"
LANTERN = "invented-lantern-trust"


@pytest.fixture
def cli(cities: str) -> Cli:
    return Cli(cities)


def test_it_is_printed_as_text_with_the_day_it_holds_for(cli: Cli) -> None:
    done = cli.ok(f"partner show {LANTERN} --statement {DAY}")
    assert done.out.startswith("What is recorded about Lantern Trust (INVENTED)\n=====")
    assert "As of 23 November 2026." in done.out
    assert done.out.endswith("\n")
    for judged in ("at-risk", "OFFICE_MAY_END", "To carry", "horizon"):
        assert judged not in done.out


def test_for_whom_it_is_and_how_to_record_the_answer_is_said_beside_it(cli: Cli) -> None:
    done = cli.ok(f"partner show {LANTERN} --statement {DAY}")
    assert "Made for Lantern Trust (INVENTED)." in done.err
    assert "agreement edit REFERENCE --confirmed-on DAY" in done.err
    assert "agreement edit" not in cli.ok(f"partner show mopac --statement {DAY}").err


def test_the_answer_is_recorded_by_the_reference_on_the_page(cli: Cli) -> None:
    reference = "invented-harbour-city/school-dialogue/1"
    assert reference in cli.ok(f"partner show {LANTERN} --statement {DAY}").out
    cli.ok(f"agreement edit {reference} --confirmed-on 2026-11-20")
    assert "Confirmed by you: 20 November 2026" in cli.ok(f"partner show {LANTERN} --statement {DAY}").out
    assert "20 November" not in cli.ok(f"partner show {LANTERN} --statement --as-of 2026-11-19").out


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("s.html", "<!DOCTYPE html>"),
        ("s.HTM", "<!DOCTYPE html>"),
        ("s.md", "# What"),
        ("s.txt", "What is"),
        ("s", "What is"),
    ],
)
def test_the_ending_of_the_file_decides_the_form(cli: Cli, tmp_path: Path, name: str, beginning: str) -> None:
    path = tmp_path / name
    done = cli.ok(f"partner show {LANTERN} --statement -o {path} {DAY}")
    assert done.out == ""
    assert f"Wrote {path}." in done.err
    first = path.read_bytes()
    assert first.decode().startswith(beginning)
    cli.ok(f"partner show {LANTERN} --statement --output {path} {DAY}")
    assert path.read_bytes() == first


def test_contact_and_notes_come_where_they_are_asked_for_by_name(cli: Cli) -> None:
    cli.ok(f"partner edit {LANTERN} --contact ann@example.org --note 'call first' --sensitive yes")
    plain = cli.ok(f"partner show {LANTERN} --statement {DAY}")
    assert "ann@example.org" not in plain.out + plain.err
    assert "call first" not in plain.out + plain.err
    assert "Left out: 1 contact and 1 note." in plain.err
    asked = cli.ok(f"partner show {LANTERN} --statement --with contacts --with notes {DAY}").out
    assert "Whom to ask there: ann@example.org" in asked
    assert "About you: call first" in asked


def test_a_programme_marked_sensitive_comes_only_where_it_is_asked_for(cli: Cli) -> None:
    cli.ok("programme edit invented-harbour-city/school-dialogue --sensitive unknown")
    plain = cli.ok(f"partner show {LANTERN} --statement {DAY}")
    assert "chool" not in plain.out
    assert "school" not in plain.out.casefold()
    assert "1 programme marked sensitive" in plain.out
    assert "School Dialogue" in cli.ok(f"partner show {LANTERN} --statement --with sensitive {DAY}").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--statement --format json", "--format cannot be given with --statement"),
        ("--statement --horizon 6m", "--horizon cannot be given with --statement"),
        ("--statement --format csv --horizon 6m", "--format and --horizon cannot be given with --statement"),
        ("-o x.html", "-o cannot be given without --statement"),
        ("--with notes", "--with cannot be given without --statement"),
        ("--format json -o x.html --with notes", "-o and --with cannot be given without --statement"),
        ("--statement --with levels", "levels"),
    ],
)
def test_options_that_mean_nothing_together_are_refused(cli: Cli, tmp_path: Path, options: str, said: str) -> None:
    complaint = cli.refused(f"partner show {LANTERN} {DAY} {options.replace('x.html', str(tmp_path / 'x.html'))}", 2)
    assert said in complaint
    assert list(tmp_path.glob("x.html")) == []


def test_an_unknown_partner_is_suggested_and_no_file_is_made(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "s.html"
    assert f"did you mean {LANTERN}" in cli.refused(f"partner show invented-lantern-trsut --statement -o {path} {DAY}")
    assert not path.exists()


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "N" * 300, "برنامج الشباب", "🏙️ Café", "a | b"])
def test_a_partner_of_any_name_gets_its_page(cli: Cli, tmp_path: Path, name: str) -> None:
    cli.ok(f"partner add '{name}' --key hostile --website '{name}'")
    cli.ok(
        f"agreement add --programme london/shared-endeavour-fund --partner hostile --status draft --evidence '{name}'"
    )
    assert name in " ".join(cli.ok(f"partner show hostile --statement {DAY}").out.split())
    path = tmp_path / "s.html"
    cli.ok(f"partner show hostile --statement -o {path} {DAY}")
    assert "<script" not in path.read_text(encoding="utf-8")
