"""What the desk names in [use] for tools to take when a question does not say."""

import pytest

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
        '[use]\nimplied = [{ x = "C", y = "A:yoy", lead = "6M" }]\ncapital_release = { rwa = "A", risk_weight = 1.0 }\n'
    )

    assert catalogue.use == {
        "implied": [{"x": "C", "y": "A:yoy", "lead": "6M"}],
        "capital_release": {"rwa": "A", "risk_weight": 1.0},
    }
