"""Every quote that leaves the library is the stored note's text at its offsets, whichever way it was come by."""

from hypothesis import given
from hypothesis import strategies as st
from made_notes import ALL

from footnote.answer import Question
from footnote.errors import NoteError
from knowledge import quote
from knowledge.fold import fold


def exact(library, citation):
    """Whether the citation is what the store holds, and says truly where."""
    note = library.note(citation.note, ALL, citation.revision)
    page = next(page for page in note.pages if page.number == citation.page)
    return citation.quote == note.text[citation.start : citation.end] and page.start <= citation.start < max(
        page.end, 1
    )


@given(data=st.data())
def test_any_span_of_any_note_is_cited_as_it_is_stored(sample, data):
    note = sample.library.note(data.draw(st.sampled_from(sample.library.notes(ALL))).id, ALL)
    start = data.draw(st.integers(0, len(note.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(note.text), start + 400)))

    try:
        cited = quote.cite(sample.library, note.id, start, end, ALL)
    except NoteError:
        assert not note.text[start:end].strip()
        return

    assert exact(sample.library, cited)


@given(data=st.data())
def test_any_words_of_any_note_are_found_where_they_stand(sample, data):
    note = sample.library.note(data.draw(st.sampled_from(sample.library.notes(ALL))).id, ALL)
    start = data.draw(st.integers(0, len(note.text) - 1))
    words = " ".join(note.text[start : start + data.draw(st.integers(4, 80))].upper().split())

    try:
        cited = quote.find(sample.library, note.id, words, ALL)
    except NoteError:
        assert len(fold(note.text).find(words)) != 1
        return

    assert exact(sample.library, cited)
    assert fold(cited.quote).text == fold(words).text.strip()


@given(data=st.data())
def test_whatever_is_asked_the_quotes_of_the_answer_are_exact(sample, data):
    note = sample.library.note(data.draw(st.sampled_from(sample.library.notes(ALL))).id, ALL)
    start = data.draw(st.integers(0, len(note.text) - 1))
    asked = f"what do the notes say about {' '.join(note.text[start : start + 60].split())}?"

    answer = sample.desk.answer(Question(text=asked))
    hits = sample.library.search(asked, labels=ALL)

    assert all(exact(sample.library, cited) for cited in answer.citations)
    found = quote.quotes(sample.library, hits, asked, ALL) if hits else []
    assert all(exact(sample.library, each.citation) for each in found)
    assert all(hit.text == note_text(sample, hit)[hit.start : hit.end] for hit in hits)


def note_text(sample, hit):
    return sample.library.note(hit.note, ALL).text
