"""A question as other hands type it: capitals, another script or width, courtesies, no punctuation, a slip of the keys.

Each disturbance takes the text, its language and a random generator, and never touches a number.
"""

import random
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from bot.homophones import sound
from knowledge.script import CJK

Disturbance = Callable[[str, str, random.Random], str]
WORD, RUN = re.compile(r"(?<![\w.&/$%+-])[A-Za-z]{4,}(?![\w&/$%+-])"), re.compile(r"[一-鿿]{3,}")
NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千万亿兆兩億萬半]")
MARKS = re.compile(r"(?<!\d)[.,:;](?!\d)|[.,:;](?=\s|$)|[?!\"，。？！、；：“”‘’（）()]|(?<!\w)'|'(?!\w)")
SHORTEST = 3
"""Chinese characters in a row from which a slip is made."""
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
HALF = dict(zip(map(chr, range(0x21, 0x7F)), map(chr, range(0xFF01, 0xFF5F)), strict=True))
BEFORE = {"en": ("hi, ", "good morning! ", "hey team, "), "zh": ("你好，", "早上好！", "麻烦看看，")}
BEHIND = {"en": (", thanks", " thank you!", " cheers"), "zh": ("，谢谢", "，多谢！", "，麻烦了")}


def capitals(text: str, _: str, __: random.Random) -> str:
    """All of it in capitals."""
    return text.upper()


def traditional(text: str, _: str, __: random.Random) -> str:
    """In Traditional script, as OpenCC writes it."""
    converted: str = _converter().convert(text)
    return converted


@cache
def _converter() -> Any:
    return import_module("opencc").OpenCC("s2t")


def full_width(text: str, _: str, __: random.Random) -> str:
    """Digits and letters as wide as Chinese characters."""
    return "".join(HALF[char] if char.isascii() and char.isalnum() else char for char in text)


def mention(text: str, _: str, __: random.Random) -> str:
    """With the bot named in front, as Slack writes it."""
    return f"<@U123ABC> {text}"


def courteous(text: str, language: str, chance: random.Random) -> str:
    """A greeting in front, thanks behind."""
    return f"{chance.choice(BEFORE[language])}{text}{chance.choice(BEHIND[language])}"


def unmarked(text: str, _: str, __: random.Random) -> str:
    """Without punctuation; what stands inside a number or a name stays."""
    return " ".join(MARKS.sub(" ", text).split())


def spaced(text: str, _: str, chance: random.Random) -> str:
    """Two spaces for one, and a new line for one of them."""
    gaps = text.count(" ")
    words = text.split(" ")
    broken = chance.randrange(gaps) if gaps else None
    ends = ["\n" if place == broken else "  " for place in range(gaps)]
    return "".join(word + end for word, end in zip(words, [*ends, ""], strict=True)) if gaps else f" {text} \n"


def slip(text: str, _: str, chance: random.Random) -> str:
    """One word misspelled: four letters or more, or three Chinese characters in a row; as it is where there is none."""
    words = [found.span() for found in WORD.finditer(text)]
    runs = [found.span() for found in RUN.finditer(text) if len(NUMERAL.sub("", found[0])) >= SHORTEST]
    if not words + runs:
        return text
    start, end = chance.choice(words + runs)
    mistyped = _mistyped_han if (start, end) in runs else _mistyped
    return text[:start] + mistyped(text[start:end], chance) + text[end:]


def _mistyped(word: str, chance: random.Random) -> str:
    """A letter behind the first swapped with the next, dropped, doubled, or replaced by one beside it on the keys."""
    kind = chance.choice(("swap", "drop", "double", "beside"))
    unlike = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    place = chance.choice(unlike) if kind == "swap" and unlike else chance.randrange(1, len(word))
    letter = word[place]
    if kind == "swap" and unlike:
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    if kind == "drop":
        return word[:place] + word[place + 1 :]
    return word[:place] + (_beside(letter, chance) if kind == "beside" else letter * 2) + word[place + 1 :]


def _beside(letter: str, chance: random.Random) -> str:
    """A key next to that of *letter*."""
    row = next(row for row in KEYS if letter.lower() in row)
    place = row.index(letter.lower())
    key = chance.choice([row[near] for near in (place - 1, place + 1) if 0 <= near < len(row)])
    return key.upper() if letter.isupper() else key


def _mistyped_han(run: str, chance: random.Random) -> str:
    """Two neighbours swapped, one dropped, or one replaced by another of its sound; numerals stay where they are."""
    places = [place for place, char in enumerate(run) if not NUMERAL.match(char)]
    pairs = [place for place in places if place + 1 in places and run[place] != run[place + 1]]
    kind = chance.choice(("swap", "drop", "sound"))
    if kind == "swap" and pairs:
        place = chance.choice(pairs)
        return run[:place] + run[place + 1] + run[place] + run[place + 2 :]
    sounding = {place: others for place in places if (others := _sounding(run[place]))}
    if kind == "sound" and sounding:
        place = chance.choice(list(sounding))
        return run[:place] + chance.choice(sounding[place]) + run[place + 1 :]
    place = chance.choice(places)
    return run[:place] + run[place + 1 :]


def _sounding(char: str) -> list[str]:
    """The everyday characters that sound as *char* does, tones aside."""
    return [other for other in _everyday().get(sound(char), ()) if other != char]


@cache
def _everyday() -> dict[str, list[str]]:
    """The characters of GB 2312's first level, those of everyday use, by how they sound."""
    found: dict[str, list[str]] = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            char = bytes((high, low)).decode("gb2312", "ignore")
            if char and CJK.match(char) and not NUMERAL.match(char):
                found.setdefault(sound(char), []).append(char)
    return found


DISTURBANCES: dict[str, Disturbance] = {
    "capitals": capitals,
    "traditional script": traditional,
    "full width": full_width,
    "a mention in front": mention,
    "greeting and thanks": courteous,
    "no punctuation": unmarked,
    "spaces and a new line": spaced,
    "one slip of the keys": slip,
}
