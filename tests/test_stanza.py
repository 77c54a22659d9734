"""The grammar of desk.toml: what is wrong is named, all of it, with what would be right."""

import tomllib
from pathlib import Path

import pytest

import tools
from tools import stanza

PACKAGED = sorted(Path(tools.__file__).parent.glob("*.toml"))

LISTED = {"title": "T", "source": "file:a.csv", "row": "r", "value": "v", "unit": "percent"}
SERIES = {"title": "A", "source": "file:a.csv", "unit": "index", "freq": "M"}


def faults_of(head, **body):
    return list(stanza.faults({head: {"A": body}}))


def test_a_plain_series_has_no_fault():
    assert faults_of("series", **SERIES) == []


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("unit", "furlong", "ISO currenc"),
        ("unit", 5, "ISO currenc"),
        ("freq", "X", "one of D, W, M, Q, A"),
        ("kind", "soft", "one of hard, survey"),
        ("adjust", "sa", "one of SA"),
        ("average", "mean", "one of average"),
        ("neutral", "50", "a number"),
        ("neutral", True, "a number"),
        ("neutral", float("inf"), "a number"),
        ("dates", "%b", "names the year and one period of the frequency M"),
        ("dates", "%d", "names the year and one period of the frequency M"),
        ("dates", "%Y", "names the year and one period of the frequency M"),
        ("dates", "%F", "names the year and one period of the frequency M"),
        ("source", [], "a source such as"),
        ("lag", "5", "a number of days"),
        ("lag", 5, "a number of days"),
        ("lag", "fived", "a number of days"),
        ("lag", "--5d", "a number of days"),
        ("lag", "²d", "a number of days"),
        ("stale_after", "2w", "a number of days"),
        ("valid", "2020-01-01", "two dates"),
        ("valid", ["2020-01-01"], "two dates"),
        ("valid", ["2020-13-01", ""], "two dates"),
        ("total_return", "yes", "true or false"),
        ("calendar", "weekly", "one of exchange, daily"),
        ("title", "", "a text"),
        ("zh", "黄金", "a list of texts"),
        ("aliases", [1], "a list of texts"),
        ("groups", "surveys", "a list of texts"),
        ("layout", "wide", "one of vintages"),
        ("source", "file:", "a source such as"),
        ("source", "a.csv", "a source such as"),
        ("source", ["file:a.csv", "b"], "a source such as"),
        ("source", "file:../a.csv", "inside the desk's data folder"),
        ("source", "file:x/../../a.csv", "inside the desk's data folder"),
        ("source", "file:/etc/passwd", "inside the desk's data folder"),
        ("source", ["fred:A", "file:../a.csv#b"], "inside the desk's data folder"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_what_would_be(key, value, wanted):
    found = faults_of("series", **SERIES | {key: value})

    assert len(found) == 1
    assert found[0].startswith(f"[series.A] {key} = {value!r}")
    assert wanted in found[0]


@pytest.mark.parametrize(
    ("told", "freq"),
    [
        ("%d/%m/%Y", "D"),
        ("%d/%m/%y", "W"),
        ("%Y%j", "D"),
        ("%G-W%V-%u", "W"),
        ("%b %Y", "M"),
        ("%m/%Y", "Q"),
        ("%Y年", "A"),
    ],
)
def test_a_form_of_dates_names_one_period_and_its_year(told, freq):
    assert faults_of("series", **SERIES | {"dates": told, "freq": freq}) == []


def test_a_week_without_its_day_is_no_date():
    (fault,) = faults_of("series", **SERIES | {"dates": "%Y-W%W", "freq": "W"})

    assert fault == (
        "[series.A] dates = '%Y-W%W' should be a format that names the year and one period of the frequency W, "
        "such as '%d/%m/%Y'."
    )


def test_an_unknown_key_is_named_with_those_that_are_known():
    found = faults_of("series", **SERIES, colour="red")

    assert len(found) == 1
    assert "[series.A] has an unknown key 'colour'" in found[0]
    assert "stale_after" in found[0]


@pytest.mark.parametrize("key", ["title", "source", "unit", "freq"])
def test_what_is_needed_and_absent_is_named(key):
    found = faults_of("series", **{name: value for name, value in SERIES.items() if name != key})

    assert found == [f"[series.A] needs {key}."]


def test_every_fault_is_told_at_once():
    document = {
        "series": {"A": SERIES | {"unit": "furlong", "colour": "red"}, "B": {"title": "B"}},
        "board": {"X": {"title": "X", "rows": "A"}},
        "sereis": {},
        "portfolio": {"P": 5},
    }

    found = "\n".join(stanza.faults(document))

    for name in ("furlong", "colour", "[series.B] needs source", "[board.X] rows", "[sereis]", "[portfolio.P]"):
        assert name in found


@pytest.mark.parametrize(
    ("head", "body", "fault"),
    [
        ("portfolio", {"title": "P", "weights": {"A": "much"}}, "[portfolio.A] weights"),
        ("portfolio", {"title": "P", "weights": {"A": True}}, "[portfolio.A] weights"),
        ("portfolio", {"title": "P", "weights": {"A": float("nan")}}, "[portfolio.A] weights"),
        ("basket", {"title": "B", "weights": {"A": 0.7, "B": 0.3}}, "[basket.A] weights"),
        ("basket", {"title": "B", "rebalance": "weekly"}, "[basket.A] rebalance"),
        ("basket", {"title": "B", "flows": [1]}, "[basket.A] flows"),
        ("panel", {"source": ["file:a.csv"], "layout": "wide", "unit": "USD", "freq": "D"}, "[panel.A] source"),
        ("panel", {"source": "fred:A", "layout": "wide", "unit": "USD", "freq": "D"}, "[panel.A] source"),
        ("panel", {"source": "file:a.csv", "layout": "square", "unit": "USD", "freq": "D"}, "[panel.A] layout"),
        ("table", {"title": "T", "source": "file:a.csv", "row": "r", "value": "v", "unit": "stone"}, "[table.A] unit"),
        ("table", {**LISTED, "zh_rows": {"loans": 1}}, "[table.A] zh_rows"),
        ("table", {**LISTED, "zh_rows": ["贷款"]}, "[table.A] zh_rows"),
    ],
)
def test_each_stanza_has_its_own_grammar(head, body, fault):
    """A basket's holdings are equal; unlike weights are a portfolio's, and would otherwise be passed over unseen."""
    found = faults_of(head, **body)

    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_member_of_a_panel_has_names_only():
    panel = {"source": "file:a.csv", "layout": "wide", "unit": "USD", "freq": "D"}

    found = faults_of("panel", **panel, members={"GLD": {"title": "Gold", "unit": "USD"}, "SPY": 5})

    assert len(found) == 2
    assert "[panel.A.members.GLD] has an unknown key 'unit'" in found[0]
    assert "[panel.A.members.SPY]" in found[1]


@pytest.mark.parametrize(
    ("key", "value"), [("timezone", "Mars/Olympus"), ("language", "fr"), ("today", "soon"), ("sample", 1)]
)
def test_the_desk_itself_is_checked(key, value):
    found = list(stanza.faults({"desk": {key: value}}))

    assert len(found) == 1
    assert found[0].startswith(f"[desk] {key} = {value!r}")


def test_what_tools_take_by_default_is_free():
    assert list(stanza.faults({"use": {"anything": [1]}, "watchlist": {"default": ["A"]}})) == []


@pytest.mark.parametrize(("written", "days"), [("45d", 45), ("0d", 0), ("-18d", -18), (None, 30)])
def test_days_are_read(written, days):
    assert stanza.to_days(written, 30).days == days


@pytest.mark.parametrize("path", PACKAGED, ids=lambda path: path.name)
def test_no_packaged_file_has_a_fault(path):
    assert list(stanza.faults(tomllib.loads(path.read_text("utf-8")))) == []
