"""Words that stand side by side in a question and in a passage: they mean the same thing in both."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from itertools import pairwise

BODIES = "SELECT w.rowid, w.body FROM json_each(?) j JOIN words w ON w.rowid = j.value"
Pair = tuple[str, str]


def pairs(words: Sequence[str], idf: Mapping[str, float]) -> dict[Pair, float]:
    """The neighbours among the words of a question, and how much each pair tells: as much as its two words."""
    known = ((first, second) for first, second in pairwise(words) if first != second and {first, second} <= idf.keys())
    return {pair: idf[pair[0]] + idf[pair[1]] for pair in known}


def shared(connection: sqlite3.Connection, asked: Mapping[Pair, float], rows: Sequence[int]) -> dict[int, float]:
    """The part of the pairs *asked* that each of these passages has, from 0 to 1."""
    total = sum(asked.values())
    if not total:
        return {}
    found = connection.execute(BODIES, (json.dumps(list(rows)),)).fetchall()
    return {row: sum(asked[pair] for pair in asked.keys() & set(pairwise(body.split()))) / total for row, body in found}
