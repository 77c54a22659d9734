"""The words on the sheets that are drawn; a module takes them by ``pytest_plugins = ("chart_fixtures",)``."""

from contextlib import contextmanager

import pytest

from tools.charts import canvas


@pytest.fixture
def printed(monkeypatch):
    """The words on each sheet that is drawn: those of the sheet, of its axes, and those of the scales."""
    sheets, drawn = [], canvas.sheet

    @contextmanager
    def watched(path):
        with drawn(path) as sheet:
            yield sheet
            axes = [text.get_text() for each in sheet.axes for text in (each.xaxis.label, each.title, each._left_title)]
            marks = [
                text.get_text() for each in sheet.axes for text in (*each.get_xticklabels(), *each.get_yticklabels())
            ]
            sheets.append(([text.get_text() for text in sheet.texts] + axes, marks))

    monkeypatch.setattr(canvas, "sheet", watched)
    return sheets
