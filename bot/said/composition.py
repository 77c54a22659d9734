"""What is said of what a whole is made of: the share that growth rates imply, and a table of shares."""

from collections.abc import Callable

from bot.said.returns import ranked
from bot.said.sentence import Sentence, parts
from bot.said.voice import Column, Draft, Titles, Voice, grid, valued
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text, listed, same

MADE = Sentence(
    "It contributes {own} to the growth of the total and the rest {other}; its share after the growth is {after}.",
    "对总体增长的贡献为 {own}，其余部分为 {other}；增长之后占比为 {after}。",
)
LEVEL = Sentence("{level:label}: {level}.", "{level:label}：{level}。")
PART, ITEM, VALUE_OF = Text("Part", "部分"), Text("Item", "项目"), Text("Value", "数值")
SHARE, ADDED, AFTER = (
    Text("Base-period share", "基期占比"),
    Text("Contribution", "贡献"),
    Text("Share after", "增长后占比"),
)


def contributed(_: Call, figure: Figure) -> Draft:
    """The share, what it and the rest contribute, and the level reached."""
    found = parts(figure)
    made = MADE.of(own=found.get("contribution_1"), other=found.get("contribution_2"), after=found.get("share_after_1"))
    return valued(figure), *made, *LEVEL.of(level=found.get("level"))


def both(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a part: its share, what it contributes, its share after."""
    rows = [figure, *(part for part in figure.parts if part.name == "share_2")]
    columns = (
        Column(head=SHARE),
        Column(head=ADDED, shows=_of(figure, "contribution")),
        Column(head=AFTER, shows=_of(figure, "share_after")),
    )
    return grid(rows, columns, language, PART) if len(rows) > 1 else None


def _of(figure: Figure, name: str) -> Callable[[Figure], Figure | None]:
    """What a column shows of a row: the part of the figure that is called *name* and is of the row's half."""
    return lambda row: parts(figure).get(f"{name}_{1 if row is figure else 2}")


def _implied(call: Call, _: Titles) -> Text:
    grown = listed([same(f"{100 * rate:+g}%") for rate in call.arguments["parts"]])
    total = f"{100 * call.arguments['total']:+g}%"
    return Text(
        f"shares and contributions, parts {grown.en}, total {total}", f"占比与贡献，各部分 {grown.zh}，总体 {total}"
    )


def exposed(_: Call, figure: Figure) -> Draft:
    """The rows in their rank."""
    return (ranked(figure),)


def rows(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a line of the desk's table, the largest first."""
    return grid(figure.parts, (Column(head=VALUE_OF),), language, ITEM)


def _table(call: Call, title: Titles) -> Text:
    return title(call.arguments["table"])


VOICES = (
    Voice(
        tool="contribution",
        sentences=contributed,
        table=both,
        subject=_implied,
        missing=Text("How fast do the two parts grow, and how fast the total?", "请问两个部分与总体的增速各是多少？"),
        offers=(
            Text(
                "what share and contribution if memory grows 48%, the rest 22%, the total 30%",
                "存储增长48%，其余22%，总计30%，各贡献多少",
            ),
        ),
        stats={"first_at_or_above": "首次达到", "year": "年份"},
    ),
    Voice(
        tool="exposure",
        sentences=exposed,
        table=rows,
        subject=_table,
        missing=Text("Which of the desk's tables?", "请问是哪张表？"),
    ),
)
