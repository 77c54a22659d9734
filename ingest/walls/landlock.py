"""Which files a process and its children may still open: those named, to read them. Linux 5.13 and later."""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # system calls, the same on every machine
VERSION, BENEATH = 1, 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
ACCESS = {1: (1 << 13) - 1, 2: (1 << 14) - 1}  # what the first versions know; from the third on, truncating too
TRUNCATING = (1 << 15) - 1
NETWORK = 4  # the version from which TCP is known
TCP = 0b11  # to bind and to connect
NO_NEW_PRIVILEGES = 38


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


def known() -> bool:
    """Whether this system can do it."""
    return sys.platform == "linux" and _version(ctypes.CDLL(None)) > 0


def only_read(paths: Iterable[Path]) -> bool:
    """Whether from here on this process opens nothing but these paths and what is below them, and those to read."""
    if not known():
        return False
    library = ctypes.CDLL(None, use_errno=True)
    version = _version(library)
    rules = _Rules(ACCESS.get(version, TRUNCATING), TCP)
    size = ctypes.sizeof(rules) if version >= NETWORK else ctypes.sizeof(ctypes.c_uint64)
    ruleset = library.syscall(CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return False
    try:
        for path in paths:
            _allow(library, ruleset, path)
        return not library.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) and not library.syscall(RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _version(library: ctypes.CDLL) -> int:
    return int(library.syscall(CREATE, None, ctypes.c_size_t(0), VERSION))


def _allow(library: ctypes.CDLL, ruleset: int, path: Path) -> None:
    """Add *path* to what may be read; one that is not there needs no rule."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = _Beneath(READ_FILE | (READ_FOLDER if path.is_dir() else 0), opened)
        library.syscall(ADD, ruleset, BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)
