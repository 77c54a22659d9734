"""The number and quote law, on the way out.

A draft never types a digit: it names slots, ``{f1}`` for a figure, ``{f1.2:period}`` for a part's period, ``{q1}``
for a quote. Here the slots are filled; a sentence with a digit of its own, or a slot nobody carries, is dropped.
"""

import re
from collections.abc import Iterable
from datetime import date

from footnote.answer import Citation, Figure
from footnote.spelling import spell_age, spell_day, spell_period
from footnote.text import Language, Text

SLOT = re.compile(r"\{([a-z]+\d+(?:\.\d+)*(?::\w+)?)\}")
DIGIT = re.compile(r"\d")


def slots(figures: Iterable[Figure], citations: Iterable[Citation], language: Language) -> dict[str, str]:
    """Everything a sentence may carry: values, labels, titles and periods of figures and their parts, and quotes.

    ``{f1:rest}`` is the label without the title it begins with, ``{f1:aside}`` the label inside a sentence,
    ``{f1:start_period}`` the period that a day ends.
    """
    found = {citation.key: citation.quote for citation in citations}
    for figure in (each for top in figures for each in top.walk()):
        found[figure.key] = figure.spelled(language)
        found[f"{figure.key}:label"] = figure.label.to(language)
        found[f"{figure.key}:aside"] = aside(figure.label.to(language))
        found[f"{figure.key}:title"] = (figure.title or figure.label).to(language)
        found[f"{figure.key}:period"] = figure.period.to(language)
        if isinstance(age := figure.stats.get("age"), int):
            found[f"{figure.key}:age"] = spell_age(age, language)
        days = {name: day for name, day in figure.stats.items() if isinstance(day, date)}
        found |= {f"{figure.key}:{name}": spell_day(day, language) for name, day in days.items()}
        found |= {f"{figure.key}:{name}_period": spell_period(day, figure.freq, language) for name, day in days.items()}
        if (rest := untitled(figure)) is not None:
            found[f"{figure.key}:rest"] = rest.to(language)
    return found


def aside(label: str) -> str:
    """The label as it stands inside a sentence: a plain word loses its capital, a name of capitals does not."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def untitled(figure: Figure) -> Text | None:
    """What the label says after its title, a comma or a Chinese bracket between; None where it is put otherwise."""
    label, title = figure.label, figure.title
    if title is None or not label.en.startswith(f"{title.en}, ") or not label.zh.startswith(title.zh):
        return None
    en, zh = label.en.removeprefix(f"{title.en}, "), label.zh.removeprefix(title.zh)
    if zh.startswith("（") and zh.find("）") == len(zh) - 1:
        return Text(en, zh[1:-1])
    return Text(en, zh[1:]) if len(zh) > 1 and zh.startswith("，") else None


def fill(sentence: Text, held: dict[str, str], language: Language) -> str | None:
    """The sentence with its slots filled; None when it holds a digit of its own or a slot that nothing carries."""
    template = sentence.to(language)
    if DIGIT.search(SLOT.sub("", template)) or any(not held.get(slot) for slot in SLOT.findall(template)):
        return None
    return SLOT.sub(lambda found: held[found[1]], template)
