"""SPAC deals by year: the value of one year's deals, and its place among the years."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text, same
from tools.data import Data
from tools.deals import Deals, about, cues, listed
from tools.periods import day_of
from tools.registry import Year, tool

if TYPE_CHECKING:
    import pandas as pd

VOLUME = (
    r"rank(?:s|ed|ing)?|volumes?|values?|worth|size|big|issuance|largest|biggest|record|announced"
    r"|(?:by|each|per) (?:calendar )?year"
)
VOLUME_ZH = (
    "排名|排第|排在|第几|第[一二三四五]大|交易额|交易总额|交易总值|交易量|成交额|规模|金额|发行|已?公布|宣布|自然年"
)


@tool(
    cues=cues(VOLUME, VOLUME_ZH),
    weight=7,
    about=about(VOLUME, VOLUME_ZH),
    figures={
        "volume": "the value of the year's deals; each year's own is `volume_2021`",
        "rank": "its place among the years, 1 the largest",
        "years": "how many years are ranked",
        "n": "deals counted",
    },
)
def spac_rank(data: Data, year: Year) -> Figure:
    """The value of the SPAC deals of a calendar year, and its rank among the years of the desk's list.

    The sum of the deals' values by the year they were announced; by the year they closed where the list has no days of
    announcement. Rank 1 is the largest, ties share the better rank. Deals without a value or a day are not counted, and
    said. A year without deals in the list is refused; one that is not over is said to be to date.
    """
    deals = listed(data, "spac_rank")
    deals.need("value")
    by = "announced" if deals.has("announced") else "closed"
    deals.need(by)
    rows = deals.rows.dropna(subset=[by, "value"])
    years = {int(each): part for each, part in rows.groupby(rows[by].dt.year)}
    if year not in years:
        raise _no_year(deals, by, year, sorted(years))
    done = Text("announced", "已公布") if by == "announced" else Text("completed", "已完成")
    parts = tuple(_year(deals, by, each, years[each], done) for each in sorted(years))
    asked = next(part for part in parts if part.name == f"volume_{year}")
    placed = _placed(deals, asked, parts, Text(f"{done.en} in {year}", f"{year} 年{done.zh}"))
    count = replace(
        asked,
        name="n",
        label=Text(f"SPAC deals {done.en} in {year}, number", f"{year} 年{done.zh} SPAC 交易宗数"),
        value=float(len(years[year])),
        unit="count",
        formula="number of deals with a value",
        title=None,
    )
    ranked = tuple(sorted(parts, key=lambda part: -(part.value or 0.0)))
    return replace(
        asked,
        name="volume",
        title=None,
        as_of=placed.as_of,
        parts=(placed, count, *ranked),
        stats={"year": year, "rank": int(placed.value or 0), "years": len(years), "n": len(years[year]), "by": by},
        caveats=tuple(_said(deals, rows, by, years)),
    )


def _placed(deals: Deals, asked: Figure, years: tuple[Figure, ...], done: Text) -> Figure:
    """The rank of the year *asked* about among all *years*, and how many they are; *done* is how its deals count."""
    named = [year.as_of.year for year in years]
    span = Text(f"{named[0]} to {named[-1]}", f"{named[0]} 年至 {named[-1]} 年")
    placed = Figure(
        name="rank",
        label=Text(
            f"SPAC deals {done.en}, rank by value among the years {span.en}, 1 the largest",
            f"{done.zh} SPAC 交易额在 {span.zh}中的排名（1 为最大）",
        ),
        value=float(1 + sum((year.value or 0.0) > (asked.value or 0.0) for year in years)),
        unit="count",
        as_of=max(year.as_of for year in years),
        formula="1 + years with a larger sum",
        inputs=tuple(Input.figure(year) for year in years),
        series=deals.item.id,
        stats={"years": len(years), "first": named[0], "last": named[-1]},
        freq="A",
    )
    among = replace(
        placed,
        name="years",
        label=Text(f"Years ranked by the value of their SPAC deals, {span.en}", f"参与排名的年份数，{span.zh}"),
        title=span,
        value=float(len(years)),
        formula="number of years with a deal",
        stats={},
    )
    return replace(placed, parts=(among,))


def _year(deals: Deals, by: str, year: int, rows: "pd.DataFrame", done: Text) -> Figure:
    """The value of one year's deals."""
    source = deals.input(rows, "value", by)
    running = year == deals.today.year
    so_far = (
        Text(f", to {spell_day(deals.today)}", f"，截至{spell_day(deals.today, 'zh')}") if running else Text("", "")
    )
    return Figure(
        name=f"volume_{year}",
        label=Text(f"SPAC deals {done.en} in {year}, value{so_far.en}", f"{year} 年{done.zh} SPAC 交易额{so_far.zh}"),
        value=float(rows["value"].sum()),
        unit=deals.unit,
        as_of=source.rows[-1][0],
        formula=f"sum of the values of the deals {done.en} in {year}",
        inputs=(source,),
        series=deals.item.id,
        title=same(str(year)),
    )


def _said(deals: Deals, rows: "pd.DataFrame", by: str, years: "dict[int, pd.DataFrame]") -> Iterator[Text]:
    """Which deals count, that a year is not over, that some are left out, that the list ends early."""
    id, last = deals.item.id, day_of(rows[by].max())
    if by == "announced":
        yield Text(
            f"Counted are the deals of {id} by the day they were announced, whether or not they closed later.",
            f"按公布日计入 {id} 中的交易，无论其后是否完成。",
        )
    else:
        yield Text(
            f"Counted are the deals of {id} by the day they closed; those that never closed are not in.",
            f"按完成日计入 {id} 中的交易；未完成者不计入。",
        )
    if deals.today.year in years:
        yield Text(
            f"{deals.today.year} is not over: its sum is to {spell_day(deals.today)}.",
            f"{deals.today.year} 年尚未结束：其合计截至{spell_day(deals.today, 'zh')}。",
        )
    if missing := len(deals.rows) - len(rows):
        yield Text(
            f"{missing} deals of {id} without a value or a day are not counted.",
            f"{id} 中有 {missing} 宗交易没有金额或日期，未计入。",
        )
    yield from deals.age(last)


def _no_year(deals: Deals, by: str, year: int, years: list[int]) -> AskError:
    id = deals.item.id
    if not years:
        return AskError(
            Text(
                f"{id} holds no deal with a value known on {deals.today}; ask as of a later day.",
                f"{id} 在 {deals.today} 没有已知金额的交易；请改问之后的日期。",
            ),
            reason="short_history",
        )
    done = Text("announced", "公布") if by == "announced" else Text("completed", "完成")
    return AskError(
        Text(
            f"{id} holds no deal {done.en} in {year}; it has deals from {years[0]} to {years[-1]}. Ask for one of "
            "these years.",
            f"{id} 中没有 {year} 年{done.zh}的交易；该列表涵盖 {years[0]} 年至 {years[-1]} 年。请查询其中一年。",
        ),
        reason="stale" if year > years[-1] else "short_history",
        choices=tuple(Text(f"SPAC deal volume in {each}, rank", f"{each} 年 SPAC 交易额排名") for each in years[-2:]),
    )
