"""The first schema: seventeen tables of the record and the journal of their changes.

Frozen: later changes of the record are later scripts.
"""

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Part = Callable[[str], list[sa.schema.SchemaItem]]
KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LONG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
LEADERS = ("elections", "coalitions", "affiliations", "terms", "parties", "people", "rules", "offices", "cities")
CARRIERS = ("treatments", "outcomes", "evidence", "funding", "agreements", "partners", "programmes")


def upgrade() -> None:
    """Make all tables."""
    make_leaders()
    make_programmes()
    make_journal()


def downgrade() -> None:
    """Drop all tables, the referring ones first."""
    for name in ("changes", "batches", "identifiers", *CARRIERS, *LEADERS):
        op.drop_table(name)


def make_leaders() -> None:
    """Cities, offices and who leads them."""
    record(
        "cities",
        text("name", required=True),
        text("country", required=True),
        text("region"),
        text("timezone", required=True),
        day("start"),
        day("end"),
        reference("successor", "cities"),
        order("start", "end"),
        indexes=(("name",),),
    )
    record(
        "offices",
        reference("city", "cities", required=True),
        text("title", required=True),
        word("kind", "executive ceremonial unknown"),
        word("selection", "direct council appointed unknown"),
        count("seats"),
        day("start"),
        day("end"),
        reference("successor", "offices"),
        order("start", "end"),
    )
    record(
        "rules",
        reference("office", "offices", required=True),
        day("start"),
        day("end"),
        text("election_rule"),
        day("election_rule_start"),
        count("term_years"),
        count("term_limit"),
        word("term_limit_kind", "consecutive lifetime unknown"),
        text("takes_office"),
        text("run_off"),
        count("quiet_days"),
        order("start", "end"),
    )
    record(
        "people",
        text("name", required=True),
        indexes=(("name",),),
    )
    record(
        "parties",
        text("name", required=True),
        text("country"),
        word("kind", "party alliance list unknown"),
        reference("successor", "parties"),
        indexes=(("name",),),
    )
    record(
        "terms",
        reference("office", "offices", required=True),
        reference("person", "people", required=True),
        day("start"),
        day("end"),
        day("expected_end"),
        word("capacity", "substantive acting deputising designate suspended unknown"),
        word("basis", "elected by-election council appointed succession unknown"),
        text("end_reason"),
        word("next", "standing not-standing term-limited unknown"),
        day("next_on"),
        order("start", "end"),
        order("start", "expected_end"),
    )
    record(
        "affiliations",
        reference("term", "terms", required=True),
        reference("party", "parties"),
        word("standing", "member independent nonpartisan unknown"),
        day("start"),
        day("end"),
        order("start", "end"),
    )
    record(
        "coalitions",
        reference("office", "offices", required=True),
        reference("party", "parties", required=True),
        day("start"),
        day("end"),
        order("start", "end"),
    )
    record(
        "elections",
        reference("office", "offices", required=True),
        day("date", required=True),
        word("kind", "ordinary by-election repeat run-off unknown"),
        word("status", "scheduled held cancelled unknown"),
        day("handover"),
        reference("run_off_of", "elections"),
        reference("replaces", "elections"),
        reference("winner", "people"),
        reference("winner_party", "parties"),
        order("date", "handover"),
    )


def make_programmes() -> None:
    """Programmes and what carries them."""
    record(
        "programmes",
        reference("city", "cities", required=True),
        reference("office", "offices", required=True),
        text("name", required=True),
        day("launched"),
        reference("launched_term", "terms"),
        day("end"),
        word("end_basis", "stated derived open unknown"),
        word("status", "planned active paused ended unknown"),
        text("theme"),
        word("mandate", "statute resolution strategy executive unknown"),
        text("mandate_reference"),
        day("mandate_on"),
        day("mandate_until"),
        text("owner"),
        text("summary"),
        word("sensitive", "yes no unknown"),
        order("launched", "end"),
        order("mandate_on", "mandate_until"),
        indexes=(("name",),),
    )
    record(
        "partners",
        text("name", required=True),
        word("kind", "community charity faith social-enterprise academic private foundation public unknown"),
        plain_reference("controlled_by"),
        reference("city", "cities"),
        text("org_id"),
        text("website"),
        text("contact"),
        word("sensitive", "yes no unknown"),
        indexes=(
            ("controlled_by",),
            ("name",),
        ),
    )
    record(
        "agreements",
        reference("programme", "programmes", required=True),
        reference("partner", "partners", required=True),
        word("role", "implementing accountable extending funding unknown"),
        word("scope", "deliver co-deliver advise unknown"),
        word("status", "named draft signed terminated unknown"),
        day("signed_on"),
        day("start"),
        day("end"),
        word("end_basis", "stated derived open unknown"),
        count("notice_days"),
        word("office_may_end_alone", "yes no unknown"),
        text("evidence"),
        day("confirmed_on"),
        day("reviewed_on"),
        text("reviewed_by"),
        order("start", "end"),
    )
    record(
        "funding",
        reference("programme", "programmes", required=True),
        reference("partner", "partners"),
        reference("funder", "partners"),
        word("funder_kind", "office other-tier foundation own private unknown"),
        hundredths("amount"),
        text("currency"),
        day("committed_on"),
        day("start"),
        day("end"),
        word("end_basis", "stated derived open unknown"),
        word("certainty", "committed indicative unknown"),
        order("start", "end"),
    )
    record(
        "evidence",
        reference("programme", "programmes"),
        reference("partner", "partners"),
        word("kind", "capacity buy-in data evaluation overlap sustainability unknown"),
        day("date"),
        hundredths("score"),
        text("title"),
        text("url"),
    )
    record(
        "outcomes",
        reference("programme", "programmes", required=True),
        text("transition", required=True),
        day("checked_on"),
        word("outcome", "continued changed transferred paused ended unknown"),
        text("reason"),
    )
    record(
        "treatments",
        reference("programme", "programmes", required=True),
        text("transition", required=True),
        word("decision", "treat tolerate transfer terminate unknown"),
        text("owner"),
        day("due"),
        day("until"),
    )
    record(
        "identifiers",
        text("record", required=True),
        text("scheme", required=True),
        text("value", required=True),
        day("start"),
        day("end"),
        order("start", "end"),
        indexes=(
            ("record",),
            ("scheme", "value"),
        ),
    )


def make_journal() -> None:
    """Batches and their changes."""
    op.create_table(
        "batches",
        sa.Column("id", LONG_ID, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("undoes", LONG_ID),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
        foreign_key("batches", "undoes", "batches.id"),
    )
    op.create_table(
        "changes",
        sa.Column("id", LONG_ID, nullable=False),
        sa.Column("batch", LONG_ID, nullable=False),
        sa.Column("table_name", sa.Text, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("operation", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        foreign_key("changes", "batch", "batches.id"),
        check("changes", "operation_words", "operation IN ('insert', 'update', 'delete')"),
    )
    index("batches", ["undoes"])
    index("changes", ["batch"])
    index("changes", ["table_name", "key"])


def record(name: str, *parts: Part, indexes: Iterable[tuple[str, ...]] = ()) -> None:
    """A table of the record with its key, its own columns and those every table ends in."""
    ending = (day("known_from"), text("source"), day("verified_on"), text("note"))
    items = [item for part in (*parts, *ending) for item in part(name)]
    primary = sa.PrimaryKeyConstraint("key", name=op.f(f"pk_{name}"))
    table = op.create_table(name, sa.Column("key", KEY, nullable=False), *items, primary)
    for column in table.columns:
        if column.foreign_keys:
            index(name, [column.name])
    for columns in indexes:
        index(name, columns)


def text(name: str, *, required: bool = False) -> Part:
    """A column of text."""
    return lambda _: [sa.Column(name, sa.Text, nullable=not required)]


def reference(name: str, target: str, *, required: bool = False) -> Part:
    """The key of a record of another table."""
    return lambda table: [
        sa.Column(name, KEY, nullable=not required),
        foreign_key(table, name, f"{target}.key"),
    ]


def plain_reference(name: str) -> Part:
    """The key of a record of one of several tables, which no foreign key can hold."""
    return lambda _: [sa.Column(name, KEY)]


def day(name: str, *, required: bool = False) -> Part:
    """A vague date: its text, its earliest and its latest day."""
    start, end = f"{name}_earliest", f"{name}_latest"
    rule = (
        f'("{name}" IS NULL) = ({start} IS NULL AND {end} IS NULL)'
        f" AND ({start} IS NULL OR {end} IS NULL OR {start} <= {end})"
    )
    return lambda table: [
        sa.Column(name, sa.Text, nullable=not required),
        sa.Column(start, sa.Date),
        sa.Column(end, sa.Date),
        check(table, f"{name}_days", rule),
    ]


def word(name: str, words: str) -> Part:
    """One of a few words."""
    listed = ", ".join(f"'{word}'" for word in words.split())
    return lambda table: [sa.Column(name, sa.Text), check(table, f"{name}_words", f'"{name}" IN ({listed})')]


def count(name: str) -> Part:
    """A whole number, zero or more."""
    return lambda table: [sa.Column(name, sa.Integer), check(table, f"{name}_count", f'"{name}" >= 0')]


def hundredths(name: str) -> Part:
    """An exact number with two decimals."""
    return lambda _: [sa.Column(name, sa.BigInteger)]


def order(first: str, last: str) -> Part:
    """The first date does not certainly lie after the last."""
    start, end = f"{first}_earliest", f"{last}_latest"
    rule = f"{start} IS NULL OR {end} IS NULL OR {start} <= {end}"
    return lambda table: [check(table, f"{first}_{last}_order", rule)]


def check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    """A rule each row keeps."""
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def foreign_key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A reference that is checked at the end of the transaction."""
    return sa.ForeignKeyConstraint(
        [column], [target], name=op.f(f"fk_{table}_{column}"), deferrable=True, initially="DEFERRED"
    )


def index(table: str, columns: Iterable[str]) -> None:
    """An index by the columns."""
    listed = list(columns)
    op.create_index(op.f(f"ix_{table}_{'_'.join(listed)}"), table, listed)
