"""The words of a text as they are indexed: English stems, Chinese character pairs, numbers whole."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

from knowledge.script import CJK_RANGES, simplified

STOP = """a about above after again all also am an and any are as at be been before being below between both but by
can could did do does doing down during each every few for from further had has have having he her here hers him his
how i if in into is it its itself just many me more most much my no nor not now of off on once only or other our out
over own please s said same say says she should show so some such t tell than that the their them then there these
they this those through to too under until up us very was we were what when where which while who whom whose why will
with would you your"""
STOP_WORDS = frozenset(STOP.split())
# Characters that ask or join and name nothing; a pair made of these alone is not looked for.
CHINESE_STOP = """什么 多少 是多 少是 怎么 么样 如何 哪些 哪个 为什 请问 一下 有没 没有 的是 了吗 是否 之间 我们 他们
这个 那个 与的 和的 是什 有多 以及 关于 对于 意味 味着 着什"""
CHINESE_STOP_WORDS = frozenset(CHINESE_STOP.split())
CHINESE_PARTICLES = frozenset("的是了吗呢与和及在有之")
WRAPPED = re.compile(r"(?<=[^\W\d_])(?:\ufffe\s*|\u00ad)(?=[^\W\d_])")
# "3.2²" is 3.2 with a mark, and no 3.22.
RAISED = re.compile(r"(?<=[\d%])(?=[\u00b9\u00b2\u00b3\u2070\u2074-\u208e])")
# A unit may be written close to its number: "$1.3tn" holds the number 1.3.
NUMBER = r"\d[\d,]*(?:\.\d+)?%?(?=(?:tn|bn|mn|m|b|k|x|pp|bps?|sd)?(?![a-z\d]))"
PIECE = re.compile(rf"(?P<cjk>[{CJK_RANGES}]+)|(?P<number>{NUMBER})|(?P<word>[^\W_{CJK_RANGES}]+)")
NUMBER_LETTERS = str.maketrans({".": "p", "%": "c", ",": None})


def plain(text: str) -> str:
    """*text* in one width, case and script, with words that a line broke put together again."""
    whole = RAISED.sub(" ", WRAPPED.sub("", text))
    return simplified(unicodedata.normalize("NFKC", whole).casefold().replace("\u2019", "'"))


def tokens(text: str) -> list[str]:
    """The words of *text* in their order, as indexed and as looked for; stop words are left out."""
    found: list[str] = []
    for piece in PIECE.finditer(plain(text)):
        words = piece[0]
        if piece.lastgroup == "word":
            if words not in STOP_WORDS:
                found.append(stem(words))
        elif piece.lastgroup == "number":
            found.append(_number(words))
        else:
            found.extend(_pairs(words))
    return found


def units(text: str) -> list[str]:
    """The words of *text* as a dictionary looks them up: stems and single Chinese characters, stop words included."""
    found: list[str] = []
    for piece in PIECE.finditer(plain(text)):
        if piece["cjk"]:
            found.extend(piece["cjk"])
        else:
            found.append(_number(piece[0]) if piece["number"] else stem(piece[0]))
    return found


def _pairs(run: str) -> Iterator[str]:
    """Each two neighbouring characters; a character that stands alone is kept as it is."""
    if len(run) == 1:
        yield run
    for first, second in pairwise(run):
        pair = first + second
        if pair not in CHINESE_STOP_WORDS and not CHINESE_PARTICLES.issuperset(pair):
            yield pair


def _number(number: str) -> str:
    """A number in one word, so that the index does not cut "1.3" or "13%" in two."""
    return number.translate(NUMBER_LETTERS)


ONE_AT_A_TIME = threading.Lock()  # a stemmer keeps the word it works on in itself


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of an English word; anything that holds a digit stays whole."""
    if any(map(str.isdigit, word)):
        return word
    with ONE_AT_A_TIME:
        return str(_stemmer().stemWord(word))


@cache
def stop_stems() -> frozenset[str]:
    """The stop words as ``units`` gives them."""
    return frozenset(map(stem, STOP_WORDS))


@cache
def _stemmer() -> Any:
    return import_module("snowballstemmer").stemmer("english")
