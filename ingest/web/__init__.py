"""Web pages: how their elements look, and so what of their words can be seen."""
