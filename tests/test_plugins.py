"""A module dropped into a package is found."""

import sys
import types

import pytest

from footnote.plugins import modules_in


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "made_package"
    folder.mkdir()
    for name in ("__init__", "second", "first"):
        (folder / f"{name}.py").write_text(f"word = {name!r}\n")
    (folder / "notes.txt").write_text("not a module")
    monkeypatch.syspath_prepend(tmp_path)
    yield __import__("made_package")
    for name in [name for name in sys.modules if name.startswith("made_package")]:
        del sys.modules[name]


def test_modules_come_imported_and_in_the_order_of_their_names(package):
    assert [module.word for module in modules_in(package)] == ["first", "second"]


def test_a_module_that_breaks_is_not_passed_over(package, tmp_path):
    (tmp_path / "made_package" / "third.py").write_text("raise RuntimeError('broken')\n")

    with pytest.raises(RuntimeError, match="broken"):
        modules_in(package)


def test_a_package_without_modules_has_none(tmp_path):
    empty = types.ModuleType("empty")
    empty.__path__ = [str(tmp_path)]

    assert modules_in(empty) == []
