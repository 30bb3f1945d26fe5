"""Invented histories of one office with a day on which somebody asks for its calendar."""

from dataclasses import dataclass
from datetime import date
from random import Random

from random_cases import draw_day, draw_settings
from random_office_history import draw_history
from random_rare_events import with_rare_events

from continuity.domain.offices.models import OfficeRecord
from continuity.domain.settings import Settings


@dataclass(frozen=True, kw_only=True)
class DrawnHistory:
    """One office with its history, and the day asked about."""

    seed: int
    record: OfficeRecord
    as_of: date
    settings: Settings


def drawn_history(seed: int, *, rare: bool = False) -> DrawnHistory:
    """The history of a seed, with rare events where asked; the same seed gives the same history."""
    random = Random(f"calendar {seed}")  # noqa: S311
    settings = draw_settings(random)
    record = draw_history(random, "town/mayor").leadership()
    if rare:
        record = with_rare_events(random, record)
    return DrawnHistory(seed=seed, record=record, as_of=draw_day(random, record, settings), settings=settings)
