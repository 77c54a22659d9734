"""Compute: the catalogue, the data, the arithmetic and the tools that turn them into figures."""
