"""Where Alembic meets the database: the connection the program hands over, or one a developer names with `-x db=`."""

from alembic import context
from sqlalchemy import Connection

from continuity.db.engine import open_database, transaction
from continuity.db.schema import METADATA


def migrate(connection: Connection) -> None:
    """Run the scripts inside the transaction the connection is in; whoever began it commits it."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
    )
    context.run_migrations()


def migrate_for_developer() -> None:
    """Run them on the database named on the command line."""
    address = context.get_x_argument(as_dictionary=True)["db"]
    engine = open_database(address, must_exist=False)
    with transaction(engine, write=True, foreign_keys=False) as connection:
        migrate(connection)


given = context.config.attributes.get("connection")
if given is None:
    migrate_for_developer()
else:
    migrate(given)
