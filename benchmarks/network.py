"""A network of 250 cities with 15,000 programmes: how long its import, its verdicts and its export take."""

import calendar
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from continuity.domain.comparison.snapshot import ReportSnapshot, snapshot_findings
from continuity.domain.comparison.what_if import CommitFunding
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.summaries.action_plan import build_action_plan
from continuity.domain.summaries.figures import Figures
from continuity.importers.read_file import ReadOptions
from continuity.reports.registry import render_listing, render_report
from continuity.reports.report.model import ReportData
from continuity.services.assessment import assessment
from continuity.services.database import create_database
from continuity.services.explanation import explain
from continuity.services.exports.csv_pack import export_pack
from continuity.services.exports.workbook import export_workbook
from continuity.services.history import list_batches
from continuity.services.imports.run import ImportOptions, import_pack, import_path
from continuity.services.report_changes.changes import find_report_changes
from continuity.services.reports import build_report_data
from continuity.services.transaction import Stamp
from continuity.services.what_if.scenario import run_scenario

CITIES, PROGRAMMES = 250, 60
PROGRAMME = "city-000/programme-00"
AS_OF, LATER = date(2026, 11, 23), date(2028, 12, 1)
STAMP = Stamp("benchmark", "benchmark", datetime(2026, 11, 23, tzinfo=UTC))


def write_pack(folder: Path) -> None:
    """Made-up cities, each with an office, a rule, five terms and sixty programmes with agreements and money."""
    folder.mkdir()
    tables: dict[str, list[str]] = {
        "cities": ["key,name,country,timezone"],
        "offices": ["key,city,title,kind,selection"],
        "rules": ["office,election_rule,election_rule_start,takes_office,quiet_days"],
        "people": ["key,name"],
        "terms": ["key,office,person,start,end"],
        "programmes": ["key,city,office,name,launched"],
        "partners": ["key,name,kind"],
        "agreements": ["key,programme,partner,status,scope,office_may_end_alone,signed_on,start,end"],
        "funding": ["key,programme,partner,certainty,start,end"],
    }
    for number in range(CITIES):
        _city(tables, f"city-{number:03}", 2000 + number % 4)
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\r\n".join([*lines, ""]), encoding="utf-8", newline="")


def _city(tables: dict[str, list[str]], city: str, first: int) -> None:
    office = f"{city}/mayor"
    tables["cities"].append(f"{city},{city.title()},GB,Europe/London")
    tables["offices"].append(f"{office},{city},Mayor,executive,direct")
    tables["rules"].append(f"{office},FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH,{_first_thursday(first)},+4d,37")
    tables["partners"].append(f"{city}-hub,{city} Hub,community")
    for term in range(5):
        year = first + 4 * term
        tables["people"].append(f"{city}-holder-{term},Holder {term}")
        tables["terms"].append(f"{office}/{term},{office},{city}-holder-{term},{year}-05-12,{year + 4}-05-11")
    for number in range(PROGRAMMES):
        key, end = f"{city}/programme-{number:02}", 2027 + number % 4
        tables["programmes"].append(f"{key},{city},{office},Programme {number},2024-02-01")
        tables["agreements"].append(f"{key}/1,{key},{city}-hub,signed,deliver,no,2024-03-01,2024-04-01,{end}-12-31")
        tables["funding"].append(f"{key}/1,{key},{city}-hub,committed,2024-04-01,{end}-12-31")


def _first_thursday(year: int) -> date:
    """Return the first Thursday of May, when every city votes."""
    return next(day for number in range(1, 8) if (day := date(year, 5, number)).weekday() == calendar.THURSDAY)


def timed(what: str, work: Callable[[], object]) -> None:
    """Do the work and print how long it took."""
    begun = time.perf_counter()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:45} {time.perf_counter() - begun:7.2f} s   peak {peak:6.0f} MiB")


def last_report(address: str) -> ReportSnapshot:
    """Snapshot a report made today, as a schedule does."""
    found = assessment(address, AS_OF)
    batch = list_batches(address, 1)[0].number
    return ReportSnapshot(
        as_of=AS_OF, rule=RULE_VERSION, settings=found.settings, batch=batch, findings=snapshot_findings(found.findings)
    )


def main() -> None:
    """Print one line a step."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = str(folder / "network.db")
        timed("write the pack", lambda: write_pack(folder / "pack"))
        timed("make the database", lambda: create_database(address))
        timed("import it", lambda: import_pack(address, STAMP, folder / "pack"))
        timed("import it again", lambda: import_pack(address, STAMP, folder / "pack"))
        timed("export it", lambda: export_pack(address, folder / "out"))
        timed("export it as a workbook", lambda: export_workbook(address, folder / "record.xlsx", AS_OF))
        book = (folder / "record.xlsx", ReadOptions(), ImportOptions(as_of=AS_OF))
        timed("import the workbook again", lambda: import_path(address, STAMP, *book))
        timed("judge 15,000 programmes", lambda: assessment(address, AS_OF))
        found = assessment(address, AS_OF)
        timed("plan what is to be done", lambda: build_action_plan(found.findings, AS_OF))
        timed("explain one of them", lambda: explain(address, PROGRAMME, AS_OF))
        timed(
            "try one change", lambda: run_scenario(address, STAMP, [CommitFunding(PROGRAMME, date(2031, 3, 31))], AS_OF)
        )
        timed(
            "say what changed in two years",
            lambda: find_report_changes(address, last_report(address), build_report_data(address, LATER)),
        )
        timed("write them as CSV", lambda: render_listing("risk-csv", Figures(found, found.findings), found.findings))
        timed(
            "write them as HTML", lambda: render_report("html", ReportData(assessment=found, findings=found.findings))
        )


if __name__ == "__main__":
    main()
