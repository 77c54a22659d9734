"""Passages and typed words -> Citation: an exact slice of the stored text, or a refusal."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from footnote.answer import Citation
from footnote.errors import NoteError
from footnote.text import Text
from knowledge.candidates import Candidate, candidates
from knowledge.fold import fold
from knowledge.gloss import asked_of
from knowledge.lexical import plain
from knowledge.library import Hit, Library
from knowledge.note import StoredNote
from knowledge.paragraphs import ENDS, HEADING
from knowledge.serving import likeness
from knowledge.words import Counted

ASKS_NUMBER = re.compile(
    r"\bhow (?!(?:do|does|did|is|are|was|were|can|could|should|would|will|to|has|have|had)\b)\w+"
    r"|\b(?:what|which year|when|percent(?:age)?|rate|level|size|gap|share|proportion|fraction|portion)\b"
    r"|多少|几|多大|多高|多久|多长|多快|差距|幅度|百分|比例|比重|占比|增速|增幅|跌幅|涨幅|%"
)
DIGIT = re.compile(r"\d|[一二三四五六七八九十百千]+[万亿成倍个]")
NUMBER_BONUS = 0.3
BREVITY, LONG = 0.05, 400  # of two that say as much, the shorter one is the better quote
UNFINISHED = 0.85  # a line that ends no sentence: a caption, a cell
HEADLINE = 0.6
SAYS = 0.25  # from this strength on a sentence says something of the question
PASSAGE = 0.25  # of what puts a sentence before others is how well its passage answers
BESIDE = 0.5  # what stands beside a sentence that says something counts half
WITHIN_REACH = 0.3  # what likeness of meaning may make up for in coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence that may answer, and how much of the question it covers, from 0 to 1."""

    citation: Citation
    coverage: float


def cite(
    library: Library, note_id: str, start: int, end: int, labels: frozenset[str], revision: str | None = None
) -> Citation:
    """The note's text from *start* to *end*, sliced again from the store."""
    note = library.note(note_id, labels, revision)
    if not 0 <= start < end <= len(note.text) or not note.text[start:end].strip():
        raise NoteError(
            Text(
                f"The note {note.title!r} has no text from {start} to {end}; it has {len(note.text)} characters.",
                f"研究笔记《{note.title}》没有第 {start} 至 {end} 个字符的文字，全文共 {len(note.text)} 个字符。",
            )
        )
    return _citation(note, start, end)


def find(
    library: Library,
    note_id: str,
    words: str,
    labels: frozenset[str],
    page: int | None = None,
    revision: str | None = None,
) -> Citation:
    """The one place of the note, or of that *page*, that reads like *words*: in any case, script, width or wrap."""
    note = library.note(note_id, labels, revision)
    within = next(((item.start, item.end) for item in note.pages if item.number == page), (0, len(note.text)))
    spans = fold(note.text).find(words, *within)
    if not spans:
        raise NoteError(
            Text(f"The note {note.title!r} does not say {words!r}.", f"研究笔记《{note.title}》里没有“{words}”。")
        )
    if len(spans) > 1:
        raise NoteError(
            Text(
                f"The note {note.title!r} says {words!r} in {len(spans)} places; quote more of the sentence.",
                f"研究笔记《{note.title}》有 {len(spans)} 处“{words}”，请引用更完整的句子。",
            )
        )
    return _citation(note, *spans[0])


def best_sentence(library: Library, hit: Hit, query: str, labels: frozenset[str]) -> Quote:
    """The sentence of *hit* that answers *query* best; whoever asks decides whether its coverage is enough."""
    return quotes(library, [hit], query, labels)[0]


def quotes(
    library: Library,
    hits: Sequence[Hit],
    query: str,
    labels: frozenset[str],
    about: Callable[[str], bool] = bool,
    *,
    only_prose: bool = False,
) -> list[Quote]:
    """The best sentence of each hit, the one that answers best first; only sentences that *about* accepts.

    Of a table that is asked for, the cell is quoted, or its row. A heading, a caption or any other row is quoted only
    where no sentence says anything of the question; with *only_prose* none of these nor the note's title is.
    """
    counted = library.counted(query, labels)
    notes = {name: library.note(name, labels) for name in dict.fromkeys(hit.note for hit in hits)}
    held = [each for hit in hits for each in candidates(counted, hit, notes[hit.note], about)]
    if only_prose:
        held = [each for each in held if each.prose and not each.titles]
    found = _strengths(library, counted, query, [each for each in held if each.prose or each.named])
    if not any(strength >= SAYS for strength, _ in found):
        found = _strengths(library, counted, query, held)
    ranked = [(_standing(strength, each) * _fitness(each, query), strength, each) for strength, each in found]
    ranked.sort(key=lambda found: -found[0])
    best = {each.hit.passage: (strength, each) for _, strength, each in reversed(ranked)}
    return [
        Quote(citation=_citation(notes[each.hit.note], *each.whole), coverage=round(strength, 4))
        for _, strength, each in ranked
        if best[each.hit.passage][1] is each
    ]


def _strengths(
    library: Library, counted: Counted, query: str, held: Sequence[Candidate]
) -> list[tuple[float, Candidate]]:
    """Each with its strength: coverage by words, and by likeness of meaning where the model can read both sides.

    Only sentences that likeness could still bring to the top are embedded: that is what takes the time.
    """
    embedder = library.embedder
    best = max((each.covered for each in held), default=0.0)
    found = {id(each): each.covered for each in held}
    for language in {each.hit.language for each in held}:
        question = asked_of(embedder, query, counted.concepts, language) if embedder else None
        if not embedder or not question:
            continue
        same = [each for each in held if each.hit.language == language]
        near = [each for each in same if each.covered >= best - WITHIN_REACH]
        cosines = likeness(embedder, question.text, [each.reads for each in near])
        if cosines is not None:
            found |= {id(each): question.blended(each.covered, 0.0) for each in same}
            near_by = zip(near, cosines, strict=True)
            found |= {id(each): question.blended(each.covered, float(cosine)) for each, cosine in near_by}
    return [(found[id(each)], each) for each in held]


def _standing(strength: float, candidate: Candidate) -> float:
    """What a candidate of this strength is worth where it stands: in its passage, under its title."""
    said = strength + (BESIDE * candidate.beside if candidate.covered else 0.0)
    return said + PASSAGE * (candidate.hit.score - said)


def _fitness(candidate: Candidate, query: str) -> float:
    """How fit a candidate is as an answer, whatever it speaks of."""
    text, start, words = candidate.hit.text, candidate.start, candidate.words
    wanted = ASKS_NUMBER.search(plain(query)) and DIGIT.search(plain(words))
    bonus = (1 + NUMBER_BONUS if wanted else 1.0) * (1 - BREVITY * min(1.0, len(words) / LONG))
    line = text[text.rfind("\n", 0, start) + 1 :].lstrip()
    if HEADING.match(line.split("\n", 1)[0]):
        return bonus * HEADLINE
    return bonus if ENDS.search(words) or (wanted and candidate.named) else bonus * UNFINISHED


def _citation(note: StoredNote, start: int, end: int) -> Citation:
    named = (table.cited(note.text, start, end) for table in note.tables if table.start <= start < table.end)
    return Citation(
        note=note.id,
        revision=note.revision,
        title=note.title,
        institution=note.institution,
        date=note.date,
        page=note.page_at(start),
        start=start,
        end=end,
        quote=note.text[start:end],
        cell=next(filter(None, named), None),
    )
