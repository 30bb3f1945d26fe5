"""Redaction: taking out what the readers of a document do not get.
Names go before the rule reads the facts, so that no sentence of a finding can hold one; keys go after it, so that it
assesses the same for everybody. An organisation that is not named keeps its part in what a verdict rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from continuity.domain.privacy.audiences import CONTACTS, NOTES, SENSITIVE, Audience, is_code_withheld
from continuity.domain.privacy.pseudonyms import (
    assign_pseudonyms,
    format_pseudonym,
    remove_names,
    replace_and_sort,
    replace_keys,
)
from continuity.domain.programmes.models import Evidence, KnownProgramme
from continuity.domain.risk.findings import Assessment, Candidate, Finding, Reason
from continuity.domain.vocabulary import EvidenceKind


class Omission(Enum):
    """A kind of fact that a document leaves out for its readers."""

    SENSITIVE_PROGRAMME = auto()
    SENSITIVE_PARTNER = auto()
    ORGANISATION = auto()
    OWNER = auto()
    DECISION = auto()
    WATCH_POINT = auto()
    AMOUNT = auto()
    CONTACT = auto()
    NOTE = auto()
    READING_MATTER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldData:
    """What is shown only if asked for by name: keys marked sensitive, contacts by partner, notes by noun and key."""

    programmes: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    contacts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class Redactor:
    """Turns the facts into what one document's readers get, with what they requested of what is withheld."""

    audience: Audience
    withheld: WithheldData
    requested: frozenset[str] = frozenset()
    pseudonyms: dict[str, str] = field(default_factory=dict)
    _hidden_count: int = 0
    _organisation_keys: frozenset[str] = frozenset()
    _amount_count: int = 0

    def redact_programmes(self, programmes: Sequence[KnownProgramme]) -> list[KnownProgramme]:
        """Return the programmes that the readers see, with pseudonyms where needed."""
        hidden_keys = frozenset() if SENSITIVE in self.requested else self.withheld.programmes
        visible = [programme for programme in programmes if programme.key not in hidden_keys]
        self._hidden_count = len(programmes) - len(visible)
        self._organisation_keys = frozenset(key for programme in visible for key in _list_organisations(programme))
        self._amount_count = sum(row.amount is not None for programme in visible for row in programme.funding)
        self.pseudonyms = assign_pseudonyms([key for key in self._organisation_keys if self._is_unnamed(key)])
        if self.audience.can_see_amounts and not self.pseudonyms:
            return visible
        return [self._redact_programme(programme) for programme in visible]

    def redact_assessment(self, assessment: Assessment) -> Assessment:
        """Return the assessment of these facts without what is not for the readers."""
        programmes = {finding.programme.key for finding in assessment.findings}
        names = {
            record_id: name
            for record_id, name in assessment.names.items()
            if (record_id[0] != "partner" or record_id[1] in self._organisation_keys - self.pseudonyms.keys())
            and (record_id[0] != "programme" or record_id[1] in programmes)
        }
        names |= {("partner", pseudonym): format_pseudonym(pseudonym) for pseudonym in self.pseudonyms.values()}
        funders = {key: replace_and_sort(keys, self.pseudonyms) for key, keys in assessment.funders.items()}
        findings = (self._redact_finding(replace_keys(finding, self.pseudonyms)) for finding in assessment.findings)
        return replace(assessment, findings=tuple(findings), names=names, funders=funders)

    def count_omissions(self, findings: Iterable[Finding]) -> dict[Omission, int]:
        """Count what is left out of the findings as they were assessed."""
        findings = tuple(findings)
        sensitive = len(self._organisation_keys & self.withheld.partners) if SENSITIVE not in self.requested else 0
        return {
            Omission.SENSITIVE_PROGRAMME: self._hidden_count,
            Omission.SENSITIVE_PARTNER: sensitive,
            Omission.ORGANISATION: len(self.pseudonyms) - sensitive,
            Omission.OWNER: self._count_owners(findings),
            Omission.DECISION: self._count_decisions(findings),
            Omission.WATCH_POINT: sum(
                is_code_withheld(reason.code, self.audience) for finding in findings for reason in finding.watch_points
            ),
            Omission.AMOUNT: 0 if self.audience.can_see_amounts else self._amount_count,
            Omission.CONTACT: len(self._all_contacts) - len(self.contacts),
            Omission.NOTE: len(self._select_all_notes(findings)) - len(self.select_notes(findings)),
        }

    @property
    def contacts(self) -> dict[str, str]:
        """The contacts that were asked for, of partners that are named."""
        is_requested = CONTACTS in self.requested
        return {key: text for key, text in self._all_contacts.items() if is_requested and not self._is_unnamed(key)}

    def select_notes(self, findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
        """Select the notes that were asked for, none on a partner that is not named."""
        is_requested = NOTES in self.requested
        all_notes = self._select_all_notes(tuple(findings)).items()
        return {(noun, key): text for (noun, key), text in all_notes if is_requested and not self._is_hidden(noun, key)}

    @property
    def _all_contacts(self) -> dict[str, str]:
        return {key: text for key, text in self.withheld.contacts.items() if key in self._organisation_keys}

    def _is_hidden(self, noun: str, key: str) -> bool:
        return noun == "partner" and self._is_unnamed(key)

    def _select_all_notes(self, findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
        programmes = {finding.programme.key for finding in findings}
        keys_by_noun = {"programme": programmes, "partner": self._organisation_keys}
        notes = self.withheld.notes.items()
        return {(noun, key): text for (noun, key), text in notes if key in keys_by_noun[noun]}

    def _count_owners(self, findings: Sequence[Finding]) -> int:
        return 0 if self.audience.can_see_owners else sum(bool(finding.programme.owner) for finding in findings)

    def _count_decisions(self, findings: Sequence[Finding]) -> int:
        return 0 if self.audience.can_see_decisions else sum(finding.treatment is not None for finding in findings)

    def _is_unnamed(self, key: str) -> bool:
        return not self.audience.can_see_partners or (SENSITIVE not in self.requested and key in self.withheld.partners)

    def _redact_programme(self, programme: KnownProgramme) -> KnownProgramme:
        programme = remove_names(programme, self.pseudonyms)
        if self.audience.can_see_amounts:
            return programme
        return replace(programme, funding=tuple(replace(row, amount=None) for row in programme.funding))

    def _redact_finding(self, finding: Finding) -> Finding:
        """Redact a finding; of its evidence, whose keys name organisations and which has been read, little is left."""
        audience = self.audience
        watch_points = (point for point in finding.watch_points if not is_code_withheld(point.code, audience))
        return replace(
            finding,
            programme=replace(
                finding.programme,
                owner=finding.programme.owner if audience.can_see_owners else None,
                treatments=finding.programme.treatments if audience.can_see_decisions else (),
                evidence=self._redact_evaluations(finding.programme),
            ),
            reasons=self._redact_reasons(finding.reasons),
            watch_points=self._redact_reasons(watch_points),
            treatment=finding.treatment if audience.can_see_decisions else None,
            other_findings=tuple(map(self._redact_finding, finding.other_findings)),
            candidates=tuple(map(self._redact_candidate, finding.candidates)),
        )

    def _redact_evaluations(self, programme: KnownProgramme) -> tuple[Evidence, ...]:
        """Keep when something was evaluated and with whom, for readers who are told who pays for what."""
        if not self.audience.can_see_amounts:
            return ()
        return tuple(
            Evidence(key="", kind=row.kind, partner=row.partner, date=row.date, known_from=row.known_from)
            for row in programme.evidence
            if row.kind == EvidenceKind.EVALUATION
        )

    def _redact_candidate(self, candidate: Candidate) -> Candidate:
        return replace(candidate, failures=self._redact_reasons(candidate.failures))

    def _redact_reasons(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        if self.audience.can_see_owners:
            return tuple(reasons)
        return tuple(replace(reason, owner=None) for reason in reasons)


def _list_organisations(programme: KnownProgramme) -> Iterable[str]:
    yield from (row.partner.key for row in programme.agreements)
    yield from (row.partner.successor for row in programme.agreements if row.partner.successor)
    yield from (key for row in programme.funding for key in (row.partner, row.funder) if key)
    yield from (row.partner for row in programme.evidence if row.partner)
