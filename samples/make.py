"""
Write the raw observations and the PDF note of the sample desk.

    python samples/make.py

Everything but the months of recession is made up. Each file is calibrated to the figures that the notes in
`samples/desk/notes` print, and holds observations only: totals, growth rates and returns are left to be computed. Two
runs write the same bytes.
"""

from pathlib import Path

from make_data import write_data
from make_notes import write_pdf

DESK = Path(__file__).resolve().parent / "desk"


def main() -> None:
    """Write `desk/data/**` and the PDF in `desk/notes`."""
    write_data(DESK / "data")
    write_pdf(DESK / "notes" / "2026-02-18-opaque-corners.pdf")


if __name__ == "__main__":
    main()
