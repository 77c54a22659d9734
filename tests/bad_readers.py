"""Readers that are ended by what they read, that reach for what is not theirs, or that lie about what they read.

A guard takes this module in place of its own tasks: what is read is the name of what happens.
"""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.walls.parcel import packed
from knowledge.note import Note, Page

TEXT = "Gold rose."
NOTE = Note(title="Gold", text=TEXT, pages=(Page(number=1, start=0, end=len(TEXT)),), language="en")
HOARD = []


def warm():
    """There is nothing to load."""


def hoard():
    """Memory, until there is none."""
    while True:
        HOARD.append(bytearray(10_000_000))


def loop():
    while True:
        pass


def sleep():
    time.sleep(60)


def deaf():
    """A loop that no alarm ends, nor the walls' own signals: only the one who waits can."""
    os.close(4)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    time.sleep(60)


def segfault():
    ctypes.string_at(0)


def recurse():
    sys.setrecursionlimit(10**9)
    json.loads("[" * 10_000_000)


def connect():
    socket.create_connection(("127.0.0.1", 9))


def start():
    subprocess.run(["true"], check=True)


def write():
    Path("/tmp/reader-was-here").write_text("I was", encoding="utf-8")


def read_other():
    return Path("/etc/passwd").read_bytes()


LIBRARY = ctypes.CDLL(None, use_errno=True)


def refused(call):
    """Raise what the system raised where a call past Python was refused; else say that it went through."""
    if call() == -1:
        raise OSError(ctypes.get_errno(), "refused")
    raise AssertionError("it went through")


PAST_PYTHON = {
    "raw socket": lambda: LIBRARY.socket(2, 1, 0),
    "raw fork": lambda: LIBRARY.fork(),
    "raw exec": lambda: LIBRARY.execve(b"/bin/true", None, None),
    "raw write": lambda: LIBRARY.open(b"/tmp/reader-was-here", os.O_WRONLY | os.O_CREAT, 0o600),
    "raw read": lambda: LIBRARY.open(b"/etc/passwd", os.O_RDONLY),
    "raw unlink": lambda: LIBRARY.unlink(b"/tmp/reader-was-here"),
    "raw kill": lambda: LIBRARY.kill(os.getppid(), 0),
    "raw limit": lambda: LIBRARY.setrlimit(9, (ctypes.c_long * 2)(-1, -1)),
    "raw timer": lambda: LIBRARY.setitimer(0, (ctypes.c_long * 4)(0, 0, 0, 0), None),
}
ENDS = {
    "abort": os.abort,
    "hoard": hoard,
    "loop": loop,
    "sleep": sleep,
    "deaf": deaf,
    "segfault": segfault,
    "recurse": recurse,
    "exit": lambda: os._exit(5),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "flood": lambda: b"x" * 200_000_000,
    "bug": lambda: 1 / 0,
    "nothing": lambda: b"",
    "refusal": lambda: (_ for _ in ()).throw(NoteError(same("a.md is \x1b[31m red."))),
    "threads": lambda: threading.Thread(target=loop).start(),
    "connect": connect,
    "start": start,
    "write": write,
    "read other": read_other,
}


def read(arguments, data):
    """What happens when a file that says so is read; a note where nothing does."""
    told = data.decode()
    if told in ENDS:
        return ENDS[told]()
    if told in PAST_PYTHON:
        refused(PAST_PYTHON[told])
    if told == "environment":
        return b"test 1\n" + packed(
            Note(title=" ".join(sorted(os.environ)), text=TEXT, pages=NOTE.pages, language="en")
        )
    if told.startswith("{"):
        return b"test 1\n" + json.dumps(json.loads(packed(NOTE)) | json.loads(told)).encode()
    return b"test 1\n" + packed(NOTE)


TASKS = {"read": read, "picture": read}
