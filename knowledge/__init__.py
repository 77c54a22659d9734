"""Look up: notes, their passages, and the exact words they hold."""
