"""The one kind of error a user sees: what is wrong, what to do next, how the program ends.

Every class has a slug, and docs/errors.md explains each slug; a test holds the two together.
"""

EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_FOUND = 3
EXIT_INTERRUPTED = 130


class ContinuityError(Exception):
    """Base of all errors meant for the user.

    Attributes:
        message: one line that says what is wrong and where.
        hint: one line that says what to do next; may be empty.
    """

    slug = "error"
    exit_code = EXIT_FAILURE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ContinuityError):
    """The command was called in a way that cannot be carried out."""

    slug = "usage"
    exit_code = EXIT_USAGE


class ContradictoryChanges(ContinuityError):
    """Changes that are to be tried together cannot be true together."""

    slug = "contradictory-changes"
    exit_code = EXIT_USAGE


class BadValue(ContinuityError):
    """A value is not of the kind its column holds: an impossible date, a word outside the list."""

    slug = "bad-value"


class UnknownKey(ContinuityError):
    """No record bears the key or name that was given."""

    slug = "unknown-key"


class AmbiguousKey(ContinuityError):
    """Several records begin with what was given."""

    slug = "ambiguous-key"


class DuplicateKey(ContinuityError):
    """A record with this key is there already."""

    slug = "duplicate-key"


class StillReferenced(ContinuityError):
    """The record cannot be removed while others hang on it."""

    slug = "still-referenced"


class ContradictoryRecords(ContinuityError):
    """Records that cannot be true together: a term that ends before it starts, two holders of one seat."""

    slug = "contradiction"


class ImportRejected(ContinuityError):
    """A file or pack has faults; all of them are listed and nothing was written."""

    slug = "pack-refused"

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class FileError(ContinuityError):
    """A file or folder cannot be read or written: missing, read-only, no room left."""

    slug = "file"


class DatabaseError(ContinuityError):
    """The database cannot be opened, is locked, is full or is no database."""

    slug = "database"


class OutdatedDatabase(ContinuityError):
    """The database is of an older version than the program."""

    slug = "database-outdated"


class NewerDatabase(ContinuityError):
    """The database was made by a newer version of the program."""

    slug = "database-newer"


class NothingToUndo(ContinuityError):
    """There is no batch to undo, or the one named is undone already."""

    slug = "nothing-to-undo"


class UndoConflict(ContinuityError):
    """A later batch changed the same records, so this one cannot be undone by itself."""

    slug = "undo-conflict"
