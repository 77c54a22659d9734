"""The walls around a process that reads what others sent: so much memory, so much time, and no way out.

Where Linux has them, its own fences hold whatever runs (``seccomp.py``, ``landlock.py``); Python's audit hook is a
second fence there, and the only one elsewhere.
"""

import math
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.walls import landlock, seccomp

STACK = 8_000_000
MOST_FILES = 64
MB = 1_000_000
TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/fonts", "/usr/share/zoneinfo", "/dev/null")
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "os.kill", "pty.", "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime", "shutil.", "tempfile.", "sqlite3.", "pickle.", "urllib.", "http.",
    "ftplib.", "smtplib.", "imaplib.", "poplib.", "webbrowser.",
)  # fmt: skip


def confine() -> bool:
    """Whether this process and its children open nothing any more but what Python and the readers are made of."""
    ours = Path(__file__).parents[2]
    packages = [ours / name for name in ("footnote", "ingest", "knowledge")]
    return landlock.only_read([*packages, *map(Path, {sys.prefix, sys.base_prefix, *SYSTEM})])


def limit(memory: int, seconds: float) -> None:
    """At most *memory* MB and *seconds*, by the clock and of work; a process that takes longer is ended."""
    held, mapped = _sizes()
    most = max(memory * MB - mapped - STACK, held + MB)
    for name, value in (("RLIMIT_DATA", most), ("RLIMIT_STACK", STACK), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        _no_more(name, value)
    _no_more("RLIMIT_NOFILE", MOST_FILES)
    _no_more("RLIMIT_CPU", math.ceil(seconds))
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def close() -> None:
    """No network, no other process, no file but to read; for good."""
    sys.addaudithook(watch)
    seccomp.seal()


def _no_more(name: str, value: int) -> None:
    """Set the limit *name* where the system knows it; what is stricter already stays."""
    number = getattr(resource, name, None)
    if number is None:
        return
    allowed = resource.getrlimit(number)[1]
    value = value if allowed == resource.RLIM_INFINITY else min(value, allowed)
    with suppress(ValueError, OSError):
        resource.setrlimit(number, (value, value))


def _sizes() -> tuple[int, int]:
    """Bytes of data that this process holds, and of the libraries it has mapped, which count beside them."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
    except OSError:
        return 0, 0
    found = {
        key: int(value.split()[0]) * 1024 for key, value in (line.split(":", 1) for line in lines if " kB" in line)
    }
    return found["VmData"], found["VmLib"] + found["VmExe"]


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what no reader has to do: an audit hook of Python's."""
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"{event} is not for readers")
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & TO_WRITE:
        raise PermissionError("no file is written by readers")
