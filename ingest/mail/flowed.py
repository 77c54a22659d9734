"""Mail whose lines flow (RFC 3676): a line that ends in a space goes on in the next one."""

import re

QUOTED = re.compile(r"(>*) ?(.*)", re.DOTALL)
SIGNATURE = "-- "


def flowed(text: str, without_space: bool = False) -> str:
    """*text* with its lines as they were written; *without_space*: the space at a line's end is none of its words."""
    lines: list[tuple[str, str]] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        found = QUOTED.match(line) if line.startswith((">", " ")) else None
        depth, words = (found[1], found[2]) if found else ("", line)
        if goes_on and depth == lines[-1][0] and words != SIGNATURE:
            lines[-1] = (depth, lines[-1][1] + words)
        else:
            lines.append((depth, words))
        goes_on = words.endswith(" ") and words != SIGNATURE
        if goes_on and without_space:
            lines[-1] = (lines[-1][0], lines[-1][1][:-1])
    return "\n".join(f"{depth} {words}" if depth else words for depth, words in lines)
