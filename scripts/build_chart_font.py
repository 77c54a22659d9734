"""Write tools/charts/cjk.otf: the part of Noto Sans CJK SC that a chart's words need.

The 8,836 characters of GB 2312 and of the first level of Big5, Latin, Greek and punctuation: 2 MB of 16. The source is
NotoSansCJKsc-Regular.otf 1.004 (SIL Open Font License 1.1), as it lies in the wheel `mplfonts` 0.0.11, of which nothing
else is used. The part goes by another name, so that no font of the system is taken for it.

    python scripts/build_chart_font.py NotoSansCJKsc-Regular.otf [tools/charts/cjk.otf]
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

SHA256 = "1652500938055a232cfbfa321de6ebaadfc5635dd9f75e369bc991d14a6512dd"
FAMILY = "Footnote CJK"
LETTERS = ((0x20, 0x7F), (0xA0, 0x180), (0x370, 0x400))
MARKS = ((0x2010, 0x2040), (0x20A0, 0x20C0), (0x2100, 0x2130), (0x2190, 0x21AA), (0x2200, 0x2270))
CHINESE_MARKS = ((0x3000, 0x3020), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE7), (0xFFFD, 0xFFFE))
BIG5_COMMON = (0xA440, 0xC67E)
UNUSED_TABLES = ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF"]  # upright lines, no features


def characters() -> set[int]:
    """Every character the part is to hold."""
    found = {code for first, end in (*LETTERS, *MARKS, *CHINESE_MARKS) for code in range(first, end)}
    found.update(_decoded("gb2312", 0xB0A1, 0xF7FE))
    found.update(_decoded("big5", *BIG5_COMMON))
    return found


def _decoded(codec: str, first: int, last: int) -> Iterator[int]:
    """The characters that *codec* has from *first* to *last*."""
    for code in range(first, last + 1):
        try:
            yield ord(code.to_bytes(2, "big").decode(codec))
        except (UnicodeDecodeError, TypeError):
            continue


def build(source: Path, into: Path) -> None:
    """Writes the part of the font *source*, the same bytes each time."""
    if hashlib.sha256(source.read_bytes()).hexdigest() != SHA256:
        raise SystemExit(f"{source} is not the NotoSansCJKsc-Regular.otf 1.004 that this was written for")
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.hinting, options.layout_features, options.name_IDs = False, [], [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.drop_tables += UNUSED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters())
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
    font["CFF "].cff.fontNames = [FAMILY.replace(" ", "")]
    font.save(into)


if __name__ == "__main__":
    target = Path(__file__).parents[1] / "tools" / "charts" / "cjk.otf"
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else target)
