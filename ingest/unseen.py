"""Characters that nobody sees: tags, marks that turn the direction of writing, spaces without width."""

import re

# Soft hyphens and joiners stay, and one selector after a character: they belong to how words are written, and the fold
# passes over them. Selectors in a row belong to nothing, but can carry a text.
UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]+"
    "|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufff9-\ufffb]+")


def seen(words: str) -> tuple[str, str]:
    """*words* without what nobody sees, and what that was. Control characters become a space."""
    hidden = "".join(UNSEEN.findall(words))
    return CONTROL.sub(" ", UNSEEN.sub("", words) if hidden else words), hidden
