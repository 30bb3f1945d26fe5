"""How every document to be read ends: what was asked for by name, for whom it was made, by which rule."""

from collections.abc import Iterator

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.settings import Settings, deviations
from continuity.reports.dossier import Dossier
from continuity.reports.pages import Facts, Items, Section, Words
from continuity.reports.prose import counted, english, isolated


def asked_sections(dossier: Dossier) -> Iterator[Section]:
    """Contacts and notes, where they were asked for by name."""
    name = dossier.assessment.name
    contacts = tuple((name("partner", key), text) for key, text in sorted(dossier.contacts.items()))
    notes = tuple((f"{name(*one)} ({one[0]})", text) for one, text in sorted(dossier.notes.items()))
    if contacts:
        yield Section(title="Contacts of partners", blocks=(Facts(contacts),))
    if notes:
        yield Section(title="Notes", blocks=(Facts(notes),))


def readers_section(dossier: Dossier) -> Section:
    """For whom the document is, what it leaves out for them and to what it was narrowed."""
    told = [Words(dossier.made_for)]
    if dossier.narrowed:
        told.append(Words(f"Narrowed to {', '.join(map(isolated, dossier.narrowed))}."))
    return Section(title="For whom this was made", blocks=tuple(told))


def rule_section(found: Assessment) -> Section:
    """By which rule, settings and records the document was made."""
    words = Words(
        f"Risk rule version {RULE_VERSION}, applied to what is recorded as of {english(found.as_of)}. It reads dates "
        "and recorded facts about posts, agreements and money; it does not forecast who will hold an office."
    )
    own = Items(tuple(f"Not the rule's own setting: {text}." for text in deviations(found.settings)))
    blocks = (words, Facts(_settings(found.settings)), own)
    return Section(title="Rule and settings", blocks=blocks if own.texts else blocks[:2])


def _settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("Looks ahead", str(settings.horizon)),
        ("Exposed after the handover", counted(settings.window_days, "day")),
        ("Late, before the pre-election period", counted(settings.late_days, "day")),
        ("Handover, where no day is known", f"within {counted(settings.handover_days, 'day')} of polling day"),
        ("Notice that counts", counted(settings.notice_days, "day")),
        ("Lead time of a remedy", counted(settings.lead_days, "day")),
        ("Review counts as stale after", counted(settings.stale_months, "month")),
        ("Community partners are", ", ".join(settings.community_kinds)),
    )
