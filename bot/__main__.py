"""The command line: ``footnote ask | chat | snapshot | ingest | notes | show | eval | serve | doctor`` and more.

``--help`` imports nothing heavy.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot import commands
from footnote import __version__

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and gives its exit status: 0 done, 1 a fault, 2 wrong usage."""
    parsed = parser().parse_args(arguments)
    try:
        return commands.run(parsed)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    top = argparse.ArgumentParser(prog="footnote", description="Every number has a footnote.")
    top.add_argument("--version", action="version", version=f"footnote {__version__}")
    kinds = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    ask = _command(kinds, "ask", "answer a question, in English or Chinese")
    ask.add_argument("question")
    _asking(ask)
    ask.add_argument("--thread", metavar="ID", help="go on from the last question with the same ID")

    _asking(_command(kinds, "chat", "ask one question after another, with history", json=False))

    snapshot = _command(kinds, "snapshot", "show a board of indicators")
    snapshot.add_argument("board")
    _asking(snapshot)

    _series(_command(kinds, "series", "search the catalogue of series, and FRED", json=False))

    _ingest(_command(kinds, "ingest", "bring notes in: PDF, Word, Excel, mail, web pages, text, or folders of them"))

    _notes(_command(kinds, "notes", "search, show, list or retract notes", json=False))
    _library(_command(kinds, "library", "check, rebuild, back up or restore the library of notes", json=False))

    show = _command(kinds, "show", "show an earlier answer by its id")
    show.add_argument("id")
    show.add_argument("--workings", action="store_true", help="down to the observations")
    show.add_argument(
        "--export", type=_workbook, metavar="FILE", help="write the workings to a new file that ends in .csv or .xlsx"
    )

    _eval(_command(kinds, "eval", "ask a file of questions, and count what comes out as expected"))

    _command(kinds, "serve", "answer in Slack", json=False)
    doctor = _command(kinds, "doctor", "check the desk, the sources, the record and the index, a line each")
    doctor.add_argument(
        "--live", action="store_true", help="ask FRED about every series of the catalogue, which takes minutes"
    )
    return top


def _command(
    kinds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, help: str, *, json: bool = True
) -> argparse.ArgumentParser:
    command = kinds.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    if json:
        command.add_argument("--json", action="store_true", help="print JSON and nothing else")
    return command


def _asking(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_date, metavar="YYYY-MM-DD", help="use only what was published by that day")
    command.add_argument("--user", metavar="ID", help="answer as for this person; by default as for the terminal")


def _eval(evaluation: argparse.ArgumentParser) -> None:
    evaluation.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="a question a line; by default questions.jsonl of the desk"
    )
    evaluation.add_argument("--plans", action="store_true", help="compare the plans alone: nothing is answered")
    evaluation.add_argument(
        "--at-least", type=_percent, default=0.0, metavar="PERCENT", help="exit with 1 where fewer come out right"
    )


def _ingest(ingest: argparse.ArgumentParser) -> None:
    ingest.add_argument("paths", nargs="+", metavar="PATH")
    ingest.add_argument("--label", help="who may see them; by default the label of their folder")
    ingest.add_argument("--title")
    ingest.add_argument("--date", type=_date, metavar="YYYY-MM-DD")
    ingest.add_argument("--author")
    ingest.add_argument("--institution")
    ingest.add_argument("--language", choices=("en", "zh-Hans", "zh-Hant"))
    ingest.add_argument("--corrects", metavar="ID", help="the note that this one takes the place of")
    _waiting(ingest)


def _notes(notes: argparse.ArgumentParser) -> None:
    verbs = notes.add_subparsers(dest="verb", required=True, metavar="search | show | list | retract")
    search = _command(verbs, "search", "search the passages")
    search.add_argument("query")
    search.add_argument("--limit", type=_limit, default=10, metavar="N", help="1 to 50, 10 by default")
    show = _command(verbs, "show", "show a note, a page of it, or where a quote stands")
    show.add_argument("id")
    show.add_argument("--revision", metavar="R", help="an older text of the note; by default the newest")
    show.add_argument("--page", type=_number, metavar="N", help="that page alone")
    show.add_argument(
        "--quote", metavar="Q", help="words of the note, START-END, or a quote's key such as q1 or ANSWERID:q1"
    )
    show.add_argument(
        "--picture", type=_picture, metavar="FILE.png", help="draw the page of the PDF, the quote highlighted"
    )
    listing = _command(verbs, "list", "list the notes")
    listing.add_argument("--retracted", action="store_true", help="what stays of those that were retracted")
    retract = _command(verbs, "retract", "take a note out of record, index, disk and kept answers")
    retract.add_argument("id")
    _waiting(retract)
    for verb in verbs.choices.values():
        verb.add_argument("--user", metavar="ID", help="as this person; by default as the terminal")


def _library(library: argparse.ArgumentParser) -> None:
    verbs = library.add_subparsers(
        dest="verb", required=True, metavar="check | rebuild | embed | backup | restore | jobs | terms"
    )
    _command(verbs, "check", "look whether record, index and originals are whole")
    _waiting(_command(verbs, "rebuild", "make the index anew from the record"))
    _command(verbs, "embed", "make the vectors that the configured embedder lacks, then search by it")
    backup = _command(verbs, "backup", "copy the library into a new folder")
    backup.add_argument("folder", type=Path, metavar="DIR")
    restore = _command(verbs, "restore", "put a backup in place of the library")
    restore.add_argument("folder", type=Path, metavar="DIR")
    _waiting(restore)
    jobs = _command(verbs, "jobs", "what was brought in and taken out, when, and by whom")
    jobs.add_argument("--limit", type=_number, default=20, metavar="N", help="so many of the last, 20 by default")
    terms = _command(verbs, "terms", "words that were asked for and that neither the lexicon nor any note knows")
    terms.add_argument("--limit", type=_number, default=20, metavar="N", help="so many, 20 by default")


def _waiting(command: argparse.ArgumentParser) -> None:
    command.add_argument("--no-wait", action="store_true", help="give up at once where another process is writing")


def _series(series: argparse.ArgumentParser) -> None:
    verbs = series.add_subparsers(dest="verb", required=True, metavar="search")
    search = _command(verbs, "search", "find series by words, in English or Chinese")
    search.add_argument("words", help='such as "jobless claims"')
    search.add_argument("--limit", type=_limit, default=10, metavar="N", help="1 to 50 of each, 10 by default")
    search.add_argument("--user", metavar="ID", help="as this person; by default as the terminal")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-02-20") from None


def _workbook(text: str) -> Path:
    if text.lower().endswith((".csv", ".xlsx")):
        return Path(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no file I can write; end its name in .csv or .xlsx")


def _picture(text: str) -> Path:
    if text.lower().endswith(".png"):
        return Path(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no picture I can write; end its name in .png")


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) < 10**9:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 on")


def _percent(text: str) -> float:
    try:
        share = float(text.removesuffix("%"))
    except ValueError:
        share = -1.0
    if 0 <= share <= 100:
        return share
    raise argparse.ArgumentTypeError(f"{text!r} is no percentage; write one from 0 to 100, such as 97")


def _limit(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= 50:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 50")


if __name__ == "__main__":
    sys.exit(main())
