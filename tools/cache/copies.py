"""A kept series as one file: the numbers as NumPy writes them, everything else as JSON beside them, nothing pickled."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from footnote.text import Text
from tools.reading import Reading

FORMAT = 1
Stamp = tuple[int, int, int]
"""What tells one state of a file from another: its inode, its size, its time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Copy:
    """A reading that was fetched at one moment and known to be good at another (seconds since 1970).

    ``mark`` is what the source said of its values before they were read. ``began`` is the day on which the series
    began before the source cut its history. ``stamp`` is the file it stands in, if any.
    """

    reading: Reading
    mark: str | None
    fetched: float
    checked: float
    began: date | None = None
    stamp: Stamp | None = None


def read(path: Path, key: str) -> Copy | None:
    """The copy kept under *key*; None for a file that is not there, not whole, or not that."""
    import numpy as np
    import pandas as pd

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            state = os.fstat(file.fileno())
            known = json.loads(held["known"].tobytes())
            if (known["format"], known["key"]) != (FORMAT, key):
                return None
            values = pd.Series(held["values"], index=pd.DatetimeIndex(held["days"]), name=known["name"], dtype=float)
        return _copy(known, values, state)
    except Exception:  # whatever is wrong with the file, there is no copy
        return None


def _copy(known: dict[str, Any], values: Any, state: os.stat_result) -> Copy:
    reading = Reading(
        values=values,
        source=str(known["source"]),
        vintage=str(known["vintage"]),
        dated=bool(known["dated"]),
        caveats=tuple(Text(str(en), str(zh)) for en, zh in known["caveats"]),
    )
    return Copy(
        reading=reading,
        mark=known["mark"],
        fetched=float(known["fetched"]),
        checked=state.st_mtime,
        began=date.fromisoformat(known["began"]) if known["began"] else None,
        stamp=stamp(state),
    )


def write(path: Path, key: str, copy: Copy) -> Copy:
    """Puts *copy* in the place of what *path* held, at once and whole; OSError where that cannot be."""
    handle, made = tempfile.mkstemp(dir=path.parent, suffix=".tmp")  # readable by its owner only
    try:
        with os.fdopen(handle, "wb") as file:
            _save(file, key, copy)
        os.utime(made, (copy.checked, copy.checked))
        state = os.stat(made)
        os.replace(made, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise
    return replace(copy, stamp=stamp(state))


def _save(file: Any, key: str, copy: Copy) -> None:
    import numpy as np

    reading = copy.reading
    known = {
        "format": FORMAT,
        "key": key,
        "fetched": copy.fetched,
        "mark": copy.mark,
        "began": copy.began.isoformat() if copy.began else None,
        "name": reading.values.name,
        "source": reading.source,
        "vintage": reading.vintage,
        "dated": reading.dated,
        "caveats": [[caveat.en, caveat.zh] for caveat in reading.caveats],
    }
    np.savez(
        file,
        known=np.frombuffer(json.dumps(known).encode(), dtype=np.uint8),
        days=reading.values.index.to_numpy(),
        values=reading.values.to_numpy(dtype=float),
    )


def fetched(path: Path) -> float:
    """When the copy at *path* was fetched; the file's own time where it does not say."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as held:
            return float(json.loads(held["known"].tobytes())["fetched"])
    except Exception:  # torn, or of another making
        return path.stat().st_mtime


def keepable(reading: Reading) -> bool:
    """Whether *reading* is plain enough to be written: numbers by days without a time zone, and not itself a copy."""
    import pandas as pd

    values = reading.values
    plain = isinstance(values.index, pd.DatetimeIndex) and values.index.tz is None and values.dtype == float
    return plain and reading.kept is None and (values.name is None or isinstance(values.name, str))


def stamp(state: os.stat_result) -> Stamp:
    """The state of a file as ``stat`` tells it."""
    return state.st_ino, state.st_size, state.st_mtime_ns
