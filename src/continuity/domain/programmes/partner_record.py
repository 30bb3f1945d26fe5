"""What the record says of one partner, as the partner itself may read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from continuity.domain.offices.as_of import is_known
from continuity.domain.programmes.as_of import is_agreement_known, is_funding_known
from continuity.domain.programmes.lifecycle import is_programme_absent
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Programme
from continuity.domain.values.dates import VagueDate


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerAgreement(Agreement):
    """An agreement with what the rule does not read.

    That is its document, who reviewed it and the note on it.
    """

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
    """A document about the partner.

    `programme` is empty where it is not about one programme.
    """

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
    """The records that name one partner.

    Attributes:
        programmes: those they are about, by key.
        funding: what is paid to it, and what it pays.
    """

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
        """Return the record without what is about these programmes.

        A programme that nothing is about any more goes too.
        """
        remaining_keys = {row.programme for row in self.programme_rows} - set(programme_keys)
        return replace(
            self,
            programmes={key: programme for key, programme in self.programmes.items() if key in remaining_keys},
            agreements=tuple(row for row in self.agreements if row.programme in remaining_keys),
            funding=tuple(row for row in self.funding if row.programme in remaining_keys),
            evidence=tuple(row for row in self.evidence if row.programme in remaining_keys),
        )


DatedRow = TypeVar("DatedRow", PartnerAgreement, PartnerFunding, PartnerEvidence)


def filter_known_partner_record(partner_record: PartnerRecord, as_of: date) -> PartnerRecord:
    """Return the record less what could not be known on the day.

    A document without a day counts too: the rule may not rest on it, but whom it is about has to be able to correct it.
    What has no day of its own was not there before its programme.
    """

    def is_present(row: DatedRow, own: VagueDate | None) -> bool:
        programme = partner_record.programmes.get(row.programme or "")
        return bool(own or row.known_from) or programme is None or not is_programme_absent(programme, as_of)

    known_record = replace(
        partner_record,
        agreements=tuple(
            _restore_agreement(row, as_of)
            for row in partner_record.agreements
            if is_agreement_known(row, as_of) and is_present(row, row.signed_on)
        ),
        funding=tuple(
            row for row in partner_record.funding if is_funding_known(row, as_of) and is_present(row, row.committed_on)
        ),
        evidence=tuple(
            row
            for row in partner_record.evidence
            if is_known(row.date, row.known_from, as_of) and is_present(row, row.date)
        ),
        identifiers=tuple(row for row in partner_record.identifiers if is_known(row.start, row.known_from, as_of)),
    )
    return known_record.without_programmes(())


def _restore_agreement(row: PartnerAgreement, as_of: date) -> PartnerAgreement:
    """Return the agreement with those reviews alone that were done by the day."""
    is_review_known = is_known(row.reviewed_on, None, as_of)
    return replace(
        row,
        confirmed_on=row.confirmed_on if is_known(row.confirmed_on, None, as_of) else None,
        reviewed_on=row.reviewed_on if is_review_known else None,
        reviewed_by=row.reviewed_by if is_review_known else None,
    )
