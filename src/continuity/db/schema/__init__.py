"""The tables, one small file each; the columns of the record follow domain/schema/tables.py."""

from sqlalchemy import Column, Table

from continuity.db.schema.affiliations import Affiliation
from continuity.db.schema.agreements import Agreement
from continuity.db.schema.cities import City
from continuity.db.schema.coalitions import Coalition
from continuity.db.schema.elections import Election
from continuity.db.schema.evidence import Evidence
from continuity.db.schema.funding import Funding
from continuity.db.schema.identifiers import Identifier
from continuity.db.schema.journal import Batch, Change
from continuity.db.schema.offices import Office
from continuity.db.schema.outcomes import Outcome
from continuity.db.schema.parties import Party
from continuity.db.schema.partners import Partner
from continuity.db.schema.people import Person
from continuity.db.schema.programmes import Programme
from continuity.db.schema.record_tables import Base
from continuity.db.schema.rules import Rule
from continuity.db.schema.schedules import Clock, Delivery, Document, Run, RunFinding, Schedule
from continuity.db.schema.settings import Setting
from continuity.db.schema.terms import Term
from continuity.db.schema.treatments import Treatment
from continuity.domain.schema import columns

RECORD_CLASSES = (
    City,
    Office,
    Rule,
    Person,
    Party,
    Term,
    Affiliation,
    Coalition,
    Election,
    Programme,
    Partner,
    Agreement,
    Funding,
    Evidence,
    Outcome,
    Treatment,
    Identifier,
    Setting,
)
"""One class a table, in the order of domain/schema/tables.py."""

JOURNAL_CLASSES = (Batch, Change)
SCHEDULE_CLASSES = (Schedule, Clock, Run, RunFinding, Document, Delivery)
"""Schedules and what became of them: no part of the record, and in no pack."""
METADATA = Base.metadata
BATCHES: Table = METADATA.tables["batches"]
CHANGES: Table = METADATA.tables["changes"]
CLOCKS: Table = METADATA.tables["schedule_clocks"]
RUNS: Table = METADATA.tables["schedule_runs"]
FINDINGS: Table = METADATA.tables["schedule_findings"]
DOCUMENTS: Table = METADATA.tables["schedule_documents"]
DELIVERIES: Table = METADATA.tables["schedule_deliveries"]


def get_database_table(table: columns.Table) -> Table:
    """The database table that holds the records of a described table."""
    return METADATA.tables[table.name]


def get_key_column(table: columns.Table) -> Column[str]:
    """The primary key of a described table."""
    return METADATA.tables[table.name].c.key
