"""Errors for users in place of driver errors.
Never pass on a driver's text: it has several lines, differs between databases and may contain cells.
"""

import re
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from continuity.errors import BadValue, ContinuityError, ContradictoryRecords, DatabaseError, DuplicateKey, UnknownKey

MISSING_TABLE = "missing table"
DUPLICATE = "duplicate"


class ErrorTemplate(NamedTuple):
    """Error for a user; `{where}` is the database, `{what}` a constraint or column."""

    message: str
    hint: str
    error_type: type[ContinuityError] = DatabaseError


_TEMPLATES = {
    "locked": ErrorTemplate("{where} is in use by another program", "try again once the other program is done"),
    "full": ErrorTemplate("no room is left for {where}; nothing was changed", "free some disk space and try again"),
    "read-only": ErrorTemplate("{where} can only be read", "ask whoever owns it for the right to write"),
    "no database": ErrorTemplate("{where} is not a continuity database", "check the path given with --db"),
    "damaged": ErrorTemplate("{where} is damaged", "put a copy you kept in its place"),
    "cannot open": ErrorTemplate(
        "{where} cannot be opened", "check that the path exists and that you may read and write it"
    ),
    "reading failed": ErrorTemplate(
        "{where} cannot be read or written", "check the disk or the network drive it lies on"
    ),
    "refused": ErrorTemplate(
        "no database server answers at {where}", "check that it runs and that host and port are right"
    ),
    "unknown host": ErrorTemplate("the host of {where} is not known", "check the spelling of the address"),
    "password": ErrorTemplate(
        "{where} refused the user or the password", "set PGUSER and PGPASSWORD or use a .pgpass file"
    ),
    "absent": ErrorTemplate("{where} does not exist", "ask whoever runs the server to create the database"),
    "permission": ErrorTemplate(
        "{where} does not permit this", "ask whoever runs the server for the rights on its tables"
    ),
    "busy": ErrorTemplate("{where} takes no more connections", "try again in a moment"),
    MISSING_TABLE: ErrorTemplate("{where} is not a continuity database", "make one with `continuity init`"),
    DUPLICATE: ErrorTemplate(
        "a record with the same key is there already ({what})", "give it another key", DuplicateKey
    ),
    "reference": ErrorTemplate(
        "a record would name another one that is not there",
        "add the other record first; remove those that name a record before it",
        UnknownKey,
    ),
    "required": ErrorTemplate("a required cell is empty ({what})", "fill it in", BadValue),
    "order": ErrorTemplate(
        "dates that cannot both be true ({what})", "the first must not lie after the second", ContradictoryRecords
    ),
    "check": ErrorTemplate(
        "a value its column does not take ({what})", "see the column's help for what it takes", BadValue
    ),
    "other": ErrorTemplate("{where} failed ({what})", "try again; if it stays, report it with what you did"),
}
_SQLITE_KINDS = (
    ("SQLITE_BUSY", "locked"),
    ("SQLITE_LOCKED", "locked"),
    ("SQLITE_FULL", "full"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_NOTADB", "no database"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_CANTOPEN", "cannot open"),
    ("SQLITE_PERM", "cannot open"),
    ("SQLITE_AUTH", "cannot open"),
    ("SQLITE_IOERR", "reading failed"),
    ("SQLITE_CONSTRAINT_PRIMARYKEY", DUPLICATE),
    ("SQLITE_CONSTRAINT_UNIQUE", DUPLICATE),
    ("SQLITE_CONSTRAINT_FOREIGNKEY", "reference"),
    ("SQLITE_CONSTRAINT_NOTNULL", "required"),
    ("SQLITE_CONSTRAINT_CHECK", "check"),
)
"""Prefixes of SQLite's error names, since many have longer variants."""

_POSTGRES_KINDS = (
    ("55P03", "locked"),
    ("40", "locked"),
    ("53100", "full"),
    ("53300", "busy"),
    ("57P03", "busy"),
    ("57P", "refused"),
    ("25006", "read-only"),
    ("28", "password"),
    ("3D000", "absent"),
    ("42501", "permission"),
    ("42P01", MISSING_TABLE),
    ("3F000", MISSING_TABLE),
    ("23505", DUPLICATE),
    ("23503", "reference"),
    ("23502", "required"),
    ("23514", "check"),
    ("58", "reading failed"),
    ("08", "refused"),
)
"""Prefixes of SQLSTATE codes; the first two characters are the class."""

_CONNECTION_KINDS = (
    (r"password|authentication|no pg_hba|role .* does not exist", "password"),
    (r"database .* does not exist", "absent"),
    (r"resolve|translate host|not known", "unknown host"),
    (r"too many|starting up|shutting down", "busy"),
    (r"permission denied for database", "permission"),
    (r"connect|timeout|refused|closed", "refused"),
)
"""Patterns in libpq's messages, since a failed connection has no code."""


def classify_error(error: DBAPIError) -> str:
    """Return the kind of a driver error, "other" if unknown."""
    driver: object = error.orig
    if name := getattr(driver, "sqlite_errorname", None):
        if name == "SQLITE_ERROR" and "no such table" in str(driver):
            return MISSING_TABLE
        return next((error_kind for start, error_kind in _SQLITE_KINDS if name.startswith(start)), "other")
    if state := getattr(driver, "sqlstate", None):
        return next((error_kind for start, error_kind in _POSTGRES_KINDS if state.startswith(start)), "other")
    text = str(driver).lower()
    return next((error_kind for pattern, error_kind in _CONNECTION_KINDS if re.search(pattern, text)), "other")


def translate_error(error: DBAPIError, database: str) -> ContinuityError:
    """Translate a driver error; `database` must not contain a password."""
    error_kind, detail = classify_error(error), _find_failing_object(error)
    if error_kind == "check" and detail.endswith("_order"):
        error_kind = "order"
    message, hint, error_type = _TEMPLATES[error_kind]
    return error_type(message.format(where=database, what=detail), hint)


def _find_failing_object(error: DBAPIError) -> str:
    """Return the name of a constraint, column or error, never cells."""
    driver: object = error.orig
    if diagnosis := getattr(driver, "diag", None):
        if diagnosis.column_name:
            return f"{diagnosis.table_name}.{diagnosis.column_name}"
        if diagnosis.constraint_name:
            return str(diagnosis.constraint_name)
        return getattr(driver, "sqlstate", None) or type(driver).__name__
    match = re.search(r"constraint failed: ([\w., ]+)$", str(driver))
    return match[1] if match else getattr(driver, "sqlite_errorname", type(driver).__name__)
