"""Footnote: every number has a footnote. The words shared by all packages."""

__version__ = "0.1.0"
