"""Settings: an option, then the environment, then continuity.toml, then the default.
A password is neither taken from an address nor printed. Use PostgreSQL's own PGPASSWORD and .pgpass.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path, user_data_path

from continuity.errors import UsageError
from continuity.mail_settings import DEFAULT_PORTS, PASSWORD_FILE_VARIABLE, PASSWORD_VARIABLE, MailSettings, Secret

APP_NAME = "continuity"
MAIL_KEYS = tuple("smtp_host smtp_port smtp_security smtp_user smtp_password_file smtp_from smtp_ca outbox".split())
SETTING_KEYS = ("db", "horizon", *MAIL_KEYS)
_INITIAL_FILE = """\
# Settings of continuity. An option comes before them, and so does the environment (CONTINUITY_DB, CONTINUITY_HORIZON).
# db = "/path/to/continuity.db"     or "postgresql://host/database", without a password
# horizon = "24m"                   how far to look ahead
# smtp_host = "mail.example.org"    the server that takes your mail; docs/mail.md explains it and what goes with it
"""
_URL_WITH_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]+@", re.IGNORECASE)
_HOST_PATTERN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?|[0-9A-Fa-f:]{2,45}")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run: a database path or URL, and a horizon such as `24m` (None: the database's own)."""

    db: str
    horizon: str | None = None


def load(db: str | None, environment: Mapping[str, str]) -> Config:
    """Load the settings in force. Raise UsageError for a bad file, key or address, or a password in the address."""
    if db is not None and not db.strip():
        raise UsageError("--db is empty", "give the path of a file or a postgresql:// URL, or leave the option out")
    file_settings = _load_file(find_config_file(environment))
    address = db or environment.get("CONTINUITY_DB") or file_settings.get("db") or str(find_default_database())
    if _URL_WITH_PASSWORD.match(address):
        hint = "leave it out; set PGPASSWORD or use ~/.pgpass"
        raise UsageError("the address of the database holds a password", hint)
    return Config(address, environment.get("CONTINUITY_HORIZON") or file_settings.get("horizon"))


def load_mail_settings(options: Mapping[str, str | None], environment: Mapping[str, str]) -> MailSettings:
    """Load the mail settings. Raise UsageError for an invalid setting, or a password in a visible place."""
    file_settings = _load_file(find_config_file(environment))
    values = {
        key: options.get(key) or environment.get(f"CONTINUITY_{key.upper()}") or file_settings.get(key, "")
        for key in MAIL_KEYS
    }
    security = _parse_security(values["smtp_security"], values["smtp_port"])
    return MailSettings(
        host=_parse_host(values["smtp_host"]),
        port=_parse_port(values["smtp_port"], security),
        security=security,
        user=values["smtp_user"],
        password=_load_password(values, security, environment),
        sender=values["smtp_from"],
        ca_file=str(Path(values["smtp_ca"]).expanduser()) if values["smtp_ca"] else "",
        outbox=Path(values["outbox"]).expanduser() if values["outbox"] else find_default_outbox(),
    )


def find_config_file(environment: Mapping[str, str]) -> Path:
    """Return the path of continuity.toml."""
    configured = environment.get("CONTINUITY_CONFIG")
    return (
        Path(configured).expanduser() if configured else user_config_path(APP_NAME, appauthor=False) / "continuity.toml"
    )


def create_config_file(path: Path) -> bool:
    """Write an initial continuity.toml without settings; return whether it was new."""
    if path.exists():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_INITIAL_FILE, encoding="utf-8")
    except OSError:
        return False
    return True


def find_default_database() -> Path:
    """Return the default database path."""
    return user_data_path(APP_NAME, appauthor=False) / "continuity.db"


def find_default_outbox() -> Path:
    """Return the default folder for mail as files."""
    return user_data_path(APP_NAME, appauthor=False) / "outbox"


def _parse_security(text: str, port: str) -> str:
    if text and text not in DEFAULT_PORTS:
        raise UsageError(f'smtp_security: "{text}" is none', f"it is one of {', '.join(DEFAULT_PORTS)}")
    return text or ("tls" if port == str(DEFAULT_PORTS["tls"]) else "starttls")


def _parse_host(text: str) -> str:
    if "@" in text:
        hint = f"set smtp_user, and {PASSWORD_VARIABLE} or {PASSWORD_FILE_VARIABLE}"
        raise UsageError("smtp_host holds more than a host", hint)
    if text and not _HOST_PATTERN.fullmatch(text):
        raise UsageError(f'smtp_host: "{text}" is no host', "give its name alone; the port is smtp_port")
    return text


def _parse_port(text: str, security: str) -> int:
    if not text:
        return DEFAULT_PORTS[security]
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 1 << 16):
        raise UsageError(f'smtp_port: "{text}" is no port', "it is a number from 1 to 65535, most often 587, 465 or 25")
    return int(text)


def _load_password(values: Mapping[str, str], security: str, environment: Mapping[str, str]) -> Secret:
    secret = Secret(environment.get(PASSWORD_VARIABLE, ""), values["smtp_password_file"])
    if values["smtp_user"] and security == "none":
        raise UsageError("smtp_security none would send a password that anybody can read", "take starttls or tls")
    if values["smtp_user"] and not secret:
        raise UsageError(f'no password is given for smtp_user "{values["smtp_user"]}"', f"set {PASSWORD_FILE_VARIABLE}")
    if secret and not values["smtp_user"]:
        raise UsageError("a mail password is given, and smtp_user is not", "set smtp_user, or leave the password out")
    return secret


def _load_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", "correct it or move it away") from None
    if "smtp_password" in values:
        hint = f"take it out; set {PASSWORD_FILE_VARIABLE} or {PASSWORD_VARIABLE}"
        raise UsageError(f"{path} holds a mail password", hint)
    for key, value in values.items():
        if key not in SETTING_KEYS or not isinstance(value, str):
            hint = f"the settings are {', '.join(SETTING_KEYS)}, each a text"
            raise UsageError(f'{path}: "{key}" is no setting', hint)
    return {key: str(value) for key, value in values.items()}
