"""The page of what can be asked: never stale, and each of its examples is planned to the tool it stands under."""

import importlib.util
import re
from pathlib import Path

import pytest

from footnote.settings import packaged_desk
from knowledge.script import CJK
from tools.desk_folder import load
from tools.registry import all_tools

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("write_asking", ROOT / "scripts" / "write_asking.py")
SCRIPT = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(SCRIPT)
PAGE = (ROOT / "docs" / "asking.md").read_text("utf-8")


@pytest.fixture(scope="module")
def asker():
    return SCRIPT.planner_of(load(packaged_desk()))


def examples(head):
    """The questions under the heading that begins so."""
    section = re.split(r"^#{2,3} ", PAGE.partition(f"# {head}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^- (.+)$", section, re.MULTILINE)


def head_of(name):
    words = " ".join("SPAC" if word == "spac" else word for word in name.split("_"))
    return words[:1].upper() + words[1:]


def test_the_page_is_what_the_code_says():
    assert SCRIPT.page() == PAGE


@pytest.mark.parametrize("name", list(all_tools()))
def test_every_example_of_a_tool_is_planned_to_it(asker, name):
    found = examples(head_of(name))

    assert {SCRIPT.planned(typed, asker) == {name} for typed in found} == {True}
    assert {bool(CJK.search(typed)) for typed in found} == {True, False}


def test_the_questions_on_notes_are_planned_to_the_notes(asker):
    planned = [SCRIPT.planned(typed, asker) for typed in examples("Notes")]

    assert planned == [{"notes_search"}] * 2 + [{"list_notes"}] * 2


def test_what_the_page_begins_with_is_planned_as_it_says(asker):
    assert SCRIPT.planned(SCRIPT.SEVERAL.en, asker) == {"returns", "notes_search"}


def test_every_time_of_the_page_is_understood():
    rows = re.findall(r"^\| (.+?) \| (.+) \|$", PAGE.partition("## Time")[2].partition("\n## ")[0], re.MULTILINE)[2:]

    assert [typed for typed, said in rows if "`" not in said] == []
    assert len(rows) == len(SCRIPT.TIMES)


def test_nothing_hidden_is_on_the_page():
    hidden = [item.id for item in load(packaged_desk()).series.values() if item.hidden]

    assert hidden
    assert [id for id in hidden if f"`{id}`" in PAGE] == []
