"""The words around the figures, when no model writes them: a headline and a few sentences, digits left to slots."""

from datetime import date

from bot import check, claims, echo, words, yesno
from bot.asking import Asking, Found
from bot.charts import Charts
from bot.choosing import Plan
from bot.said.voice import Draft, voice_of
from bot.typeset import close, closed
from footnote.answer import Answer, Call, Citation, Figure, Table
from footnote.text import Language, Text

MOST_SENTENCES = 3


def sentences(call: Call, figure: Figure) -> Draft:
    """The sentences for what *call* gave."""
    return voice_of(call.tool).sentences(call, figure)


def table(call: Call, figure: Figure, language: Language) -> Table | None:
    """The rows of a figure whose parts are peers, or of a basket's members; None where one number says it all."""
    return voice_of(call.tool).table(call, figure, language)


def quoted(citations: tuple[Citation, ...]) -> Text:
    """The headline of an answer that only quotes."""
    return words.QUOTED_ONE if len(citations) == 1 else words.QUOTED_SEVERAL


def composed(asking: Asking, plan: Plan, found: Found, charts: Charts) -> Answer:
    """The answer's words, every digit of them filled from a figure or a quote."""
    language = asking.language
    figures = tuple(figure for _, figure in found.figures)
    held = check.slots(figures, found.citations, language)
    drafted = shortened([sentences(call, figure) for call, figure in _drawn(found)])
    if found.checked:
        verdict, before, _ = found.checked
        drafted = [verdict.said(before), *drafted]
    elif len(found.figures) == 1:
        drafted[0] = _answered(asking, *found.figures[0], drafted[0])
    if not drafted:
        drafted = [words.LISTED if found.notes else quoted(found.citations)]
    several = len(found.figures) > 1
    filled = [check.fill(sentence, held, language) for sentence in drafted]
    kept = [close(sentence, language) for sentence in filled if sentence]
    tables = tuple(closed(rows, language) for call, figure in _drawn(found) if (rows := table(call, figure, language)))
    sample = _is_sample(asking, figures)
    pictures, drawn = charts.of(asking.id, figures, language, asking.data.today, sample=sample)
    return Answer(
        id=asking.id,
        kind="answer",
        asked=asking.question.text,
        language=language,
        as_of=_day(asking, figures),
        sample=sample,
        plan=plan.calls,
        reading=_reading(asking, plan, found),
        headline=kept[0] if kept else words.DROPPED.to(language),
        text=Text("\n" if several else " ", "\n" if several else "").to(language).join(kept[1:]),
        caveats=_caveats(plan, found, drawn, dropped=len(kept) < len(filled), language=language),
        figures=figures,
        tables=tables,
        charts=pictures,
        citations=found.citations,
        notes=found.notes,
        verdicts=(claims.as_json(*found.checked),) if found.checked else (),
    )


def _drawn(found: Found) -> list[tuple[Call, Figure]]:
    """The figures that have sentences of their own: not those of a check, which has its verdict."""
    if not found.checked:
        return list(found.figures)
    verdict, before, _ = found.checked
    return [*found.figures[:before], *found.figures[before + len(verdict.figures) :]]


def shortened(drafts: list[Draft]) -> list[Text]:
    """The headline of each figure, and after it what room three sentences leave, the first figure's first."""
    room, kept = MOST_SENTENCES - len(drafts), list[Text]()
    for head, *more in drafts:
        fitting = more[: max(room, 0)]
        room -= len(fitting)
        kept += [head, *fitting]
    return kept


def _answered(asking: Asking, call: Call, figure: Figure, head: Text) -> Text:
    """The headline, yes or no before it where the question can be answered so."""
    said = yesno.verdict(asking.question.text, call, figure, asking.linker)
    return head if said is None else yesno.led(head, call, figure, yes=said)


def _caveats(
    plan: Plan, found: Found, drawn: tuple[Text, ...], *, dropped: bool, language: Language
) -> tuple[str, ...]:
    """What must be said beside the answer, each once."""
    walked = [each for _, figure in found.figures for each in figure.walk()]
    said: list[Text] = [caveat for each in walked for caveat in each.caveats]
    said += [*(error.text for error in found.failures), *drawn]
    said += [words.mended(typed, meant) for typed, meant in plan.mended]
    said += [words.ignored(plan.ignored)] if plan.ignored and found.figures else []
    said += [words.only_notes(plan.ignored)] if plan.guess and found.citations else []
    said += [words.DROPPED] if dropped else []
    return tuple(dict.fromkeys(close(each.to(language), language) for each in said))


def _reading(asking: Asking, plan: Plan, found: Found) -> str:
    """The plan in one line, each call with the window that nobody asked for, and the day the figures run to."""
    language, figures = asking.language, found.figures
    echoed = []
    for call in plan.calls:
        inputs = [each for own, figure in figures if own is call for each in figure.inputs if each.kind == "assumption"]
        windows = [echo.assumed(str(each.value)) for each in inputs if each.name == "window"]
        said = (echo.reading(call, asking.data.catalogue), *windows)
        echoed.append("".join(each.to(language) for each in said))
    last = max((figure.as_of for _, figure in figures if figure.name != "next_release"), default=None)
    line = Text("; ", "；").to(language).join(echoed) + (echo.to_day(last).to(language) if last else "")
    return close(line, language)


def _is_sample(asking: Asking, figures: tuple[Figure, ...]) -> bool:
    """Whether anything here was read from the files of a sample desk."""
    if not asking.data.catalogue.desk.get("sample"):
        return False
    inputs = [each for top in figures for figure in top.walk() for each in figure.inputs]
    inputs += [part for each in inputs for part in each.made_of]
    return not figures or any((each.source or "").startswith("file:") for each in inputs)


def _day(asking: Asking, figures: tuple[Figure, ...]) -> date:
    """The day the answer is of: the clock's where every number in it was read live."""
    return asking.data.today_of({each.series for top in figures for each in top.walk() if each.series})
