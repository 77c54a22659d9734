"""The command line as a person uses it: its own process, its own home, and none of the caller's settings."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("FOOTNOTE_", "FRED_", "SLACK_", "OPENAI_", "ANTHROPIC_", "AWS_", "GOOGLE_", "OLLAMA_")
PATIENCE = 900

MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True, stdin=subprocess.DEVNULL)
took = time.monotonic() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps({"seconds": took, "megabytes": peak, "status": done.returncode, "errors": done.stderr.decode()}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one command printed."""

    status: int
    lines: list[dict]
    errors: str


def environment(home: Path) -> dict[str, str]:
    """The variables of this process without any of the project's, and *home* as the state folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"FOOTNOTE_HOME": str(home), "PYTHONUTF8": "1"}


def footnote(home: Path, *words: str) -> Run:
    """One run of `footnote`, its output read as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
    )
    return Run(status=done.returncode, lines=objects(done.stdout.decode()), errors=done.stderr.decode(errors="replace"))


def objects(text: str) -> list[dict]:
    """The JSON objects of *text*, one after the other, whether each has a line of its own or several."""
    found, place, decoder = [], 0, json.JSONDecoder()
    while rest := text[place:].lstrip():
        item, length = decoder.raw_decode(rest)
        place = len(text) - len(rest) + length
        found.append(item)
    return found


def measured(home: Path, *words: str) -> dict:
    """One run of `footnote`: its seconds, and the megabytes of the largest process it started or was."""
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "bot", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE
    )
    return json.loads(done.stdout)
