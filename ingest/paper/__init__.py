"""PDF: what its pages draw, what of that can be seen, and the tables in it."""
