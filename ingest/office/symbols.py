"""Signs that Word keeps by their place in a font of signs, as characters."""

from ingest.office.markup import Element, value

SYMBOL = {
    **dict(zip(range(0xA2, 0xA6), "′≤⁄∞", strict=True)),
    **dict(zip(range(0xAC, 0xB0), "←↑→↓", strict=True)),
    **dict(zip(range(0xB0, 0xBD), "°±″≥×∝∂•÷≠≡≈…", strict=True)),
    **dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)),
    0x44: "Δ",
    0x53: "Σ",
    0x57: "Ω",
    0x47: "Γ",
    0x50: "Π",
    0x2D: "−",
    0xD5: "∏",
    0xD6: "√",
    0xE5: "∑",
    0xF2: "∫",
    0xCE: "∈",
    0xDE: "⇒",
    0xDB: "⇔",
    0x22: "∀",
    0x24: "∃",
    0x40: "≅",
    0x7E: "∼",
}
WINGDINGS = {
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE7: "←",
    0xE8: "→",
    0xE9: "↑",
    0xEA: "↓",
    0xF0: "⇒",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x6F: "□",
    0xA8: "□",
    0x6E: "■",
    0xA7: "▪",
    0x6C: "●",
}
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}
PRIVATE = range(0xE000, 0xF900)


def symbol(sign: Element) -> str:
    """The character that ``w:sym`` stands for; empty for a sign that no character is known for."""
    try:
        code = int(value(sign, "char") or "", 16)
    except ValueError:
        return ""
    font = FONTS.get((value(sign, "font") or "").lower())
    if font is not None:
        return font.get(code & 0xFF, "")
    return chr(code) if 0x20 <= code < 0x110000 and code not in PRIVATE and not 0xD800 <= code < 0xE000 else ""
