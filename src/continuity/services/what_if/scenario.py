"""Hypothetical changes: applied in one transaction, compared and rolled back."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from continuity.domain.comparison.before_after import WhatIfResult, pair_findings
from continuity.domain.comparison.what_if import (
    AdoptMandate,
    CommitFunding,
    ElectionResult,
    EmpowerPartner,
    HolderNotStanding,
    HypotheticalChange,
    MoveElection,
    sort_changes,
    validate_no_contradictions,
    validate_winner_stands,
)
from continuity.domain.lint.elections import build_distant_match, find_distant_handovers
from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, OFFICES, PARTIES, PARTNERS, PROGRAMMES, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import (
    AgreementRole,
    AgreementScope,
    AgreementStatus,
    Candidacy,
    EndBasis,
    FunderKind,
    FundingCertainty,
    MandateKind,
    YesNo,
)
from continuity.errors import ContradictoryRecords
from continuity.reports.wording.remarks import format_remark
from continuity.services.assessment import Scope, assess_programmes_with
from continuity.services.lookup import find_exact_record
from continuity.services.offices import events
from continuity.services.offices.elections import find_or_record_election, get_exact_day, load_known_leadership
from continuity.services.records import add_record_with, edit_record_with
from continuity.services.settings import load_settings
from continuity.services.transaction import Stamp, Writer, dry_run
from continuity.services.what_if.election_result import find_holder_term, simulate_result


def run_scenario(
    address: str,
    stamp: Stamp,
    changes: Iterable[HypotheticalChange],
    as_of: date,
    horizon: Duration | None = None,
    scope: Scope | None = None,
) -> WhatIfResult:
    """Apply changes on the as-of day, compare findings, and roll back.
    Raise UnknownKey or AmbiguousKey for a name in a change or the scope, ContradictoryChanges for two changes against
    each other, ContradictoryRecords for a change against the record.
    """
    with dry_run(address, stamp) as writer:
        return run_scenario_with(writer, changes, as_of, load_settings(writer.connection, horizon), scope or Scope())


def run_scenario_with(
    writer: Writer, changes: Iterable[HypotheticalChange], as_of: date, settings: Settings, scope: Scope
) -> WhatIfResult:
    """Run a scenario inside a transaction, for the caller to roll back."""
    before = assess_programmes_with(writer.connection, as_of, settings, scope)
    scenario = _Scenario(writer, as_of, settings)
    applied = scenario.apply(changes)
    after = assess_programmes_with(writer.connection, as_of, settings, scope)
    pairs = pair_findings(before.findings, after.findings)
    return WhatIfResult(changes=applied, before=before, after=after, comparisons=pairs, notes=tuple(scenario.notes))


@dataclass(slots=True)
class _Scenario:
    """Applies the changes; `original_keys` has the former key of each moved election, `moved_keys` the reverse."""

    writer: Writer
    as_of: date
    settings: Settings
    notes: list[str] = field(default_factory=list)
    original_keys: dict[str, str] = field(default_factory=dict)
    moved_keys: dict[str, str] = field(default_factory=dict)

    def apply(self, changes: Iterable[HypotheticalChange]) -> tuple[HypotheticalChange, ...]:
        """Apply the changes in order, and return them with resolved keys."""
        resolved_changes = sort_changes(self._resolve_change(change) for change in sort_changes(changes))
        validate_no_contradictions(resolved_changes)
        moves = [change for change in resolved_changes if isinstance(change, MoveElection)]
        for move in moves:
            event = events.postpone_election(self.writer, move.election, move.new_date.isoformat(), self.as_of)
            self.moved_keys[move.election] = event.keys[-1]
        validate_winner_stands(resolved_changes, self._find_next_elections(resolved_changes))
        for number, change in enumerate(resolved_changes[len(moves) :], start=1):
            self._apply_change(change, f"what-if/{number}")
        self.notes += [note for move in moves for note in self._describe_far_off(move)]
        return resolved_changes

    def _resolve_change(self, change: HypotheticalChange) -> HypotheticalChange:
        """Resolve the keys in a change; a moved election has its former key."""
        if isinstance(change, MoveElection):
            return self._resolve_move(change)
        if isinstance(change, HolderNotStanding):
            return HolderNotStanding(self._find_key(OFFICES, change.office))
        if isinstance(change, ElectionResult):
            party = change.party and self._find_key(PARTIES, change.party)
            return ElectionResult(self._find_election_key(change.election), party)
        programme = self._find_key(PROGRAMMES, change.programme)
        if isinstance(change, EmpowerPartner):
            return replace(change, programme=programme, partner=self._find_key(PARTNERS, change.partner))
        return replace(change, programme=programme)

    def _resolve_move(self, change: MoveElection) -> MoveElection:
        election = self._find_election_key(change.election)
        office = find_or_record_election(self.writer, election)["office"]
        self.original_keys.setdefault(f"{office}/{change.new_date}", election)
        return replace(change, election=election)

    def _find_election_key(self, text: str) -> str:
        return self.original_keys.get(text) or str(find_or_record_election(self.writer, text)["key"])

    def _find_key(self, table: Table, text: str) -> str:
        return str(find_exact_record(self.writer.connection, table, text)["key"])

    def _apply_change(self, change: HypotheticalChange, key: str) -> None:
        """Apply one change; an added row gets a free key."""
        day = self.as_of.isoformat()
        if isinstance(change, HolderNotStanding):
            self._record_not_standing(change)
        elif isinstance(change, ElectionResult):
            simulate_result(self.writer, self._find_decided_election(change), change.party, self.as_of, self.settings)
        elif isinstance(change, AdoptMandate):
            self._record_mandate(change)
        elif isinstance(change, EmpowerPartner):
            add_record_with(self.writer, [(AGREEMENTS, {"key": key, **_build_agreement(change, day)})])
        elif isinstance(change, CommitFunding):
            add_record_with(self.writer, [(FUNDING, {"key": key, **_build_funding(change, day)})])

    def _record_not_standing(self, change: HolderNotStanding) -> None:
        record = load_known_leadership(self.writer, change.office, self.as_of)
        term = find_holder_term(self.writer, record, self.as_of, self.settings)
        if not term.key:
            message = f"{change.office}: no term of the winner of the last election is recorded"
            raise ContradictoryRecords(message, "record the term first: `continuity term add`")
        cells = {"next": Candidacy.NOT_STANDING, "next_on": self.as_of.isoformat()}
        edit_record_with(self.writer, TERMS, term.key, cells)

    def _record_mandate(self, change: AdoptMandate) -> None:
        until = change.until.isoformat() if change.until else ""
        cells = {"mandate": change.kind, "mandate_on": self.as_of.isoformat(), "mandate_until": until}
        edit_record_with(self.writer, PROGRAMMES, change.programme, cells)
        if change.kind == MandateKind.STRATEGY and not until:
            note = f"By the rule a strategy without a last day protects nothing: write {change}:YYYY-MM-DD."
            self.notes.append(note)

    def _find_decided_election(self, change: ElectionResult) -> Row:
        """Find the election; of a moved one, that on the new day."""
        return find_or_record_election(self.writer, self.moved_keys.get(change.election, change.election))

    def _describe_far_off(self, move: MoveElection) -> list[str]:
        office = str(find_or_record_election(self.writer, move.election)["office"])
        leadership = load_known_leadership(self.writer, office, self.as_of)
        found = find_distant_handovers(leadership, self.as_of, self.settings)
        moved_key = self.moved_keys[move.election]
        distant = [build_distant_match(handover) for handover in found if handover.key == moved_key]
        return [format_remark("HANDOVER_FAR", match) for match in distant]

    def _find_next_elections(self, changes: Iterable[HypotheticalChange]) -> dict[str, str]:
        """Find the next election of each office with a given result."""
        found: dict[str, str] = {}
        for change in changes:
            if isinstance(change, ElectionResult):
                row = self._find_decided_election(change)
                office = str(row["office"])
                leadership = load_known_leadership(self.writer, office, self.as_of)
                rounds = list_election_rounds(leadership, self.as_of)
                ahead = [election for election in rounds if election.decisive_day >= self.as_of]
                if ahead and get_exact_day(row) in (ahead[0].first_round, ahead[0].decisive_day):
                    found[office] = change.election
        return found


def _build_agreement(change: EmpowerPartner, day: str) -> dict[str, str]:
    parties = {"programme": change.programme, "partner": change.partner, "role": AgreementRole.IMPLEMENTING}
    powers = {"scope": AgreementScope.DELIVER, "status": AgreementStatus.SIGNED, "office_may_end_alone": YesNo.NO}
    days = {"signed_on": day, "start": day, "end": change.until.isoformat(), "end_basis": EndBasis.STATED}
    return {**parties, **powers, **days}


def _build_funding(change: CommitFunding, day: str) -> dict[str, str]:
    days = {"committed_on": day, "start": day, "end": change.until.isoformat(), "end_basis": EndBasis.STATED}
    money = {"funder_kind": FunderKind.FOUNDATION, "certainty": FundingCertainty.COMMITTED}
    return {"programme": change.programme, **money, **days}
