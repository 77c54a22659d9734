"""What is said of what was published when: an observation's prints, and the next release."""

from datetime import date

from bot.said.voice import Draft, Voice
from footnote.answer import Call, Figure, Table
from footnote.spelling import spell_day
from footnote.text import Language, Text

PUBLISHED, VALUE = Text("Published", "公布日"), Text("Value", "数值")
FEW_PRINTS = 2


def revised(_: Call, figure: Figure) -> Draft:
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


def prints(_: Call, figure: Figure, language: Language) -> Table | None:
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


def released(_: Call, figure: Figure) -> Draft:
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


VOICES = (
    Voice(
        tool="revisions",
        verb=Text("revisions", "的修订"),
        sentences=revised,
        table=prints,
        missing=Text("The revisions of which series, and of which month?", "请问是哪个序列、哪一期数据的修订？"),
    ),
    Voice(
        tool="next_release",
        verb=Text("next release", "的下次公布"),
        sentences=released,
        offer=Text("next release of {0}", "{0}下次何时公布"),
    ),
)
