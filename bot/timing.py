"""Times as a desk says them, written out in the forms that the grammar of dates reads: "q3 last year" as "2025q3"."""

import re
from collections.abc import Callable
from datetime import date

from bot.forms import MONTH, WORDS, month_before, number

Writing = Callable[[re.Match[str], date], str]
PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4} | {
    char: place for place, char in enumerate("一二三四", 1)
}
YEARS_AGO = {"this": 0, "last": 1, "previous": 1, "prior": 1, "今年": 0, "去年": 1, "上年": 1, "前年": 2}
ORDINAL = "|".join(name for name in PLACES if name.isascii())
YEAR = (
    r"(?:,? ?(?:of |in |- ?)?(?:the )?(?:(?P<y>(?:19|20)\d\d)|['’]?(?P<yy>\d\d)(?![\d.%/y-]| ?years?)|(?P<rel>this|last"
    r"|previous|prior) year))"
)
YEAR_ZH = r"(?:(?:(?P<y>(?:19|20)\d\d)|(?P<yy>(?<!\d)\d\d)) ?年|(?P<rel>今年|去年|上年|前年)) ?的?"
THIS_YEAR = (
    r"\b(?:since|from|vs|versus) (?:the )?(?:start|beginning|turn|top) of (?:the|this) year\b"
    r"|\bso far (?:in )?this year\b|\b(?:the |this )?year so far\b|\bsince new year'?s?\b"
    r"|(?<!\d)(?<!\d )(?<!\d 年)(?<![今去前每])(?:从|自|比|较|与|和)? ?年初(?:以来|至今|到现在|到今天|起"
    r"|开始)?(?:相?比)?"
    r"|今年初(?:以来|至今)?|开年(?:以来|至今)|年内|今年来"
)
NOW = r"(?:now|today|date|the present|present)"


def written(text: str, today: date) -> str:
    """*text* (normalised) with its spoken times written out; everything else stays as it is."""
    for pattern, writing in FORMS:
        text = _replaced(pattern, writing, text, today)
    return " ".join(text.split())


def _replaced(pattern: re.Pattern[str], writing: Writing, text: str, today: date) -> str:
    return pattern.sub(lambda found: writing(found, today), text)


def _year(found: re.Match[str], today: date) -> int | None:
    """The year beside a part of it, in digits or as "last year"; None where none stands there."""
    parts = found.groupdict()
    if parts.get("y"):
        return int(parts["y"])
    if parts.get("yy"):
        return 2000 + int(parts["yy"])
    return today.year - YEARS_AGO[parts["rel"]] if parts.get("rel") else None


def _part(found: re.Match[str], today: date) -> str:
    """A quarter or half of a year; without a year the last one that has begun."""
    half = found.groupdict().get("h") is not None
    place = PLACES.get(found["n"]) or int(found["n"])
    begun = (place - 1) * (6 if half else 3) + 1 <= today.month
    year = _year(found, today) or (today.year if begun else today.year - 1)
    return f" {year}{'h' if half else 'q'}{place} "


def _quarter(back: int) -> Writing:
    """The calendar quarter so many before this one."""

    def writing(_: re.Match[str], today: date) -> str:
        year, place = divmod(today.year * 4 + (today.month - 1) // 3 - back, 4)
        return f" {year}q{place + 1} "

    return writing


def _dated(found: re.Match[str], today: date) -> str:
    """A month with its year in digits."""
    return f"{found['m']} {_year(found, today)} "


def _years_before(back: int) -> Writing:
    return lambda _, today: f" {today.year - back} "


def _months_before_last(_: re.Match[str], today: date) -> str:
    return f" {month_before(month_before(f'{today:%Y-%m}'))} "


def _decade(found: re.Match[str], _: date) -> str:
    first = int(f"{found['c'] or '19'}{found['d']}0")
    return f"{found['since'] or ''}{first}" if found["since"] else f" {first} to {first + 9} "


def _decades(found: re.Match[str], _: date) -> str:
    return f"{int(10 * number(found['n']))} years"


def _to_year(found: re.Match[str], _: date) -> str:
    """``2015-19`` as two years, where its end cannot be a month."""
    first, last = int(found["a"]), int(found["b"])
    return f"{first}-{first // 100 * 100 + last}" if last > 12 and last > first % 100 else found[0]


def _as(said: str) -> Writing:
    return lambda found, _: found.expand(said)


FORMS: tuple[tuple[re.Pattern[str], Writing], ...] = tuple(
    (re.compile(pattern), writing)
    for pattern, writing in (
        (rf"\bbetween (?P<a>[^,?]{{3,20}}?) (?:and|to) {NOW}\b", _as(r"since \g<a>")),
        (rf"(?<!year)(?<!month)(?<!quarter) (?:and )?(?:until|till|through|up to|to) {NOW}\b", _as("")),
        (THIS_YEAR, _as(" ytd ")),
        (r"\b(?:mtd|month[- ]to[- ]date)\b|月初(?:以来|至今)|本月以来|这个月以来", _as(" this month ")),
        (r"\b(?:qtd|quarter[- ]to[- ]date|(?:so far )?(?:this|the current) quarter)\b", _quarter(0)),
        (r"(?:本|这个?|当) ?季度?(?:以来|至今)?", _quarter(0)),
        (r"\b(?:the )?(?:last|previous|prior) quarter\b(?! (?:of|century))|上 ?一?个?季度?", _quarter(1)),
        (rf"\b(?:the )?(?P<n>{ORDINAL}) quarter\b(?! (?:point|percent)){YEAR}?", _part),
        (rf"\b(?:the )?(?P<n>first|second|1st|2nd) (?P<h>half)\b{YEAR}?", _part),
        (rf"\bq(?P<n>[1-4])\b{YEAR}?", _part),
        (r"\b(?P<n>[1-4])q ?['’]?(?:(?P<y>(?:19|20)\d\d)|(?P<yy>\d\d))\b", _part),
        (r"\b(?P<n>[12])(?P<h>h) ?['’]?(?:(?P<y>(?:19|20)\d\d)|(?P<yy>\d\d))\b", _part),
        (rf"\b(?P<h>h)(?P<n>[12])\b{YEAR}?", _part),
        (rf"(?:{YEAR_ZH})?(?<![近去个过])(?<![近去个过] )第? ?(?P<n>[一二三四1-4]) ?季度?(?!度?[末底])", _part),
        (rf"(?:{YEAR_ZH})?(?P<h>上) ?半年", lambda found, today: _half(found, today, 1)),
        (rf"(?:{YEAR_ZH})?(?P<h>下) ?半年", lambda found, today: _half(found, today, 2)),
        (
            r"(?P<a>(?:19|20)\d\d|去年|今年|前年) ?年? ?(?P<m>\d{1,2}) ?月(?P<j> ?(?:到|至|-|—|~) ?)(?P<n>\d{1,2}) ?月",
            _as(r"\g<a>年\g<m>月到\g<a>年\g<n>月"),
        ),
        (rf"(?P<m>{MONTH}) (?:of )?(?P<rel>this|last|previous|prior) year\b", _dated),
        (rf"(?P<m>{MONTH})(?: ?['’]|-)(?P<yy>\d\d)\b", _dated),
        (r"(?<![\d/.])(?P<a>0?[1-9]|1[0-2])/(?P<b>(?:19|20)\d\d)(?![\d/])", _as(r"\g<b>-\g<a>")),
        (r"\b(?P<a>(?:19|20)\d\d) ?[-–/] ?(?P<b>\d\d)\b(?![-/])", _to_year),
        (r"(?P<since>\bsince )?(?:the (?=[6-9]|19|20)|\b(?=19|20))(?P<c>19|20)?(?P<d>\d)0'?s\b", _decade),
        (rf"\b(?P<n>{'|'.join(WORDS)}|\d) decades\b", _decades),
        (r"\b(?:a |one )?year and a half\b|\b(?:one and a half|1\.5) years\b", _as("18 months")),
        (r"\b(?:a )?couple (?:of )?(?P<u>years|months|weeks|quarters|days)\b", _as(r"2 \g<u>")),
        (r"\b(?:ttm|ltm|t12m|l12m|r12m?|trailing twelve)\b(?! months)", _as("past 12 months")),
        (r"\b(?P<w>past|last|over the|in the) fortnight\b", _as(r"\g<w> 2 weeks")),
        (r"(?P<a>(?:19|20)\d\d) ?那一?年", _as(r"\g<a>年")),
        (r"\b[lp](?P<n>\d{1,2})(?P<u>[my])\b", _as(r"past \g<n>\g<u>")),
        (
            r"\b(?:this|the same) (?:time|period|month|point|week|day) (?:last year|a year (?:ago|earlier))\b",
            _as("a year ago"),
        ),
        (r"去年同期|上年同期|去年同月|去年这个?时候", _as("一年前")),
        (r"\b(?:the )?year before last\b", _years_before(2)),
        (r"大前年", _years_before(3)),
        (r"(?P<y>(?:19|20)\d\d) ?年初", _as(r"\g<y>年1月")),
        (r"(?P<y>(?:19|20)\d\d) ?年中(?!期)", _as(r"\g<y>年6月")),
        (r"(?<!\w)['’](?P<yy>\d\d)(?!\d)", _as(r"20\g<yy>")),
        (r"上上个?月|\b(?:the )?month before last\b", _months_before_last),
        (r"(?<!\d)(?P<yy>[0-4]\d) ?年(?= ?(?:\d{1,2} ?月|[初末底中]))", _as(r"20\g<yy>年")),
        (r"上 ?个?(?:周|星期|礼拜)(?![一二三四五六日天])", _as("最近一周")),
    )
)


def _half(found: re.Match[str], today: date, place: int) -> str:
    year = _year(found, today) or (today.year if place == 1 or today.month > 6 else today.year - 1)
    return f" {year}h{place} "
