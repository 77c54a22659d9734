"""What every test may use: the --full switch, and the sample desk with its notes read once."""

from datetime import date

import pytest
from hypothesis import settings

from bot.app import App
from bot.link import Linker
from bot.plan import Planner
from footnote.answer import Question
from footnote.settings import Settings, packaged_desk
from footnote.text import same
from tools.registry import all_tools

FULL = 500
settings.register_profile("tenth", max_examples=FULL // 10, deadline=None, derandomize=True)
settings.register_profile("full", max_examples=FULL, deadline=None)


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="every long check at full count; a tenth of it without")
    parser.addoption("--golden", action="store_true", help="write the golden files anew")


def pytest_configure(config):
    settings.load_profile("full" if config.getoption("--full") else "tenth")


@pytest.fixture(scope="session")
def full(request):
    """Whether the long checks run at full count."""
    return request.config.getoption("--full")


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The packaged desk, its notes read once into a home of its own."""
    import ingest

    app = App(Settings(home=str(tmp_path_factory.mktemp("home"))))
    reports = list(ingest.add([packaged_desk() / "notes"], app.library, rights=app.rights, desk=packaged_desk()))
    assert {report["outcome"] for report in reports} == {"added"}
    yield app
    app.close()


@pytest.fixture(scope="session")
def planner(sample):
    """What turns a question to the sample desk into a plan, on the desk's own day."""
    return Planner(
        linker=Linker(sample.catalogue),
        tools=all_tools(),
        today=date(2026, 2, 20),
        examples=same('for example "cpi"'),
        is_term=lambda run: bool(sample.library.lexicon.expand(run)),
    )


@pytest.fixture
def ask(sample):
    """A question put to the sample desk."""
    return lambda text, **more: sample.desk.answer(Question(text=text, **more))
