"""What is said of returns: one, or several in their rank."""

from bot.said.voice import VALUE, Column, Draft, Pattern, Voice, grid
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text, listed

A_YEAR = Pattern("That is {#} a year.", "年化为 {#}。")
MOST_NAMED = 4


def returned(_: Call, figure: Figure) -> Draft:
    """The return, by the year too where the window is longer; of several their rank."""
    if figure.value is None:
        return (ranked(figure),)
    yearly = next((each.key for each in figure.parts if each.name == "annualised"), None)
    return (VALUE.at(figure.key), *((A_YEAR.at(yearly),) if yearly else ()))


def ranked(figure: Figure) -> Text:
    """A headline of several returns, the best first, the worst last where there are many."""
    parts = figure.parts if len(figure.parts) <= MOST_NAMED else (figure.parts[0], figure.parts[-1])
    named = [Text(f"{{{each.key}:title}} {{{each.key}}}", f"{{{each.key}:title}} {{{each.key}}}") for each in parts]
    head = Pattern("{#:label}: ", "{#:label}：").at(figure.key)
    if len(parts) == len(figure.parts):
        return Text(head.en + listed(named).en, head.zh + listed(named).zh)
    return Text(f"{head.en}from {named[0].en} to {named[1].en}", f"{head.zh}从{named[0].zh}到{named[1].zh}")


def rows(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row an instrument, or a member of a basket."""
    held = [each for each in figure.parts if each.name == "return"]
    return grid(held, (Column(head=Text("Return", "回报")),), language) if held else None


VOICES = (
    Voice(
        tool="returns",
        verb=Text("returns", "回报"),
        sentences=returned,
        table=rows,
        missing=Text("The return of what, and over which window?", "请问是哪个资产、哪个区间的回报？"),
    ),
)
