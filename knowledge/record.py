"""The system of record: one SQLite file that holds every note, its passages, their words and their vectors.

Everything else that search uses is derived from it and can be thrown away.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from footnote.errors import SetupError
from footnote.text import Text
from knowledge.lexical import plain
from knowledge.schema import MIGRATIONS, TABLES, VERSION

FILE = "record.sqlite3"
PATIENCE = 5.0  # seconds to wait for another process that writes


class RecordError(SetupError):
    """The record cannot be opened or written, whatever is put into it."""

    def __init__(self, fault: Text) -> None:
        super().__init__([fault.en])
        self.text = fault


def unusable(doing: Text, reason: str) -> RecordError:
    todo = Text(
        "make room on its disk, or set FOOTNOTE_HOME to a folder that can be written",
        "请腾出磁盘空间，否则请将 FOOTNOTE_HOME 设为可写入的文件夹",
    )
    return RecordError(
        Text(
            f"The record of notes cannot be {doing.en}: {reason}; {todo.en}.",
            f"研究笔记的存档无法{doing.zh}（{reason}）；{todo.zh}。",
        )
    )


WRITTEN, OPENED = Text("written", "写入"), Text("opened", "打开")


class Record:
    """The record in the folder *home*. Opening it writes nothing; where there is no file it reads as empty."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the record from its first query to its last."""
        with _in_words(OPENED), closing(self._held() or _empty()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together or not at all; one process writes at a time."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise unusable(WRITTEN, str(error.strerror).lower()) from error
        with _in_words(WRITTEN), closing(_open(self.path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                _prepare(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """For a run of many transactions: else the journal is cleared after each, and the disk waited for."""
        with closing(self._held() or _empty()):
            yield

    def scrub(self) -> bool:
        """Whether what was deleted is on the disk no longer; while others read, the journal may have to stay.

        The file is written anew: SQLite overwrites what it deletes, but not the copies it left where rows had moved.
        """
        with _in_words(WRITTEN), closing(_open(self.path)) as connection:
            connection.execute("VACUUM")
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy

    def _held(self) -> sqlite3.Connection | None:
        """The file, opened; None where there is none or nothing was written to it yet."""
        try:
            if not self.path.is_file() and not _in_the_way(self.path.parent):
                return None
        except OSError as error:
            raise unusable(OPENED, str(error.strerror).lower()) from error
        connection = _open(self.path)
        try:
            version = _version(connection)
        except BaseException:
            connection.close()
            raise
        if version == VERSION:
            return connection
        connection.close()
        if not version:
            return None
        with self.writing():
            """An older record is brought to our tables before it is read."""
        return _open(self.path)


def _in_the_way(folder: Path) -> bool:
    """Whether something that is no folder stands where the state folder should be."""
    return folder.exists() and not folder.is_dir()


def _empty() -> sqlite3.Connection:
    connection = _open(Path(":memory:"))
    _create(connection)
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.create_function("plain", 1, lambda text: text and plain(text), deterministic=True)
    return connection


def _create(connection: sqlite3.Connection) -> None:
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO about VALUES ('record', ?)", (secrets.token_hex(8),))
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none, and bring older ones to ours."""
    version = _version(connection)
    if not version:
        _create(connection)
        return
    for older in range(version, VERSION):
        for statement in MIGRATIONS[older]:
            connection.execute(statement)
    if version < VERSION:
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    """The version of the tables in the file, 0 before there are any; a newer one than ours is refused."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        raise RecordError(
            Text(
                f"The record of notes was written by a newer Footnote (version {version} of its tables, this one knows "
                f"{VERSION}). Update Footnote, or name another FOOTNOTE_HOME.",
                f"研究笔记的存档由更新版本的 Footnote 写成（表版本 {version}，本程序只认识 {VERSION}）。"
                "请更新 Footnote，或另设 FOOTNOTE_HOME。",
            )
        )
    return version


@contextmanager
def _in_words(doing: Text) -> Iterator[None]:
    """What SQLite raises, as a sentence for the operator."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise SetupError(
                ["The record of notes is being written by another process; try again when that has finished."]
            ) from error
        if any(known in said for known in ("readonly", "full", "unable to open", "disk I/O")):
            raise unusable(doing, said) from error
        raise
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise RecordError(
            Text(
                f"The record of notes is damaged or is no record of notes ({error}); restore it from a copy.",
                f"研究笔记的存档已损坏，或不是存档（{error}）；请用备份恢复。",
            )
        ) from error
