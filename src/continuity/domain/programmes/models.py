"""The facts about programmes: agreements, funding, evidence, outcomes and treatments."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NewType

from continuity.domain.values.dates import VagueDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A partner as the rule sees it; `controlled_by` is a city's or an office's key, `successor` a partner's."""

    key: str
    name: str = ""
    kind: str | None = None
    controlled_by: str | None = None
    start: VagueDate | None = None
    end: VagueDate | None = None
    successor: str | None = None
    successor_name: str = ""
    known_from: VagueDate | None = None

    @property
    def lifetime(self) -> "Lifetime":
        """The days on which it exists, without its name."""
        return Lifetime(start=self.start, end=self.end, known_from=self.known_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """The first and the last day of an organisation; without a day it has always existed, or goes on."""

    start: VagueDate | None = None
    end: VagueDate | None = None
    known_from: VagueDate | None = None

    @property
    def first_certain_day(self) -> date:
        """The day from which it certainly exists."""
        return date.min if self.start is None else self.start.latest or date.max

    @property
    def last_certain_day(self) -> date:
        """The last day on which it certainly exists."""
        return date.max if self.end is None else self.end.earliest or date.min


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
    """Money for the programme; `partner` and `funder` are partners' keys, `lifetimes` those of the two.
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
    lifetimes: tuple[Lifetime, ...] = ()


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
    """What became of the programme after the transition of this key, an office and a polling day."""

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
    """One programme with all that speaks for or against it; dates and words are as in its table.
    `selection` is how the office that decides on it is filled. `launched_under` is the key of a term, where certain or
    recorded; `launched_party` is that of its holder at the launch, None where unknown, independent or nonpartisan.
    `signing_ahead` is the first day after the as-of day on which an agreement is to be signed.
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
    signing_ahead: VagueDate | None = None
    agreements: tuple[Agreement, ...] = ()
    funding: tuple[Funding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    treatments: tuple[Treatment, ...] = ()


KnownProgramme = NewType("KnownProgramme", Programme)
"""The programme less what could not be known on the as-of day; only `domain.known` makes one."""
