"""What the workings say of an input that is no series, of a statistic, and of what they leave out."""

from collections.abc import Mapping
from typing import Any

from bot import shown
from footnote.text import Language, Text
from tools.units import CURRENCIES, NAMES, Unit

NOTHING = "–"
YES_OR_NO = {True: Text("yes", "是"), False: Text("no", "否")}
Input = Mapping[str, Any]


def stated(item: Input, language: Language) -> str:
    """Kind, name, value and unit of a number that was given or assumed, or that another figure or a quote bears."""
    kind = shown.kind(item["kind"]).to(language)
    colon = "：" if language == "zh" else ": "
    return f"{kind}{colon}{item['name']} = {spelled(item['value'], language)}{unit(item, language)}"


def unit(item: Input, language: Language) -> str:
    """The unit of an input behind a blank; nothing where it has none."""
    name = str(item.get("unit") or "")
    words = Unit(name).words.to(language) if name in NAMES | CURRENCIES else name
    return f" {words}" if words else ""


def spelled(value: Any, language: Language) -> str:
    """A number, a day, a word or a yes."""
    if isinstance(value, bool):
        return YES_OR_NO[value].to(language)
    return shown.number(value) if isinstance(value, int | float) else NOTHING if value is None else str(value)


def statistics(figure: Mapping[str, Any], language: Language) -> list[str]:
    """Each statistic behind its name."""
    return [
        f"{shown.stat(name).to(language)} {_stat(name, value, language)}" for name, value in figure["stats"].items()
    ]


def _stat(name: str, value: Any, language: Language) -> str:
    """The value of a statistic; a vintage in words."""
    is_vintage = name == "vintage" and isinstance(value, str)
    return shown.vintage(value).to(language) if is_vintage else spelled(value, language)


def earlier(number: int) -> Text:
    """Observations that are not shown."""
    are = "is" if number == 1 else "are"
    return Text(f"{number:,} before {are} not shown", f"之前另有 {number:,} 个未列出")


def how_to_export(id: str) -> Text:
    """How to have all that is not shown."""
    command = f"footnote show {id} --export workings.xlsx"
    return Text(f"All observations, in a terminal: {command}", f"全部观测值，请在终端运行：{command}")
