"""Questions put to a desk, and how many of them came out as expected; nothing of it is kept in the desk's state.

A row is answered in full where it expects figures, a question back or a refusal, and where its plan is a guess: only a
search tells whether the notes hold anything. Every other row is planned, and its plan compared.
"""

import copy
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.charts import Charts
from bot.choosing import Plan
from bot.desk import Desk
from bot.expected import Row
from bot.expected_calls import matches, spelled
from bot.expected_figures import absent, holds
from bot.ledger import ON_NOTES, Ledger, new_id
from bot.report import Report, Result
from footnote.answer import Call, Figure, Question
from footnote.errors import AskError, FootnoteError
from knowledge.unmatched import Unmatched

log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Where a question led: a plan, or the kind of answer and its sentence, and the figures where it was answered."""

    kind: str
    calls: tuple[Call, ...] = ()
    said: str = ""
    figures: tuple[Figure, ...] = ()
    answered: bool = False


def evaluated(desk: Desk, rows: Iterable[Row], *, plans_only: bool = False) -> Report:
    """How each of the *rows* came out; with *plans_only* none is answered, and no figure looked for."""
    with TemporaryDirectory(prefix="footnote-eval-") as folder:
        apart = _apart(desk, Path(folder))
        try:
            return Report(results=tuple(_result(apart, row, plans_only=plans_only) for row in rows))
        finally:
            apart.ledger.close()


def _apart(desk: Desk, folder: Path) -> Desk:
    """The same desk, but what it keeps, draws and counts is in *folder*."""
    library = copy.copy(desk.library)
    library.unmatched = Unmatched(folder)
    apart = replace(desk, library=library, charts=Charts(home=folder), ledger=Ledger(folder))
    apart.linkers.update(desk.linkers)
    return apart


def _result(desk: Desk, row: Row, *, plans_only: bool) -> Result:
    before, day = _history(desk, row)
    began = perf_counter()
    plan = _planned(desk, _question(row, row.asked), before, day)
    seconds = perf_counter() - began
    in_full = not plans_only and (row.figures or row.action != "call" or (isinstance(plan, Plan) and plan.guess))
    ending = _answered(desk, row, before, day) if in_full else _foreseen(plan)
    planned_right = _is_right(ending, row)
    missing = [each for each in row.figures if ending.answered and not holds(ending.figures, each)]
    why = "" if planned_right else _otherwise(ending, row)
    why = why or "; ".join(absent(each, ending.figures) for each in missing)
    return Result(
        row=row,
        got=_told(ending),
        why=why,
        planned_right=planned_right,
        figures_right=len(row.figures) - len(missing) if ending.answered else -1,
        seconds=seconds,
    )


def _question(row: Row, text: str) -> Question:
    return Question(text=text, as_of=row.as_of)


def _history(desk: Desk, row: Row) -> tuple[tuple[Call, ...], date | None]:
    """What the row's thread goes on with, as the ledger tells it: the last calls on data, and the day they were of."""
    before: tuple[Call, ...] = ()
    looked_up: tuple[Call, ...] = ()
    day: date | None = None
    for text in row.history:
        plan = _planned(desk, _question(row, text), (*before, *looked_up), day)
        if not isinstance(plan, Plan):
            continue
        calls = tuple(call for call in plan.calls if call.tool not in ON_NOTES)
        before, day, looked_up = (calls, plan.as_of, ()) if calls else (before, day, plan.calls)
    return (*before, *looked_up), day


def _planned(desk: Desk, asked: Question, before: tuple[Call, ...], day: date | None) -> Plan | FootnoteError | str:
    """The plan, or what came in its place; a bug is one question's, not the end of all."""
    try:
        return desk.plan(asked, before, day)
    except FootnoteError as error:
        return error
    except Exception as error:
        log.exception("bug while planning")
        return f"a bug in the planner: {type(error).__name__}"


def _answered(desk: Desk, row: Row, before: tuple[Call, ...], day: date | None) -> Ending:
    """The answer in a thread of the row's own, which had the calls *before*."""
    thread = new_id()
    if before:
        earlier = {"id": new_id(), "plan": [asdict(call) for call in before]}
        desk.ledger.put(earlier, user=None, thread=thread, known=day)
    answer = desk.answer(replace(_question(row, row.asked), thread=thread))
    return Ending(kind=answer.kind, calls=answer.plan, said=answer.headline, figures=answer.figures, answered=True)


def _foreseen(plan: Plan | FootnoteError | str) -> Ending:
    """Where a plan leads as far as it can be told without carrying it out; a guess is taken to find nothing."""
    if isinstance(plan, str):
        return Ending(kind="error", said=plan)
    if isinstance(plan, Plan) and not (plan.guess and plan.failure):
        return Ending(kind="answer", calls=plan.calls)
    error = plan.failure if isinstance(plan, Plan) else plan
    if not isinstance(error, AskError):
        return Ending(kind="error", said=str(error))
    return Ending(kind="ask" if error.choices else "refuse", said=str(error))


def _is_right(ending: Ending, row: Row) -> bool:
    if any(matches(ending.calls, way) for way in row.ways) and ending.kind == "answer":
        return True
    return row.action != "call" and ending.kind == row.action


def _otherwise(ending: Ending, row: Row) -> str:
    """What is wrong with the plan, or with what came in its place."""
    if ending.kind != "answer":
        return f"{ending.kind} where {'an answer' if row.action == 'call' else row.action} was expected"
    return "an answer where none was expected" if row.action != "call" else "another plan"


def _told(ending: Ending) -> str:
    """What was got, in a line."""
    return spelled(ending.calls) if ending.kind == "answer" else f"{ending.kind}: {ending.said}"
