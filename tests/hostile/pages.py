"""Web pages that hide text in each of the ways a browser allows, one that is endless, and honest ones."""

from hostile.case import BOMB, Case, Files, bad, fine, odd, order, seen, sight, sly

DEEP = 100_000
NESTED = (*BOMB, "nest", "deep", "depth", "level")
BOXES = {
    "display-none": 'style="display:none"',
    "display-none-important": 'style="color: red; DISPLAY : none !important"',
    "visibility": 'style="visibility:hidden"',
    "opacity": 'style="opacity:0"',
    "size-zero": 'style="font-size:0"',
    "size-one": 'style="font-size: 1px; line-height: 1px"',
    "off-screen": 'style="position:absolute; left:-9999px"',
    "indented": 'style="text-indent:-9999px; overflow:hidden; white-space:nowrap"',
    "clip": 'style="position:absolute; clip: rect(0, 0, 0, 0)"',
    "no-room": 'style="width:0; height:0; overflow:hidden"',
    "white": 'style="color:#ffffff; background:#fff"',
    "white-word": 'style="color: white"',
    "white-rgb": 'style="color: rgb(255, 255, 255)"',
    "transparent": 'style="color: transparent"',
    "attribute": "hidden",
}
RULES = {
    "class": ".note { display: none }",
    "class-white": ".note { color: #fefefe }",
    "class-many": "p.other, div.page > .note { visibility: hidden }",
    "class-media": "@media screen { .note { display: none } }",
}


def page(name: str, body: str, style: str = "") -> bytes:
    """A page that shows its sentence, then *body*."""
    head = f'<meta charset="utf-8"><title>Freight letter {name}</title><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><p>{seen(name)}</p>{body}</body></html>'.encode()


def unseen() -> Files:
    """Pages whose hidden sentence must be noticed, and those with the hiding places that every page has."""
    for way, attribute in BOXES.items():
        name = f"{way}.html"
        yield sly(name, page(name, f"<div {attribute}><p>{order(name)}</p></div>"))
    for way, rule in RULES.items():
        name = f"{way}.html"
        yield sly(name, page(name, f'<div class="page"><p class="note">{order(name)}</p></div>', rule))
    name = "font-tag.html"
    yield sly(name, page(name, f'<font color="white">{order(name)}</font>'))
    usual = {
        "comment": "<!-- {} -->",
        "script": "<script>var note = '{}';</script>",
        "alternative": '<img src="chart.png" alt="{}">',
        "title-attribute": '<span title="{}">Rates</span>',
        "field": '<input type="hidden" name="note" value="{}">',
        "template": "<template><p>{}</p></template>",
        "meta": '<meta name="description" content="{}">',
        "style-content": "<style>p::after {{ content: '{}' }}</style>",
    }
    for way, frame in usual.items():
        name = f"usual-{way}.html"
        yield sly(name, page(name, frame.format(order(name))), "taken")


def broken() -> Files:
    """Pages that cost more than they hold."""
    name = "nested.html"
    body = "<div>" * DEEP + f"<p>bottom{sight(name)}</p>" + "</div>" * DEEP
    case = Case(name=name, outcome="any", says=NESTED, kept=(sight(name), f"bottom{sight(name)}"))
    yield case, page(name, body)
    name = "wide-cell.html"
    body = f'<table><tr><td colspan="1000000000" rowspan="1000000000">{sight(name)}</td></tr></table>'
    yield odd(name, page(name, body), "any", (*BOMB, "table", "cell", "span"))
    name = "fetch.html"
    body = '<iframe src="http://127.0.0.1:9/"></iframe><img src="file:///etc/passwd">'
    body += '<script src="http://127.0.0.1:9/"></script>'
    yield odd(name, page(name, body), "taken", hidden=("root:x:0",))
    entities = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p>'
    name = "entity.html"
    yield odd(
        name, f"{entities}<p>{seen(name)}</p></body></html>".encode(), "any", ("entity", "dtd"), hidden=("root:x:0",)
    )
    yield bad(
        "only-hidden.html",
        f"<html><body><p hidden>{order('only-hidden.html')}</p></body></html>".encode(),
        ("no text", "empty", "hidden", "invisible", "visible"),
        outcome="doubtful",
    )


def plain() -> Files:
    """Good pages."""
    name = "good-dark-head.html"
    table = "<table><tr><th>Lane</th><th>Wexcombehead</th></tr><tr><td>Ostrand</td><td>4 %</td></tr></table>"
    yield fine(name, page(name, table, "th { background: #14324f; color: white }"), sight(name), "Wexcombehead")
    name = "good-night.html"
    yield fine(name, page(name, "<p>All of it in white.</p>", "body { background: #111; color: #fff }"))
    name = "good-button.html"
    button = '<a style="background-color:#0b57d0; color:#ffffff; padding:8px">Read on at Tollandbutton</a>'
    yield fine(name, page(name, button), sight(name), "Tollandbutton")
    name = "good-print.html"
    yield fine(
        name,
        page(name, '<p class="screen">Kestevanscreen</p>', "@media print { .screen { display: none } }"),
        sight(name),
        "Kestevanscreen",
    )


def files() -> Files:
    """Every web page of the folder."""
    yield from unseen()
    yield from broken()
    yield from plain()
