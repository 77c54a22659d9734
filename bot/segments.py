"""Chinese cut into words: which of them carry a subject, and which only hold a question together.

The words and their parts of speech are those of jieba's dictionary.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from bot.filler import SPOKEN_ZH, TELLING_ZH, VERBS_ZH

RUN = re.compile(r"[\u3400-\u9fff]+")
HOLDING = ("r", "p", "c", "u", "d", "m", "q", "y", "e", "f")
"""Parts of speech that never tell one thing from another: pronouns, prepositions, adverbs, counts."""
BESIDE = re.compile(r" ?|[\u3400-\u9fff]{1,2} ?")
"""What stands between a word and the name that it may be a part of."""
CARRYING = ("n", "vn", "an", "j", "b", "a", "x", "z")
"""Parts of speech, by their first letters, that name a thing or tell one from another; verbs and small words do not."""


def without_small_words(
    text: str, rest: str, is_term: Callable[[str], bool], names: Collection[int], *, bare: bool
) -> str:
    """*rest*, what is left of *text*, without the Chinese words of *text* that carry no subject, as long as before.

    A verb right before one of the *names*, which are told by where they begin, may be a part of another name, and is
    kept; so is every verb where the text is *bare*, nothing but a name.
    """
    if not RUN.search(rest):
        return rest
    kept = list(rest)
    for begun, end, part in _small(text):
        word = text[begun:end]
        lone = len(word) == 1 and part.startswith(("n", "a", "b")) and end in names
        telling = lone or (not part.startswith(HOLDING) and len(word) > 1 and word not in VERBS_ZH)
        at_a_name = any(BESIDE.fullmatch(text[end:start]) for start in names if start >= end)
        if not (is_term(word) or (telling and (bare or at_a_name))):
            kept[begun:end] = (char if char.isascii() else " " for char in kept[begun:end])
    return "".join(kept)


def is_word(typed: str) -> bool:
    """Whether *typed* is a word of Chinese, and so no slip of the keys."""
    import rjieba

    return bool(rjieba.has_word(typed))


@lru_cache(maxsize=2048)
def _small(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where the Chinese words of *text* stand that carry no subject, with their parts of speech."""
    import rjieba

    found, place = [], 0
    for word, part in rjieba.tag(text):
        if RUN.fullmatch(word) and not (_carries(word, part) or word in TELLING_ZH):
            found.append((place, place + len(word), part))
        place += len(word)
    return tuple(found)


def _carries(word: str, part: str) -> bool:
    """Whether a word names a thing or tells one from another; one character by itself does neither."""
    return len(word) > 1 and part.startswith(CARRYING) and word not in SPOKEN_ZH
