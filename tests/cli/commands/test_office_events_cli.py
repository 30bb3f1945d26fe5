"""Events at the command line."""

from continuity.cli.commands.office_events import EVENT_COMMANDS, EXAMPLES
from support.cli import Cli


def test_the_examples_of_every_event_run_as_they_stand(on_cities: Cli) -> None:
    assert {(noun, verb) for noun, verbs in EVENT_COMMANDS.items() for verb in verbs} == set(EXAMPLES)
    for noun, verb in EXAMPLES:
        shown = on_cities.ok(f"{noun} {verb} --help").out.partition("Examples:")[2]
        examples = [part.strip() for part in " ".join(shown.split()).split("continuity ") if part.strip()]
        assert len(examples) == 2
        for example in examples:
            on_cities.ok(example)
            on_cities.ok("undo")


def test_an_event_prints_the_findings_it_changed(on_cities: Cli) -> None:
    done = on_cities.ok("election result toronto/mayor/2026-10-26 --same --as-of 2026-11-23")
    assert "toronto/safeto" in done.out
    assert "not-exposed" in done.out
    assert "continuity undo" in done.err


def test_an_event_that_changes_no_finding_says_so(on_cities: Cli) -> None:
    done = on_cities.ok("office abolish portsmouth/leader --on 2035-03-31 --as-of 2026-11-23")
    assert done.out == ""
    assert "No finding changes." in done.err


def test_a_result_that_is_not_known_yet_is_refused(on_cities: Cli) -> None:
    said = on_cities.refused("election result london/mayor/2028-05-04 --same --as-of 2026-11-23")
    assert "lies after 2026-11-23" in said
