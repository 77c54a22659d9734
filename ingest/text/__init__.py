"""Plain text: its encoding, its front matter, its pages and tables."""
