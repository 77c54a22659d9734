"""All else that a source can do, and the setting that gives it a memory."""

import inspect
from datetime import date

import pandas as pd
import pytest
from changing import DOWN, asking, fail
from fakes import Told, dated

from footnote.errors import SourceError
from footnote.settings import Settings
from tools.cache.source import FRESH, Cached
from tools.cache.source import cached as with_memory
from tools.reading import Prints, Release, Source

pytest_plugins = ("cache_fixtures",)

THEN = date(2026, 2, 10)


# ---------------------------------------------------------------- all else a source can do


def test_a_memory_answers_for_everything_that_a_source_can_do():
    """A method that only the base class had would answer for the source without asking it."""
    can = {name for name, _ in inspect.getmembers(Source, inspect.isfunction) if not name.startswith("_")}

    assert can <= set(vars(Cached))


def test_info_and_search_are_handed_through(cached, upstream):
    upstream.info = lambda name, budget: (name, budget)
    upstream.search = lambda words, limit, budget: [words] * limit

    assert cached.info("A", budget=1) == ("A", 1)
    assert cached.search("a", 2, budget=None) == ["a", "a"]
    assert not hasattr(cached, "tags")


def test_what_the_source_does_not_serve_is_not_served(cached, upstream):
    upstream.serves = lambda name: name == "A"

    assert (cached.serves("A"), cached.serves("B")) == (True, False)


def test_updated_is_what_the_source_says_now(cached, upstream):
    assert cached.updated(asking()) == "m1"
    upstream.marks["A"] = "m2"
    assert cached.updated(asking()) == "m2"


def prints_of(upstream):
    asked = []

    def prints(wanted, first, last):
        asked.append((first, last, wanted.as_of))
        return Prints(rows=pd.DataFrame({"value": [float(len(asked))]}), source="fred:A")

    upstream.prints = prints
    return asked


def test_prints_are_remembered_for_a_minute_by_their_span_and_day(cached, upstream, clock):
    asked, first, last = prints_of(upstream), date(2025, 1, 1), date(2025, 12, 1)
    for _ in range(2):
        rows = cached.prints(asking(), first, last).rows
        rows.loc[0, "value"] = 99.0
    cached.prints(asking(), first, first)
    cached.prints(asking(as_of=THEN), first, last)

    assert asked == [(first, last, None), (first, first, None), (first, last, THEN)]
    assert cached.prints(asking(), first, last).rows["value"].tolist() == [1.0]

    clock.pass_(seconds=FRESH)
    asked.clear()
    cached.prints(asking(), first, last)
    cached.prints(asking(as_of=THEN), first, last)
    assert asked == [(first, last, None)]


def test_a_release_is_remembered_for_an_hour_of_its_day(cached, upstream, clock):
    asked = []
    upstream.release = lambda wanted: asked.append(wanted.name) or Release(name="R", source="fred:R", days=())
    cached.release(asking())
    clock.pass_(minutes=59)
    cached.release(asking())
    assert asked == ["A"]

    clock.pass_(minutes=1)
    cached.release(asking())
    assert asked == ["A", "A"]

    clock.pass_(hours=9, minutes=-30)  # half past eleven at night
    cached.release(asking())
    clock.pass_(minutes=30)
    cached.release(asking())
    assert len(asked) == 4


def test_a_refusal_to_say_is_not_remembered(cached, upstream):
    upstream.release = lambda wanted: fail(DOWN)
    with pytest.raises(SourceError):
        cached.release(asking())
    upstream.release = lambda wanted: Release(name="R", source="fred:R", days=())

    assert cached.release(asking()).name == "R"


# ---------------------------------------------------------------- the setting


def test_zero_leaves_the_source_as_it_is(tmp_path):
    upstream = Told(lambda wanted: None)

    assert with_memory("fred", upstream, Settings(home=str(tmp_path), cache="0")) is upstream
    assert list(tmp_path.iterdir()) == []


def test_a_lifetime_puts_the_copies_into_the_state_folder(tmp_path, upstream):
    found = with_memory("fred", upstream, Settings(home=str(tmp_path), cache="12h"))
    found.read(asking())

    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert found._store.lifetime == 12 * 3600


def test_blanks_are_kept(cached, upstream):
    upstream.values["A"] = dated(d2025_12_01=1.0, d2026_01_01=float("nan"))
    cached.read(asking())

    assert cached.read(asking()).values.isna().tolist() == [False, True]
