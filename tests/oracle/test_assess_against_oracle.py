"""The program against a second reading of the same text, over invented worlds.

A disagreement is a mistake in one of the two; which, the text says. The message names the seed: `drawn(seed)` in
worlds.py gives the world again.
"""

from collections.abc import Iterator
from functools import lru_cache

import pytest
from oracle_assess import OPEN, Answer, verdict
from random_cases import World, drawn

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Finding
from continuity.domain.vocabulary import FindingStatus, RiskLevel
from support.known_facts import list_known_findings

BLOCKS, IN_BLOCK = 3, 500
LONG_BLOCKS, IN_LONG_BLOCK = 10, 2200

KINDS = (
    "ordinary by-election repeat recall appointment-end abolition departure suspension succession"
    " coalition-change vacancy overdue term-end"
).split()
CODES = (
    "NO_PARTNER NO_AGREEMENT NOT_COMMUNITY PARTNER_CONTROLLED AGREEMENT_UNSIGNED AGREEMENT_UNDATED AGREEMENT_STARTS "
    "AGREEMENT_ENDS AGREEMENT_GAP AGREEMENT_TERMINATED SCOPE_ADVISORY OFFICE_MAY_END OFFICE_MAY_END_UNKNOWN "
    "FUNDING_NONE FUNDING_UNDATED FUNDING_STARTS FUNDING_ENDS FUNDING_GAP FUNDING_INDICATIVE FUNDING_DERIVED "
    "FUNDING_OTHER SINGLE_SOURCE NO_MANDATE MANDATE_ENDS MANDATE_REVOCABLE NO_EVALUATION NO_BUYIN CAPACITY_UNKNOWN "
    "DATA_WITH_CITY NO_OVERLAP UNCONFIRMED STALE PERSON_CHANGES PARTY_CHANGES INCUMBENT_UNKNOWN LATE OPEN VACANCY "
    "RESULT_UNKNOWN ELECTION_UNKNOWN HANDOVER_UNKNOWN TERM_OVERDUE OFFICE_ENDS"
).split()
E_CODES = frozenset(CODES[: CODES.index("SINGLE_SOURCE")])
"""Those that name a failing one of E1 to E4."""

WHERE = "kind polling_day quiet_from handover_first handover_last open certain_change".split()
PLACED = ("at-risk", "covered", "ends-first")
EXPOSED = ("at-risk", "covered")


def found(world: World) -> Finding | None:
    """The finding of the program; none for a ceremonial office."""
    findings = list_known_findings(world.programme, world.leaderships, world.as_of, world.settings)
    return findings[0] if findings else None


def codes_of(finding: Finding) -> frozenset[str]:
    return frozenset(reason.code for reason in (*finding.reasons, *finding.watch_points))


def told(finding: Finding) -> dict[str, object]:
    """What the program says, in the oracle's words."""
    said: dict[str, object] = {
        "status": finding.status,
        "level": finding.level,
        "runs_until": finding.runs_until,
    }
    if finding.status in PLACED and finding.transition is not None:
        said |= placed(finding.transition)
    if finding.status in EXPOSED:
        said |= {"party_change": finding.party_change, "covered_until": finding.covered_until}
    if finding.status == "at-risk":
        said |= {
            "protections": frozenset(finding.protections),
            "aggravators": frozenset(finding.aggravators),
            "names what fails": bool(codes_of(finding) & E_CODES),
        }
    return said


def placed(transition: Transition) -> dict[str, object]:
    return {
        "kind": transition.kind,
        "polling_day": transition.polling_day,
        "quiet_from": transition.quiet_from,
        "handover_first": transition.handover_first,
        "handover_last": transition.handover_last,
        "open": transition.open,
        "certain_change": bool(transition.certain_change),
    }


def answered(answer: Answer) -> dict[str, object]:
    """What the oracle says, as far as the text is plain about it."""
    names = ["status", "level", "runs_until"]
    names += WHERE if answer.status in PLACED else []
    names += ["party_change", "covered_until"] if answer.status in EXPOSED else []
    names += ["protections", "aggravators"] if answer.status == "at-risk" else []
    said: dict[str, object] = {name: getattr(answer, name) for name in names}
    return said | ({"names what fails": True} if answer.status == "at-risk" else {})


def disagreement(world: World) -> str | None:
    """Both answers where they differ."""
    finding, answer = found(world), verdict(world.programme, world.leaderships, world.as_of, world.settings)
    if finding is None or answer is None:
        return None if finding is None and answer is None else f"seed {world.seed}: {finding} against {answer}"
    if answer.status == OPEN:
        return None
    one, two, codes = told(finding), answered(answer), codes_of(finding)
    parts = [f"{name}: program {one.get(name)}, oracle {two.get(name)}" for name in two if one.get(name) != two[name]]
    parts += [f"{code}: program has it not, oracle has it" for code in sorted(answer.codes - codes)]
    parts += [f"{code}: program has it, oracle has it not" for code in sorted(answer.absent & codes)]
    if not parts:
        return None
    differing = "\n  ".join(parts)
    return f"seed {world.seed}, as of {world.as_of}:\n  {differing}\nprogram: {one}\noracle: {two}"


def disagreements(seeds: range) -> list[str]:
    return [text for seed in seeds if (text := disagreement(drawn(seed))) is not None]


@pytest.mark.parametrize("block", range(BLOCKS))
def test_program_and_oracle_agree(block: int) -> None:
    found_here = disagreements(range(block * IN_BLOCK, (block + 1) * IN_BLOCK))
    assert not found_here, "\n\n".join(found_here[:5])


@pytest.mark.long
@pytest.mark.parametrize("block", range(LONG_BLOCKS))
def test_program_and_oracle_agree_on_many_more(block: int) -> None:
    first = 1_000_000 + block * IN_LONG_BLOCK
    found_here = disagreements(range(first, first + IN_LONG_BLOCK))
    assert not found_here, "\n\n".join(found_here[:5])


@lru_cache(maxsize=1)
def all_found() -> tuple[Finding, ...]:
    return tuple(each for seed in range(BLOCKS * IN_BLOCK) if (each := found(drawn(seed))) is not None)


def reached(name: str) -> Iterator[object]:
    for finding in all_found():
        match name:
            case "kinds":
                yield finding.transition.kind if finding.transition else None
            case "protections":
                yield from finding.protections
            case "aggravators":
                yield from finding.aggravators
            case "codes":
                yield from codes_of(finding)
            case _:
                yield getattr(finding, name)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("status", tuple(FindingStatus)),
        ("level", tuple(RiskLevel)),
        ("kinds", KINDS),
        ("protections", ("F", "M", "P")),
        ("aggravators", ("A1", "A2", "A3", "A4")),
        ("codes", CODES),
    ],
)
def test_the_worlds_reach_everything_the_rule_can_say(name: str, wanted: tuple[str, ...]) -> None:
    assert set(wanted) <= set(reached(name))
