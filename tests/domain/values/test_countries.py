"""The country codes, against a maintained list."""

import pycountry
import pytest

from continuity.domain.values.countries import ASSIGNED_CODES, COUNTRY_CODES, USER_ASSIGNED_CODES


def test_the_codes_are_those_of_the_standard() -> None:
    assert {country.alpha_2 for country in pycountry.countries} == ASSIGNED_CODES


@pytest.mark.parametrize("code", ["XK", "ZZ", "AA", "QM", "QZ", "XA"])
def test_codes_left_to_their_users_can_be_written(code: str) -> None:
    assert code in COUNTRY_CODES


@pytest.mark.parametrize("code", ["UK", "EU", "SU", "QL", "ZY", "gb", ""])
def test_a_code_that_stands_for_no_country_cannot(code: str) -> None:
    assert code not in COUNTRY_CODES


def test_no_code_is_both_assigned_and_free() -> None:
    assert not ASSIGNED_CODES & USER_ASSIGNED_CODES
