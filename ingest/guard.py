"""Readers at arm's length: a file is read, and a page drawn, in a process that has limits and may do nothing else.

Whatever a file does to its reader, here it is a NoteError that names the file and says why.
"""

import atexit
import json
import logging
import os
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from signal import SIGALRM, SIGXCPU
from typing import Any

from footnote.errors import NoteError
from footnote.text import Text, same
from ingest.printed import cleaned, printed
from ingest.walls.child import DONE, FAILED, OUT_OF_MEMORY, REFUSED
from ingest.walls.keeper import Ended, GoneError, Keeper, TooLongError, TooMuchError
from ingest.walls.parcel import ParcelError, unpacked
from knowledge.note import Note

MAX_ANSWER = 100_000_000  # bytes
LONGEST_PARSER = 40
PICTURE = b"\x89PNG\r\n\x1a\n"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take: seconds by the clock and of work, and MB of memory, all libraries counted."""

    seconds: float = 10.0
    memory: int = 500


class Guard:
    """Reads and draws under *limits*. Starts its process when it is first needed; threads take turns."""

    def __init__(self, limits: Limits | None = None, tasks: str = "ingest.walls.tasks") -> None:
        self._limits, self._tasks = limits or Limits(), tasks
        self._turn = threading.Lock()
        self._keeper: Keeper | None = None
        self._owner = 0

    def read(self, path: Path, data: bytes) -> tuple[Note, str]:
        """The note in *data* and the parser that read it; NoteError says why there is none."""
        name = printed(path.name)
        answer = self._answer("read", name, {"name": name}, data)
        parser, _, parcel = answer.partition(b"\n")
        try:
            if len(parser) > LONGEST_PARSER:
                raise ParcelError("no parser")
            return unpacked(parcel), parser.decode("ascii")
        except ValueError as error:
            log.error("what the reader of %s gave is no note: %s", name, type(error).__name__ + f" ({error})")
            raise _failed(name) from error

    def picture(self, data: bytes, page: int, start: int, end: int, text: str) -> bytes:
        """Page *page* of the PDF *data* as a PNG; of its text, which is *text*, start to end is highlighted."""
        arguments = {"page": page, "start": start, "end": end, "text": text}
        try:
            found = self._answer("picture", f"page {page}", arguments, data)
        except NoteError as error:
            raise NoteError(_not_drawn(page, error.text)) from error
        if not found.startswith(PICTURE):
            raise NoteError(_not_drawn(page))
        return found

    def start(self) -> None:
        """Start the process now, so that nobody has to wait for it."""
        with self._turn:
            self._running()

    def close(self) -> None:
        """End the process. It is started again if it is needed again."""
        keeper, self._keeper = self._keeper, None
        if keeper and self._owner == os.getpid():
            keeper.close()  # at once: whoever waits for an answer is told that there is none

    def __enter__(self) -> "Guard":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, task: str, name: str, arguments: dict[str, Any], data: bytes) -> bytes:
        ended = self._ended(task, name, arguments, data)
        if ended.code:
            log.warning("the reader of %s ended with %d at %d MB", name, ended.code, ended.memory)
            raise NoteError(same(f"{name} {self._why(ended)}."))
        kind, answer = ended.answer[:1], ended.answer[1:]
        if kind == DONE:
            return answer
        if kind == REFUSED:
            raise NoteError(_refusal(name, answer))
        told = cleaned(answer.decode("utf-8", "replace")) if kind == FAILED else "no answer"
        log.error("reading %s failed: %s", name, told)
        raise _failed(name)

    def _ended(self, task: str, name: str, arguments: dict[str, Any], data: bytes) -> Ended:
        """How the task ended; a process that cannot go on is ended too."""
        most = self._limits
        with self._turn:
            keeper = self._running()
            try:
                return keeper.run(task, arguments, data, memory=most.memory, seconds=most.seconds, most=MAX_ANSWER)
            except TooLongError as error:
                self._stop(keeper)
                raise NoteError(same(f"{name} {self._too_long}.")) from error
            except TooMuchError as error:
                self._stop(keeper)
                much = f"{MAX_ANSWER // 1_000_000} MB"
                raise NoteError(same(f"{name} holds more than {much} of text and tables; split it.")) from error
            except GoneError as error:
                if self._keeper is keeper:  # else it was closed
                    log.error("reading %s failed: the process that reads is gone", name)
                self._stop(keeper)
                why = "the process that reads was ended from outside; bring it in again"
                raise NoteError(same(f"{name} could not be read: {why}.")) from error
            except BaseException:
                self._stop(keeper)
                raise

    def _running(self) -> Keeper:
        """The process of this process; a copy of this one, made by a fork, gets one of its own."""
        if self._keeper is None or self._owner != os.getpid():
            self._keeper, self._owner = Keeper(self._tasks), os.getpid()
        return self._keeper

    def _stop(self, keeper: Keeper) -> None:
        keeper.close()
        if self._keeper is keeper:
            self._keeper = None

    def _why(self, ended: Ended) -> str:
        """Why a process that read did not come to its end."""
        if ended.code in (-SIGALRM, -SIGXCPU):
            return self._too_long
        if ended.code == OUT_OF_MEMORY or (ended.code < 0 and ended.memory > self._limits.memory / 2):
            return f"needs more than {self._limits.memory} MB to read; split it, or raise FOOTNOTE_READ_MEMORY"
        if ended.code < 0:
            return f"could not be read: its reader was stopped by signal {-ended.code}"
        return "could not be read: its reader failed on it"

    @property
    def _too_long(self) -> str:
        return f"took longer than {self._limits.seconds:g} s to read; split it, or raise FOOTNOTE_READ_SECONDS"


def _not_drawn(page: int, why: Text | None = None) -> Text:
    """Why there is no picture of a page, in both languages where the reason is given in both."""
    english = f"{why.en[:1].upper()}{why.en[1:]}" if why else f"Page {page} cannot be drawn."
    chinese = why.zh if why and why.zh != why.en else f"无法绘制第 {page} 页的图片。"
    return Text(english, chinese)


def _refusal(name: str, answer: bytes) -> Text:
    """What a reader says of a file that it does not take."""
    try:
        english, chinese = json.loads(answer)
        return Text(cleaned(english), cleaned(chinese))
    except (ValueError, TypeError, RecursionError) as error:
        raise _failed(name) from error


def _failed(name: str) -> NoteError:
    return NoteError(same(f"{name} could not be read: its reader failed on it."))


@cache
def shared(limits: Limits | None = None) -> Guard:
    """The guard with these limits, one for the whole process; it ends with it."""
    guard = Guard(limits)
    atexit.register(guard.close)
    return guard


def read(path: Path, data: bytes) -> Note:
    """The note in *data*, read under the usual limits; NoteError says why there is none."""
    return shared().read(path, data)[0]


def picture(data: bytes, page: int, start: int, end: int, text: str) -> bytes:
    """Page *page* of the PDF *data* as a PNG under the usual limits; of its *text*, start to end is highlighted."""
    return shared().picture(data, page, start, end, text)
