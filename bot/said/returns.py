"""What is said of returns: one with its yearly rate and its drawdown, or several in their rank."""

from bot.said.sentence import Sentence
from bot.said.voice import Column, Draft, Pattern, Voice, grid, part, valued
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text, listed

OF = Pattern(" ({#:aside})", "（{#:aside}）")
A_YEAR = Pattern("That is {#} a year.", "年化为 {#}。")
FALL = Sentence(
    "The maximum drawdown was {fall}, from {fall:peak} to {fall:trough}.",
    "其间最大回撤为 {fall}，自{fall:peak}至{fall:trough}。",
)
MOST_NAMED = 4


def returned(_: Call, figure: Figure) -> Draft:
    """The return, by the year too where the window is longer, and its drawdown; of several their rank."""
    if figure.value is None:
        return (ranked(figure),)
    own = {each.name: each for each in figure.parts}
    yearly, fall = own.get("annualised"), own.get("drawdown")
    fell = FALL.of(fall=fall) if fall is not None and fall.stats["peak"] else ()
    return (valued(figure), *((A_YEAR.at(yearly.key),) if yearly else ()), *fell)


def ranked(figure: Figure) -> Text:
    """A headline of several returns, the best first, the worst last where there are many."""
    parts = figure.parts if len(figure.parts) <= MOST_NAMED else (figure.parts[0], figure.parts[-1])
    named = [Text(f"{{{each.key}:title}} {{{each.key}}}", f"{{{each.key}:title}} {{{each.key}}}") for each in parts]
    of = OF.at(figure.key)
    if len(parts) == len(figure.parts):
        return Text(listed(named).en + of.en, listed(named).zh + of.zh)
    return Text(f"From {named[0].en} to {named[1].en}{of.en}", f"从{named[0].zh}到{named[1].zh}{of.zh}")


def rows(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row an instrument, or a member of a basket."""
    held = [each for each in figure.parts if each.name == "return"]
    if not held:
        return None
    columns = [Column(head=Text("Return", "回报"))]
    if any(part("annualised")(each) for each in held):
        columns.append(Column(head=Text("A year", "年化"), shows=part("annualised")))
    columns.append(Column(head=Text("Max drawdown", "最大回撤"), shows=part("drawdown")))
    return grid(held, columns, language)


VOICES = (
    Voice(
        tool="returns",
        verb=Text("returns", "的回报"),
        sentences=returned,
        table=rows,
        missing=Text("The return of what, and over which window?", "请问是哪个资产、哪个区间的回报？"),
        offer=Text("return of {0} year to date", "今年以来{0}的回报"),
        kinds=("price",),
        stats={"peak": "高点日", "trough": "低点日"},
    ),
)
