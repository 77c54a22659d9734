"""Writes docs/ask.svg: real answers of the sample desk, as a terminal shows them."""

import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

import ingest
from bot import render
from bot.app import App
from bot.document import document
from footnote.answer import Question
from footnote.settings import Settings, packaged_desk

FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # they would be fetched; the reader's own will do
TARGET = Path(__file__).parents[1] / "docs" / "ask.svg"
QUESTIONS = (
    "What is the fund-flow gap between expansion and stagnation assets?",
    "密歇根消费者信心是几月以来最高",
    "How have gold, nuclear energy and the S&P 500 done this year?",
)


def picture() -> str:
    """The SVG of a recorded terminal."""
    console = Console(record=True, width=112, highlight=False, file=io.StringIO(), force_terminal=True)
    with tempfile.TemporaryDirectory() as home:
        app = App(Settings(home=home))
        list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
        for question in QUESTIONS:
            console.print(f'$ footnote ask "{question}"', style="bold cyan")
            render.answer(console, document(app.desk.answer(Question(text=question))))
            console.print()
        app.close()
    return FONTS.sub("", console.export_svg(title="footnote", unique_id="footnote"))


if __name__ == "__main__":
    TARGET.write_text(picture(), encoding="utf-8")
    print(f"{TARGET.name} is written.")
