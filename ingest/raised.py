"""Digits above and below the line by signs of their own: else 3.2 with a mark 1 above it would read 3.21."""

SIGNS = "0123456789+-\u2212=()"
ABOVE = str.maketrans(SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
BELOW = str.maketrans(SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
TABLES = {"superscript": ABOVE, "sup": ABOVE, "super": ABOVE, "subscript": BELOW, "sub": BELOW}


def placed(words: str, where: str | None) -> str:
    """*words* that stand *where* a document says, ``superscript`` or ``sub``; those without a digit as they are."""
    table = TABLES.get(where or "")
    return words.translate(table) if table and any(map(str.isdecimal, words)) else words
