"""The labels of notes and series where a desk names none of its own, from low to high."""

LABELS = ("public", "desk", "restricted", "closed")
