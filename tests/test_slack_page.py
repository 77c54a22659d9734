"""The Page button: the page of a quote as a picture in the thread, for those who may see its answer and its note."""

import io

import pytest
from made_notes import ALL
from PIL import Image

from bot import page
from footnote.errors import NoteError

pytest_plugins = ["slack_fixtures"]
pytestmark = pytest.mark.usefixtures("brisk")

ON_A_PDF = "What do the notes say about SPACs?"
ON_TEXT = "研报怎么说韩国出口"
STEPS = ("files.getUploadURLExternal", "upload", "files.completeUploadExternal")


def png():
    """A picture as small as they come."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(buffer, "PNG")
    return buffer.getvalue()


DRAWN = png()


@pytest.fixture
def drawing(monkeypatch):
    """What was drawn, in place of a process that draws."""
    asked = []

    def drawn(library, note, labels, number, start, end, limits):
        asked.append((note.id, labels, number, start, end))
        return DRAWN

    monkeypatch.setattr(page, "png", drawn)
    return asked


def answered(slack, text=ON_A_PDF, channel="C1"):
    ts = slack.say("U1", channel, f"<@{slack.bot_user}> {text}")
    return slack.wait_for(lambda: slack.posts(channel, thread_ts=ts), 40)[0]


def reference(answer):
    return answer["text"].split()[-1]


def buttons(answer):
    return [each["action_id"] for block in answer["blocks"] if block["type"] == "actions" for each in block["elements"]]


def pictures(slack, channel=None):
    """The posts that show a picture."""
    return [post for post in slack.posts(channel) if any(b["type"] == "image" for b in post.get("blocks") or ())]


def told(slack):
    return [one["text"] for one in slack.wait_for(lambda: slack.ephemerals, 40)]


def test_the_page_is_shown_in_the_thread_with_words_in_its_place(slack, serving, sample, drawing):
    answer = answered(slack)
    slack.press("U2", "C1", answer["ts"], "page")
    [post] = slack.wait_for(lambda: pictures(slack), 20)

    quoted = sample.ledger.get(reference(answer))["citations"][0]
    [block] = post["blocks"]
    assert post["thread_ts"] == answer["thread_ts"]
    assert block["alt_text"] == post["text"] == f"{quoted['title']}, page {quoted['page']}, with the quote highlighted"
    assert [file.content for file in slack.files] == [DRAWN]
    [(note, _, *place)] = drawing
    assert (note, place) == (quoted["note"], [quoted["page"], quoted["start"], quoted["end"]])


def test_a_note_kept_as_text_has_no_button(slack, serving):
    assert "page" in buttons(answered(slack))
    assert "page" not in buttons(answered(slack, ON_TEXT))


def test_whoever_may_not_see_the_answer_gets_no_page(slack, serving, drawing):
    answer = answered(slack)
    slack.add_user("UG", guest=True)
    slack.join("UG", "C1")
    slack.press("UG", "C1", answer["ts"], "page")

    assert told(slack)[0].startswith("There is no answer with the id")
    assert drawing == slack.files == []


def test_a_page_that_not_everybody_there_may_see_goes_to_the_one_who_pressed(slack, serve, drawing):
    with serve():
        answer = answered(slack)
    slack.add_user("UG", guest=True)
    slack.join("UG", "C1")
    direct = slack.dm("U1")
    with serve():
        slack.press("U1", "C1", answer["ts"], "page")
        slack.wait_for(lambda: pictures(slack, direct), 20)

    assert pictures(slack, "C1") == []
    assert told(slack) == ["The page is in your direct messages with me."]


def test_a_note_that_was_closed_since_the_answer_has_no_page_any_more(slack, serving, sample, drawing, monkeypatch):
    answer = answered(slack)
    note = sample.library.note

    def closed(name, labels, revision=None):
        if labels != frozenset(sample.rights.labels):
            raise NoteError(f"There is no note {name}.")
        return note(name, labels, revision)

    monkeypatch.setattr(sample.library, "note", closed)
    slack.press("U1", "C1", answer["ts"], "page")

    assert told(slack)[0].startswith("There is no note")
    assert drawing == slack.files == []


def test_a_page_that_cannot_be_drawn_is_one_sentence(slack, serving, monkeypatch):
    def refused(*_):
        raise NoteError("Page 2 cannot be drawn.")

    answer = answered(slack)
    monkeypatch.setattr(page, "png", refused)
    slack.press("U1", "C1", answer["ts"], "page")

    assert told(slack) == ["Page 2 cannot be drawn. / Page 2 cannot be drawn."]


@pytest.mark.parametrize(
    ("step", "error"), list(zip(STEPS, ("missing_scope", "413", "file_update_failed"), strict=True))
)
def test_a_picture_that_slack_refuses_is_one_line_with_what_to_type(slack, serving, drawing, one_of_many, step, error):
    one_of_many(step == "upload")
    answer = answered(slack)
    slack.fail(step, error, times=None)
    slack.press("U1", "C1", answer["ts"], "page")

    [sentence] = told(slack)
    assert sentence.startswith("The page of this quote could not be posted. In a terminal: footnote notes show ")
    assert sentence.endswith(f" --quote {reference(answer)}:q1 --picture page.png")


@pytest.mark.parametrize("step", [*STEPS, "chat.postMessage"])
@pytest.mark.parametrize("kind", ["500", "drop_after"])
def test_a_page_is_shown_once_whatever_fails_in_passing(slack, serving, drawing, one_of_many, step, kind):
    one_of_many((step, kind) == ("chat.postMessage", "drop_after"))
    slack.file_seconds = 1.0
    answer = answered(slack)
    slack.fail(step, kind)
    slack.press("U1", "C1", answer["ts"], "page")
    slack.wait_for(lambda: pictures(slack), 30)
    slack.wait_for(lambda: set(serving.inbox.counts()) <= {"done", "dead"}, 60)

    assert len(pictures(slack)) == 1
    assert slack.ephemerals == []


# ---------------------------------------------------------------- the page itself


def test_the_page_of_a_quote_of_the_sample_notes_is_a_picture(sample):
    [note] = [each for each in sample.library.notes(ALL) if each.path.endswith(".pdf")]
    note = sample.library.note(note.id, ALL)
    start = note.text.index("Bitcoin", note.pages[1].start)

    less, more = (page.png(sample.library, note, ALL, 2, start, start + length) for length in (7, 40))

    assert less[:8] == more[:8] == b"\x89PNG\r\n\x1a\n"
    assert less != more


def test_what_is_no_pdf_has_no_page_to_draw(sample):
    note = next(each for each in sample.library.notes(ALL) if each.path.endswith(".md"))

    with pytest.raises(NoteError, match=f"Note {note.id} was kept as text: there is no page to draw"):
        page.png(sample.library, sample.library.note(note.id, ALL), ALL, 1, 0, 5)
