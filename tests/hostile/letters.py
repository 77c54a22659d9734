"""Text in odd encodings, with letters nobody sees, with front matter that bites, and in one endless line."""

from hostile.case import BOMB, UNSEEN, Case, File, Files, bad, fine, odd, order, seen, sight, sly

ENCODING = (
    "not text",
    "encoding",
    "utf-8",
    "utf-16",
    "character",
    "letters",
    "bytes",
    "decode",
    "unreadable",
    "binary",
)
LETTERS = (*UNSEEN, "not text", "zero-width", "bidi", "direction", "control", "unicode", "character", "tag")
FRONT = ("front matter", "yaml", "alias", "anchor", "header")
LABEL = ("label",)
CHINESE = "铜价上涨，库存下降，订单回升。"
LONG = "长江沿岸的港口库存连续第三周下降，贸易商惜售，下游按需采购，现货升水扩大到每吨一百二十元。"
BIG = "銅價上漲，庫存下降，訂單回升。"


def written(name: str, encoding: str, text: str, *kept: str, outcome: str = "any") -> File:
    """Text in *encoding*, which must be read rightly if it is read."""
    return odd(name, text.encode(encoding), outcome, ENCODING, kept=kept)


def encodings() -> Files:
    """Encodings that must be told apart, or asked for."""
    yield written("short-gb.txt", "gb18030", CHINESE, "库存下降", outcome="taken")
    yield written("short-big5.txt", "big5", BIG, "庫存下降", outcome="taken")
    yield written(
        "western.txt",
        "cp1252",
        "Café prices rose by 7 % – “late”, they say, at €1.94 in Málaga.",
        "Café",
        "€1.94",
        outcome="taken",
    )
    yield written("no-mark.txt", "utf-16-le", seen("no-mark.txt"), sight("no-mark.txt"))
    yield written("no-mark-big.txt", "utf-16-be", seen("no-mark-big.txt"), sight("no-mark-big.txt"))
    yield written("wide.txt", "utf-32", seen("wide.txt"), sight("wide.txt"))
    yield written(
        "japanese.txt",
        "shift-jis",
        "半導体の在庫は三月に減少し、受注は二か月連続で増えた。設備投資の計画も上向いている。",
        "受注は二か月連続",
    )
    yield written("seven.txt", "utf-7", "Rates rose – by £4 in Málaga.", "Rates rose")
    mixed = seen("mixed.txt").encode() + "，库存".encode() + b"\xff\xfe\x80\xc3\x28 " + "下降。Málaga €".encode()
    yield odd("mixed.txt", mixed, "doubtful", ENCODING)
    half = (LONG * 3 + seen("half.txt")).encode()
    yield odd("half.txt", half + "库".encode()[:2], "doubtful", ENCODING)
    yield odd("marked.txt", b"\xef\xbb\xbf" + seen("marked.txt").encode(), "accepted", hidden=("\ufeff",))
    yield odd("old-lines.txt", seen("old-lines.txt").encode() + b"\rSecond line.\r", "taken", hidden=("\r",))
    nuls = seen("nuls.txt").encode() + b"\0\0\0 and on\0"
    yield odd("nuls.txt", nuls, "any", ENCODING, hidden=("\0",))
    colours = b"\x1b[31m" + seen("colours.txt").encode() + b"\x1b[0m\x1b]0;title\x07"
    yield odd("colours.txt", colours, "any", LETTERS, hidden=("\x1b", "\x07"))


def invisible() -> Files:
    """Sentences in letters that have no shape."""
    tags = "".join(chr(0xE0000 + ord(letter)) for letter in order("tags.md"))
    shapes = "".join(chr(0xE0100 + ord(letter)) for letter in order("selectors.md"))
    for name, extra, gone in (
        ("tags.md", tags, tags[:5]),
        ("selectors.md", shapes, shapes[:5]),
        ("zero-width.md", " Orders\u200b\u2060\ufeff" + "\u200c\u200d" * 40 + " rose.", "\u200b"),
        ("turned.md", " The rate is \u202e%4.21\u202c a month.", "\u202e"),
        ("isolated.md", " The rate is \u2067%4.21\u2069 a month.", "\u2067"),
    ):
        text = f"# Freight letter {name}\n\n{seen(name)}{extra}\n"
        yield odd(name, text.encode(), "warned", LETTERS, hidden=(gone,))
    name = "comment.md"
    yield sly(name, f"# Freight letter\n\n{seen(name)}\n\n<!-- {order(name)} -->\n".encode(), "taken")
    name = "inline.md"
    yield sly(name, f'# Freight letter\n\n{seen(name)}\n\n<span style="display:none">{order(name)}</span>\n'.encode())


def front(name: str, *lines: str) -> bytes:
    """A note with *lines* as front matter."""
    return "\n".join(["---", "title: Freight letter", *lines, "---", "", seen(name), ""]).encode()


def matter() -> Files:
    """Front matter that swells, runs, or says what it must not."""
    lists = [f"b{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 9)]
    yield kept_out("bomb.md", front("bomb.md", "b0: &b0 [x, x]", *lists, "author: *b8"), FRONT)
    yield kept_out("alias.md", front("alias.md", "date: &day 2025-10-14", "author: *day"), (*FRONT, "author", "date"))
    run = 'author: !!python/object/apply:os.system ["touch /tmp/footnote-escaped.txt"]'
    yield odd("python.md", front("python.md", run), "any", (*FRONT, "tag", "author"))
    for name, value in (("misspelt.md", "restrictd"), ("listed.md", "[public, desk]"), ("shut.md", "")):
        case, data = odd(name, front(name, f"label: {value}"), "doubtful", LABEL, kept=())
        yield case, data
    yield kept_out("no-such-day.md", front("no-such-day.md", "date: 2025-13-45"), ("date",))
    name = "open.md"
    yield odd(name, f"---\ntitle: Freight letter\n\n{seen(name)}\n".encode(), "any", FRONT)
    name = "deep.md"
    yield odd(name, front(name, "author: " + "[" * 20_000 + "]" * 20_000), "any", (*FRONT, *BOMB, "nest", "author"))


def kept_out(name: str, data: bytes, says: tuple[str, ...]) -> File:
    """A note whose front matter may not be taken at its word."""
    return odd(name, data, "doubtful", says)


def endless() -> Files:
    """Ten million letters without an end of line."""
    name = "one-line.txt"
    words = (seen(name) + " ").encode()
    case, data = odd(name, words * (10_000_000 // len(words)), "any", (*BOMB, "line", "long", "characters of text"))
    yield Case(name=case.name, outcome=case.outcome, says=case.says, kept=case.kept, heavy=True), data
    name = "one-word.txt"
    says = (*BOMB, "line", "long", "word")
    yield odd(name, b"x" * 300_000 + b" " + seen(name).encode(), "any", says)
    yield bad("big.txt", lambda: (order("big.txt").encode() + b"\n") * 1_000_000, (*BOMB, "50"), heavy=True)


def plain() -> Files:
    """Good text."""
    name = "good-gb18030.txt"
    yield fine(name, f"{LONG}\n{LONG[::-1]}\n编号{sight(name)}\n".encode("gb18030"), "港口库存", sight(name))
    name = "good-text.txt"
    yield fine(name, f"Freight letter\n\n{seen(name)}\n\fSecond page, with a naïve café.\n".encode())
    name = "good-front.md"
    yield fine(name, front(name, "date: 2025-10-14", "institution: Ondine Freight Letters", "label: desk"))
    name = "good-marks.md"
    yield fine(name, f"# 笔记\n\n{seen(name)}\n\nGrowth ✔️ and family 👨‍👩‍👧, soft hy\u00adphen.\n".encode())


def files() -> Files:
    """Every text file of the folder."""
    for part in (encodings, invisible, matter, endless, plain):
        yield from part()
