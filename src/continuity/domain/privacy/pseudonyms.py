"""Pseudonyms for organisations: numbers that say nothing of their names.
The rule is to reach the same verdict for everybody, and where two partners come as close it takes the first by key. So
it reads the facts with the keys as they are and other names; the keys go once it has assessed them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from continuity.domain.programmes.models import Evidence, Funding, KnownProgramme, Partner
from continuity.domain.risk.findings import Candidate, Finding

Pseudonyms = Mapping[str, str]
"""By the key of an organisation that is not named, the key that stands for it."""


def assign_pseudonyms(keys: Collection[str]) -> dict[str, str]:
    """Assign each organisation a numbered key, the same on every run.
    They are not numbered in the order of names: an edition that names some of them would tell between which two a
    hidden one lies. The other keys go into each hash, so that nobody can try a name by itself.
    """
    salt = "\n".join(sorted(keys))
    width = len(str(len(keys)))
    ordered_keys = sorted(keys, key=lambda key: (sha256(f"{key}\n{salt}".encode()).hexdigest(), key))
    return {key: f"unnamed-{number:0{width}}" for number, key in enumerate(ordered_keys, start=1)}


def format_pseudonym(pseudonym: str) -> str:
    """Format a pseudonym as the name of an organisation, alike at the beginning of a sentence and inside one."""
    return f"Organisation {int(pseudonym.rpartition('-')[2])} (not named)"


def remove_names(programme: KnownProgramme, pseudonyms: Pseudonyms) -> KnownProgramme:
    """Remove the names from the facts to be assessed."""
    rows = (replace(row, partner=_remove_name(row.partner, pseudonyms)) for row in programme.agreements)
    return replace(programme, agreements=tuple(rows))


def replace_keys(finding: Finding, pseudonyms: Pseudonyms) -> Finding:
    """Replace the keys in a finding once it is assessed."""
    if not pseudonyms:
        return finding
    candidates = (_replace_candidate_key(candidate, pseudonyms) for candidate in finding.candidates)
    return replace(
        finding,
        programme=_replace_programme_keys(finding.programme, pseudonyms),
        partners=replace_and_sort(finding.partners, pseudonyms),
        carrier=pseudonyms.get(finding.carrier or "", finding.carrier),
        candidates=tuple(sorted(candidates, key=lambda candidate: candidate.partner)),
        other_findings=tuple(replace_keys(other_finding, pseudonyms) for other_finding in finding.other_findings),
    )


def replace_and_sort(keys: Iterable[str], pseudonyms: Pseudonyms) -> tuple[str, ...]:
    """Replace keys and sort them, so that the order tells nothing of what they were."""
    return tuple(sorted(pseudonyms.get(key, key) for key in keys))


def _replace_programme_keys(programme: KnownProgramme, pseudonyms: Pseudonyms) -> KnownProgramme:
    def pseudonym_of(key: str | None) -> str | None:
        return pseudonyms.get(key or "", key)

    def replace_funding_keys(row: Funding) -> Funding:
        return replace(row, partner=pseudonym_of(row.partner), funder=pseudonym_of(row.funder))

    def replace_evidence_keys(row: Evidence) -> Evidence:
        return replace(row, partner=pseudonym_of(row.partner))

    def replace_partner_keys(partner: Partner) -> Partner:
        return replace(partner, key=str(pseudonym_of(partner.key)), successor=pseudonym_of(partner.successor))

    agreements = (replace(row, partner=replace_partner_keys(row.partner)) for row in programme.agreements)
    return replace(
        programme,
        agreements=tuple(agreements),
        funding=tuple(map(replace_funding_keys, programme.funding)),
        evidence=tuple(map(replace_evidence_keys, programme.evidence)),
    )


def _remove_name(partner: Partner, pseudonyms: Pseudonyms) -> Partner:
    if (successor := pseudonyms.get(partner.successor or "")) is not None:
        partner = replace(partner, successor_name=format_pseudonym(successor))
    pseudonym = pseudonyms.get(partner.key)
    if pseudonym is None:
        return partner
    # Only what the rule reads: a column that comes later stays out until somebody lets it in.
    return Partner(
        key=partner.key,
        name=format_pseudonym(pseudonym),
        kind=partner.kind,
        controlled_by=partner.controlled_by,
        start=partner.start,
        end=partner.end,
        successor=partner.successor,
        successor_name=partner.successor_name,
    )


def _replace_candidate_key(candidate: Candidate, pseudonyms: Pseudonyms) -> Candidate:
    return replace(candidate, partner=pseudonyms.get(candidate.partner, candidate.partner))
