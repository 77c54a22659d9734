"""What is said of levels: the latest value, since when it is the highest, a change, a board."""

from bot.said.sentence import Sentence, parts
from bot.said.voice import Column, Draft, Pattern, Titles, Voice, grid, part, valued
from footnote.answer import Call, Figure, Table
from footnote.spelling import spell_age, spell_score
from footnote.text import Language, Text
from tools.window import Window

LAST_KNOWN = Pattern("{#:label}, last known, {#:age}: {#}", "{#:label}，最后已知数据，{#:age}：{#}")
FROM_TO = Pattern("From {#.1} to {#.2}.", "由{#.1}变为{#.2}。")
FROM_TO_PERCENT = Pattern("From {#.1} to {#.2}, {#.3}.", "由{#.1}变为{#.2}，变动 {#.3}。")
BESIDE = {
    1: Sentence(
        ", above its {beside:title} of {beside} ({beside:period})", "，高于{beside:title} {beside}（{beside:period}）"
    ),
    0: Sentence(", level with its {beside:title} ({beside:period})", "，与{beside:title}（{beside:period}）持平"),
    -1: Sentence(
        ", below its {beside:title} of {beside} ({beside:period})", "，低于{beside:title} {beside}（{beside:period}）"
    ),
}
RECORD = {
    "highest": Text("the highest of the history looked at", "为所查历史最高"),
    "lowest": Text("the lowest of the history looked at", "为所查历史最低"),
}
SINCE = {
    "highest": Sentence("the highest since {since:period} ({since})", "为{since:period}（{since}）以来最高"),
    "lowest": Sentence("the lowest since {since:period} ({since})", "为{since:period}（{since}）以来最低"),
}
NOT_NEW = {
    "highest": Sentence("no new high: {since:period} was already at {since}", "并非新高：{since:period}已为{since}"),
    "lowest": Sentence("no new low: {since:period} was already at {since}", "并非新低：{since:period}已为{since}"),
}
DISTANCE = Sentence("{share:label}: {share}.", "{share:label}：{share}。")
SHARE = Sentence(
    "{share} of the values since {share:first_period} were at or below it.",
    "自{share:first_period}以来，{share} 的数值不高于这一水平。",
)


def latest(_: Call, figure: Figure) -> Draft:
    """A value that is too old to be called the latest is said to be old beside it."""
    return (valued(figure) if figure.stats.get("current", True) else LAST_KNOWN.at(figure.key),)


def since(call: Call, figure: Figure) -> Draft:
    """The month since when, or a record, beside the peak that was named; the distance from it, the place in history."""
    held = parts(figure)
    beside = held.get("peak") or held.get("trough")
    head, other = valued(figure), tuple[Text, ...]()
    if beside is not None:
        now, then = figure.value or 0.0, beside.value or 0.0
        other = BESIDE[(now > then) - (now < then)].of(beside=beside)
    (tail,) = _since_when(call.arguments["kind"], figure, held.get("since"))
    en, zh = "".join(each.en for each in (head, *other)), "".join(each.zh for each in (head, *other))
    distance = DISTANCE.of(share=held["distance"]) if beside is not None else ()
    share = () if figure.stats.get("record") else SHARE.of(share=held.get("percentile"))
    return Text(f"{en}, {tail.en}", f"{zh}，{tail.zh}"), *distance, *share


def _since_when(kind: str, figure: Figure, earlier: Figure | None) -> Draft:
    if earlier is None:
        return (RECORD[kind],)
    beaten = figure.stats["since"] == figure.stats["previous"]
    return (NOT_NEW if beaten else SINCE)[kind].of(since=earlier)


def _since_subject(call: Call, title: Titles) -> Text:
    name = title(call.arguments["series"])
    lowest = call.arguments["kind"] == "lowest"
    if "window" in call.arguments and Window(window=call.arguments["window"]).length() is None:
        return Text(
            f"{name.en} against its {'trough' if lowest else 'peak'}",
            f"{name.zh}与其{'低点' if lowest else '高点'}相比",
        )
    kind = Text("lowest", "最低") if lowest else Text("highest", "最高")
    return Text(f"{name.en}, {kind.en} since when", f"{name.zh}，何时以来{kind.zh}")


def change(_: Call, figure: Figure) -> Draft:
    """The change, and its two ends."""
    in_percent = any(each.name == "percent" for each in figure.parts)
    return valued(figure), (FROM_TO_PERCENT if in_percent else FROM_TO).at(figure.key)


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
    Voice(tool="latest", verb=Text("value", "的数值"), sentences=latest, offer=Text("latest {0}", "最新{0}")),
    Voice(
        tool="since_when",
        sentences=since,
        subject=_since_subject,
        missing=Text("The highs and lows of which series?", "请问是哪个序列的高点或低点？"),
        offer=Text("{0}: highest since when?", "{0}是何时以来最高"),
        stats={"above": "高于该极值", "last": "末期", "tie": "相等", "vintage": "数据版本"},
    ),
    Voice(
        tool="change",
        verb=Text("change", "的变化"),
        sentences=change,
        missing=Text("The change of which series, and over which window?", "请问是哪个序列、哪个区间的变化？"),
        offer=Text("change of {0} over 1 year", "{0}过去1年的变化"),
        kinds=("hard", "survey", "price", "rate", "stock"),
    ),
    Voice(
        tool="snapshot",
        verb=Text("snapshot", "一览"),
        table=board,
        missing=Text("Which board?", "请问是哪个看板？"),
        offer=Text("{0} snapshot", "{0}一览"),
    ),
)
