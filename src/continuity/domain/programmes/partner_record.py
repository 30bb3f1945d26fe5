"""What the record says of one partner, as the partner itself may read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from continuity.domain.offices.as_of import begun
from continuity.domain.programmes.as_of import agreement_known, money_known
from continuity.domain.programmes.lifecycle import absent
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Programme
from continuity.domain.values.dates import VagueDate


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAgreement(Agreement):
    """An agreement with what the rule does not read: its document, who reviewed it and the note on it."""

    programme: str
    evidence: str | None = None
    reviewed_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMoney(Funding):
    """Money, with the programme it pays for and the note on it."""

    programme: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedEvidence(Evidence):
    """A document about the partner; `programme` is empty where it is about no programme of its own."""

    programme: str | None = None
    title: str | None = None
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedIdentifier:
    """The partner in another register."""

    scheme: str
    value: str
    start: VagueDate | None = None
    end: VagueDate | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The records that name one partner.

    Attributes:
        programmes: those they are about, by key.
        money: what is paid to it, and what it pays.
    """

    programmes: Mapping[str, Programme] = field(default_factory=dict)
    agreements: tuple[StatedAgreement, ...] = ()
    money: tuple[StatedMoney, ...] = ()
    evidence: tuple[StatedEvidence, ...] = ()
    identifiers: tuple[StatedIdentifier, ...] = ()

    @property
    def rows(self) -> "tuple[StatedAgreement | StatedMoney | StatedEvidence, ...]":
        """All that is about programmes, or may be."""
        return (*self.agreements, *self.money, *self.evidence)

    def without(self, programmes: Collection[str]) -> "Stated":
        """The same without what is about these programmes, and without any programme that nothing is about."""
        there = {row.programme for row in self.rows} - set(programmes)
        return replace(
            self,
            programmes={key: one for key, one in self.programmes.items() if key in there},
            agreements=tuple(row for row in self.agreements if row.programme in there),
            money=tuple(row for row in self.money if row.programme in there),
            evidence=tuple(row for row in self.evidence if row.programme in there),
        )


Dated = TypeVar("Dated", StatedAgreement, StatedMoney, StatedEvidence)


def stated_on(whole: Stated, as_of: date) -> Stated:
    """The same, less what could not be known on the day.

    A document without a day counts too: the rule may not rest on it, but whom it is about has to be able to correct it.
    What has no day of its own was not there before its programme.
    """

    def there(row: Dated, own: VagueDate | None) -> bool:
        programme = whole.programmes.get(row.programme or "")
        return bool(own or row.known_from) or programme is None or not absent(programme, as_of)

    known = replace(
        whole,
        agreements=tuple(
            _as_it_stood(row, as_of)
            for row in whole.agreements
            if agreement_known(row, as_of) and there(row, row.signed_on)
        ),
        money=tuple(row for row in whole.money if money_known(row, as_of) and there(row, row.committed_on)),
        evidence=tuple(
            row for row in whole.evidence if begun(row.date, row.known_from, as_of) and there(row, row.date)
        ),
        identifiers=tuple(row for row in whole.identifiers if begun(row.start, row.known_from, as_of)),
    )
    return known.without(())


def _as_it_stood(row: StatedAgreement, as_of: date) -> StatedAgreement:
    """The agreement, confirmed and reviewed only by those who had done so by the day."""
    reviewed = begun(row.reviewed_on, None, as_of)
    return replace(
        row,
        confirmed_on=row.confirmed_on if begun(row.confirmed_on, None, as_of) else None,
        reviewed_on=row.reviewed_on if reviewed else None,
        reviewed_by=row.reviewed_by if reviewed else None,
    )
