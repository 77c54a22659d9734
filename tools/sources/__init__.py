"""Where observations come from: one module a scheme, each with ``scheme`` and ``connect(settings)``."""

import sys
from typing import TYPE_CHECKING

from footnote.plugins import modules_in
from footnote.settings import Settings

if TYPE_CHECKING:
    from tools.reading import Source


def connected(settings: Settings) -> "dict[str, Source]":
    """Every source that is set up, by scheme."""
    modules = modules_in(sys.modules[__name__])
    return {module.scheme: source for module in modules if (source := module.connect(settings)) is not None}
