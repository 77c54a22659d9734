"""Units and their scale. A figure's value carries no scale; unlike units refuse to be added."""

from dataclasses import dataclass

from footnote.errors import AskError
from footnote.text import Text

SCALES = {"th": 1e3, "mn": 1e6, "bn": 1e9, "tn": 1e12}
CURRENCIES = frozenset(
    "AED AUD BRL CAD CHF CLP CNH CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW MXN MYR NOK NZD PHP PLN QAR RON "
    "RUB SAR SEK SGD THB TRY TWD USD VND ZAR".split()
)
NAMES = frozenset(
    {
        "percent",
        "percentage point",
        "basis point",
        "index",
        "diffusion index",
        "standard deviation",
        "ratio",
        "count",
        "persons",
        "days",
        "months",
        "quarters",
        "years",
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the factor that takes a published value to base units: ``USD mn`` is ``Unit("USD", 1e6)``."""

    name: str
    scale: float = 1.0

    @classmethod
    def parse(cls, words: str) -> "Unit":
        """The unit written as *words*; ValueError lists what would be fine."""
        head, _, tail = words.rpartition(" ")
        name, scale = (head, SCALES[tail]) if head and tail in SCALES else (words, 1.0)
        if name not in NAMES and name not in CURRENCIES:
            known = ", ".join(sorted(NAMES))
            raise ValueError(
                f"unknown unit {words!r}; known are {known} and ISO currencies, each with th, mn, bn or tn"
            )
        return cls(name, scale)

    @property
    def is_money(self) -> bool:
        """Whether this is a currency."""
        return self.name in CURRENCIES


def common(units: dict[str, str]) -> str:
    """The one unit shared by all series of *units* (id -> unit); AskError names those that differ."""
    distinct = sorted(set(units.values()))
    if len(distinct) == 1:
        return distinct[0]
    each = ", ".join(f"{series} ({unit})" for series, unit in units.items())
    raise AskError(
        Text(
            f"These do not share a unit and cannot be added: {each}. Ask for each on its own.",
            f"这些序列单位不同，不能相加：{each}。请分别查询。",
        ),
        reason="units",
    )
