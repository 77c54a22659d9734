"""The invented companies: what is fixed about each of them, read from `texts/companies`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

TEXTS = Path(__file__).parent / "texts"
SCALE = {"millions": 1_000, "thousands": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """One company; money is in its *unit*, shares are in thousands."""

    code: str
    name: str
    short: str
    style: int
    unit: str
    industry: str
    year_end: str
    later: int
    first: int
    filings: list[str]
    about: dict[str, str]
    revenue: int
    growth: dict[str, float]
    segments: dict[str, float]
    regions: dict[str, float]
    costs: dict[str, float]
    balance: dict[str, float]
    events: dict[str, dict[str, float]]
    captions: dict[str, str]
    business: list[dict[str, str]]
    told: list[dict[str, str]]

    def end(self, year: int) -> str:
        """The last day of fiscal *year*, as printed."""
        return f"{self.year_end}, {year + self.later}"

    def draw(self, *about: object) -> Random:
        """Chance that depends on nothing but the company and what is asked *about*."""
        return Random(":".join(str(part) for part in (self.code, *about)))

    def event(self, kind: str, year: int) -> float:
        """What happened of one *kind* in *year*: 0 when nothing did."""
        return self.events.get(kind, {}).get(str(year), 0)


@cache
def bank(name: str) -> dict:
    """One file of texts."""
    return tomllib.loads((TEXTS / f"{name}.toml").read_text("utf-8"))


def companies() -> list[Company]:
    """Every company, in the order of `texts/order.toml`."""
    return [Company(code=code, **bank(f"companies/{code}")) for code in bank("order")["companies"]]


def caption(company: Company, key: str) -> str:
    """What this company calls a line: its own word, or one of the usual ones by its style."""
    if key in company.captions:
        return company.captions[key]
    usual = bank("captions").get(key, [key])
    return usual[company.style % len(usual)]
