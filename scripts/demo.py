"""Shows Footnote on the sample desk: reads the notes, asks ten questions, ends with what to type next."""

import os
from pathlib import Path

from rich.console import Console

from bot.__main__ import main
from footnote.settings import packaged_desk

ROOT = Path(__file__).parents[1]
QUESTIONS = (
    "What is the fund-flow gap between expansion and stagnation assets?",
    "密歇根消费者信心是几月以来最高",
    "What GDP growth does the NACM survey imply?",
    "5%的季度赎回上限，多久才能全部退出",
    "How have gold, nuclear energy and the S&P 500 done this year?",
    "What do the notes say about private credit redemptions?",
    "研报怎么说私募信贷对软件行业的暴露",
    "US industry snapshot",
    "How much has it changed since May?",
    "Should I buy gold tomorrow?",
)
NEXT = """
Now ask your own (state in .demo, the packaged sample desk):

  export FOOTNOTE_HOME=.demo PATH=".venv/bin:$PATH"
  footnote ask "how much have US listed companies changed from 1995 to 2025?"
  footnote ask "今年以来60/40的回报"
  footnote show ID --workings         the same answer, down to its observations
  footnote notes search "redemption gate"
  footnote doctor

With FRED_API_KEY set the indicators are live; FOOTNOTE_DESK names a desk folder of your own.
"""


def demo() -> None:
    """Runs the whole of it in this process."""
    os.environ["FOOTNOTE_HOME"] = str(ROOT / ".demo")
    os.environ.pop("FOOTNOTE_DESK", None)
    console = Console(highlight=False)
    console.rule("the desk reads its notes")
    main(["ingest", str(packaged_desk() / "notes")])
    for question in QUESTIONS:
        console.rule()
        console.print(f"> {question}", style="bold cyan")
        main(["ask", question])
    console.rule()
    print(NEXT)


if __name__ == "__main__":
    demo()
