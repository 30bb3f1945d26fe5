"""What the risk rule reads about one programme, and what it answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from continuity.domain.offices.models import Transition
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period, VagueDate

AT_RISK = "at-risk"
COVERED = "covered"
ENDS_FIRST = "ends-first"
UNKNOWN_EXPOSURE = "unknown-exposure"
NOT_EXPOSED = "not-exposed"
STATUSES = (AT_RISK, ENDS_FIRST, UNKNOWN_EXPOSURE, COVERED, NOT_EXPOSED)
"""In the order in which findings are listed."""

LEVELS = ("critical", "high", "moderate", "low")
"""Worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner as the rule sees it; `controlled_by` is a city's or an office's key."""

    key: str
    name: str = ""
    kind: str | None = None
    controlled_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What empowers a partner; fields as in the agreements table."""

    key: str
    partner: Partner
    role: str | None = None
    scope: str | None = None
    status: str | None = None
    signed_on: VagueDate | None = None
    start: VagueDate | None = None
    end: VagueDate | None = None
    end_basis: str | None = None
    notice_days: int | None = None
    office_may_end_alone: str | None = None
    confirmed_on: VagueDate | None = None
    reviewed_on: VagueDate | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Money for the programme; `partner` and `funder` are partners' keys.

    The amount, its currency and whether it pays for an evaluation too are for the reports; the rule does not read them.
    """

    key: str
    partner: str | None = None
    funder: str | None = None
    funder_kind: str | None = None
    committed_on: VagueDate | None = None
    start: VagueDate | None = None
    end: VagueDate | None = None
    end_basis: str | None = None
    certainty: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    pays_evaluation: str | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A dated document about the programme, or about one of its partners where `partner` is given."""

    key: str
    kind: str | None = None
    partner: str | None = None
    date: VagueDate | None = None
    score: Decimal | None = None
    domain: str | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the programme after the transition of this key (office and polling day)."""

    transition: str
    checked_on: VagueDate | None = None
    outcome: str | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What somebody decided about the finding at the transition of this key."""

    transition: str
    decision: str | None = None
    owner: str | None = None
    due: VagueDate | None = None
    until: VagueDate | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme with all that speaks for or against it; dates and words as in the programmes table.

    Attributes:
        selection: how the office that decides on it is filled.
        launched_under: the key of the term it was launched under, where that is certain or recorded.
        launched_party: the party of that term's holder at the launch; None where unknown, independent or nonpartisan.
    """

    key: str
    city: str
    office: str
    name: str = ""
    selection: str | None = None
    launched: VagueDate | None = None
    launched_under: str | None = None
    launched_party: str | None = None
    end: VagueDate | None = None
    end_basis: str | None = None
    status: str | None = None
    mandate: str | None = None
    mandate_on: VagueDate | None = None
    mandate_until: VagueDate | None = None
    owner: str | None = None
    known_from: VagueDate | None = None
    agreements: tuple[Agreement, ...] = ()
    funding: tuple[Funding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    treatments: tuple[Treatment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is the same for all programmes of an office on one day.

    Attributes:
        transitions: those of the office that are open or inside the horizon, by polling day.
        more_ahead: whether a transition is known beyond the horizon.
    """

    as_of: date
    settings: Settings
    transitions: tuple[Transition, ...] = ()
    more_ahead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of a finding, or one watch point.

    Attributes:
        code: stable, upper case; docs/risk.md explains each.
        text: a sentence with the names and dates of the case.
        remedy: what would clear it; empty where nothing can.
        recorded: whether a recorded fact fails, rather than something missing.
        owner: who answers for the programme, where recorded.
        due: the last day on which the remedy works before it is late.
        start_by: `due` less the lead time.
        late: whether `due` is past the quiet period's first day.
    """

    code: str
    text: str
    remedy: str = ""
    recorded: bool = False
    owner: str | None = None
    due: date | None = None
    start_by: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A partner with a part in the programme, and what it lacks to carry it over.

    Attributes:
        partner: its key.
        failing: why E1 to E4 do not hold for it; empty where it carries the programme.
        empowered: whether protection P is its own: E1, and a signed agreement in force on the first exposed day.
    """

    partner: str
    name: str
    failing: tuple[Reason, ...] = ()
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
        missing: which are not, as columns of the record.
        others: the findings at the other transitions to which it is exposed, by polling day.
        exposed: the days over which a partner has to carry it.
        carrier: the key of the partner that carries it, or that comes closest.
        candidates: the partners with a part in it, by key; none where it is not exposed.
        protections, aggravators: which of F, M, P and of A1 to A4 decided the level.
    """

    programme: Programme
    status: str
    transition: Transition | None = None
    level: str | None = None
    basis: str | None = None
    party_change: str = "unknown"
    partners: tuple[str, ...] = ()
    runs_until: date | None = None
    runs_until_cause: str = ""
    covered_until: date | None = None
    reasons: tuple[Reason, ...] = ()
    watch_points: tuple[Reason, ...] = ()
    treatment: Treatment | None = None
    recorded: int = 0
    of: int = 11
    missing: tuple[str, ...] = ()
    others: tuple["Finding", ...] = ()
    exposed: Period | None = None
    carrier: str | None = None
    candidates: tuple[Candidate, ...] = ()
    protections: tuple[str, ...] = ()
    aggravators: tuple[str, ...] = ()


def says(finding: Finding, code: str | None) -> bool:
    """Whether a code stands among the reasons or the watch points; any finding where none is asked for."""
    return code is None or any(reason.code == code for reason in (*finding.reasons, *finding.watch_points))
