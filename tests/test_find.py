"""Series found by words: the nearest first, in either language, in spite of a slip, and only what one may see."""

import json
from datetime import date
from types import SimpleNamespace

import fakes
import pytest
from fake_fred import failure
from fake_fred_series import Held

from bot import series as shown
from bot.__main__ import main
from bot.app import App
from footnote.errors import AskError, SourceError
from footnote.settings import Settings, packaged_desk
from footnote.text import Text
from tools import find
from tools.desk_folder import load

pytest_plugins = ("fred_fixtures",)
KEY = "0123456789abcdef0123456789abcdef"
INFO = {
    "title": "Hires: Construction",
    "units": "Level in Thousands",
    "frequency_short": "M",
    "seasonal_adjustment_short": "SA",
    "observation_start": date(2000, 12, 1),
    "observation_end": date(2026, 9, 1),
    "copyright": "public domain",
}


@pytest.fixture(scope="module")
def catalogue():
    return load(packaged_desk())


@pytest.fixture
def footnote(monkeypatch, capsys, tmp_path):
    """Runs one command on the sample desk, or on the one named; gives exit status and what was printed."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    for name in ("FOOTNOTE_DESK", "FRED_API_KEY", "FRED_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        status = main(["series", "search", *arguments])
        return status, capsys.readouterr()

    return run


def ids(typed, catalogue, limit=5):
    return [item.id for item in find.series(typed, catalogue, limit)]


# ---------------------------------------------------------------- in the catalogue


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("jobless claims", "ICSA"),
        ("UNRATE", "UNRATE"),
        ("unemployment rate", "UNRATE"),
        ("失业率", "UNRATE"),
        ("high yield spread", "BAMLH0A0HYM2"),
        ("高收益债利差", "BAMLH0A0HYM2"),
        ("10y yield", "DGS10"),
        ("lending standards", "DRTSCILM"),
        ("labor productivity", "OPHNFB"),
        ("bank deposits", "DPSACBW027SBOG"),
        ("inflation expectations", "MICH"),
        ("铜", "PCOPPUSDM"),
    ],
)
def test_the_series_that_bears_the_name_comes_first(catalogue, typed, first):
    assert ids(typed, catalogue)[0] == first


@pytest.mark.parametrize(
    ("slipped", "meant"),
    [
        ("initial joblss claims", "ICSA"),
        ("mortgage delinquincies", "DRSFRMACBS"),
        ("semicondutor", "SEMI_SALES"),
        ("unrte", "UNRATE"),
    ],
)
def test_a_slip_of_the_keys_is_forgiven(catalogue, slipped, meant):
    assert meant in ids(slipped, catalogue, limit=3)


def test_a_country_named_puts_its_series_before_those_of_others(catalogue):
    assert ids("korean exports", catalogue)[:2] == ids("韩国出口", catalogue)[:2] == ["KR_EXPORTS", "XTEXVA01KRM667S"]


def test_words_may_stand_in_any_order_among_little_ones(catalogue):
    assert ids("exports of the Korea", catalogue)[0] == ids("korea exports", catalogue)[0] == "KR_EXPORTS"


def test_a_group_finds_its_members(catalogue):
    found = find.series("housing", catalogue, 20)

    assert len(found) > 5
    assert all("hous" in " ".join((*item.names, *item.groups)).casefold() for item in found)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "bananas", "purple unicorn claims department"])
def test_what_nothing_answers_to_finds_nothing(catalogue, typed):
    assert ids(typed, catalogue) == []


def test_no_more_are_given_than_were_asked_for(catalogue):
    assert len(ids("yield", catalogue, limit=3)) == 3


def test_the_desks_own_comes_before_a_packaged_one_of_the_same_rating():
    title = Text("Widget orders", "零件订单")
    held = fakes.catalogue_of(fakes.spec("PACK", title=title, packaged=True), fakes.spec("OWN", title=title))

    assert ids("widget orders", held) == ["OWN", "PACK"]


def test_a_member_without_a_name_is_not_found():
    held = fakes.catalogue_of(fakes.spec("SPAC/OPEN", title=Text("Open", "开放"), hidden=True))

    assert ids("open", held) == []


# ---------------------------------------------------------------- on FRED


def searching(*names, raises=None):
    """A source whose search gives *names*, or raises."""

    def search(words, limit, budget):
        asked.append((words, limit, budget.seconds))
        if raises:
            raise raises
        return [SimpleNamespace(id=name, **INFO) for name in names]

    asked = []
    return SimpleNamespace(search=search, asked=asked)


def test_fred_adds_what_the_catalogue_does_not_have(catalogue):
    source = searching("UNRATE", "JTS2300HIL", "IR")

    beyond = find.on_fred("hires", source, catalogue, limit=5)

    assert [info.id for info in beyond.found] == ["JTS2300HIL"]  # IR is IMPORT_PRICES here
    assert beyond.why is None
    assert source.asked[0][0] == "hires"


def test_a_fred_that_fails_leaves_the_catalogues_hits_and_says_why(catalogue):
    down = searching(raises=SourceError(Text("FRED does not answer.", "FRED 没有响应。"), retry=True))

    beyond = find.on_fred("hires", down, catalogue, limit=5)

    assert beyond.found == ()
    assert beyond.why == Text("Only the catalogue was searched. FRED does not answer.", "只搜索了目录。FRED 没有响应。")


def test_fred_finding_nothing_is_no_failure(catalogue):
    nothing = searching(raises=AskError(Text("Nothing.", "没有。")))

    assert find.on_fred("hires", nothing, catalogue, limit=5) == find.OnFred()


def test_chinese_is_not_put_to_an_english_service(catalogue):
    source = searching("X")

    beyond = find.on_fred("失业率", source, catalogue, limit=5)

    assert (beyond.found, source.asked) == ((), [])
    assert "English" in beyond.why.en


@pytest.mark.parametrize("source", [None, object()])
def test_without_a_service_there_is_nothing_to_say(catalogue, source):
    assert find.on_fred("hires", source, catalogue, limit=5) == find.OnFred()


# ---------------------------------------------------------------- the command


def test_a_line_of_json_for_each_series(footnote):
    status, printed = footnote("jobless claims", "--json", "--limit", "2")

    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert (status, printed.err) == (0, "")
    assert [line["id"] for line in lines] == ["ICSA", "CCSA"]
    wanted = {
        "id": "CCSA",
        "title": "Continuing jobless claims",
        "zh": "续请失业金人数",
        "unit": "persons",
        "freq": "W",
        "adjust": "SA",
        "kind": "hard",
        "source": "fred:CCSA",
        "copyright": "public domain",
        "in_catalogue": True,
    }
    assert lines[1].items() >= wanted.items()


def test_the_terminal_shows_both_titles_and_what_the_numbers_mean(footnote):
    status, printed = footnote("bank deposits", "--limit", "1")

    assert status == 0
    assert printed.out.splitlines() == [
        "DPSACBW027SBOG  Bank deposits · 银行存款总额",
        "    USD bn · weekly · seasonally adjusted · fred:DPSACBW027SBOG · public domain",
    ]


def test_who_searches_in_chinese_reads_chinese(footnote):
    assert footnote("银行存款", "--limit", "1")[1].out.splitlines()[1] == (
        "    十亿美元 · 每周 · 经季节调整 · fred:DPSACBW027SBOG · 公有领域"
    )


def test_nothing_found_is_a_sentence_and_no_fault(footnote):
    assert footnote("bananas") == (0, ("No series was found for 'bananas'; try fewer or other words.\n", ""))
    assert footnote("香蕉")[1].out == "没有找到与“香蕉”有关的序列，请换用更少或其他的词。\n"
    assert footnote("bananas", "--json")[1].out == ""


def test_what_the_reader_may_not_see_is_not_found(footnote, monkeypatch, tmp_path):
    (tmp_path / "desk.toml").write_text(
        '[series.POSITIONS]\ntitle = "Widget positions"\nsource = "file:a.csv"\nunit = "USD mn"\nfreq = "D"\n'
        'label = "restricted"\n[rights]\npeople = { U1 = "restricted" }\n',
        "utf-8",
    )
    monkeypatch.setenv("FOOTNOTE_DESK", str(tmp_path))

    found = {user: footnote("widget positions", "--json", "--user", user)[1].out for user in ("U1", "U2")}

    assert "POSITIONS" in found["U1"]
    assert found["U2"] == ""


def test_a_series_of_fred_is_marked_as_not_in_the_catalogue(monkeypatch, tmp_path):
    monkeypatch.setattr("tools.sources.connected", lambda _: {"fred": searching("JTS2300HIL")})

    found, said = shown.search(App(Settings(home=str(tmp_path))), "hires", None, 1)

    assert [(each["id"], each["in_catalogue"], each["source"]) for each in found] == [
        ("JTSHIL", True, "fred:JTSHIL"),
        ("JTS2300HIL", False, "fred:JTS2300HIL"),
    ]
    assert (found[1]["unit"], found[1]["first"], said) == ("Level in Thousands", "2000-12-01", [])
    assert "on FRED, not in the catalogue" in list(shown.lines(found[1], "en"))[1]


@pytest.fixture
def live(footnote, fred, monkeypatch):
    """The same command with a key, against the fake FRED."""
    monkeypatch.setenv("FRED_API_KEY", KEY)
    monkeypatch.setenv("FRED_API_URL", fred.url)
    return footnote


def test_fred_is_asked_beyond_the_catalogue(live, fred):
    hires = Held(id="JTS2300HIL", title="Hires: Construction", prints=[(date(2026, 1, 1), date(2026, 2, 3), "300")])
    fred.shelf.add(hires, Held(id="JTSHIL", title="Hires: Total", prints=hires.prints))

    status, printed = live("hires", "--json", "--limit", "1")

    found = [json.loads(line) for line in printed.out.splitlines()]
    assert (status, printed.err) == (0, "")
    assert [(each["id"], each["in_catalogue"]) for each in found] == [("JTSHIL", True), ("JTS2300HIL", False)]
    assert (found[1]["title"], found[1]["last"]) == ("Hires: Construction", "2026-01-01")


def test_a_fred_that_is_down_costs_one_line_and_no_hit(live, fred):
    fred.replies[""] = failure(500, "Internal Server Error")

    status, printed = live("hires", "--limit", "1")

    lines = printed.out.splitlines()
    assert (status, len(lines)) == (0, 3)
    assert lines[0].startswith("JTSHIL")
    assert lines[2].startswith("Only the catalogue was searched. FRED")
    assert KEY not in printed.out + printed.err
