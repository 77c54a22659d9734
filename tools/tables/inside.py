"""Whether a name leads into the desk's data folder, whatever links lie on the way."""

import os
from pathlib import Path


def is_inside(root: Path, name: str) -> bool:
    """Whether *name* in *root* leads to something in *root*; a link that leads to itself leads nowhere else."""
    return Path(os.path.realpath(root / name)).is_relative_to(os.path.realpath(root))
