"""The ledger: every answer by its id, with its workings, kept in the state folder."""

import json
import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import citing
from bot.database import opened
from footnote.answer import Call
from footnote.errors import AskError, FootnoteError
from footnote.text import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0 or 1: ids are read aloud
ID_LENGTH = 8
ON_NOTES = ("notes_search", "list_notes", "claim_check")
PATIENCE = 5.0
"""Seconds to wait for whoever reads what has to be overwritten."""
KNOWN = "known_by"
"""Kept beside the answer, not part of it: the day of knowledge its asker named."""


def new_id() -> str:
    """A fresh id of eight characters, such as ``a7f3k2mq``."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


class Ledger:
    """Answers as documents, in one SQLite file in WAL mode."""

    def __init__(self, home: Path) -> None:
        self._path = home / "answers.sqlite3"
        self._opened: tuple[Engine, Table] | None = None
        self._opening = threading.Lock()

    def put(self, document: dict[str, Any], *, user: str | None, thread: str | None, known: date | None = None) -> None:
        """Writes down an answer's document, and the day of knowledge that the asker named.

        FootnoteError when it cannot be kept, for then it must not be shown.
        """
        from sqlalchemy.exc import SQLAlchemyError

        row = {
            "id": document["id"],
            "created": datetime.now(UTC).isoformat(),
            "asker": user,
            "thread": thread,
            "document": json.dumps(document | ({KNOWN: known.isoformat()} if known else {}), ensure_ascii=False),
        }
        try:
            with self._connected() as (connection, answers):
                connection.execute(answers.insert().values(row))
        except (SQLAlchemyError, OSError):
            raise FootnoteError(
                Text(
                    "The answer could not be written to the ledger, so it is not shown. "
                    "Is FOOTNOTE_HOME writable, and the disk not full?",
                    "无法将答案写入台账，因此不予显示。请检查 FOOTNOTE_HOME 是否可写、磁盘是否已满。",
                )
            ) from None

    def get(self, id: str, labels: frozenset[str] | None = None) -> dict[str, Any]:
        """The document kept under *id*; AskError when there is none that a reader with *labels* may see."""
        from sqlalchemy import select

        if self._path.is_file():
            with self._connected() as (connection, answers):
                found = connection.execute(select(answers.c.document).where(answers.c.id == id)).scalar()
            if found is not None:
                kept: dict[str, Any] = json.loads(found)
                kept.pop(KNOWN, None)
                if labels is None or kept.get("label") in labels:
                    return kept
        raise AskError(Text(f"There is no answer with the id {id!r} here.", f"这里没有编号为 {id!r} 的答案。"))

    def citing(self, note: str, key: str, labels: frozenset[str], id: str | None = None) -> dict[str, Any]:
        """The citation *key* of the newest kept answer that quotes *note* so, or of the answer *id*.

        AskError when there is none that a reader with *labels* may see.
        """
        for kept in self._of(note, id):
            for citation in kept["citations"]:
                if (citation["note"], citation["key"]) == (note, key) and kept.get("label") in labels:
                    found: dict[str, Any] = citation
                    return found
        where = Text(f"in answer {id}", f"（答案 {id}）") if id else Text("in any answer", "（全部答案）")
        raise AskError(
            Text(
                f"The note {note} is not quoted as {key} {where.en} that is kept here.",
                f"这里保存的答案中没有引文 {key} 出自研究笔记 {note}{where.zh}。",
            )
        )

    def withdraw(self, note: str, day: str) -> int:
        """How many kept answers lost the words of *note*, retracted on *day*; nothing of these stays on the disk.

        FootnoteError while another process reads what has to be overwritten; then it may be called again.
        """
        held = self._of(note)
        without = [(kept, citing.withdrawn(kept, {note}, citing.retracted(day))) for kept in held]
        changed = [after for before, after in without if after != before]
        if held:
            with self._connected() as (connection, answers):
                for kept in changed:
                    row = {"document": json.dumps(kept, ensure_ascii=False)}
                    connection.execute(answers.update().where(answers.c.id == kept["id"]).values(row))
            self._scrub()
        return len(changed)

    def quoting(self, notes: Iterable[str]) -> list[str]:
        """The ids of kept answers that still hold words of these *notes*."""
        return [kept["id"] for note in notes for kept in self._of(note) if citing.is_quoted(kept, note)]

    def _of(self, note: str, id: str | None = None) -> list[dict[str, Any]]:
        """Every kept document that names *note*, the newest first; of all, or the one of that *id*."""
        from sqlalchemy import select

        if not self._path.is_file():
            return []
        with self._connected() as (connection, answers):
            named = answers.c.document.contains(json.dumps(note), autoescape=True)
            query = select(answers.c.document).where(named, answers.c.id == id if id else named)
            return [json.loads(each) for each in connection.execute(query.order_by(answers.c.created.desc())).scalars()]

    def _scrub(self) -> None:
        """Writes the file anew and empties its journal, so that what was overwritten is on the disk no longer."""
        from sqlalchemy.exc import SQLAlchemyError

        if self._opened is None:
            return
        try:
            with self._opened[0].connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
                connection.exec_driver_sql("VACUUM")
                busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        except SQLAlchemyError:
            busy = 1
        if busy:
            raise FootnoteError(
                Text(
                    "The kept answers are in use, so words of the note may still be on the disk. Run it again in a "
                    "minute, or once `footnote serve` has stopped.",
                    "保存的答案正在使用，磁盘上可能仍留有该研究笔记的文字。请稍后或在 footnote serve 停止后再试。",
                )
            )

    def last_plan(self, *, user: str | None, thread: str | None) -> tuple[Call, ...]:
        """The calls on data of the asker's last answer in the thread that had any; empty outside a thread.

        Where the last answer of all only looked something up in the notes, its calls stand behind them.
        """
        _, calls, looked_up = self._last(user, thread)
        return tuple(Call(tool=call["tool"], arguments=call["arguments"]) for call in (*calls, *looked_up))

    def last_day(self, *, user: str | None, thread: str | None) -> date | None:
        """The day of knowledge that was named for the same answer."""
        document, *_ = self._last(user, thread)
        return date.fromisoformat(document[KNOWN]) if KNOWN in document else None

    def _last(
        self, user: str | None, thread: str | None
    ) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
        """The asker's last document in the thread with calls on data, these, and those on notes of a later last one."""
        from sqlalchemy import select

        if thread is None or not self._path.is_file():
            return {}, [], []
        with self._connected() as (connection, answers):
            mine = answers.c.asker == user if user is not None else answers.c.asker.is_(None)
            query = select(answers.c.document).where(answers.c.thread == thread, mine)
            documents = connection.execute(query.order_by(answers.c.created.desc()).limit(5)).scalars().all()
        looked_up: list[dict[str, Any]] = []
        for place, document in enumerate(map(json.loads, documents)):
            if calls := [call for call in document["plan"] if call["tool"] not in ON_NOTES]:
                return document, calls, looked_up
            looked_up = document["plan"] if place == 0 else looked_up
        return {}, [], looked_up

    @contextmanager
    def _connected(self) -> "Iterator[tuple[Connection, Table]]":
        """A transaction and the table, made at the first use."""
        with self._opening:
            engine, answers = self._opened = self._opened or self._open()
        with engine.begin() as connection:
            yield connection, answers

    def _open(self) -> "tuple[Engine, Table]":
        from sqlalchemy import Column, MetaData, String, Table, Text

        metadata = MetaData()
        answers = Table(
            "answers",
            metadata,
            Column("id", String(ID_LENGTH), primary_key=True),
            Column("created", String, nullable=False),
            Column("asker", String, index=True),
            Column("thread", String, index=True),
            Column("document", Text, nullable=False),
        )
        return opened(self._path, metadata), answers

    def close(self) -> None:
        """Lets go of the file."""
        if self._opened is not None:
            self._opened[0].dispose()
            self._opened = None
