"""The picture in docs/architecture.md, kept true."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("footnote", "tools", "knowledge", "ingest", "bot")
ARROWS = {
    "footnote": set(),
    "tools": {"footnote"},
    "knowledge": {"footnote"},
    "ingest": {"footnote", "knowledge"},
    "bot": {"footnote", "tools", "knowledge", "ingest"},
}
HOMES = {
    "fredapi": {"tools/sources/fred.py"},
    "chromadb": {"knowledge/vectors.py"},
    "langchain": {"bot/model.py", "knowledge/providers.py"},
    "langsmith": {"knowledge/providers.py"},
    "duckdb": {"tools/tables/duck.py"},
    "matplotlib": {"tools/charts/canvas.py"},
    "openpyxl": {"tools/tables/excel.py", "bot/workbook.py"},
    "lxml": {"ingest/office/markup.py", "ingest/readers/web.py"},
    "pdfplumber": {"ingest/paper/ruled.py"},
    "pypdfium2": {"ingest/paper/pdfium.py"},
    "sqlalchemy": {"bot/database.py", "bot/inbox.py", "bot/ledger.py", "tools/sources/sql.py"},
    "pg8000": {"tools/sources/sql.py"},
}
HEAVY = (
    *("pandas", "numpy", "chromadb", "langchain", "onnxruntime", "slack_bolt", "sqlalchemy", "duckdb", "openpyxl"),
    *("matplotlib", "lxml", "pdfplumber", "pypdfium2", "puremagic", "charset_normalizer"),
)


def sources(package):
    return sorted((ROOT / package).rglob("*.py"))


def imported(path):
    """Every module that the file imports anywhere, by its first name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_one_way(package):
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        for name in imported(path)
        if name in PACKAGES and name != package and name not in ARROWS[package]
    }

    assert not wrong


@pytest.mark.parametrize("library", HOMES)
def test_a_third_party_has_one_home(library):
    users = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in sources(package)
        if library in set(imported(path))
    }

    assert users <= HOMES[library]


def test_slack_is_spoken_only_under_bot():
    names = {"slack_bolt", "slack_sdk"}
    users = {path.parts[-2] for package in PACKAGES for path in sources(package) if names & set(imported(path))}

    assert users <= {"slack", "surfaces"}


def test_only_the_command_line_reads_the_environment():
    readers = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in sources(package)
        if "os.environ" in path.read_text("utf-8") or "getenv" in path.read_text("utf-8")
    }

    assert readers <= {"bot/commands.py", "tools/charts/canvas.py"}  # the second tells matplotlib where to write


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    """People type --help while they wait for something else."""
    script = (
        "import sys\nfrom bot.__main__ import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        "print(sorted(set(sys.modules) & set(%r)))" % (HEAVY,)
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


def test_no_module_is_called_after_another():
    ours = {path.stem for package in PACKAGES for path in sources(package)} - {"__init__", "__main__"}

    assert not ours & set(sys.stdlib_module_names)


def test_no_tracked_file_names_a_registry_or_a_machine():
    """A lock file with addresses would tie every desk to one registry."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.split("\0") if name and not name.endswith((".pdf", ".onnx"))]
    marks = ("pypi" + ".org", "pythonhosted" + ".org", "index" + "-url http", "/" + "work/main")
    found = [name for name in names for mark in marks if mark in (ROOT / name).read_text("utf-8", errors="ignore")]

    assert not found
