"""Acknowledgement, first visible sign and final answer of ``footnote serve`` at several loads.

The baseline is one question a second; every other line is a ratio to it, measured in the same run against the same
process. The Slack is the tests' own, on loopback.
"""

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[0] = str(ROOT / "tests")  # not this folder, in which `ingest` is a benchmark

from fake_slack import FakeSlack  # noqa: E402
from slack_fixtures import Process  # noqa: E402
from slack_load import load, settle, share  # noqa: E402

import ingest  # noqa: E402
from bot.app import App  # noqa: E402
from footnote.settings import Settings, packaged_desk  # noqa: E402

LOADS = (1, 5, 10, 15)
"""Questions a second; the first is the baseline."""
SECONDS = 20
PEOPLE, ROOMS = 30, 10


def main() -> None:
    """Prints a line a load."""
    with tempfile.TemporaryDirectory() as folder, FakeSlack() as slack:
        home = Path(folder) / "home"
        app = App(Settings(home=str(home)))
        list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
        app.close()
        users, rooms = settle(slack, PEOPLE, ROOMS)
        running = Process(slack, home, Path(folder) / "log")
        try:
            slack.wait_for(lambda: slack.sockets, 60)
            load(slack, users, rooms, count=PEOPLE, per_second=3)
            report(slack, users, rooms)
        finally:
            running.kill()
            shutil.rmtree(home, ignore_errors=True)


def report(slack: FakeSlack, users: list[str], rooms: list[str]) -> None:
    """Measures each load and prints it; ratios are to the first."""
    print(
        f"{'questions/s':>12}{'':>4}{'acknowledged':>22}{'first sign':>22}{'answered':>22}   (ms p50 / p95, x baseline)"
    )
    baseline: list[float] = []
    for per_second in LOADS:
        waits = load(slack, users, rooms, count=per_second * SECONDS, per_second=per_second)
        found = [share(each, p) for each in (waits.acknowledged, waits.sign, waits.answered) for p in (50, 95)]
        baseline = baseline or found
        cells = [
            f"{found[at]:>6.0f} / {found[at + 1]:>5.0f} {found[at + 1] / baseline[at + 1]:>5.1f}x" for at in (0, 2, 4)
        ]
        lost = f"   {waits.unacknowledged} not acknowledged at once" if waits.unacknowledged else ""
        print(f"{per_second:>12}{'':>4}" + "".join(f"{cell:>22}" for cell in cells) + lost)


if __name__ == "__main__":
    main()
