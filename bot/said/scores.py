"""What is said of z-scores: of one series, and of hard data against surveys."""

from bot.said.sentence import Sentence, parts
from bot.said.voice import Column, Draft, Titles, Voice, grid, valued
from footnote.answer import Call, Figure, Table
from footnote.spelling import spell_score
from footnote.text import Language, Text

MADE_OF = Sentence(
    "{level:label}: {level}, against a mean of {mean} and a standard deviation of {sd}.",
    "{level:label}：{level}，均值 {mean}，标准差 {sd}。",
)
GAP = Sentence(
    "Hard data less surveys: {gap} ({gap:period}), hard data {hard} and surveys {soft} from their means",
    "硬数据减调查数据：{gap}（{gap:period}），硬数据偏离均值 {hard}，调查数据偏离均值 {soft}",
)
SINCE = Sentence(
    "{group:title}: the highest since {since:period} ({since}).", "{group:title}：为{since:period}（{since}）以来最高。"
)
NOT_NEW = Sentence(
    "{group:title}: no new high, {since:period} was already at {since}.",
    "{group:title}：并非新高，{since:period}已为 {since}。",
)
RECORD = Sentence("{group:title}: the highest of the common sample.", "{group:title}：为共同样本最高。")


def score(_: Call, figure: Figure) -> Draft:
    """The z-score, then the value it is of with the mean and the standard deviation."""
    return valued(figure), *MADE_OF.of(**{name: parts(figure).get(name) for name in ("level", "mean", "sd")})


def gap(_: Call, figure: Figure) -> Draft:
    """Both groups and the gap; then since when the surveys, and the hard data, are the best."""
    held = parts(figure)
    hard, soft = held["hard"], held["soft"]
    return *GAP.of(hard=hard, soft=soft, gap=figure), *_best(soft), *_best(hard)


def _best(group: Figure) -> Draft:
    earlier = parts(group).get(f"since_{group.name}")
    if earlier is None:
        return RECORD.of(group=group)
    beaten = group.stats["since"] == group.stats["previous"]
    return (NOT_NEW if beaten else SINCE).of(group=group, since=earlier)


def series(_: Call, figure: Figure, language: Language) -> Table | None:
    """A row a series with its z-score, those of the hard data first."""
    rows = [part for group in figure.parts for part in group.parts if part.series is not None]
    return grid(rows, (Column(head=Text("z", "标准分"), spelled=_spelled),), language)


def _spelled(figure: Figure, _: Language) -> str:
    return spell_score(figure.value) if figure.value is not None else ""


def _gap_subject(_: Call, __: Titles) -> Text:
    return Text("hard data less surveys, in standard deviations", "硬数据减调查数据，以标准差计")


VOICES = (
    Voice(
        tool="zscore",
        verb=Text("z-score", "的标准分"),
        sentences=score,
        missing=Text("The z-score of which series?", "请问是哪个序列的标准分？"),
        offer=Text("z-score of {0}", "{0}的标准分"),
        stats={"ddof": "自由度修正", "last": "末期", "transform": "变换", "vintage": "数据版本"},
    ),
    Voice(
        tool="hard_soft_gap",
        sentences=gap,
        table=series,
        subject=_gap_subject,
        stats={"series": "序列数"},
    ),
)
