"""What is said of a document's pages: text that was left out of them, and pages that hold none."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ingest.paper.leaf import Leaf
from ingest.paper.sight import UNSURE

MOST_LISTED = 20
THIN = 20  # characters: a page with fewer is most likely a picture
UNSEEN = "only text that cannot be seen, as text recognition leaves over a scan, and"
UNMAPPED = "set in fonts that do not say which letters they show, and"
SAID = {  # of one page, and of several
    "unseen": (f"holds {UNSEEN} is not read", f"hold {UNSEEN} are not read"),
    "costly": (f"is {UNSURE}, and is not read", f"are {UNSURE}, and are not read"),
    "unmapped": (f"is {UNMAPPED} is not read", f"are {UNMAPPED} are not read"),
    "thin": ("has almost no text and may be pictures", "have almost no text and may be pictures"),
}
OVERLAID = {"comment": "comment", "field": "form field", "attached": "attached file"}


def left_out(leaves: Sequence[Leaf]) -> Iterator[str]:
    """A sentence for each kind of text that was left out of pages that have some, with the pages."""
    counts: dict[str, Counter[int]] = {}
    for number, leaf in enumerate(leaves, 1):
        for how, count in leaf.left_out.items() if leaf.text.strip() else ():
            counts.setdefault(how, Counter())[number] += count
    for how, pages in counts.items():
        number = pages.total()
        if number:
            counted = "1 character" if number == 1 else f"{number:,} characters"
            where = page_list(sorted(page for page, count in pages.items() if count))
            yield f"{counted} of {where} {'is' if number == 1 else 'are'} {how} and left out"


def textless(leaves: Sequence[Leaf]) -> Iterator[str]:
    """A sentence for the pages whose text is not read, and for those that hold almost none."""
    pages: dict[str, list[int]] = {}
    for number, leaf in enumerate(leaves, 1):
        if kind := _kind(leaf):
            pages.setdefault(kind, []).append(number)
    for kind, (one, several) in SAID.items():
        if found := pages.get(kind):
            yield f"{page_list(found)} {one if len(found) == 1 else several}"


def _kind(leaf: Leaf) -> str:
    """What is wrong with a page that has no text or almost none; empty for any other page."""
    words = leaf.text.strip()
    if not leaf.legible:
        return "unmapped"
    if not words and leaf.left_out.total():
        return "costly" if UNSURE in leaf.left_out else "unseen"
    return "thin" if len(words) < THIN else ""


def not_read(laid: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each kind of thing that lies over the pages or is attached to them."""
    for kind, name in OVERLAID.items():
        if count := laid.get(kind, 0):
            yield f"holds {count:,} {name}{'' if count == 1 else 's'}, which {'is' if count == 1 else 'are'} not read"


def wordless(name: str, leaves: Sequence[Leaf], blank: bool = False) -> str:
    """Why a document without any text is refused; *blank* where its pages have nothing on them."""
    if blank:
        return f"{name} has nothing on any page: it is empty, or damaged, or unpacks to too much; make the PDF again."
    if not any(leaf.left_out.total() or not leaf.legible for leaf in leaves):
        return f"{name} has no text layer on any page: it is a scan; run text recognition on it first."
    return (
        f"{name} has no text that can be seen: {'; '.join(textless(leaves))}; bring in the document it was made from."
    )


def page_list(numbers: Sequence[int]) -> str:
    """``page 3``, ``pages 3, 5``, ``pages 3 to 9, 12``, the first of many; the numbers come in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spelled = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    more = f" and more, {len(numbers)} in all" if len(spelled) > MOST_LISTED else ""
    return f"page{'' if len(numbers) == 1 else 's'} {', '.join(spelled[:MOST_LISTED])}{more}"
