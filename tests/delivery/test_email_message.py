"""Letters as bytes: the same ones every time, whole for every reader, and safe whatever they hold."""

from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.delivery.email_message import build_message, serialise_message
from continuity.delivery.model import Attachment, DeliveryRequest
from continuity.errors import BadValue
from support.deliveries import SENDER, parcel

GOLDEN = Path(__file__).parent / "golden"
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXTS = st.text(st.characters(), max_size=300)
# Line ends and what a mail reader takes for them.
HOSTILE = st.lists(
    st.sampled_from(
        ["\r\n", "\n", "\r", "\x00", "\x0b", "\x85", "\u2028", "Bcc: eve@example.org", ".", "=_0_", "--", "é", " "]
    ),
    max_size=30,
).map("".join)
CASES = {
    "plain": parcel(html="", documents=()),
    "with-table": parcel(),
    "far-names": parcel(
        subject="Rapport trimestriel : programmes à risque au changement d’équipe municipale, 京都市 et Łódź, " * 2,
        text="Zażółć gęślą jaźń\n" + "long " * 300 + "\n.\n..\nFrom here on\n",
        html="<p>京都市 &lt;script&gt;</p>\n",
        documents=(
            Attachment(name=f"Übersicht {'nach Städten ' * 6}京都.csv", media_type="text/csv", content=b"x\r\n"),
            Attachment(name='a "quoted"; name.xlsx', media_type=WORKBOOK, content=bytes(range(256))),
        ),
        due=datetime(2026, 12, 1, 8, tzinfo=timezone(timedelta(hours=9))),
    ),
}


def read(letter: DeliveryRequest) -> EmailMessage:
    content = serialise_message(build_message(letter, SENDER))
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert max(map(len, content.split(b"\r\n"))) <= 998
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("name", ["plain", "with-table"])
def test_a_letter_is_as_it_was(name: str) -> None:
    assert serialise_message(build_message(CASES[name], SENDER)) == (GOLDEN / f"{name}.eml").read_bytes()


@pytest.mark.parametrize("name", CASES)
def test_the_same_parcel_is_the_same_bytes(name: str) -> None:
    assert serialise_message(build_message(CASES[name], SENDER)) == serialise_message(
        build_message(CASES[name], SENDER)
    )


@pytest.mark.parametrize("name", CASES)
def test_a_reader_finds_everything_that_was_put_in(name: str) -> None:
    letter, message = CASES[name], read(CASES[name])
    assert {*message.keys()} - {"Content-Transfer-Encoding"} == {*HEADERS}
    assert message["Subject"] == letter.subject.strip()
    assert message["Date"].datetime == letter.due
    assert body(message, "plain") == letter.text
    assert not letter.html or body(message, "html") == letter.html
    parts = list(message.iter_attachments())
    assert [(part.get_filename(), part.get_content_type()) for part in parts] == [
        (document.name, document.media_type) for document in letter.documents
    ]
    assert [part.get_payload(decode=True) for part in parts] == [document.content for document in letter.documents]


def test_one_delivery_keeps_its_name_and_another_has_another() -> None:
    one = build_message(parcel(), SENDER)["Message-ID"]
    assert one == build_message(parcel(text="corrected"), SENDER)["Message-ID"]
    assert one != build_message(parcel(key="another"), SENDER)["Message-ID"]
    assert one.endswith("@harbour.example.org>")
    assert "ann" not in one


def test_machines_are_asked_not_to_answer() -> None:
    assert build_message(parcel(), SENDER)["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("to", "sender"),
    [("ann", SENDER), ("ann@example.org", "reports"), ("ann@example.org\nBcc: eve@example.org", SENDER)],
)
def test_no_letter_is_made_for_an_address_that_is_none(to: str, sender: str) -> None:
    with pytest.raises(BadValue):
        build_message(parcel(target=to), sender)


@given(subject=TEXTS | HOSTILE, name=TEXTS | HOSTILE)
def test_no_text_makes_a_header_of_its_own(subject: str, name: str) -> None:
    document = Attachment(name=name, media_type="text/csv", content=b"x")
    message = read(parcel(subject=subject, documents=(document,)))
    assert list(message.keys()) == HEADERS
    assert message.get_all("To") == ["ann@example.org"]
    (attached,) = message.iter_attachments()
    assert set(attached.keys()) <= {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=300))
def test_a_subject_of_any_letters_arrives(subject: str) -> None:
    assert read(parcel(subject=subject))["Subject"] == subject


@given(text=TEXTS | HOSTILE, html=TEXTS | HOSTILE)
def test_a_body_of_any_letters_arrives(text: str, html: str) -> None:
    message = read(parcel(text=text, html=html))
    assert body(message, "plain").split() == text.encode("utf-8", "replace").decode().split()
    assert len(list(message.iter_attachments())) == 1


@given(st.binary(max_size=300))
def test_a_document_of_any_bytes_arrives(content: bytes) -> None:
    letter = parcel(documents=(Attachment(name="risk.csv", media_type="text/csv", content=content),))
    (attached,) = read(letter).iter_attachments()
    assert attached.get_payload(decode=True) == content
