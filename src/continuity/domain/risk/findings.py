"""The verdicts of the rule: findings with reasons, and the assessment of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias

from continuity.domain.offices.models import KnownOffice, Transition
from continuity.domain.programmes.models import KnownProgramme, Treatment
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.vocabulary import FindingStatus, PartyChange, Preparation, RiskLevel, StopCause

Parameter: TypeAlias = str | int | Decimal | date | timedelta | Period | VagueDate | Transition | tuple[str, ...] | None
"""What a sentence about a case names: a day, a number of days, a change of leadership, a key or a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentContext:
    """The day, settings and transitions inside the horizon of an office.
    `cancelled_election` is the day of an election that has nothing in its place.
    """

    as_of: date
    settings: Settings
    transitions: tuple[Transition, ...] = ()
    has_more_ahead: bool = False
    cancelled_election: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of a finding, or one watch point, without its words; docs/risk.md explains each code.
    Codes are stable. `variant` and `remedy` say which of the code's sentences and remedies, empty for the only sentence
    and the usual remedy. `is_recorded`: a recorded fact fails, rather than something missing. `due` is the last day on
    which the remedy works, `start_by` the lead time before it; `late` where `due` is past the quiet period's first day.
    """

    code: str
    variant: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict, hash=False)
    remedy: str = ""
    preparation: Preparation | None = None
    is_recorded: bool = False
    owner: str | None = None
    due: date | None = None
    start_by: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A partner with a part in the programme, and why E1 to E4 do not hold for it.
    It is empowered where protection P is its own: E1, and a signed agreement in force on the first exposed day.
    """

    partner: str
    name: str
    failures: tuple[Reason, ...] = ()
    empowered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one programme; `level` and `basis` are given only at risk.
    `runs_until` is the day it stops if nobody decides anything, `covered_until` the last day one partner carries it
    without a break, `exposure_period` the days over which a partner has to carry it. `carrier` is the key of the
    partner that does, or that comes closest. `missing_columns` are the facts that are not recorded. `other_findings`
    are those at the other transitions to which it is exposed, by polling day. `protections` (of F, M and P) and
    `aggravators` (of A1 to A4) are those that decided the level.
    """

    programme: KnownProgramme
    status: FindingStatus
    transition: Transition | None = None
    level: RiskLevel | None = None
    basis: str | None = None
    party_change: str = PartyChange.UNKNOWN
    partners: tuple[str, ...] = ()
    runs_until: date | None = None
    runs_until_cause: StopCause | None = None
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
    """Return whether a finding has a code, if given, as reason or watch point."""
    return code is None or any(reason.code == code for reason in (*finding.reasons, *finding.watch_points))


RULE_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The findings and the calendar as of one day.
    `transitions` of all offices are open or inside the horizon, by polling day and office. `names` are by noun and key,
    such as `("city", "london")`. By programme key, `funders` are the keys of those who fund it, and `agreement_until`
    and `money_until` the last day of what was signed and committed by the day, derived ones too.
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
