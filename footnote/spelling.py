"""How a number is spelled, once for everybody: percent with one decimal, money with three digits and a scale."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from footnote.text import Language

SCALES_EN = ((1e12, "tn"), (1e9, "bn"), (1e6, "mn"))
COUNTS_EN = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"), (1e3, " thousand"))
LEAST_IN_THOUSANDS = 100_000
SCALES_ZH = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
MOST_DECIMALS_OF_A_RATE = MOST_DECIMALS_OF_A_TIME = 2
CURRENCIES_ZH = {
    "AED": "阿联酋迪拉姆",
    "AUD": "澳元",
    "BRL": "巴西雷亚尔",
    "CAD": "加元",
    "CHF": "瑞士法郎",
    "CLP": "智利比索",
    "CNH": "离岸人民币",
    "CNY": "元人民币",
    "COP": "哥伦比亚比索",
    "CZK": "捷克克朗",
    "DKK": "丹麦克朗",
    "EUR": "欧元",
    "GBP": "英镑",
    "HKD": "港元",
    "HUF": "匈牙利福林",
    "IDR": "印尼盾",
    "ILS": "以色列新谢克尔",
    "INR": "印度卢比",
    "JPY": "日元",
    "KRW": "韩元",
    "MXN": "墨西哥比索",
    "MYR": "马来西亚林吉特",
    "NOK": "挪威克朗",
    "NZD": "新西兰元",
    "PHP": "菲律宾比索",
    "PLN": "波兰兹罗提",
    "QAR": "卡塔尔里亚尔",
    "RON": "罗马尼亚列伊",
    "RUB": "俄罗斯卢布",
    "SAR": "沙特里亚尔",
    "SEK": "瑞典克朗",
    "SGD": "新加坡元",
    "THB": "泰铢",
    "TRY": "土耳其里拉",
    "TWD": "新台币",
    "USD": "美元",
    "VND": "越南盾",
    "ZAR": "南非兰特",
}
LEAST_OF_TWO_DECIMALS, MOST_DECIMALS_OF_A_LEVEL = 100, 3
NOISE, LEAST_OF_FOUR_DECIMALS = 1e-9, 0.00005
"""What is smaller than the first is left over from binary fractions."""
COUNTED = {"days": "天", "months": "个月", "quarters": "个季度", "years": "年"}
PEOPLE = {"persons": "人", "count": ""}
MEAN_Z = "mean z of "
"""How the source of a composite begins."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def spell(
    value: float,
    unit: str,
    language: Language = "en",
    *,
    signed: bool = False,
    digits: int = 0,
    rounded: int | None = None,
    figures: int = 3,
) -> str:
    """*value* (in base units) with its unit, as a person on a desk writes it; *signed* shows a plus as well.

    *digits* are the decimals an index or a rate was published with; they are kept even where they are zeros, of a
    percentage two at most; of heads and things they are the figures shown, four at least. An index or a ratio is
    *rounded* to so many decimals where that is said. Money has so many *figures* before its scale.
    """
    sign = "-" if value < 0 else "+" if signed and value > 0 else ""
    size = abs(value)
    if unit in ("percent", "percentage point"):
        word = "%" if unit == "percent" else "个百分点" if language == "zh" else " pp"
        return _signed(sign, f"{size:,.{min(max(1, digits), MOST_DECIMALS_OF_A_RATE)}f}", word)
    if unit == "basis point":
        return _signed(sign, f"{size:,.0f}", "个基点" if language == "zh" else " bp")
    if unit == "standard deviation":
        return _signed(sign, f"{size:,.2f}", "个标准差" if language == "zh" else " sd")
    if unit in ("index", "diffusion index", "ratio"):
        return _signed(sign, _level(size, digits) if rounded is None else f"{size:,.{rounded}f}", "")
    if unit in COUNTED:
        size = round(size, MOST_DECIMALS_OF_A_TIME)
        word = COUNTED[unit] if language == "zh" else f" {unit}".removesuffix("s" if size == 1 else "")
        return _signed(sign, plain(size), word)
    if unit in PEOPLE:
        return _signed(sign, _count(size, language, max(4, digits)), PEOPLE[unit] if language == "zh" else "")
    return _signed(sign, _money(size, unit, language, figures), "")


def spell_score(value: float) -> str:
    """A number of standard deviations under a head that says so: ``+1.23``."""
    return _signed("-" if value < 0 else "+", f"{abs(value):,.2f}", "")


def spell_age(days: int, language: Language = "en") -> str:
    """``47 days old`` or ``已有 47 天``."""
    return f"已有 {days:,} 天" if language == "zh" else f"{spell(days, 'days')} old"


def _signed(sign: str, digits: str, word: str) -> str:
    """The sign is dropped where nothing but zeros is left to carry it."""
    return f"{sign if any(digit in digits for digit in '123456789') else ''}{digits}{word}"


def plain(size: float, digits: int = 0) -> str:
    """A number as published: thousands marked, up to four decimals, no zeros at the end beyond *digits*.

    What four decimals would leave without a digit keeps its first two.
    """
    if NOISE < size < LEAST_OF_FOUR_DECIMALS:
        return f"{Decimal(f'{size:.2g}'):f}"
    return _pointed(f"{size:,.4f}", digits)


def _level(size: float, digits: int) -> str:
    """An index or a ratio: from one on two decimals or those published; from a hundred on two where they are many."""
    if size < 1:
        return plain(size, digits)
    most = 2 if size >= LEAST_OF_TWO_DECIMALS and digits > MOST_DECIMALS_OF_A_LEVEL else min(max(2, digits), 4)
    return _pointed(f"{size:,.{most}f}", min(digits, most))


def _pointed(written: str, digits: int = 0) -> str:
    """Without zeros at the end beyond *digits* decimals."""
    whole, _, decimals = written.partition(".")
    decimals = decimals.rstrip("0").ljust(digits, "0")
    return f"{whole}.{decimals}" if decimals else whole


def _money(size: float, currency: str, language: Language, figures: int) -> str:
    """So many digits and a scale; prices keep their cents."""
    scaled = _scaled(size, SCALES_ZH if language == "zh" else SCALES_EN, figures)
    scaled = scaled or (f"{size:,.0f}" if size >= 10_000 else f"{size:,.2f}")
    if language == "zh":
        return f"{scaled}{CURRENCIES_ZH.get(currency, currency)}"
    return f"{'$' if currency == 'USD' else f'{currency} '}{scaled}"


def _count(size: float, language: Language, figures: int) -> str:
    """Heads and things: so many digits and a scale, in English from a hundred thousand on; fewer one by one."""
    if language == "en" and float(f"{size:.4g}") < LEAST_IN_THOUSANDS:
        return plain(size)
    return _scaled(size, SCALES_ZH if language == "zh" else COUNTS_EN, figures) or plain(size)


def _scaled(size: float, scales: tuple[tuple[float, str], ...], figures: int) -> str:
    """So many digits and the largest scale that leaves at least one before the point; nothing below the smallest.

    A tie goes to the even digit, in either language.
    """
    rounded = Context(prec=figures, rounding=ROUND_HALF_EVEN).create_decimal(repr(size))
    for scale, word in scales:
        if rounded >= scale:
            return f"{_pointed(f'{rounded / Decimal(scale):,f}')}{word}"
    return ""


def spell_source(source: str, language: Language = "en") -> str:
    """A source as it is called: of a composite what it is made of, else its address."""
    if language == "en" or not source.startswith(MEAN_Z):
        return source
    return f"{source.removeprefix(MEAN_Z).replace(', ', '、')} 标准分的均值"


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
