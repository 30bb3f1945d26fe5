"""Letters by way of a real server, and what is said where it misbehaves."""

import base64
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from continuity.delivery import load_channel
from continuity.delivery.email_message import build_message, serialise_message
from continuity.delivery.model import DeliveryRequest, DeliveryResult
from continuity.delivery.smtp import probe_server
from continuity.mail_settings import MailSettings, Secret
from support.certificates import Certificates
from support.deliveries import SENDER, parcel, post
from support.mail_server import DROP, HANG, PASSWORD, USER, Inbox, mail_server, taken_place

TO = "RCPT TO:<ann@example.org>"
SHORT = 0.3


@pytest.fixture
def secure(certificates: Certificates) -> Callable[..., MailSettings]:
    """A way out over STARTTLS that trusts the right certificate."""

    def made(inbox: Inbox, **changes: object) -> MailSettings:
        return post(port=inbox.port, **{"ca_file": certificates.authority, **changes})

    return made


def plain(inbox: Inbox, **changes: object) -> MailSettings:
    return post(port=inbox.port, **{"security": "none", **changes})


def sent(letter: DeliveryRequest, way: MailSettings) -> DeliveryResult:
    return load_channel("mail", way).deliver(letter)


@contextmanager
def talkative(speech: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says what it likes; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                speech(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def test_a_letter_is_delivered_once_over_tls(secure: Callable[..., MailSettings], certificates: Certificates) -> None:
    with mail_server(starttls=certificates.right, require_starttls=True) as inbox:
        assert sent(parcel(), secure(inbox)) == DeliveryResult(state="sent")
    (letter,) = inbox.letters
    assert (letter.mail_from, letter.rcpt_tos) == (SENDER, ["ann@example.org"])
    assert inbox.content() == serialise_message(build_message(parcel(), SENDER))
    read = message_from_bytes(inbox.content(), policy=default)
    assert (read["To"], read["From"], read["Subject"]) == ("ann@example.org", SENDER, parcel().subject)
    assert read.get_body(("plain",)).get_content().splitlines() == parcel().text.splitlines()
    assert [part.get_filename() for part in read.iter_attachments()] == ["risk.csv"]
    assert inbox.calls[0] == "EHLO harbour.example.org"


def test_a_letter_is_delivered_over_tls_from_the_first_byte(
    secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    with mail_server(tls=certificates.right) as inbox:
        assert sent(parcel(), secure(inbox, security="tls")).state == "sent"
    assert len(inbox.letters) == 1


def test_a_relay_without_password_takes_a_letter_in_the_clear_where_that_was_asked_for() -> None:
    with mail_server() as inbox:
        assert sent(parcel(), plain(inbox)).state == "sent"
    assert [call.partition(" ")[0] for call in inbox.calls] == ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]


def test_a_server_that_is_down_gets_the_same_letter_once_it_is_up() -> None:
    place = taken_place()
    down = sent(parcel(), post(port=place.getsockname()[1], security="none"))
    assert (down.state, down.permanent) == ("failed", False)
    assert "connection refused" in down.detail
    with mail_server(place=place) as inbox:
        assert sent(parcel(), plain(inbox)).state == "sent"
    assert (
        message_from_bytes(inbox.content(), policy=default)["Message-ID"]
        == build_message(parcel(), SENDER)["Message-ID"]
    )


def test_of_twenty_recipients_the_one_that_is_refused_fails_alone() -> None:
    letters = [parcel(key=f"monthly/{n}", target=f"reader{n}@example.org") for n in range(20)]
    with mail_server({"RCPT TO:<reader7@example.org>": "550 5.1.1 no such mailbox"}) as inbox:
        told = [sent(letter, plain(inbox)) for letter in letters]
    assert [receipt.state for receipt in told].count("sent") == 19
    assert (told[7].state, told[7].permanent) == ("failed", True)
    assert 'refused the recipient with 550 ("5.1.1 no such mailbox"); correct the address' in told[7].detail
    assert [letter.rcpt_tos for letter in inbox.letters] == [
        [letter.target] for letter in letters if letter is not letters[7]
    ]


@pytest.mark.parametrize(
    ("command", "step"),
    [("MAIL", "the sender"), ("RCPT", "the recipient"), ("DATA", "the letter"), ("END", "the letter")],
)
@pytest.mark.parametrize(("answer", "permanent"), [("451 try later", False), ("552 too much", True)])
def test_what_a_server_refuses_has_failed_for_now_or_for_good(
    command: str, step: str, answer: str, permanent: bool
) -> None:
    with mail_server({command: answer}) as inbox:
        receipt = sent(parcel(), plain(inbox))
    assert (receipt.state, receipt.permanent) == ("failed", permanent)
    assert f"refused {step} with {answer[:3]}" in receipt.detail
    assert answer[4:] in receipt.detail
    assert ("the next run tries again" in receipt.detail) is not permanent


def test_a_letter_larger_than_the_server_takes_is_not_begun() -> None:
    with mail_server(data_size_limit=500) as inbox:
        receipt = sent(parcel(), plain(inbox))
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert "DATA" not in inbox.calls


def test_nobody_knows_about_a_letter_where_the_connection_broke_after_it() -> None:
    with mail_server({"END": DROP}) as inbox:
        receipt = sent(parcel(), plain(inbox))
    assert receipt.state == "unknown"
    assert "broke off the connection after the letter was on its way, so it may have arrived" in receipt.detail
    assert len(inbox.letters) == 1


def test_nobody_knows_about_a_letter_that_the_connection_broke_into() -> None:
    def speech(connection: socket.socket) -> None:
        connection.sendall(b"220 mail.test\r\n")
        with connection.makefile("rb") as lines:
            for answer in (b"250 mail.test\r\n", b"250 sender\r\n", b"250 recipient\r\n", b"354 go on\r\n"):
                lines.readline()
                connection.sendall(answer)

    with talkative(speech) as port:
        assert sent(parcel(text="long " * 200_000), post(port=port, security="none")).state == "unknown"


@pytest.mark.parametrize("answer", ["354 more", "not a code"])
def test_nobody_knows_about_a_letter_that_is_answered_with_nonsense(answer: str) -> None:
    with mail_server({"END": answer}) as inbox:
        assert sent(parcel(), plain(inbox)).state == "unknown"


def test_nobody_knows_about_a_letter_that_is_never_answered() -> None:
    with mail_server({"END": HANG}) as inbox:
        receipt = sent(parcel(), plain(inbox, timeout=SHORT))
    assert receipt.state == "unknown"
    assert "did not answer within 1.2 seconds" in receipt.detail


@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("trouble", "words"), [(DROP, "broke off the connection"), (HANG, "did not answer within")])
def test_what_breaks_before_the_letter_has_failed_for_now(command: str, trouble: str, words: str) -> None:
    with mail_server({command: trouble}) as inbox:
        receipt = sent(parcel(), plain(inbox, timeout=SHORT if trouble == HANG else 10.0))
    assert (receipt.state, receipt.permanent) == ("failed", False)
    assert words in receipt.detail
    assert inbox.letters == []


@pytest.mark.parametrize("trouble", [DROP, HANG, "500 what?"])
def test_a_letter_that_was_taken_stays_sent_however_the_server_says_goodbye(trouble: str) -> None:
    with mail_server({"QUIT": trouble}) as inbox:
        assert sent(parcel(), plain(inbox, timeout=SHORT)) == DeliveryResult(state="sent")


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_accepts_and_says_nothing_is_left(security: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        receipt = sent(parcel(), post(port=silent.getsockname()[1], security=security, timeout=SHORT))
    assert (receipt.state, receipt.permanent) == ("failed", False)
    assert "did not answer within 0.3 seconds" in receipt.detail


def test_a_server_that_never_comes_to_the_end_of_its_greeting_is_left() -> None:
    def flood(connection: socket.socket) -> None:
        connection.settimeout(1)
        try:
            while True:
                connection.sendall(b"220-and another thing\r\n")
        except OSError:
            return

    with talkative(flood) as port:
        receipt = sent(parcel(), post(port=port, security="none", timeout=0.02))
    assert (receipt.state, receipt.permanent) == ("failed", False)


@pytest.mark.parametrize(
    ("greeting", "permanent"),
    [(b"421 too busy\r\n", False), (b"554 not you\r\n", True), (b"SSH-2.0-OpenSSH\r\n", False)],
)
def test_a_server_that_wants_nothing_of_us_is_told(greeting: bytes, permanent: bool) -> None:
    with talkative(lambda connection: connection.sendall(greeting)) as port:
        receipt = sent(parcel(), post(port=port))
    assert (receipt.state, receipt.permanent) == ("failed", permanent)


def test_without_starttls_nothing_is_sent_in_the_clear(secure: Callable[..., MailSettings]) -> None:
    with mail_server() as inbox:
        way = secure(inbox, user=USER, password=Secret(PASSWORD))
        receipt = sent(parcel(), way)
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert "offers no STARTTLS" in receipt.detail
    assert [call.partition(" ")[0] for call in inbox.calls] == ["EHLO", "QUIT"]


def test_a_server_that_takes_its_starttls_back_gets_nothing(
    secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    with mail_server({"STARTTLS": "454 not now"}, starttls=certificates.right) as inbox:
        receipt = sent(parcel(), secure(inbox))
    assert (receipt.state, receipt.permanent) == ("failed", False)
    assert "refused STARTTLS with 454" in receipt.detail
    assert not any(call.startswith("MAIL") for call in inbox.calls)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("which", "words"), [("of_another_name", "IP address mismatch"), ("of_nobody", "unable to get local issuer")]
)
def test_a_wrong_certificate_is_refused(
    security: str, which: str, words: str, secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    with mail_server(**{security: getattr(certificates, which)}) as inbox:
        receipt = sent(parcel(), secure(inbox, security=security, user=USER, password=Secret(PASSWORD)))
    assert (receipt.state, receipt.permanent) == ("failed", False)
    assert "is not trusted" in receipt.detail
    assert words in receipt.detail
    assert not any(call.startswith(("AUTH", "MAIL")) for call in inbox.calls)


def test_a_certificate_of_ones_own_authority_is_not_trusted_unless_it_is_named(certificates: Certificates) -> None:
    with mail_server(starttls=certificates.right) as inbox:
        assert "is not trusted" in sent(parcel(), post(port=inbox.port)).detail


def test_a_server_that_speaks_no_tls_is_told_apart(secure: Callable[..., MailSettings]) -> None:
    with mail_server() as inbox:
        receipt = sent(parcel(), secure(inbox, security="tls"))
    assert (receipt.state, receipt.permanent) == ("failed", False)
    assert "smtp_port and smtp_security" in receipt.detail


@pytest.mark.parametrize("only", ["PLAIN", "LOGIN"])
def test_a_user_is_logged_in(only: str, secure: Callable[..., MailSettings], certificates: Certificates) -> None:
    excluded = {"PLAIN", "LOGIN"} - {only}
    with mail_server(starttls=certificates.right, auth_required=True, auth_exclude_mechanism=excluded) as inbox:
        assert sent(parcel(), secure(inbox, user=USER, password=Secret(PASSWORD))).state == "sent"


def test_a_wrong_password_is_tried_once_and_not_repeated_to_anybody(
    secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    wrong = "albatros-9-wolke"
    with mail_server(starttls=certificates.right, auth_required=True) as inbox:
        way = secure(inbox, user=USER, password=Secret(wrong))
        receipt = sent(parcel(), way)
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert "refused the login with 535; see smtp_user and the password" in receipt.detail
    assert sum(call.startswith("AUTH") for call in inbox.calls) == 1
    for text in (receipt.detail, repr(receipt), repr(way), str(way.password)):
        assert wrong not in text


def test_a_server_that_repeats_the_login_is_not_quoted(
    secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    echo = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    with mail_server({"AUTH": f"501 what is {echo}?"}, starttls=certificates.right) as inbox:
        receipt = sent(parcel(), secure(inbox, user=USER, password=Secret(PASSWORD)))
    assert "refused the login with 501" in receipt.detail
    assert echo not in receipt.detail


@pytest.mark.parametrize(
    ("extension", "words"), [("AUTH XOAUTH2 CRAM-MD5", "XOAUTH2 CRAM-MD5 is offered"), ("HELP", "no login is offered")]
)
def test_a_server_that_takes_no_password_says_what_it_offers(
    extension: str, words: str, secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    with mail_server({"EHLO": f"250-mail.test\r\n250 {extension}"}, tls=certificates.right) as inbox:
        receipt = sent(parcel(), secure(inbox, security="tls", user=USER, password=Secret(PASSWORD)))
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert f"takes no password ({words})" in receipt.detail


def test_a_password_is_never_sent_in_the_clear() -> None:
    with mail_server(auth_require_tls=False) as inbox:
        receipt = sent(parcel(), plain(inbox, user=USER, password=Secret(PASSWORD)))
    assert (receipt.state, inbox.calls) == ("failed", [])
    assert "anybody can read" in receipt.detail


def test_what_is_wrong_on_this_machine_fails_until_it_is_corrected(tmp_path: Path) -> None:
    missing = Secret(file=str(tmp_path / "none"))
    ways = (
        (post(host=""), "no mail server is set"),
        (post(sender=""), "smtp_from"),
        (post(ca_file=str(tmp_path / "none.pem")), "smtp_ca"),
        (post(user=USER, password=missing), "the password cannot be read"),
        (post(user=USER, password=Secret("Käfer")), "plain letters only"),
    )
    for way, words in ways:
        receipt = sent(parcel(), way)
        assert (receipt.state, receipt.permanent) == ("failed", False)
        assert words in receipt.detail
        assert "Käfer" not in receipt.detail


def test_an_address_that_is_none_fails_for_good() -> None:
    receipt = sent(parcel(target="ann@example.org\r\nRCPT TO:<eve@example.org>"), post())
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert receipt.detail.isprintable()


def test_what_a_server_says_cannot_move_a_cursor() -> None:
    with mail_server({"RCPT": "550 \x1b[2J\x07" + "gone " * 90}) as inbox:
        receipt = sent(parcel(), plain(inbox))
    assert receipt.detail.isprintable()
    assert len(receipt.detail) < 400


def test_a_trial_calls_and_logs_in_and_sends_nothing(
    secure: Callable[..., MailSettings], certificates: Certificates
) -> None:
    with mail_server(starttls=certificates.right, auth_required=True) as inbox:
        assert probe_server(secure(inbox, user=USER, password=Secret(PASSWORD))) == ""
        assert "535" in probe_server(secure(inbox, user=USER, password=Secret("albatros")))
        assert not any(call.startswith("MAIL") for call in inbox.calls)
    with taken_place() as down:
        assert "connection refused" in probe_server(post(port=down.getsockname()[1]))
    assert "no mail server" in probe_server(post(host=""))
