"""What a column and a table are: the words of domain/schema/tables.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

UNKNOWN_CHOICE = "unknown"


class ColumnKind(StrEnum):
    """The kinds of values that a cell holds."""

    KEY = "key"
    REFERENCE = "reference"
    TEXT = "text"
    LONG_TEXT = "long text"
    LIST = "list"
    CHOICE = "word"
    DATE = "date"
    COUNT = "count"
    AMOUNT = "amount"
    COUNTRY = "country"
    TIMEZONE = "time zone"
    RULE = "election rule"
    RUN_OFF = "run-off rule"
    TAKES_OFFICE = "takes-office rule"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table, under the same name in the CSV pack, in options and in JSON.
    `choices` include `unknown`. One of `tables` must hold the key of a reference. A private column is left out of
    everything but the full export unless asked for by name.
    """

    name: str
    kind: ColumnKind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    private: bool = False

    @property
    def option_name(self) -> str:
        """The command-line option that bears the column's name."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: one file of the CSV pack, and one noun of the command line.

    Attributes:
        name: the file's stem and the database table.
        columns: in the order of the CSV file, the four columns every table ends in included.
        identity_columns: the columns that tell one record from another where no key is given.
        has_key: whether the CSV file has a key column; elsewhere the key is made from the identity.
        key_required: whether a row must bring its key (a record that has a name).
        parent_columns: the columns whose record's key begins this record's key, the first filled one counting.
        discriminator_columns: the columns that tell the records of one parent apart in a key that is made.
    """

    name: str
    noun: str
    help: str
    columns: tuple[Column, ...]
    identity_columns: tuple[str, ...] = ("key",)
    has_key: bool = True
    key_required: bool = False
    parent_columns: tuple[str, ...] = ()
    discriminator_columns: tuple[str, ...] = ()

    def get_column(self, name: str) -> Column:
        """Return the column of this name. Raise KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The header of the CSV file."""
        return tuple(column.name for column in self.columns)

    @property
    def reference_columns(self) -> tuple[Column, ...]:
        """The columns that name another record."""
        return tuple(column for column in self.columns if column.kind is ColumnKind.REFERENCE)

    @property
    def has_name(self) -> bool:
        """Whether its records have a name that can stand for the key."""
        return any(column.name == "name" for column in self.columns)


def key_column(*, required: bool = False) -> Column:
    """Build the key column of a table."""
    return Column("key", ColumnKind.KEY, "the record's key; made where none is given", required=required)


def text_column(name: str, meaning: str, *, required: bool = False, private: bool = False) -> Column:
    """Build a column for one line of text."""
    return Column(name, ColumnKind.TEXT, meaning, required=required, private=private)


def long_text_column(name: str, meaning: str, *, private: bool = False) -> Column:
    """Build a column for text that may run over several lines."""
    return Column(name, ColumnKind.LONG_TEXT, meaning, private=private)


def date_column(name: str, meaning: str, *, required: bool = False) -> Column:
    """Build a column for a date, which may be vague."""
    return Column(name, ColumnKind.DATE, meaning, required=required)


def choice_column(name: str, meaning: str, vocabulary: Iterable[StrEnum], *, required: bool = False) -> Column:
    """Describe a column that takes a word of a closed vocabulary, or `unknown`."""
    choices = (*(word.value for word in vocabulary), UNKNOWN_CHOICE)
    return Column(name, ColumnKind.CHOICE, meaning, required=required, choices=choices)


def reference_column(name: str, meaning: str, *tables: str, required: bool = False) -> Column:
    """Build a column for the key of a record in one of the tables."""
    return Column(name, ColumnKind.REFERENCE, meaning, required=required, tables=tables)


def count_column(name: str, meaning: str) -> Column:
    """Build a column for a whole number, zero or more."""
    return Column(name, ColumnKind.COUNT, meaning)


def amount_column(name: str, meaning: str) -> Column:
    """Build a column for a number with at most two decimals."""
    return Column(name, ColumnKind.AMOUNT, meaning)


PROVENANCE_COLUMNS = (
    date_column("known_from", "the first day this could be known, where that is not the fact's own first day"),
    Column("source", ColumnKind.LIST, "where it was read: addresses or titles, separated by ` | `"),
    date_column("verified_on", "when somebody last checked it against the source"),
    long_text_column("note", "anything a reader must know; in no document unless asked for by name", private=True),
)
