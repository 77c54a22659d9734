"""DuckDB over Parquet files: one sealed database a folder, which can read that folder's files and do nothing else."""

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

MEMORY = "512MB"
MOST_THREADS = 4
MOST_FOLDERS = 8


class Unreadable(Exception):  # noqa: N818 - no error of ours until the file has its name in it
    """DuckDB could not carry out a query; its own words may hold paths and are not kept."""


class TooLarge(Unreadable):
    """A query needs more memory than it may take."""


@lru_cache(maxsize=MOST_FOLDERS)
def _database(folder: Path) -> "duckdb.DuckDBPyConnection":
    """A database in memory: no network, no extensions, no temporary files, no files outside *folder*."""
    import duckdb

    database = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "allow_persistent_secrets": "false",
            "python_enable_replacements": "false",
            "enable_external_file_cache": "false",
            "preserve_insertion_order": "false",
            "temp_directory": "",
            "memory_limit": MEMORY,
            "threads": str(min(MOST_THREADS, os.cpu_count() or 1)),
        }
    )
    database.execute(f"set allowed_directories = [{literal(str(folder))}]")
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
    return database


def rows(folder: Path, query: str, **values: Any) -> list[tuple[Any, ...]]:
    """What *query* gives, row by row; ``$name`` in it stands for a value of that name."""
    found: list[tuple[Any, ...]] = _run(folder, query, values, "fetchall")
    return found


def columns(folder: Path, query: str, **values: Any) -> dict[str, Any]:
    """What *query* gives as one array a column, masked where it holds a null."""
    found: dict[str, Any] = _run(folder, query, values, "fetchnumpy")
    return found


def _run(folder: Path, query: str, values: dict[str, Any], fetch: str) -> Any:
    import duckdb

    failed: type[Unreadable] | None = None
    try:
        with _database(folder).cursor() as cursor:
            return getattr(cursor.execute(query, values), fetch)()
    except duckdb.OutOfMemoryException:
        failed = TooLarge
    except (duckdb.Error, UnicodeDecodeError):  # a damaged file may break the database itself
        failed = Unreadable
        _database.cache_clear()
    raise failed


def name(head: str) -> str:
    """*head* as an identifier, whatever it holds."""
    return '"' + head.replace('"', '""') + '"'


def literal(text: str) -> str:
    """*text* as a constant, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"
