"""Settings come from a mapping, are checked all at once, and keep the key to themselves."""

from pathlib import Path

import pytest

from footnote.errors import SetupError
from footnote.settings import FRED_SERVICE, Settings, packaged_desk, settable, variable


def test_nothing_set_gives_the_defaults():
    settings = Settings.from_env({})

    assert (settings.desk, settings.fred_api_key) == ("", "")
    assert settings.fred_api_url == FRED_SERVICE == "https://api.stlouisfed.org/fred"
    assert settings.desk_folder == packaged_desk()


def test_each_setting_is_filled_from_its_variable(tmp_path):
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "desk.toml").touch()
    environ = {
        "FOOTNOTE_DESK": str(tmp_path / "desk"),
        "FOOTNOTE_HOME": str(tmp_path / "home"),
        "FOOTNOTE_EMBEDDING": "openai:text-embedding-3-small",
        "FOOTNOTE_EMBEDDING_LANGUAGES": "en,zh",
        "FOOTNOTE_CHROMA_URL": "http://localhost:8000",
        "FOOTNOTE_CACHE": "12h",
        "FOOTNOTE_READ_SECONDS": "20",
        "FOOTNOTE_READ_MEMORY": "1000",
        "FRED_API_KEY": "abc",
        "FRED_API_URL": "http://127.0.0.1:1/fred",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:1/api/",
        "FOOTNOTE_SLACK_MODE": "socket",
        "FOOTNOTE_PORT": "0",
        "PATH": "/bin",
    }

    settings = Settings.from_env(environ)

    assert {variable(item): getattr(settings, item.name) for item in settable()} == {
        name: value for name, value in environ.items() if name != "PATH"
    }
    assert settings.desk_folder == tmp_path / "desk"
    assert settings.home_folder == tmp_path / "home"


def test_blank_counts_as_not_set():
    assert Settings.from_env({"FRED_API_KEY": "  ", "FOOTNOTE_DESK": ""}) == Settings.from_env({})


@pytest.mark.parametrize("typed", ["magic", "openai:", "openai: ", "nobody:model", "text-embedding-3-small"])
def test_an_embedder_that_is_none_is_said_with_what_would_be(typed):
    with pytest.raises(SetupError, match=r"FOOTNOTE_EMBEDDING is '.*`local`, `none`, or `provider:model`.*ollama"):
        Settings.from_env({"FOOTNOTE_EMBEDDING": typed})


def test_languages_of_a_model_are_those_we_have():
    assert Settings.from_env({}).embedding_read == ()
    assert Settings.from_env({"FOOTNOTE_EMBEDDING_LANGUAGES": " en, zh"}).embedding_read == ("en", "zh")
    with pytest.raises(SetupError, match=r"FOOTNOTE_EMBEDDING_LANGUAGES is 'de'; it must be `en`, `zh` or `en,zh`"):
        Settings.from_env({"FOOTNOTE_EMBEDDING_LANGUAGES": "de"})


def test_a_home_may_be_written_with_a_tilde():
    assert Settings.from_env({"FOOTNOTE_HOME": "~/state"}).home_folder == Path.home() / "state"


def test_every_fault_is_reported_at_once_by_variable():
    environ = {
        "FOOTNOTE_DESK": "/there/is/no/desk",
        "FOOTNOTE_EMBEDDING": "magic",
        "FRED_API_URL": "fred",
        "FOOTNOTE_CHROMA_URL": "localhost:8000",
    }

    with pytest.raises(SetupError) as caught:
        Settings.from_env(environ)

    assert len(caught.value.faults) == 4
    assert all(name in str(caught.value) for name in environ)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("", 7 * 86_400), ("0", 0), ("0d", 0), ("45", 45), ("90s", 90), ("30m", 1800), ("12h", 43_200), ("7d", 604_800)],
)
def test_a_lifetime_is_seconds_or_a_number_with_its_unit(typed, seconds):
    assert Settings.from_env({"FOOTNOTE_CACHE": typed}).cache_lifetime.total_seconds() == seconds


@pytest.mark.parametrize(
    "typed", ["forever", "-1", "1.5h", "7 d", "7w", "d", "7dd", "９", "9999d", "999999999999999", "1e3", "7d\n0"]
)
def test_a_lifetime_that_is_none_says_what_is_fine(typed):
    with pytest.raises(SetupError) as caught:
        Settings.from_env({"FOOTNOTE_CACHE": typed})

    [fault] = caught.value.faults
    assert fault.startswith(f"FOOTNOTE_CACHE is {typed!r}; ")
    assert all(fine in fault for fine in ("90s", "30m", "12h", "7d", "3650d", "0 switches it off"))


def test_the_key_is_not_shown():
    settings = Settings.from_env({"FRED_API_KEY": "0123456789abcdef", "DESK_SQL_URL": "postgresql://me:hunter2@db/x"})

    assert settings.environ["DESK_SQL_URL"].endswith("hunter2@db/x")
    for shown in (repr(settings), str(settings)):
        assert "0123456789abcdef" not in shown
        assert "hunter2" not in shown


def test_every_setting_has_a_variable_and_a_line_of_help():
    assert all(variable(item).isupper() and item.metadata["help"].endswith(".") for item in settable())


def test_the_packaged_desk_is_there():
    assert (packaged_desk() / "desk.toml").is_file()
