"""Web pages: what a reader sees comes in, in order and with its tables; what is hidden is counted and left out."""

from datetime import date
from pathlib import Path

import pytest

from footnote.errors import NoteError
from ingest.readers import web


def page(body, head="", attributes=""):
    html = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return web.read(Path("a.html"), html.encode())


def words(body, head=""):
    """The words that are seen, without those around what is tried."""
    note = page(f"<p>before</p>{body}<p>after</p>", head)
    text = note.text.split()
    assert (text[0], text[-1]) == ("before", "after")
    return " ".join(text[1:-1]), [warning for warning in note.warnings if "left out" in warning]


def cells(note, number=0):
    return [(c.row, c.column, note.text[c.start : c.end]) for c in note.tables[number].cells]


def test_blocks_are_paragraphs_and_lines_are_kept():
    note = page(
        "<h1>Flows <em>of</em>\n funds</h1><p>Gold&nbsp;rose &amp;<br>oil   fell.<div>One<span>, two</span></div>"
        "<ul><li>a<li>b</ul><blockquote>said</blockquote><pre>x\ny</pre>Tail"
    )

    assert note.text.split("\n\n") == [
        *("Flows of funds", "Gold rose &\noil fell.", "One, two", "a", "b", "said", "x\ny", "Tail")
    ]
    assert [(note.text[h.start : h.end], h.level) for h in note.headings] == [("Flows of funds", 1)]


def test_what_the_page_says_of_itself_is_taken():
    head = (
        "<title>Flows | Mill Lane</title><meta property=og:title content=Flows><meta name=Author content='R. Poe'>"
        "<meta property=og:site_name content='Mill Lane'><meta name=corrects content=n-12>"
        "<meta property=article:published_time content=2026-02-12T23:30:00-05:00>"
    )
    note = page("<p>資金流入", head, "lang=zh-TW")

    assert (note.title, note.author, note.institution) == ("Flows", "R. Poe", "Mill Lane")
    assert (note.date, note.corrects, note.language) == (date(2026, 2, 12), "n-12", "zh-Hant")
    assert note.warnings == ()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title> A\n b </title>", "<h1>c</h1>", "A b"),
        ("", "<p>x<h1>Head <b>line</b></h1>", "Head line"),
        ("", "<p>x", "x"),
    ],
)
def test_a_page_is_called_by_its_title_or_first_heading_or_first_line(head, body, title):
    assert page(body, head).title == title


@pytest.mark.parametrize(
    ("body", "day", "said"),
    [
        ("<time datetime=2026-02-12>x</time>", date(2026, 2, 12), "the only one that the page marks"),
        ("<time datetime=2026-02-12>x</time><time datetime=2026-02-13>y</time>", None, "no date: give --date"),
        ("2026-02-12", None, "no date: give --date"),
    ],
)
def test_a_date_is_taken_only_where_it_is_marked(body, day, said):
    note = page(body)

    assert note.date == day
    assert any(said in warning for warning in note.warnings)


def test_a_language_that_the_words_do_not_bear_out_is_said():
    note = page("<p>资金流入股票市场", attributes="lang=en")

    assert note.language == "zh-Hans"
    assert any("says its language is en" in warning for warning in note.warnings)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-8"])
def test_a_page_in_another_encoding_is_read(encoding):
    html = f"<html><head><meta charset='{encoding}'></head><body><p>資金流入股票市場"
    if encoding == "gb18030":
        html = html.replace("資金流入股票市場", "资金流入股票市场")

    assert web.read(Path("a.html"), html.encode(encoding)).text == html[-8:]


HIDDEN_BY_STYLE = [
    *("display:none", "DISPLAY : None !important", r"\64isplay:none", "visibility:hidden", "visibility:collapse"),
    *("opacity:0", "opacity:5%", "filter:opacity(0)", "content-visibility:hidden", "transform:scale(0)", "scale:0"),
    *("font-size:0", "font-size:1px", "font-size:1.5pt", "font-size:.1em", "font:0/0 a", "font:700 1px Arial"),
    *("font-size:calc(1px + 1px)", "color:white", "color:#fffffe", "color:rgba(0,0,0,.02)", "color:transparent"),
    *("color:hsl(0 0% 100%)", "color:oklch(100% 0 0)", "color:#000;background:black", "background:#123;color:#132539"),
    *("color:white;background-image:linear-gradient(white,#fefefe)", "-webkit-text-fill-color:white"),
    *("position:absolute;left:-9999px", "position:fixed;top:-100em", "text-indent:-9999px", "margin-left:-2000px"),
    *("position:absolute;left:99999px", "transform:translateX(-9999px)", "position:absolute;inset:-999px auto auto"),
    *("position:absolute;clip:rect(0,0,0,0)", "position:absolute;clip:rect(1px 1px 1px 1px)", "clip-path:inset(50%)"),
    *(
        "clip-path:circle(0)",
        "clip-path:polygon(0 0,0 0,0 0)",
        "height:0;overflow:hidden",
        "max-height:0;overflow:clip",
    ),
    *("width:1px;height:1px;overflow:hidden", "--x:none;display:var(--x)", "display:var(--y,none)"),
]


@pytest.mark.parametrize("style", HIDDEN_BY_STYLE)
@pytest.mark.parametrize("place", ["element", "sheet"])
def test_words_hidden_by_style_are_left_out_and_said(style, place):
    if place == "element":
        text, said = words(f'<p style="{style}">secret <b>more</b></p>')
    else:
        text, said = words("<p class='a x'>secret <b>more</b></p>", f"<style>p.x {{ {style} }}</style>")

    assert text == ""
    assert len(said) == 1
    assert said[0].startswith("10 characters of it are ")


@pytest.mark.parametrize(
    "style",
    [
        *("display:block", "opacity:.5", "font-size:9px", "font:12px/1.5 Arial", "font:700 12px Arial", "color:#ddd"),
        *("color:white;background:#333", "background:url(x.png);color:white", "position:relative;left:-20px"),
        *("height:0", "overflow:hidden;width:300px", "text-indent:2em", "clip-path:inset(2%)", "color:var(--missing)"),
        *("color:transparent;background:linear-gradient(red,blue);background-clip:text", "transform:scale(1.2)"),
        *("font-size:clamp(1rem, 2vw, 3rem)", "margin:-15px", "color:nonsense", "color:currentcolor"),
    ],
)
def test_words_that_are_styled_and_seen_stay(style):
    assert words(f'<p style="{style}">seen</p>') == ("seen", [])


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (".a{display:none}", "<p class='b A'>x"),
        ("#a{display:none}", "<p id=a>x"),
        ("div p{color:#fff}", "<div><section><p>x</section></div>"),
        ("div > p{display:none}", "<div><p>x</div>"),
        ("b + i{display:none}", "<b></b><i>x</i>"),
        ("b ~ i{display:none}", "<b></b><u></u><i>x</i>"),
        ("[data-x^=a]{display:none}", "<p data-x=abc>x"),
        ("p:nth-child(2n){display:none}", "<div><b></b><p>x</div>"),
        ("b:not(.seen, .shown){display:none}", "<b class=other>x</b>"),
        (":is(.a, .b) i{display:none}", "<p class=b><i>x</i>"),
        ("div:has(> .mark){display:none}", "<div><i class=mark></i>x</div>"),
        (".a{display:block}\n.a{display:none}", "<p class=a>x"),
        (".a{display:none !important} #b{display:block}", "<p class=a id=b>x"),
        ("@media screen and (min-width:600px){.a{display:none}}", "<p class=a>x"),
        ("@supports (display:grid){.a{display:none}}", "<p class=a>x"),
        ("@layer x{.a{display:none}}", "<p class=a>x"),
        (".a{& .b{display:none}}", "<div class=a><p class=b>x</div>"),
        (".a{.b{@media screen{display:none}}}", "<div class=a><p class=b>x</div>"),
        (".a{visibility:hidden} .b{visibility:inherit}", "<div class=a><p class=b>x</div>"),
        (".a{color:#fff} .b{font-weight:bold}", "<div class=a><p class=b>x</div>"),
        ("div{background:#000;color:#000}", "<div><p>x</div>"),
        (":root{--c:#fff} .a{color:var(--c)}", "<p class=a>x"),
        ("@import url(x.css); p{bad: {}; top:} .a{display:none}", "<p class=a>x"),
        ("<!-- .a{display:none} -->", "<p class=a>x"),
    ],
)
def test_rules_of_sheets_are_followed_as_a_browser_does(sheet, body):
    text, said = words(body, f"<style>{sheet}</style>")

    assert text == ""
    assert said


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        ("@media print{.a{display:none}}", "<p class=a>seen"),
        ("@media (max-width:600px){.a{display:none}}", "<p class=a>seen"),
        ("@media (prefers-color-scheme:dark){.a{color:#fff}}", "<p class=a>seen"),
        (".a{display:none} .a{display:block}", "<p class=a>seen"),
        (".a{display:none} p.a{display:block}", "<p class=a>seen"),
        (".a{display:none}", "<p class=a style=display:block>seen"),
        (".a{visibility:hidden} .b{visibility:visible}", "<div class=a><p class=b>seen</div>"),
        (".a:hover{display:none}", "<p class=a>seen"),
        (".a::before{display:none}", "<p class=a>seen"),
        (".a{color:#fff} .b{color:#000}", "<div class=a><p class=b>seen</div>"),
        (".a{color:#fff}", "<div class=a><a href=x>seen</a></div>"),
        ("td{max-width:0;overflow:hidden}", "<table><tr><td>seen</table>"),
        (".a{display:none}", "<noscript><style>.b{display:none}</style></noscript><p class=b>seen"),
    ],
)
def test_rules_that_do_not_hold_hide_nothing(sheet, body):
    assert words(body, f"<style>{sheet}</style>") == ("seen", [])


@pytest.mark.parametrize(
    "body",
    [
        *("<p hidden>x", "<dialog>x</dialog>", "<div popover>x</div>", "<font color=white>x</font>"),
        "<table bgcolor=black><tr><td><font color=#000000>x</font></table>",
        "<link rel=stylesheet href='data:text/css,.a%7Bdisplay:none%7D'><p class=a>x",
    ],
)
def test_attributes_hide_words_too(body):
    text, said = words(body)

    assert text == ""
    assert said


@pytest.mark.parametrize(
    "body",
    [
        *("<!-- x -->", "<script>x</script>", "<noscript>x</noscript>", "<template>x</template>", "<svg><text>x</svg>"),
        *("<img alt=x title=x>", "<input type=hidden value=x>", "<iframe>x</iframe>", "<object>x</object>"),
        "<select><option>x</select>",
    ],
)
def test_what_is_no_text_of_the_page_is_passed_over(body):
    assert words(body) == ("", [])


@pytest.mark.parametrize("body", ["<details><summary>a</summary>seen</details>", "<p aria-hidden=true>seen"])
def test_what_can_be_opened_or_is_only_hidden_from_machines_stays(body):
    assert "seen" in words(body)[0]


def test_what_may_not_be_seen_over_a_picture_is_kept_and_said():
    note = page("<div style='background:url(sky.png)'><p style='color:white'>White words</div>")

    assert note.text == "White words"
    assert any("10 characters" in warning and "picture" in warning for warning in note.warnings)


def test_sheets_that_lie_elsewhere_are_not_fetched_and_that_is_said():
    note = page("<p>x", "<link rel=stylesheet href=https://desk.example/site.css>")

    assert any("https://desk.example/site.css" in warning and "not fetched" in warning for warning in note.warnings)


def test_a_table_keeps_its_columns_whatever_spans_what():
    note = page(
        "<table><caption>Table 1: flows</caption><tr><th rowspan=2>Asset<th colspan=2>2025<tr><th>Q1<th>Q2"
        "<tr><td rowspan=2>Gold<td>1<td>2<tr><td>3<td>4<tr style=display:none><td>secret<td>5<td>6"
        "<tr><td>Oil<td hidden>secret<td colspan=2>7</table>"
    )

    assert note.text == (
        "Table 1: flows\n\nAsset | 2025 | 2025\nAsset | Q1 | Q2\nGold | 1 | 2\nGold | 3 | 4\nOil | 7 | "
    ).replace(" | \n", " | \n")
    table = note.tables[0]
    assert table.caption == "Table 1: flows"
    assert {note.text[c.start : c.end]: table.named(note.text, c) for c in table.cells if c.row > 1}[
        "4"
    ] == "Gold, 2025"
    assert any("secret" not in note.text and "left out" in warning for warning in note.warnings)


def test_tables_that_lay_out_a_page_are_paragraphs():
    note = page(
        "<table><tr><td>Menu<td><h2>News</h2><p>Gold rose.<table><tr><th>a<th>b<tr><td>1<td>2</table></table>"
        "<table><tr><td>alone</table>"
    )

    assert note.text.split("\n\n") == ["Menu", "News", "Gold rose.", "a | b\n1 | 2", "alone"]
    assert len(note.tables) == 1


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        ("<tr><td>Asset<td>Flow<tr><td>Gold<td>1", 0),
        ("<tr><td>Asset<td>2025<tr><td>Gold<td>1", 0),
        ("<tr><td>Gold<td>1<tr><td>Oil<td>2", 1),
    ],
)
def test_heads_that_are_not_marked_are_told_by_the_numbers_below_them(rows, row):
    assert cells(page(f"<table>{rows}</table>"))[0][0] == row


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><body>" + b"<div>" * 1_000 + b"x", "nested more than 256 elements deep"),
        (b"<html><body><p hidden>secret", "no text that can be seen: 6 characters of it are hidden"),
        (b"<html>", "no text that can be seen"),
        (b"<html><p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">x", "thousands of attributes"),
        (b"<html><style>" + b".a{" * 20 + b"</style>x", "style rules"),
        (b"<html><style>" + b"a" * 2_000_001 + b"</style>x", "style rules"),
    ],
)
def test_a_page_that_cannot_be_read_safely_is_refused_by_name_and_reason(data, reason):
    with pytest.raises(NoteError, match=reason) as caught:
        web.read(Path("a.html"), data)

    assert str(caught.value).startswith("a.html ")


def test_rules_that_take_too_many_comparisons_are_refused(monkeypatch):
    monkeypatch.setattr("ingest.web.matching.STEPS", 20_000)
    sheet = "<style>" + "* * * * i b{top:0}" * 50 + "</style>"

    assert page("<b><b>x</b></b>", sheet).text == "x"
    with pytest.raises(NoteError, match=r"a\.html takes too many style rules"):
        page("<b><b>x</b></b>" * 900, sheet)


def test_entities_and_outside_files_are_never_followed():
    note = web.read(
        Path("a.xhtml"),
        b"<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'yy'>]>"
        b"<html><body><p>Gold &x; &y;</p></body></html>",
    )

    assert "Gold &x; &y;" in note.text


@pytest.mark.parametrize(
    ("data", "held"),
    [
        (b"<!DOCTYPE html><p>", True),
        (b"\xef\xbb\xbf\n<!-- saved --><html lang=en>", True),
        ("<html>".encode("utf-16"), True),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', True),
        (b"<?xml version='1.0'?><w:document>", False),
        (b"Words about <html>", False),
        (b"", False),
    ],
)
def test_a_web_page_is_told_by_how_it_begins(data, held):
    assert web.holds(data) is held


def test_digits_above_and_below_the_line_are_no_part_of_the_number_before_them():
    text = page("<p>3.2%<sup>1</sup> of 3.2<sup>2</sup>, 10<sup>-9</sup>, CO<sub>2</sub>, 5<sup>th</sup></p>").text

    assert text == "3.2%¹ of 3.2², 10⁻⁹, CO₂, 5th"


def test_what_was_deleted_is_out_and_the_new_number_stands_alone():
    assert words("<p><del>4.1</del><ins>3.9</ins>%</p>") == (
        "3.9%",
        ["3 characters of it are marked as deleted and left out"],
    )


def test_the_parts_of_a_formula_stay_apart():
    half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
    sum_over = "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"
    square = "<msup><mn>3</mn><mn>2</mn></msup>"
    said = "<semantics><mn>7</mn><annotation>\\seven</annotation></semantics>"

    assert words(f"<p><math>{half}</math> <math>{sum_over}</math> <math>{square}</math> <math>{said}</math></p>")[
        0
    ] == ("1/2 (a+b)/2 3^2 7")


@pytest.mark.parametrize(
    ("data", "taken"),
    [(b"<h2>Gold</h2><p>It rose.</p>", True), (b"It rose <p but nothing ends", False), (b"a < b and c > d", False)],
)
def test_a_piece_of_a_page_is_taken_on_the_word_of_its_name(data, taken):
    assert web.takes(data) is taken
    assert not web.holds(data)
