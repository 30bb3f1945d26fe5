"""What a column and a table are: the words in which domain/schema/tables.py describes the record."""

from dataclasses import dataclass
from enum import StrEnum

UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a cell of a column holds."""

    KEY = "key"
    REFERENCE = "reference"
    TEXT = "text"
    LONG_TEXT = "long text"
    LIST = "list"
    WORD = "word"
    DATE = "date"
    COUNT = "count"
    AMOUNT = "amount"
    COUNTRY = "country"
    TIMEZONE = "time zone"
    RULE = "recurrence rule"
    OFFSET = "days after"
    TAKES_OFFICE = "takes-office rule"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: as it stands in the CSV pack, in options and in JSON.
        kind: what its cells hold.
        help: what it means, in a few words.
        required: whether a row without it is refused.
        words: the enumeration of a `WORD` column, `unknown` included.
        tables: for a reference, the tables one of which must hold the key.
        private: left out of everything but the full export unless asked for by name.
    """

    name: str
    kind: Kind
    help: str
    required: bool = False
    words: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    private: bool = False

    @property
    def option(self) -> str:
        """The command-line option that bears the column's name."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the record, one file of the CSV pack, one noun of the command line.

    Attributes:
        name: the file's stem and the database table.
        noun: one record of it, as the command line says it.
        help: what one record is.
        columns: in the order of the CSV file, the four columns every table ends in included.
        identity: the columns that tell one record from another where no key is given.
        keyed: whether the CSV file has a key column; elsewhere the key is made from the identity.
        key_required: whether a row must bring its key (a record that has a name).
        parents: the columns whose record's key begins this record's key, the first filled one counting.
        discriminator: the columns that tell the records of one parent apart in a key that is made.
    """

    name: str
    noun: str
    help: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...] = ("key",)
    keyed: bool = True
    key_required: bool = False
    parents: tuple[str, ...] = ()
    discriminator: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of this name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The header of the CSV file."""
        return tuple(column.name for column in self.columns)

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that name another record."""
        return tuple(column for column in self.columns if column.kind is Kind.REFERENCE)

    @property
    def named(self) -> bool:
        """Whether its records have a name that can stand for the key."""
        return any(column.name == "name" for column in self.columns)


def key(*, required: bool = False) -> Column:
    """The key column of a table."""
    return Column("key", Kind.KEY, "the record's key; made where none is given", required=required)


def text(name: str, meaning: str, *, required: bool = False, private: bool = False) -> Column:
    """One line of text."""
    return Column(name, Kind.TEXT, meaning, required=required, private=private)


def long_text(name: str, meaning: str, *, private: bool = False) -> Column:
    """Text that may run over several lines."""
    return Column(name, Kind.LONG_TEXT, meaning, private=private)


def day(name: str, meaning: str, *, required: bool = False) -> Column:
    """A date, which may be vague."""
    return Column(name, Kind.DATE, meaning, required=required)


def word(name: str, meaning: str, *words: str, required: bool = False) -> Column:
    """One word of an enumeration; `unknown` always belongs to it."""
    return Column(name, Kind.WORD, meaning, required=required, words=(*words, UNKNOWN))


def ref(name: str, meaning: str, *tables: str, required: bool = False) -> Column:
    """The key of a record in one of the tables."""
    return Column(name, Kind.REFERENCE, meaning, required=required, tables=tables)


def count(name: str, meaning: str) -> Column:
    """A whole number, zero or more."""
    return Column(name, Kind.COUNT, meaning)


def amount(name: str, meaning: str) -> Column:
    """A number with at most two decimals."""
    return Column(name, Kind.AMOUNT, meaning)


PROVENANCE = (
    day("known_from", "the first day this could be known, where that is not the fact's own first day"),
    Column("source", Kind.LIST, "where it was read: addresses or titles, separated by ` | `"),
    day("verified_on", "when somebody last checked it against the source"),
    Column(
        "note", Kind.LONG_TEXT, "anything a reader must know; in no document unless asked for by name", private=True
    ),
)
