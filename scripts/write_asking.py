"""Writes docs/asking.md: what can be asked, from the tools, the planner and the catalogue of the sample desk."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from bot import dates, timing
from bot.language import normalise
from bot.link import Linker
from bot.offers import offers
from bot.plan import Planner
from footnote.errors import AskError
from footnote.settings import packaged_desk
from footnote.text import Text, same
from knowledge.script import CJK
from tools.catalogue import Catalogue, Named, Series
from tools.desk_folder import load
from tools.registry import BoardId, Tool, all_tools

PAGE = Path(__file__).parents[1] / "docs" / "asking.md"
WRITTEN = "<!-- Written by scripts/write_asking.py; `make docs` writes it anew. -->\n\n"
PARAGRAPH = "\n\n"
MOST_NAMES, MOST_EXAMPLES = 12, 2
ABOUT = ("UMCSENT", "GOLD", "SPX", "UNRATE")
"""What the examples are about, where a tool can take it."""
WITHOUT_OFFERS = {
    "hard_soft_gap": (Text("how far apart are hard and soft data?", "硬数据与软数据的差距有几个标准差"),),
    "spac_returns": (
        Text("SPAC returns vs small caps over 5 years", "近五年SPAC的回报"),
        Text("how have de-SPACs done 12 months after the merger?", "de-SPAC合并后一年的回报"),
    ),
    "spac_fee": (Text("how much do SPAC sponsors take in costs?", "SPAC发起人成本有多高"),),
    "revisions": (Text("how was September 2025 payrolls revised?", "2025年9月非农初值是多少"),),
    "exit_time": (Text("5% a quarter cap: how long to get out in full?", "每季赎回上限5%，多久能全部退出"),),
}
NOTES = (
    Text("what do the notes say about private credit redemptions?", "研报怎么说私募信贷的赎回"),
    Text("list notes from this month", "列出本月的研报"),
)
SEVERAL = Text("gold return YTD? and what do the notes say about it?", "今年以来黄金的回报？研报怎么说？")
AS_KNOWN = Text("unemployment as of 1 October 2025", "截至2025年10月1日的失业率")
TIMES = (
    "ytd", "this year", "over 5 years", "past 18 months", "last 90 days", "10y", "in 2025", "last year",
    "past decade", "since 2020", "since last May", "since March 2022", "from 2019 to 2021", "Q3 2025",
    "between Jan 2020 and June 2021", "in December", "今年以来", "年初至今", "过去十年", "近三年", "最近六个月", "去年",
    "去年五月以来", "2020年以来", "2019年到2021年", "2025年第三季度", "上个月", "自2022年3月",
)  # fmt: skip
REFUSED = (
    "should I sell my gold?", "帮我下单买入比特币", "what's the weather in Hong Kong", "returns please",
    "what's the yield?", "CPI in fy25", "unemployment since the election", "latest inflation of Narnia",
)  # fmt: skip


def page() -> str:
    """The whole page."""
    desk = load(packaged_desk())
    planner = planner_of(desk)
    filled = {
        "written": WRITTEN,
        "today": planner.today.isoformat(),
        "several_en": SEVERAL.en,
        "as_known_en": AS_KNOWN.en,
        "tools": "".join(_section(tool, planner) for tool in all_tools().values()),
        "notes": _examples(NOTES),
        "times": "\n".join(f"| {typed} | {token(typed, planner.today)} |" for typed in TIMES),
        "refusals": "\n".join(f"| {typed} | {_cell(ending(typed, planner))} |" for typed in REFUSED),
        "boards": "\n".join(_board(desk)),
        "baskets": "\n".join(
            f"| {_named(item)} |" for item in (*desk.baskets.values(), *desk.portfolios.values(), *desk.tables.values())
        ),
        "series": "\n".join(_series(desk)),
    }
    text = (Path(__file__).parent / "asking.md").read_text("utf-8")
    for word, said in filled.items():
        text = text.replace(f"{{{word}}}", said)
    return text


def planner_of(desk: Catalogue) -> Planner:
    """What plans the questions of the page, on the desk's own day."""
    tools = all_tools()
    return Planner(linker=Linker(desk), tools=tools, today=date.fromisoformat(desk.desk["today"]), examples=same("…"))


def examples(tool: Tool, planner: Planner) -> list[Text]:
    """Questions that plan to *tool* in both languages, as the desk offers them."""
    desk = planner.linker.catalogue
    named = [desk.series[id] for id in ABOUT if id in desk.series]
    of_desk = offers(tool, (), desk, planner.today)
    about = [each for item in named for each in offers(tool, [item], desk, planner.today)[:1]]
    boards = of_desk if BoardId in tool.arguments.values() else ()
    found = dict.fromkeys((*WITHOUT_OFFERS.get(tool.name, ()), *boards, *about, *of_desk))
    right = [each for each in found if all(planned(typed, planner) == {tool.name} for typed in (each.en, each.zh))]
    return right[:MOST_EXAMPLES]


def planned(typed: str, planner: Planner) -> set[str]:
    """The tools that *typed* is planned to; none where it is asked back or refused."""
    try:
        return {call.tool for call in planner.plan(typed).calls}
    except AskError:
        return set()


def token(typed: str, today: date) -> str:
    """What the planner makes of a time."""
    when = dates.find(timing.written(normalise(typed), today), today)
    if when is None:
        return "not understood"
    said = {"window": when.window, "start": when.start, "end": when.end}
    return ", ".join(f"{name} `{value}`" for name, value in said.items() if value)


def ending(typed: str, planner: Planner) -> str:
    """How a question ends that gets no figures."""
    try:
        calls = planner.plan(typed).calls
    except AskError as error:
        if not error.choices:
            return f"Refused: {error.text.en}"
        return f"Asked back: {error.text.en} To choose from: {'; '.join(each.en for each in error.choices)}."
    return f"Looked for with `{calls[0].tool}`; where that finds nothing, it is said."


def _section(tool: Tool, planner: Planner) -> str:
    """What a tool answers, in its own words, and what is typed for it."""
    title = " ".join("SPAC" if word == "spac" else word for word in tool.name.split("_"))
    return (
        f"\n### {title[:1].upper()}{title[1:]}\n\n{tool.doc.partition(PARAGRAPH)[0]}\n\n"
        f"{_examples(examples(tool, planner))}\n"
    )


def _examples(found: Iterable[Text]) -> str:
    return "\n".join(f"- {each.en}\n- {each.zh}" for each in found)


def _board(desk: Catalogue) -> Iterator[str]:
    for board in desk.boards.values():
        rows = [item.title.en if (item := desk.find(row.partition(":")[0])) else row for row in board.rows]
        yield f"| {_cell(board.title.en)} | {_cell(board.title.zh)} | {_cell(', '.join(rows))} |"


def _series(desk: Catalogue) -> Iterator[str]:
    """The series by their first group, the desk's own first; each group folded."""
    shown = [item for item in desk.series.values() if not item.hidden]
    groups: dict[str, list[Series]] = {"the desk's own": [item for item in shown if not item.packaged]}
    for item in (item for item in shown if item.packaged):
        groups.setdefault(item.groups[0] if item.groups else "others", []).append(item)
    yield f"### Series\n\n{len(shown)} series; a packaged one is read from FRED once `FRED_API_KEY` is set.\n"
    for group, items in groups.items():
        yield f"<details>\n<summary>{group.capitalize()} ({len(items)})</summary>\n"
        yield "| id | title | 中文 | also |\n| --- | --- | --- | --- |"
        yield from (f"| `{item.id}` | {_named(item)} |" for item in items)
        yield "\n</details>\n"


def _named(item: Named) -> str:
    """Both titles and other names, as cells of a row; some names of each language where there are many."""
    chinese = [name for name in item.aliases if CJK.search(name)]
    english = [name for name in item.aliases if not CJK.search(name)]
    half = MOST_NAMES // 2
    also = english[: max(half, MOST_NAMES - len(chinese))] + chinese[: max(half, MOST_NAMES - len(english))]
    return " | ".join(map(_cell, (item.title.en, item.title.zh, ", ".join(also))))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print("docs/asking.md is written.")
