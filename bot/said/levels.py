"""What is said of levels: the latest value, since when it is the highest, a change, a board."""

from bot.said.voice import VALUE, Column, Draft, Pattern, Titles, Voice, grid, part
from footnote.answer import Call, Figure, Table
from footnote.spelling import spell_age, spell_score
from footnote.text import Language, Text

LAST_KNOWN = Pattern("{#:label}, last known, {#:age}: {#}", "{#:label}，最后已知数据，{#:age}：{#}")
FROM_TO = Pattern(
    "From {#.1} ({#.1:period}) to {#.2} ({#.2:period}).", "由{#.1}（{#.1:period}）变为{#.2}（{#.2:period}）。"
)
FROM_TO_PERCENT = Pattern(
    "From {#.1} ({#.1:period}) to {#.2} ({#.2:period}), {#.3}.",
    "由{#.1}（{#.1:period}）变为{#.2}（{#.2:period}），变动 {#.3}。",
)
HIGHEST_SINCE = Pattern(
    "{#:label}: {#}, the highest since {#.1:period} ({#.1})", "{#:label}：{#}，为{#.1:period}（{#.1}）以来最高"
)
LOWEST_SINCE = Pattern(
    "{#:label}: {#}, the lowest since {#.1:period} ({#.1})", "{#:label}：{#}，为{#.1:period}（{#.1}）以来最低"
)
NO_HIGH = Pattern(
    "{#:label}: {#}, no new high: {#.1:period} was already at {#.1}", "{#:label}：{#}，并非新高：{#.1:period}已为{#.1}"
)
NO_LOW = Pattern(
    "{#:label}: {#}, no new low: {#.1:period} was already at {#.1}", "{#:label}：{#}，并非新低：{#.1:period}已为{#.1}"
)
RECORD_HIGH = Pattern("{#:label}: {#}, the highest of the history looked at", "{#:label}：{#}，为所查历史最高")
RECORD_LOW = Pattern("{#:label}: {#}, the lowest of the history looked at", "{#:label}：{#}，为所查历史最低")


def latest(_: Call, figure: Figure) -> Draft:
    """A value that is too old to be called the latest is said to be old beside it."""
    return ((VALUE if figure.stats.get("current", True) else LAST_KNOWN).at(figure.key),)


def since(call: Call, figure: Figure) -> Draft:
    """The month since when, a record, or that it is no new high at all."""
    highest = call.arguments["kind"] == "highest"
    if figure.stats["record"]:
        return ((RECORD_HIGH if highest else RECORD_LOW).at(figure.key),)
    if figure.stats["since"] == figure.stats["previous"]:
        return ((NO_HIGH if highest else NO_LOW).at(figure.key),)
    return ((HIGHEST_SINCE if highest else LOWEST_SINCE).at(figure.key),)


def _since_subject(call: Call, title: Titles) -> Text:
    name = title(call.arguments["series"])
    kind = Text("lowest", "最低") if call.arguments["kind"] == "lowest" else Text("highest", "最高")
    return Text(f"{name.en}, {kind.en} since when", f"{name.zh}，何时以来{kind.zh}")


def change(_: Call, figure: Figure) -> Draft:
    """The change, and its two ends."""
    in_percent = any(each.name == "percent" for each in figure.parts)
    return VALUE.at(figure.key), (FROM_TO_PERCENT if in_percent else FROM_TO).at(figure.key)


def board(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row an indicator."""
    rows = [row for row in figure.parts if row.name == "latest"]
    return grid(rows, BOARD, language) if rows else None


def _score(figure: Figure, _: Language) -> str:
    return spell_score(figure.value) if figure.value is not None else ""


def _trend(row: Figure, _: Language) -> str:
    return str(row.stats["trend"])


def _dated(row: Figure, language: Language) -> str:
    """The period of a row; of one that is not current its age as well."""
    period, age = row.period.to(language), row.stats.get("age")
    if row.stats.get("current", True) or not isinstance(age, int):
        return period
    return f"{period}{Text(', ', '，').to(language)}{spell_age(age, language)}"


BOARD = (
    Column(head=Text("Last", "最近值")),
    Column(head=Text("On the period", "较上期"), shows=part("change_period")),
    Column(head=Text("On the year", "同比"), shows=part("change_year")),
    Column(head=Text("z", "标准分"), shows=part("zscore"), spelled=_score),
    Column(head=Text("Trend", "走势"), spelled=_trend),
    Column(head=Text("Period", "期间"), spelled=_dated),
)
VOICES = (
    Voice(tool="latest", verb=Text("value", "数值"), sentences=latest),
    Voice(tool="since_when", sentences=since, subject=_since_subject),
    Voice(
        tool="change",
        verb=Text("change", "变化"),
        sentences=change,
        missing=Text("The change of which series, and over which window?", "请问是哪个序列、哪个区间的变化？"),
    ),
    Voice(
        tool="snapshot", verb=Text("snapshot", "一览"), table=board, missing=Text("Which board?", "请问是哪个看板？")
    ),
)
