"""The databases of the state folder: SQLite in WAL mode, a transaction kept once it is said to be kept."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Engine, MetaData


def opened(path: Path, metadata: "MetaData") -> "Engine":
    """The database at *path* with the tables of *metadata*, made where they are missing; its folder too."""
    from sqlalchemy import create_engine, event

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA secure_delete = ON")

    metadata.create_all(engine)
    return engine
