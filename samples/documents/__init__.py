"""Invented research from invented houses, in every format a desk receives; two runs write the same bytes."""

import json
from dataclasses import asdict
from pathlib import Path

from samples.documents import mail, pdf, plain, sheet, web, word
from samples.documents.source import Document, Question, documents

__all__ = ["Document", "Question", "documents", "write"]

WRITERS = {
    ".pdf": pdf.file,
    ".docx": word.file,
    ".html": web.page,
    ".md": plain.markdown,
    ".txt": plain.text,
    ".eml": mail.file,
    ".xlsx": sheet.file,
}


def write(folder: Path) -> list[Question]:
    """Write every document and `questions.jsonl` into *folder*; the questions come back."""
    found, questions = documents()
    folder.mkdir(parents=True, exist_ok=True)
    for document in found:
        (folder / document.name).write_bytes(WRITERS[Path(document.name).suffix](document))
    lines = [json.dumps(asdict(question), ensure_ascii=False) for question in questions]
    (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return questions
