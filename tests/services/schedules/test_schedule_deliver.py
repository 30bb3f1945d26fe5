"""Reports by mail: sent once, tried again where that is right for certain, and else left to a person."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from continuity.domain.scheduling.runs import Delivery
from continuity.domain.vocabulary import DeliveryState
from continuity.errors import UnknownKey, UsageError
from continuity.services import database
from continuity.services.schedules import retry
from continuity.services.transaction import read_database
from support.cli import Cli
from support.mail_server import DROP, Inbox, mail_server, taken_place
from support.reference_packs import STAMP
from support.schedule_setup import add, at, post, see_to, states

TWENTY = [f"person-{number:02}@example.org" for number in range(20)]
MAIL: dict[str, Any] = {"host": "127.0.0.1", "security": "none", "sender": "reports@example.org", "timeout": 5.0}
DUE = "2026-12-01 07:00"


def letters(inbox: Inbox) -> list[EmailMessage]:
    return [message_from_bytes(one.content, policy=policy.default) for one in inbox.letters]  # type: ignore[misc,arg-type]


def mailed(address: str, folder: Path, *to: str, **texts: str) -> None:
    destinations = " | ".join(f"mailto:{one}" for one in to or ("ann@example.org",))
    add(address, folder, to=destinations, city="luton", **texts)


def deliveries(address: str) -> list[Delivery]:
    from continuity.db import schedule_runs

    with read_database(address) as connection:
        return schedule_runs.load_deliveries(connection)


def test_each_recipient_gets_one_letter_with_what_was_asked_for(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path, "ann@example.org", "bob@example.org", formats="xlsx,csv")
    with mail_server() as inbox:
        assert states(see_to(cities, DUE, tmp_path, port=inbox.port, **MAIL)) == [
            (DeliveryState.SENT, DeliveryState.SENT)
        ]
        assert see_to(cities, "2026-12-01 12:00", tmp_path, port=inbox.port, **MAIL) == []
    found = letters(inbox)
    assert [one["To"] for one in found] == ["ann@example.org", "bob@example.org"]
    assert len({one["Message-ID"] for one in found}) == 2
    for one in found:
        assert one["From"] == "reports@example.org"
        names = [part.get_filename() for part in one.iter_attachments()]
        assert names == ["monthly-2026-12-01.csv", "monthly-2026-12-01.xlsx"]
        body = one.get_body(("plain",))
        assert body
        assert "As of 1 December 2026." in body.get_content()


def test_no_programme_is_named_in_a_subject_and_funders_are_the_readers_by_default(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path)
    with mail_server() as inbox:
        see_to(cities, DUE, tmp_path, port=inbox.port, **MAIL)
    (letter,) = letters(inbox)
    assert "monthly" in letter["Subject"]
    assert "Harmony" not in letter["Subject"]
    assert "Voices" not in letter["Subject"]
    body = letter.get_body(("plain",))
    assert body
    assert "Made for funders." in " ".join(body.get_content().split())


def test_without_a_server_letters_lie_in_the_outbox(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path / "x")
    (ran,) = see_to(cities, DUE, tmp_path / "outbox")
    (sent,) = ran.deliveries
    assert sent.state == DeliveryState.SENT
    assert f"the letter lies in {tmp_path / 'outbox'}" in sent.explanation
    (letter,) = (tmp_path / "outbox").glob("*.eml")
    assert message_from_bytes(letter.read_bytes())["To"] == "ann@example.org"
    assert see_to(cities, "2026-12-02 07:00", tmp_path / "outbox") == []


def test_a_server_that_is_down_is_tried_again_and_gets_the_report_of_that_day(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path)
    place = taken_place()
    port = place.getsockname()[1]
    (first,) = see_to(cities, DUE, tmp_path, port=port, **MAIL)
    assert [one.state for one in first.deliveries] == [DeliveryState.FAILED]
    assert first.deliveries[0].retry_at is not None
    assert see_to(cities, "2026-12-01 07:05", tmp_path, port=port, **MAIL) == []
    Cli(cities).ok("programme edit luton/many-voices-one-town --name 'Renamed since'")
    with mail_server(place=place) as inbox:
        (again,) = see_to(cities, "2026-12-01 07:30", tmp_path, port=port, **MAIL)
    assert [(one.state, one.explanation) for one in again.deliveries] == [(DeliveryState.SENT, "")]
    (letter,) = letters(inbox)
    body = letter.get_body(("plain",))
    assert body
    assert "Renamed since" not in body.get_content()
    assert letter["Date"] == "Tue, 01 Dec 2026 07:00:00 +0000"


def test_what_failed_for_now_need_not_be_waited_for(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path)
    place = taken_place()
    port = place.getsockname()[1]
    (first,) = see_to(cities, DUE, tmp_path, port=port, **MAIL)
    key = first.deliveries[0].key
    (standing,) = database.load_status(cities, date(2026, 12, 1), None, at(DUE)).schedules
    assert (standing.failing, standing.undecided) == (1, 0)
    with mail_server(place=place) as inbox:
        sent = retry.retry_delivery(cities, key, at("2026-12-01 07:01"), post(tmp_path, port=port, **MAIL))
    assert (sent.state, sent.retry_at) == (DeliveryState.SENT, None)
    assert len(letters(inbox)) == 1
    with pytest.raises(UsageError, match="is sent"):
        retry.retry_delivery(cities, key, at("2026-12-01 07:02"), post(tmp_path, port=port, **MAIL))


def test_wrong_settings_hold_letters_back_and_nothing_that_goes_into_a_folder(cities: str, tmp_path: Path) -> None:
    to = f"folder:{tmp_path / 'reports'} | mailto:ann@example.org"
    add(cities, tmp_path / "reports", key="mixed", to=to, every="month", city="luton")
    (ran,) = see_to(cities, DUE, tmp_path, host="unknown", problem='smtp_port: "x" is no port')
    file, letter = ran.deliveries
    assert (file.channel, file.state) == ("file", DeliveryState.SENT)
    assert (letter.state, letter.retry_at is None) == (DeliveryState.FAILED, False)
    assert "smtp_port" in letter.explanation
    with mail_server() as inbox:
        (again,) = see_to(cities, "2026-12-01 07:30", tmp_path, port=inbox.port, **MAIL)
    assert [one.state for one in again.deliveries] == [DeliveryState.SENT, DeliveryState.SENT]
    assert len(letters(inbox)) == 1


def test_after_the_last_try_it_is_left_to_a_person(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path)
    place = taken_place()
    port = place.getsockname()[1]
    for now in (
        DUE,
        "2026-12-01 08:00",
        "2026-12-01 10:00",
        "2026-12-01 15:00",
        "2026-12-02 06:00",
        "2026-12-03 12:00",
    ):
        (found,) = see_to(cities, now, tmp_path, port=port, **MAIL)
        assert [one.state for one in found.deliveries] == [DeliveryState.FAILED]
    (last,) = see_to(cities, "2026-12-07 12:00", tmp_path, port=port, **MAIL)
    assert [(one.attempts, one.retry_at) for one in last.deliveries] == [(7, None)]
    assert see_to(cities, "2026-12-20 12:00", tmp_path, port=port, **MAIL) == []
    assert [one.key for one in retry.list_undecided(cities)] == ["monthly/2026-12-01T07:00Z/1"]
    place.close()


def test_of_twenty_recipients_one_refused_holds_no_other_up(cities: str, tmp_path: Path) -> None:
    mailed(cities, tmp_path, *TWENTY)
    with mail_server({f"RCPT TO:<{TWENTY[7]}>": "550 no such person"}) as inbox:
        (found,) = see_to(cities, DUE, tmp_path, port=inbox.port, **MAIL)
        assert [one.target for one in found.deliveries if one.state == DeliveryState.FAILED] == [TWENTY[7]]
        assert see_to(cities, "2026-12-05 07:00", tmp_path, port=inbox.port, **MAIL) == []
    assert sorted(one["To"] for one in letters(inbox)) == [one for one in TWENTY if one != TWENTY[7]]
    (refused,) = retry.list_undecided(cities)
    assert "no such person" in refused.explanation


class TestUnknown:
    """The connection broke once the letter was on its way: it may have arrived."""

    @pytest.fixture
    def broken(self, cities: str, tmp_path: Path) -> str:
        mailed(cities, tmp_path)
        with mail_server({"END": DROP}) as inbox:
            assert states(see_to(cities, DUE, tmp_path, port=inbox.port, **MAIL)) == [(DeliveryState.UNKNOWN,)]
        return cities

    def test_it_is_not_sent_again_by_itself_and_status_shows_it(self, broken: str, tmp_path: Path) -> None:
        with mail_server() as inbox:
            assert see_to(broken, "2026-12-05 07:00", tmp_path, port=inbox.port, **MAIL) == []
        assert inbox.letters == []
        done = Cli(broken).ok("status --as-of 2026-12-05")
        assert "1 wait" in done.out
        assert "schedule retry" in done.err

    def test_a_person_sends_it_again_as_the_same_letter(self, broken: str, tmp_path: Path) -> None:
        (one,) = retry.list_undecided(broken)
        with mail_server() as inbox:
            way = post(tmp_path, port=inbox.port, **MAIL)
            assert retry.retry_delivery(broken, one.key, at("2026-12-02 09:00"), way).state == DeliveryState.SENT
            with pytest.raises(UsageError, match="is sent"):
                retry.retry_delivery(broken, one.key, at("2026-12-02 09:01"), way)
        (letter,) = letters(inbox)
        assert letter["Date"] == "Tue, 01 Dec 2026 07:00:00 +0000"
        assert retry.list_undecided(broken) == []

    def test_or_says_that_it_arrived(self, broken: str) -> None:
        (one,) = retry.list_undecided(broken)
        assert retry.mark_arrived(broken, one.key, at("2026-12-02 09:00")).state == DeliveryState.SENT
        assert retry.list_undecided(broken) == []
        assert deliveries(broken)[0].explanation == "Recorded as arrived, by hand."

    def test_an_unknown_name_is_helped(self, broken: str, tmp_path: Path) -> None:
        with pytest.raises(UnknownKey, match="no delivery") as caught:
            retry.retry_delivery(broken, "monthly/2026-12-01T07:00Z/2", at("2026-12-02 09:00"), post(tmp_path))
        assert "monthly/2026-12-01T07:00Z/1" in caught.value.hint


def test_a_report_that_could_not_be_written_is_written_anew_by_a_retry(cities: str, tmp_path: Path) -> None:
    from continuity.services.schedules import manage
    from continuity.services.transaction import write_untracked

    mailed(cities, tmp_path)
    with write_untracked(cities) as connection:
        connection.exec_driver_sql("UPDATE schedules SET city = 'lost'")
    (found,) = see_to(cities, DUE, tmp_path / "outbox")
    assert [one.state for one in found.deliveries] == [DeliveryState.FAILED]
    (one,) = retry.list_undecided(cities)
    Cli(cities).ok("city add Lost --key lost --country GB --timezone Europe/London")
    assert retry.retry_delivery(cities, one.key, at("2026-12-01 09:00"), post(tmp_path / "outbox")).state in (
        DeliveryState.SENT,
        "skipped",
    )
    assert manage.remove_schedule(cities, STAMP, "monthly")["key"] == "monthly"
