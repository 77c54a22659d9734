"""A sentence in the desk's two languages. Whoever writes one half must write the other: the type asks for both."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Simplified Chinese. ``str()`` gives the English ones."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en

    def to(self, language: Language) -> str:
        """The words in *language*."""
        return self.zh if language == "zh" else self.en


def same(words: str) -> Text:
    """A name that reads the same in both languages: an id, a ticker, a file."""
    return Text(words, words)


def listed(items: tuple[Text, ...] | list[Text]) -> Text:
    """The items one after the other, with the comma each language uses."""
    return Text(", ".join(item.en for item in items), "、".join(item.zh for item in items))
