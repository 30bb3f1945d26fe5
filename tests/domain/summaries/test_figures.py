"""Which columns are missing, of a finding and of a city."""

from dataclasses import replace

from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.summaries.figures import measure_completeness_by_city
from support.risk_cases import agreement, bare, evidence, find, funding, programme

ALL = (
    "programmes.launched",
    "programmes.end",
    "programmes.owner",
    "programmes.mandate",
    "agreements.partner",
    "agreements.status",
    "agreements.start, end",
    "funding.certainty",
    "funding.start, end",
    "evidence.kind evaluation",
)


def test_of_a_bare_programme_everything_but_its_office_is_missing() -> None:
    finding = find(bare())
    assert finding.missing_columns == ALL
    assert (finding.facts_recorded, finding.facts_total) == (1, 11)


def test_of_a_whole_one_nothing_is() -> None:
    assert find(programme(evidence=(evidence("evaluation"),))).missing_columns == ()


def test_what_is_missing_names_columns_of_the_record() -> None:
    for name in ALL:
        table, _, columns = name.partition(".")
        for column in columns.split(" ")[0].split(", "):
            assert column.rstrip(",") in TABLES_BY_NAME[table].column_names


def test_money_without_days_lacks_its_days_alone() -> None:
    assert find(programme(funding=(funding(start=None),))).missing_columns == ("funding.start, end",)
    assert find(programme(agreements=(agreement(end=None),))).missing_columns == ("agreements.start, end",)


def test_a_city_lists_what_most_of_its_findings_lack_first() -> None:
    findings = [find(bare(key="luton/a")), find(bare(key="luton/b", owner="Ada")), find(programme())]
    elsewhere = find(replace(bare(), key="leeds/a", city="leeds"))
    leeds, luton = measure_completeness_by_city([*findings, elsewhere])
    assert (luton.city, luton.programmes, luton.recorded, luton.of) == ("luton", 3, 1 + 2 + 11, 33)
    assert luton.missing[0] == ("programmes.launched", 2)
    assert luton.missing[-1] == ("programmes.owner", 1)
    assert leeds.missing == tuple((name, 1) for name in ALL)
    assert leeds.percent == 9


def test_no_finding_makes_no_city() -> None:
    assert measure_completeness_by_city([]) == ()
