"""Data of a partner statement, reduced to what the partner may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from continuity.domain.privacy.audiences import STATEMENT
from continuity.domain.programmes.partner_record import (
    PartnerAgreement,
    PartnerEvidence,
    PartnerFunding,
    PartnerIdentifier,
)
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.wording.omissions import format_audience_note

AnnotatedRow = TypeVar("AnnotatedRow", PartnerAgreement, PartnerFunding, PartnerEvidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerStatement:
    """Everything the page may contain; `contact` and `note` are empty unless requested.
    `record` are the partner's own cells, with empty texts for empty cells. `names` are by noun and key; `cities` are
    keys by programme key. `left_out` are omissions, a counted phrase each.
    """

    as_of: date
    record: Mapping[str, str]
    contact: str = ""
    note: str = ""
    agreements: tuple[PartnerAgreement, ...] = ()
    funding: tuple[PartnerFunding, ...] = ()
    evidence: tuple[PartnerEvidence, ...] = ()
    identifiers: tuple[PartnerIdentifier, ...] = ()
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cities: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The partner's name."""
        return isolate_direction(self.record["name"])

    @property
    def audience_note(self) -> str:
        """Sentence on the audience and the omissions."""
        return format_audience_note(self.left_out, replace(STATEMENT, description=self.name))

    def format_name(self, noun: str, key: str | None) -> str:
        """Format a record's name, else its key; empty without a key."""
        return isolate_direction(self.names.get((noun, key), key)) if key else ""
