"""The files of Word and Excel: their parts, what those say, and what of it can be seen."""
