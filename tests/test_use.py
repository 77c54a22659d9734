"""What the desk names in [use] for tools to take when a question does not say."""

import pytest

from footnote.errors import SetupError
from tools.desk_folder import load

TOML = """
desk = { name = "Use desk", timezone = "America/New_York", language = "en" }

[series.A]
title = "A"
source = "file:a.csv"
unit = "index"
freq = "M"

[composite.C]
title = "C"
parts = ["A"]
"""


@pytest.fixture
def loaded(tmp_path):
    """The catalogue of a desk folder with a stanza more."""

    def read(more):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "desk.toml").write_text(TOML + more, "utf-8")
        (tmp_path / "data" / "a.csv").write_text("date,value\n2026-01,1\n", "utf-8")
        return load(tmp_path)

    return read


def test_what_use_names_is_in_the_catalogue(loaded):
    catalogue = loaded(
        '[use]\nimplied = [{ x = "C", y = "A:yoy", lead = "6M" }]\ncapital = { rwa = "A", weight = 1.0 }\n'
    )

    assert catalogue.use == {
        "implied": [{"x": "C", "y": "A:yoy", "lead": "6M"}],
        "capital": {"rwa": "A", "weight": 1.0},
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            '[use]\nspac_returns = { index = "NO", deals = "NEITHER" }\n',
            ["[use.spac_returns] names 'NO'", "names 'NEITHER'"],
        ),
        (
            '[use]\nimplied = [{ x = "A", y = "GONE:saar" }]\n',
            ["[use.implied] names 'GONE', which the desk does not have."],
        ),
        ('[use]\nhard_soft_gap = { hard = ["A:log12", "NO:yoy"] }\n', ["[use.hard_soft_gap] names 'NO'"]),
        ('[use]\nimplied = "A"\n', ["[use] should hold a table or a list of tables for each tool."]),
    ],
)
def test_what_use_names_and_nobody_defines_is_refused_at_start(loaded, more, said):
    with pytest.raises(SetupError) as caught:
        loaded(more)

    assert len(caught.value.faults) == len(said)
    assert all(words in fault for words, fault in zip(said, caught.value.faults, strict=True))
