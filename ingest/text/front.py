"""Front matter: what a text says of itself between two lines of dashes at its start."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.kinds import KINDS
from knowledge.note import NoteLanguage, language_of
from knowledge.period import is_period

KEYS = ("title", "date", "author", "institution", "language", "label", "corrects", "kind", "period")
LANGUAGES: tuple[NoteLanguage, ...] = ("en", "zh-Hans", "zh-Hant")
FENCE = re.compile(r"\s*---[ \t]*\n(?P<lines>.*?)\n?---[ \t]*(?:\n|$)", re.DOTALL)
NO_DATE = "no date: give --date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What stood between the lines of dashes, and what was wrong with it."""

    values: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def language(self, text: str) -> NoteLanguage:
        """The language it names, else that of *text*."""
        return next((known for known in LANGUAGES if known == self.values.get("language")), None) or language_of(text)


def front_matter(text: str) -> tuple[Front, str]:
    """The front matter of *text* and the rest. Lines are ``key: value``; nothing in them is interpreted."""
    fence = FENCE.match(text)
    if not fence:
        return Front(), text
    values: dict[str, str] = {}
    warnings: list[str] = []
    for line in filter(str.strip, fence["lines"].split("\n")):
        key, colon, value = line.partition(":")
        if not colon:
            return Front(), text  # two rules in a text, not front matter
        name = key.strip().lower()
        if name not in KEYS:
            warnings.append(f"front matter has {key.strip()!r}, which is not one of {', '.join(KEYS)}")
        elif value.strip() or name == "label":  # an empty label was meant to be one
            values[name] = value.strip().strip("\"'").strip()
    if values.get("language", "en") not in LANGUAGES:
        warnings.append(f"language {values['language']!r} is not one of {', '.join(LANGUAGES)}")
    if (kind := values.get("kind")) and kind not in KINDS:
        warnings.append(f"kind {values.pop('kind')!r} is not one of {', '.join(KINDS)}")
    if (period := values.get("period")) and not is_period(period):
        warnings.append(f"period {values.pop('period')!r} is not written as FY2025, H1 2025 or Q1 2025")
    return Front(values=values, warnings=tuple(warnings)), text[fence.end() :]


def day_of(written: str | None) -> tuple[date | None, tuple[str, ...]]:
    """The day that *written* names, and a warning where it names none."""
    if not written:
        return None, (NO_DATE,)
    try:
        return date.fromisoformat(written), ()
    except ValueError:
        return None, (f"date {written!r} is not written as 2026-02-12, so the note has no date: give --date",)
