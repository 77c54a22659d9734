"""Pages that code knows are never stale, and the README keeps its promises."""

import importlib.util
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from test_fred_faults import FAULTS

from tools import meaning, stanza
from tools.data import Data
from tools.desk_folder import load
from tools.sources.files import Files

ROOT = Path(__file__).parents[1]
FORMAT = ROOT.parent / "shared" / "DESK.md"
PAGE = ROOT / "docs" / "desk-folder.md"


def script(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["tools.md", "settings.md", "desk-folder.md", "series.md", "notes.md"])
def test_a_generated_page_is_what_the_code_says(name):
    assert (ROOT / "docs" / name).read_text("utf-8") == script("write_docs").PAGES[name]()


def block(page, language, place=0):
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)[place]


def test_the_example_of_the_desk_folder_works(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "desk.toml").write_text(block(PAGE, "toml"), "utf-8")
    (tmp_path / "data" / "orders.csv").write_text(block(PAGE, "csv"), "utf-8")

    data = Data(catalogue=load(tmp_path), sources={"file": Files(tmp_path / "data")}, as_of=date(2026, 3, 10))

    orders = data.series("TOOL_ORDERS")
    assert (orders.known.iloc[-1], orders.last) == (420_100_000, date(2026, 2, 28))
    assert len(block(PAGE, "toml").splitlines()) == 10


def test_the_other_example_of_the_page_is_in_the_grammar():
    assert list(stanza.faults(tomllib.loads(block(PAGE, "toml", 1)))) == []


def test_every_key_of_the_grammar_has_its_meaning_and_no_other_has():
    """Both ways: a key without a line, and a line for a key that is gone."""
    assert meaning.KEYS.keys() == meaning.STANZAS.keys() == stanza.GRAMMAR.keys()
    for kind, keys in stanza.GRAMMAR.items():
        assert all(meaning.of(kind, key) for key in keys)
        assert meaning.KEYS[kind].keys() <= keys.keys()
    assert meaning.SHARED.keys() <= {key for keys in stanza.GRAMMAR.values() for key in keys}


def test_the_desk_folder_agrees_with_its_format():
    """What the format shows is in the grammar, and each of its keys in the page."""
    if not FORMAT.exists():
        pytest.skip("the format is not here")
    shown = tomllib.loads(block(FORMAT, "toml"))

    page = PAGE.read_text("utf-8")
    keys = {key for kind in stanza.PLURAL for body in shown.get(kind, {}).values() for key in body}
    assert list(stanza.faults(shown)) == []
    assert {key for key in (*keys, *shown["desk"], *shown["rights"]) if f"| `{key}` |" not in page} == set()
    assert {head for head in shown if head not in page} == set()


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


def test_every_row_of_the_data_faults_names_a_test_that_is_there():
    page = (ROOT / "docs" / "data.md").read_text("utf-8").partition("## Data faults")[2]
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith(("| fault", "| ---"))]
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    held = set(re.findall(r"^def (test_\w+)", tests, re.MULTILINE))

    named = [re.search(r"\| `(test_\w+)` \|$", row) for row in rows]
    assert len(rows) > 80
    assert [row for row, found in zip(rows, named, strict=True) if not found or found[1] not in held] == []


def test_every_fault_of_fred_that_is_tried_has_a_row():
    page = (ROOT / "docs" / "data.md").read_text("utf-8")

    assert [name for name in FAULTS if f"\n| {name} |" not in page] == []
