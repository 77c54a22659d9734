"""What is said of volatility: how much, how often above the threshold, and the most there was."""

from bot.said.sentence import Sentence, parts
from bot.said.voice import Draft, Titles, Voice, valued
from footnote.answer import Call, Figure
from footnote.text import Text

OFTEN = Sentence(
    "It was {share:title} on {share} of days since {share:start}; the highest was {maximum}, on {maximum:day}.",
    "自{share:start}以来，{share:title} 的天数占 {share}；最高为 {maximum}（{maximum:day}）。",
)
NEVER = Sentence(
    "It has not been {share:title} since {share:start}; the highest was {maximum}, on {maximum:day}.",
    "自{share:start}以来从未{share:title}；最高为 {maximum}（{maximum:day}）。",
)
SHARE = Sentence("{share:label}: {share}.", "{share:label}：{share}。")
MAXIMUM = Sentence("{maximum:label}: {maximum}.", "{maximum:label}：{maximum}。")


def volatility(_: Call, figure: Figure) -> Draft:
    """The volatility, then how often it was above the threshold and the highest there was.

    In a calendar year these two are of shorter windows than the headline, and say of which.
    """
    found = parts(figure)
    share, maximum = found.get("share_above"), found.get("maximum")
    head = valued(figure)
    if share is None or share.stats.get("window") == figure.stats.get("n"):
        often = NEVER if share is not None and share.value == 0 else OFTEN
        return head, *often.of(share=share, maximum=maximum)
    return head, *SHARE.of(share=share), *MAXIMUM.of(maximum=maximum)


def _subject(call: Call, title: Titles) -> Text:
    name, threshold = title(call.arguments["series"]), call.arguments.get("threshold")
    en, zh = f"realised volatility of {name.en}", f"{name.zh}的已实现波动率"
    if threshold is None:
        return Text(en, zh)
    return Text(f"{en}, days above {100 * threshold:g}%", f"{zh}，高于 {100 * threshold:g}% 的天数")


VOICES = (
    Voice(
        tool="volatility",
        sentences=volatility,
        subject=_subject,
        missing=Text("The volatility of which price?", "请问是哪个价格的波动率？"),
        offer=Text("volatility of {0}", "{0}的波动率"),
        kinds=("price",),
        stats={
            "annualisation": "年化天数",
            "day": "日期",
            "left_out": "未计入窗口数",
            "missing": "缺失天数",
            "threshold": "阈值",
            "window": "窗口长度",
        },
    ),
)
