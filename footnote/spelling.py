"""How a number is spelled, once for everybody: percent with one decimal, money with three digits and a scale."""

from datetime import date

from footnote.text import Language

SCALES_EN = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
SCALES_ZH = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
CURRENCIES_ZH = {
    "USD": "美元",
    "EUR": "欧元",
    "GBP": "英镑",
    "JPY": "日元",
    "CNY": "元人民币",
    "HKD": "港元",
    "KRW": "韩元",
}
COUNTED = {"persons": "人", "days": "天", "months": "个月", "quarters": "个季度", "years": "年"}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spell(value: float, unit: str, language: Language = "en", *, signed: bool = False, digits: int = 0) -> str:
    """*value* (in base units) with its unit, as a person on a desk writes it; *signed* shows a plus as well.

    *digits* are the decimals an index or a rate was published with; they are kept even where they are zeros.
    """
    sign = "-" if value < 0 else "+" if signed and value > 0 else ""
    size = abs(value)
    if unit == "percent":
        return _signed(sign, f"{size:,.{max(1, digits)}f}", "%")
    if unit == "percentage point":
        return _signed(sign, f"{size:,.{max(1, digits)}f}", "个百分点" if language == "zh" else " pp")
    if unit == "basis point":
        return _signed(sign, f"{size:,.0f}", "个基点" if language == "zh" else " bp")
    if unit == "standard deviation":
        return _signed(sign, f"{size:,.2f}", "个标准差" if language == "zh" else " sd")
    if unit in ("index", "diffusion index", "ratio"):
        return _signed(sign, plain(size, digits), "")
    if unit == "count" or unit in COUNTED:
        word = COUNTED.get(unit, "") if language == "zh" else f" {unit}" if unit in COUNTED else ""
        return _signed(sign, plain(size), word)
    return _signed(sign, _money(size, unit, language), "")


def _signed(sign: str, digits: str, word: str) -> str:
    """The sign is dropped where nothing but zeros is left to carry it."""
    return f"{sign if any(digit in digits for digit in '123456789') else ''}{digits}{word}"


def plain(size: float, digits: int = 0) -> str:
    """A number as published: thousands marked, up to four decimals, no zeros at the end beyond *digits*."""
    whole, _, decimals = f"{size:,.4f}".partition(".")
    decimals = decimals.rstrip("0").ljust(digits, "0")
    return f"{whole}.{decimals}" if decimals else whole


def _money(size: float, currency: str, language: Language) -> str:
    if language == "zh":
        return f"{_scaled(size, SCALES_ZH)}{CURRENCIES_ZH.get(currency, currency)}"
    prefix = "$" if currency == "USD" else f"{currency} "
    return f"{prefix}{_scaled(size, SCALES_EN)}"


def _scaled(size: float, scales: tuple[tuple[float, str], ...]) -> str:
    """Three digits and the largest scale that leaves at least one before the point; prices keep their cents."""
    for scale, word in scales:
        if float(f"{size:.3g}") >= scale:
            return f"{plain(float(f'{size / scale:.3g}'))}{word}"
    return f"{size:,.0f}" if size >= 10_000 else f"{size:,.2f}"


def spell_day(day: date, language: Language = "en") -> str:
    """``31 Jan 2026`` or ``2026年1月31日``."""
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spell_period(last_day: date, freq: str, language: Language = "en") -> str:
    """The period that ends on *last_day*: a day, the week to it, a month, a quarter or a year."""
    year, month, quarter = last_day.year, last_day.month, (last_day.month + 2) // 3
    chinese = language == "zh"
    if freq == "A":
        return f"{year}年" if chinese else f"{year}"
    if freq == "Q":
        return f"{year}年第{'一二三四'[quarter - 1]}季度" if chinese else f"Q{quarter} {year}"
    if freq == "M":
        return f"{year}年{month}月" if chinese else f"{MONTHS[month - 1]} {year}"
    return spell_day(last_day, language)
