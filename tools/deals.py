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
LINKS = (
    r"the|an?|of|in|for|on|to|by|from|and|with|at|do|does|did|have|has|had|is|are|was|were|been|much|many|how|us|all"
    r"|deals?|mergers?|companies|company|investors?|sponsors?|ipos?|transactions?|announced|completed|closed|listed|total"
    r"|average|mean|median|typical(?:ly)?|usual(?:ly)?|per|every|each|shares?|raised|takes?|took|pay|paid|charged?|among"
    r"|years?|calendar|ever|history|where|what|needs?|needed|dollars?|vs|versus|against|below|trading|days?|months?"
    r"|\d[\d.,]*%?"
)
LINKS_ZH = (
    r"的|在|对|相对|相比|比|平均|中位数|合并|并购|完成|公布|已|之|后|公司|交易|过去|最近|近|每|募集|美元|中|历年|历史|全年|是|有|多|高|低|大"
    r"|一|二|两|三|五|六|十|个|月|年|天|日|[\d\W]"
)
"""Words that may stand between SPACs and what is asked of them, and mean nothing else."""

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
    """The pattern of SPACs with one of the words *asked* in reach, and of the words that link the two."""
    between, behind = rf"(?:\W+(?:{LINKS}))*?\W+", rf"(?:\W+(?:{asked}|{LINKS})\b)*"
    between_zh, behind_zh = rf"(?:{LINKS_ZH})*?", rf"(?:{chinese}|{LINKS_ZH})*"
    return (
        rf"\b(?:{asked}){between}{SPAC}\b{behind}|\b{SPAC}{between}(?:{asked})\b{behind}"
        rf"|(?:去 ?)?{SPAC}{between_zh}(?:{chinese}){behind_zh}|(?:{chinese}){between_zh}{SPAC}"
    )


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
        values = rows.sort_values([by, "id"]).set_index(by)[part]
        days = [day_of(day) for day in values.index]
        return Input(
            kind="observations",
            series=self.item.id,
            source=f"{self.item.sources[0]}#{getattr(self.item, part)}",
            vintage="current only",
            first=days[0],
            last=days[-1],
            count=len(days),
            unit=self.unit,
            rows=tuple(zip(days, values.tolist(), strict=True)),
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
                        f"The list {self.item.id} has no column for {PARTS[part].en}; name it under `{part}` in "
                        f"[events.{self.item.id}] of desk.toml.",
                        f"列表 {self.item.id} 没有{PARTS[part].zh}一列；请在 desk.toml 的 [events.{self.item.id}] 中用 "
                        f"{part} 指定。",
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
                f"No list of SPAC deals is set up that you may see; name one under `deals` of {USUAL} in [use] "
                "of desk.toml.",
                f"没有可供查看的 SPAC 交易列表；请在 desk.toml 的 [use] 中用 {USUAL} 的 deals 指定。",
            ),
            reason="not_configured",
        )
    return Deals(item=held[id], rows=data.events(id), today=data.today)
