"""docs/methods.md: every example is worked by the code, and every tool and every piece of arithmetic has its place."""

import ast
import re
from pathlib import Path

import pytest
from worked import PAGE, agree, examples, results

from tools.registry import all_tools

ROOT = Path(__file__).parents[1]
TEXT = PAGE.read_text("utf-8")
EXAMPLES = list(examples(TEXT))
ARITHMETIC = ("maths", "regression")
EXEMPT = {
    "maths.largest_gap": "finds days between observations, and no figure shows what it gives",
    "maths.sparkline": "draws; its blocks are no number",
}


@pytest.mark.parametrize("place", range(len(EXAMPLES)), ids=lambda place: EXAMPLES[place].title.partition(":")[0])
def test_an_example_is_what_the_code_gives(place):
    found = list(results(EXAMPLES[place]))

    assert found
    assert [(name, printed, value) for name, printed, value in found if not agree(printed, value)] == []


def test_every_tool_has_its_section_with_an_example():
    titled = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^## .*", TEXT, re.MULTILINE))))
    asked = {line.split()[1] for each in EXAMPLES for line in each.text.splitlines() if line.startswith("ask")}

    assert titled == all_tools().keys()
    assert titled - {"correlate"} <= asked  # of that the arithmetic is worked: two dozen pairs are none by hand


def test_every_section_says_what_is_refused_and_has_an_example():
    sections = [each.split("\n", 1) for each in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]]

    assert [title for title, body in sections if "```text" not in body or "Refused" not in body] == []


@pytest.mark.parametrize("module", ARITHMETIC)
def test_every_function_of_the_arithmetic_is_named(module):
    tree = ast.parse((ROOT / "tools" / f"{module}.py").read_text("utf-8"))
    public = {f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    public = {name for name in public if not name.partition(".")[2].startswith("_")}

    named = set(re.findall(r"`(\w+\.\w+)`", TEXT))
    assert public - named - EXEMPT.keys() == set()
    assert {name for name in named if name.startswith(f"{module}.")} <= public


def test_a_number_agrees_to_its_last_decimal_only():
    assert agree("1.5", 1.5499)
    assert not agree("1.5", 1.56)
    assert agree("20", 20.4)
    assert not agree("20", 20.6)
    assert agree("2025-10-31", "2025-10-31")
