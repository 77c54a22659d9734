"""``footnote chat``: one question after another in a terminal, in one thread: a follow-up goes on from the last.

Where no terminal is read, each line is a question, and only answers are printed.
"""

import re
import sys
import threading
import unicodedata
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from bot.ledger import new_id
from bot.recall import Recall
from bot.terminal import aside, console, progress, say
from footnote.errors import FootnoteError
from footnote.text import Text

if TYPE_CHECKING:
    from bot.app import App

PROMPT = "> "
HELLO = "Ask in English or in Chinese; a follow-up goes on from the last question. /help lists the commands."
COMMANDS = {
    "/new": "start a new thread: nothing is taken over from the questions before",
    "/workings": "show how the last answer was computed, down to its observations",
    "/forget": "clear the questions that the arrow keys bring back",
    "/help": "list these commands",
    "/quit": "end; so does Ctrl-D",
}
PICK = Text("Type a number to pick one:", "输入数字选择其一：")
NUMBER = re.compile(r"(\d{1,3})[.)]?")


class Chat:
    """One thread with the desk, and what of its last answer can be gone on with."""

    def __init__(self, app: "App", arguments: Namespace, ready: Callable[[], object]) -> None:
        self._app = app
        self._asked = arguments
        self._ready = ready
        self._recall: Recall | None = None
        self._thread = new_id()
        self._last: str | None = None
        self._choices: tuple[str, ...] = ()
        self.faulty = False
        self.ended = False

    def heard(self, typed: str) -> None:
        """Does what was *typed* asks for; a fault is said, and is not the end."""
        line = typed.strip()
        if not line:
            return
        try:
            self._did(line)
        except FootnoteError as error:
            from bot.commands import fit_for

            self.faulty = True
            aside(str(fit_for(self._app, self._asked, error)))
        finally:
            progress("")

    def remembering(self, recall: Recall) -> None:
        """Keeps questions for the arrow keys from now on."""
        self._recall = recall

    def _did(self, line: str) -> None:
        if line.startswith("/"):
            self._commanded(line.split()[0].lower())
            return
        question = self._picked(line)
        if question is None:
            return
        self._kept(question)
        self._answered(question)

    def _picked(self, line: str) -> str | None:
        """The choice of that number, where the last answer gave choices; nothing for a number it did not give."""
        number = NUMBER.fullmatch(unicodedata.normalize("NFKC", line))
        if number is None or not self._choices:
            return line
        place = int(number[1])
        if 1 <= place <= len(self._choices):
            return self._choices[place - 1]
        say(f"There are {len(self._choices)} choices; type a number from 1 to {len(self._choices)}, or a question.")
        return None

    def _answered(self, text: str) -> None:
        from bot import render
        from bot.document import document
        from footnote.answer import Question

        self._ready()
        user, day = self._asked.user, self._asked.as_of
        answer = self._app.desk.answer(Question(text=text, user=user, thread=self._thread, as_of=day), _step)
        progress("")
        shown = console()
        render.answer(shown, document(answer) | {"choices": []})
        self._last, self._choices = answer.id, answer.choices
        self.faulty |= answer.kind == "error"
        if answer.choices:
            listed = (f"  {number}  {choice}" for number, choice in enumerate(answer.choices, 1))
            shown.print("\n".join((PICK.to(answer.language), *listed)), markup=False, soft_wrap=True)

    def _kept(self, line: str) -> None:
        """Keeps a line for the arrow keys; where it cannot be written, that is said once."""
        try:
            if self._recall:
                self._recall.keep(line)
        except OSError:
            self._recall = None
            aside("What you type cannot be kept for the arrow keys: is FOOTNOTE_HOME writable, and the disk not full?")

    def _commanded(self, name: str) -> None:
        does: dict[str, Callable[[], None]] = {
            "/new": self._anew,
            "/workings": self._workings,
            "/forget": self._forgotten,
            "/help": lambda: say("\n".join(f"{each:<11}{what}" for each, what in COMMANDS.items())),
            "/quit": self._end,
        }
        does.get(name, lambda: say(f"There is no command {name}; there are {', '.join(COMMANDS)}."))()

    def _anew(self) -> None:
        self._thread, self._last, self._choices = new_id(), None, ()
        say("A new thread.")

    def _workings(self) -> None:
        from bot import citing, render

        if self._last is None:
            say("There is no answer yet in this thread; ask first.")
            return
        labels = self._app.rights.clearance(self._asked.user)
        kept: dict[str, Any] = self._app.ledger.get(self._last, labels)
        render.workings(console(), citing.current(kept, lambda: self._app.library, labels))

    def _forgotten(self) -> None:
        try:
            (self._recall or Recall(self._app.settings.home_folder)).forget()
        except OSError as error:
            raise FootnoteError(f"The questions could not be cleared ({error.strerror}).") from None
        say("The questions are cleared. The answers stay in the ledger, by their ids.")

    def _end(self) -> None:
        self.ended = True


def run(app: "App", arguments: Namespace) -> int:
    """0 at the end; where no terminal was read, 1 if any question met a fault."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _piped(Chat(app, arguments, lambda: None))
    warming = threading.Thread(target=_warmed, args=(app,))
    warming.start()
    chat = Chat(app, arguments, warming.join)
    chat.remembering(Recall(app.settings.home_folder))
    say(HELLO)
    while not chat.ended:
        _turn(chat)
    warming.join()  # what it reads must not be closed under its hands
    return 0


def _turn(chat: Chat) -> None:
    """One line typed, and what it asks for; Ctrl-C takes back the line, or the question that is being answered."""
    try:
        typed = input(PROMPT)
    except EOFError:
        say("")
        chat.ended = True
        return
    except KeyboardInterrupt:
        say("")
        return
    try:
        chat.heard(typed)
    except KeyboardInterrupt:
        say("Stopped; that question was not answered.")
    say("")


def _piped(chat: Chat) -> int:
    for line in sys.stdin:
        chat.heard(line)
        if chat.ended:
            break
        if line.strip():
            say("")
    return 1 if chat.faulty else 0


def _warmed(app: "App") -> None:
    """Reads what the first question needs; a fault of any kind is said when a question meets it."""
    with suppress(Exception):
        app.desk.warm()


def _step(words: str) -> None:
    """Shows a step, said of us as Slack says it, and cut to the line so that it can be wiped."""
    from rich.cells import cell_len, set_cell_size

    said, room = f"Footnote {words}", console().width - 1
    progress(said if cell_len(said) <= room else set_cell_size(said, room))
