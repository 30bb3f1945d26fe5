"""The sentences of events in offices."""

from continuity.domain.offices.event_effects import Effect, EffectCode
from continuity.domain.values.dates import VagueDate
from continuity.reports.wording.office_events import EFFECT_SENTENCES, format_effects


def test_every_effect_has_a_sentence() -> None:
    assert set(EFFECT_SENTENCES) == set(EffectCode)


def test_effects_are_sentences_with_days_as_they_were_written() -> None:
    day, start = VagueDate.parse("2028-05-04"), VagueDate.parse("2028-05")
    won = Effect(EffectCode.WON_FOR_PARTY, {"person": "Ada {Example}", "party": "Party A", "day": day})
    begins = Effect(EffectCode.TERM_BEGINS, {"person": "Ada {Example}", "start": start})
    assert format_effects([won, begins]) == (
        "Ada {Example} (Party A) won on 4 May 2028. First day of Ada {Example}: May 2028."
    )
