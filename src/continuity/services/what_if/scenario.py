"""What changes would do to the findings: made in one transaction, looked at, and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from continuity.domain.comparison.before_after import Tried, paired
from continuity.domain.comparison.what_if import (
    Change,
    Empower,
    Fund,
    Mandate,
    Move,
    NotStanding,
    Result,
    in_order,
    refuse_contradictions,
    refuse_staying,
)
from continuity.domain.lint.elections import far_off, sentence
from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.elections import contests
from continuity.domain.offices.holders import substantive_on
from continuity.domain.offices.models import Leadership, Term
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, OFFICES, PARTIES, PARTNERS, PROGRAMMES, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Span
from continuity.errors import ContradictoryRecords
from continuity.services.assessment import Scope, assessed
from continuity.services.lookup import exactly
from continuity.services.offices import events
from continuity.services.offices.elections import day_of, election_named, leadership_of
from continuity.services.records import add_with, edit_with
from continuity.services.settings import settings_of
from continuity.services.transaction import Stamp, Writer, trying
from continuity.services.what_if.election_result import foresee


def what_if(
    address: str,
    stamp: Stamp,
    changes: Iterable[Change],
    as_of: date,
    horizon: Span | None = None,
    scope: Scope | None = None,
) -> Tried:
    """Make changes, compare the findings, and take everything back.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        changes: any number; a reference is a key or an exact name.
        as_of: the day for which the findings are worked out, and on which the changes happen.
        horizon: how far to look ahead, where another one than the database's is asked for.
        scope: which findings; all of them where nothing is given.

    Raises:
        UnknownKey, AmbiguousKey: a change or the scope names a record that is not there, or several.
        ContradictoryChanges: two changes cannot be true together.
        ContradictoryRecords: a change cannot be true with what is recorded.
    """
    with trying(address, stamp) as writer:
        return tried(writer, changes, as_of, settings_of(writer.connection, horizon), scope or Scope())


def tried(writer: Writer, changes: Iterable[Change], as_of: date, settings: Settings, scope: Scope) -> Tried:
    """The same inside a transaction, which has to be taken back by whoever began it."""
    before = assessed(writer.connection, as_of, settings, scope)
    trial = _Trial(writer, as_of, settings)
    made = trial.make(changes)
    after = assessed(writer.connection, as_of, settings, scope)
    return Tried(
        changes=made,
        before=before,
        after=after,
        differences=paired(before.findings, after.findings),
        notes=tuple(trial.notes),
    )


@dataclass(slots=True)
class _Trial:
    """Makes the changes.

    Attributes:
        notes: what has to be known to read the result.
        renamed: by the key an election has on its new day, the key it had.
        replaced: the other way round, once it was moved.
    """

    writer: Writer
    as_of: date
    settings: Settings
    notes: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)

    def make(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Make them all in their order; the changes as made, with the keys of the records they name."""
        named = in_order(self._named(change) for change in in_order(changes))
        refuse_contradictions(named)
        moves = [change for change in named if isinstance(change, Move)]
        for move in moves:
            *_, added = events.postpone(self.writer, move.election, move.to.isoformat(), self.as_of)
            self.replaced[move.election] = added
        refuse_staying(named, self._next_elections(named))
        for number, change in enumerate(named[len(moves) :], start=1):
            self._make(change, f"what-if/{number}")
        self.notes += [note for move in moves for note in self._far_off(move)]
        return named

    def _named(self, change: Change) -> Change:
        """The change with the keys of the records it names; an election that is moved goes by the key it had."""
        if isinstance(change, Move):
            return self._named_move(change)
        if isinstance(change, NotStanding):
            return NotStanding(self._key(OFFICES, change.office))
        if isinstance(change, Result):
            party = change.party and self._key(PARTIES, change.party)
            return Result(self._election_key(change.election), party)
        programme = self._key(PROGRAMMES, change.programme)
        if isinstance(change, Empower):
            return replace(change, programme=programme, partner=self._key(PARTNERS, change.partner))
        return replace(change, programme=programme)

    def _named_move(self, change: Move) -> Move:
        election = self._election_key(change.election)
        office = election_named(self.writer, election)["office"]
        self.renamed.setdefault(f"{office}/{change.to}", election)
        return replace(change, election=election)

    def _election_key(self, text: str) -> str:
        return self.renamed.get(text) or str(election_named(self.writer, text)["key"])

    def _key(self, table: Table, text: str) -> str:
        return str(exactly(self.writer.connection, table, text)["key"])

    def _make(self, change: Change, key: str) -> None:
        """Make one; a row that it adds gets a key, so that it is a further one whatever is recorded."""
        if isinstance(change, NotStanding):
            self._announce(change)
        elif isinstance(change, Result):
            self._decide(change)
        elif isinstance(change, Mandate):
            self._mandate(change)
        elif isinstance(change, Empower):
            add_with(self.writer, [(AGREEMENTS, {"key": key, **_agreement(change, self.as_of.isoformat())})])
        elif isinstance(change, Fund):
            add_with(self.writer, [(FUNDING, {"key": key, **_money(change, self.as_of.isoformat())})])

    def _announce(self, change: NotStanding) -> None:
        holder = self._holder(change.office)
        if holder is None:
            raise ContradictoryRecords(
                f"nobody is recorded as holder of {change.office} on {self.as_of}", "record the term first"
            )
        cells = {"next": "not-standing", "next_on": self.as_of.isoformat()}
        edit_with(self.writer, TERMS, holder.key, cells)

    def _mandate(self, change: Mandate) -> None:
        until = change.until.isoformat() if change.until else ""
        cells = {"mandate": change.word, "mandate_on": self.as_of.isoformat(), "mandate_until": until}
        edit_with(self.writer, PROGRAMMES, change.programme, cells)
        if change.word == "strategy" and not until:
            note = f"By the rule a strategy without a last day protects nothing: write {change}:YYYY-MM-DD."
            self.notes.append(note)

    def _decide(self, change: Result) -> None:
        row = self._decided(change)
        foresee(self.writer, row, change.party, self.as_of, self.settings)

    def _decided(self, change: Result) -> Row:
        """The election; where it is moved, the one on the new day."""
        return election_named(self.writer, self.replaced.get(change.election, change.election))

    def _far_off(self, move: Move) -> list[str]:
        """That the winner of a moved election would wait long for the office."""
        office = str(election_named(self.writer, move.election)["office"])
        far = far_off(self._known(office), self.as_of, self.settings)
        return [sentence(one) for one in far if one.key == self.replaced[move.election]]

    def _holder(self, office: str) -> Term | None:
        return substantive_on(self._known(office).terms, self.as_of)

    def _known(self, office: str) -> Leadership:
        return known_on(leadership_of(self.writer, office), self.as_of)

    def _next_elections(self, changes: Iterable[Change]) -> dict[str, str]:
        """By office, the election that comes next there, of those whose results are given."""
        found: dict[str, str] = {}
        for change in changes:
            if isinstance(change, Result):
                row = self._decided(change)
                office = str(row["office"])
                ahead = [one for one in contests(self._known(office), self.as_of) if one.decisive_day >= self.as_of]
                if ahead and day_of(row) in (ahead[0].first_round, ahead[0].decisive_day):
                    found[office] = change.election
        return found


def _agreement(change: Empower, day: str) -> dict[str, str]:
    return {
        "programme": change.programme,
        "partner": change.partner,
        "role": "implementing",
        "scope": "deliver",
        "status": "signed",
        "signed_on": day,
        "start": day,
        "end": change.until.isoformat(),
        "end_basis": "stated",
        "office_may_end_alone": "no",
    }


def _money(change: Fund, day: str) -> dict[str, str]:
    return {
        "programme": change.programme,
        "funder_kind": "foundation",
        "committed_on": day,
        "start": day,
        "end": change.until.isoformat(),
        "end_basis": "stated",
        "certainty": "committed",
    }
