"""What is said of a regression and of a correlation: the value, how far to trust it, and what else was tried."""

from bot.said.sentence import Sentence, joined, parts
from bot.said.voice import Draft, Titles, Voice, valued
from footnote.answer import Call, Figure, Table
from footnote.spelling import plain
from footnote.text import Language, Text

TRUST = Sentence(
    "{low:title} {low}, high {high}; {fit:title} {fit}, slope {slope} (t {t}), {n} pairs.",
    "{low:title} {low}，上限 {high}；{fit:title} {fit}，斜率 {slope}（t 值 {t}），样本 {n} 对。",
)
SCALED = Sentence(
    "{low:title} {low}, high {high}; {fit:title} {fit}, {n} pairs. {slope:title}: {slope} (t {t}).",
    "{low:title} {low}，上限 {high}；{fit:title} {fit}，样本 {n} 对。{slope:title}：{slope}（t 值 {t}）。",
)
"""The same where the slope is for so much of x, which its title says."""
WITHOUT = Sentence(
    "{without:title}: {without}, {fit:title} {fit}, {n} pairs",
    "{without:title}：{without}，{fit:title} {fit}，样本 {n} 对",
)
ACTUAL = Sentence("last actual value {y} ({y:period})", "最近实际值 {y}（{y:period}）")
EXPECTED = Sentence("{consensus:title} {consensus}, gap {gap}", "{consensus:title} {consensus}，差额 {gap}")
READ_OFF = Sentence("{whole:label}: {whole}.", "{whole:label}：{whole}。")
CLOSELY = Sentence("{low:title} {low}, high {high}; {n} pairs.", "{low:title} {low}，上限 {high}；样本 {n} 对。")
SHIFTED = Sentence(
    "Strongest of the shifts that were tried: {best:title} {best}.", "所试错位中相关最强：{best:title}为 {best}。"
)
ROWS = ("low", "high", "slope", "t", "r2", "n")


def implied(_: Call, figure: Figure) -> Draft:
    """The value, its interval and fit, then the value without a year, the consensus, and the last actual y."""
    found = parts(figure)
    clauses: list[Text] = []
    if (without := _left_out(figure)) is not None:
        again = _shortened(without)
        clauses += WITHOUT.of(without=without, fit=again["r2"], n=again["n"])
    clauses += EXPECTED.of(consensus=found.get("consensus"), gap=found.get("gap"))
    clauses += ACTUAL.of(y=found.get("y"))
    return valued(figure), *trust(figure), *joined(clauses)


def trust(figure: Figure) -> Draft:
    """The interval and how closely the pairs lie to the line."""
    found = parts(figure)
    slope = found.get("slope")
    sentence = SCALED if slope is not None and any(each.name == "per" for each in slope.inputs) else TRUST
    return sentence.of(fit=found.get("r2"), **{name: found.get(name) for name in ROWS if name != "r2"})


def read_off(figure: Figure) -> Draft:
    """The value and how far to trust it, for whoever does not see the picture."""
    return *READ_OFF.of(whole=figure), *trust(figure)


def both(_: Call, figure: Figure, language: Language) -> Table | None:
    """Every statistic of the whole sample beside that without a year; None where no year was left out."""
    without = _left_out(figure)
    if without is None:
        return None
    whole, again = parts(figure), _shortened(without)
    rows = [(Text("Implied", "推算值"), figure, without)]
    rows += [(whole[name].title or whole[name].label, whole[name], again[name]) for name in ROWS]
    heads = (Text("Statistic", "统计量"), Text("Whole sample", "全部样本"), without.title or without.label)
    return Table(
        columns=tuple(head.to(language) for head in heads),
        rows=tuple((name.to(language), one.spelled(language), other.spelled(language)) for name, one, other in rows),
        figures=tuple(each.key for _, one, other in rows for each in (one, other)),
    )


def _left_out(figure: Figure) -> Figure | None:
    return next((each for each in figure.parts if each.name.startswith("without_")), None)


def _shortened(without: Figure) -> dict[str, Figure]:
    """The statistics of a sample without a year by the names they have in the whole one."""
    return {each.name.removesuffix(f"_{without.name}"): each for each in without.parts}


def correlated(_: Call, figure: Figure) -> Draft:
    """The correlation, its interval, and where one is moved against the other."""
    found = parts(figure)
    interval = {name: found.get(name) for name in ("low", "high", "n")}
    return valued(figure), *CLOSELY.of(**interval), *SHIFTED.of(best=found.get("best"))


def _pair(call: Call, title: Titles) -> Text:
    x, y = title(call.arguments["x"]), title(call.arguments["y"])
    return Text(f"correlation of {x.en} and {y.en}", f"{x.zh}与{y.zh}的相关系数")


def _subject(call: Call, title: Titles) -> Text:
    asked = call.arguments
    x, y = title(asked["x"]), title(asked["y"])
    en, zh = f"{y.en} implied by {x.en}", f"由{x.zh}推算的{y.zh}"
    if (at := asked.get("at")) is not None:
        en, zh = f"{y.en} implied by {x.en} at {plain(at)}", f"{x.zh}为 {plain(at)} 时推算的{y.zh}"
    if lead := asked.get("lead"):
        en, zh = f"{en}, {lead} later", f"{zh}，领先 {lead}"
    if year := asked.get("without"):
        en, zh = f"{en}, without {year}", f"{zh}，剔除 {year} 年"
    return Text(en, zh)


VOICES = (
    Voice(
        tool="implied",
        sentences=implied,
        table=both,
        subject=_subject,
        missing=Text("The value of which series, implied by which other one?", "请问由哪个序列推算哪个序列？"),
        offer=Text("{0} implied by {1}", "{1}隐含的{0}"),
        stats={
            "high": "区间上限",
            "intercept": "截距",
            "lag": "Newey-West 滞后期",
            "lead": "领先月数",
            "low": "区间下限",
            "r2": "判定系数 r²",
            "slope": "斜率",
            "t": "斜率 t 值",
            "x": "x 的水平",
            "x_high": "样本中 x 的最大值",
            "x_low": "样本中 x 的最小值",
        },
    ),
    Voice(
        tool="correlate",
        sentences=correlated,
        subject=_pair,
        missing=Text("The correlation of which two series?", "请问是哪两个序列的相关系数？"),
        offer=Text("correlation of {0} and {1}", "{0}与{1}的相关系数"),
        stats={
            "best": "最强相关",
            "high": "区间上限",
            "low": "区间下限",
            "r": "相关系数",
            "shift": "领先月数",
            "shifts": "尝试的错位数",
        },
    ),
)
