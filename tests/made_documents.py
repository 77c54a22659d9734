"""Answers' documents made up for the tests of what Slack is shown: small plain ones, and hostile ones of any size."""

from hypothesis import strategies as st

EMPTY = {
    "id": "a7f3k2mq",
    "kind": "answer",
    "reason": None,
    "language": "en",
    "asked": "gold?",
    "as_of": "2026-02-20",
    "label": "desk",
    "model": None,
    "sample": False,
    "plan": [],
    "reading": "value of Gold",
    "headline": "Gold: 413.6",
    "text": "",
    "choices": [],
    "caveats": [],
    "figures": [],
    "tables": [],
    "charts": [],
    "citations": [],
    "notes": [],
    "verdicts": [],
}


def made(**fields):
    """A small answer with these fields."""
    return {**EMPTY, **fields}


def observed(rows=3, **fields):
    """Observations of a series, one a day."""
    kept = [[f"2026-01-{day:02d}", 400.0 + day] for day in range(1, rows + 1)]
    return {
        "kind": "observations",
        "name": None,
        "value": None,
        "unit": "index",
        "series": "GOLD",
        "source": "file:market/prices.csv",
        "vintage": "current only",
        "first": kept[0][0],
        "last": kept[-1][0],
        "count": rows,
        "observations": kept,
        **fields,
    }


def put_in(kind, name, value, unit=None):
    """A number that no series gave."""
    return observed(1) | {
        "kind": kind,
        "name": name,
        "value": value,
        "unit": unit,
        **dict.fromkeys(("series", "source", "vintage", "first", "last", "count"), None),
        "observations": [],
    }


def figure(**fields):
    """A figure of one series."""
    return {
        "key": "f1",
        "name": "latest",
        "series": "GOLD",
        "label": "Gold, 20 Feb 2026",
        "value": 413.6,
        "unit": "index",
        "text": "413.6",
        "as_of": "2026-02-20",
        "formula": "GOLD at 2026-02-20",
        "stats": {},
        "caveats": [],
        "inputs": [observed()],
        "parts": [],
        **fields,
    }


def cited(quote="Gold rose.", **fields):
    """A quote of a note."""
    return {
        "key": "q1",
        "note": "9929efcb98d8",
        "revision": "dc1af33158201b8e",
        "title": "Good returns",
        "institution": "Harbour & Vale Research",
        "date": "2026-02-12",
        "page": 3,
        "cell": None,
        "start": 1042,
        "end": 1101,
        "quote": quote,
        **fields,
    }


def tabled(rows, columns=2):
    """A table of so many rows."""
    return {
        "columns": ["Series", *[f"Column {number}" for number in range(1, columns)]],
        "rows": [[f"Row {row}", *[f"{row}.{column}" for column in range(1, columns)]] for row in range(1, rows + 1)],
        "figures": [],
    }


HOSTILE = (
    "",
    " ",
    "\n",
    "<!channel> <@U1> <#C1> <https://x.test|y> <!date^1^{date}|z> @here",
    "*bold* _it_ ~5%~ `code`\n> quoted :tada:",
    "\x00\x07\x1b[31m\x7f\ud800",
    "a line\nanother\r\n\u2028\x0cand one more",
    "\u202e%31",
    "&<>" * 2_000,
    "~ *" * 2_000,
    "x" * 20_000,
    "y" * 148,
    "赎回" * 3_000,
    "👩‍👩‍👧" * 500,
    "word " * 1_000,
)
words = st.sampled_from(HOSTILE) | st.text(max_size=30)
short = st.text(max_size=12) | st.sampled_from(HOSTILE)
maybe = st.none() | words
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers()
stats = st.dictionaries(st.text(max_size=8), numbers | st.booleans() | st.none() | st.text(max_size=12), max_size=4)


def repeated(item, counts=(0, 1, 2, 7, 40)):
    """A list of one thing many times over: long, and quick to make."""
    return st.builds(lambda each, count: [each] * count, item, st.sampled_from(counts))


def rows_of_a_table(cell):
    row = repeated(cell, (0, 1, 2, 5, 25)) | st.lists(cell, max_size=4)
    return repeated(row, (1, 6, 150)) | st.lists(row, max_size=7)


tables = st.fixed_dictionaries(
    {
        "columns": st.lists(short, max_size=5) | repeated(short, (0, 25)),
        "rows": rows_of_a_table(short),
        "figures": st.just([]),
    }
)
inputs = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["observations", "figure", "given", "assumption", "quote"]),
        "name": maybe,
        "value": st.none() | numbers | words,
        "unit": maybe,
        "series": maybe,
        "source": maybe,
        "vintage": maybe,
        "first": maybe,
        "last": maybe,
        "count": st.none() | st.integers(),
    },
    optional={"observations": repeated(st.tuples(words, numbers), (0, 1, 12))},
)


def figures(depth):
    parts = st.lists(figures(depth - 1), max_size=2) | repeated(figures(0), (7,)) if depth else st.just([])
    return st.fixed_dictionaries(
        {
            "key": st.just("f1"),
            "name": words,
            "series": maybe,
            "label": words,
            "value": st.none() | numbers,
            "unit": words,
            "text": words,
            "as_of": words,
            "formula": words,
            "stats": stats,
            "caveats": repeated(words, (0, 1, 9)),
            "inputs": st.lists(inputs, max_size=3),
            "parts": parts,
        }
    )


citations = st.fixed_dictionaries(
    {
        "key": st.just("q1"),
        "note": words,
        "revision": words,
        "title": words,
        "institution": maybe,
        "date": maybe,
        "page": st.integers(),
        "cell": maybe,
        "start": st.integers(),
        "end": st.integers(),
        "quote": words,
    }
)
notes = st.fixed_dictionaries({"note": words, "title": words, "date": maybe}, optional={"institution": maybe})
calls = st.fixed_dictionaries(
    {"tool": words, "arguments": st.dictionaries(words, numbers | words | st.lists(words, max_size=3), max_size=3)}
)
documents = st.fixed_dictionaries(
    {
        "id": st.just("a7f3k2mq") | words,
        "kind": st.sampled_from(["answer", "ask", "refuse", "error"]),
        "reason": st.none(),
        "language": st.sampled_from(["en", "zh"]),
        "asked": words,
        "as_of": words,
        "label": words,
        "model": maybe,
        "sample": st.booleans(),
        "plan": st.lists(calls, max_size=3),
        "reading": words,
        "headline": words,
        "text": words,
        "choices": st.lists(words, max_size=8) | repeated(words),
        "caveats": st.lists(words, max_size=3) | repeated(words, (0, 60)),
        "figures": st.lists(figures(2), max_size=2) | repeated(figures(1), (0, 4)),
        "tables": st.lists(tables, max_size=3),
        "charts": st.just([]),
        "citations": st.lists(citations, max_size=3) | repeated(citations),
        "notes": st.lists(notes, max_size=3) | repeated(notes),
        "verdicts": st.just([]),
    }
)
