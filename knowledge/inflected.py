"""English words without their endings: one form for a noun and its plural, one for all forms of a verb.

Less is taken off than by the index's stems, which make one word of "product" and "productivity", and of "import" and
"important": right for finding, wrong for saying what a word is called in the other language.
"""

import re
from functools import lru_cache

BRITISH = re.compile(r"is(?=(?:e[sd]?|ings?|ations?)\Z)")
WHOLE_PLURAL = ("sses", "xes", "zes", "ches", "shes")
NO_PLURAL = ("ss", "us", "is")
VERBAL = re.compile(r"(?<=..[^e])(?:ed|ing)\Z")
SHORT = 3  # letters: a CDS is no plural of a CD
VOWEL = re.compile(r"[aeiouy]")
NOUN = re.compile(r"..ings?\Z")
DOUBLED = re.compile(r"([^aeiou])\1\Z")


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """*word* without the ending of a plural, in American spelling."""
    if len(word) <= SHORT:
        return word
    word = BRITISH.sub("iz", word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(WHOLE_PLURAL):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(NO_PLURAL) else word


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """*word* without the endings of its plural, its past and its participles; no word of the language any more."""
    word = singular(word)
    if len(word) <= SHORT:
        return word.removesuffix("s")
    shorter = VERBAL.sub("", word)
    if VOWEL.search(shorter):
        word = shorter
    word = DOUBLED.sub(r"\1", word.removesuffix("e"))
    return word[:-1] + "i" if word.endswith("y") else word


def is_noun_of_verb(word: str) -> bool:
    """Whether *word* is a noun such as "funding" or "holdings", which is not what its verb says."""
    return bool(NOUN.search(word))
