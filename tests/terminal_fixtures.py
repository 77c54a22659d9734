"""The command line on a home of its own; a module takes it by ``pytest_plugins = ("terminal_fixtures",)``."""

import pytest

from bot.__main__ import main


@pytest.fixture
def footnote(monkeypatch, capsys, tmp_path):
    """Runs one command on a home of its own, by words alone; gives exit status and what was printed."""
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FOOTNOTE_EMBEDDING", "none")
    for name in ("FOOTNOTE_DESK", "FRED_API_KEY"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        status = main(list(map(str, arguments)))
        return status, capsys.readouterr()

    return run
