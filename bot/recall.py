"""What was typed before, for the arrow keys: kept in the state folder for its owner alone, and forgotten when told."""

import os
from pathlib import Path
from types import ModuleType

MOST = 500
"""Lines that are kept; older ones go."""
FILE = "chat_history"


class Recall:
    """The lines of earlier chats, given to the terminal's line editor where there is one."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._editor = _editor()
        for line in self._kept()[-MOST:]:
            self._editor and self._editor.add_history(line)

    def keep(self, line: str) -> None:
        """Adds a line that was typed; the editor has it already. OSError where it cannot be written."""
        self._write([*self._kept(), " ".join(line.split())][-MOST:])

    def forget(self) -> None:
        """Takes every line out, of the file and of the editor."""
        self._path.unlink(missing_ok=True)
        if self._editor:
            self._editor.clear_history()

    def _kept(self) -> list[str]:
        try:
            return self._path.read_text("utf-8", "replace").splitlines()
        except OSError:
            return []

    def _write(self, lines: list[str]) -> None:
        """Puts a new file in place of the old one: whoever else reads it meets a whole one, with its owner's rights."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f"{FILE}.{os.getpid()}")
        beside.unlink(missing_ok=True)
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        beside.replace(self._path)


def _editor() -> ModuleType | None:
    """The standard library's line editor; importing it is enough for ``input`` to use it."""
    try:
        import readline
    except ImportError:
        return None
    return readline
