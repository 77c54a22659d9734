"""Web pages: headings, tables, and text in boxes within boxes, as publishers nest it."""

from html import escape

from samples.documents.source import Block, Document, final

STYLE = "body { font-family: serif; color: #222; background: #fff } th { background: #14324f; color: #fff }"


def page(document: Document) -> bytes:
    """A whole HTML page, its title, author and date in the head."""
    return whole(document).encode()


def whole(document: Document) -> str:
    """The page as text; mails send it too."""
    about = {key: escape(value) for key, value in document.about.items()}
    body = "\n".join(element(document, block) for part in document.pages for block in part.blocks)
    if "nested" in document.forms:
        body = nested(body)
    return (
        f'<!DOCTYPE html>\n<html lang="{about["language"]}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{about["title"]}</title>\n<meta name="author" content="{about["author"]}">\n'
        f'<meta name="date" content="{about["date"]}">\n<meta property="og:site_name" '
        f'content="{about["institution"]}">\n<style>{STYLE}</style>\n</head>\n<body>\n<article>\n'
        f"<h1>{about['title']}</h1>\n"
        f'<p class="byline">{about["institution"]}, {about["author"]}, <time>{about["date"]}</time></p>\n'
        f"{body}\n</article>\n</body>\n</html>\n"
    )


def nested(body: str) -> str:
    """The text two columns and four boxes deep, with the list of links that stands beside it."""
    links = "<ul><li><a href='/research'>Research</a></li><li><a href='/about'>About</a></li></ul>"
    return (
        f"<nav>{links}</nav>\n<div class='page'><div class='row'><div class='column'>"
        f"<table role='presentation'><tr><td><div>\n{body}\n</div></td></tr></table></div></div></div>"
    )


def element(document: Document, block: Block) -> str:
    """One block as HTML; one word of each paragraph is set off, as editors like to do."""
    if block.kind == "heading":
        return f"<h2>{escape(block.lines[0])}</h2>"
    if block.kind == "text":
        words = escape(final(document.joined(block.lines)), quote=False)
        first, space, rest = words.partition(" ")
        return f"<p><strong>{first}</strong>{space}{rest}</p>" if space else f"<p>{words}</p>"
    head, *rows = block.rows
    lines = ["<table>"]
    if block.caption:
        lines.append(f"<caption>{escape(block.caption)}</caption>")
    lines.append("<thead><tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr></thead>\n<tbody>")
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "\n".join([*lines, "</tbody>", "</table>"])
