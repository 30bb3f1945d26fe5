"""What the record says of one partner, as the partner itself may read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NewType, TypeVar

from continuity.domain.programmes.models import Agreement, Evidence, Funding, Programme
from continuity.domain.values.dates import VagueDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAgreement(Agreement):
    """An agreement with what the rule does not read: its document, who reviewed it and the note on it."""

    programme: str
    evidence: str | None = None
    reviewed_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFunding(Funding):
    """Money, with the programme it pays for and the note on it."""

    programme: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerEvidence(Evidence):
    """A document about the partner; `programme` is empty where it is not about one programme."""

    programme: str | None = None
    title: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerIdentifier:
    """The partner in another register."""

    scheme: str
    value: str
    start: VagueDate | None = None
    end: VagueDate | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRecord:
    """The records that name one partner, money paid to it and by it, and the programmes they are about, by key."""

    programmes: Mapping[str, Programme] = field(default_factory=dict)
    agreements: tuple[PartnerAgreement, ...] = ()
    funding: tuple[PartnerFunding, ...] = ()
    evidence: tuple[PartnerEvidence, ...] = ()
    identifiers: tuple[PartnerIdentifier, ...] = ()

    @property
    def programme_rows(self) -> "tuple[PartnerAgreement | PartnerFunding | PartnerEvidence, ...]":
        """All that is about programmes, or may be."""
        return (*self.agreements, *self.funding, *self.evidence)

    def without_programmes(self, programme_keys: Collection[str]) -> "PartnerRecord":
        """Return the record without what is about these programmes; any that nothing is about then goes too."""
        remaining_keys = {row.programme for row in self.programme_rows} - set(programme_keys)
        return replace(
            self,
            programmes={key: programme for key, programme in self.programmes.items() if key in remaining_keys},
            agreements=tuple(row for row in self.agreements if row.programme in remaining_keys),
            funding=tuple(row for row in self.funding if row.programme in remaining_keys),
            evidence=tuple(row for row in self.evidence if row.programme in remaining_keys),
        )


KnownPartnerRecord = NewType("KnownPartnerRecord", PartnerRecord)
"""The record less what could not be known on the as-of day; only `domain.known` makes one."""

DatedRow = TypeVar("DatedRow", PartnerAgreement, PartnerFunding, PartnerEvidence)
