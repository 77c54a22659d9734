"""Names that others gave, fit for a sentence: whatever a terminal would obey or not show is spelled out."""

import re

from ingest.unseen import CONTROL, UNSEEN

ODD = re.compile(f"{CONTROL.pattern}|{UNSEEN.pattern}|[\t\n\f\r\u2028\u2029\ud800-\udfff]+")
LONGEST_NAME = 120
LONGEST_SENTENCE = 600


def printed(name: str) -> str:
    """*name* with what cannot be seen spelled out, as in ``a\\nb``; the middle of a long one is left out."""
    return _shortened(_spelled_out(name), LONGEST_NAME)


def cleaned(sentence: str) -> str:
    """*sentence*, which may quote a file, spelled like a name; the middle of a long one is left out."""
    return _shortened(_spelled_out(sentence), LONGEST_SENTENCE)


def _spelled_out(words: str) -> str:
    return ODD.sub(lambda odd: "".join(map(_spelled, odd[0])), words)


def _shortened(words: str, longest: int) -> str:
    half = longest // 2
    return words if len(words) <= longest else f"{words[: half - 1]}…{words[-half:]}"


def _spelled(character: str) -> str:
    """A character as Python writes it; a byte that is no UTF-8 as that byte."""
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def plain_json(json: str) -> str:
    """*json*, which stays the same JSON, with what cannot be seen written as its numbers."""
    return ODD.sub(lambda odd: "".join(map(_numbered, odd[0])), json)


def _numbered(character: str) -> str:
    """A character as JSON writes it: its code in UTF-16, in two halves where it needs two."""
    code = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[start : start + 4]}" for start in range(0, len(code), 4))
