"""What is asked back about days: one that does not exist, one that cannot be the day of knowledge, two of them."""

from calendar import monthrange
from datetime import date

from footnote.spelling import spell_day, spell_period
from footnote.text import Text

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
