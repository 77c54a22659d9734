"""Pages that code knows are never stale, and the README keeps its promises."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["tools.md", "settings.md"])
def test_a_generated_page_is_what_the_code_says(name):
    assert (ROOT / "docs" / name).read_text("utf-8") == script("write_docs").PAGES[name]()


def test_every_file_the_readme_links_is_there():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))

    assert links
    assert all((ROOT / link).exists() for link in links)


def test_the_picture_shows_real_answers():
    shown = (ROOT / "docs" / "ask.svg").read_text("utf-8")

    assert "-$1.3tn" in shown.replace("&#160;", " ")
    assert "sample" in shown


def test_every_module_of_the_house_is_on_the_map():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    modules = {
        path.name
        for package in ("footnote", "tools", "knowledge", "ingest", "bot")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py"
    }

    assert {name for name in modules if name not in page} == set()
