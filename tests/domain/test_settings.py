"""The numbers of the rule that a database may change, and which changes weaken the rule."""

from dataclasses import fields

import pytest

from continuity.domain.schema.tables import PARTNERS
from continuity.domain.settings import (
    DEFAULT_SETTINGS,
    PARTNER_KINDS,
    SETTING_NAMES,
    Settings,
    describe_deviations,
    format_setting_values,
    list_changed_settings,
    list_setting_values,
    list_weakening_settings,
    parse_settings,
)
from continuity.domain.values.durations import Duration
from continuity.errors import BadValue


def test_nothing_given_is_the_rules_own() -> None:
    assert parse_settings({}) == DEFAULT_SETTINGS
    assert (
        list_changed_settings(DEFAULT_SETTINGS),
        list_weakening_settings(DEFAULT_SETTINGS),
        describe_deviations(DEFAULT_SETTINGS),
    ) == ((), (), ())


@pytest.mark.parametrize("name", SETTING_NAMES)
def test_each_setting_reads_back_as_it_is_written(name: str) -> None:
    assert parse_settings({name: format_setting_values(DEFAULT_SETTINGS)[name]}) == DEFAULT_SETTINGS


def test_setting_values_hold_every_attribute() -> None:
    values = {field.name: object() for field in fields(Settings)}
    assert list_setting_values(Settings(**values)) == values  # type: ignore[arg-type]
    assert tuple(values) == SETTING_NAMES


def test_the_horizon_asked_for_comes_before_that_of_the_database() -> None:
    assert parse_settings({"horizon": "12m"}).horizon == Duration(months=12)
    assert parse_settings({"horizon": "12m"}, Duration(months=36)).horizon == Duration(months=36)


@pytest.mark.parametrize(
    ("name", "stricter", "weakening"),
    [
        ("horizon", "36m", "23m"),
        ("horizon", "800d", "700d"),
        ("window_days", "184", "182"),
        ("window_days", "365", "0"),
        ("late_days", "91", "89"),
        ("handover_days", "91", "89"),
        ("notice_days", "91", "89"),
        ("lead_days", "61", "59"),
        ("stale_months", "11", "13"),
        ("community_kinds", "community | charity", "community | public"),
        ("community_kinds", "faith", "community | charity | faith | social-enterprise | academic"),
    ],
)
def test_what_warns_of_less_or_later_weakens_the_rule(name: str, stricter: str, weakening: str) -> None:
    strict, weak = parse_settings({name: stricter}), parse_settings({name: weakening})
    assert (list_changed_settings(strict), list_weakening_settings(strict)) == ((name,), ())
    assert (list_changed_settings(weak), list_weakening_settings(weak)) == ((name,), (name,))
    assert "weakens the rule" not in describe_deviations(strict)[0]
    assert describe_deviations(weak)[0].endswith("; this weakens the rule)")


def test_a_deviation_names_both_values() -> None:
    assert describe_deviations(parse_settings({"window_days": "0"})) == (
        "window_days 0 (the rule's own: 183; this weakens the rule)",
    )


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("windows_days", "3", "did you mean window_days?"),
        ("colour", "3", "there are horizon"),
        ("window_days", "-1", "from 0 to 3660"),
        ("window_days", "3661", "from 0 to 3660"),
        ("window_days", "6 months", "from 0 to 3660"),
        ("window_days", "١٢", "from 0 to 3660"),
        ("stale_months", "121", "from 0 to 120"),
        ("horizon", "two years", "24m"),
        ("community_kinds", "clubs", "community | charity"),
        ("community_kinds", " | ", "community | charity"),
    ],
)
def test_what_is_no_setting_or_no_value_is_refused_with_what_to_write(name: str, text: str, hint: str) -> None:
    with pytest.raises(BadValue) as caught:
        parse_settings({name: text})
    assert hint in caught.value.hint


def test_the_kinds_are_those_of_the_record() -> None:
    assert (*PARTNER_KINDS, "unknown") == PARTNERS.get_column("kind").choices
