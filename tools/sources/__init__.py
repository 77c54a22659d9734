"""Where observations come from: one module a scheme, each with ``scheme`` and ``connect(settings)``."""

import sys
from typing import TYPE_CHECKING

from footnote.plugins import modules_in
from footnote.settings import Settings

if TYPE_CHECKING:
    from tools.data import Fetch


def connected(settings: Settings) -> "dict[str, Fetch]":
    """The readers of every source that is set up, by scheme."""
    modules = modules_in(sys.modules[__name__])
    return {module.scheme: fetch for module in modules if (fetch := module.connect(settings)) is not None}
