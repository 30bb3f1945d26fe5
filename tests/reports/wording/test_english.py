"""Days as people write them."""

import pytest

from continuity.domain.values.dates import VagueDate
from continuity.reports.wording.english import format_vague_date


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-05-03", "3 May 2022"),
        ("2022-05", "May 2022"),
        ("2022", "2022"),
        ("../2022-05", "by May 2022"),
        ("2026/..", "2026 or later"),
        ("2019-03/2020-07-30", "March 2019 to 30 July 2020"),
        ("2027-05-06/2027-05-20", "6 May 2027 to 20 May 2027"),
    ],
)
def test_a_date_is_said_as_vaguely_as_it_was_written(text: str, words: str) -> None:
    assert format_vague_date(VagueDate.parse(text)) == words


def test_none_is_not_recorded() -> None:
    assert format_vague_date(None) == "not recorded"
