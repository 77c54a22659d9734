"""Chinese characters: which they are, and the Simplified one for each Traditional one.

The map is one character for one, whatever stands beside it. So a quote that is cut in the middle of a phrase folds like
the page it came from, and every offset stays where it was; OpenCC's phrase rules promise neither.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

CJK_RANGES = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
CJK = re.compile(f"[{CJK_RANGES}]")
# Spellings of one word that OpenCC's character table leaves apart.
VARIANTS = {ord("敍"): "叙", ord("著"): "着"}
SPAN = range(0x3400, 0xFB00)


@cache
def to_simplified() -> dict[int, str]:
    """Each character that has a simplified form, by code point."""
    convert = _converter("t2s")
    forms = {code: convert(chr(code)) for code in SPAN if CJK.match(chr(code))}
    changed = {code: form for code, form in forms.items() if form != chr(code) and len(form) == 1}
    return changed | VARIANTS


@cache
def only_simplified() -> frozenset[str]:
    """The characters that only Simplified script uses: they stand for a Traditional one, and for themselves nowhere."""
    convert = _converter("s2t")
    return frozenset(form for form in to_simplified().values() if convert(form) != form)


def _converter(configuration: str) -> Callable[[str], str]:
    """OpenCC's conversion of that name. Loaded here, and by name: it is slow to import and has no types."""
    convert: Callable[[str], str] = import_module("opencc").OpenCC(configuration).convert
    return convert


def simplified(text: str) -> str:
    """*text* with each Traditional character replaced by its Simplified form; as long as before."""
    return text.translate(to_simplified()) if CJK.search(text) else text
