"""Questions written by others, in both languages, as a desk types them: what the planner makes of them.

Their writers saw the tools and the catalogue, and neither the rules nor what came of them. The floors lie a little
under what was measured, so that a rule that helps one question and costs ten others is seen.
"""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import disturbed
from bot.evaluation import evaluated
from bot.expected import rows_of

pytest_plugins = ("terminal_fixtures",)

ASKED = Path(__file__).parent / "data" / "asked"
GIVEN = Path(__file__).parents[2] / "shared" / "data" / "questions_dev.jsonl"
FLOORS = {"english": 0.84, "chinese": 0.86, "threads": 0.78}
SLIP = "one slip of the keys"
MOST_LOST = {name: 0.08 if name == SLIP else 0.03 for name in disturbed.DISTURBANCES}
SEEDS = {name: range(1, 6) if name == SLIP else range(1, 2) for name in disturbed.DISTURBANCES}


def of_file(sample, path):
    return rows_of(path.read_text(encoding="utf-8"), sample.desk)


@pytest.fixture(scope="module")
def given(sample):
    if not GIVEN.exists():
        pytest.skip("the questions to reach are not beside this project")
    return of_file(sample, GIVEN)


@pytest.mark.parametrize("name", FLOORS)
def test_what_others_wrote_is_understood(sample, name):
    assert evaluated(sample.desk, of_file(sample, ASKED / f"{name}.jsonl"), plans_only=True).share >= FLOORS[name]


def test_what_must_be_reached_is_reached(sample, given):
    report = evaluated(sample.desk, given)

    assert report.share >= 0.97
    assert [result.row.id for result in report.differed if result.row.action != "call"] == []


@pytest.mark.parametrize("name", disturbed.DISTURBANCES)
def test_how_it_is_typed_costs_little(sample, given, name):
    """Capitals, another script or width, courtesies, no marks; a slip of the keys, with five seeds."""
    disturb = disturbed.DISTURBANCES[name]
    chances = [random.Random(f"{seed} {row.asked}") for seed in SEEDS[name] for row in given]
    rows = [row for _ in SEEDS[name] for row in given]
    pairs = zip(rows, chances, strict=True)
    typed = [replace(row, asked=disturb(row.asked, row.language, chance)) for row, chance in pairs]

    lost = evaluated(sample.desk, given, plans_only=True).share - evaluated(sample.desk, typed, plans_only=True).share
    assert lost <= MOST_LOST[name]
