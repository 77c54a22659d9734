"""Word documents: what a reader of the printed page sees, and nothing else."""

import io
import warnings
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from office import NAMES, SPACES, cell, notes, p, row, run, saved, table, with_parts, without, word

from footnote.errors import NoteError
from ingest.readers import word as reader

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
BREAK = '<w:r><w:br w:type="page"/></w:r>'
FOUND = "<w:r><w:lastRenderedPageBreak/></w:r>"
DELETED_END = '<w:rPr><w:del w:id="9" w:author="A"/></w:rPr>'


def read(data, name="note.docx"):
    return reader.read(Path(name), data)


def text(*blocks, **more):
    return read(word(*blocks, **more)).text


def pages(note):
    return [note.text[page.start : page.end] for page in note.pages]


def ins(*inside):
    return f'<w:ins w:id="1" w:author="A">{"".join(map(run, inside))}</w:ins>'


def gone(words):
    return f'<w:del w:id="2" w:author="A"><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def left_out(note):
    return [warning for warning in note.warnings if warning.endswith("left out")]


def test_a_document_of_the_usual_library_is_read_whole():
    document = docx.Document()
    document.add_heading("Kiln Lane Research", 0)
    document.add_heading("Credit", 1)
    document.add_paragraph("Spreads widened by 12 points on 3 March 2026.")
    grid = document.add_table(2, 2)
    for place, words in zip(((0, 0), (0, 1), (1, 0), (1, 1)), ("Item", "2025", "Sales", "41"), strict=True):
        grid.cell(*place).text = words
    document.core_properties.title = "Spreads in March"
    document.core_properties.author = "Wren Alder"
    note = read(saved(document))

    assert (note.title, note.author, note.date, note.language) == (
        "Spreads in March",
        "Wren Alder",
        date(2026, 3, 3),
        "en",
    )
    assert [(note.text[each.start : each.end], each.level) for each in note.headings] == [
        ("Kiln Lane Research", 1),
        ("Credit", 1),
    ]
    assert note.tables[0].named(note.text, note.tables[0].cells[-1]) == "Sales, 2025"
    assert note.warnings == ("the date 2026-03-03 was read from page 1; give --date if it is not the note's",)


def test_tracked_changes_are_read_as_accepted():
    note = read(word(p("Rates will ", ins("not "), gone("surely "), "fall.")))

    assert note.text == "Rates will not fall."
    assert "it has 1 tracked insertion and 1 tracked deletion, read as if all were accepted" in note.warnings
    assert left_out(note) == ["6 characters of it are deleted by a tracked change and left out"]


def test_what_was_moved_stands_where_it_went():
    went = f'<w:moveTo w:id="3" w:author="A">{run("moved")}</w:moveTo>'
    came = f'<w:moveFrom w:id="4" w:author="A">{run("moved")}</w:moveFrom>'

    note = read(word(p("One ", came), p("two ", went)))

    assert note.text == "One\n\ntwo moved"
    assert "it has 1 tracked insertion and 1 tracked deletion, read as if all were accepted" in note.warnings


def test_an_insertion_that_was_deleted_again_is_out():
    assert text(p("Buy", f'<w:ins w:id="1">{gone(" not")}</w:ins>', ".")) == "Buy."


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next():
    assert text(p("Rates ", looks=DELETED_END), p("fall.")) == "Rates fall."


def test_paragraphs_that_were_deleted_whole_leave_nothing():
    assert text(p("One."), p(gone("Two."), looks=DELETED_END), p("Three.")) == "One.\n\nThree."


def test_rows_and_cells_that_were_deleted_are_out():
    note = read(
        word(
            table(
                ("Item", "2025"),
                row("Old", "1", looks='<w:del w:id="1"/>'),
                row("New", "2", looks='<w:ins w:id="2"/>'),
                row("Half", cell("3", looks='<w:cellDel w:id="3"/>')),
            )
        )
    )

    assert note.text == "Item | 2025\nNew | 2\nHalf | "
    assert left_out(note) == ["5 characters of it are deleted by a tracked change and left out"]


def test_only_the_properties_that_hold_now_hide():
    """Those before a tracked change of looks stand inside the new ones."""
    before = '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'

    assert text(p(run("Seen", before))) == "Seen"


VANISH = '<w:style w:type="{0}" w:styleId="{1}"><w:name w:val="{1}"/>{2}<w:rPr>{3}</w:rPr></w:style>'.format
BASED = '<w:basedOn w:val="{}"/>'.format


@pytest.mark.parametrize(
    ("looks", "how"),
    [
        ("<w:vanish/>", "hidden"),
        ('<w:vanish w:val="true"/>', "hidden"),
        ("<w:specVanish/>", "hidden"),
        ('<w:rStyle w:val="Secret"/>', "hidden"),
        ('<w:rStyle w:val="Below"/>', "hidden"),
        ('<w:color w:val="FFFFFF"/>', "white on white"),
        ('<w:color w:val="f0f0f0"/>', "white on white"),
        ('<w:color w:val="000000" w:themeColor="background1"/>', "white on white"),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>', "white on white"),
        ('<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="203764"/>', "in the colour of what is behind them"),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', "in the colour of what is behind them"),
        ('<w:color w:val="000000"/><w:shd w:val="solid" w:color="auto"/>', "in the colour of what is behind them"),
        ('<w:sz w:val="2"/>', "too small to read"),
        ('<w:sz w:val="4"/>', "too small to read"),
        ('<w:w w:val="1"/>', "too small to read"),
        ("<w14:textFill><w14:noFill/></w14:textFill>", "without any colour"),
        (
            '<w14:textFill><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill></w14:textFill>',
            "white on white",
        ),
    ],
)
def test_what_cannot_be_seen_is_out_and_reported(looks, how):
    styles = VANISH("character", "Secret", "", "<w:vanish/>") + VANISH("character", "Below", BASED("Secret"), "")
    note = read(word(p("Hold", run("ignore", looks), "ings"), styles=styles))

    assert "ignore" not in note.text
    assert "".join(note.text.split()) == "Holdings"
    assert left_out(note) == [f"6 characters of it are {how} and left out"]


@pytest.mark.parametrize(
    "looks",
    [
        '<w:vanish w:val="0"/>',
        '<w:rStyle w:val="Secret"/><w:vanish w:val="false"/>',
        "<w:webHidden/>",
        '<w:color w:val="auto"/>',
        '<w:color w:val="D9D9D9"/>',
        '<w:color w:val="FFFF00"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>',
        '<w:color w:val="FFFFFF" w:themeColor="background1" w:themeShade="80"/>',
        '<w:color w:val="FFFFFF" w:themeColor="accent1"/>',
        '<w:sz w:val="5"/>',
    ],
)
def test_what_can_be_seen_is_kept(looks):
    styles = VANISH("character", "Secret", "", "<w:vanish/>")
    note = read(word(p(run("Seen", looks)), styles=styles))

    assert (note.text, left_out(note)) == ("Seen", [])


def test_a_style_of_paragraphs_hides_and_one_of_runs_undoes_it():
    """Two styles that hide undo each other, as Word shows it."""
    styles = (
        VANISH("paragraph", "Quiet", "", "<w:vanish/>")
        + VANISH("paragraph", "Quieter", BASED("Quiet"), "")
        + VANISH("character", "Secret", "", "<w:vanish/>")
    )
    both = run("Both", '<w:rStyle w:val="Secret"/>')

    assert text(p("Seen"), p("Unseen", both, style="Quieter"), styles=styles) == "Seen\n\nBoth"


def test_a_style_that_is_based_on_itself_ends():
    styles = VANISH("paragraph", "One", BASED("Two"), "") + VANISH("paragraph", "Two", BASED("One"), "<w:vanish/>")

    assert text(p("Seen"), p("Unseen", style="One"), styles=styles) == "Seen"


def test_the_defaults_of_a_document_hide_too():
    hide = "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    parts = {"word/styles.xml": f"<w:styles {SPACES}>{hide}</w:styles>"}

    assert text(p("Unseen", run("Seen", '<w:vanish w:val="0"/>')), parts=parts) == "Seen"


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


def test_white_words_are_kept_where_what_is_behind_them_is_dark():
    said = text(
        p(run("Banner", WHITE), looks=DARK),
        table(row(cell(p(run("Head", WHITE)), looks=DARK), cell(p(run("Unseen", WHITE)))), ("a", "b")),
    )

    assert said == "Banner\n\nHead | \na | b"


def test_the_style_of_a_table_colours_its_first_row():
    first = f'<w:tblStylePr w:type="firstRow"><w:rPr>{WHITE}</w:rPr><w:tcPr>{DARK}</w:tcPr></w:tblStylePr>'
    styles = f'<w:style w:type="table" w:styleId="Bold"><w:name w:val="Bold"/>{first}</w:style>'
    rows = (("Head", run_in_cell(WHITE, "Direct")), ("Row", run_in_cell(WHITE, "Unseen")))
    look = '<w:tblStyle w:val="Bold"/><w:tblLook w:val="0020" w:firstRow="1"/>'
    plain = '<w:tblStyle w:val="Bold"/><w:tblLook w:val="0000"/>'

    assert text(table(*rows, looks=look), styles=styles) == "Head | Direct\nRow | "
    assert text(table(*rows, looks=plain), styles=styles) == "Head | \nRow | "


def run_in_cell(looks, words):
    return cell(p(run(words, looks)))


def test_a_style_of_a_table_that_paints_its_words_white_hides_them():
    styles = f'<w:style w:type="table" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr>{WHITE}</w:rPr></w:style>'
    note = table(("a", "b"), ("c", "d"), looks='<w:tblStyle w:val="Pale"/>')

    assert text(p("Seen"), note, styles=styles) == "Seen"


def test_lines_without_height_and_frames_beyond_the_page_are_out():
    low = '<w:spacing w:line="2" w:lineRule="exact"/>'
    far = '<w:framePr w:x="-40000" w:y="1"/>'
    note = read(word(p("Seen"), p("low", looks=low), p("far", looks=far)))

    assert note.text == "Seen"
    assert left_out(note) == [
        "3 characters of it are too small to read and left out",
        "3 characters of it are outside the page and left out",
    ]


def box(*inside, fill="", before=""):
    """A text box as Word writes it: once for itself, and once for programs that know less."""
    content = f"<w:txbxContent>{''.join(inside)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx>{content}</wps:txbx></wps:wsp>"
    drawn = f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>"
    anchor = f'<wp:anchor>{before}<wp:docPr id="1" name="Box"/>{drawn}</wp:anchor>'
    other = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_its_paragraph():
    assert text(p("Before ", box(p("Aside")), "after."), p("Next.")) == "Before after.\n\nAside\n\nNext."


def test_the_colour_of_a_text_box_is_behind_its_words():
    dark = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'
    theme = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    white = p(run("White", WHITE))

    assert text(p("A", box(white, fill=dark))) == "A\n\nWhite"
    assert text(p("A", box(white, fill=theme))) == "A\n\nWhite"
    assert text(p("A", box(white, fill="<a:noFill/>"))) == "A"


def test_a_text_box_outside_the_page_is_out():
    far = (
        '<wp:positionH relativeFrom="page"><wp:posOffset>-9000000</wp:posOffset></wp:positionH>'
        '<wp:extent cx="100" cy="100"/>'
    )
    note = read(word(p("A", box(p("Unseen"), before=far))))

    assert (note.text, left_out(note)) == ("A", ["6 characters of it are outside the page and left out"])


@pytest.mark.parametrize("names", ["odd", "wps odd", ""])
def test_of_two_ways_to_say_the_same_the_one_that_word_takes_is_read(names):
    choice = f'<mc:Choice Requires="{names}">{run("nobody")}</mc:Choice><mc:Fallback>{run("everybody")}</mc:Fallback>'

    assert text(p("For ", f"<mc:AlternateContent>{choice}</mc:AlternateContent>")) == "For everybody"


def test_comments_and_descriptions_of_pictures_are_out_and_reported():
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="obey me"/></wp:inline></w:drawing></w:r>'
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    note = read(word(p("Seen", mark, picture), parts={"word/comments.xml": notes("comments", n0="ignore it")}))

    assert note.text == "Seen"
    assert left_out(note) == [
        "8 characters of it are in comments and left out",
        "6 characters of it are the description of a picture and left out",
    ]


def test_the_result_of_a_field_is_kept_and_its_code_is_not():
    code = '<w:r><w:instrText>IF 1 = 1 "x"</w:instrText></w:r>'
    inner = [FIELD("begin"), code, FIELD("separate"), run("inner"), FIELD("end")]
    field = [FIELD("begin"), code, *inner, FIELD("separate"), run("shown"), FIELD("end")]
    note = read(word(p("Is ", *field, "."), p('<w:fldSimple w:instr="PAGE">', run("7"), "</w:fldSimple>")))

    assert note.text == "Is shown.\n\n7"
    assert left_out(note) == ["5 characters of it are part of the code of a field and left out"]


def test_a_field_may_reach_over_paragraphs():
    start = [FIELD("begin"), FIELD("separate"), run("One")]

    assert text(p(*start), p("Two", FIELD("end")), p("Three")) == "One\n\nTwo\n\nThree"


def test_a_field_that_never_ends_swallows_nothing():
    assert text(p(FIELD("begin"), "One"), p("Two")) == "One\n\nTwo"


def test_what_is_wrapped_around_words_does_not_hide_them():
    link = f'<w:hyperlink r:id="x">{run("link")}</w:hyperlink>'
    content = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' control')}</w:sdtContent></w:sdt>"
    tag = f"<w:smartTag>{run(' tag')}</w:smartTag>"
    block = f"<w:sdt><w:sdtContent>{p('Block')}</w:sdtContent></w:sdt>"
    ruby = f"<w:r><w:ruby><w:rt>{run('han')}</w:rt><w:rubyBase>{run('汉')}</w:rubyBase></w:ruby></w:r>"

    assert text(p(link, content, tag, ruby), block) == "link control tag汉\n\nBlock"


def test_signs_become_characters():
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:softHyphen/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0E0"/>'
        '<w:sym w:font="Arial" w:char="20AC"/><w:sym w:font="Webdings" w:char="F021"/></w:r>'
    )

    assert text(p(signs)) == "a b\nc\u2011d\u00ad≥→€"


def test_a_fraction_does_not_read_as_one_number():
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    square = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"

    assert text(p(f"<m:oMath>{half}</m:oMath>", " of ", f"<m:oMath>{square}</m:oMath>")) == "1/2 of x^2"


def reference(kind, number):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_footnotes_end_their_page_and_endnotes_the_document():
    parts = {
        "word/footnotes.xml": notes("footnotes", n1="First.", n2="Second.", n3="Lost."),
        "word/endnotes.xml": notes("endnotes", n1="Last."),
    }
    up = ("Up 3 %", reference("footnote", 2), " and", reference("endnote", 1))
    note = read(word(p(*up, BREAK, "down.", reference("footnote", 1)), parts=parts))

    assert pages(note) == ["Up 3 % and\n\n1 Second.", "down.\n\n2 First.\n\n1 Last."]
    assert left_out(note) == ["5 characters of page 2 are in notes that nothing refers to and left out"]


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([p("a", BREAK, "b")], ["a", "b"]),
        ([p("a", BREAK), p(FOUND, "b")], ["a", "b"]),
        ([p("a"), p(FOUND, "b", FOUND, "c")], ["a", "b", "c"]),
        ([p("a"), p("b", looks="<w:pageBreakBefore/>")], ["a", "b"]),
        ([p("a"), p(FOUND, "b", looks="<w:pageBreakBefore/>")], ["a", "b"]),
        ([p("a", looks="<w:pageBreakBefore/>"), p("b")], ["a\n\nb"]),
        ([p("a", BREAK), p(BREAK), p("b")], ["a", "", "b"]),
        ([p("a"), p(looks="<w:sectPr/>"), p("b")], ["a", "b"]),
        ([p("a"), p(looks="<w:sectPr/>"), p(FOUND, "b")], ["a", "b"]),
        ([p("a", BREAK)], ["a"]),
        ([p("a", '<w:r><w:br w:type="column"/></w:r>', "b")], ["a\nb"]),
    ],
)
def test_a_page_ends_once(blocks, expected):
    assert pages(read(word(*blocks))) == expected


def test_what_a_section_was_before_a_tracked_change_is_none():
    before = '<w:sectPr><w:sectPrChange w:id="1"><w:sectPr/></w:sectPrChange></w:sectPr>'

    assert pages(read(word(p("a", looks=before), p("b"), last='<w:type w:val="continuous"/>'))) == ["a\n\nb"]


def test_a_section_may_go_on_on_the_same_page():
    goes_on = word(p("a", looks="<w:sectPr/>"), p("b"), last='<w:type w:val="continuous"/>')

    assert pages(read(goes_on)) == ["a\n\nb"]


def test_a_table_over_two_pages_has_its_heads_on_both():
    rows = (row("Item", "2025", looks="<w:tblHeader/>"), ("a", "1"), (cell(p(FOUND, "b")), cell(p("2"))), ("c", "3"))
    note = read(word(p("Table 1: Sales"), table(*rows)))

    assert pages(note) == ["Table 1: Sales\n\nItem | 2025\na | 1", "Item | 2025\nb | 2\nc | 3"]
    assert {each.caption for each in note.tables} == {"Table 1: Sales"}
    assert note.tables[1].named(note.text, note.tables[1].cells[-1]) == "c, 2025"


@pytest.mark.parametrize(
    ("before", "after", "caption"),
    [
        (p("Sales by year", style="Caption"), p("Text."), "Sales by year"),
        (p("Text."), p("Sales by year", style="Caption"), "Sales by year"),
        (p("表 3：销售"), p("Text."), "表 3：销售"),
        (p("图表 12 利差"), p("Text."), "图表 12 利差"),
        (p("Exhibit 4. Sales"), p("Text."), "Exhibit 4. Sales"),
        (p("Exhibit 4. Sales"), p("Other", style="Caption"), "Exhibit 4. Sales"),
        (p("Tables are fun."), p("Text."), ""),
        (p("Table 3 " + "long " * 60), p("Text."), ""),
    ],
)
def test_a_table_has_the_caption_beside_it(before, after, caption):
    note = read(word(before, table(("a", "b"), ("c", "d")), after))

    assert note.tables[0].caption == caption


def test_merged_cells_keep_the_columns_in_line():
    note = read(
        word(
            table(
                ("", cell("2025", looks='<w:gridSpan w:val="2"/>'), "2026"),
                (cell("a", looks='<w:vMerge w:val="restart"/>'), "1", "2", "3"),
                (cell("secret", looks="<w:vMerge/>"), "4", "5", "6"),
                row("7", looks='<w:gridBefore w:val="3"/>'),
            )
        )
    )
    cells = note.tables[0].cells

    assert [(each.row, each.column) for each in cells if note.text[each.start : each.end] in ("2026", "3", "7")] == [
        (0, 4),
        (1, 4),
        (3, 4),
    ]
    assert left_out(note) == ["6 characters of it are in a merged cell that does not show it and left out"]


def test_a_table_in_a_cell_becomes_its_words():
    inner = table(("x", "y"), ("1", "2"))

    assert text(table(("a", cell(p("b"), inner)), ("c", "d"))) == "a | b x y 1 2\nc | d"


def test_what_is_hidden_deep_in_a_cell_is_reported():
    inner = table(("x", cell(p(run("secret", "<w:vanish/>")))), ("1", "2"))
    note = read(word(table(("a", cell(inner, p(box(p("Aside", run("more", "<w:vanish/>")))))), ("c", "d"))))

    assert note.text == "a | x 1 2 Aside\nc | d"
    assert left_out(note) == ["10 characters of it are hidden and left out"]


def test_a_table_that_only_places_its_words_is_none():
    side = row(cell(p("Main", FOUND, "more")), cell(p("Aside", FOUND, "on")))
    note = read(word(table(side)))

    assert (note.tables, pages(note)) == ((), ["Main", "more\n\nAsideon"])


def test_headings_come_from_outline_levels_wherever_they_are_said():
    styles = (
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Heading2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Flat"><w:name w:val="Flat"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    blocks = [
        p("Title", style="Title"),
        p("One", style="Heading1"),
        p("Two", style="Own"),
        p("Three", looks='<w:outlineLvl w:val="2"/>'),
        p("Body", style="Flat"),
        p("x" * 300, style="Heading1"),
    ]
    note = read(word(*blocks, styles=styles))

    assert [(note.text[each.start : each.end], each.level) for each in note.headings] == [
        ("Title", 1),
        ("One", 1),
        ("Two", 2),
        ("Three", 3),
    ]
    assert note.title == "Title"


@pytest.mark.parametrize(
    ("title", "author", "expected"),
    [
        ("Spreads", "Wren Alder", ("Spreads", "Wren Alder")),
        ("Microsoft Word - draft.docx", "Microsoft Office User", ("First line", None)),
        ("untitled", "Administrator", ("First line", None)),
        ("", "", ("First line", None)),
    ],
)
def test_properties_count_where_they_say_something(title, author, expected):
    def prepare(document):
        document.core_properties.title = title
        document.core_properties.author = author

    note = read(word(p("First line"), prepare=prepare))

    assert (note.title, note.author) == expected


def test_the_company_of_the_file_is_named_with_a_warning():
    company = "<Company>Kiln Lane</Company></Properties>"
    parts = {"docProps/app.xml": lambda old: old.replace("</Properties>", company)}
    note = read(word(p("A"), parts=parts))

    assert note.institution == "Kiln Lane"
    assert note.warnings[0].startswith("the institution 'Kiln Lane' was read from the file's properties")


@pytest.mark.parametrize(
    ("said", "words", "language"),
    [("zh-TW", "利率將會下降", "zh-Hant"), ("en-US", "利率将会下降", "zh-Hans"), ("zh-CN", "Rates fall.", "en")],
)
def test_the_language_is_the_one_said_where_the_text_can_be_in_it(said, words, language):
    note = read(word(p(words), prepare=lambda document: setattr(document.core_properties, "language", said)))

    assert note.language == language


def test_what_is_not_read_is_said():
    drawn = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
    chart = f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="C"/>{drawn}</wp:inline></w:drawing></w:r>'
    note = read(word(p("A", chart, chart), '<w:altChunk r:id="x"/>'))

    assert "2 charts and 1 part in another format in it are not read" in note.warnings


def test_a_long_document_without_pages_is_said():
    assert "counts as one page" in " ".join(read(word(*[p("word " * 100)] * 20)).warnings)
    assert "counts as one page" not in " ".join(read(word(*[p("word " * 100, FOUND)] * 20)).warnings)


def test_the_main_part_may_have_any_name():
    data = word(p("Elsewhere"))
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    related = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    moved = with_parts(
        without(data, "word/document.xml", "word/_rels/document.xml.rels"),
        {
            "word/main2.xml": body,
            "word/_rels/main2.xml.rels": related,
            "_rels/.rels": lambda old: old.replace("word/document.xml", "/word/main2.xml"),
            "[Content_Types].xml": lambda old: old.replace("/word/document.xml", "/word/main2.xml"),
        },
    )

    assert (reader.holds(moved), read(moved).text) == (True, "Elsewhere")


def test_a_strict_document_is_read():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = word(p("Rates ", gone("x"), "fall"))
    data = with_parts(usual, {"word/document.xml": lambda old: old.replace(NAMES["w"], strict)})

    assert read(data).text == "Rates fall"


def test_what_lies_outside_the_file_is_not_looked_at():
    kept = 'Id="x9" Type="a/attachedTemplate" TargetMode="External" Target="http://127.0.0.1:9/t.dotx"'
    outside = f"<Relationship {kept}/>"
    ends = "</Relationships>"
    parts = {"word/_rels/document.xml.rels": lambda old: old.replace(ends, outside + ends)}

    assert text(p("A"), parts=parts) == "A"


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BODY = f"<w:document {SPACES}><w:body>{{}}</w:body></w:document>".format
DEEP = "<w:sdt>" * 10_000 + "</w:sdt>" * 10_000


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (LAUGHS + BODY(p("&b;")), "has a document type"),
        ('<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + BODY(p("&a;")), "has a document type"),
        ("<!DOCTYPE w>" + BODY(p("a")), "has a document type"),
        (BODY(DEEP), "is nested too deeply"),
        (BODY("<w:p>"), "is not sound XML"),
        ("", "is not sound XML"),
        ("<html/>", "is not a Word document"),
        (BODY(""), "has no text that can be seen"),
        (BODY(p(run("x", "<w:vanish/>"))), "has no text that can be seen: 1 character of it is hidden and left out"),
    ],
)
def test_a_body_that_is_not_sound_is_refused_by_name(body, why):
    with pytest.raises(NoteError, match=why) as refused:
        read(word(parts={"word/document.xml": body}))

    assert str(refused.value).startswith("note.docx ")
    assert str(refused.value).endswith(".")


def test_nesting_that_the_parser_allows_is_read():
    nested = p("Deep")
    for _ in range(30):
        nested = table((cell(nested, "x"), "y"), ("z", "w"))
    links = "<w:smartTag>" * 200 + run("Low") + "</w:smartTag>" * 200

    assert "Deep" in text(nested)
    assert text(p(links)) == "Low"


def test_a_file_that_is_cut_short_is_refused():
    data = word(p("A"))

    for end in (10, len(data) // 2, len(data) - 10):
        assert not reader.holds(data[:end])
        with pytest.raises(NoteError, match=r"note\.docx is broken"):
            read(data[:end])


def test_a_zip_of_something_else_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert not reader.holds(file.getvalue())
    with pytest.raises(NoteError, match="is not a Word document: it has no part"):
        read(file.getvalue())


def test_two_parts_of_one_name_are_refused():
    """Which of them Word would show is anybody's guess."""
    data = io.BytesIO(word(p("A")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(data, "a") as archive:
            archive.writestr("word/Document.xml", BODY(p("B")))

    with pytest.raises(NoteError, match="two parts called"):
        read(data.getvalue())


def test_macros_are_refused():
    with pytest.raises(NoteError, match="holds macros"):
        read(with_parts(word(p("A")), {"word/vbaProject.bin": b"x"}))


def test_a_span_of_a_million_columns_takes_no_room():
    note = read(word(table((cell("a", looks='<w:gridSpan w:val="1000000"/>'), "b"), ("c", "d"))))

    assert len(note.text) < 1_000


def test_digits_above_and_below_the_line_are_no_part_of_the_number_before_them():
    above, below = ('<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>')
    marked = '<w:style w:type="character" w:styleId="Mark"><w:name w:val="Mark"/><w:rPr>' + above + "</w:rPr></w:style>"
    blocks = p(run("It is 3.2"), run("1", above), run("% of CO"), run("2", below), run(" and 5"), run("th", above))
    styled = p(run("It is 4.5"), run("2", '<w:rStyle w:val="Mark"/>'))

    assert read(word(blocks, styled, styles=marked)).text == "It is 3.2¹% of CO₂ and 5th\n\nIt is 4.5²"
