"""How many questions get the plan they should, and how many points each mechanical disturbance of their words costs.

Baseline: the same questions as they were written, planned in the same run. The slip of the keys is drawn with five
seeds, whose losses are averaged. What was asked earlier in the thread is left as it is.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT)

import ingest  # noqa: E402
from bot.app import App  # noqa: E402
from bot.desk import Desk  # noqa: E402
from bot.evaluation import evaluated  # noqa: E402
from bot.expected import Row, rows_of  # noqa: E402
from footnote.settings import Settings, packaged_desk  # noqa: E402

sys.path.append(str(Path(__file__).parent))
from disturbed import DISTURBANCES, Disturbance, slip  # noqa: E402

GIVEN = ROOT.parent / "shared" / "data" / "questions_dev.jsonl"
OURS = ROOT / "tests" / "data" / "asked"
SEEDS = (1, 2, 3, 4, 5)
AIM, AIM_OF_SLIPS = 3.0, 8.0
Wrong = dict[str, tuple[str, str]]
"""By the key of a question that came out wrong, what was typed, and what it led to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question, the file it stands in, and a name of its own among all."""

    row: Row
    file: str

    @property
    def key(self) -> str:
        """Its file and its id."""
        return f"{self.file}:{self.row.id}"


PARTS: dict[str, Callable[[Put], str]] = {
    "file": lambda each: each.file,
    "language": lambda each: each.row.language,
    "kind": lambda each: each.row.kind,
}


def main() -> None:
    """Prints accuracy, then the losses; with --show what was got wrong, and under which disturbance."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="files of questions; without: the desk's and ours")
    parser.add_argument("--json", action="store_true", help="one JSON object in place of tables")
    parser.add_argument("--show", action="store_true", help="list what was lost under which disturbance")
    given = parser.parse_args()
    files = given.files or [*filter(Path.is_file, [GIVEN]), *sorted(OURS.glob("*.jsonl"))]
    if not files:
        raise SystemExit("There are no questions to run: name a file of them.")
    with tempfile.TemporaryDirectory() as home:
        app = App(Settings(home=home))
        try:
            list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
            found, lost = measured(app.desk, files)
        finally:
            app.close()
    print(json.dumps(found, ensure_ascii=False)) if given.json else report(found)
    if given.show and not given.json:
        show(lost)


def measured(desk: Desk, files: Iterable[Path]) -> tuple[dict[str, Any], dict[str, list[Wrong]]]:
    """Accuracy and losses; and by disturbance, run by run, what came out wrong, all that was wrong as written first."""
    put = [Put(row=row, file=file.name) for file in files for row in rows_of(file.read_text("utf-8"), desk)]
    plain = wrong(desk, put, as_written, 0)
    runs = {name: [wrong(desk, put, each, seed) for seed in seeds(each)] for name, each in DISTURBANCES.items()}
    points = {name: mean([100 * (len(run) - len(plain)) / len(put) for run in each]) for name, each in runs.items()}
    found = {
        "questions": len(put),
        "right": len(put) - len(plain),
        "accuracy": {name: accuracy(put, plain, part) for name, part in PARTS.items()},
        "points lost": points,
    }
    new = {name: [{key: run[key] for key in run if key not in plain} for run in each] for name, each in runs.items()}
    return found, {"as written": [plain], **new}


def as_written(text: str, _: str, __: random.Random) -> str:
    """The text itself."""
    return text


def seeds(disturb: Disturbance) -> tuple[int, ...]:
    """With which seeds it is run."""
    return SEEDS if disturb is slip else SEEDS[:1]


def wrong(desk: Desk, put: Iterable[Put], disturb: Disturbance, seed: int) -> Wrong:
    """What comes out wrong when all are disturbed so."""
    chance = {each.key: random.Random(f"{seed} {each.row.asked}") for each in put}
    rows = [replace(each.row, asked=disturb(each.row.asked, each.row.language, chance[each.key])) for each in put]
    results = evaluated(desk, rows, plans_only=True).results
    pairs = zip(put, results, strict=True)
    return {
        each.key: (found.row.asked, "; ".join(filter(None, (found.why, found.got))))
        for each, found in pairs
        if not found.planned_right
    }


def accuracy(put: list[Put], wrong: Wrong, part: Callable[[Put], str]) -> dict[str, list[int]]:
    """By *part* of the questions, how many are right, and of how many."""
    asked, right = Counter(map(part, put)), Counter(part(each) for each in put if each.key not in wrong)
    return {name: [right[name], asked[name]] for name in sorted(asked)}


def report(found: dict[str, Any]) -> None:
    """Accuracy by file, language and kind; then what each disturbance costs."""
    for part, counts in found["accuracy"].items():
        print(f"\n{part:<28}{'right':>8}{'of':>6}{'%':>9}")
        for name, (right, asked) in counts.items():
            print(f"{name:<28}{right:>8}{asked:>6}{100 * right / asked:>9.1f}")
    plain = 100 * found["right"] / found["questions"]
    print(f"\n{'as written: the baseline':<28}{found['right']:>8}{found['questions']:>6}{plain:>9.1f}")
    print(f"\n{'disturbed':<28}{'points lost':>14}{'aim':>6}{'x baseline':>12}")
    for name, points in found["points lost"].items():
        aim = AIM_OF_SLIPS if DISTURBANCES[name] is slip else AIM
        kept = f"{1 - points / plain:>12.3f}" if plain else ""
        print(f"{name:<28}{points:>14.2f}{aim:>6.0f}{kept}{'' if points <= aim else '   above the aim'}")


def show(lost: dict[str, list[Wrong]]) -> None:
    """What was wrong as written; then, by disturbance, what was right without it."""
    for name, runs in lost.items():
        print(f"\n# {name}")
        for seed, run in zip(SEEDS, runs, strict=False):
            for key, (text, why) in run.items():
                print(f"{key}  seed {seed}  {text!r}\n    {why}")


if __name__ == "__main__":
    main()
