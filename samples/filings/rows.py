"""Rows of tables: a label and its cells, each cell marked with the figure that it prints."""

from dataclasses import dataclass

from samples.filings.company import Company, caption
from samples.filings.ledger import Books


@dataclass(frozen=True, slots=True)
class Cell:
    """What is printed, and the figure it stands for: `key@label`, or nothing."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; *rule* draws a thin line above its figures, as totals have."""

    label: str
    cells: tuple[Cell, ...] = ()
    indent: int = 0
    bold: bool = False
    rule: bool = False
    dollar: bool = False


def money(amount: int) -> str:
    """A whole number as statements print it: negatives in parentheses, a dash for nothing."""
    if amount == 0:
        return "-"
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


def cents(amount: int) -> str:
    """An amount of cents as dollars and cents."""
    return f"({-amount / 100:.2f})" if amount < 0 else f"{amount / 100:.2f}"


def percent(now: int, before: int) -> str:
    """The change from *before* to *now*, in percent with one place, or NM where it means nothing."""
    if before == 0 or (now < 0) != (before < 0):
        return "NM"
    change = (now - before) / abs(before) * 100
    return f"({-change:.1f})%" if round(change, 1) < 0 else f"{abs(change):.1f}%"


def line(company: Company, key: str, books: list[Books], *, sign: int = 1, label: str = "", **style: object) -> Row:
    """One figure over several periods, under the company's own caption."""
    cells = tuple(Cell(money(sign * one[key]), f"{key}@{one.label}") for one in books)
    return Row(label or caption(company, key), cells, **style)


def named(label: str, amounts: list[int], marks: list[str] | None = None, **style: object) -> Row:
    """A row of plain amounts."""
    marks = marks or [""] * len(amounts)
    return Row(label, tuple(Cell(money(amount), mark) for amount, mark in zip(amounts, marks, strict=True)), **style)


def spoken(company: Company, amount: int) -> str:
    """An amount within a sentence."""
    if company.unit == "millions":
        return f"${abs(amount):,} million"
    return f"${abs(amount) / 1000:,.1f} million"
