"""What each command of the terminal does: it asks the desk or the library, and prints JSON or words."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.terminal import console, progress, put
from footnote.errors import FootnoteError, SetupError

if TYPE_CHECKING:
    from bot.app import App
    from bot.doctor import Line
    from footnote.answer import Answer


SWITCH = 0.0005
"""Seconds after which a busy thread lets another run: what listens to Slack must not wait for what computes."""


def run(arguments: Namespace) -> int:
    """The exit status of the command that *arguments* name."""
    from bot.app import App
    from footnote.settings import Settings

    app: App | None = None
    try:
        app = App(Settings.from_env(os.environ), index="by size" if arguments.command == "serve" else "exact")
        return COMMANDS[arguments.command](app, arguments)
    except FootnoteError as error:
        return _failed(arguments, error if app is None else fit_for(app, arguments, error))
    finally:
        if app is not None:
            app.close()


def fit_for(app: "App", arguments: Namespace, error: FootnoteError) -> FootnoteError:
    """*error* as whoever asks may read it: faults of the desk name stanzas and files that not everybody may see."""
    from bot import words
    from knowledge.rights import Rights
    from tools.desk_folder import rights

    user = getattr(arguments, "user", None)
    if user is None or not isinstance(error, SetupError):
        return error
    try:
        levels = Rights.of(rights(app.settings.desk_folder))
    except FootnoteError:
        return FootnoteError(words.NOT_STARTED, reason=error.reason)
    cleared = levels.clearance(user) >= levels.clearance(None)
    return error if cleared else FootnoteError(words.NOT_STARTED, reason=error.reason)


def _failed(arguments: Namespace, error: FootnoteError) -> int:
    """A fault before there was a desk to answer: still one object with --json, else a sentence."""
    asked = getattr(arguments, "question", None) or getattr(arguments, "board", None)
    if asked is None or not arguments.json:
        print(error, file=sys.stderr)
        return 1
    from bot.document import document
    from bot.language import language_of
    from bot.ledger import new_id
    from footnote.answer import Answer

    language = language_of(asked)
    fault = Answer(
        id=new_id(),
        kind="error",
        reason=error.reason,
        asked=asked,
        language=language,
        as_of=arguments.as_of or datetime.now(UTC).date(),
        headline=error.text.to(language),
    )
    put(document(fault))
    return 1


def _ask(app: "App", arguments: Namespace) -> int:
    from footnote.answer import Question

    asked = Question(text=arguments.question, user=arguments.user, thread=arguments.thread, as_of=arguments.as_of)
    return _answered(app.desk.answer(asked), arguments)


def _chat(app: "App", arguments: Namespace) -> int:
    from bot import chat

    return chat.run(app, arguments)


def _eval(app: "App", arguments: Namespace) -> int:
    from bot import scoring

    return scoring.run(app, arguments)


def _snapshot(app: "App", arguments: Namespace) -> int:
    from footnote.answer import Question

    asked = Question(text=arguments.board, user=arguments.user, as_of=arguments.as_of)
    return _answered(app.desk.snapshot(arguments.board, asked), arguments, whole=True)


def _answered(answer: "Answer", arguments: Namespace, *, whole: bool = False) -> int:
    from bot import render
    from bot.document import document

    if arguments.json:
        put(document(answer))
    else:
        render.answer(console(), document(answer), whole=whole)
    return 1 if answer.kind == "error" else 0


def _show(app: "App", arguments: Namespace) -> int:
    from bot import citing, render
    from bot.document import without_workings

    labels = app.rights.clearance(None)
    kept = citing.current(app.ledger.get(arguments.id, labels), lambda: app.library, labels)
    if arguments.export:
        return _exported(kept, arguments)
    if arguments.json:
        put(kept if arguments.workings else without_workings(kept))
    elif arguments.workings:
        render.workings(console(), kept)
    else:
        render.answer(console(), kept, whole=True)
    return 0


def _exported(kept: "dict[str, Any]", arguments: Namespace) -> int:
    from bot import shown
    from bot.export import export

    figures, observations = export(kept, arguments.export).counts
    if arguments.json:
        put({"id": kept["id"], "file": str(arguments.export), "figures": figures, "observations": observations})
    else:
        print(shown.exported(arguments.export.name, figures, observations).to(kept["language"]))
    return 0


def _series(app: "App", arguments: Namespace) -> int:
    from bot import series
    from bot.language import language_of

    language = language_of(arguments.words)
    found, said = series.search(app, arguments.words, arguments.user, arguments.limit)
    for each in found:
        if arguments.json:
            put(each, indent=None)
        else:
            print("\n".join(series.lines(each, language)))
    for text in said:
        print(text.to(language), file=sys.stderr if arguments.json else sys.stdout)
    return 0


def _ingest(app: "App", arguments: Namespace) -> int:
    from bot import ingesting

    return ingesting.run(app, arguments)


def _notes(app: "App", arguments: Namespace) -> int:
    from bot import noting

    return noting.run(app, arguments)


def _library(app: "App", arguments: Namespace) -> int:
    from bot import keeping

    return keeping.run(app, arguments)


def _doctor(app: "App", arguments: Namespace) -> int:
    from bot import doctor

    status = 0
    for line in chain(doctor.examine(app), _live(app) if arguments.live else ()):
        status = status if line.ok or not line.needed else 1
        if arguments.json:
            put({"check": line.check, "ok": line.ok, "message": line.message}, indent=None)
        else:
            print(f"{'ok  ' if line.ok else 'look'}  {line.check:<9} {line.message}", flush=True)
    return status


def _live(app: "App") -> "Iterator[Line]":
    """The catalogue against FRED, with a count of the series on the terminal meanwhile."""
    from bot import census
    from tools.sources import connected

    def counted(asked: int, wanted: int) -> None:
        progress(f"{asked} of {wanted}" if asked < wanted else "")

    for line in census.examine(
        app.catalogue.series, connected(app.settings).get("fred"), datetime.now(UTC).date(), counted
    ):
        progress("")
        yield line


def _serve(app: "App", _: Namespace) -> int:
    import logging
    import signal
    import threading

    if faults := app.settings.slack_faults():
        raise SetupError(faults)
    from bot.doctor_vectors import vectors
    from bot.slack.serve import Bot

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    sys.setswitchinterval(SWITCH)
    bot = Bot(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=bot.stop).start())  # not here: we may hold its lock
    if (found := vectors(app)) and not found[0]:
        logging.getLogger("footnote").warning("%s", found[1])  # it takes long, may cost money, and wants a watcher
    name = app.catalogue.desk.get("name", "the desk")
    print(f"Footnote serves {name}; its health: http://127.0.0.1:{bot.health.port}/readyz", flush=True)
    bot.run()
    return 0


COMMANDS: "dict[str, Callable[[App, Namespace], int]]" = {
    "ask": _ask,
    "chat": _chat,
    "snapshot": _snapshot,
    "series": _series,
    "ingest": _ingest,
    "notes": _notes,
    "library": _library,
    "show": _show,
    "eval": _eval,
    "serve": _serve,
    "doctor": _doctor,
}
