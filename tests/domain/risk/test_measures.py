"""Until when a programme runs by itself, and how much of it is recorded."""

from datetime import date
from typing import Any

import pytest

from continuity.domain.programmes.models import Partner
from continuity.domain.vocabulary import StopCause
from support.risk_cases import AS_OF, agreement, bare, evidence, find, funding, programme

END, AGREEMENTS, MONEY = StopCause.STATED_END, StopCause.AGREEMENTS, StopCause.FUNDING


@pytest.mark.parametrize(
    ("changes", "until", "cause"),
    [
        ({}, None, None),
        ({"end": "2028", "end_basis": "stated"}, date(2028, 12, 31), END),
        ({"end": "2028", "end_basis": "derived"}, None, None),
        ({"agreements": (agreement(),)}, date(2027, 11, 9), AGREEMENTS),
        ({"agreements": (agreement(end="2028"),)}, date(2028, 1, 1), AGREEMENTS),
        ({"agreements": (agreement(), agreement(key="a2", end="2028-12-31"))}, date(2028, 12, 31), AGREEMENTS),
        (
            {"agreements": (agreement(), agreement(key="a2", end="2028-12-31", status="draft"))},
            date(2027, 11, 9),
            AGREEMENTS,
        ),
        ({"agreements": (agreement(status="terminated"),)}, None, None),
        ({"agreements": (agreement(role="funding"),)}, None, None),
        ({"agreements": (agreement(signed_on="2026-08-02"),)}, None, None),
        ({"funding": (funding(end="2027-03-31"), funding(key="f2"))}, date(2027, 11, 9), MONEY),
        ({"funding": (funding(certainty="indicative"),)}, None, None),
        ({"agreements": (agreement(end="2027-06-30"),), "funding": (funding(),)}, date(2027, 6, 30), AGREEMENTS),
        ({"agreements": (agreement(),), "funding": (funding(end="2027-03-31"),)}, date(2027, 3, 31), MONEY),
        ({"end": "2027-03-31", "end_basis": "stated", "funding": (funding(end="2027-03-31"),)}, date(2027, 3, 31), END),
    ],
)
def test_it_runs_until_the_first_of_its_ends(
    changes: dict[str, Any], until: date | None, cause: StopCause | None
) -> None:
    finding = find(bare(**changes))
    assert (finding.runs_until, finding.runs_until_cause) == (until, cause)


def test_all_eleven_facts_may_be_recorded() -> None:
    finding = find(programme())
    assert (finding.facts_recorded, finding.facts_total) == (11, 11)


@pytest.mark.parametrize(
    ("changes", "recorded"),
    [
        ({}, 1),
        ({"launched": "2024"}, 2),
        ({"end": "2028-01-01", "end_basis": "derived"}, 2),
        ({"end_basis": "open"}, 2),
        ({"end_basis": "unknown"}, 1),
        ({"owner": "Prevention Unit"}, 2),
        ({"mandate": "executive"}, 2),
        ({"mandate": "unknown"}, 1),
        ({"agreements": (agreement(status="named", start=None),)}, 2),
        ({"agreements": (agreement(status="draft", start=None),)}, 3),
        ({"agreements": (agreement(),)}, 4),
        ({"agreements": (agreement(signed_on="2026-08-02"),)}, 1),
        ({"funding": (funding(end=None),)}, 2),
        ({"funding": (funding(),)}, 3),
        ({"evidence": (evidence("evaluation"),)}, 2),
        ({"evidence": (evidence("evaluation", date=None),)}, 1),
        ({"evidence": (evidence("capacity"),)}, 1),
    ],
)
def test_completeness_counts_what_the_rule_reads(changes: dict[str, Any], recorded: int) -> None:
    assert find(bare(**changes), as_of=AS_OF).facts_recorded == recorded


def test_partners_are_those_with_a_part_beyond_paying_by_key() -> None:
    rows = (
        agreement(),
        agreement(key="a2", status="named", partner=Partner(key="arts")),
        agreement(key="a3", role="funding", partner=Partner(key="trust")),
    )
    assert find(bare(agreements=rows)).partners == ("arts", "hub")
