"""What a whole is made of: growth by the parts that carry it, and a table of shares, ranked."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.text import Text, listed
from tools import maths, totals
from tools.catalogue import Table
from tools.data import Data
from tools.registry import Fraction, Fractions, TableId, tool

MOST = 10.0
"""The highest growth that is taken for a fraction: 1,000 %."""
PARTS = (Text("the first part", "第一部分"), Text("the rest", "其余部分"))
BASE_WEIGHTS = Text(
    "Growth rates are weighed by the shares of the base period, before the growth; the shares after it are given too.",
    "增速按基期占比加权，即增长之前的占比；增长之后的占比一并列出。",
)
RATE = r"[+-]?\d+(\.\d+)? ?(%|percent|pct|per cent)"
REST = r"(rest|others?|everything else|remainder|remaining|all else|non)"
REST_ZH, WHOLE_ZH = "(?:其余|其他|剩余|其它|非)", "(?:总|整体|合计|全部|一共)"


@tool(
    cues=r"\bcontribut\w*\b|\b(?:base|missing|implied) (?:share|weight)s?\b|\bshare-weighted\b"
    r"|\bwhat (?:share|weight)\b(?! of (?:the )?days)|\bsplit\b(?=.{0,160}\b(?:growth|points?)\b)"
    rf"|^(?=.*\b{REST}\b)(?=.*{RATE}.*{RATE}.*{RATE})|^(?=.*{REST_ZH})(?=.*{WHOLE_ZH})(?=.*{RATE}.*{RATE}.*{RATE})"
    r"|\bdecompos(e|es|ed|ition)\b|贡献|拉动|反推|(?:基期|隐含)(?:占比|权重|份额)|(?:占比|权重|份额)(?:是|为"
    r"|有)?(?:多少|多大|几)|占(?:总量|总体"
    r"|整体|全部)?(?:多少|几成|多大)",
    weight=5,
    near={"total": r"\b(total|overall|whole|together|altogether|aggregate|combined|headline)\b|总|整体|合计|一共"},
    about=r"\b(?:memory|rest|others?|everything else|remainder|remaining|non|chips?|semiconductors?|total|overall"
    r"|whole|parts?"
    r"|grow(?:s|n|th)?|grew|falls?|fell|drop(?:s|ped)?|declin(?:es?|ed)|shr[iau]nks?|down|lower|up|split"
    r"|percentage|points?|share|weight|call|if)\b"
    r"|非?(?:存储|记忆体|内存)|其余|其他|其它|剩余|芯片|晶片|总[计体]?|整体|合计|部分|增长|下[跌降]|减少|萎缩|跌|降"
    r"|占比|贡献|拉动|拆(?:下|分|开)?|反推|各自?|个点",
    figures={
        "share": "the base-period share of the first part, the rest's numbered: `share_2`",
        "contribution": "percentage points of the total's growth from each part, numbered",
        "share_after": "the share of each part after the growth, numbered",
        "level": "what the whole reaches in the year after the last, where the desk names its series",
        "base": "the last whole year of that series",
    },
)
def contribution(data: Data, parts: Fractions, total: Fraction) -> Figure:
    """The base-period share of two parts that their growth and the total's imply, and what each contributes.

    Growth of a total is that of its parts weighed by their shares of the base period: ``w a + (1 - w) b = total``, so
    ``w = (total - b) / (a - b)``; the contributions are ``w a`` and ``(1 - w) b`` in percentage points, the shares
    after the growth ``w (1 + a) / (1 + total)`` and the rest (arithmetic of a Laspeyres index). All growth rates are
    fractions (0.48). Where desk.toml names a series as ``level`` of ``contribution`` under [use], its last whole year
    times ``1 + total`` is the level reached. Refused: parts other than two, whose shares would have to be given; parts
    that grow alike; a total outside them, which no shares between 0 and 1 give.
    """
    grown = _growth(tuple(parts), total)
    first, second = grown
    weight = maths.base_share(first, second, total)
    weights = (weight, 1 - weight)
    level = totals.reached(data, total)
    today = level.as_of if level else data.today
    shares = tuple(_share(number, grown, total, weights[number], today) for number in (0, 1))
    made = [_made(number, shares[number], grown[number], total, today) for number in (0, 1)]
    return replace(
        shares[0],
        parts=(shares[1], *(pair[0] for pair in made), *(pair[1] for pair in made), *((level,) if level else ())),
        caveats=(BASE_WEIGHTS,),
    )


def _growth(parts: tuple[float, ...], total: float) -> tuple[float, float]:
    """The growth of the two parts; AskError where no shares can be told from them."""
    if len(parts) != 2:
        raise _not_two(len(parts))
    for rate in (*parts, total):
        if not -1 < rate <= MOST:
            raise _no_growth(rate)
    first, second = parts
    if first == second or not min(parts) <= total <= max(parts):
        raise _impossible(first, second, total)
    return first, second


def _share(number: int, grown: tuple[float, float], total: float, weight: float, today: date) -> Figure:
    """The share of a part in the base period."""
    name, other = PARTS[number], (_percent(grown[1 - number]), _percent(total))
    return Figure(
        name="share" if number == 0 else "share_2",
        label=Text(
            f"Share of {name.en} ({_percent(grown[number])}) in the base period, implied by {other[0]} for the other "
            f"and {other[1]} in all",
            f"{name.zh}（{_percent(grown[number])}）的基期占比，由另一部分 {other[0]}、总体 {other[1]} 推得",
        ),
        title=name,
        value=100 * weight,
        unit="percent",
        as_of=today,
        formula="100 (total - b) / (a - b)" if number == 0 else "100 (a - total) / (a - b)",
        inputs=tuple(
            Input.given(letter, 100 * rate, "percent")
            for letter, rate in (("a", grown[0]), ("b", grown[1]), ("total", total))
        ),
    )


def _made(number: int, share: Figure, growth: float, total: float, today: date) -> tuple[Figure, Figure]:
    """What a part contributes to the growth of the total, and its share after it."""
    name, weight = PARTS[number], (share.value or 0.0) / 100
    own, whole = Input.given("growth", 100 * growth, "percent"), Input.given("total", 100 * total, "percent")
    added = Figure(
        name=f"contribution_{number + 1}",
        label=Text(
            f"Contribution of {name.en} ({_percent(growth)}) to the growth of the total",
            f"{name.zh}（{_percent(growth)}）对总体增长的贡献",
        ),
        title=name,
        value=100 * weight * growth,
        unit="percentage point",
        as_of=today,
        formula="share / 100 * growth",
        inputs=(Input.figure(share), own),
        signed=True,
    )
    after = Figure(
        name=f"share_after_{number + 1}",
        label=Text(f"Share of {name.en} after the growth", f"增长之后{name.zh}的占比"),
        title=name,
        value=100 * weight * (1 + growth) / (1 + total),
        unit="percent",
        as_of=today,
        formula="share (1 + growth / 100) / (1 + total / 100)",
        inputs=(Input.figure(share), own, whole),
    )
    return added, after


def _percent(rate: float) -> str:
    """``+48%``."""
    return f"{100 * rate:+g}%"


@tool(
    cues=r"\bexposures?\b|\bexposed\b|\bby vehicle\b|\b(which|what) vehicles?\b|敞口|暴露|各类工具|哪(类|种)工具",
    weight=5,
    about=r"\b(?:credit|vehicles?|portfolios?|risk|share|weight|how much|private credit|bank loans?|loans?|borrowers?"
    r"|most|least"
    r"|high yield)\b"
    r"|信贷|信用|工具|私募|银行贷款|贷款|公司|行业|占比?|比例|风险|最大|最小|最多|各|里面?|百分点|高多少",
    figures={
        "exposures": "the table, ranked",
        "exposure": "a row of it, numbered by its rank: `exposure_1`",
    },
)
def exposure(data: Data, table: TableId) -> Figure:
    """The rows of a table that the desk holds, such as software exposure by vehicle, ranked, with its date.

    Values are shown as they stand in the table, in its unit; nothing is added up, since rows may overlap. Rows without
    a value are left out, and said. Refused: a table that stands for a day after the one asked about.
    """
    frame = data.table(table)
    spec = data.catalogue.tables[table]
    known = frame.dropna(subset="value").sort_values("value", ascending=False, kind="stable")
    if known.empty:
        raise AskError(
            Text(
                f"{spec.title.en} ({spec.id}) holds no value. Fill it in the desk's file.",
                f"{spec.title.zh}（{spec.id}）没有数值，请在数据文件中填写。",
            ),
            reason="blank",
        )
    day = spec.as_of or data.today
    blank = tuple(frame["row"][frame["value"].isna()])
    rows = zip(known["row"], known["value"].astype(float), strict=True)
    ranked = tuple(_row(spec, number, name, value, day) for number, (name, value) in enumerate(rows, 1))
    said = Text(f"{spec.title.en}, {ranked[0].period.en}", f"{spec.title.zh}，{ranked[0].period.zh}")
    return Figure(
        name="exposures",
        label=said if spec.as_of else spec.title,
        title=spec.title,
        value=None,
        unit="table",
        as_of=day,
        formula="the rows of the table, ranked",
        parts=ranked,
        series=spec.id,
        stats={"n": len(ranked), "age": (data.today - day).days} if spec.as_of else {"n": len(ranked)},
        caveats=tuple(_said(spec, blank)),
    )


def _row(spec: Table, number: int, name: str, value: float, day: date) -> Figure:
    """One row as a figure."""
    called = spec.called(name)
    source = Input(
        kind="observations",
        name=name,
        series=spec.id,
        source=spec.sources[0],
        vintage="current only",
        first=day,
        last=day,
        count=1,
        unit=spec.unit.name,
        rows=((day, value),),
        title=spec.title,
    )
    return Figure(
        name=f"exposure_{number}",
        label=Text(f"{spec.title.en}: {called.en}", f"{spec.title.zh}：{called.zh}"),
        title=called,
        value=value,
        unit=spec.unit.name,
        as_of=day,
        formula=f"{name} in {spec.id}",
        inputs=(source,),
        series=spec.id,
    )


def _said(spec: Table, blank: tuple[str, ...]) -> Iterator[Text]:
    """Rows without a value, and a table without a date."""
    title = spec.title
    if blank:
        rows = listed([spec.called(name) for name in blank])
        yield Text(f"{title.en}: no value for {rows.en}; left out.", f"{title.zh}：{rows.zh}没有数值，未列入。")
    if spec.as_of is None:
        yield Text(
            f"{title.en} ({spec.id}): this desk has no day configured for which it stands.",
            f"{title.zh}（{spec.id}）：本交易台没有配置其日期。",
        )


def _not_two(count: int) -> AskError:
    """One part, or more than two, whose shares the growth rates alone do not tell."""
    return AskError(
        Text(
            f"Shares follow from the growth of two parts and of their total, and {count} parts were given; give two, "
            "such as the one you ask about and all the rest taken together.",
            f"占比须由两个部分的增速和总体增速推出，这里给出了 {count} 个部分；"
            "请给出两个，例如所问部分与其余部分的合计。",
        )
    )


def _no_growth(rate: float) -> AskError:
    """A growth that is no fraction."""
    shown = f"{100 * rate:g}%" if math.isfinite(rate) else f"{rate:g}"
    return AskError(
        Text(
            f"A growth of {shown} is none I can use; give one above -100% and up to {100 * MOST:g}%.",
            f"无法使用 {shown} 的增速；请给出高于 -100%、不超过 {100 * MOST:g}% 的增速。",
        )
    )


def _impossible(first: float, second: float, total: float) -> AskError:
    """Parts that grow alike, or a total that lies outside them."""
    each, low, high = _percent(total), _percent(min(first, second)), _percent(max(first, second))
    if first == second:
        return AskError(
            Text(
                f"Both parts grow by {low}, so every share gives the same total; give parts that grow unalike.",
                f"两个部分的增速都是 {low}，任何占比都得到同样的总体增速；请给出增速不同的两个部分。",
            )
        )
    return AskError(
        Text(
            f"A total of {each} cannot be made of parts that grow by {low} and {high}; it has to lie between the two.",
            f"增速为 {low} 与 {high} 的两个部分不可能得出 {each} 的总体增速；总体增速须介于两者之间。",
        )
    )
