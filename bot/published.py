"""The words around what was published when: an observation's prints, and the next release."""

from calendar import monthrange
from datetime import date

from footnote.answer import Call, Figure, Table
from footnote.spelling import spell_day, spell_period
from footnote.text import Language, Text

PUBLISHED, VALUE = Text("Published", "公布日"), Text("Value", "数值")
FEW_PRINTS = 2
LONGEST_MONTH = 31
TWO_VINTAGES = Text(
    "I answer as of one day at a time and cannot set two vintages side by side. Ask for each on its own, or for the "
    "revisions of one observation.",
    "每次只能按一个时点的数据回答，无法直接比较两个版本。请分别查询，或查询某一期数据的修订。",
)


def no_such_day(year: int, month: int, day: int) -> Text:
    """A date that its month does not have."""
    last = date(year, month, monthrange(year, month)[1])
    name = spell_period(last, "M")
    return Text(
        f"There is no day {day} in {name}, so that date does not exist. Write a date such as {last}.",
        f"{year}年{month}月没有{day}日，该日期不存在。请写成 {last} 这样的日期。",
    )


def as_of_what(day: date) -> Text:
    """A day of knowledge, and nothing that was asked as of it."""
    return Text(
        f"As of {spell_day(day)}, what would you like to know? Name a series.",
        f"请问想查询截至{spell_day(day, 'zh')}的什么数据？请写出序列名称。",
    )


def two_days(title: Text, day: str) -> Text:
    """A day named for a series of months, where the day of knowledge is another one, or cannot be one for all."""
    return Text(
        f"{title.en} has no value for a single day, and {day} cannot be the day of knowledge for all that is asked. "
        "Name a period, or ask for that series on its own.",
        f"{title.zh}没有单日数值，且 {day} 无法作为全部问题的数据时点。请写明期间，或单独查询该序列。",
    )


def revised(_: Call, figure: Figure) -> tuple[Text, ...]:
    """First print, value now and the revision between; then the change on the period before, at first and now."""
    key = figure.key
    parts = {part.name: part.key for part in figure.parts}
    first, latest = parts["first"], parts["latest"]
    en, zh = f"{{{first}:title}}, {{{first}:period}}: ", f"{{{first}:title}}（{{{first}:period}}）："
    en += f"first printed at {{{first}}} on {{{key}:first}}, "
    zh += f"{{{key}:first}}首次公布为{{{first}}}，"
    if "withdrawn" in figure.stats:
        gone = f"{{{key}:withdrawn}}"
        head = Text(en + f"last at {{{latest}}}, withdrawn on {gone}", zh + f"最近公布为{{{latest}}}，{gone}撤回")
    elif figure.stats["n"] == 1:
        head = Text(en + "not revised since", zh + "此后未修订")
    elif figure.value is None:
        head = Text(en + f"last at {{{latest}}} on another base", zh + f"最近公布为{{{latest}}}，基期不同")
    else:
        head = Text(
            en + f"last at {{{latest}}} on {{{key}:latest}}, revised by {{{key}}}",
            zh + f"{{{key}:latest}}最近一次公布为{{{latest}}}，修订{{{key}}}",
        )
    if not {"first_change", "latest_change"} <= parts.keys():
        return (head,)
    then, now = parts["first_change"], parts["latest_change"]
    changes = Text(
        f"The change on the period before: {{{then}}} at first, {{{now}}} as last published.",
        f"较上期变化：初值{{{then}}}，最近公布值{{{now}}}。",
    )
    return head, changes


def prints(figure: Figure, language: Language) -> Table | None:
    """Every print that is shown, by the day it was published; None where the sentence says it all."""
    rows = [part for part in figure.parts if part.name in ("first", "latest") or part.name.startswith("print_")]
    if len(rows) <= FEW_PRINTS:
        return None
    days = [spell_day(day, language) for row in rows if isinstance(day := row.stats["published"], date)]
    return Table(
        columns=(PUBLISHED.to(language), VALUE.to(language)),
        rows=tuple((day, row.spelled(language)) for day, row in zip(days, rows, strict=True)),
        figures=tuple(row.key for row in rows),
    )


def released(_: Call, figure: Figure) -> tuple[Text, ...]:
    """The day of the next release and how far away it is."""
    key = figure.key
    if figure.value == 0:
        head = Text(f"{{{key}:title}}: a release is due today", f"{{{key}:title}}：预定今天公布")
        after = Text(f"The one after it comes on {{{key}:after}}.", f"再下一次在{{{key}:after}}。")
        return (head, after) if "after" in figure.stats else (head,)
    return (
        Text(
            f"{{{key}:title}}: next release on {{{key}:next}}, in {{{key}}}",
            f"{{{key}:title}}：下次公布在{{{key}:next}}，还有{{{key}}}",
        ),
    )
