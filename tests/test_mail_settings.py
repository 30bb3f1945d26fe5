"""How mail leaves: where the settings come from, and a password that is never shown."""

import copy
import dataclasses
import os
import pickle
from pathlib import Path

import pytest

from continuity.config import MAIL_KEYS, load, load_mail_settings
from continuity.errors import UsageError
from continuity.mail_settings import MailSettings, Secret

WORD = "kormoran-7-nebel"


def loaded(
    tmp_path: Path, file: str = "", given: dict[str, str | None] | None = None, **environment: str
) -> MailSettings:
    config = tmp_path / "continuity.toml"
    config.write_text(file)
    return load_mail_settings(given or {}, {"CONTINUITY_CONFIG": str(config), **environment})


def refused(tmp_path: Path, file: str = "", **environment: str) -> str:
    with pytest.raises(UsageError) as error:
        loaded(tmp_path, file, None, **environment)
    return f"{error.value.message}; {error.value.hint}"


def test_an_option_comes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file = 'smtp_host = "c.example"\nsmtp_from = "c@example.org"\nsmtp_port = "2525"\noutbox = "/c"\n'
    way = loaded(
        tmp_path,
        file,
        {"smtp_host": "a.example", "smtp_from": None},
        CONTINUITY_SMTP_HOST="b.example",
        CONTINUITY_SMTP_FROM="b@example.org",
    )
    assert (way.host, way.sender, way.port, way.outbox) == ("a.example", "b@example.org", 2525, Path("/c"))


def test_every_setting_has_a_variable_of_its_name(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    values = {
        "smtp_host": "h", "smtp_port": "26", "smtp_security": "tls", "smtp_user": "u",
        "smtp_password_file": str(secret), "smtp_from": "a@example.org", "smtp_ca": "/ca.pem", "outbox": "/out",
    }  # fmt: skip
    assert tuple(values) == MAIL_KEYS
    secret.write_text(WORD)
    secret.chmod(0o600)
    way = loaded(tmp_path, "", None, **{f"CONTINUITY_{key.upper()}": value for key, value in values.items()})
    assert way.password.reveal() == WORD
    assert (way.host, way.port, way.security, way.user) == ("h", 26, "tls", "u")
    assert (way.sender, way.ca_file, way.outbox) == ("a@example.org", "/ca.pem", Path("/out"))


@pytest.mark.parametrize(
    ("settings", "port", "security"),
    [
        ({}, 587, "starttls"),
        ({"SECURITY": "tls"}, 465, "tls"),
        ({"SECURITY": "none"}, 25, "none"),
        ({"PORT": "465"}, 465, "tls"),
        ({"PORT": "465", "SECURITY": "starttls"}, 465, "starttls"),
        ({"PORT": "25"}, 25, "starttls"),
    ],
)
def test_nothing_is_sent_in_the_clear_unless_that_was_asked_for(
    settings: dict[str, str], port: int, security: str, tmp_path: Path
) -> None:
    way = loaded(tmp_path, "", None, **{f"CONTINUITY_SMTP_{key}": value for key, value in settings.items()})
    assert (way.port, way.security) == (port, security)


def test_without_settings_letters_wait_in_the_users_own_folder(tmp_path: Path) -> None:
    way = loaded(tmp_path)
    assert way.host == ""
    assert way.outbox.is_absolute()
    assert way.outbox.name == "outbox"


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("smtp_port", "smtp", "is no port"),
        ("smtp_port", "0", "is no port"),
        ("smtp_port", "65536", "is no port"),
        ("smtp_port", "１２", "is no port"),
        ("smtp_port", "9" * 5000, "is no port"),
        ("smtp_security", "ssl", "one of starttls, tls, none"),
        ("smtp_host", "smtp://mail.example.org", "is no host"),
        ("smtp_host", "mail.example.org:587", "the port is smtp_port"),
        ("smtp_host", "mail example", "is no host"),
        ("smtp_host", f"ann:{WORD}@mail.example.org", "more than a host"),
        ("smtp_host", f"smtp://ann:{WORD}@mail.example.org", "more than a host"),
    ],
)
def test_a_value_that_is_none_is_refused(key: str, value: str, words: str, tmp_path: Path) -> None:
    for said in (refused(tmp_path, f'{key} = "{value}"\n'), refused(tmp_path, **{f"CONTINUITY_{key.upper()}": value})):
        assert words in said
        assert WORD not in said


@pytest.mark.parametrize("host", ["mail.example.org", "10.0.0.1", "::1", "fe80::1", "mail_relay", "m"])
def test_a_name_or_a_number_is_a_host(host: str, tmp_path: Path) -> None:
    assert loaded(tmp_path, f'smtp_host = "{host}"').host == host


def test_a_password_in_the_file_is_refused_by_every_command_and_not_repeated(tmp_path: Path) -> None:
    said = refused(tmp_path, f'smtp_password = "{WORD}"\n')
    assert "holds a mail password" in said
    assert "CONTINUITY_SMTP_PASSWORD_FILE" in said
    assert WORD not in said
    with pytest.raises(UsageError, match="holds a mail password"):
        load(None, {"CONTINUITY_CONFIG": str(tmp_path / "continuity.toml")})


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"CONTINUITY_SMTP_USER": "ann"}, "no password is given"),
        ({"CONTINUITY_SMTP_PASSWORD": WORD}, "smtp_user is not"),
        (
            {"CONTINUITY_SMTP_USER": "ann", "CONTINUITY_SMTP_PASSWORD": WORD, "CONTINUITY_SMTP_SECURITY": "none"},
            "anybody can read",
        ),
    ],
)
def test_half_a_login_is_refused(environment: dict[str, str], words: str, tmp_path: Path) -> None:
    said = refused(tmp_path, **environment)
    assert words in said
    assert WORD not in said


def test_a_password_is_not_shown_and_not_stored() -> None:
    way = MailSettings(outbox=Path("/out"), user="ann", password=Secret(WORD))
    shown = (repr(way), str(way), f"{way.password}", repr(vars(MailSettings)), repr([way.password]))
    assert not any(WORD in text for text in shown)
    for store in (pickle.dumps, copy.deepcopy, dataclasses.asdict):
        with pytest.raises(TypeError):
            store(way)


def test_a_password_is_read_from_its_file_when_it_is_needed_and_once(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    secret = Secret(file=str(file))
    assert secret
    file.write_text(f"{WORD}\n")
    file.chmod(0o440)
    assert secret.reveal() == WORD
    file.unlink()
    assert secret.reveal() == WORD


def test_a_password_is_read_from_a_pipe() -> None:
    read, write = os.pipe()
    os.write(write, WORD.encode())
    os.close(write)
    assert Secret(file=f"/dev/fd/{read}").reveal() == WORD
    os.close(read)


@pytest.mark.parametrize(
    ("content", "mode", "words"),
    [
        (b"", 0o600, "holds no password"),
        (b"\n", 0o600, "holds no password"),
        (b"\xff\xfe", 0o600, "it is no text"),
        (WORD.encode(), 0o604, "open to everybody"),
        (WORD.encode(), 0o602, "open to everybody"),
    ],
)
def test_a_file_that_can_hold_no_secret_is_refused(content: bytes, mode: int, words: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes(content)
    file.chmod(mode)
    with pytest.raises(UsageError, match=words) as error:
        Secret(file=str(file)).reveal()
    assert WORD not in f"{error.value.message} {error.value.hint}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        Secret(file=str(tmp_path / "none")).reveal()
