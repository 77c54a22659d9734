"""Read: files in, notes into the library, one line of report a file."""

from ingest.folder import Now, Options, Report, Run, add, read

__all__ = ["Now", "Options", "Report", "Run", "add", "read"]
