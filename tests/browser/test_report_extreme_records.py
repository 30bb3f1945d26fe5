"""The report of records that are hostile, sparse or large."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser_pages import PHONE, Visitor, outside, unfold, violations, width
from extreme_records import HOSTILE, LETTERS, SPARSE, World, lettered, named
from findings_table import FindingsTable

from continuity.db.engine import open_database, transaction
from continuity.reports.registry import render_report
from continuity.reports.report.model import ReportData
from support.cli import Cli
from support.record_rows import record_texts
from support.sample_assessment import large

Reporting = Callable[[World], Path]


@pytest.fixture
def reported(sqlite_database: str, tmp_path: Path) -> Reporting:
    """Writes the report of a record into a file."""

    def reporting(world: World) -> Path:
        engine = open_database(sqlite_database)
        with transaction(engine, write=True) as connection:
            record_texts(connection, world)
        engine.dispose()
        path = tmp_path / "report.html"
        Cli(sqlite_database).ok(f"report html --as-of 2025-03-01 --horizon 60m -o '{path}'")
        return path

    return reporting


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of 250 cities with 15,000 programmes."""
    found = large(250, 60)
    path = tmp_path_factory.mktemp("network") / "report.html"
    path.write_bytes(render_report("html", ReportData(assessment=found, findings=found.findings)))
    return path


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_name_does_no_harm_and_fits_on_a_phone(name: str, reported: Reporting, opened: Visitor) -> None:
    found = opened(reported(named(name)), viewport=PHONE)
    unfold(found.page)
    assert name.strip() in "\n".join(found.page.locator("#findings-table th[scope=row]").all_text_contents())
    for link in found.page.locator("main a:visible").all()[:20]:
        link.click()
    assert found.page.evaluate("window.harmed") is None
    assert found.heard == []
    assert len(found.requests) == 1
    assert width(found.page) <= PHONE["width"]
    assert outside(found.page) == []


@pytest.mark.parametrize("world", SPARSE.values(), ids=SPARSE)
def test_a_record_with_hardly_anything_in_it_can_be_read(world: World, reported: Reporting, opened: Visitor) -> None:
    found = opened(reported(world), viewport=PHONE)
    unfold(found.page)
    assert found.heard == []
    assert width(found.page) <= PHONE["width"]
    assert violations(found.page) == []


def test_letters_with_and_without_marks_are_sorted_together(reported: Reporting, opened: Visitor) -> None:
    table = FindingsTable(opened(reported(lettered())).page)
    table.button("Programme").click()
    assert table.names == ["apple", "\u00e9clair", "Émile", "evening", "Fig", "zebra"]
    assert sorted(table.names) == sorted(LETTERS)


@pytest.mark.long
def test_a_network_of_15000_programmes_fits_into_a_mail(network: Path) -> None:
    assert network.stat().st_size < 3_000_000


@pytest.mark.long
def test_a_network_of_15000_programmes_can_be_searched(network: Path, opened: Visitor) -> None:
    found = opened(network)
    table = FindingsTable(found.page)
    listed = table.names
    found.page.locator("#find-text").fill(listed[-1].upper())
    assert listed[-1] in table.names
    assert table.told.startswith(f"{len(table.names)} of {len(listed)} ")
    assert (found.heard, len(found.requests)) == ([], 1)


@pytest.mark.long
def test_every_programme_of_a_network_is_in_its_report(network: Path, opened: Visitor) -> None:
    found = large(250, 60).findings
    text = opened(network).page.evaluate("document.body.textContent")
    assert [one.programme.name for one in found if one.programme.name not in text] == []
