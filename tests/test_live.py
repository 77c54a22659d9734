"""Live series through the whole desk: the real fredapi against a fake FRED on loopback."""

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fake_fred import Reply, failure, observations

from bot.app import App
from bot.document import document
from footnote.answer import Question
from footnote.settings import Settings

pytest_plugins = ("fred_fixtures",)
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def live(fred, tmp_path):
    """A question put to the sample desk with a key and the fake service; gives its document."""
    app = App(Settings(home=str(tmp_path), embedding="none", fred_api_key=KEY, fred_api_url=fred.url))
    yield lambda text, **more: document(app.desk.answer(Question(text=text, **more)), workings=True)
    app.close()


def test_a_live_series_is_read_from_fred_and_says_so(fred, live):
    fred.replies["RSAFS"] = observations(("2026-09-01", "730000"), ("2026-10-01", "735500"))

    answer = live("latest retail sales")

    figure = answer["figures"][0]
    assert (answer["kind"], answer["sample"], figure["value"], figure["text"]) == ("answer", False, 735.5e9, "$736bn")
    assert (figure["inputs"][0]["source"], figure["inputs"][0]["vintage"]) == ("fred:RSAFS", "latest")


def test_a_question_as_of_a_day_gets_the_vintage_of_that_day(fred, live):
    fred.replies["RSAFS"] = observations(("2025-12-01", "700000"), as_of="2026-02-20")

    figure = live("latest retail sales", as_of=date(2026, 2, 20))["figures"][0]

    assert figure["inputs"][0]["vintage"] == "as published by 2026-02-20"


def test_the_desks_file_stands_in_when_fred_fails_and_the_answer_says_so(fred, live):
    """A second source is better than none, and worse than none when nobody is told."""
    fred.replies["UMCSENT"] = failure(500, "Internal Server Error")

    answer = live("latest consumer sentiment")

    assert answer["figures"][0]["text"] == "57.3"
    assert answer["sample"]
    assert "last known" in answer["headline"]  # made up for February 2026, and read long after
    assert any("FRED answered" in caveat and "umcsent.csv" in caveat for caveat in answer["caveats"])


def test_fred_down_is_a_sentence_and_never_the_key(fred, live, caplog):
    fred.replies["RSAFS"] = Reply(body=b"<html>busy</html>", status=503, type="text/html")

    answer = live("latest retail sales")

    assert (answer["kind"], answer["reason"], answer["figures"]) == ("error", "source_down", [])
    assert KEY not in json.dumps(answer) + caplog.text


def test_words_for_time_are_read_on_the_day_of_live_data(fred, live):
    """The sample desk stands on 20 February 2026; that holds for its files alone."""
    today = datetime.now().astimezone(ZoneInfo("America/New_York")).date()
    ended = today.replace(day=1) - timedelta(days=1)
    fred.replies["RSAFS"] = observations(("2026-01-01", "1"), (f"{ended:%Y-%m}-01", "735500"))

    answer = live("retail sales last month")

    assert answer["as_of"] == today.isoformat()
    assert answer["figures"][0]["as_of"] == ended.isoformat()
    assert live("S&P 500 return ytd")["as_of"] == "2026-02-20"
