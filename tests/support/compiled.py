"""Statements compiled once in a process, not once for each engine: every command of a test opens one of its own."""

from typing import Any

from sqlalchemy import Connection, Engine, event

Key = tuple[Any, ...]


class Statements(dict[Key, Any]):
    """What SQLAlchemy compiled, by statement and kind of database instead of by engine."""

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(_by_kind(key), default)

    def __setitem__(self, key: Key, compiled: Any) -> None:
        super().__setitem__(_by_kind(key), compiled)


def share_statements() -> None:
    """Let every connection from now on use what was compiled for others."""
    statements = Statements()

    def share(connection: Connection) -> None:
        connection.execution_options(compiled_cache=statements)

    event.listen(Engine, "engine_connect", share)


def _by_kind(key: Key) -> Key:
    dialect, *rest = key
    return (dialect.name, *rest)
