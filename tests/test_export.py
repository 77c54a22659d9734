"""An answer's workings as a file that is enough by itself: each figure is computed again from what is read back."""

import csv
import json
import re
import unicodedata
from datetime import date, timedelta
from math import log
from statistics import mean, stdev

import pytest
from exported import SUFFIXES, rows_of
from fakes import TODAY, daily, data_of, monthly, spec
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook
from test_recompute import other_desk
from test_registry import desk as registry_desk

from bot.__main__ import main
from bot.document import document
from bot.export import export, safe
from footnote.answer import Answer, Call, Citation
from footnote.errors import FootnoteError
from footnote.text import Text
from tools.boards import snapshot
from tools.chart import chart
from tools.indicators import latest
from tools.issuance import spac_rank

BEGINS = ("=", "+", "-", "@", "\t", "\r")
FORMULA = '=HYPERLINK("http://example.com","x")'


def written(answer, tmp_path, suffix):
    """The sheets of *answer*'s export, read back: rows by head, numbers as numbers, days as ISO text."""
    path = tmp_path / f"workings{suffix}"
    export(json.loads(json.dumps(document(answer, workings=True))), path)
    return rows_of(path)


def observed(sheets, key):
    """The observations under a figure and all it is made of, by series."""
    found = {}
    for row in sheets["Observations"]:
        if row["figure"] == key or row["figure"].startswith(f"{key}."):
            found.setdefault(row["series"], {})[row["date"]] = row["value"]
    return found


def figures(sheets, name):
    return [row for row in sheets["Figures"] if row["name"] == name]


def made(figure, **known):
    defaults = {"id": "a7f3k2mq", "kind": "answer", "asked": "?", "language": "en", "as_of": TODAY, "headline": "H"}
    return Answer(**(defaults | known), figures=(figure.keyed("f1"),))


# ---------------------------------------------------------------- the file is enough


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_latest_value_is_its_one_observation(suffix, ask, tmp_path):
    sheets = written(ask("latest consumer sentiment"), tmp_path, suffix)

    (figure,) = sheets["Figures"]
    assert observed(sheets, "f1") == {"UMCSENT": {figure["as_of"]: figure["value"]}}
    assert figure["value"] == 57.3


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_change_is_recomputed(suffix, ask, tmp_path):
    sheets = written(ask("change of consumer sentiment over 1 year"), tmp_path, suffix)

    (change,) = figures(sheets, "change")
    first, last = (value for _, value in sorted(observed(sheets, "f1")["UMCSENT"].items()))
    assert change["formula"] == "end - start"
    assert change["value"] == last - first


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_return_is_recomputed_and_its_yearly_rate(suffix, ask, tmp_path):
    sheets = written(ask("return of gold over 3 years"), tmp_path, suffix)

    (total,), (yearly,) = figures(sheets, "return"), figures(sheets, "annualised")
    (fall,), closes = figures(sheets, "drawdown"), sorted(observed(sheets, "f1")["GOLD"].items())
    (start, first), (end, last) = closes[0], closes[-1]
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    assert total["value"] == pytest.approx(100 * (last / first - 1), rel=1e-14)
    assert yearly["value"] == pytest.approx(100 * ((last / first) ** (365.25 / days) - 1), rel=1e-12)
    values = [value for _, value in closes]
    falls = [value / max(values[: place + 1]) - 1 for place, value in enumerate(values)]
    assert fall["value"] == pytest.approx(100 * min(falls), rel=1e-12)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_flow_gap_is_recomputed(suffix, ask, tmp_path):
    sheets = written(ask("flow gap of expansion against stagnation over 10 years"), tmp_path, suffix)

    (gap,), (a,), (b,) = figures(sheets, "gap"), figures(sheets, "a"), figures(sheets, "b")
    sums = [sum(sum(rows.values()) for rows in observed(sheets, side["figure"]).values()) for side in (a, b)]
    assert [a["value"], b["value"]] == pytest.approx(sums, rel=1e-12)
    assert gap["value"] == pytest.approx(sums[0] - sums[1], rel=1e-12)
    assert all(len(rows) == 120 for side in (a, b) for rows in observed(sheets, side["figure"]).values())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_flows_of_a_year_and_of_the_assets_are_recomputed(suffix, ask, tmp_path):
    sheets = written(ask("flow gap of expansion against stagnation over 10 years"), tmp_path, suffix)

    for name in "ab":
        (side,), (year,) = figures(sheets, name), figures(sheets, f"{name}_year_2019")
        (share,), (assets,) = figures(sheets, f"{name}_of_assets"), figures(sheets, f"{name}_assets")
        (held,) = observed(sheets, assets["figure"])[assets["series"]].values()
        flows = [item for rows in observed(sheets, side["figure"]).values() for item in rows.items()]
        assert year["value"] == pytest.approx(sum(value for day, value in flows if day.startswith("2019")), rel=1e-9)
        assert share["value"] == pytest.approx(100 * sum(value for _, value in flows) / held, rel=1e-12)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_z_score_of_a_board_is_recomputed(suffix, sample, tmp_path):
    from footnote.answer import Question

    answer = sample.desk.snapshot("us-industry", Question(text="us-industry"))

    sheets = written(answer, tmp_path, suffix)

    scores = figures(sheets, "zscore")
    assert len(scores) >= 5
    for score in scores:
        rows = sorted(observed(sheets, score["figure"])[score["series"]].items())
        assert score["value"] == pytest.approx(_score(rows, score["formula"]), rel=1e-9)


def _score(rows, formula):
    """The last of *rows*, or of their log changes on the year, in standard deviations from the mean."""
    values = [value for _, value in rows]
    if "100 ln" in formula:
        by_month = {day[:7]: value for day, value in rows}
        before = [(value, by_month.get(f"{int(day[:4]) - 1}{day[4:7]}")) for day, value in rows]
        values = [100 * log(value / earlier) for value, earlier in before if earlier is not None]
    return (values[-1] - mean(values)) / stdev(values)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_rebalanced_portfolio_is_recomputed_from_its_closes_and_weights(suffix, ask, tmp_path):
    sheets = written(ask("return of 60/40 over 3 years"), tmp_path, suffix)

    total = figures(sheets, "return")[0]
    own = [row for row in sheets["Inputs"] if row["figure"] == total["figure"] and row["kind"] == "assumption"]
    weights = {row["name"].removeprefix("weight of "): row["value"] for row in own if row["name"].startswith("weight")}
    closes = {}
    for row in sheets["Observations"]:
        if row["figure"] == total["figure"]:
            closes.setdefault(row["date"], {})[row["series"]] = row["value"]
    assert next(row["value"] for row in own if row["name"] == "rebalance") == "M"
    assert total["value"] == pytest.approx(_monthly(sorted(closes.items()), weights), rel=1e-10)


def _monthly(closes, weights):
    """Percent earned on *weights* that are set back at the last close of every month."""
    level = worth = 1.0
    base = before = closes[0]
    for day, prices in closes[1:]:
        if day[:7] != before[0][:7]:
            level, base = worth, before
        worth = level * sum(weight * prices[id] / base[1][id] for id, weight in weights.items())
        before = (day, prices)
    return 100 * (worth - 1)


@pytest.mark.parametrize(("suffix", "off"), [(".csv", 0), (".xlsx", 1e-15)])
def test_numbers_come_back_as_they_were(suffix, off, tmp_path):
    """To the last bit, in a workbook to sixteen digits: openpyxl writes no more."""
    values = [0.1 + 0.2, 1e-17, 123456789.12345679, -2 / 3, 5e300]
    data = data_of({"X": monthly(values)}, spec("X", lag=0))

    sheets = written(made(chart(data, ("X",), window="5M")), tmp_path, suffix)

    drawn = [row["value"] for row in sheets["Observations"] if row["figure"] == "f1"]
    assert drawn == pytest.approx(values, rel=off, abs=0)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_input_says_where_it_is_from_and_figures_point_at_their_keys(suffix, ask, tmp_path):
    sheets = written(ask("return of gold over 3 years"), tmp_path, suffix)

    inputs = sheets["Inputs"]
    keys = {row["figure"] for row in sheets["Figures"]}
    assert {row["refers"] for row in inputs if row["kind"] == "figure"} <= keys
    assert [row["refers"] for row in inputs if row["figure"] == "f1.3"] == ["f1"]
    read_from = [row for row in inputs if row["kind"] == "observations"]
    assert {(row["source"], row["vintage"], row["count"]) for row in read_from} == {
        ("file:market/prices.csv", "current only", count) for count in (1, 754)
    }
    assert {row["name"]: row["value"] for row in sheets["Answer"]}["plan"] == "returns assets=GOLD; window=3Y"


# ---------------------------------------------------------------- nothing in it is computed


HOSTILE = [
    FORMULA,
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1+1",
    "＝1+1",
    "'=1",
    "\u00a0=1",
    "\x0b=1",
    "\u2003=1",
    "\u200b=1",
    "\ufeff+1",
    "﹦1",
    "﹢1",
    "＠SUM(A1)",
    "\ttext",
]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("words", [*HOSTILE, "#REF!"], ids=[f"hostile{n}" for n in range(len(HOSTILE) + 1)])
def test_no_text_is_taken_for_a_formula(words, suffix, tmp_path):
    """A title, a source, a question, an argument: whatever a person wrote."""
    held = spec("X", lag=0, title=Text(words, words), sources=(f"file:{words}",))
    data = data_of({words: monthly([1, 2, 3])}, held)
    figure = latest(data, "X")
    answer = made(figure, asked=words, headline=words, caveats=(words,), plan=(Call(tool=words, arguments={"a": 1}),))
    path = tmp_path / f"workings{suffix}"

    export(document(answer, workings=True), path)

    cells = _cells(path)
    assert not [cell for cell in cells if is_formula(cell)]
    assert words == "#REF!" or any(cell.startswith("'") for cell in cells)


def _cells(path):
    """Every text of the file; in a workbook, nothing is a formula."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [cell for row in csv.reader(file) for cell in row]
    cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    return [cell.value for cell in cells if isinstance(cell.value, str)]


@given(some.text() | some.text(alphabet="=+-@'\t\r\n \u3000\u2003\ufeff＝－﹢;x", max_size=6))
def test_what_is_safe_never_begins_like_a_formula(words):
    assert not is_formula(safe(words))


def is_formula(words):
    """Whether the first sign, or the first that is seen, begins a formula, in any width."""
    seen = unicodedata.normalize("NFKC", words.replace("\u200b", "").replace("\ufeff", ""))
    return seen.startswith(BEGINS) or seen.strip().startswith(BEGINS)


@pytest.mark.parametrize("words", ["x;=1+1", "x; ＝1+1;", "x\t=1", "x\n=1", "x;-1"])
def test_a_text_that_another_separator_cuts_holds_no_formula(words, tmp_path):
    """Excel takes semicolons for separators where a comma is the decimal sign."""
    data = data_of({"X": monthly([1, 2, 3])}, spec("X", lag=0, title=Text(words, words)))
    export(document(made(latest(data, "X"), asked=words), workings=True), tmp_path / "x.csv")

    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    assert not [cell for cell in re.split(r"[;\t\n]", text) if is_formula(cell)]
    assert len(re.findall(r"x[;\t\n] ?'", text)) >= 2


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_negative_numbers_stay_numbers_and_their_words_are_text(suffix, tmp_path):
    data = data_of({"X": monthly([-5, -7.5])}, spec("X", lag=0))

    sheets = written(made(latest(data, "X")), tmp_path, suffix)

    assert (sheets["Figures"][0]["value"], sheets["Figures"][0]["text"]) == (-7.5, "'-7.5")
    assert sheets["Observations"][0]["value"] == -7.5


def test_a_quote_of_a_note_is_marked_too(tmp_path):
    cited = Citation(
        note="n", revision="r", title="T", institution=None, date=None, page=1, start=0, end=9, quote=f" {FORMULA}"
    )
    answer = Answer(
        id="a7f3k2mq", kind="answer", asked="?", language="en", as_of=TODAY, headline="H", citations=(cited,)
    )
    for suffix in SUFFIXES:
        export(document(answer, workings=True), tmp_path / f"x{suffix}")
        rows = rows_of(tmp_path / f"x{suffix}")["Answer"]

        assert next(row["value"] for row in rows if row["name"] == "quote") == f"'{FORMULA}"


def test_a_workbook_is_pleasant_to_read(tmp_path):
    """Bold heads that stay in sight, room for what is long, numbers with their thousands, days as days."""
    data = data_of({"X": monthly([5_123_456.5, 0.25, 1 / 3])}, spec("X", lag=0))
    export(document(made(chart(data, ("X",), window="3M")), workings=True), tmp_path / "x.xlsx")

    book = load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Answer", "Figures", "Statistics", "Inputs", "Observations"]
    assert all(sheet["A1"].font.bold and sheet.freeze_panes for sheet in book)
    assert book["Figures"].auto_filter.ref == "A1:J3"
    assert book["Figures"].column_dimensions["D"].width > 50
    assert book["Figures"]["D2"].alignment.wrap_text
    formats = [cell.number_format for cell in book["Observations"]["F"][1:4]]
    assert formats == ["#,##0", "#,##0.0000", "#,##0.0000"]
    days = [cell for cell in book["Statistics"]["C"] if cell.is_date]
    assert {cell.number_format for cell in days} == {"yyyy-mm-dd"}
    assert next(row[1].is_date for row in book["Answer"].iter_rows(2) if row[0].value == "as_of")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_inputs_bear_titles_and_deals_their_names(suffix, tmp_path):
    sheets = written(made(spac_rank(registry_desk(), 2025)), tmp_path, suffix)

    assert {row["title"] for row in sheets["Inputs"] if row["kind"] == "observations"} == {"Deals"}
    assert [(row["of"], row["value"]) for row in sheets["Observations"] if row["figure"] == "f1"] == [
        ("BBB", 200),
        ("CCC", 100),
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_beneath_a_composite_stand_the_observations_of_its_parts(suffix, tmp_path):
    sheets = written(made(latest(other_desk(), "MIX")), tmp_path, suffix)

    rows = [(str(row["input"]), row["series"]) for row in sheets["Inputs"]]
    assert rows == [("1", "MIX"), ("1.1", "WAVE"), ("1.2", "OUTPUT")]
    counts = [sum(str(row["input"]) == number for row in sheets["Observations"]) for number, _ in rows]
    assert counts == [1, 48, 60]  # twelve months of the second are the bases of its first changes


def test_days_are_days_in_a_workbook_unless_a_spreadsheet_counts_them_wrongly(tmp_path):
    old = daily([1, 2], last="1899-12-31")
    data = data_of({"X": old, "Y": daily([1, 2])}, spec("X", freq="D", lag=0), spec("Y", freq="D", lag=0))
    figure = snapshot(data, series=("X", "Y"))
    export(document(made(figure), workings=True), tmp_path / "x.xlsx")

    days = {(row[2].value, row[3].data_type) for row in load_workbook(tmp_path / "x.xlsx")["Observations"].iter_rows(2)}

    assert days == {("X", "s"), ("Y", "d")}


def test_chinese_opens_in_excel_as_it_was_written(ask, tmp_path):
    answer = ask("最新消费者信心")

    export(document(answer, workings=True), tmp_path / "x.csv")

    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "密歇根消费者信心" in (tmp_path / "x.csv").read_text("utf-8-sig")


# ---------------------------------------------------------------- the file itself


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_is_there_is_left_as_it_is(suffix, ask, tmp_path):
    kept = document(ask("latest consumer sentiment"), workings=True)
    path = tmp_path / f"x{suffix}"
    path.write_text("mine")

    with pytest.raises(FootnoteError, match=f"x{suffix} exists already"):
        export(kept, path)

    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_a_sentence_without_a_path(ask, tmp_path):
    kept = document(ask("latest consumer sentiment"), workings=True)

    with pytest.raises(FootnoteError) as refused:
        export(kept, tmp_path / "nowhere" / "x.csv")

    assert str(tmp_path) not in refused.value.text.en + refused.value.text.zh


@pytest.fixture
def footnote(monkeypatch, capsys, tmp_path):
    """Runs one command on a home of its own; gives exit status and what was printed."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    for name in ("FOOTNOTE_DESK", "FRED_API_KEY", "FRED_API_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        status = main(list(arguments))
        return status, capsys.readouterr()

    return run


def test_show_exports_an_earlier_answer(footnote, tmp_path):
    id = json.loads(footnote("ask", "latest consumer sentiment", "--json")[1].out)["id"]

    said = footnote("show", id, "--export", str(tmp_path / "a.csv"))
    as_json = footnote("show", id, "--export", str(tmp_path / "b.XLSX"), "--json")

    assert (said[0], said[1].out) == (0, "Wrote a.csv: 1 figure, 1 observation.\n")
    assert json.loads(as_json[1].out) == {
        "id": id,
        "file": str(tmp_path / "b.XLSX"),
        "figures": 1,
        "observations": 1,
    }
    again = footnote("show", id, "--export", str(tmp_path / "a.csv"))
    assert (again[0], again[1].out) == (1, "")
    assert again[1].err.startswith("a.csv exists already")


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.csv.txt", ".csvx", "a.xls"])
def test_another_kind_of_file_is_wrong_usage(name, capsys):
    with pytest.raises(SystemExit) as left:
        main(["show", "a7f3k2mq", "--export", name])

    assert left.value.code == 2
    assert ".csv or .xlsx" in capsys.readouterr().err


def test_what_the_terminal_may_not_see_is_not_exported(footnote, tmp_path, monkeypatch):
    """An answer with a label above the terminal's clearance does not exist here."""
    desk = tmp_path / "desk"
    (desk / "data").mkdir(parents=True)
    toml = 'label = "closed"\n[rights]\nlabels = ["public", "closed"]\nterminal = "{}"\n'
    series = '[series.X]\ntitle = "Secret"\nsource = "file:x.csv"\nunit = "index"\nfreq = "M"\n'
    (desk / "data" / "x.csv").write_text(f"date,value\n{TODAY - timedelta(days=60)},5\n")
    monkeypatch.setenv("FOOTNOTE_DESK", str(desk))
    (desk / "desk.toml").write_text(series + toml.format("closed"))
    answer = json.loads(footnote("ask", "latest Secret", "--json", "--as-of", "2026-02-20")[1].out)
    assert (answer["kind"], answer["label"]) == ("answer", "closed")

    (desk / "desk.toml").write_text(series + toml.format("public"))
    status, printed = footnote("show", answer["id"], "--export", str(tmp_path / "x.csv"))

    assert (status, printed.out) == (1, "")
    assert "no answer with the id" in printed.err
    assert not (tmp_path / "x.csv").exists()
