"""Files whose names are the trouble, and things in a folder that are no files at all."""

import os
from collections.abc import Iterator
from pathlib import Path

from hostile.case import Case, File, Files, mark, odd, order, seen

NAMES = {
    "line": "we\nird.md",
    "escape": "\x1b[31mred\x1b[0m.md",
    "bell": "ring\x07\x08\x7f.md",
    "long": "n" * 252 + ".md",
    "emoji": "📈💥 rates.md",
    "turned": "rates\u202edm.exe.md",
    "dash": "-rf.md",
    "option": "--label=closed.md",
    "dotted": ".hidden.md",
    "slack": "<!channel> & <@U123>.md",
    "percent": "%s%n{0}$(id)`id`.md",
    "quotes": "a'b\"c;--.md",
    "bytes": "caf\udce9.md",
    "many-dots": "rates.pdf.docx.txt.exe.md",
    "spaces": "   .md",
    "chinese": "铜价周报（第３期）.md",
}


def named() -> Files:
    """Good notes under names of every kind, each in a folder by itself so that its line can be told."""
    for way, name in NAMES.items():
        yield odd(f"named-{way}/{name}", f"# Rates\n\n{seen(f'named-{way}')}\n".encode(), "taken", kept=())


def links(folder: Path) -> Iterator[Case]:
    """Links out of the folder, round in it and to nowhere, a pipe, and a folder with the name of a file."""
    outside = folder.parent / f"{folder.name}-outside"
    outside.mkdir(exist_ok=True)
    (outside / "secret.md").write_text(f"# Not yours\n\n{order('link.md')}\n", "utf-8")
    targets = {
        "link.md": outside / "secret.md",
        "link-folder": outside,
        "link-loop": folder,
        "link-round.md": folder / "link-round.md",
    }
    targets |= {"link-zero.txt": Path("/dev/zero"), "link-nowhere.md": folder / "no-such-file.md"}
    for name, target in targets.items():
        (folder / name).symlink_to(target)
        yield Case(name=name, outcome="absent", hidden=(mark("link.md"),))
    os.mkfifo(folder / "pipe.md")
    yield Case(name="pipe.md", outcome="absent")


def barred(folder: Path) -> Iterator[Case]:
    """A file that may not be read, unless whoever runs this may read everything."""
    path = folder / "barred.md"
    path.write_text(f"# Barred\n\n{order('barred.md')}\n", "utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path.unlink()
        return
    yield Case(name="barred.md", outcome="rejected", says=("permission", "may not", "cannot be read", "denied"))


def inside(name: str) -> File:
    """An ordinary note in a folder that is named like a file."""
    return odd(f"folder.pdf/{name}", f"# Rates\n\n{seen(f'folder.pdf/{name}')}\n".encode(), "taken")


def files() -> Files:
    """The regular files among them."""
    yield from named()
    yield inside("inside.md")
