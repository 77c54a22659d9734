"""The process that reads: it has loaded the readers' libraries once, and for each file makes a copy of itself.

The copy gets the file and a pipe, is walled in, does its task and ends; so whatever a file does to its reader is over
with that file. This one only waits, copies itself and says how the copy ended. It ends when whoever started it does.
"""

import gc
import json
import os
import socket
import sys
import traceback
from collections.abc import Callable
from fcntl import F_DUPFD, fcntl
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from footnote.errors import NoteError
from ingest.walls import sandbox

READY = b"ready\n"
DONE, REFUSED, FAILED = b"+", b"-", b"!"
OUT_OF_MEMORY = 77
LONGEST_REQUEST = 4_096
INPUT, OUTPUT = 3, 4  # where a copy finds its file and its pipe
Tasks = dict[str, Callable[[dict[str, Any], bytes], bytes]]


def main(tasks: str, line: int) -> None:
    """Serve requests that come over the socket *line* until it is closed at the other end."""
    module = import_module(tasks)
    module.warm()
    sandbox.confine()
    gc.collect()
    gc.freeze()  # else the copies touch every object, and with it its memory
    with socket.socket(fileno=line) as requests:
        requests.sendall(READY)
        while asked := _request(requests):
            request, files = asked
            ended = _copied(module.TASKS, request, files)
            requests.sendall(json.dumps(ended).encode() + b"\n")


def _request(requests: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """What is asked and the descriptors of file and pipe; None at the end."""
    text, files, _, _ = socket.recv_fds(requests, LONGEST_REQUEST, 2)
    while text and not text.endswith(b"\n"):
        text += requests.recv(LONGEST_REQUEST)
    return (json.loads(text), files) if text else None


def _copied(tasks: Tasks, request: dict[str, Any], files: list[int]) -> dict[str, int]:
    """How the copy that did this task ended: its exit code, or below zero its signal, and its most memory in MB."""
    process = os.fork()
    if not process:
        _work(tasks, request, files)
    for file in files:
        os.close(file)
    _, status, used = os.wait4(process, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return {"code": os.waitstatus_to_exitcode(status), "memory": used.ru_maxrss * unit // sandbox.MB}


def _work(tasks: Tasks, request: dict[str, Any], files: list[int]) -> NoReturn:
    """Do the task behind walls, write what came of it to the pipe, and end."""
    code = 1
    try:
        _only(files)
        sandbox.limit(request["memory"], request["seconds"])
        arguments, data = _input(request["head"])
        sandbox.close()
        for part in _done(tasks[request["task"]], arguments, data):
            _write(part)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)


def _only(files: list[int]) -> None:
    """Keep the file and the pipe, and nothing else that is open."""
    spare = [fcntl(file, F_DUPFD, OUTPUT + 1) for file in files]
    os.dup2(spare[0], INPUT)
    os.dup2(spare[1], OUTPUT)
    os.closerange(OUTPUT + 1, os.sysconf("SC_OPEN_MAX") if sys.platform != "linux" else 1 << 16)


def _input(head: int) -> tuple[dict[str, Any], bytes]:
    """The arguments, which are the first *head* bytes of the file, and the rest of it."""
    with os.fdopen(INPUT, "rb", buffering=0) as file:
        file.seek(0)
        return json.loads(file.read(head)), file.read()


def _done(
    task: Callable[[dict[str, Any], bytes], bytes], arguments: dict[str, Any], data: bytes
) -> tuple[bytes, bytes]:
    """What came of it, after a mark of that; of a bug only kind and place, for what it says is the file's."""
    try:
        return DONE, task(arguments, data)
    except MemoryError:
        raise
    except NoteError as error:
        return REFUSED, json.dumps([error.text.en, error.text.zh]).encode()
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return FAILED, f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}".encode()


def _write(answer: bytes) -> None:
    view = memoryview(answer)
    while view:
        view = view[os.write(OUTPUT, view) :]
