"""The desk's list of deals: which list a tool reads, and its amounts by day, as known on the day asked about."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footnote.answer import Input
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text
from tools.catalogue import Events
from tools.data import Data
from tools.periods import day_of

if TYPE_CHECKING:
    import pandas as pd

SPAC = r"(?:(?:de[- ]?)?spacs?|blank[- ]check(?: compan(?:y|ies))?)"
"""What SPACs are called in a question."""
ABOUT = (
    r"\b(?:deals?|mergers?|compan(?:y|ies)|investors?|sponsors?|ipos?|transactions?|announced|completed|closed|listed"
    r"|average|mean|median|typical(?:ly)?|usual(?:ly)?|shares?|rais(?:e|es|ed|ing)|paid|pay|charged?|among|calendar"
    r"|ever|history|needs?|needed|dollars?|trading|top|leading|biggest|largest|third|second|first|marked|individual"
    r"|single"
    r"|net|cash|proceeds|money|fees?|costs?|promotes?|dilution|shortfall|gap|worth|volumes?|small|caps?|every|each|out"
    r"|underwriting|before|eaten|left|over|return(?:s|ed)?|lag(?:s|ged)?|stocks?|traded)\b|\bspacs?\b"
)
ABOUT_ZH = (
    "spac 公司 并购 合并 合完 完成 已公布 公布 宣布 交易 总额 金额 总值 历来 历年 历史 排名 排第几 第三大 自然年 按年 "
    "汇总 年份 募集 募资额 募资 "
    "集资 每募 募 费用 净现金 净 现金 成本 摊薄 每股 个股 均值 平均 中位数 占比 占 比例 跌破 低于 美元 发起人 报酬 "
    "回报 每 只 间 笔 再度 重新 又翻生 "
    "翻生 回暖 复苏 全年 跑输 跑赢 小盘股 上市 头部 指数 升 跌 几成 有几 食了 食 吃掉 吃 掉 额 十"
)
"""What else is said of SPACs, and means nothing more once one of the tools is called for."""

USUAL = "spac_returns"
"""The tool whose list in ``[use]`` the others take too."""
STALE_DAYS = 120
PARTS = {
    "announced": Text("the day of the announcement", "公布日"),
    "closed": Text("the day of the merger", "合并完成日"),
    "value": Text("the value of the deal", "交易金额"),
    "cost": Text("the cost", "成本"),
}


def cues(asked: str, chinese: str) -> str:
    """The pattern of one of the words *asked*, in a question that names SPACs before it or behind it."""
    return (
        rf"\b(?:{asked})\b(?=.{{0,160}}\b{SPAC}\b)|\b{SPAC}\b(?=.{{0,160}}\b(?:{asked})\b)"
        rf"|(?:{chinese})(?=.{{0,160}}{SPAC}\b)|\b{SPAC}\b(?=.{{0,160}}(?:{chinese}))"
    )


def about(asked: str, chinese: str) -> str:
    """The pattern of what else is said in such a question, the words *asked* among it."""
    words = sorted({*chinese.split("|"), *ABOUT_ZH.split()}, key=len, reverse=True)
    return rf"\b(?:{asked})\b|{ABOUT}|{'|'.join(words)}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Deals:
    """A list of deals and its rows, amounts in base units."""

    item: Events
    rows: "pd.DataFrame"
    today: date

    @property
    def unit(self) -> str:
        """The currency of the amounts."""
        return self.item.unit.name if self.item.unit else "count"

    def input(self, rows: "pd.DataFrame", part: str, by: str) -> Input:
        """The amounts under *part* of some *rows*, by the day under *by*."""
        sorted_rows = rows.sort_values([by, "id"])
        values = sorted_rows.set_index(by)[part]
        days = [day_of(day) for day in values.index]
        return Input(
            kind="observations",
            name=part,
            series=self.item.id,
            source=f"{self.item.sources[0]}#{getattr(self.item, part)}",
            vintage="current only",
            first=days[0],
            last=days[-1],
            count=len(days),
            unit=self.unit,
            rows=tuple(zip(days, values.tolist(), strict=True)),
            names=tuple(sorted_rows["id"]),
            title=self.item.title,
        )

    def has(self, part: str) -> bool:
        """Whether the list has a column for *part*."""
        return getattr(self.item, part) is not None

    def need(self, *parts: str) -> None:
        """Refuses a list that has no column for one of *parts*."""
        for part in parts:
            if not self.has(part):
                raise AskError(
                    Text(
                        f"This desk's list {self.item.id} has no column for {PARTS[part].en} configured.",
                        f"本交易台的列表 {self.item.id} 没有配置{PARTS[part].zh}一列。",
                    ),
                    reason="not_configured",
                )

    def age(self, last: date) -> tuple[Text, ...]:
        """That the list ends long before today, where it does."""
        if (self.today - last).days <= STALE_DAYS:
            return ()
        return (
            Text(
                f"{self.item.id}: the last deal known is of {spell_day(last)}; later ones are not in.",
                f"{self.item.id}：已知的最后一宗交易为{spell_day(last, 'zh')}，其后的交易未计入。",
            ),
        )


def used(data: Data, tool: str, name: str) -> str | None:
    """What ``[use]`` gives *tool*, else the usual one, under *name*."""
    for each in (tool, USUAL):
        body = data.catalogue.use.get(each)
        if isinstance(body, dict) and isinstance(found := body.get(name), str):
            return found
    return None


def listed(data: Data, tool: str) -> Deals:
    """The list that ``[use]`` names for *tool*, or the only one there is; AskError where there is none to see."""
    held = data.catalogue.events
    named = used(data, tool, "deals")
    id = named if named in held else next(iter(held)) if named is None and len(held) == 1 else None
    if id is None:
        raise AskError(
            Text(
                "This desk has no list of SPAC deals configured.",
                "本交易台没有配置 SPAC 交易列表。",
            ),
            reason="not_configured",
        )
    return Deals(item=held[id], rows=data.events(id), today=data.today)
