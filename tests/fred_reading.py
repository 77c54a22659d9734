"""The source under test: its settings, a reading, and an error once it is sure that it does not hold the key."""

import logging
import traceback
from collections import deque
from pathlib import Path

import pytest
from fakes import spec, wanted

from footnote.errors import FootnoteError, SourceError
from footnote.settings import Settings
from tools.reading import Budget
from tools.sources.fred import Fred

KEY = "0123456789abcdef0123456789abcdef"
ROWS = (("2025-11-01", "4.5"), ("2025-12-01", "4.4"), ("2026-01-01", "4.3"))
TESTS = str(Path(__file__).parent)
SHORT = 0.4
"""Seconds; a stall is waited out in no time."""


def settings(fred, **known):
    """What connects to the fake; nothing is kept."""
    return Settings(fred_api_key=KEY, fred_api_url=fred.url, cache="0", **known)


def source(fred):
    return Fred(settings(fred))


def want(name="UNRATE", as_of=None, freq="M", seconds=SHORT):
    return wanted(spec("UNRATE", unit="percent", freq=freq), name, as_of, budget=Budget(seconds))


def read(fred, name="UNRATE", as_of=None, **known):
    return source(fred).read(want(name, as_of, **known))


def replies(*each):
    """One reply after the other, the last for ever."""
    waiting = deque(each)
    return lambda _: waiting.popleft() if len(waiting) > 1 else waiting[0]


def chain(error):
    """The error with everything that hangs on it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def told(error):
    """All that a log, a debugger or a crash report could show of *error*, the variables of each frame included."""
    parts = []
    for each in chain(error):
        parts += [repr(each), repr(each.args), repr(vars(each)), *traceback.format_exception(each)]
        frames = [frame for frame, _ in traceback.walk_tb(each.__traceback__)]
        parts += [repr(frame.f_locals) for frame in frames if not frame.f_code.co_filename.startswith(TESTS)]
    return "\n".join(parts)


def refusal(call, caplog, kind=SourceError):
    """The error that *call* ends in, once the key is nowhere in what a person or a log may see of it."""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(kind) as caught:
        call()
    error = caught.value
    for text in (error.text.en, error.text.zh, caplog.text, told(error)):
        assert KEY not in text
    assert all(isinstance(each, FootnoteError) for each in chain(error))
    return error
