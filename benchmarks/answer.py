"""How long a question takes: to plan it, to answer it warm, to answer it while thirty people ask at once.

The sample desk, its notes read, without a network. Each question is asked in turns, of which the median counts.
Baselines of the same run: for planning and for answers the figure alone, its tool called with its arguments; beside
them the first answer of a cold process; for thirty in flight the same questions asked one after another.
"""

import argparse
import itertools
import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)

import ingest  # noqa: E402
from bot.app import App  # noqa: E402
from bot.desk import Desk  # noqa: E402
from bot.offers import offers  # noqa: E402
from bot.pool import Pool  # noqa: E402
from bot.slack.service import ANSWERING  # noqa: E402
from footnote.answer import Call, Question  # noqa: E402
from footnote.errors import AskError  # noqa: E402
from footnote.settings import Settings, packaged_desk  # noqa: E402
from footnote.text import Text  # noqa: E402
from tools.data import Data  # noqa: E402

GIVEN = ROOT.parent / "shared" / "data" / "questions_dev.jsonl"
OURS = ROOT / "tests" / "data" / "asked"
TODAY = date(2026, 2, 20)
TURNS, ROUNDS, PEOPLE = 3, 6, 30
AIMS = {"plan": 5.0, "answer": 150.0, "in flight": 1000.0}
NOTES = (
    ("notes_search", Text("what do the notes say about private credit redemptions?", "研报怎么说私募信贷的赎回")),
    ("list_notes", Text("list notes from this month", "列出本月的研报")),
)
Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with the calls of the thread before it."""

    text: str
    day: date
    before: tuple[Call, ...] = ()


def main() -> None:
    """Prints a table for each of the three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files of questions to plan; without: the desk's and ours")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of tables")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=home)
        prepare(settings)
        app = App(settings)
        try:
            cold = clocked(lambda: app.desk.answer(Question(text="gold return YTD")))
            app.desk.warm()
            questions = dict(by_tool(app.desk))
            alone, answered = warm(app.desk, questions)
            files = given.files or [*filter(Path.is_file, [GIVEN]), *sorted(OURS.glob("*.jsonl"))]
            planned = planning(app.desk, [*read(app.desk, files), *every(questions)])
            flying, turns = in_flight(app.desk, questions)
        finally:
            app.close()
    found = {
        "plan": share(planned) | {"questions": len(planned), "over": sum(each > AIMS["plan"] for each in planned)},
        "figure alone": share(every(alone)),
        "first answer, cold": cold,
        "answer": {"all": share(every(answered))} | {tool: share(took) for tool, took in answered.items()},
        "in flight": {"people": PEOPLE, "threads": ANSWERING} | share(flying),
        "one after another": share(turns),
    }
    print(json.dumps(found)) if given.json else report(found)


def prepare(settings: Settings) -> None:
    """Reads the notes of the sample desk, in an app of its own."""
    app = App(settings)
    list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
    app.close()


def by_tool(desk: Desk) -> Iterator[tuple[str, list[str]]]:
    """By tool, questions in both languages that it answers: those that the desk itself offers."""
    for name, tool in desk.tools.items():
        found = [text for offer in offers(tool, (), desk.catalogue, TODAY) for text in (offer.en, offer.zh)]
        if right := [
            text for text in found if [call.tool for call in plan(desk, Asked(text=text, day=TODAY))] == [name]
        ]:
            yield name, right
    yield from ((name, [said.en, said.zh]) for name, said in NOTES)


def plan(desk: Desk, asked: Asked) -> tuple[Call, ...]:
    """What would be done; nothing where it is asked back or refused."""
    try:
        return desk.plan(Question(text=asked.text, as_of=asked.day), asked.before).calls
    except AskError:
        return ()


def read(desk: Desk, files: Iterable[Path]) -> Iterator[Asked]:
    """The questions of *files*, each after what was asked before it."""
    for line in itertools.chain.from_iterable(file.read_text("utf-8").splitlines() for file in files):
        row = json.loads(line)
        day, before = date.fromisoformat(row.get("as_of") or TODAY.isoformat()), ()
        for earlier in row.get("history", ()):
            before = plan(desk, Asked(text=earlier, day=day, before=before)) or before
        yield Asked(text=row["q"], day=day, before=before)


def planning(desk: Desk, questions: Iterable[Asked | str]) -> list[float]:
    """Milliseconds to plan each question, the medians of some turns after a first that does not count."""
    asked = [Asked(text=each, day=TODAY) if isinstance(each, str) else each for each in questions]
    turns = [[clocked(lambda each=each: plan(desk, each)) for each in asked] for _ in range(TURNS + 1)]
    return [statistics.median(each) for each in zip(*turns[1:], strict=True)]


def warm(desk: Desk, questions: dict[str, list[str]]) -> tuple[Times, Times]:
    """By tool, the milliseconds of the figures alone, and of whole answers."""
    alone: Times = {}
    answered: Times = {}
    for tool, text in ((tool, text) for tool, texts in questions.items() for text in texts):
        calls = [call for call in plan(desk, Asked(text=text, day=TODAY)) if call.tool in desk.tools]
        if calls:
            alone.setdefault(tool, []).append(median(lambda calls=calls: figures(desk, calls)))
        answered.setdefault(tool, []).append(median(lambda text=text: desk.answer(Question(text=text))))
    return alone, answered


def figures(desk: Desk, calls: Iterable[Call]) -> None:
    """Calls the tools, and nothing else."""
    data = Data(catalogue=desk.catalogue, sources=desk.sources, as_of=None, clock=desk.clock)
    for call in calls:
        desk.tools[call.tool](data, **call.arguments)


def in_flight(desk: Desk, questions: dict[str, list[str]]) -> tuple[list[float], list[float]]:
    """Milliseconds from asking to the answer, for people who ask at once and for the same questions one by one."""
    texts = list(itertools.islice(itertools.cycle(every(questions)), ROUNDS * PEOPLE))
    flying: list[float] = []
    pool = Pool("answer", ANSWERING)
    pool.start()
    for number in range(ROUNDS):
        flying += together(desk, pool, texts[number * PEOPLE : (number + 1) * PEOPLE])
    pool.stop(1.0)
    return flying, [clocked(lambda text=text: desk.answer(Question(text=text))) for text in texts]


def together(desk: Desk, pool: Pool, texts: list[str]) -> list[float]:
    """Milliseconds that each of those waits who ask *texts* at the same moment, in lanes as in Slack."""
    took: list[float] = []
    done = threading.Semaphore(0)

    def job(text: str, user: str, began: float) -> None:
        desk.answer(Question(text=text, user=user, thread=f"{user}.1"))
        took.append(1000 * (time.perf_counter() - began))
        done.release()

    for number, text in enumerate(texts):
        user, began = f"U{number}", time.perf_counter()
        pool.add(lambda text=text, user=user, began=began: job(text, user, began), user)
    for _ in texts:
        done.acquire()
    return took


def clocked(work: Callable[[], object]) -> float:
    """Milliseconds that *work* takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def median(work: Callable[[], object]) -> float:
    """Milliseconds that *work* takes, after a first time that does not count."""
    work()
    return statistics.median(clocked(work) for _ in range(TURNS))


def every(found: dict[str, list[Any]]) -> list[Any]:
    """All of *found* in one list."""
    return list(itertools.chain.from_iterable(found.values()))


def share(took: list[float]) -> dict[str, float]:
    """The half, the worst twentieth and the worst."""
    ordered = sorted(took)
    worst = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return {"p50": statistics.median(ordered), "p95": worst, "max": ordered[-1]}


def report(found: dict[str, Any]) -> None:
    """A line each, beside its baseline."""
    alone, one = found["figure alone"], found["one after another"]
    print(f"{'ms':<34}{'p50':>9}{'p95':>9}{'max':>9}{'x baseline at p50':>20}")
    line("the figure alone: the baseline", alone, alone)
    plan = found["plan"]
    line(f"plan, {plan['questions']} questions", plan, alone, f"{plan['over']} over the aim of {AIMS['plan']:.0f}")
    for tool, took in found["answer"].items():
        line(f"warm answer, {tool}", took, alone, f"aim p50 {AIMS['answer']:.0f}" if tool == "all" else "")
    first = found["first answer, cold"]
    line("the first answer of a cold process", {"p50": first, "p95": first, "max": first}, alone)
    line("one after another: the baseline", one, one)
    line(f"{PEOPLE} in flight, {ANSWERING} threads", found["in flight"], one, f"aim p95 {AIMS['in flight']:.0f}")


def line(title: str, took: dict[str, float], baseline: dict[str, float], aim: str = "") -> None:
    """A line of the table."""
    cells = "".join(f"{took[name]:>9.1f}" for name in ("p50", "p95", "max"))
    print(f"{title:<34}{cells}{took['p50'] / baseline['p50']:>19.2f}x   {aim}".rstrip())


if __name__ == "__main__":
    main()
