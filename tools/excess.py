"""One price series less another: what was earned by the one beyond the other, between the same two closes."""

from collections.abc import Iterator
from datetime import date

from footnote.answer import Figure, Input
from footnote.errors import AskError
from footnote.spelling import spell_day
from footnote.text import Text
from tools.data import Data
from tools.returns import returns
from tools.window import Window


def over(data: Data, asked: Window, index: str, benchmark: str) -> Figure:
    """The return of *index* less that of *benchmark* in percentage points, both as parts."""
    if index == benchmark:
        raise AskError(
            Text(
                f"{index} cannot be its own benchmark; name another, such as small caps.",
                f"{index} 不能作为自身的基准；请另选一个，例如小盘股。",
            )
        )
    both = _same_days(data, asked, index, benchmark)
    own, other = sorted(both.parts, key=lambda part: part.series != index)
    opens, closes = _days(own)
    span = Text(f"{spell_day(opens)} to {spell_day(closes)}", f"{spell_day(opens, 'zh')}至{spell_day(closes, 'zh')}")
    name, beside = own.title or own.label, other.title or other.label
    kinds = {series.total_return for id in (index, benchmark) if (series := data.catalogue.series.get(id))}
    kind = Text("return", "回报")
    if len(kinds) == 1:
        kind = Text("total return", "总回报") if kinds == {True} else Text("price return", "价格回报")
    return Figure(
        name="excess",
        label=Text(
            f"{name.en} less {beside.en}, excess {kind.en}, {span.en}",
            f"{name.zh}相对{beside.zh}的超额{kind.zh}，{span.zh}",
        ),
        value=(own.value or 0.0) - (other.value or 0.0),
        unit="percentage point",
        as_of=closes,
        formula="return of the index - return of the benchmark, between the same two closes",
        inputs=(Input.figure(own), Input.figure(other), Input.assumption("index", index)),
        parts=(own, other),
        title=name,
        stats={"start": opens, "end": closes},
        caveats=(*both.caveats, *(_mixed(name, beside) if len(kinds) > 1 else ())),
        signed=True,
    )


def _same_days(data: Data, asked: Window, index: str, benchmark: str) -> Figure:
    """The returns of both; where one closes on days the other does not, both between days on which each has closed."""
    both = returns(data, assets=(index, benchmark), window=asked.window, start=asked.start, end=asked.end)
    for _ in range(2):
        days = {_days(part) for part in both.parts}
        if len(days) == 1:
            return both
        first, last = min(opens for opens, _ in days), min(closes for _, closes in days)
        both = returns(data, assets=(index, benchmark), start=str(first), end=str(last))
    raise AskError(
        Text(
            f"{index} and {benchmark} do not close on the same days from {first} to {last}. Name another benchmark.",
            f"{index} 与 {benchmark} 在 {first} 至 {last} 的收盘日不一致。请另选基准。",
        ),
        reason="units",
    )


def _days(part: Figure) -> tuple[date, date]:
    """The two closing days."""
    start = part.stats["start"]
    return (start if isinstance(start, date) else part.as_of), part.as_of


def _mixed(name: Text, beside: Text) -> Iterator[Text]:
    """That one of the two is a total and the other a price return."""
    yield Text(
        f"Of {name.en} and {beside.en} one is a total and one a price return: the excess holds the distributions of "
        "one of them only.",
        f"{name.zh}与{beside.zh}一为总回报、一为价格回报：超额部分只含其中一方的分派。",
    )
