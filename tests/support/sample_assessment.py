"""A literal assessment with every verdict in it: three invented cities as of 1 August 2026."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from continuity.domain.known import filter_known_offices
from continuity.domain.offices.models import Affiliation, Office, OfficeRecord, Term, Transition
from continuity.domain.programmes.models import Programme, Treatment
from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.domain.settings import Settings
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.vocabulary import StopCause

AS_OF = date(2026, 8, 1)
MAYOR = "exampleton/mayor"
LEADER = "sample-bay/leader"
BOARD = "templeford/board"
OWNER = "Prevention Unit"


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


ELECTION = Transition(
    city="exampleton",
    office=MAYOR,
    kind="ordinary",
    polling_day=date(2027, 5, 6),
    first_day=date(2027, 5, 6),
    quiet_from=date(2027, 3, 22),
    handover_first=date(2027, 5, 10),
    handover_last=date(2027, 5, 10),
    scheduled_handover_last=date(2027, 5, 10),
    certain_change=("TERM_LIMIT",),
    closes_on=date(2027, 11, 9),
    outgoing="ada-one",
    outgoing_party="blue",
    incumbent_candidacy="term-limited",
)
NEXT_COUNCIL = Transition(
    city="sample-bay",
    office=LEADER,
    kind="ordinary",
    polling_day=date(2028, 5, 4),
    basis="rule",
    handover_first=date(2028, 5, 4),
    handover_last=date(2028, 8, 2),
    scheduled_handover_last=date(2028, 8, 2),
    handover_basis="derived",
    outgoing="ben-two",
)
OPEN = Transition(
    city="sample-bay",
    office=LEADER,
    kind="vacancy",
    polling_day=date(2026, 7, 2),
    handover_first=date(2026, 7, 2),
    handover_last=date(2026, 9, 30),
    scheduled_handover_last=date(2026, 9, 30),
    handover_basis="derived",
    open=True,
    vacant=True,
)

MAYORS = OfficeRecord(
    office=Office(key=MAYOR, city="exampleton", title="Mayor"),
    terms=(
        Term(
            key=f"{MAYOR}/2019-05-06",
            person="zoe-zero",
            start=on("2019-05-06"),
            end=on("2023-05-07"),
            affiliations=(Affiliation(party="red", standing="member"),),
        ),
        Term(
            key=f"{MAYOR}/2023-05-08",
            person="ada-one",
            start=on("2023-05-08"),
            expected_end=on("2027-05-09"),
            next="term-limited",
            affiliations=(Affiliation(party="blue", standing="member"),),
        ),
    ),
)
LEADERS = OfficeRecord(
    office=Office(key=LEADER, city="sample-bay", title="Leader of the Council"),
    terms=(
        Term(key=f"{LEADER}/2024", person="ben-two", start=on("2024-05"), end=on("2026-07-01")),
        Term(key=f"{LEADER}/2026-07-02", person="cleo-three", start=on("2026-07-02"), capacity="acting"),
        Term(key=f"{LEADER}/undated", person="dan-four"),
    ),
)


def reason(code: str, variant: str = "", **changes: Any) -> Reason:
    base = Reason(code=code, variant=variant, owner=OWNER, due=date(2027, 3, 21), start_by=date(2027, 1, 20))
    return replace(base, **changes)


def programme(key: str, name: str, **changes: Any) -> Programme:
    city = key.partition("/")[0]
    office = {"exampleton": MAYOR, "sample-bay": LEADER, "templeford": BOARD}[city]
    base = Programme(
        key=key, city=city, office=office, name=name, launched=on("2024-02-01"), end_basis="open", status="active"
    )
    return replace(base, **changes)


NO_PARTNER = reason("NO_PARTNER", parameters={"programme": "Youth Mediators"})
AGREEMENT_ENDS = reason(
    "AGREEMENT_ENDS",
    "ends",
    parameters={"partner": "Harbour Trust", "day": date(2027, 3, 31), "shortfall": timedelta(days=223)},
    is_recorded=True,
)
FUNDING_NONE = reason(
    "FUNDING_NONE", parameters={"recipient": None, "period": Period(date(2027, 5, 10), date(2027, 11, 9))}
)
PERSON_CHANGES = reason("PERSON_CHANGES", parameters={"office": MAYOR, "causes": ("term-limited",)}, is_recorded=True)
VACANCY_OPEN = reason("OPEN", parameters={"event": OPEN, "elapsed": timedelta(days=30)})
LATE = date(2026, 8, 1)

CRITICAL = Finding(
    programme=programme("sample-bay/night-outreach", "Night Outreach", launched=on("2025"), owner="Dana Five"),
    status="at-risk",
    level="critical",
    basis="recorded",
    transition=OPEN,
    partners=("city-agency",),
    runs_until=date(2026, 12, 31),
    runs_until_cause=StopCause.FUNDING,
    reasons=(
        reason(
            "PARTNER_CONTROLLED",
            "city",
            parameters={"partner": "City Agency", "city": "sample-bay"},
            is_recorded=True,
            owner="Dana Five",
            due=LATE,
            start_by=date(2026, 6, 2),
            late=True,
        ),
        VACANCY_OPEN,
    ),
    facts_recorded=8,
    exposure_period=Period(AS_OF, date(2027, 4, 1)),
)
HIGH = Finding(
    programme=programme(
        "exampleton/school-bridges", "School Bridges", launched_under=f"{MAYOR}/2023-05-08", owner=OWNER
    ),
    status="at-risk",
    level="high",
    basis="recorded",
    transition=ELECTION,
    partners=("harbour-trust", "city-agency"),
    runs_until=date(2027, 3, 31),
    runs_until_cause=StopCause.AGREEMENTS,
    reasons=(AGREEMENT_ENDS, PERSON_CHANGES),
    watch_points=(reason("UNCONFIRMED", "agreement", parameters={"partner": "Harbour Trust"}),),
    treatment=Treatment(
        transition=ELECTION.key, decision="treat", owner="Dana Five", due=on("2027-02"), until=on("2027-11-09")
    ),
    facts_recorded=10,
)
UNRECORDED = Finding(
    programme=programme("exampleton/youth-mediators", "Youth Mediators", launched=None, owner=None),
    status="at-risk",
    level="moderate",
    basis="unrecorded",
    transition=ELECTION,
    reasons=(replace(NO_PARTNER, owner=None), replace(FUNDING_NONE, owner=None), replace(PERSON_CHANGES, owner=None)),
    facts_recorded=2,
)
ENDS_FIRST = Finding(
    programme=programme("exampleton/summer-games", "Summer Games", end=on("2026-09-30"), end_basis="stated"),
    status="ends-first",
    transition=ELECTION,
    runs_until=date(2026, 9, 30),
    runs_until_cause=StopCause.STATED_END,
    facts_recorded=7,
)
UNKNOWN = Finding(
    programme=programme("templeford/listening-line", "Listening Line"),
    status="unknown-exposure",
    reasons=(Reason(code="ELECTION_UNKNOWN", parameters={"office": BOARD}, owner=OWNER),),
    facts_recorded=3,
)
COVERED = Finding(
    programme=programme("exampleton/family-circles", "Family Circles"),
    status="covered",
    transition=ELECTION,
    party_change="different",
    partners=("harbour-trust",),
    carrier="harbour-trust",
    runs_until=date(2028, 3, 31),
    runs_until_cause=StopCause.AGREEMENTS,
    covered_until=date(2028, 3, 31),
    watch_points=(reason("NO_BUYIN"),),
    facts_recorded=11,
)
NOT_EXPOSED = Finding(
    programme=programme("sample-bay/old-scheme", "Old Scheme", status="ended", end=on("2025-12"), end_basis="stated"),
    status="not-exposed",
    facts_recorded=6,
)

FINDINGS = (CRITICAL, HIGH, UNRECORDED, ENDS_FIRST, UNKNOWN, COVERED, NOT_EXPOSED)

NAMES = {
    ("city", "exampleton"): "Exampleton",
    ("city", "sample-bay"): "Sample Bay",
    ("city", "templeford"): "Templeford",
    ("person", "zoe-zero"): "Zoë Zero",
    ("person", "ada-one"): "Ada One",
    ("person", "ben-two"): "Ben Two",
    ("person", "cleo-three"): "Cleo Three",
    ("partner", "harbour-trust"): "Harbour Trust",
    ("partner", "city-agency"): "City Agency",
    ("party", "blue"): "The Blue Party",
    ("party", "red"): "The Red Party",
}


def assessment(**changes: Any) -> Assessment:
    base = Assessment(
        as_of=AS_OF,
        settings=Settings(),
        findings=FINDINGS,
        transitions=(OPEN, ELECTION, NEXT_COUNCIL),
        office_records={MAYOR: MAYORS, LEADER: LEADERS},
        names=NAMES,
        funders={"exampleton/school-bridges": ("harbour-trust", "lottery"), "sample-bay/night-outreach": ("city",)},
        agreement_until={"exampleton/school-bridges": date(2027, 3, 31)},
        money_until={"exampleton/school-bridges": date(2028, 3, 31), "sample-bay/night-outreach": date(2026, 12, 31)},
    )
    changed = replace(base, **changes)
    return replace(changed, office_records=filter_known_offices(changed.office_records, changed.as_of))


def figures(**changes: Any) -> Figures:
    found = assessment(**changes)
    return Figures(found, found.findings)


def large(cities: int, programmes: int) -> Assessment:
    """A network on its first day: every programme at risk, with seven reasons and hardly anything recorded."""
    reasons = (
        NO_PARTNER,
        FUNDING_NONE,
        reason("NO_MANDATE", "unrecorded", parameters={"as_of": AS_OF}),
        reason("NO_EVALUATION"),
        reason("INCUMBENT_UNKNOWN", parameters={"office": MAYOR}),
        reason("HANDOVER_UNKNOWN", parameters={"office": MAYOR, "period": Period(date(2027, 5, 10), date(2027, 8, 4))}),
        PERSON_CHANGES,
    )
    findings, transitions, leaderships, names = [], [], {}, dict(NAMES)
    for number in range(cities):
        city, office = f"city-{number:03}", f"city-{number:03}/mayor"
        change = replace(ELECTION, city=city, office=office, handover_last=date(2027, 8, 4), handover_basis="derived")
        names[("city", city)] = f"City of Exampleton {number:03}"
        transitions += [change, replace(change, polling_day=date(2028, 5, 4))]
        terms = tuple(replace(term, key=f"{office}/{place}") for place, term in enumerate(MAYORS.terms))
        leaderships[office] = replace(MAYORS, office=replace(MAYORS.office, key=office, city=city), terms=terms)
        for place in range(programmes):
            subject = replace(
                UNRECORDED.programme,
                key=f"{office}/{place}",
                city=city,
                office=office,
                name=f"Neighbourhood Mediation {number:03}-{place}",
            )
            findings.append(replace(UNRECORDED, programme=subject, transition=change, reasons=reasons))
    return assessment(findings=tuple(findings), transitions=tuple(transitions), office_records=leaderships, names=names)
