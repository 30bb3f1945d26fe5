"""The fourteen cities' programmes, typed into the starter sheet as an officer would, give the findings of the pack."""

import csv
from collections.abc import Iterator
from pathlib import Path

from continuity.domain.risk.findings import Finding
from continuity.domain.schema.starter_sheet import STARTER_SHEET
from continuity.domain.values.keys import slugify
from continuity.importers.read_file import ReadOptions
from continuity.reports.spreadsheet.text_workbook import TextSheet
from continuity.services.assessment import assessment
from continuity.services.imports.run import ImportOptions, ImportResult, import_path
from support.reference_packs import AS_OF, REFERENCE, STAMP
from support.starter_workbooks import STARTER, sheet, written

OFFICES = {
    "aurora/mayor": ("colorado-aurora-mayor", "Mike Coffman", "2023-12-04", "", "US"),
    "berlin/governing-mayor": ("berlin-governing-mayor", "Kai Wegner", "2023-04-27", "", "DE"),
    "birmingham/leader": ("london-borough-leader", "John Cotton", "2023-05-23", "", "GB"),
    "essen/lord-mayor": ("north-rhine-westphalia-mayor", "Thomas Kufen", "2025-11-01", "", "DE"),
    "houston/mayor": ("texas-houston-mayor", "John Whitmire", "2024-01-01", "", "US"),
    "liverpool/city-mayor": ("england-leader-all-out", "Liam Robinson", "2023-05-17", "", "GB"),
    "london/mayor": ("london-mayor", "Sadiq Khan", "2024-05-06", "", "GB"),
    "luton/leader": ("england-leader-all-out", "Hazel Simmons", "2023-05-23", "", "GB"),
    "mechelen/burgomaster": ("flanders-burgomaster", "Bart Somers", "2023-11", "", "BE"),
    "new-york-city/mayor": ("new-york-city-mayor", "Zohran Mamdani", "2026-01-01", "", "US"),
    "portsmouth/leader": ("", "Steve Pitt", "2023-05-16", "", "GB"),
    "strasbourg/mayor": ("france-mayor", "Catherine Trautmann", "2026-03-27", "", "FR"),
    "the-hague/burgomaster": ("netherlands-burgomaster", "", "", "", "NL"),
    "toronto/mayor": ("ontario-mayor", "Olivia Chow", "2023-07-12", "", "CA"),
}
"""What she types of each office: profile, holder, since when, when an appointment ends, and the country."""

UNRECORDED = {
    "berlin/governing-mayor": "2026-09-20",
    "birmingham/leader": "2026-05-07",
    "mechelen/burgomaster": "2024-10-13",
    "portsmouth/leader": "2026-05-07",
    "toronto/mayor": "2026-10-26",
}
"""Elections without a result, by office: a projected one that nobody recorded is not late after its handover."""

PORTSMOUTH = "portsmouth/leader"
ZONES = {"aurora": "America/Denver", "houston": "America/Chicago", "new-york-city": "America/New_York"}


def pack(table: str) -> list[dict[str, str]]:
    with (REFERENCE / "fourteen" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed() -> Iterator[dict[str, str]]:
    """A row for each programme with each of its partners, and one for each of its funders."""
    cities = {row["key"]: row["name"] for row in pack("cities")}
    titles = {row["key"]: row["title"] for row in pack("offices")}
    partners = {row["key"]: row for row in pack("partners")}
    agreements, money = pack("agreements"), pack("funding")
    for programme in pack("programmes"):
        profile, holder, since, until, country = OFFICES[programme["office"]]
        row = {
            "city": cities[programme["city"]],
            "country": country,
            "office": titles[programme["office"]],
            "profile": profile,
            "holder": holder,
            "holder since": since,
            "term ends": until,
            "time zone": ZONES.get(programme["city"], ""),
            "programme": programme["name"],
            "launched": programme["launched"],
            "end": programme["end"] if programme["end_basis"] == "stated" else "",
            "mandate": programme["mandate"],
            "mandate on": programme["mandate_on"],
        }
        for agreement in (one for one in agreements if one["programme"] == programme["key"]):
            partner = partners[agreement["partner"]]
            yield row | {
                "partner": partner["name"],
                "partner kind": partner["kind"],
                "controlled by": partner["controlled_by"],
            }
        for one in (one for one in money if one["programme"] == programme["key"] and one["end_basis"] != "derived"):
            funder = {"funder": partners[one["funder"]]["name"], "funder kind": one["funder_kind"]}
            yield row | funder | {"money until": one["end"] if one["certainty"] == "committed" else ""}
        yield row


def further() -> Iterator[TextSheet]:
    """What the starter sheet cannot say goes on the sheets of tables: a rule of one's own, a term, a derived day."""
    leader, burgomaster = "portsmouth/leader-of-the-council", "the-hague/burgomaster-burgemeester"
    rules = [{**row, "office": leader, "takes_office": "+12d"} for row in pack("rules") if row["office"] == PORTSMOUTH]
    columns = ("office", "start", "election_rule", "election_rule_start", "takes_office", "quiet_days")
    yield sheet("rules", columns, rules)
    titles = {row["key"]: row["title"] for row in pack("offices")}
    keys = {office: f"{office.partition('/')[0]}/{slugify(titles[office])}" for office in OFFICES}
    polls = [
        row for row in pack("elections") if row["office"] in UNRECORDED and row["date"] == UNRECORDED[row["office"]]
    ]
    columns = ("office", "date", "kind", "status")
    yield sheet("elections", columns, [{**row, "office": keys[row["office"]]} for row in polls])
    days = {"start": "2020-07-01", "end": "2026-06-30", "expected_end": "2026-06-30"}
    term = {"office": burgomaster, "person": "Jan van Zanen", "capacity": "substantive", **days}
    yield sheet("people", ("name",), [{"name": "Jan van Zanen"}])
    yield sheet("terms", tuple(term), [term])
    names = {row["key"]: row["name"] for row in (*pack("programmes"), *pack("partners"))}
    money = [row for row in pack("funding") if row["end_basis"] == "derived"]
    named = [{**row, "programme": names[row["programme"]], "funder": names[row["funder"]]} for row in money]
    yield sheet("funding", ("programme", "funder", "funder_kind", "start", "end", "end_basis", "certainty"), named)
    funders = [{"name": row["funder"]} for row in named]
    yield sheet("partners", ("name",), funders)


def typed_into(address: str, path: Path) -> ImportResult:
    book = written(path, sheet(STARTER_SHEET, STARTER, typed()), *further())
    return import_path(address, STAMP, book, ReadOptions(), ImportOptions(as_of=AS_OF))


def findings(address: str) -> dict[str, Finding]:
    found = assessment(address, AS_OF).findings
    return {f"{one.programme.city} {one.programme.name}": one for one in found if "INVENTED" not in one.programme.name}


def told(finding: Finding) -> tuple[object, ...]:
    day = finding.transition.polling_day if finding.transition else None
    # Profiles whose legal source was not read give a derived handover; the pack has the rule.
    codes = {reason.code for reason in finding.reasons} - {"HANDOVER_UNKNOWN"}
    return finding.status, finding.level, finding.basis, day, sorted(codes)


def test_the_programmes_typed_in_give_the_findings_of_the_pack(database: str, cities: str, tmp_path: Path) -> None:
    done = typed_into(database, tmp_path / "starter.xlsx")
    expected, found = findings(cities), findings(database)
    assert {key: told(one) for key, one in found.items()} == {key: told(one) for key, one in expected.items()}
    assert (len(found), done.changed, done.batch) == (20, {}, 1)


def test_typed_in_a_second_time_they_change_nothing(database: str, tmp_path: Path) -> None:
    typed_into(database, tmp_path / "starter.xlsx")
    again = typed_into(database, tmp_path / "starter.xlsx")
    assert (again.added, again.changed, again.batch, again.remarks) == ({}, {}, None, ())
