"""Errors for the user: what is wrong, what to do next, and the exit code.
docs/errors.md explains the slug of each class; a test compares them.
"""

EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_FOUND = 3
EXIT_INTERRUPTED = 130


class ContinuityError(Exception):
    """Base of all errors for the user: one line on what is wrong and where, and a hint, which may be empty."""

    slug = "error"
    exit_code = EXIT_FAILURE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ContinuityError):
    """The command cannot be carried out as given."""

    slug = "usage"
    exit_code = EXIT_USAGE


class ContradictoryChanges(ContinuityError):
    """Hypothetical changes cannot be true together."""

    slug = "contradictory-changes"
    exit_code = EXIT_USAGE


class BadValue(ContinuityError):
    """A value does not fit its column: an impossible date, a word outside the list."""

    slug = "bad-value"


class NotADay(BadValue):
    """A day that no calendar has, or one in another form than the record's."""


class UnknownKey(ContinuityError):
    """No record has this key or name."""

    slug = "unknown-key"


class AmbiguousKey(ContinuityError):
    """Several records match the key or name."""

    slug = "ambiguous-key"


class DuplicateKey(ContinuityError):
    """A record with this key exists already."""

    slug = "duplicate-key"


class StillReferenced(ContinuityError):
    """Other records depend on the record to remove."""

    slug = "still-referenced"


class ContradictoryRecords(ContinuityError):
    """Records contradict each other, such as two holders of one seat."""

    slug = "contradiction"


class ImportRejected(ContinuityError):
    """A file or pack has problems; all are listed and nothing was written."""

    slug = "pack-refused"

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class FileError(ContinuityError):
    """A file or folder cannot be read or written: missing, read-only, no room left."""

    slug = "file"


class DatabaseError(ContinuityError):
    """The database cannot be opened, is locked, is full or is not a database."""

    slug = "database"


class OutdatedDatabase(ContinuityError):
    """The database is older than the program."""

    slug = "database-outdated"


class NewerDatabase(ContinuityError):
    """The database is newer than the program."""

    slug = "database-newer"


class NothingToUndo(ContinuityError):
    """No batch to undo, or the given one is undone already."""

    slug = "nothing-to-undo"


class UndoConflict(ContinuityError):
    """A later batch changed the same records."""

    slug = "undo-conflict"
