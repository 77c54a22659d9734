"""Read: files in, notes into the library, one line of report a file."""

from ingest.folder import Options, Report, Run, add, read

__all__ = ["Options", "Report", "Run", "add", "read"]
