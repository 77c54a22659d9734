"""Whole answers, as a terminal shows them. `make golden` writes them anew; read the diff."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot import render
from bot.document import document

GOLDEN = Path(__file__).parent / "golden"
QUESTIONS = {
    "latest": "latest consumer sentiment",
    "latest-zh": "ISM 新訂單現在多少",
    "since": "is truck demand the highest since when?",
    "since-zh": "密歇根消费者信心是几月以来最高",
    "record": "memory index highest since when",
    "no-high": "consumer prices, lowest since when?",
    "change": "how much have US listed companies changed from 1995 to 2025?",
    "change-zh": "韩国出口同比",
    "yield": "10y yield move since last May",
    "gap": "What is the fund-flow gap between expansion and stagnation assets?",
    "gap-zh": "扩张类资产和停滞类资产过去十年资金流差多少",
    "ranked": "How have gold, nuclear energy and the S&P 500 done this year?",
    "portfolio": "60/40 return in 2025",
    "five-years": "return of leading listed SPACs and US small caps over 5 years",
    "snapshot-zh": "信贷指标一览",
    "quote": "What do the notes say about private credit redemptions?",
    "quote-zh": "研报怎么说私募信贷对软件行业的暴露",
    "both": "Gold return YTD? And what do the notes say about it?",
    "only-notes": "how long does it take to leave a private credit fund?",
    "list": "list notes from Harbour & Vale",
    "not-configured": "latest retail sales",
    "short-history": "gold return since 1999",
    "unknown": "latest umich inflation of Narnia",
    "ask-back": "returns please",
    "advice": "should I sell my gold?",
    "off-topic": "what's the weather in Hong Kong",
    "french": "Quel est le taux de chômage depuis 2020 ?",
    "empty": "   ",
}


def shown(answer):
    """The answer's lines at a width of 100, its id left out."""
    out = io.StringIO()
    render.answer(Console(file=out, width=100, highlight=False), document(answer))
    lines = (line.rstrip() for line in out.getvalue().replace(answer.id, "ID").splitlines())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_whole_answer_stays_as_it_was_read(ask, name, request):
    said = f"> {QUESTIONS[name]}\n{shown(ask(QUESTIONS[name]))}"
    kept = GOLDEN / f"{name}.txt"
    if request.config.getoption("--golden"):
        kept.write_text(said, encoding="utf-8")

    assert said == kept.read_text(encoding="utf-8")


def test_every_golden_file_is_asked_for():
    assert {path.stem for path in GOLDEN.glob("*.txt")} == QUESTIONS.keys()
