"""``footnote library``: check, rebuild, back up and restore the notes, and the log of what was done to them."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot import embedding
from bot.doctor import Line, last_job
from bot.terminal import aside, progress, put, say
from knowledge.index import NONE_NEEDED, NONE_YET
from knowledge.lock import writing
from knowledge.tombstones import tombstones

if TYPE_CHECKING:
    from bot.app import App

NOT_LOOKED_AT = "The index of the vectors was not looked at"


def run(app: "App", arguments: Namespace) -> int:
    """The exit status of ``footnote library VERB``."""
    return VERBS[arguments.verb](app, arguments)


def _check(app: "App", arguments: Namespace) -> int:
    """A line a finding; status 1 where something is wrong."""
    status = 0
    for line in examined(app):
        status = status if line.ok or not line.needed else 1
        if arguments.json:
            put({"check": line.check, "ok": line.ok, "message": line.message}, indent=None)
        else:
            say(f"{'ok  ' if line.ok else 'look'}  {line.check:<9} {line.message}")
    return status


def examined(app: "App") -> Iterator[Line]:
    """Whether record, originals, index and kept answers hold together; each of them looked through."""
    faults = app.library.health()
    for fault in faults:
        yield Line(check="originals" if fault.startswith("The original") else "record", ok=False, message=fault)
    if not any(fault.startswith("The file of the record") for fault in faults):
        yield from _whole(app, faults)
    yield from _index(app)
    yield from _answers(app)
    yield from last_job(app)


def _index(app: "App") -> Iterator[Line]:
    """Whether the index holds what the record holds; a process that keeps it looks after it by itself."""
    index = app.library.index
    if index is None:
        yield Line(check="index", ok=True, message="none: notes are searched by words only")
        return
    faults = index.check()
    for fault in faults:
        missing, kept = fault == NONE_YET, fault.startswith(NOT_LOOKED_AT)
        todo = "" if missing or kept else " Run `footnote library rebuild`."
        yield Line(check="index", ok=missing, message=fault + todo, needed=not kept)
    if not faults:
        message = "well, and holds what the record holds"
        yield Line(check="index", ok=True, message=message if index.is_made() else NONE_NEEDED)


def _rebuild(app: "App", arguments: Namespace) -> int:
    """Makes the index anew from the stored vectors; a passage that has none yet gets one."""
    index = app.library.index
    with writing(app.library.home, "rebuild", wait=not arguments.no_wait, said=aside):
        progress("making the vectors that are missing ...")
        embedded = app.library.embed_missing()
        count = index.rebuild(lambda done, of: progress(f"{done:,} of {of:,} passages")) if index else 0
        progress("")
    if arguments.json:
        put({"passages": count, "embedded": embedded}, indent=None)
    elif index is None:
        say("There is no index to make: notes are searched by words only.")
    elif not index.is_made():
        say(f"The index of the vectors: {NONE_NEEDED}. Made: {_many(embedded, 'vector')} that were missing.")
    else:
        say(f"The index was made anew: {_many(count, 'passage')}, {embedded:,} of them with a vector that was missing.")
    return 0


def _whole(app: "App", faults: list[str]) -> Iterator[Line]:
    """What of record and originals has no fault, with how much there is."""
    stats = app.library.stats()
    counted = f"{_many(stats['notes'], 'note')}, {_many(stats['passages'], 'passage')}"
    if all(fault.startswith("The original") for fault in faults):
        yield Line(check="record", ok=True, message=f"well, {counted}")
    if not any(fault.startswith("The original") for fault in faults):
        yield Line(check="originals", ok=True, message="well, each as it came in")


def _answers(app: "App") -> Iterator[Line]:
    """Whether kept answers are free of what was retracted."""
    gone = tombstones(app.library.record, frozenset(app.rights.labels))
    for note in gone:
        if kept := app.ledger.quoting([note]):
            message = f"{_many(len(kept), 'kept answer')} still hold words of note {note}, retracted on {gone[note]}"
            yield Line(check="answers", ok=False, message=f"{message}; run `footnote notes retract {note}` again")


def _when(moment: str) -> str:
    """A moment of the log, which is in UTC, to the minute."""
    return f"{moment[:16].replace('T', ' ')} UTC"


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _backup(app: "App", arguments: Namespace) -> int:
    made = app.library.backup(arguments.folder)
    if arguments.json:
        put(asdict(made) | {"folder": str(made.folder)})
        return 0
    counted = f"{_many(made.notes, 'note')}, {_many(made.originals, 'original')}"
    say(f"Backed up to {made.folder}: {counted}. Kept answers and settings are not part of it.")
    _warn(made.warnings)
    return 0


def _restore(app: "App", arguments: Namespace) -> int:
    from knowledge.restore import restore

    app.library.close()
    found = restore(arguments.folder, app.library.home, wait=not arguments.no_wait, said=aside)
    if arguments.json:
        put(asdict(found) | {"kept": str(found.kept) if found.kept else None})
        return 0
    say(f"Restored from {arguments.folder}: {_many(found.notes, 'note')}, {_many(found.originals, 'original')}.")
    _warn(found.warnings)
    return 0


def _warn(sentences: tuple[str, ...]) -> None:
    for sentence in sentences:
        say(f"  ! {sentence}.")


def _jobs(app: "App", arguments: Namespace) -> int:
    """The last runs, the latest first, with how many files came to what."""
    for job in app.library.jobs.recent(arguments.limit):
        if arguments.json:
            put(asdict(job) | {"files": dict(job.files)}, indent=None)
            continue
        counted = ", ".join(f"{number} {outcome}" for outcome, number in job.files.items()) or "no file"
        counted = embedding.last_line(app.library, job.id) if job.kind == "embed" else counted
        said = "" if job.status == "done" else f", {job.status}"
        say(f"{job.id:>4}  {_when(job.started)}  {job.user:<8} {job.command}: {counted}{said}")
    return 0


def _terms(app: "App", arguments: Namespace) -> int:
    """What was asked for in words that nothing answers to, the most frequent first: what the desk's lexicon lacks."""
    found = app.library.unmatched.most(arguments.limit)
    for item in found:
        if arguments.json:
            put(asdict(item), indent=None)
        else:
            say(f"{item.times:>5}  {item.last}  {item.term}")
    if not found and not arguments.json:
        say("None: every word that was asked for is in the lexicon or in a note.")
    return 0


VERBS: "dict[str, Callable[[App, Namespace], int]]" = {
    "check": _check,
    "rebuild": _rebuild,
    "backup": _backup,
    "restore": _restore,
    "embed": embedding.run,
    "jobs": _jobs,
    "terms": _terms,
}
