"""A warm ``latest`` over a cold one, in one run.

Cold is a series that nothing is held of: the baseline. It is fetched over loopback from the tests' own FRED, which
answers each request after LATENCY, as a web service some hundred milliseconds away does; the rest of it is fredapi and
the parsing of its XML. The second baseline is a file of the sample desk that a process reads for the first time.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import fake_fred  # noqa: E402
import pandas as pd  # noqa: E402

from footnote.settings import Settings, packaged_desk  # noqa: E402
from tools.cache import source as cached  # noqa: E402
from tools.cache.store import Store  # noqa: E402
from tools.data import Data  # noqa: E402
from tools.desk_folder import load  # noqa: E402
from tools.reading import Source  # noqa: E402
from tools.registry import all_tools  # noqa: E402
from tools.sources import files, fred  # noqa: E402
from tools.tables.shelf import Shelf  # noqa: E402

LATENCY = 0.25
TURNS = 7
PAUSE = 1.0
"""Seconds between two that are cold: what waits for the pace of two requests a second is no fetch."""
SHAPES = {"CPIAUCSL": ("M", 950), "DGS10": ("D", 16_000)}


@dataclass
class Clock:
    """The clock of a store, moved on by hand."""

    ahead: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


def main() -> None:
    """Prints a table a kind of source."""
    catalogue, latest = load(packaged_desk()), all_tools()["latest"]

    def asked(scheme: str, source: Source, id: str) -> float:
        data = Data(catalogue=catalogue, sources={scheme: source})
        began = time.perf_counter()
        latest(data, series=id)
        return 1000 * (time.perf_counter() - began)

    head("fred", f"ms, median of {TURNS}; a request takes {1000 * LATENCY:.0f} ms")
    with fake_fred.fred_service() as service:
        for id, (freq, rows) in SHAPES.items():
            service.replies[id] = served(freq, rows)
        for id, (_, rows) in SHAPES.items():
            report(f"{id}, {rows:,} rows", live(service, lambda source, id=id: asked("fred", source, id)))
    head("file", f"ms, median of {TURNS}")
    for id in ("GOLD", "P6040"):
        if id in catalogue.series:
            report(id, on_file(lambda source, id=id: asked("file", source, id)))


def live(service: fake_fred.FakeFred, ask: Callable[[Source], float]) -> dict[str, float]:
    """Milliseconds by what is held already."""
    took: dict[str, list[float]] = {}
    for _ in range(TURNS):
        with tempfile.TemporaryDirectory() as home:
            settings, clock = Settings(home=home, fred_api_key="0" * 32, fred_api_url=service.url), Clock()
            first, again = (memory(settings, clock) for _ in range(2))
            took.setdefault("cold: nothing is held", []).append(ask(first))
            took.setdefault("warm: held in memory", []).append(ask(first))
            took.setdefault("warm: held on disk by another process", []).append(ask(again))
            for name in ("after a minute: its mark, and read anew", "every minute after: has it changed?"):
                clock.ahead += cached.FRESH
                time.sleep(PAUSE)
                took.setdefault(name, []).append(ask(first))
        time.sleep(PAUSE)
    return {name: statistics.median(each) for name, each in took.items()}


def memory(settings: Settings, clock: Clock) -> Source:
    """The service with a memory of its own process."""
    store = Store(Path(settings.home) / "cache", settings.cache_lifetime, clock=clock)
    service = fred.connect(Settings(**{**plain(settings), "cache": "0"}))
    assert service is not None
    return cached.Cached("fred", service, store)


def plain(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in ("home", "fred_api_key", "fred_api_url")}


def on_file(ask: Callable[[Source], float]) -> dict[str, float]:
    """Milliseconds for a file that is read for the first time, and again."""
    took: dict[str, list[float]] = {}
    for _ in range(TURNS):
        source = files.connect(Settings())
        source.shelf = Shelf()  # the desk was loaded in this process, and its files with it
        took.setdefault("cold: read and typed", []).append(ask(source))
        took.setdefault("warm: the file has not changed", []).append(ask(source))
    return {name: statistics.median(each) for name, each in took.items()}


def served(freq: str, rows: int) -> Callable[[dict[str, str]], fake_fred.Reply]:
    """A reply of so many observations up to today, after the latency of a network."""
    days = pd.bdate_range(end=pd.Timestamp.today().normalize(), periods=rows)
    if freq == "M":
        days = pd.period_range(end=days[-1], periods=rows, freq="M").to_timestamp()
    values = (f"{100 + number % 700 / 100:.2f}" for number in range(rows))
    rows = zip((f"{day:%Y-%m-%d}" for day in days), values, strict=True)
    reply = fake_fred.observations(*rows, as_of=f"{pd.Timestamp.now('America/Chicago'):%Y-%m-%d}")

    def answer(_: dict[str, str]) -> fake_fred.Reply:
        time.sleep(LATENCY)
        return reply

    return answer


def head(scheme: str, unit: str) -> None:
    print(f"\n{scheme + ': latest':<44}{'time':>12}{'x baseline':>16}   ({unit})")


def report(title: str, took: dict[str, float]) -> None:
    """A line a state; the first is the baseline."""
    print(title)
    baseline = next(iter(took.values()))
    for name, milliseconds in took.items():
        print(f"  {name:<42}{milliseconds:>12.2f}{milliseconds / baseline:>15.4f}x")


if __name__ == "__main__":
    main()
