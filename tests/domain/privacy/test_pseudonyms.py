"""Organisations that are not named: their numbers say nothing of their names, and they read well everywhere."""

from itertools import pairwise

from continuity.domain.privacy.pseudonyms import assign_pseudonyms, format_pseudonym

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
