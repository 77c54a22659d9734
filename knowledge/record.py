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
from knowledge.schema import TABLES, VERSION

FILE = "record.sqlite3"
PATIENCE = 5.0  # seconds to wait for another process that writes


class RecordError(SetupError):
    """The record cannot be written or opened. The log has the place; the sentence has none."""

    def __init__(self, doing: Text, why: Text, todo: Text) -> None:
        super().__init__([f"The record of notes cannot be {doing.en}: {why.en}. {todo.en}"])
        self.text = Text(str(self), f"研究笔记的存档无法{doing.zh}：{why.zh}。{todo.zh}")


WRITTEN, OPENED = Text("written", "写入"), Text("opened", "打开")
ELSEWHERE = Text("Set FOOTNOTE_HOME to a folder that can be written.", "请将 FOOTNOTE_HOME 设为可写入的文件夹。")
LATER = Text("Try again when that has finished.", "请稍后再试。")
FREE_SPACE = Text("Free some space, or set FOOTNOTE_HOME to another folder.", "请腾出空间,或另设 FOOTNOTE_HOME。")
RESTORE = Text("Restore it from a copy.", "请用备份恢复。")
UPDATE = Text("Update Footnote, or name another FOOTNOTE_HOME.", "请更新 Footnote,或另设 FOOTNOTE_HOME。")


class Record:
    """The record in the folder *home*. Opening it writes nothing; where there is no file it reads as empty."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the record from its first query to its last."""
        with _in_words(self.path), closing(self._held() or _empty()) as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together or not at all; one process writes at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _in_words(self.path), closing(_open(self.path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                if not _version(connection, self.path):
                    _create(connection)
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def scrub(self) -> None:
        """Write the journal back into the file, so that what was deleted is on the disk no longer."""
        with _in_words(self.path), closing(_open(self.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _held(self) -> sqlite3.Connection | None:
        """The file, opened; None where there is none or nothing was written to it yet."""
        if not self.path.is_file():
            return None
        connection = _open(self.path)
        try:
            if _version(connection, self.path):
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None


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


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables in the file, 0 before there are any; a newer one than ours is refused."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        fault = f"{path} was written by a newer Footnote (version {version} of its tables, this one knows {VERSION})."
        raise SetupError([f"{fault} Update Footnote, or name another FOOTNOTE_HOME."])
    return version


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What SQLite raises, as a sentence for the operator."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            fault = f"{path} is being written by another process; try again when that has finished."
        elif "readonly" in str(error) or "full" in str(error) or "unable to open" in str(error):
            fault = f"{path} cannot be written: {error}."
        else:
            raise
        raise SetupError([fault]) from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:
            raise
        raise SetupError([f"{path} is damaged or is no record of notes ({error}); restore it from a copy."]) from error
