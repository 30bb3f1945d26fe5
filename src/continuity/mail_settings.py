"""Mail settings of one run, with a password that never prints."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from continuity.errors import UsageError

DEFAULT_PORTS = {"starttls": 587, "tls": 465, "none": 25}
PASSWORD_VARIABLE = "CONTINUITY_SMTP_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE_VARIABLE = f"{PASSWORD_VARIABLE}_FILE"
_MAX_PASSWORD_BYTES = 4096


class Secret:
    """A password, given or read once from a file at first use."""

    __slots__ = ("_file", "_text")

    def __init__(self, text: str = "", file: str = "") -> None:
        self._text = text
        self._file = file

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text or self._file)

    def __reduce__(self) -> str:
        raise TypeError("a secret is not stored")

    def reveal(self) -> str:
        """Return the password. Raise UsageError for a file that is unreadable, empty or readable by everybody."""
        if not self._text and self._file:
            self._text = _read_password_file(Path(self._file).expanduser())
        return self._text


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Settings for sending mail; `timeout` is in seconds for one answer of the server.
    `host` is empty without a mail server, `user` for a relay without password, `ca_file` for the system's authorities.
    `security` is starttls, tls (from the first byte) or none. `problem` is what in the settings blocks mail.
    """

    host: str = ""
    port: int = DEFAULT_PORTS["starttls"]
    security: str = "starttls"
    user: str = ""
    password: Secret = field(default_factory=Secret)
    sender: str = ""
    ca_file: str = ""
    outbox: Path
    timeout: float = 30.0
    problem: str = ""


def _read_password_file(path: Path) -> str:
    with _translate_errors(path), path.open("rb") as file:
        mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0
        text = file.read(_MAX_PASSWORD_BYTES).decode("utf-8").rstrip("\r\n")
    if os.name == "posix" and mode & (stat.S_IROTH | stat.S_IWOTH):
        raise UsageError(f"{path} holds a password and is open to everybody", f"chmod o= {path}")
    if not text:
        raise UsageError(f"{path} holds no password", f"write it there, or set {PASSWORD_VARIABLE}")
    return text


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is no text"
        message = f"the password cannot be read from {path}: {reason}"
        raise UsageError(message, f"correct {PASSWORD_FILE_VARIABLE}") from None
