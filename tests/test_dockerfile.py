"""The image runs as nobody in particular, writes to one place, and holds all that the desk needs."""

import contextlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from fnmatch import fnmatch
from importlib.metadata import requires
from pathlib import Path, PurePosixPath

import pytest
from hatchling.build import build_wheel
from packaging.requirements import Requirement

from bot.__main__ import parser
from bot.slack.health import Health
from footnote.settings import Settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("footnote", "tools", "knowledge", "ingest", "bot")


def instructions():
    """The Dockerfile as pairs of an instruction and its argument, comments and line ends taken out."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.M).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in text.splitlines() if line.strip()]


def all_of(name, found):
    return [argument for instruction, argument in found if instruction == name]


def copied():
    """What the builder is to send, and where each file or folder goes: the COPY lines that take from no other stage."""
    copies = [argument.split() for argument in all_of("COPY", instructions()) if not argument.startswith("--from=")]
    return [
        (source, f"{into}{Path(source).name}" if into.endswith("/") else into)
        for *sources, into in copies
        for source in sources
    ]


def is_sent(path):
    """Whether .dockerignore lets *path* through: the last line that names it or a folder above it decides."""
    sent, path = True, PurePosixPath(path)
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        pattern = line.removeprefix("!")
        if pattern and not line.startswith("#") and any(fnmatch(str(each), pattern) for each in (path, *path.parents)):
            sent = line.startswith("!")
    return sent


@pytest.fixture(scope="module")
def final():
    """The last stage: what the image is."""
    found = instructions()
    return found[max(place for place, (name, _) in enumerate(found) if name == "FROM") :]


@pytest.fixture(scope="module")
def variables(final):
    return dict(pair.split("=", 1) for argument in all_of("ENV", final) for pair in argument.split())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names in the wheel, built from nothing but what the builder is sent."""
    context, built = tmp_path_factory.mktemp("context"), tmp_path_factory.mktemp("built")
    for source, into in copied():
        (context / into).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            leftovers = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / source, context / into, ignore=leftovers, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / source, context / into)
    with contextlib.chdir(context), zipfile.ZipFile(built / build_wheel(str(built))) as archive:
        return set(archive.namelist())


def test_it_runs_as_one_fixed_user_who_is_not_root(final):
    [user] = all_of("USER", final)

    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert f"--uid {user.partition(':')[0]} " in dict(final)["RUN"]


def test_it_writes_to_its_volume_and_nowhere_else(final, variables):
    [volume] = all_of("VOLUME", final)

    assert variables["FOOTNOTE_HOME"] == variables["TMPDIR"] == volume
    assert variables["PYTHONDONTWRITEBYTECODE"] == "1"
    assert f"--owner=10001 --group=10001 --mode=0700 {volume}" in dict(final)["RUN"]


def test_python_takes_no_module_from_where_it_happens_to_stand_and_holds_no_line_back(variables):
    assert variables["PYTHONSAFEPATH"] == variables["PYTHONUNBUFFERED"] == "1"


def test_no_library_tells_its_maker_that_it_is_used(variables):
    assert variables["ORT_DISABLE_TELEMETRY"] == "1"


@pytest.mark.parametrize("ready", [True, False])
def test_the_health_check_asks_the_bot_whether_it_hears_slack(final, ready):
    [check] = all_of("HEALTHCHECK", final)
    python, *arguments = json.loads(check.partition("CMD ")[2])
    asked = f"http://127.0.0.1:{Settings().port}/readyz"
    health = Health(0, {"/readyz": lambda: (ready, {})})
    health.start()
    here = [each.replace(asked, f"http://127.0.0.1:{health.port}/readyz") for each in arguments]
    done = subprocess.run([sys.executable, *here], capture_output=True, check=False)
    health.close()

    assert python == "python"
    assert here != arguments
    assert (done.returncode == 0) is ready


def test_it_serves_unless_it_is_told_otherwise_and_ends_when_it_is_asked_to(final):
    [command], [entry] = all_of("CMD", final), all_of("ENTRYPOINT", final)

    assert json.loads(entry) == ["footnote"]
    assert parser().parse_args(json.loads(command)).command == "serve"
    assert all_of("STOPSIGNAL", final) == ["SIGTERM"]


def test_every_image_it_builds_on_has_a_version_and_no_registry():
    images = all_of("ARG", instructions())[:1]

    assert {argument.split()[0] for argument in all_of("FROM", instructions())} == {"${BASE}"}
    assert all(re.fullmatch(r"BASE=python:3\.11(\.\d+)?-slim-\w+", image) for image in images)
    assert "latest" not in (ROOT / "Dockerfile").read_text("utf-8")


def test_packages_are_installed_by_their_hashes_or_from_the_wheel_just_built():
    runs = " && ".join(all_of("RUN", instructions()))
    installs = re.findall(r"pip (?:install|wheel) (.*?)(?= && |$)", runs)

    assert len(installs) == 4
    assert all("--require-hashes" in each or "--no-index" in each for each in installs)


def test_the_build_back_end_comes_with_all_it_needs():
    runs = " ".join(all_of("RUN", instructions()))
    named = set(re.search(r"\^\(([\w|-]+)\)==", runs)[1].split("|"))
    needed = [Requirement(each) for each in requires("hatchling")]
    locked = (ROOT / "requirements-dev.lock").read_text("utf-8")

    assert named == {"hatchling"} | {each.name for each in needed if each.marker is None or each.marker.evaluate()}
    assert all(re.search(rf"^{name}==", locked, re.M) for name in named)


def test_every_file_that_is_copied_is_there_and_is_sent():
    assert [source for source, _ in copied() if not (ROOT / source).exists() or not is_sent(source)] == []


@pytest.mark.parametrize("kept", [".git/config", ".env", ".venv/bin/python", "tests/conftest.py", "bot/__pycache__"])
def test_keys_history_and_leftovers_are_not_sent(kept):
    assert not is_sent(kept)


def test_the_wheel_holds_every_file_of_the_packages(wheel):
    files = [path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    wanted = {path.as_posix() for path in files if "__pycache__" not in path.parts}

    assert wanted - wheel == set()
    assert {Path(name).suffix for name in wanted} >= {".py", ".toml", ".tsv", ".txt", ".onnx"}


def test_the_wheel_holds_the_manifest_and_the_sample_desk(wheel):
    desk = [path for path in (ROOT / "samples/desk").rglob("*") if path.is_file()]
    wanted = {f"footnote/{path.relative_to(ROOT).as_posix()}" for path in desk} | {"footnote/manifest.json"}

    assert "footnote/samples/desk/desk.toml" in wanted
    assert wanted - wheel == set()


def test_the_wheel_holds_nothing_else(wheel):
    assert {name.partition("/")[0] for name in wheel if ".dist-info/" not in name} == set(PACKAGES)
