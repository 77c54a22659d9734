"""``footnote eval``: a file of questions put to the desk, and how many came out as expected, as a table or as JSON."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from bot.evaluation import evaluated
from bot.expected import rows_of
from bot.expected_calls import spelled
from bot.report import Report, Result, Tally
from bot.terminal import aside, console, put
from footnote.errors import SetupError

if TYPE_CHECKING:
    from rich.console import Console

    from bot.app import App

FILE = "questions.jsonl"
"""The desk's own questions, in its folder."""
UNUSABLE, BELOW = 2, 1


def run(app: "App", arguments: Namespace) -> int:
    """0 when it ran, 1 when fewer came out right than ``--at-least``, 2 for a file that cannot be used."""
    path = arguments.file or app.settings.desk_folder / FILE
    try:
        rows = rows_of(_text(path, is_own=arguments.file is None), app.desk)
    except SetupError as error:
        for fault in error.faults:
            aside(f"{path.name}: {fault}")
        return UNUSABLE
    app.desk.warm()  # plans are timed
    report = evaluated(app.desk, rows, plans_only=arguments.plans)
    if arguments.json:
        put(document(report))
    else:
        printed(console(), report)
    return BELOW if report.share * 100 < arguments.at_least else 0


def _text(path: Path, *, is_own: bool) -> str:
    """What stands in the file; SetupError where it cannot be read."""
    if is_own and not path.is_file():
        raise SetupError(["this desk has no questions of its own; write them into its folder, or name a FILE."])
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SetupError(["this is not UTF-8 text; save it as UTF-8."]) from None
    except OSError as error:
        raise SetupError([f"it cannot be read ({error.strerror}); name a file with a question a line."]) from None


def document(report: Report) -> dict[str, Any]:
    """The report as one JSON object."""
    return {
        "questions": report.all.of,
        "right": report.all.right,
        "share": report.share,
        "by_kind": {kind: _counts(tally) for kind, tally in report.by_kind.items()},
        "by_language": {language: _counts(tally) for language, tally in report.by_language.items()},
        "plans": _counts(report.plans),
        "figures": _counts(report.figures),
        "differed": [_difference(result) for result in report.differed],
        "milliseconds": {"p50": round(report.milliseconds(0.5), 3), "p95": round(report.milliseconds(0.95), 3)},
    }


def _counts(tally: Tally) -> dict[str, int]:
    return {"right": tally.right, "of": tally.of}


def _difference(result: Result) -> dict[str, Any]:
    row = result.row
    return {
        "id": row.id,
        "asked": row.asked,
        "history": list(row.history),
        "expected": expected(result),
        "got": result.got,
        "why": result.why,
    }


def expected(result: Result) -> str:
    """What would have been right, in a line."""
    row = result.row
    ways = [spelled(way) for way in row.ways]
    return " or ".join([*([] if row.action == "call" else [row.action]), *ways])


def printed(console: "Console", report: Report) -> None:
    """Prints accuracy by kind and language, and what differed."""
    counts = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bright_black")
    counts.add_column("", no_wrap=True)
    for head in ("right", "of", "share"):
        counts.add_column(head, justify="right", no_wrap=True)
    groups = {"all": report.all, **report.by_language, **report.by_kind, "plans": report.plans}
    for name, tally in (groups | ({"figures": report.figures} if report.figures.of else {})).items():
        style = "bold" if name == "all" else "" if tally.right == tally.of else "yellow"
        counts.add_row(escape(name), str(tally.right), str(tally.of), f"{tally.share:.1%}", style=style)
    console.print(counts)
    for result in report.differed:
        _told(console, result)
    half, most = report.milliseconds(0.5), report.milliseconds(0.95)
    console.print(f"a plan takes {half:.1f} ms (median), {most:.1f} ms (95 of 100)", style="bright_black")


def _told(console: "Console", result: Result) -> None:
    """What was asked, expected and got, in plain lines."""
    row = result.row
    console.print(f"\n{escape(row.id)}  {escape(row.asked)}", style="bold", soft_wrap=True)
    if row.history:
        console.print(f"  after     {escape(' / '.join(row.history))}", soft_wrap=True)
    console.print(f"  expected  {escape(expected(result))}", soft_wrap=True)
    console.print(f"  got       {escape(result.got)}", soft_wrap=True)
    console.print(f"  why       {escape(result.why)}", style="yellow", soft_wrap=True)
