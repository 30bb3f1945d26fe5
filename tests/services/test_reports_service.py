"""What leaves in a document: every format, for every audience, walked for what should not be there."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from continuity.errors import BadValue, UsageError
from continuity.reports.registry import DOCUMENT_FORMATS, REPORT_FORMATS, render_document, render_report
from continuity.reports.report.email import build_email, format_subject
from continuity.reports.report.model import ReportData
from continuity.services.assessment import Scope, assessment
from continuity.services.reports import ReaderOptions, build_report_data
from support.cli import Cli
from support.confidential_records import AS_OF, change_guarded, record_guarded, words_in
from support.successive_reports import kept, reported

DAY = date.fromisoformat(AS_OF)
SECRET = ("PROGRAMME-SECRET", "PROGRAMME-DOUBTFUL", "PARTNER-SECRET", "PAYER-SECRET", "OWNER-SECRET")
SECRET_KEYS = ("markham/secret", "markham/doubtful", "partner-secret", "payer-secret")
CONTACTS = ("CONTACT-OPEN", "CONTACT-SECRET")
TITLE = "EVALUATION-TITLE"
NOTES = ("NOTE-PROGRAMME", "NOTE-PARTNER", "NOTE-AGREEMENT", "NOTE-FUNDING")
ORGANISATIONS = ("PARTNER-OPEN", "PAYER-OPEN", "partner-open", "payer-open")
NEVER = {
    "internal": (),
    "partner": ("DECIDER", "tolerate", "424242", "424,242"),
    "funder": ("DECIDER", "tolerate", "OWNER-OPEN"),
    "public": ("DECIDER", "tolerate", "OWNER-OPEN", *ORGANISATIONS),
}
"""What no document for them says, beside what is never said unless it is asked for."""
ALWAYS = {
    "internal": ("PROGRAMME-OPEN", "PARTNER-OPEN", "OWNER-OPEN", "tolerate"),
    "partner": ("PROGRAMME-OPEN", "PARTNER-OPEN"),
    "funder": ("PROGRAMME-OPEN", "PARTNER-OPEN"),
    "public": ("PROGRAMME-OPEN",),
}
WHERE = [(form, audience) for form in REPORT_FORMATS for audience in NEVER]


@pytest.fixture
def guarded(database: str, tmp_path: Path) -> str:
    record_guarded(database, tmp_path)
    return database


def made(address: str, audience: str, *asked: str, scope: Scope | None = None) -> ReportData:
    return build_report_data(address, DAY, scope=scope, readers=ReaderOptions(audience=audience, included=asked))


def test_no_format_tells_any_audience_what_is_not_for_it(guarded: str) -> None:
    for form, audience in WHERE:
        said = words_in(render_report(form, made(guarded, audience)))
        for mark in (*SECRET, *SECRET_KEYS, *CONTACTS, *NOTES, TITLE, *NEVER[audience]):
            assert mark not in said, (form, audience, mark)


def test_every_format_tells_every_audience_what_is_for_it(guarded: str) -> None:
    for form, audience in WHERE:
        said = words_in(render_report(form, made(guarded, audience))).casefold()
        assert all(mark.casefold() in said for mark in ALWAYS[audience]), (form, audience)


def test_a_dossier_holds_nothing_that_a_format_would_have_to_leave_out(guarded: str) -> None:
    for audience, never in NEVER.items():
        held = repr(made(guarded, audience))
        for mark in (
            *SECRET,
            *SECRET_KEYS,
            *CONTACTS,
            *NOTES,
            TITLE,
            *(word for word in never if word not in ("1.5", "Capacity")),
        ):
            assert mark not in held, (audience, mark)


def test_what_changed_tells_no_audience_what_is_not_for_it_either(guarded: str) -> None:
    """The last report was for the city's own staff and held everything; what has gone since is not told for that."""
    everything = ReaderOptions(included=("sensitive", "contacts", "notes"))
    before = kept(guarded, reported(guarded, DAY, readers=everything))
    change_guarded(guarded)
    for audience, never in NEVER.items():
        found = reported(guarded, DAY + timedelta(days=7), before, readers=ReaderOptions(audience=audience))
        assert {one.kind for one in found.changes.changes} == {"covered", "newly-at-risk"}
        told = [render_report(form, found) for form in REPORT_FORMATS] + [
            render_document(form, build_email(found)) for form in DOCUMENT_FORMATS
        ]
        for said in (*map(words_in, told), repr(found), format_subject(found, "Markham", DAY)):
            for mark in (*SECRET, *SECRET_KEYS, *CONTACTS, *NOTES, *never):
                assert mark not in said, (audience, mark)
            assert audience == "internal" or "TYPIST" not in said
        assert ("TYPIST" in words_in(told[0])) is (audience == "internal")


def test_whoever_asks_for_what_is_withheld_is_told_of_its_changes_too(guarded: str) -> None:
    everything = ReaderOptions(included=("sensitive", "contacts", "notes"))
    before = kept(guarded, reported(guarded, DAY, readers=everything))
    change_guarded(guarded)
    found = reported(guarded, DAY + timedelta(days=7), before, readers=everything)
    said = words_in(render_report("html", found)).partition("Decisions due</h2>")[0]
    assert "PROGRAMME-SECRET" in said
    assert "partner partner-secret changed by TYPIST" in said


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_every_document_says_how_much_was_left_out(guarded: str, form: str) -> None:
    said = words_in(render_report(form, made(guarded, "funder")))
    for told in (
        "2 programmes marked sensitive",
        "2 names of partners marked sensitive",
        "1 name of who answers for a programme",
        "1 decision about a finding",
        "2 contacts of partners",
        "2 notes",
    ):
        assert told in said


def test_the_verdicts_are_the_same_for_everybody(guarded: str) -> None:
    whole = {one.programme.key: one for one in assessment(guarded, DAY).findings}
    for audience in NEVER:
        for one in made(guarded, audience).findings:
            same = whole[one.programme.key]
            assert (one.status, one.level, one.basis, one.runs_until) == (
                same.status,
                same.level,
                same.basis,
                same.runs_until,
            )
            assert [reason.code for reason in one.reasons] == [reason.code for reason in same.reasons]


def test_the_citys_own_staff_may_ask_for_what_is_withheld(guarded: str) -> None:
    said = words_in(render_report("html", made(guarded, "internal", "sensitive", "contacts", "notes")))
    for mark in (
        "PROGRAMME-SECRET",
        "PARTNER-SECRET",
        "CONTACT-OPEN",
        "CONTACT-SECRET",
        "NOTE-PROGRAMME",
        "NOTE-PARTNER",
    ):
        assert mark in said
    assert "Nothing that is recorded here was left out" in said


@pytest.mark.parametrize("form", REPORT_FORMATS)
@pytest.mark.parametrize("asked", ["contacts", "notes"])
def test_what_belongs_to_a_partner_that_is_not_named_stays_out_with_its_name(
    guarded: str, form: str, asked: str
) -> None:
    Cli(guarded).ok("partner edit partner-secret --note NOTE-OF-SECRET")
    said = words_in(render_report(form, made(guarded, "internal", asked)))
    for mark in ("partner-secret", "PARTNER-SECRET", "CONTACT-SECRET", "NOTE-OF-SECRET"):
        assert mark not in said, mark
    assert "1 contact of a partner" in said if asked == "contacts" else "1 note" in said


@pytest.mark.parametrize("audience", ["partner", "funder", "public"])
@pytest.mark.parametrize("asked", ["sensitive", "contacts", "notes"])
def test_nobody_else_may(guarded: str, audience: str, asked: str) -> None:
    with pytest.raises(UsageError, match="cannot go into a document"):
        made(guarded, audience, asked)


def test_an_organisation_that_is_not_named_is_not_named_by_what_was_asked_for_either(guarded: str) -> None:
    found = made(guarded, "public", scope=Scope(partner="partner-open"))
    assert found.filters == ("programmes with Organisation 2 (not named)",)
    assert "PARTNER-OPEN" not in words_in(render_report("html", found))
    assert made(guarded, "internal", scope=Scope(partner="partner-open")).filters == ("programmes with PARTNER-OPEN",)


def test_to_what_a_document_was_narrowed_is_said_by_names(guarded: str) -> None:
    found = made(guarded, "internal", scope=Scope(city="markham", office="markham/mayor", funder="payer-open"))
    assert found.filters == (
        "programmes of Markham",
        "programmes that Mayor (Markham) decides on",
        "programmes paid for by PAYER-OPEN",
    )


def test_of_two_partners_that_come_as_close_the_same_one_is_told_of_whoever_is_named(
    sqlite_database: str, tmp_path: Path
) -> None:
    record_guarded(sqlite_database, tmp_path, rivals=12)
    whole = {one.programme.key: one for one in made(sqlite_database, "internal").findings}
    for audience in ("partner", "funder", "public"):
        for one in made(sqlite_database, audience).findings:
            same = whole[one.programme.key]
            assert [reason.code for reason in one.reasons] == [reason.code for reason in same.reasons]


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_the_newest_evaluation_is_told_without_the_name_of_whom_it_is_with(guarded: str, form: str) -> None:
    for audience in ("internal", "funder", "public"):
        said = words_in(render_report(form, made(guarded, audience))).replace("\\", "")
        assert re.search(r"3.February.2026(</time>)?, with Organisation \d+ \(not named\)", said), (form, audience)
    assert "3 February 2026" not in words_in(render_report(form, made(guarded, "partner")))
    assert made(guarded, "partner").findings[0].programme.evidence == ()


def test_an_unknown_audience_is_refused_with_those_there_are(guarded: str) -> None:
    with pytest.raises(BadValue, match="is not an audience") as caught:
        made(guarded, "press")
    assert "internal, partner, funder, public" in caught.value.hint


def test_a_level_narrows_what_is_counted_and_the_document_says_so(guarded: str) -> None:
    found = build_report_data(guarded, DAY, level="critical")
    assert found.filters == ("findings at level critical or above",)
    assert all(one.level == "critical" for one in found.findings)


@pytest.mark.parametrize("audience", NEVER)
def test_both_databases_give_the_same_bytes(
    audience: str, sqlite_database: str, postgres_server: object, postgres_template: str, tmp_path: Path
) -> None:
    other = postgres_server.make(postgres_template)
    record_guarded(sqlite_database, tmp_path)
    (tmp_path / "again").mkdir()
    record_guarded(other, tmp_path / "again")
    for form in REPORT_FORMATS:
        assert render_report(form, made(sqlite_database, audience)) == render_report(form, made(other, audience))
    postgres_server.drop(other)
