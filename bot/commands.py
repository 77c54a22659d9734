"""What each command of the terminal does: it asks the desk or the library, and prints JSON or words."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footnote.errors import FootnoteError, SetupError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.app import App
    from bot.doctor import Line
    from footnote.answer import Answer


PIPE_WIDTH = 120
SWITCH = 0.0005
"""Seconds after which a busy thread lets another run: what listens to Slack must not wait for what computes."""


def run(arguments: Namespace) -> int:
    """The exit status of the command that *arguments* name."""
    from bot.app import App
    from footnote.settings import Settings

    app: App | None = None
    try:
        app = App(Settings.from_env(os.environ))
        return COMMANDS[arguments.command](app, arguments)
    except FootnoteError as error:
        return _failed(arguments, error if app is None else _fit_for(app, arguments, error))
    finally:
        if app is not None:
            app.close()


def _fit_for(app: "App", arguments: Namespace, error: FootnoteError) -> FootnoteError:
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
    _print(document(fault))
    return 1


def _ask(app: "App", arguments: Namespace) -> int:
    from footnote.answer import Question

    asked = Question(text=arguments.question, user=arguments.user, thread=arguments.thread, as_of=arguments.as_of)
    return _answered(app.desk.answer(asked), arguments)


def _snapshot(app: "App", arguments: Namespace) -> int:
    from footnote.answer import Question

    asked = Question(text=arguments.board, user=arguments.user, as_of=arguments.as_of)
    return _answered(app.desk.snapshot(arguments.board, asked), arguments, whole=True)


def _answered(answer: "Answer", arguments: Namespace, *, whole: bool = False) -> int:
    from bot import render
    from bot.document import document

    if arguments.json:
        _print(document(answer))
    else:
        render.answer(_console(), document(answer), whole=whole)
    return 1 if answer.kind == "error" else 0


def _show(app: "App", arguments: Namespace) -> int:
    from bot import render
    from bot.document import without_workings

    kept = app.ledger.get(arguments.id, app.rights.clearance(None))
    if arguments.export:
        return _exported(kept, arguments)
    if arguments.json:
        _print(kept if arguments.workings else without_workings(kept))
    elif arguments.workings:
        render.workings(_console(), kept)
    else:
        render.answer(_console(), kept, whole=True)
    return 0


def _exported(kept: "dict[str, Any]", arguments: Namespace) -> int:
    from bot import shown
    from bot.export import export

    figures, observations = export(kept, arguments.export).counts
    if arguments.json:
        _print({"id": kept["id"], "file": str(arguments.export), "figures": figures, "observations": observations})
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
            _print(each, indent=None)
        else:
            print("\n".join(series.lines(each, language)))
    for text in said:
        print(text.to(language), file=sys.stderr if arguments.json else sys.stdout)
    return 0


def _ingest(app: "App", arguments: Namespace) -> int:
    import ingest

    given = ingest.Options(
        title=arguments.title, date=arguments.date, institution=arguments.institution, label=arguments.label
    )
    status = 0
    paths = [Path(path) for path in arguments.paths]
    for report in ingest.add(paths, app.library, given, app.rights, desk=app.settings.desk_folder):
        status = 1 if report["outcome"] == "rejected" else status
        if arguments.json:
            _print(report, indent=None)
            continue
        print(report["message"])
        for warning in report["warnings"]:
            print(f"  ! {warning}")
    return status


def _notes(app: "App", arguments: Namespace) -> int:
    labels = app.rights.clearance(arguments.user)
    return VERBS[arguments.verb](app, arguments, labels)


def _search(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    for hit in app.library.search(arguments.query, labels=labels, limit=arguments.limit):
        found = {
            "note": hit.note,
            "title": hit.title,
            "page": hit.page,
            "start": hit.start,
            "end": hit.end,
            "score": round(hit.score, 6),
            "text": hit.text,
        }
        if arguments.json:
            _print(found, indent=None)
        else:
            print(f"{hit.score:.3f}  {hit.note}  {hit.title}, p. {hit.page}\n    {' '.join(hit.text.split())[:240]}")
    return 0


def _show_note(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    note = app.library.note(arguments.id, labels)
    if not arguments.json:
        print(
            f"{note.title}\n{note.institution or '-'}, {note.date or 'undated'}, label {note.label}, {note.revision}\n"
        )
        print(note.text)
        return 0
    _print(
        {
            "id": note.id,
            "title": note.title,
            "institution": note.institution,
            "author": note.author,
            "date": note.date.isoformat() if note.date else None,
            "label": note.label,
            "language": note.language,
            "revision": note.revision,
            "text": note.text,
            "pages": [{"number": page.number, "start": page.start, "end": page.end} for page in note.pages],
            "passages": [
                {"id": item.id, "start": item.start, "end": item.end, "page": item.page} for item in note.passages
            ],
            "versions": list(note.versions),
        }
    )
    return 0


def _list_notes(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    for note in app.library.notes(labels):
        day = note.date.isoformat() if note.date else None
        if arguments.json:
            found = {"id": note.id, "title": note.title, "institution": note.institution, "date": day}
            _print(found | {"language": note.language, "label": note.label, "revision": note.revision}, indent=None)
        else:
            print(f"{note.id}  {day or 'undated   '}  {note.label:<10}  {note.title}")
    return 0


def _retract(app: "App", arguments: Namespace, labels: frozenset[str]) -> int:
    title = app.library.note(arguments.id, labels).title
    app.library.retract(arguments.id)
    if arguments.json:
        _print({"id": arguments.id, "outcome": "retracted"}, indent=None)
    else:
        print(f"Retracted {arguments.id}, {title!r}: out of the record, the search and the index.")
    return 0


def _doctor(app: "App", arguments: Namespace) -> int:
    from bot import doctor

    status = 0
    for line in chain(doctor.examine(app), _live(app) if arguments.live else ()):
        status = status if line.ok or not line.needed else 1
        if arguments.json:
            _print({"check": line.check, "ok": line.ok, "message": line.message}, indent=None)
        else:
            print(f"{'ok  ' if line.ok else 'look'}  {line.check:<9} {line.message}", flush=True)
    return status


def _live(app: "App") -> "Iterator[Line]":
    """The catalogue against FRED, with a count of the series on the terminal meanwhile."""
    from bot import census
    from tools.sources import connected

    def progress(asked: int, wanted: int) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{asked} of {wanted}" if asked < wanted else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    for line in census.examine(
        app.catalogue.series, connected(app.settings).get("fred"), datetime.now(UTC).date(), progress
    ):
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
        yield line


def _serve(app: "App", _: Namespace) -> int:
    import logging
    import signal
    import threading

    if faults := app.settings.slack_faults():
        raise SetupError(faults)
    from bot.slack.serve import Bot

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    sys.setswitchinterval(SWITCH)
    bot = Bot(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=bot.stop).start())  # not here: we may hold its lock
    name = app.catalogue.desk.get("name", "the desk")
    print(f"Footnote serves {name}; its health: http://127.0.0.1:{bot.health.port}/readyz", flush=True)
    bot.run()
    return 0


def _console() -> "Console":
    """A terminal as wide as it is; a pipe gets lines of one width."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def _print(found: Any, indent: int | None = 2) -> None:
    print(json.dumps(found, ensure_ascii=False, indent=indent))


COMMANDS: "dict[str, Callable[[App, Namespace], int]]" = {
    "ask": _ask,
    "snapshot": _snapshot,
    "series": _series,
    "ingest": _ingest,
    "notes": _notes,
    "show": _show,
    "serve": _serve,
    "doctor": _doctor,
}
VERBS: "dict[str, Callable[[App, Namespace, frozenset[str]], int]]" = {
    "search": _search,
    "show": _show_note,
    "list": _list_notes,
    "retract": _retract,
}
