"""Each city by itself in the report to be read: how its programmes stand, who leads it, what is to be decided first."""

from continuity.reports.annex import CityAnnex, Post, annex
from continuity.reports.columns import office_name
from continuity.reports.dossier import Dossier
from continuity.reports.pages import Items, Section, Words
from continuity.reports.prose import english, isolated
from continuity.reports.summary import Decision


def cities_section(dossier: Dossier) -> Section:
    """A line a city; what is recorded of its programmes stands with the findings."""
    lines = tuple(_line(dossier, one) for one in annex(dossier))
    nothing = Words("No city has a programme or a change of leadership to tell of.")
    return Section(title="City by city", blocks=(Items(lines) if lines else nothing,))


def _line(dossier: Dossier, one: CityAnnex) -> str:
    city = isolated(dossier.assessment.name("city", one.city))
    parts = (f"{city}: {one.told}", *(_post(dossier, post) for post in one.posts), _first(one.first))
    return " ".join(part for part in parts if part)


def _post(dossier: Dossier, post: Post) -> str:
    return f"{isolated(office_name(dossier.assessment, post.office))}: {isolated(post.holder)}."


def _first(decision: Decision | None) -> str:
    if decision is None:
        return ""
    due = f" By {english(decision.step.due)}." if decision.step.due else ""
    return f"To be decided first: {decision.step.remedy}{due}"
