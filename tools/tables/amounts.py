"""Numbers as people write them: a column of text becomes floats, each cell of which is certain or has its fault."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from footnote.text import Text
from tools.units import Unit

if TYPE_CHECKING:
    import numpy as np

MISSING = frozenset({"", ".", "..", "na", "n/a", "#n/a", "#n/a n/a", "nan", "null"})
"""What stands for no value, in any case. A dash does not: accountants write it for zero."""
PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?", re.ASCII)
DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
"""Plain where a point marks decimals, but a whole number where it marks thousands."""
MOST = 1e100
"""Beyond it no number of the field lies, and what is computed from it soon leaves the floats."""
COINS = {
    "$": "USD AUD CAD HKD NZD SGD TWD MXN CLP COP",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY CNH JPY",
    "￥": "CNY CNH JPY",
    "₩": "KRW",
    "₹": "INR",
}
COIN = r"US\$|[$€£¥￥₩₹]"
WRITTEN = re.compile(
    rf"(?P<open>\()?(?P<sign>[+-])?(?P<coin>{COIN})?\s?(?P<inner>-)?(?P<digits>[0-9.,](?:[0-9.,'’\s]*[0-9.,])?)"
    rf"(?P<power>[eE][+-]?[0-9]{{1,2}})?\s?(?P<percent>%)?\s?(?P<tail>{COIN})?(?P<close>\))?"
)
MARKS = "'’ \u00a0\u202f\u2009"
"""Between thousands in either way of writing; the other way's decimal mark is one more."""
GROUPED = "(?:[0-9]+|[1-9][0-9]{0,2}(?P<mark>[%s])[0-9]{3}(?:(?P=mark)[0-9]{3})*)?"
POINT = re.compile(GROUPED % f",{MARKS}" + r"(?:\.[0-9]*)?")
COMMA = re.compile(GROUPED % f".{MARKS}" + "(?:,[0-9]*)?")

NO_NUMBER = Text("is no number", "不是数字")
DASH = Text("is a dash: write 0, or leave the cell blank", "是短横线：请写 0，或留空")
FORMULA = Text("is a formula, not its value", "是公式，而非其结果")
EXCEL_ERROR = Text(
    "is an error of Excel; mend its formula, or leave the cell blank", "是 Excel 错误值，请修正公式或留空"
)
EITHER = Text(
    "can be read with its mark between thousands or before decimals, and nothing else in the column settles it; "
    "save the numbers without marks between thousands and with a decimal point",
    "中的符号可能是千位分隔符，也可能是小数点，该列也无从判断；请去掉千位分隔符，并以点号作小数点",
)
DECIMAL_COMMA = Text(
    "has a decimal comma, which is read only where ; | or a tab stands between the cells and the whole column agrees",
    "以逗号作小数点；仅当单元格以 ; | 或制表符分隔且整列一致时才能识别",
)
SOME_PERCENT = Text(
    "has a percent sign and other rows of the column have none, or the other way round",
    "与同列其他行不一致：有的带百分号，有的不带",
)
SHARES = Text("written in percent, read as a ratio.", "原文为百分数，按比率读取。")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Numbers:
    """A column of floats, NaN where nothing is held; what is wrong with a cell, by its place; what is to be said."""

    values: "np.ndarray"
    faults: dict[int, Text]
    caveats: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A cell that may be a number: as ``float`` takes it, with a decimal point or a decimal comma; and its signs."""

    point: str | None
    comma: str | None
    coin: str | None
    percent: bool

    @property
    def either(self) -> bool:
        """Whether the two ways of reading give two numbers."""
        return None not in (self.point, self.comma) and self.point != self.comma


def numbers(cells: Sequence[str], unit: Unit, delimiter: str) -> Numbers:
    """The column of *cells* in *unit*; *delimiter* stood between the cells of the file, none in a workbook."""
    values, rest = _plain(cells, delimiter)
    if not rest:
        faults = _endless(values)
        values[list(faults)] = float("nan")
        return Numbers(values=values, faults=faults)
    pointed = delimiter != "" and any("." in cell and value == value for cell, value in zip(cells, values, strict=True))
    written = {at: _written(cells[at]) for at in rest}
    faults = {at: _fault(cells[at]) for at, each in written.items() if each is None}
    held = {at: each for at, each in written.items() if each is not None}
    commas = delimiter not in (",", "")
    texts, unread = _read(held, pointed, commas=commas)
    if not commas and any(each.point is None for each in held.values()):
        unread |= {at: EITHER for at, value in enumerate(values) if value == value and DOUBTFUL.fullmatch(cells[at])}
    plain = [at for at, value in enumerate(values) if value == value]
    shares = unit.name == "ratio"
    for at, text in texts.items():
        values[at] = float(Decimal(text) / 100) if shares and held[at].percent else float(text)
    faults |= unread | _coins(held, unit) | _percents(held, plain, unit) | _endless(values)
    values[list(faults)] = float("nan")
    caveats = (SHARES,) if shares and any(each.percent for each in held.values()) else ()
    return Numbers(values=values, faults=faults, caveats=caveats)


def _plain(cells: Sequence[str], delimiter: str) -> "tuple[np.ndarray, list[int]]":
    """The floats of the cells that can be read in one way only, and the places of the rest that holds anything."""
    import numpy as np

    values, rest = np.full(len(cells), np.nan), []
    point_sure, plain = delimiter in (",", ""), PLAIN.fullmatch
    for at, cell in enumerate(cells):
        if plain(cell) and (point_sure or not DOUBTFUL.fullmatch(cell)):
            values[at] = float(cell)
        elif cell.casefold() not in MISSING:
            rest.append(at)
    return values, rest


def _written(cell: str) -> Written | None:
    """The parts of *cell*, None where it is no number."""
    text = re.sub(rf"^({COIN})\s*\(", r"(\1", cell.replace("\u2212", "-"))
    found = WRITTEN.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["close"]) or (found["coin"] and found["tail"]):
        return None
    signs = [mark for mark in (found["open"], found["sign"], found["inner"]) if mark]
    digits = found["digits"]
    if len(signs) > 1 or not re.search("[0-9]", digits):
        return None
    sign, power = "-" if signs and signs[0] != "+" else "", found["power"] or ""
    point = re.sub(f"[,{MARKS}]", "", digits) if POINT.fullmatch(digits) else None
    comma = re.sub(f"[.{MARKS}]", "", digits).replace(",", ".") if COMMA.fullmatch(digits) else None
    if point is None and comma is None:
        return None
    return Written(
        point=point and sign + point + power,
        comma=comma and sign + comma + power,
        coin=found["coin"] or found["tail"],
        percent=bool(found["percent"]),
    )


def _read(held: dict[int, Written], pointed: bool, *, commas: bool) -> tuple[dict[int, str], dict[int, Text]]:
    """The numbers with their decimal mark settled by the whole column; what it does not settle, by place.

    *pointed* says that other cells of the column have a decimal point, *commas* that a decimal comma is thinkable.
    """
    with_comma = [at for at, each in held.items() if each.point is None]
    if not commas and not with_comma:
        held = {at: replace(each, comma=None) if "." in (each.point or "") else each for at, each in held.items()}
    pointed = pointed or any(each.comma is None for each in held.values())
    doubted = bool(with_comma) if not commas else None
    texts, faults = {}, dict.fromkeys(with_comma, DECIMAL_COMMA) if pointed or not commas else {}
    for at, each in held.items():
        if at in faults:
            continue
        if each.either and (doubted or bool(with_comma) == pointed):
            faults[at] = EITHER
        else:
            texts[at] = (each.comma if with_comma and not pointed else each.point) or each.point or each.comma or ""
    return texts, faults


def _endless(values: "np.ndarray") -> dict[int, Text]:
    """Numbers that nobody can have meant."""
    import numpy as np

    return dict.fromkeys(np.flatnonzero(np.abs(values) > MOST).tolist(), NO_NUMBER)


def _coins(held: dict[int, Written], unit: Unit) -> dict[int, Text]:
    """Cells in another currency than the unit's."""
    return {
        at: Text(f"is in {each.coin}, while the unit is {unit.name}", f"的货币是 {each.coin}，而单位是 {unit.name}")
        for at, each in held.items()
        if each.coin is not None and unit.name not in COINS[each.coin].split()
    }


def _percents(held: dict[int, Written], plain: list[int], unit: Unit) -> dict[int, Text]:
    """Cells in percent where the unit is none, or where other cells of the column are not."""
    marked = [at for at, each in held.items() if each.percent]
    others = plain + [at for at, each in held.items() if not each.percent]
    if marked and unit.name not in ("percent", "ratio"):
        text = Text(f"is in percent, while the unit is {unit.name}", f"是百分数，而单位是 {unit.name}")
        return dict.fromkeys(marked, text)
    rarer = marked if len(marked) < len(others) else others
    return dict.fromkeys(rarer, SOME_PERCENT) if marked else {}


def _fault(cell: str) -> Text:
    if cell in ("-", "--", "\u2013", "\u2014", "\u2212"):
        return DASH
    if cell.startswith("="):
        return FORMULA
    return EXCEL_ERROR if re.fullmatch(r"#[A-Z0-9/]+[!?]", cell) else NO_NUMBER
