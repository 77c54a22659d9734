"""The desk's own files, CSV and Excel: read as text, then typed strictly, or refused by row and column."""
