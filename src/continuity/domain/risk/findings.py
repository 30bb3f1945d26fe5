"""The verdicts of the rule: findings with reasons, and the assessment of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import KnownOffice, Transition
from continuity.domain.programmes.models import KnownProgramme, Treatment
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from continuity.domain.vocabulary import FindingStatus, RiskLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentContext:
    """What is the same for all programmes of an office on one day.

    Attributes:
        transitions: those of the office that are open or inside the horizon, by polling day.
        has_more_ahead: whether a transition is known beyond the horizon.
    """

    as_of: date
    settings: Settings
    transitions: tuple[Transition, ...] = ()
    has_more_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of a finding, or one watch point.

    Attributes:
        code: stable, upper case; docs/risk.md explains each.
        text: a sentence with the names and dates of the case.
        remedy: what would clear it; empty where nothing can.
        is_recorded: whether a recorded fact fails, rather than something missing.
        owner: who answers for the programme, where recorded.
        due: the last day on which the remedy works before it is late.
        start_by: `due` less the lead time.
        late: whether `due` is past the quiet period's first day.
    """

    code: str
    text: str
    remedy: str = ""
    is_recorded: bool = False
    owner: str | None = None
    due: date | None = None
    start_by: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A partner with a part in the programme, and what it lacks to carry it over.

    Attributes:
        partner: its key.
        failures: why E1 to E4 do not hold for it; empty where it carries the programme.
        empowered: whether protection P is its own: E1, and a signed agreement in force on the first exposed day.
    """

    partner: str
    name: str
    failures: tuple[Reason, ...] = ()
    empowered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one programme.

    Attributes:
        level: critical, high, moderate or low; only where the status is at-risk.
        basis: recorded where a recorded fact fails, unrecorded where only something missing does; None where the
            status is not at-risk.
        party_change: same, different or unknown.
        partners: keys of the partners with a role in it, in order.
        runs_until: the day it stops if nobody decides anything; `runs_until_cause` says why.
        covered_until: the last day one partner carries it without a break, where it is covered.
        recorded, of: how many of the facts the rule reads are recorded.
        missing_columns: which are not, as columns of the record.
        other_findings: the findings at the other transitions to which it is exposed, by polling day.
        exposure_period: the days over which a partner has to carry it.
        carrier: the key of the partner that carries it, or that comes closest.
        candidates: the partners with a part in it, by key; none where it is not exposed.
        protections, aggravators: which of F, M, P and of A1 to A4 decided the level.
    """

    programme: KnownProgramme
    status: FindingStatus
    transition: Transition | None = None
    level: RiskLevel | None = None
    basis: str | None = None
    party_change: str = "unknown"
    partners: tuple[str, ...] = ()
    runs_until: date | None = None
    runs_until_cause: str = ""
    covered_until: date | None = None
    reasons: tuple[Reason, ...] = ()
    watch_points: tuple[Reason, ...] = ()
    treatment: Treatment | None = None
    facts_recorded: int = 0
    facts_total: int = 11
    missing_columns: tuple[str, ...] = ()
    other_findings: tuple["Finding", ...] = ()
    exposure_period: Period | None = None
    carrier: str | None = None
    candidates: tuple[Candidate, ...] = ()
    protections: tuple[str, ...] = ()
    aggravators: tuple[str, ...] = ()


def has_reason(finding: Finding, code: str | None) -> bool:
    """Return whether a finding has a code among its reasons or its watch points.

    Any finding has where no code is asked for.
    """
    return code is None or any(reason.code == code for reason in (*finding.reasons, *finding.watch_points))


RULE_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The findings and the calendar as of one day.

    Attributes:
        findings: all of them, in the order in which they are listed.
        transitions: of all offices, open or inside the horizon, by polling day and office.
        office_records: by office key.
        names: by noun and key, such as `("city", "london")`.
        funders: by programme key, the keys of those who fund it.
        agreement_until, money_until: by programme key, the last day of its signed agreements and of its committed
            money, derived ones too, as far as they were signed and committed by the day; no entry where there is none.
    """

    as_of: date
    settings: Settings
    findings: tuple[Finding, ...] = ()
    transitions: tuple[Transition, ...] = ()
    office_records: Mapping[str, KnownOffice] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    funders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agreement_until: Mapping[str, date] = field(default_factory=dict)
    money_until: Mapping[str, date] = field(default_factory=dict)

    def find_finding(self, programme: str) -> Finding | None:
        """Find the finding on a programme; None where there is none."""
        return next((finding for finding in self.findings if finding.programme.key == programme), None)

    def display_name(self, noun: str, key: str) -> str:
        """Return the name of a record, its key where it has none."""
        return self.names.get((noun, key), key)
