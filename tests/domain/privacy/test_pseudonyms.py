"""Organisations that are not named: their numbers say nothing of their names, and they read well everywhere."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from continuity.domain.known import filter_known_programme
from continuity.domain.privacy.pseudonyms import assign_pseudonyms, format_pseudonym, remove_names, replace_keys
from continuity.domain.programmes.models import Agreement, Partner, Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus

KEYS = [f"partner-{number:02}" for number in range(40)]


def test_numbers_are_the_same_on_every_run_whatever_the_order_of_the_keys() -> None:
    assert assign_pseudonyms(KEYS) == assign_pseudonyms(KEYS[::-1])
    assert sorted(assign_pseudonyms(KEYS).values()) == [f"unnamed-{number:02}" for number in range(1, 41)]


def test_neighbours_in_the_alphabet_are_none_among_the_numbers() -> None:
    found = assign_pseudonyms(KEYS)
    places = [int(found[key].rpartition("-")[2]) for key in KEYS]
    beside = sum(abs(one - other) == 1 for one, other in pairwise(places))
    assert beside < 6
    assert places not in (sorted(places), sorted(places, reverse=True))


def test_a_name_cannot_be_tried_without_the_others() -> None:
    some = KEYS[:20]
    alone, among = assign_pseudonyms(some), assign_pseudonyms(KEYS)
    assert sorted(some, key=alone.__getitem__) != sorted(some, key=among.__getitem__)


def test_what_an_unnamed_organisation_is_called_begins_a_sentence_as_well() -> None:
    assert format_pseudonym("unnamed-007") == "Organisation 7 (not named)"


ENDING = Partner(
    key="hub",
    name="Community Hub",
    kind="community",
    end=VagueDate.parse("2027-03-31"),
    successor="heir",
    successor_name="New Hub",
)


@pytest.mark.parametrize(
    ("pseudonyms", "name", "successor"),
    [
        ({"hub": "unnamed-1"}, "Organisation 1 (not named)", "New Hub"),
        ({"heir": "unnamed-2"}, "Community Hub", "Organisation 2 (not named)"),
        ({"hub": "unnamed-1", "heir": "unnamed-2"}, "Organisation 1 (not named)", "Organisation 2 (not named)"),
    ],
)
def test_unnamed_partner_keeps_its_end_and_no_key(pseudonyms: dict[str, str], name: str, successor: str) -> None:
    """Issue 14, line 18: the rule reads the end, and a successor that is not named has a number."""
    agreement = Agreement(key="a", partner=ENDING)
    subject = filter_known_programme(
        Programme(key="p", city="c", office="o", agreements=(agreement,)), date(2026, 8, 1)
    )
    finding = Finding(programme=remove_names(subject, pseudonyms), status=FindingStatus.AT_RISK)
    partner = replace_keys(finding, pseudonyms).programme.agreements[0].partner
    keys = {"key": pseudonyms.get("hub", "hub"), "successor": pseudonyms.get("heir", "heir")}
    assert partner == replace(ENDING, name=name, successor_name=successor, **keys)
