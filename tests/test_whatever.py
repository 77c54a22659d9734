"""Whatever is asked of whatever series: a figure, or a refusal in words. Never a bug, never a figure that misleads."""

from datetime import date

import pandas as pd
from fakes import NAN, basket, catalogue_of, holding, portfolio, spec
from hypothesis import given
from hypothesis import strategies as st

from footnote.answer import Figure
from footnote.errors import AskError, FootnoteError
from tools.data import Data
from tools.registry import all_tools

TODAY = date(2026, 2, 20)
KINDS = [("price", "USD"), ("price", "USD"), ("flow", "USD mn"), ("rate", "percent"), ("hard", "index")]
PANDAS = {"D": "B", "W": "W-FRI", "M": "MS", "Q": "QS", "A": "YS"}

plain = st.lists(st.integers(1, 400).map(float), min_size=1, max_size=9)
odd = st.lists(st.sampled_from([0.0, NAN, -1.0, 1.0, 7.0]), min_size=1, max_size=9)
periods = st.one_of(
    st.dates(date(2019, 1, 1), date(2027, 12, 31)).map(str),
    st.dates(date(2019, 1, 1), date(2027, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.integers(2018, 2028).map(str),
    st.sampled_from(["2024Q1", "2025:Q4", "1900", "0000", "9999", "soon", ""]),
)
windows = st.one_of(
    st.sampled_from(["1W", "1M", "3M", "6M", "1Y", "2Y", "YTD", "2025"]),
    st.tuples(st.integers(0, 40), st.sampled_from("DWMY")).map(lambda pair: f"{pair[0]}{pair[1]}"),
    st.sampled_from(["YTD", "2025", "2026", "1900", "0000", "9999Y", "9999M", "9999W", "9999D", "soon"]),
)


@st.composite
def desks(draw):
    """Two series of any frequency, length and unit, with a basket of each, one of both, and a portfolio."""
    values, specs = {}, []
    shared = draw(st.sampled_from("DWMQA"))
    for id in ("A", "B"):
        freq = draw(st.sampled_from([shared, shared, shared, *"DWMQA"]))
        cycle = draw(st.one_of(plain, plain, odd))
        rows = [cycle[place % len(cycle)] for place in range(draw(st.sampled_from([300, 300, 30, 2, 1, 0])))]
        last = draw(st.sampled_from([TODAY, TODAY, date(2025, 12, 31), date(2024, 3, 15)]))
        days = pd.date_range(end=last, periods=len(rows), freq=PANDAS[freq])
        values[id] = pd.Series(rows, index=days, dtype=float)
        kind, unit = draw(st.sampled_from(KINDS))
        valid = draw(st.sampled_from([("", ""), ("", ""), ("2024-06-15", ""), ("", "2025-06-15")]))
        specs.append(spec(id, freq=freq, kind=kind, unit=unit, valid=valid))
    catalogue = catalogue_of(
        *specs,
        basket("AS", ("A",), ("A",)),
        basket("BS", ("B",), ("B",)),
        basket("AB", ("A", "B"), ("A", "B"), rebalance=draw(st.sampled_from(["none", "D", "M", "Q", "A"]))),
        portfolio("P", {"A": 0.25, "B": 0.75}, rebalance="Q"),
    )
    return Data(catalogue=catalogue, sources={"file": holding(values)}, as_of=draw(st.sampled_from([None, TODAY])))


spans = st.one_of(
    st.fixed_dictionaries({"window": windows}),
    st.fixed_dictionaries({"start": periods}, optional={"end": periods}),
    st.just({}),
)
series = st.sampled_from(["A", "A", "B", "B", "NONE"])
calls = st.one_of(
    st.tuples(st.just("latest"), st.fixed_dictionaries({"series": series}, optional={"at": periods})),
    st.tuples(st.just("snapshot"), st.just({"series": ("A", "B")})),
    st.tuples(
        st.just("since_when"),
        st.fixed_dictionaries(
            {"series": series, "kind": st.sampled_from(["highest", "lowest"])},
            optional={"window": windows, "at": periods},
        ),
    ),
    st.tuples(
        st.just("change"), st.tuples(st.fixed_dictionaries({"series": series}), spans).map(lambda two: two[0] | two[1])
    ),
    st.tuples(
        st.just("flow_gap"),
        st.tuples(st.sampled_from(["AS", "BS", "AB"]), st.sampled_from(["AS", "BS", "AB"]), spans).map(
            lambda three: {"a": three[0], "b": three[1]} | three[2]
        ),
    ),
    st.tuples(
        st.just("returns"),
        st.tuples(
            st.one_of(
                st.just({"basket": "AB"}),
                st.lists(st.sampled_from(["A", "B", "AS", "AB", "P"]), min_size=1, max_size=3, unique=True).map(
                    lambda ids: {"assets": tuple(ids)}
                ),
            ),
            spans,
        ).map(lambda two: two[0] | two[1]),
    ),
)


def outcome(data, name, arguments):
    """The figure, or the error that was meant for the asker; anything else is a bug and is raised."""
    try:
        return all_tools()[name](data, **arguments)
    except FootnoteError as error:
        return error


@given(desks(), calls)
def test_whatever_is_asked_ends_in_a_figure_or_in_words(data, call):
    found = outcome(data, *call)

    assert isinstance(found, Figure | AskError)
    assert isinstance(found, Figure) or (found.text.en and found.text.zh)


@given(desks(), calls)
def test_no_figure_uses_a_day_after_its_own_or_runs_between_a_day_and_itself(data, call):
    found = outcome(data, *call)

    for part in found.walk() if isinstance(found, Figure) else ():
        days = [each.last for each in part.inputs if each.last] + [row.as_of for row in part.parts]
        assert all(day <= part.as_of for day in days)
        start = part.stats.get("start")
        summed = ("gap", "a", "b", "flow", "a_flow", "b_flow")  # a sum may be of one period
        assert start is None or start < part.as_of or part.name in summed
