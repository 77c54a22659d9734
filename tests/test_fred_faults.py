"""FRED's faults through the whole desk: what each gets. Never a wrong figure, always an answer in time, never the key.

The table in ``docs/data.md`` has a row for each of these.
"""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

import pytest
from fake_fred import BOMB, PAGE, Reply, failure, fred_service, nobody, observations
from fred_reading import KEY, replies

from bot.app import App
from bot.document import document
from footnote.answer import Question
from footnote.settings import Settings
from tools import reading
from tools.fred import pace, service
from tools.sources import connected

pytest_plugins = ("fred_fixtures",)

SERIES, QUESTION, CHINESE = "RSAFS", "latest retail sales", "最新零售销售"
ROWS = (("2026-07-01", "725000"), ("2026-08-01", "728000"), ("2026-09-01", "730000"), ("2026-10-01", "735500"))
"""USD mn; the last is October's."""
RIGHT = ("2026-10-31", 735.5e9)
GOOD = observations(*ROWS)
IN_TIME = 10.0
"""Seconds, whatever FRED does."""


@dataclass(frozen=True)
class Fault:
    """What FRED does, each reply once and the last for ever; the figure that is right all the same, or what is said."""

    replies: tuple = ()
    figure: tuple = ()
    says: str = ""
    url: str = ""
    as_of: date | None = None


def busy(retry_after=None):
    return failure(429, "Too Many Requests.  Exceeded Rate Limit", retry_after=retry_after)


NOT_DATA = "something that is not data"
SENT_SHORT = "empty or cut short"
FAULTS = {
    "a refused connection": Fault(url="nobody", says="cannot be reached"),
    "a connection that is reset": Fault((Reply(resets=True),), says="broke off"),
    "a reset that passes": Fault((Reply(resets=True), GOOD), figure=RIGHT),
    "429 without a time": Fault((busy(),), says="slow down"),
    "429 with a time beyond the budget": Fault((busy("60"),), says="slow down"),
    "429 with a time within it": Fault((busy("1"), GOOD), figure=RIGHT),
    "500": Fault((failure(500, "Internal Server Error"),), says="an error of its own (status 500)"),
    "500 twice": Fault((failure(500, "Internal Server Error"),) * 2 + (GOOD,), figure=RIGHT),
    "503 with a page": Fault((Reply(status=503, body=PAGE, type="text/html"),), says="its own (status 503)"),
    "a page with 200": Fault((Reply(body=PAGE, type="text/html"),), says=NOT_DATA),
    "JSON in place of XML": Fault((Reply(body=b'{"observations": [{"value": "4.3"}]}'),), says=NOT_DATA),
    "a cut body": Fault((Reply(body=GOOD.body[:-150], announced=len(GOOD.body)),), says="broke off"),
    "a body cut without a length": Fault((Reply(body=GOOD.body[:-150]),), says="broke off"),
    "a cut body, then a whole one": Fault((Reply(body=GOOD.body[:-150]), GOOD), figure=RIGHT),
    "an entity bomb": Fault((Reply(body=BOMB),), says=NOT_DATA),
    "a blank at the end": Fault((observations(*ROWS[:3], ("2026-10-01", ".")),), figure=("2026-09-30", 730e9)),
    "blanks only": Fault((observations(*((at, ".") for at, _ in ROWS)),), says="holds no value"),
    "a word for a number": Fault((observations(*ROWS[:3], ("2026-10-01", "n/a")),), says=NOT_DATA),
    "a number without end": Fault((observations(*ROWS[:3], ("2026-10-01", "inf")),), says=NOT_DATA),
    "a day that is none": Fault((observations(*ROWS[:3], ("2026-13-01", "735500")),), says=NOT_DATA),
    "rows out of order": Fault((observations(*reversed(ROWS)),), figure=RIGHT),
    "a date twice with one value": Fault((observations(*ROWS, ROWS[-1]),), figure=RIGHT),
    "a date twice with two values": Fault((observations(*ROWS, (ROWS[-1][0], "1")),), says="two different values"),
    "no rows": Fault((observations(),), says=SENT_SHORT),
    "fewer rows than announced": Fault((observations(*ROWS[:2], count=4),), says=SENT_SHORT),
    "a daily series in place of a monthly": Fault(
        (observations(*((f"2026-10-{day:02}", "4.1") for day in range(1, 20))),), says="this is another series"
    ),
    "a quarterly series in place of a monthly": Fault(
        (observations(*((f"{year}-{month}-01", "1") for year in (2024, 2025) for month in ("01", "04", "07", "10"))),),
        says="this is another series",
    ),
    "another unit": Fault((observations(*ROWS, units="pch"),), says=NOT_DATA),
    "another vintage": Fault((GOOD,), as_of=date(2026, 11, 2), says="did not serve the vintage asked for"),
    "a redirect": Fault((Reply(status=302, location="http://127.0.0.1:9/fred"),), says=NOT_DATA),
    "a series that is gone": Fault(
        (failure(400, "Bad Request.  The series does not exist."),), says="FRED has no series 'RSAFS'"
    ),
    "a key that is refused": Fault(
        (failure(400, "Bad Request.  The value for variable api_key is not registered."),), says="FRED_API_KEY"
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The sample desk, built once; each test connects it to a FRED of its own."""
    app = App(Settings(home=str(tmp_path_factory.mktemp("home")), embedding="none"))
    yield app
    app.close()


def desk(house, url):
    """The sample desk with a key and the FRED at *url*."""
    settings = Settings(home=str(house.settings.home_folder), fred_api_key=KEY, fred_api_url=url)
    found = replace(house.desk, sources=connected(settings))
    found.linkers.update(house.desk.linkers)
    found.answer(Question(text="hello"))
    house.desk.linkers.update(found.linkers)
    return found


def put(there, text, **more):
    """The answer as the command line prints it, and the seconds it took."""
    began = time.monotonic()
    answer = document(there.answer(Question(text=text, **more)), workings=True)
    return answer, time.monotonic() - began


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_gives_the_right_figure_or_none(fault, fred, house, caplog, capfd, monkeypatch):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(reading, "NETWORK_SECONDS", 4.0)
    monkeypatch.setattr(service, "FIRST_PAUSE", 0.01)
    if fault.replies:
        fred.replies[SERIES] = replies(*fault.replies)
    with nobody() as nowhere:
        there = desk(house, nowhere if fault.url else fred.url)
        answer, seconds = put(there, QUESTION, as_of=fault.as_of)

    figures = [(figure["as_of"], figure["value"]) for figure in answer["figures"]]
    assert figures == ([fault.figure] if fault.figure else [])
    assert answer["kind"] in (("answer",) if fault.figure else ("error", "refuse"))
    assert fault.says in answer["headline"]
    assert seconds < IN_TIME
    shown = json.dumps(answer) + caplog.text + "".join(capfd.readouterr()) + repr(there.sources) + kept(house)
    assert KEY not in shown


def kept(house):
    """All that stands in the state folder, as text."""
    files = [path for path in house.settings.home_folder.rglob("*") if path.is_file()]
    return "".join(path.read_bytes().decode("latin-1") for path in files)


@pytest.mark.parametrize("name", ["500", "a page with 200", "no rows", "a daily series in place of a monthly"])
def test_a_fault_is_said_in_chinese_to_who_asks_in_chinese(name, fred, house, monkeypatch):
    monkeypatch.setattr(service, "FIRST_PAUSE", 0.01)
    fred.replies[SERIES] = FAULTS[name].replies[0]

    answer, _ = put(desk(house, fred.url), CHINESE)

    assert (answer["kind"], answer["language"], answer["figures"]) == ("error", "zh", [])
    assert "FRED" in answer["headline"]
    assert answer["headline"].endswith("。")
    assert FAULTS[name].says not in answer["headline"]


# ---------------------------------------------------------------- the whole of the eight seconds


@pytest.fixture(scope="module")
def late(house):
    """Three questions at once, each to a series or a board that FRED is late with; answers and seconds by name."""
    patch = pytest.MonkeyPatch()
    patch.setattr(pace, "SHARED", pace.Pace(most=1_000))
    questions = {
        "a stall of 30 seconds": lambda there: put(there, QUESTION),
        "a byte a second": lambda there: put(there, "latest DSPIC96"),
        "one stall among four": lambda there: put(there, "snapshot of RSAFS, UNRATE, CPIAUCSL and INDPRO"),
    }
    with fred_service() as fred, ThreadPoolExecutor(len(questions)) as threads:
        fred.replies |= {SERIES: Reply(stalls=True), "DSPIC96": Reply(body=GOOD.body, trickles=True)}
        fred.replies |= dict.fromkeys(("UNRATE", "CPIAUCSL", "INDPRO"), GOOD)
        there = [desk(house, fred.url) for _ in questions]
        found = dict(zip(questions, threads.map(lambda ask, at: ask(at), questions.values(), there), strict=True))
    patch.undo()
    return found


@pytest.mark.parametrize("name", ["a stall of 30 seconds", "a byte a second"])
def test_what_comes_too_late_is_said_in_time(late, name):
    answer, seconds = late[name]

    assert (answer["kind"], answer["reason"], answer["figures"]) == ("error", "source_down", [])
    assert "FRED did not answer in time" in answer["headline"]
    assert KEY not in json.dumps(answer)
    assert seconds < IN_TIME


def test_one_series_that_stalls_takes_no_other_with_it(late):
    answer, seconds = late["one stall among four"]

    shown = {part["series"] for figure in answer["figures"] for part in (figure, *figure["parts"]) if part["series"]}
    assert answer["kind"] == "answer"
    assert shown >= {"UNRATE", "CPIAUCSL", "INDPRO"}
    assert SERIES not in shown
    assert "FRED did not answer in time" in json.dumps(answer)
    assert seconds < IN_TIME
