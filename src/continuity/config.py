"""Where settings come from: an option, then the environment, then continuity.toml, then the default.

A password is neither taken from an address nor printed; PostgreSQL's own PGPASSWORD and .pgpass serve.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from continuity.errors import UsageError

NAME = "continuity"
KEYS = ("db", "horizon")
_EXPLAINED = """\
# Settings of continuity. An option comes before them, and so does the environment (CONTINUITY_DB, CONTINUITY_HORIZON).
# db = "/path/to/continuity.db"     or "postgresql://host/database", without a password
# horizon = "24m"                   how far to look ahead
"""
_PASSWORD = re.compile(r"^[a-z][a-z0-9+.-]*://[^/@\s]*:[^/@\s]+@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run.

    Attributes:
        db: the address of the database, a path or a URL.
        horizon: how far ahead to look, such as `24m`; None leaves it to the program.
    """

    db: str
    horizon: str | None = None


def load(db: str | None, environment: Mapping[str, str]) -> Config:
    """The settings in force.

    Args:
        db: as given on the command line.
        environment: the environment variables.

    Raises:
        UsageError: the file has an unknown key or cannot be read, or the address is empty or holds a password.
    """
    if db is not None and not db.strip():
        raise UsageError("--db is empty", "give the path of a file or a postgresql:// URL, or leave the option out")
    file = _from_file(config_file(environment))
    address = db or environment.get("CONTINUITY_DB") or file.get("db") or str(default_database())
    if _PASSWORD.match(address):
        raise UsageError(
            "the address of the database holds a password", "leave it out; set PGPASSWORD or use ~/.pgpass"
        )
    return Config(address, environment.get("CONTINUITY_HORIZON") or file.get("horizon"))


def config_file(environment: Mapping[str, str]) -> Path:
    """Where continuity.toml is looked for."""
    from platformdirs import user_config_path

    given = environment.get("CONTINUITY_CONFIG")
    return Path(given).expanduser() if given else user_config_path(NAME, appauthor=False) / "continuity.toml"


def begin_file(path: Path) -> bool:
    """Write a first continuity.toml that explains the settings and sets none, unless there is one.

    Returns:
        Whether it was written.
    """
    if path.exists():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_EXPLAINED, encoding="utf-8")
    except OSError:
        return False
    return True


def default_database() -> Path:
    """The file that is used where no address is given."""
    from platformdirs import user_data_path

    return user_data_path(NAME, appauthor=False) / "continuity.db"


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", "correct it or move it away") from None
    for key, value in values.items():
        if key not in KEYS or not isinstance(value, str):
            raise UsageError(f'{path}: "{key}" is no setting', f"the settings are {', '.join(KEYS)}, each a text")
    return {key: str(value) for key, value in values.items()}
