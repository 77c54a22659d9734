"""What is said of several series side by side: the change of each, and how far two of them are apart."""

from bot.said.sentence import Sentence, parts
from bot.said.voice import TITLE, Column, Draft, Pattern, Voice, grid, part
from footnote.answer import Call, Figure, Table
from footnote.text import Language, Text, listed

MOST_NAMED = 4
CHANGED = Pattern("{#:title} {#}", "{#:title} {#}")
OVER = Sentence(" ({start:period} to {end:period})", "（{start:period}至{end:period}）")
COLON = Text(": ", "：")
RANGE = Sentence(
    ": highest {most:title} {most}, lowest {least:title} {least}",
    "：最高为{most:title} {most}，最低为{least:title} {least}",
)
SPREAD = Sentence(
    "{spread:label}: {spread}, after {start} ({start:period}).",
    "{spread:label}：{spread}，期初为 {start}（{start:period}）。",
)
GAP = Sentence("{one:title} less {other:title}: {gap}.", "{one:title}减{other:title}：{gap}。")


def compared(_: Call, figure: Figure) -> Draft:
    """The change of each, of many the highest and the lowest.

    Of two rates how far apart they are now and were then as well, of two others their changes.
    """
    changes, found = _changes(figure), parts(figure)
    head = TITLE.at(figure.key)
    if len(changes) <= MOST_NAMED:
        named = listed([CHANGED.at(change.key) for change in changes])
        over = _over(changes[0]) if "start" in figure.stats else ()
        whole = (named, *over) if over else (head, COLON, named)
        head = Text("".join(each.en for each in whole), "".join(each.zh for each in whole))
    elif len({change.unit for change in changes}) == 1:
        ranked = sorted(changes, key=lambda change: change.value or 0.0)
        ends = RANGE.of(most=ranked[-1], least=ranked[0])
        head = Text(head.en + ends[0].en, head.zh + ends[0].zh)
    apart = SPREAD.of(spread=found.get("spread"), start=found.get("spread_start"))
    return head, *(apart or GAP.of(one=changes[0], other=changes[1], gap=found.get("gap")))


def _over(change: Figure) -> Draft:
    """The two days between which all of them changed."""
    ends = parts(change)
    return OVER.of(start=ends.get("start"), end=ends.get("end"))


def rows(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a series: where it starts and ends, its change, and its level on a base where one of them has one."""
    changes = _changes(figure)
    columns = [
        Column(head=Text("Start", "起点"), shows=part("start")),
        Column(head=Text("End", "终点"), shows=part("end")),
        Column(head=Text("Change", "变化")),
    ]
    if any(part("rebased")(change) for change in changes):
        columns.append(Column(head=Text("Rebased", "定基"), shows=part("rebased"), spelled=_on_base))
    return grid(changes, columns, language)


def _changes(figure: Figure) -> list[Figure]:
    return [each for each in figure.parts if each.name == "change"]


def _on_base(figure: Figure, _: Language) -> str:
    """A level on a base, to one decimal."""
    return f"{figure.value:,.1f}"


VOICES = (
    Voice(
        tool="compare",
        verb=Text("comparison", "的比较"),
        sentences=compared,
        table=rows,
        missing=Text("Which two series are to be compared?", "请问要比较哪两个序列？"),
        offer=Text("compare {0} with {1}", "比较{0}与{1}"),
    ),
)
