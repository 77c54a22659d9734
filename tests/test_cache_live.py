"""The whole desk against a fake FRED that goes away: the last good copy is served, and its age is said."""

import json

import pytest
from fake_fred import Reply, failure, observations

from bot.app import App
from bot.document import document
from footnote.answer import Question
from footnote.settings import Settings
from tools.cache import source as cached
from tools.sources import connected
from tools.sources.fred import Fred

pytest_plugins = ("fred_fixtures",)
KEY = "0123456789abcdef0123456789abcdef"
ROWS = (("2026-08-01", "720000"), ("2026-09-01", "730000"), ("2026-10-01", "735500"))


@pytest.fixture
def live(fred, tmp_path, monkeypatch):
    """A question put to the sample desk, by a new process each time; every copy is due to be checked."""
    monkeypatch.setattr(cached, "FRESH", 0.0)

    def ask(text, **known):
        given = {"home": str(tmp_path), "embedding": "none", "fred_api_key": KEY, "fred_api_url": fred.url}
        app = App(Settings(**given | known))
        try:
            return document(app.desk.answer(Question(text=text)), workings=True)
        finally:
            app.close()

    return ask


@pytest.mark.parametrize(
    "reply",
    [failure(500, "Internal Server Error"), Reply(body=b"<html>busy</html>", status=503, type="text/html")],
    ids=["500", "503"],
)
def test_when_fred_is_down_the_copy_is_served_with_its_age(fred, live, reply, tmp_path):
    fred.replies["RSAFS"] = observations(*ROWS)
    live("latest retail sales")
    fred.replies["RSAFS"] = reply

    en, zh = live("latest retail sales"), live("最新零售销售是多少")

    assert [each["kind"] for each in (en, zh)] == ["answer", "answer"]
    assert [each["figures"][0]["value"] for each in (en, zh)] == [735.5e9] * 2
    assert any("From a copy 1 minute old, fetched on" in caveat for caveat in en["caveats"])
    assert any("数据取自1分钟前的副本，保存于" in caveat for caveat in zh["caveats"])
    assert KEY not in json.dumps([en, zh])
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert kept
    assert not any(KEY.encode() in path.read_bytes() or KEY in path.name for path in kept)


def test_an_answer_cut_short_is_not_believed(fred, live):
    fred.replies["RSAFS"] = observations(*ROWS)
    live("latest retail sales")
    fred.replies["RSAFS"] = observations(*ROWS[:-1])

    answer = live("latest retail sales")

    assert answer["figures"][0]["value"] == 735.5e9
    assert any("it ends before Oct 2026, which was there before" in caveat for caveat in answer["caveats"])


def test_a_history_that_was_cut_is_said_in_the_answer(fred, live):
    """FRED shows three years of some spreads that it held since the nineties."""
    before = [(f"{year}-{month:02}-01", "700000") for year in range(2020, 2026) for month in range(1, 13)]
    before += [(f"2026-{month:02}-01", "710000") for month in range(1, 8)]
    fred.replies["RSAFS"] = observations(*before, *ROWS)
    live("latest retail sales")
    fred.replies["RSAFS"] = observations(*ROWS)

    answer = live("latest retail sales")

    assert any("now starts in Aug 2026 and started in Jan 2020 before" in caveat for caveat in answer["caveats"])


def test_switched_off_nothing_is_written_and_no_copy_is_served(fred, live, tmp_path):
    fred.replies["RSAFS"] = observations(*ROWS)
    live("latest retail sales", cache="0")
    fred.replies["RSAFS"] = failure(500, "Internal Server Error")

    answer = live("latest retail sales", cache="0")

    assert (answer["kind"], answer["reason"], answer["figures"]) == ("error", "source_down", [])
    assert not (tmp_path / "cache").exists()


def test_a_lifetime_decides_whether_the_service_has_a_memory(fred, tmp_path):
    given = {"home": str(tmp_path), "fred_api_key": KEY, "fred_api_url": fred.url}

    assert isinstance(connected(Settings(**given))["fred"], cached.Cached)
    assert isinstance(connected(Settings(**given, cache="0"))["fred"], Fred)
