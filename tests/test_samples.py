"""The sample desk: written by its seeds, calibrated to what was published, and really computed."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.app import App
from footnote.answer import Question
from footnote.settings import Settings, packaged_desk
from tools.desk_folder import load

ROOT = Path(__file__).parents[1]
DESK_IDS = """
BANK_RWA BANK_EXCESS BANK_CET1_REQ LISTED_US ACWI_EPS_CONSENSUS NACM_CMI ISM_PMI ISM_NEW_ORDERS TRUCK_DEMAND
TRUCK_CAPACITY MEMORY_IDX FLUID_POWER KR_EXPORTS SEMI_SALES ACWI_EPS GOLD SPX BTC US_SMALLCAP SMALLCAP_IND NUCLEAR
DEFENSE EM_EX_CHINA DM_SMALL_VALUE UST US_LARGE_GROWTH SPAC_IDX BDC_IDX CLO_ETF SYND_LOANS HY_ETF P6040 EXPANSION
STAGNATION
""".split()


@pytest.fixture
def copied(tmp_path):
    """A copy of the sample desk that a test may change, and a question put to it by words alone."""
    folder = tmp_path / "desk"
    shutil.copytree(packaged_desk(), folder)

    def ask(text):
        app = App(Settings(desk=str(folder), home=str(tmp_path / "home"), embedding="none"))
        answer = app.desk.answer(Question(text=text))
        app.close()
        return answer

    return folder, ask


def test_the_scripts_write_the_same_bytes_again(tmp_path):
    """Whoever doubts a sample number can make it again from its seed."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.rmtree(tmp_path / "samples" / "desk" / "data")
    subprocess.run([sys.executable, str(tmp_path / "samples" / "make.py")], check=True, capture_output=True)

    for path in sorted((ROOT / "samples" / "desk").rglob("*")):
        if path.is_file():
            made = tmp_path / path.relative_to(ROOT)
            assert made.read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("latest consumer sentiment", "57.3"),
        ("latest fluid power survey", "73"),
        ("korean exports y/y", "+33.9%"),
        ("US listed companies, change from 1995 to 2025", "-49.8%"),
        ("flow gap expansion vs stagnation, 10y", "-$1.3tn"),
        ("60/40 return ytd", "+1.2%"),
    ],
)
def test_published_totals_come_out_of_raw_observations(ask, typed, text):
    assert str(ask(typed).figures[0]) == text


@pytest.mark.parametrize(
    ("name", "percent"),
    [
        ("small and mid-cap industrials", 22),
        ("nuclear energy equities", 20),
        ("gold", 18),
        ("global defence equities", 15),
        ("emerging markets excluding China", 14),
        ("S&P 500", 2),
        ("US Treasuries", 0),
        ("US large-cap growth", -3),
    ],
)
def test_year_to_date_returns_are_the_published_ones(ask, name, percent):
    assert round(ask(f"{name} return ytd").figures[0].value) == percent


def test_changing_one_raw_row_changes_the_answer(copied):
    folder, ask = copied
    before = ask("flow gap expansion vs stagnation, 10y").figures[0].value
    path = folder / "data" / "flows" / "funds.csv"
    rows = [line.split(",") for line in path.read_text("utf-8").splitlines()]
    row = next(row for row in rows if row[:2] == ["2020-03", "F_GOLD"])
    row[2] = str(float(row[2]) + 1_000)
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")

    after = ask("flow gap expansion vs stagnation, 10y").figures[0].value

    assert after - before == pytest.approx(1_000e6)


def test_sample_answers_say_so(ask):
    assert ask("latest consumer sentiment").sample


def test_no_answer_is_written_in_the_data():
    """Raw observations only: no file of the sample desk holds a gap, a total, a return or a rank."""
    texts = [path.read_text("utf-8") for path in (packaged_desk() / "data").rglob("*.csv")]
    heads = {head for text in texts for head in text.partition("\n")[0].lower().split(",")}

    assert not {head for head in heads if any(word in head for word in ("gap", "total", "return", "rank", "yoy"))}


@pytest.fixture(scope="module")
def toml():
    return tomllib.loads((packaged_desk() / "desk.toml").read_text("utf-8"))


def test_the_desk_carries_what_the_note_speaks_of(toml):
    catalogue = load(packaged_desk())

    assert [id for id in DESK_IDS if catalogue.find(id) is None] == []
    assert "IND_MOMENTUM" in toml["composite"]
    assert "SPAC_DEALS" in toml["events"]
    assert "SOFTWARE" in toml["table"]


def test_the_data_stay_small():
    assert sum(path.stat().st_size for path in (packaged_desk() / "data").rglob("*")) < 3_000_000


def test_what_is_taken_when_a_question_does_not_say_is_there(toml):
    ids = set(re.findall(r"'([A-Z0-9_]+)(?::\w+)?'", str(toml["use"]))) - {"6M", "3M"}

    assert {"BANK_RWA", "AMTMNO", "ACWI_EPS_CONSENSUS", "SPAC_DEALS", "IND_MOMENTUM"} <= ids
    assert ids <= load(packaged_desk()).series.keys() | toml["composite"].keys() | toml["events"].keys()


# ---------------------------------------------------------------- the desk's own book


def test_the_book_is_not_there_for_those_who_may_not_see_it(sample):
    """Positions are more secret than notes: no figure, no board, no row, no choice, no example, no word."""
    typed = [
        "desk positions",
        "DESK_POSITIONS",
        "DESK_POSITION",
        "the desk's book snapshot",
        "工业股仓位一览",
        "黄金仓位",
    ]
    answers = [sample.desk.answer(Question(text=text, user="U0MEMBER")) for text in typed]
    answers += [sample.desk.snapshot(name, Question(text=name, user="U0MEMBER")) for name in ("book", "DESK_GOLD")]
    words = str([(each.headline, each.text, each.choices, each.caveats, each.figures, each.tables) for each in answers])

    assert not re.search("share of the book|desk's book|DESK_GOLD|本部门", words)
    assert {each.label for each in answers} <= {"public", "desk"}


def test_the_book_is_there_for_those_who_may(sample):
    for user in (None, "U024PM"):
        answer = sample.desk.snapshot("book", Question(text="book", user=user))

        assert [str(row) for row in answer.figures[0].parts] == ["6.0%", "5.0%"]
        assert answer.label == "restricted"


@pytest.mark.parametrize("user", [None, "U024PM", "U0MEMBER"])
def test_the_flow_gap_is_for_every_member(sample, user):
    answer = sample.desk.answer(Question(text="flow gap expansion vs stagnation, 10y", user=user))

    assert str(answer.figures[0]) == "-$1.3tn"
    assert answer.label == "desk"


@pytest.mark.parametrize(
    ("id", "measure"),
    [
        ("NACM_CMI", "制造业销售"),
        ("FLUID_POWER", "全球展望"),
        ("TRUCK_DEMAND", "调查"),
        ("TRUCK_CAPACITY", "调查"),
        ("SEMI_SALES", "全球"),
        ("BDC_IDX", "私募信贷"),
        ("HY_ETF", "ETF"),
    ],
)
def test_a_chinese_title_names_what_is_measured(id, measure):
    assert measure in load(packaged_desk()).series[id].title.zh


def test_every_row_of_a_sample_table_has_a_chinese_name():
    catalogue = load(packaged_desk())

    rows = (packaged_desk() / "data" / "credit" / "software.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.rpartition(",")[0] for row in rows} == catalogue.tables["SOFTWARE"].chinese.keys()
