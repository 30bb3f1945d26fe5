"""Everything one report says: the verdicts of one day, with the names to print them under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.programmes.models import Finding
from continuity.domain.settings import Settings

RULE_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The findings and the calendar as of one day.

    Attributes:
        findings: all of them, in the order in which they are listed.
        transitions: of all offices, open or inside the horizon, by polling day and office.
        leaderships: by office key.
        names: by noun and key, such as `("city", "london")`.
        funders: by programme key, the keys of those who fund it.
        agreement_until, money_until: by programme key, the last day of its signed agreements and of its committed
            money, derived ones too, as far as they were signed and committed by the day; no entry where there is none.
    """

    as_of: date
    settings: Settings
    findings: tuple[Finding, ...] = ()
    transitions: tuple[Transition, ...] = ()
    leaderships: Mapping[str, Leadership] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    funders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    agreement_until: Mapping[str, date] = field(default_factory=dict)
    money_until: Mapping[str, date] = field(default_factory=dict)

    def finding(self, programme: str) -> Finding | None:
        """The finding on a programme; None where there is none."""
        return next((one for one in self.findings if one.programme.key == programme), None)

    def name(self, noun: str, key: str) -> str:
        """What to call a record; its key where it has no name."""
        return self.names.get((noun, key), key)
