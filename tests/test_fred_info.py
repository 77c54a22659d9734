"""What FRED says of a series: its description, what it finds for words, its release and when that comes out."""

from datetime import date, timedelta

import pytest
from fake_fred import Reply, failure, observations
from fake_fred_series import Held, document
from fred_reading import KEY, refusal, source, want

from footnote.errors import AskError
from tools.fred.info import copyright_class
from tools.reading import Budget

pytest_plugins = ("fred_fixtures",)

ROWS = [(date(2025, 12, 1), date(2026, 1, 9), "4.4"), (date(2026, 1, 1), date(2026, 2, 6), "4.3")]


@pytest.fixture
def unrate(fred):
    """A series with its description, tags and release."""
    fred.shelf.add(
        Held(id="UNRATE", title="Unemployment Rate", prints=ROWS, notes="From the household survey."),
        Held(id="UMCSENT", title="Consumer Sentiment", prints=ROWS, tags=("nsa", "copyrighted: citation required")),
        Held(id="U6RATE", title="Total Unemployed", prints=ROWS, notes="Public Domain: Citation Requested"),
    )
    fred.shelf.days["50"] = [date(2025, 12, 5), date(2026, 1, 9), date(2026, 2, 6), date(2026, 3, 6), date(2026, 4, 3)]
    return fred


def budget():
    return Budget(5)


# ---------------------------------------------------------------- descriptions


def test_a_description_is_what_fred_says(unrate):
    info = source(unrate).info("UNRATE", budget())

    assert (info.id, info.title, info.units) == ("UNRATE", "Unemployment Rate", "Percent")
    assert (info.frequency_short, info.seasonal_adjustment_short) == ("M", "SA")
    assert (info.observation_start, info.observation_end) == (date(2025, 12, 1), date(2026, 1, 1))
    assert (info.last_updated, info.notes, info.copyright) == (
        "2026-02-06 07:46:02-06",
        "From the household survey.",
        None,
    )
    assert len(unrate.asked) == 1


def test_notes_are_optional(unrate):
    assert source(unrate).info("UMCSENT", budget()).notes == ""


def test_the_copyright_class_is_in_the_notes_or_the_tags(unrate):
    there = source(unrate)

    assert there.info("U6RATE", budget()).copyright == "public domain"
    assert there.info("UMCSENT", budget()).copyright is None
    assert there.info("UMCSENT", budget(), tags=True).copyright == "citation required"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["copyrighted: pre-approval required"], "pre-approval required"),
        (["Copyrighted: Citation Required"], "citation required"),
        (["public domain: citation requested"], "public domain"),
        (["public domain: citation requested", "copyrighted: pre-approval required"], "pre-approval required"),
        (["Copyright, 2016, Chicago Board Options Exchange, Inc. Reprinted with permission."], None),
        ([], None),
    ],
)
def test_the_strictest_class_counts(words, found):
    assert copyright_class(words) == found


def test_when_a_series_changed_is_its_mark(unrate):
    there = source(unrate)
    before = there.updated(want("UNRATE"))
    unrate.shelf.series["UNRATE"].updated = "2026-03-06 07:46:02-06"

    assert before == "2026-02-06 07:46:02-06"
    assert there.updated(want("UNRATE")) == "2026-03-06 07:46:02-06"


def test_the_description_of_another_series_is_refused(unrate, caplog):
    other = Reply(body=unrate.shelf.document("series", {"series_id": "UMCSENT"}))
    unrate.replies["UNRATE"] = other

    error = refusal(lambda: source(unrate).updated(want("UNRATE")), caplog)

    assert error.text.en == "FRED answered for another series than UNRATE."


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=document("seriess")),
        Reply(body=document("seriess", [("series", {"id": "UNRATE"}, "")])),
        Reply(body=document("seriess", [("other", {"id": "UNRATE", "title": "U", "last_updated": "now"}, "")])),
        Reply(body=observations(("2026-01-01", "4.3")).body),
    ],
    ids=["none", "without a title", "another row", "observations"],
)
def test_a_description_that_is_none_is_refused(unrate, caplog, reply):
    unrate.replies["UNRATE"] = reply

    assert "not data" in refusal(lambda: source(unrate).info("UNRATE", budget()), caplog).text.en


def test_the_description_of_a_series_that_is_gone_says_so(unrate, caplog):
    error = refusal(lambda: source(unrate).info("GOLDAMGBD228NLBM", budget()), caplog, kind=AskError)

    assert error.reason == "unknown_series"


# ---------------------------------------------------------------- search


def test_words_are_searched_and_no_more_rows_asked_for_than_wanted(unrate):
    """fredapi downloads a thousand for five, and a page too many."""
    found = source(unrate).search("unemploy", 1, budget())

    assert [each.id for each in found] == ["UNRATE"]
    assert unrate.asked == [{"path": "/fred/series/search", "search_text": "unemploy", "limit": "1", "api_key": KEY}]


def test_words_are_quoted(unrate):
    source(unrate).search("R&D = spending, 失业", 5, budget())

    assert unrate.asked[0]["search_text"] == "R&D = spending, 失业"


def test_what_is_not_found_is_an_empty_list(unrate):
    assert source(unrate).search("no such words", 5, budget()) == []


@pytest.mark.parametrize(("words", "limit"), [("", 5), ("  ", 5), ("unemployment", 0)])
def test_nothing_is_asked_for_nothing(unrate, words, limit):
    assert source(unrate).search(words, limit, budget()) == []
    assert unrate.asked == []


# ---------------------------------------------------------------- releases


def release(fred, as_of, name="UNRATE"):
    return source(fred).release(want(name, as_of, seconds=5))


def test_a_release_has_the_last_day_and_all_that_follow(unrate):
    found = release(unrate, date(2026, 2, 20))

    assert (found.name, found.source) == ("Employment Situation", "fred:release/50")
    assert found.days == (date(2026, 2, 6), date(2026, 3, 6), date(2026, 4, 3))
    assert found.url == "http://www.bls.gov/ces/"


def test_a_release_on_the_day_asked_about_is_still_to_come(unrate):
    assert release(unrate, date(2026, 3, 6)).days == (date(2026, 2, 6), date(2026, 3, 6), date(2026, 4, 3))


def test_days_without_data_are_asked_for(unrate):
    """Without it FRED leaves out every day that has not come."""
    release(unrate, date(2026, 2, 20))

    assert unrate.at("release/dates")[0]["include_release_dates_with_no_data"] == "true"


def test_a_day_that_is_not_said_is_today(unrate):
    today = unrate.shelf.today
    days = [today + timedelta(days=number) for number in (-60, -30, 30, 60)]
    unrate.shelf.days["50"] = days

    assert release(unrate, None).days == tuple(days[1:])


def test_a_release_without_days_has_none(unrate):
    unrate.shelf.days.clear()

    assert release(unrate, date(2026, 2, 20)).days == ()


def test_a_link_that_is_no_address_is_left_out(unrate):
    row = ("release", {"id": "50", "name": "Employment Situation", "link": "javascript:alert(1)"}, "")
    unrate.replies["UNRATE"] = Reply(body=document("releases", [row]), path="series/release")

    assert release(unrate, date(2026, 2, 20)).url == ""


def test_a_series_without_a_release_has_no_calendar(unrate, caplog):
    unrate.shelf.series["UNRATE"].release = None

    error = refusal(lambda: release(unrate, date(2026, 2, 20)), caplog, kind=AskError)

    assert "No release calendar is known" in error.text.en


@pytest.mark.parametrize("text", ["soon", "2026-13-01", ""])
def test_a_calendar_with_a_day_that_is_none_is_refused(unrate, caplog, text):
    rows = [("release_date", {"release_id": "50"}, text)]
    unrate.replies[""] = Reply(body=document("release_dates", rows, count=1), path="release/dates")

    assert "not data" in refusal(lambda: release(unrate, date(2026, 2, 20)), caplog).text.en


def test_an_unknown_series_has_no_release_but_a_sentence(unrate, caplog):
    error = refusal(lambda: release(unrate, date(2026, 2, 20), "NOSUCH"), caplog, kind=AskError)

    assert error.reason == "unknown_series"


def test_a_calendar_that_fails_is_a_failure(unrate, caplog):
    unrate.replies[""] = failure(423, "Locked", path="release/dates")

    assert "not data" in refusal(lambda: release(unrate, date(2026, 2, 20)), caplog).text.en
