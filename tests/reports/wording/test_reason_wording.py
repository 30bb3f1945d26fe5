"""Every code, variant and remedy that the rule can give has words, and the words have no gaps."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import continuity
from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.risk.assess import assess_programme
from continuity.domain.risk.explain.explanation import explain_finding
from continuity.domain.risk.factors import registry
from continuity.domain.risk.findings import AssessmentContext, Finding, Reason
from continuity.domain.risk.level import PROTECTION_FACTORS
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.vocabulary import Preparation
from continuity.reports.wording.english import format_day
from continuity.reports.wording.reasons import FACTOR_TITLES, REASONS
from continuity.reports.wording.sentences import format_reason, format_remedy
from support.risk_cases import (
    AS_OF,
    OFFICE,
    POLLING,
    QUIET,
    UNIVERSITY,
    agreement,
    bare,
    evidence,
    funding,
    on,
    programme,
    transition,
)
from support.sample_assessment import AGREEMENT_ENDS, PERSON_CHANGES, VACANCY_OPEN, assessment, reason

SOURCES = sorted((Path(continuity.__file__).parent / "domain" / "risk").rglob("*.py"))
FUNCTIONS = [
    (path.stem, node)
    for path in SOURCES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef)
]
JUNE = date(2027, 6, 1)


def words(function: ast.FunctionDef, value: ast.expr) -> set[str]:
    """The words a value can be: a word, one of two, or a name to which words are assigned in the function."""
    if isinstance(value, ast.IfExp):
        return words(function, value.body) | words(function, value.orelse)
    if isinstance(value, ast.Name):
        return {word for found in assigned(function, value.id) for word in words(function, found)}
    assert isinstance(value, ast.Constant), f"{function.name}: write the word, not {ast.unparse(value)}"
    return {value.value}


def assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                yield from (value for left, value in pairs if isinstance(left, ast.Name) and left.id == name)


def given(keyword: str) -> set[tuple[str, str]]:
    """The codes that the factors give, with every word they give for a keyword."""
    pairs: set[tuple[str, str]] = set()
    for _, function in FUNCTIONS:
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Reason":
                values = {one.arg: one.value for one in call.keywords}
                found = words(function, values[keyword]) if keyword in values else {""}
                pairs |= {(code, word) for code in words(function, values["code"]) for word in found}
    return pairs


def worded(part: str) -> set[tuple[str, str]]:
    return {(code, word) for code, wording in REASONS.items() for word in getattr(wording, part)}


def test_reason_wording_has_every_code_in_listing_order() -> None:
    assert list(REASONS) == list(registry.CODES)


def test_reason_wording_has_a_sentence_for_every_variant() -> None:
    assert given("variant") - worded("sentences") == set()
    assert worded("sentences") - given("variant") == set()


def test_factor_titles_belong_to_a_factor_or_a_protection() -> None:
    assert set(FACTOR_TITLES) == {factor.key for factor in registry.FACTORS} | set(PROTECTION_FACTORS)


HUB = {"key": "hub", "name": "Community Hub"}
AGREEMENTS: tuple[dict[str, Any], ...] = (
    {"status": "named"},
    {"status": "draft"},
    {"status": None},
    {"status": "terminated", "end": "2026-07-31"},
    {"status": "terminated", "end": "2026-12-31"},
    {"status": "terminated", "end": None},
    {"signed_on": None},
    {"signed_on": "2026"},
    {"end_basis": "derived"},
    {"start": None},
    {"start": None, "end": None},
    {"start": "2027-06-01"},
    {"end": "2027-06-30"},
    {"end": "2026-07-31"},
    {"scope": "advise"},
    {"scope": None},
    {"office_may_end_alone": None},
    {"office_may_end_alone": "yes"},
    {"office_may_end_alone": "yes", "notice_days": 1},
    {"confirmed_on": None},
    {"reviewed_on": "2025"},
    {"reviewed_on": None, "status": "named"},
    {"reviewed_on": None},
    {"reviewed_on": "2025", "status": "named", "confirmed_on": None},
    {"partner": UNIVERSITY},
    {"partner": Partner(key="hub")},
    {"partner": Partner(**HUB, kind="community", controlled_by="luton")},
    {"partner": Partner(**HUB, kind="community", controlled_by=OFFICE)},
)
FUNDINGS: tuple[dict[str, Any], ...] = (
    {"certainty": "indicative"},
    {"certainty": None},
    {"committed_on": None},
    {"committed_on": "2026"},
    {"end_basis": "derived"},
    {"start": None},
    {"start": None, "end": None},
    {"start": "2027-06-01"},
    {"end": "2027-06-30"},
    {"end": "2026-07-31"},
    {"partner": "uni"},
    {"partner": None, "funder_kind": "office"},
    {"partner": None, "funder_kind": None},
    {"funder_kind": "office"},
)
PROGRAMMES: tuple[dict[str, Any], ...] = (
    {"agreements": ()},
    {"agreements": (agreement(end="2027-05-31"), agreement(key="a2", start="2027-07-01"))},
    {"funding": ()},
    {"funding": (funding(end="2027-06-30"), funding(key="f2", start="2027-07-02"))},
    {"mandate": None},
    {"mandate": "executive", "selection": "council"},
    {"mandate_on": None},
    {"mandate": "strategy"},
    {"mandate": "strategy", "mandate_until": "2026-07-31"},
    {"mandate_until": "2027-07-31"},
    {"mandate_until": "../2027-07-31"},
    {"mandate": "resolution", "selection": "council"},
    {"mandate": "resolution", "selection": "council", "mandate_until": "2027-07-31"},
    {"evidence": ()},
    {"evidence": (evidence("capacity", date="2024"), evidence("sustainability", date="2024"))},
    {"evidence": (evidence("capacity", score=Decimal("2.5")),)},
    {"launched_party": None},
)
SUBJECTS = [
    bare(),
    *(programme(agreements=(agreement(**changes),)) for changes in AGREEMENTS),
    *(programme(funding=(funding(**changes),)) for changes in FUNDINGS),
    *(programme(**changes) for changes in PROGRAMMES),
]
PARTIES = {"outgoing": "ada", "successor": "alan", "outgoing_party": "red", "successor_party": "blue"}
CHANGES: tuple[tuple[Transition, date], ...] = (
    (transition(certain_change=("term-limited", "left-early")), AS_OF),
    (transition(incumbent_candidacy=None, handover_basis="derived"), AS_OF),
    (transition(**PARTIES), QUIET),
    (transition(), QUIET - timedelta(days=1)),
    (transition(quiet_from=None), POLLING - timedelta(days=1)),
    (transition(quiet_from=None), POLLING),
    (transition(open=True), JUNE),
    (transition(open=True, basis="rule"), JUNE),
    (transition(open=True, result_known=True), JUNE),
    (transition(kind="vacancy", vacant=True, vacant_since=JUNE, acting="dep"), AS_OF),
    (transition(kind="overdue", overdue=True), AS_OF),
    (transition(kind="abolition"), AS_OF),
)


def everything(subject: Programme, context: AssessmentContext) -> Iterator[Reason]:
    finding: Finding = assess_programme(subject, context)
    explanation = explain_finding(subject, context, finding)
    conditions = [one for partner in explanation.partner_conditions for one in partner.conditions]
    for held in (*conditions, *explanation.protections):
        yield from held.reasons
    yield from (*finding.reasons, *finding.watch_points)
    yield from (one for candidate in finding.candidates for one in candidate.failures)


def contexts() -> Iterator[AssessmentContext]:
    yield AssessmentContext(as_of=AS_OF, settings=Settings())
    yield AssessmentContext(as_of=AS_OF, settings=Settings(), cancelled_election=VagueDate.parse("2028-05-04"))
    for at, as_of in CHANGES:
        yield AssessmentContext(as_of=as_of, settings=Settings(), transitions=(at,))


def test_every_sentence_and_remedy_is_given_by_some_case() -> None:
    found = {one for subject in SUBJECTS for context in contexts() for one in everything(subject, context)}
    assert worded("sentences") - {(one.code, one.variant) for one in found} == set()
    assert worded("remedies") - {(one.code, one.remedy) for one in found} == set()
    assert {one.preparation for one in found} == {None, *Preparation}
    for one in found:
        for text in (format_reason(one), format_reason(one, assessment(), format_day), format_remedy(one)):
            assert text.endswith(".")
            assert text[0].isupper() or text.startswith(("hub ", "luton/leader "))
            assert "{" not in text


def test_remedies_on_the_plan_name_nothing_of_a_case() -> None:
    """The plan groups by code and remedy; what depends on the case is only in what an explanation offers."""
    texts = [(code, "", wording.remedy) for code, wording in REASONS.items()]
    texts += [(code, name, text) for code, wording in REASONS.items() for name, text in wording.remedies.items()]
    filled = [(code, name) for code, name, text in texts if any(field for _, field, _, _ in Formatter().parse(text))]
    assert filled == [("NO_AGREEMENT", "first-day")]


def test_remedies_differ_from_code_to_code() -> None:
    assert len({wording.remedy for wording in REASONS.values()}) == len(REASONS)


# Days and names


@pytest.mark.parametrize(
    ("found", "keys", "names"),
    [
        (
            AGREEMENT_ENDS,
            "The agreement with Harbour Trust ends on 2027-03-31, 223 days before the last exposed day.",
            "The agreement with Harbour Trust ends on 31 March 2027, 223 days before the last exposed day.",
        ),
        (
            VACANCY_OPEN,
            "The vacancy in sample-bay/leader on 2026-07-02 was 30 days ago.",
            "The vacancy in Leader of the Council (Sample Bay) on 2 July 2026 was 30 days ago.",
        ),
        (
            replace(PERSON_CHANGES, parameters={"office": "elsewhere/mayor", "causes": ("term-limited", "other")}),
            "The holder of elsewhere/mayor is certain to change: the holder is term-limited, other.",
            "The holder of elsewhere/mayor is certain to change: the holder is term-limited, other.",
        ),
        (
            reason("PARTNER_CONTROLLED", "city", parameters={"partner": "exampleton", "city": "sample-bay"}),
            "exampleton is recorded as controlled by sample-bay.",
            "exampleton is recorded as controlled by Sample Bay.",
        ),
        (
            reason("FUNDING_GAP", parameters={"recipient": "Fund {2027-01-01}", "period": Period(JUNE, JUNE)}),
            "Committed money for Fund {2027-01-01} leaves 2027-06-01 to 2027-06-01 uncovered.",
            "Committed money for Fund {2027-01-01} leaves 1 June 2027 to 1 June 2027 uncovered.",
        ),
        (
            reason("FUNDING_GAP", parameters={"recipient": None, "period": Period(JUNE, JUNE)}),
            "Committed money leaves 2027-06-01 to 2027-06-01 uncovered.",
            "Committed money leaves 1 June 2027 to 1 June 2027 uncovered.",
        ),
    ],
)
def test_documents_have_names_and_days_in_words(found: Reason, keys: str, names: str) -> None:
    assert format_reason(found) == keys
    assert format_reason(found, assessment(), format_day) == names


@pytest.mark.parametrize(
    ("written", "keys", "days"),
    [
        ("2026-05-03", "2026-05-03", "3 May 2026"),
        ("2026-05", "2026-05", "2026-05"),
        ("2026-05-03/2026-06-01", "2026-05-03/2026-06-01", "3 May 2026 to 1 June 2026"),
        ("../2026-05-03", "../2026-05-03", "../2026-05-03"),
        (None, "not recorded", "not recorded"),
    ],
)
def test_vague_dates_stay_as_written_but_days_in_words(written: str | None, keys: str, days: str) -> None:
    stale = reason("SCORES_STALE", parameters={"day": on(written)})
    before = "The sustainability of the programme was last scored on"
    assert format_reason(stale) == f"{before} {keys}."
    assert format_reason(stale, None, format_day) == f"{before} {days}."


@pytest.mark.parametrize(
    ("preparation", "words_before"),
    [
        (Preparation.CONFIRM, "Ask the new office to confirm the programme, then extend"),
        (Preparation.RECORD_AND_CONFIRM, "Record the result. Ask the new office to confirm the programme, then extend"),
    ],
)
def test_a_preparation_comes_before_the_remedy(preparation: Preparation, words_before: str) -> None:
    prepared = replace(AGREEMENT_ENDS, preparation=preparation)
    assert format_remedy(prepared) == f"{words_before} the agreement, or sign its renewal."
