"""Organisations that are not named, under numbers that say nothing of their names.

The rule is to reach the same verdict for everybody, and where two partners come as close it takes the first by key. So
it reads the facts with the keys as they are and other names; the keys go once it has judged.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256

from continuity.domain.programmes.models import Evidence, Funding, Partner, Programme
from continuity.domain.risk.findings import Candidate, Finding

Aliases = Mapping[str, str]
"""By the key of an organisation that is not named, the key that stands for it."""


def aliases_of(keys: Collection[str]) -> dict[str, str]:
    """A numbered key for each, the same on every run.

    In the order of the names, an edition that names some of them would tell between which two a hidden one lies. And
    the others go into each hash, so that nobody can try a name by itself.
    """
    salt = "\n".join(sorted(keys))
    width = len(str(len(keys)))
    shuffled = sorted(keys, key=lambda key: (sha256(f"{key}\n{salt}".encode()).hexdigest(), key))
    return {key: f"unnamed-{number:0{width}}" for number, key in enumerate(shuffled, start=1)}


def called(alias: str) -> str:
    """What to call an organisation that is not named, at the beginning of a sentence and inside of one."""
    return f"Organisation {int(alias.rpartition('-')[2])} (not named)"


def nameless(programme: Programme, aliases: Aliases) -> Programme:
    """The facts to be judged, without the names."""
    rows = (replace(row, partner=_nameless(row.partner, aliases)) for row in programme.agreements)
    return replace(programme, agreements=tuple(rows))


def keyless(finding: Finding, aliases: Aliases) -> Finding:
    """The finding as judged, without the keys either."""
    if not aliases:
        return finding
    candidates = (_candidate(one, aliases) for one in finding.candidates)
    return replace(
        finding,
        programme=_programme(finding.programme, aliases),
        partners=ordered(finding.partners, aliases),
        carrier=aliases.get(finding.carrier or "", finding.carrier),
        candidates=tuple(sorted(candidates, key=lambda one: one.partner)),
        others=tuple(keyless(one, aliases) for one in finding.others),
    )


def ordered(keys: Iterable[str], aliases: Aliases) -> tuple[str, ...]:
    """The keys as they leave, in an order that says nothing of what they were."""
    return tuple(sorted(aliases.get(key, key) for key in keys))


def _programme(one: Programme, aliases: Aliases) -> Programme:
    def alias(key: str | None) -> str | None:
        return aliases.get(key or "", key)

    def paid(row: Funding) -> Funding:
        return replace(row, partner=alias(row.partner), funder=alias(row.funder))

    def about(row: Evidence) -> Evidence:
        return replace(row, partner=alias(row.partner))

    agreements = (replace(row, partner=replace(row.partner, key=str(alias(row.partner.key)))) for row in one.agreements)
    return replace(
        one,
        agreements=tuple(agreements),
        funding=tuple(map(paid, one.funding)),
        evidence=tuple(map(about, one.evidence)),
    )


def _nameless(partner: Partner, aliases: Aliases) -> Partner:
    alias = aliases.get(partner.key)
    return partner if alias is None else replace(partner, name=called(alias))


def _candidate(one: Candidate, aliases: Aliases) -> Candidate:
    return replace(one, partner=aliases.get(one.partner, one.partner))
