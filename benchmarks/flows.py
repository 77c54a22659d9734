"""The ten-year flow gap over ten million fund-week rows in Parquet, against a bare DuckDB query and plain pandas.

Every way runs in processes of its own, in turn, and all must come to the same sums. A question to Footnote is a new
``Data`` over files nobody has read yet, in a process that has its desk loaded and DuckDB open; it types and checks
every observation and keeps those it used. DuckDB is asked for two sums and nothing else. Pandas reads the whole table.
"""

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

FUNDS, WEEKS = 18_000, 560
SIZES = ((20, 20), (20, 200))
"""Funds in the two baskets."""
LAST = "2026-02-18"
OPENS, CLOSES = date(2016, 2, 18), date(2026, 2, 18)
"""The ten years: after the first day, up to the second."""
WAYS = {"duckdb": "bare DuckDB", "footnote": "Footnote", "again": "Footnote, asked again", "pandas": "plain pandas"}
ROUNDS = 3
RUNS = {"duckdb": 9, "footnote": 9, "again": 9, "pandas": 2}
SEED = 4


def main() -> None:
    """Makes the panel, measures each way and prints a table for each pair of baskets."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--funds", type=int, default=FUNDS)
    asked.add_argument("--weeks", type=int, default=WEEKS)
    known = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        run("make", desk, known.funds, known.weeks)
        files = list((desk / "data" / "flows").iterdir())
        print(
            f"{known.funds * known.weeks:,} rows: {known.funds:,} funds x {known.weeks:,} weeks in {len(files)} files, "
            f"{sum(file.stat().st_size for file in files) / 2**20:.0f} MiB; load {os.getloadavg()[0]:.1f}"
        )
        for a, b in SIZES:
            found: dict[str, list[dict[str, object]]] = {way: [] for way in WAYS}
            for _ in range(ROUNDS):
                for way in WAYS:
                    found[way].append(json.loads(run(way, desk, a, b)))
            report(a, b, found)


# ---------------------------------------------------------------- the panel


def make(desk: Path, funds: int, weeks: int) -> None:
    """A desk whose data is a file a year, by week and then by fund, and two baskets of each size."""
    import duckdb
    import numpy as np
    import pandas as pd

    draw = np.random.default_rng(SEED)
    days = pd.date_range(end=LAST, periods=weeks, freq="W-WED")
    names = np.array([f"F{number:05}" for number in range(funds)])
    (desk / "data" / "flows").mkdir(parents=True)
    for year, held in days.groupby(days.year).items():
        weekly = pd.DataFrame(
            {
                "day": np.repeat(held, funds),
                "place": np.tile(np.arange(funds), len(held)),
                "flow": draw.normal(0, 50, funds * len(held)).round(3),
            }
        )
        duckdb.register("weekly", weekly)
        duckdb.execute(
            "copy (select day::date as date, n.fund, flow from weekly join (select unnest($names) as fund, "
            "unnest(range(len($names))) as place) n using (place)) "
            f"to '{desk}/data/flows/{year}.parquet' (format parquet)",
            {"names": names.tolist()},
        )
    lines = [
        f'desk = {{ name = "Flows", today = "{LAST}" }}',
        "[panel.FUNDS]",
        'source = "file:flows/"\nlayout = "long"\nmember = "fund"\nvalue = "flow"\nnamed = false',
        'unit = "USD mn"\nkind = "flow"\nfreq = "W"\nlag = "0d"\naverage = "sum"',
    ]
    for a, b in SIZES:
        chosen = draw.choice(names, a + b, replace=False).tolist()
        for side, part in (("A", chosen[:a]), ("B", chosen[a:])):
            flows = [f"FUNDS/{name}" for name in part]
            lines += [f"[basket.{side}_{a}_{b}]", f'title = "{side} {a} {b}"', f"flows = {json.dumps(flows)}"]
    (desk / "desk.toml").write_text("\n".join(lines))


def members(desk: Path, a: int, b: int) -> tuple[list[str], list[str]]:
    """The funds of the two baskets."""
    import tomllib

    baskets = tomllib.loads((desk / "desk.toml").read_text())["basket"]
    first, second = ([id.partition("/")[2] for id in baskets[f"{side}_{a}_{b}"]["flows"]] for side in "AB")
    return first, second


# ---------------------------------------------------------------- the ways, each in a process of its own

Sums = tuple[float, float]


def footnote(desk: Path, a: int, b: int, *, again: bool = False) -> Callable[[], Sums]:
    """The tool, over files that nobody has read yet, or over those of the question before."""
    from tools.data import Data
    from tools.desk_folder import load
    from tools.flows import flow_gap
    from tools.sources.files import Files

    catalogue, kept = load(desk), Files(desk / "data")

    def asked() -> Sums:
        data = Data(catalogue=catalogue, sources={"file": kept if again else Files(desk / "data")})
        gap = flow_gap(data, f"A_{a}_{b}", f"B_{a}_{b}", window="10Y")
        first, second = gap.parts[:2]
        assert gap.value == first.value - second.value
        assert all(len(part.inputs[0].rows) == part.stats["periods"] for side in gap.parts for part in side.parts)
        return first.value, second.value

    return asked


def bare(desk: Path, a: int, b: int) -> Callable[[], Sums]:
    """One query over an open connection; a join is quicker here than a list of names."""
    import duckdb

    first, second = members(desk, a, b)
    connection = duckdb.connect()
    query = (
        "select 1e6 * sum(flow) filter (side), 1e6 * sum(flow) filter (not side) "
        f"from read_parquet('{desk}/data/flows/*.parquet') "
        "join (select unnest($names) as fund, unnest($sides) as side) using (fund) "
        f"where date > date '{OPENS}' and date <= date '{CLOSES}'"
    )
    known = {"names": first + second, "sides": [True] * len(first) + [False] * len(second)}
    return lambda: connection.execute(query, known).fetchone()


def frame(desk: Path, a: int, b: int) -> Callable[[], Sums]:
    """The whole table as a frame, then its two sums; where pyarrow is absent, DuckDB fills the frame."""
    import duckdb
    import pandas as pd

    first, second = members(desk, a, b)

    def asked() -> Sums:
        try:
            rows = pd.read_parquet(desk / "data" / "flows")
        except ImportError:
            rows = duckdb.execute(f"from read_parquet('{desk}/data/flows/*.parquet')").df()
        days = pd.to_datetime(rows["date"])
        rows = rows[(days > pd.Timestamp(OPENS)) & (days <= pd.Timestamp(CLOSES))]
        return tuple(1e6 * rows.loc[rows["fund"].isin(names), "flow"].sum() for names in (first, second))

    return asked


def child(way: str, desk: Path, a: int, b: int) -> None:
    """Makes the panel, or prints the times, the sums and the peak memory of one way."""
    if way == "make":
        make(desk, a, b)
        return
    asked = {
        "duckdb": bare,
        "footnote": footnote,
        "again": lambda *known: footnote(*known, again=True),
        "pandas": frame,
    }[way](desk, a, b)
    times, sums = [], (0.0, 0.0)
    for _ in range(RUNS[way] + 1):
        began = time.perf_counter()
        sums = asked()
        times.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"first": times[0], "times": times[1:], "sums": sums, "peak": peak}))


# ---------------------------------------------------------------- the comparison


def run(way: str, desk: Path, *known: int) -> str:
    """What a process of its own prints; one that is started by a large process would count as large itself."""
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, __file__, "--child", way, str(desk), *map(str, known)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])},
    )
    return done.stdout


def report(a: int, b: int, found: dict[str, list[dict[str, object]]]) -> None:
    """A line a way: its median and best time, the first of a process, its peak; ratios of the best times."""
    sums = [each["sums"] for several in found.values() for each in several]
    assert all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1) for each in sums for x, y in zip(each, sums[0], strict=True))
    times = {way: sorted(time for each in several for time in each["times"]) for way, several in found.items()}
    peaks = {way: max(each["peak"] for each in several) for way, several in found.items()}
    print(f"\nbaskets of {a} and {b} funds: {sums[0][0] / 1e6:,.0f} less {sums[0][1] / 1e6:,.0f} USD mn")
    heads = ("median", "best", "first", "x DuckDB", "x pandas", "peak", "x DuckDB", "x pandas")
    print(f"{'ms and MiB':<24}" + "".join(f"{head:>10}" for head in heads))
    for way, title in WAYS.items():
        middle, best = statistics.median(times[way]), times[way][0]
        first = statistics.median(each["first"] for each in found[way])
        ratios = [best / times[other][0] for other in ("duckdb", "pandas")]
        memory = [peaks[way] / peaks[other] for other in ("duckdb", "pandas")]
        cells = [f"{1e3 * each:.0f}" for each in (middle, best, first)] + [f"{each:.3g}" for each in ratios]
        cells += [f"{peaks[way]:.0f}", *(f"{each:.3g}" for each in memory)]
        print(f"{title:<24}" + "".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))
    else:
        main()
