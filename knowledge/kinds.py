"""The kinds of documents that are told apart, what they are called, and how a question asks for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from footnote.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of document: what it is called, and the words by which a question means it, in either language."""

    called: Text
    asked: str


KINDS = {
    "10-K": Kind(called=Text("annual report 10-K", "年度报告 10-K"), asked=r"(?:form )?10-?ks?"),
    "10-Q": Kind(called=Text("quarterly report 10-Q", "季度报告 10-Q"), asked=r"(?:form )?10-?qs?"),
    "8-K": Kind(called=Text("current report 8-K", "重大事项报告 8-K"), asked=r"(?:form )?8-?ks?|current reports?"),
    "20-F": Kind(called=Text("annual report 20-F", "年度报告 20-F"), asked=r"(?:form )?20-?fs?"),
    "annual report": Kind(
        called=Text("annual report", "年度报告"),
        asked=r"(?:annual|yearly|full[- ]year) (?:reports?|filings?|accounts)|年报|年度报告",
    ),
    "half-year report": Kind(
        called=Text("half-year report", "半年度报告"),
        asked=r"(?:half[- ]year(?:ly)?|interim|semi-?annual) (?:reports?|filings?|accounts)"
        r"|半年报|半年度报告|中报|中期报告",
    ),
    "quarterly report": Kind(
        called=Text("quarterly report", "季度报告"),
        asked=r"quarterly (?:reports?|filings?)|季报|季度报告|[一三]季报",
    ),
    "earnings release": Kind(
        called=Text("earnings release", "业绩公告"),
        asked=r"(?:earnings|results|press) (?:press )?(?:releases?|announcements?|reports?)"
        r"|业绩(?:公告|快报|新闻稿)|财报新闻稿",
    ),
    "transcript": Kind(
        called=Text("earnings call transcript", "业绩会实录"),
        asked=r"transcripts?|(?:earnings|conference|results) calls?|电话会议?(?:实录|记录)?|业绩会(?:实录|记录)?",
    ),
    "minutes": Kind(
        called=Text("minutes", "会议纪要"),
        asked=r"(?:(?:the|meeting|fomc|mpc|committee|board|policy|latest|last|recent|20\d\d)(?:'s)? )minutes"
        r"|minutes (?:of|from) (?:the|its|their|a)|会议纪要|议息纪要|纪要",
    ),
    "prospectus": Kind(
        called=Text("prospectus", "招股说明书"), asked=r"prospectus(?:es)?|offering circulars?|招股(?:说明)?书"
    ),
    "presentation": Kind(
        called=Text("presentation", "演示材料"), asked=r"presentations?|slide decks?|演示(?:材料|文稿)|路演材料"
    ),
    "research note": Kind(
        called=Text("research note", "研究报告"),
        asked=r"research (?:notes?|reports?)|(?:sell-side|broker|analysts?'?) (?:notes?|reports?)"
        r"|研报|研究报告|券商报告",
    ),
}
"""The closed vocabulary. A note whose kind is not among them has none, which says that it is not known."""

FILED = frozenset(
    ("10-K", "10-Q", "8-K", "20-F", "annual report", "half-year report", "quarterly report", "earnings release")
)
"""What a company files or publishes of its own accounts."""

MEANT = {
    "annual report": ("annual report", "10-K", "20-F"),
    "quarterly report": ("quarterly report", "10-Q"),
    "half-year report": ("half-year report", "10-Q"),
    "earnings release": ("earnings release", "8-K"),
    "10-K": ("10-K", "annual report"),
    "20-F": ("20-F", "annual report"),
    "10-Q": ("10-Q", "quarterly report"),
}
"""The kinds that serve where one is asked for, the nearest first; each of the others serves for itself alone."""

ASKED = {
    name: re.compile(rf"(?<![a-z0-9-])(?:{kind.asked})(?![a-z0-9])", re.IGNORECASE) for name, kind in KINDS.items()
}


def asked_kinds(query: str) -> Iterator[tuple[str, int, int]]:
    """The kinds that *query* asks for, each with its span; of those that overlap the longest."""
    found = [(name, *match.span()) for name, pattern in ASKED.items() for match in pattern.finditer(query)]
    taken: list[tuple[int, int]] = []
    for name, start, end in sorted(found, key=lambda each: (each[1] - each[2], each[1])):
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            yield name, start, end
