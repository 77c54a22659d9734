"""The sheet a chart is drawn on, and its fonts; the only import of matplotlib.

matplotlib is loaded with a folder of its own that is gone once it is loaded, so that it writes nothing into a home;
it is not fit for several threads, so charts are drawn one at a time. The same chart gives the same bytes.
"""

import io
import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Axes
    from matplotlib.figure import Figure

    Sheet = Figure

FONT = Path(__file__).with_name("cjk.otf")
FAMILY, FALLBACK = "Footnote CJK", "DejaVu Sans"
"""A part of Noto Sans CJK SC that comes with the package, and the font that comes with matplotlib."""
INCHES, DOTS = (9.6, 5.4), 125
MISSING = "\N{REPLACEMENT CHARACTER}"
INK, GREY, PALE = "#1b1f24", "#6b7280", "#e5e7eb"
COLOURS = ("#1f5fa8", "#d1552b", "#2f8f5b", "#7a4fa3", "#b8860b", "#c2447e")
STYLE: dict[Any, Any] = {
    "font.size": 10,
    "text.parse_math": False,  # a title with two dollar signs is no formula
    "text.color": INK,
    "axes.unicode_minus": False,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": PALE,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "ytick.major.size": 0,
    "text.hinting": "none",
}
_drawing = threading.RLock()


@contextmanager
def sheet(path: Path) -> "Iterator[Sheet]":
    """An empty sheet, which lies at *path* as a PNG, whole or not at all, when all has been drawn on it."""
    with _drawing:
        _load()
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        matplotlib.rcParams["font.family"] = [FAMILY, FALLBACK] if has_chinese() else [FALLBACK]
        drawn, buffer = Figure(figsize=INCHES, dpi=DOTS, facecolor="white"), io.BytesIO()
        FigureCanvasAgg(drawn)
        yield drawn
        drawn.savefig(buffer, format="png", metadata={"Software": None})
    _put(path, buffer.getvalue())


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(number, "wb") as file:
            file.write(content)
        os.replace(draft, path)
    except OSError:
        Path(draft).unlink(missing_ok=True)
        raise


def has_chinese() -> bool:
    """Whether the font with the Chinese characters is there."""
    return FONT.is_file()


def covers(words: str) -> bool:
    """Whether there is a glyph for each character of *words*."""
    return all(ord(each) in _known(has_chinese()) for each in words)


def legible(words: str) -> str:
    """*words* with a mark in place of what no font has, line ends among it."""
    return "".join(each if covers(each) else MISSING for each in words)


@cache
def _known(chinese: bool) -> frozenset[int]:
    """Every character that can be drawn, with the *chinese* font or without it."""
    with _drawing:
        _load()
        from matplotlib.font_manager import get_font

        known = {code for path in ((FONT, _own()) if chinese else (_own(),)) for code in get_font(path).get_charmap()}
    return frozenset(code for code in known if code >= ord(" "))


def _own() -> Path:
    """The font that matplotlib brings."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@cache
def _load() -> None:
    """Loads matplotlib and sets it to our style and fonts, whatever this machine has of either."""
    before = os.environ.get("MPLCONFIGDIR")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MPLCONFIGDIR"] = folder
        try:
            import matplotlib
            from matplotlib import font_manager
        finally:
            del os.environ["MPLCONFIGDIR"]
            os.environ.update({"MPLCONFIGDIR": before} if before is not None else {})
    font_manager.fontManager.ttflist.clear()
    for path in (FONT, _own()):
        if path.is_file():
            font_manager.fontManager.addfont(path)
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(STYLE)
