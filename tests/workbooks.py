"""Workbooks as Excel leaves them: what openpyxl writes, and cells put into the XML that it would not write."""

import io
import re
import zipfile

import openpyxl


def workbook(*rows, formats=None, prepare=None):
    """The bytes of a workbook whose first sheet holds *rows*; *formats* are number formats by cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    if prepare is not None:
        prepare(book)
    return _bytes(book)


def _bytes(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_cell(data, cell, xml):
    """The workbook with *xml* in place of the first sheet's cell, as another program may have written it."""
    return with_part(
        data, "xl/worksheets/sheet1.xml", lambda part: re.sub(rf'<c r="{cell}"[^>]*?(/>|>.*?</c>)', xml, part, count=1)
    )


STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sharing(data, cell, words, head=""):
    """The workbook with *words* in a cell of the first sheet as Excel writes texts: once, in a part of their own."""
    data = with_cell(data, cell, f'<c r="{cell}" t="s"><v>0</v></c>')
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{STRINGS}"/></Types>'
    data = with_part(data, "[Content_Types].xml", lambda text: text.replace("</Types>", kind))
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'{head}<sst xmlns="{MAIN}"><si><t>{words}</t></si></sst>')
    return file.getvalue()


def with_part(data, name, changed):
    """The workbook with one of its parts *changed*."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, changed(part.decode()) if member == name else part)
    return file.getvalue()
