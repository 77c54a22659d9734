"""Another embedder comes to serve: only when it has read everything, at once, and whatever happens on the way."""

import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from made_notes import ALL, put
from made_vectors import EVERYTHING, Made, lost, made, stock, until

from footnote.errors import FootnoteError
from knowledge import reembed, seal
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.lock import writing
from knowledge.providers import EmbeddingError
from knowledge.reembed import AT_ONCE, PROBE
from knowledge.serving import missing

UNEMBEDDED = "it is found by its words alone for now"
ROOT = Path(__file__).parents[1]
WIDE = "wide dim=48"
KILLED = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from test_reembed import wanting
with wanting(Path({home!r})) as library:
    library.reembedding(watch=lambda done, of: print(done, flush=True)).run()
"""


class Wide(Made):
    """Another made-up embedder, which reads Chinese too, and remembers what it was given."""

    identity = WIDE

    def __init__(self):
        self.given, self.before, self.fails = [], lambda texts: None, 0

    def passages(self, texts):
        self.before(texts)
        if self.fails:
            self.fails -= 1
            raise EmbeddingError("wide does not answer.", wait=7)
        self.given += texts
        return np.stack([self.query(text) for text in texts]) if texts else np.empty((0, 48), np.float32)

    def query(self, text):
        row = np.concatenate([Made.query(self, text), Made.query(self, f"{text}.")[:16]])
        return (row / np.linalg.norm(row)).astype(np.float32)

    def covers(self, language):
        return True


def wanting(home, embedder=None, at_hand=Made, **how):
    """The library in *home*, for which another embedder is wanted than the one that made its vectors."""
    return Library(home, embedder or Wide(), Lexicon.of([]), at_hand=at_hand, **how)


def vectors(library):
    """How many vectors there are of each embedder."""
    with library.record.reading() as connection:
        return dict(connection.execute("SELECT embedder, COUNT(*) FROM vectors GROUP BY embedder"))


def lacking(library):
    with library.record.reading() as connection:
        return missing(connection, library.serving.configured)


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    """Two notes of 200 passages each, and a Chinese one, which whoever made their vectors read by its gloss."""
    home = tmp_path_factory.mktemp("before")
    with made(home, keeps=False) as library:
        stock(library, 2, 200)
        put(library, "铜价今天上涨。", path="/n/zh.md", title="铜")
        assert vectors(library) == {Made.identity: 401}
    return home


@pytest.fixture
def home(before, tmp_path):
    """A copy of it to change."""
    return Path(shutil.copytree(before, tmp_path / "home"))


def test_the_old_embedder_serves_until_the_new_one_has_read_everything(home):
    serving = []
    with wanting(home) as library:
        before = library.embedder.identity

        def watch(done, of):
            serving.append((done, of, library.embedder.identity, library.index.identity))

        done = library.reembedding(watch=watch).run()

        assert before == Made.identity
        assert [said[0] for said in serving] == [0, 128, 256, 384, 401]
        assert {said[1:] for said in serving} == {(401, Made.identity, Made.identity)}
        assert (library.embedder.identity, library.index.identity) == (WIDE, WIDE)
        assert (done.made, done.serves, done.before, done.dropped) == (401, WIDE, Made.identity, 401)
        assert vectors(library) == {WIDE: 401}
        assert lost(library, 20) == []


def test_another_process_follows_at_its_next_search(home):
    with wanting(home) as bot, wanting(home) as job:
        first = bot.search("copper 1 7 rose", labels=ALL, limit=1)[0]
        job.reembedding().run()
        then = bot.search("copper 1 7 rose", labels=ALL, limit=1)[0]

        assert (first.text, bot.index.identity) == (then.text, WIDE)
        assert len(bot.index.search(bot.embedder.query("x"), 500, EVERYTHING)) == 401


def test_without_the_old_model_notes_are_found_by_words_meanwhile(home):
    with wanting(home, at_hand=lambda: None) as library:
        assert (library.embedder, library.index) == (None, None)
        assert library.stats()["vectors"] == 0
        assert library.search("copper 1 7 rose", labels=ALL, limit=1)[0].text.endswith("Copper 1 7 rose.")

        library.reembedding().run()

        assert library.embedder.identity == WIDE


def test_the_first_embedder_too_serves_only_when_it_has_read_everything(tmp_path):
    with Library(tmp_path, lexicon=Lexicon.of([])) as library:
        stock(library, 1, 200)
    with wanting(tmp_path) as library:
        seen = []
        library.reembedding(watch=lambda done, of: seen.append(library.embedder)).run()

        assert seen == [None, None, None]
        assert library.embedder.identity == WIDE


def test_nothing_is_left_to_do_the_second_time(home):
    with wanting(home) as library:
        library.reembedding().run()
        library.serving.configured.given.clear()
        done = library.reembedding(watch=lambda *_: pytest.fail("there is nothing to do")).run()

        assert (done.made, done.before, done.dropped) == (0, WIDE, 0)
        assert library.serving.configured.given == []


def test_a_note_that_comes_in_meanwhile_is_found_before_and_after(home):
    came = []

    def comes(texts):
        if not came:
            with wanting(home) as other:
                came.append(put(other, "# Tin\n\nTin fell in the rain.", path="/n/tin.md", title="Tin").note)
                came.append(vectors(other)[Made.identity])

    with wanting(home) as library:
        library.serving.configured.before = comes
        library.reembedding().run()

        assert came[1] == 402  # by whoever served then
        assert vectors(library) == {WIDE: 402}
        assert library.search("tin fell", labels=ALL, limit=1)[0].note == came[0]


def test_of_a_note_that_is_retracted_meanwhile_no_vector_is_left(home):
    with wanting(home) as library:
        gone = next(note.id for note in library.notes(ALL) if note.title == "Copper 1")
        library.serving.configured.before = lambda texts: library.retract(gone)
        done = library.reembedding().run()

        assert done.serves == WIDE
        assert vectors(library) == {WIDE: 201}
        assert lacking(library) == 0


def test_a_provider_that_is_away_for_a_moment_is_waited_for(home):
    waited, said = [], []
    with wanting(home) as library:
        library.serving.configured.fails = 2
        done = library.reembedding(pause=waited.append, said=said.append).run()

        assert done.made == 401
        assert waited == [7, 7]
        assert said == ["wide does not answer. Trying again in 7 s."] * 2


def test_where_the_provider_stays_away_the_next_run_goes_on(home):
    with wanting(home) as library:
        wide = library.serving.configured

        def fails(texts):
            wide.fails = len(wide.given) // (2 * AT_ONCE)

        wide.before = fails
        with pytest.raises(EmbeddingError, match="wide does not answer"):
            library.reembedding(pause=lambda _: None).run()
        assert vectors(library) == {Made.identity: 401, WIDE: 2 * AT_ONCE}
        assert library.embedder.identity == Made.identity

        wide.before, wide.fails = lambda texts: None, 0
        wide.given.clear()
        library.reembedding().run()

        assert len(wide.given) == 401 - 2 * AT_ONCE
        assert library.embedder.identity == WIDE


def test_a_record_that_is_being_written_is_waited_for(home, monkeypatch):
    monkeypatch.setattr("knowledge.record.PATIENCE", 0.05)
    waited = []
    with wanting(home) as library:
        held = library.record.writing()

        def hold(texts):
            if not waited:
                held.__enter__()

        def pause(seconds):
            waited.append(seconds)
            held.__exit__(None, None, None)

        library.serving.configured.before = hold
        done = library.reembedding(pause=pause).run()

        assert (done.made, waited) == (401, [reembed.BUSY])
        assert len(library.serving.configured.given) == 401  # the model's work is not done again for it


def test_one_process_does_it_and_another_is_told_which(home):
    with wanting(home) as first, wanting(home) as second:
        faults = []

        def look(texts):
            with pytest.raises(FootnoteError) as caught:
                second.reembedding().run()
            faults.append(str(caught.value))

        first.serving.configured.before = look
        first.reembedding().run()

        assert faults[0].startswith("busy: the making of vectors has been running since ")
        assert second.reembedding().run().made == 0


def test_an_ingest_does_not_wait_for_it(home):
    """The writer's lock is not held, nor the record, while the model works."""
    working, go_on = threading.Event(), threading.Event()

    def work(texts):
        working.set()
        assert go_on.wait(30)

    with wanting(home) as library, wanting(home) as other:
        library.serving.configured.before = work
        job = threading.Thread(target=lambda: library.reembedding().run())
        job.start()
        assert working.wait(30)
        with writing(home, "ingest", wait=False):
            stored = put(other, "Tin fell.", path="/n/tin.md", title="Tin")
        go_on.set()
        job.join()

        assert stored.outcome == "added"
        assert vectors(library) == {WIDE: 402}


def test_a_kill_costs_no_more_than_a_batch(home, full):
    """Killed at any moment: the old embedder serves, what was stored stays, and the next run does the rest."""
    stored, script = 0, KILLED.format(tests=str(ROOT / "tests"), root=str(ROOT), home=str(home))
    for number in range(12 if full else 2):
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
            said = [int(process.stdout.readline() or 0) for _ in range(1 + number % 3)]
            time.sleep(number % 5 / 100)
            process.send_signal(signal.SIGKILL)
        with wanting(home) as library:
            assert vectors(library).get(WIDE, 0) >= stored + max(said)
            stored = vectors(library).get(WIDE, 0)
            assert stored % AT_ONCE in (0, 401 % AT_ONCE)  # whole batches
            assert (library.embedder.identity == WIDE) <= (lacking(library) == 0)
            assert library.search("copper 1 7 rose", labels=ALL, limit=1)[0].text.endswith("Copper 1 7 rose.")
    with wanting(home) as library:
        left = lacking(library)
        done = library.reembedding().run()

        assert done.made == left == len(library.serving.configured.given)
        assert vectors(library) == {WIDE: 401}
        assert library.health() == []


@pytest.mark.parametrize("at", ["after the switch", "while old vectors are deleted"])
def test_what_a_killed_process_left_of_the_old_vectors_goes_with_the_next_run(home, monkeypatch, at):
    monkeypatch.setattr(reembed, "DROPPED_AT_ONCE", 100)
    with wanting(home) as library:
        real, left = reembed.Reembedding._drop, {"after the switch": 401, "while old vectors are deleted": 301}[at]

        def dies(job, identity):
            if left == 301:
                with job.record.writing() as connection:
                    connection.execute("DELETE FROM vectors WHERE embedder = ? AND passage <= 100", (identity,))
            raise KeyboardInterrupt

        monkeypatch.setattr(reembed.Reembedding, "_drop", dies)
        with pytest.raises(KeyboardInterrupt):
            library.reembedding().run()
        assert vectors(library) == {Made.identity: left, WIDE: 401}
        monkeypatch.setattr(reembed.Reembedding, "_drop", real)

        assert library.reembedding().run().dropped == left
        assert vectors(library) == {WIDE: 401}


def test_the_way_back_is_the_same_way(home):
    with wanting(home) as library:
        library.reembedding().run()
    with made(home, keeps=False) as library:
        assert library.embedder is None  # the other model is not at hand
        library.reembedding().run()

        assert library.embedder.identity == Made.identity
        assert vectors(library) == {Made.identity: 401}


def test_chroma_follows_and_drops_the_old_collection(home):
    with wanting(home, index="chroma") as bot, wanting(home) as job:
        assert bot.index.settle() == "chroma"
        old = bot.index
        job.reembedding().run()
        until(lambda: bot.index is not old and bot.index.settle() == "chroma")

        assert bot.index._owner.chroma.count() == 401
        assert old._kept() is None
        assert lost(bot, 50) == []
    assert [seal.read(folder)["identity"] for folder in (home / "index").iterdir()] == [WIDE]


def test_only_what_changed_in_a_note_is_read_again(tmp_path):
    wide = Wide()
    with wanting(tmp_path, wide) as library:
        text = "\n\n".join(f"## Part {part}\n\nCopper {part} rose a little today." for part in range(30))
        put(library, text, title="Copper")
        first = len(wide.given)
        before = vectors(library)
        stored = put(library, text.replace("Copper 7 rose", "Copper 7 fell"), title="Copper")

        assert (stored.outcome, len(wide.given) - first) == ("replaced", 1)
        assert "Copper 7 fell" in wide.given[-1]
        assert vectors(library) == before
        assert lost(library, 1) == []


def test_a_vector_is_not_kept_for_a_passage_under_another_header(tmp_path):
    """The header is read with the passage: under another title it says something else."""
    wide = Wide()
    with wanting(tmp_path, wide) as library:
        put(library, "Copper rose.", title="Copper")
        put(library, "Copper rose.\n", title="Copper and tin")

        assert len(wide.given) == 2


def test_of_a_retracted_note_nothing_is_kept_to_be_used_again(tmp_path):
    wide = Wide()
    with wanting(tmp_path, wide) as library:
        library.retract(put(library, "Copper rose.", title="Copper").note)
        assert vectors(library) == {}
        put(library, "Copper rose.", title="Copper")

        assert len(wide.given) == 2


def test_a_note_is_stored_when_its_embedder_is_away(tmp_path):
    with wanting(tmp_path) as library:
        put(library, "Zinc rose.", path="/n/zinc.md", title="Zinc")
        library.serving.configured.fails = 9
        stored = put(library, "Copper rose.", title="Copper")

        assert stored.outcome == "added"
        assert stored.warnings == (
            f"{UNEMBEDDED}: wide does not answer; the next ingest, or `footnote library embed`, makes its vectors",
        )
        assert library.search("copper rose", labels=ALL, limit=1)[0].text == "Copper rose."
        assert vectors(library) == {WIDE: 1}

        library.serving.configured.fails = 1
        assert library.embed_missing() == 0
        assert library.embed_missing() == 1
        assert vectors(library) == {WIDE: 2}


def test_a_search_goes_by_words_where_the_embedder_does_not_answer(home, monkeypatch):
    with made(home, keeps=False) as library:
        monkeypatch.setattr(Made, "query", lambda *_: (_ for _ in ()).throw(EmbeddingError("away.")))

        assert library.search("copper 1 7 rose", labels=ALL, limit=1)[0].text.endswith("Copper 1 7 rose.")


def test_what_is_asked_first_is_nothing_of_a_note(home):
    asked = []

    def refuses(text):
        asked.append(text)
        raise EmbeddingError("no such model.", retry=False)

    with wanting(home) as library:
        library.serving.configured.query = refuses
        with pytest.raises(EmbeddingError, match="no such model"):
            library.reembedding().run()

        assert (asked, library.serving.configured.given) == ([PROBE], [])
        assert library.embedder.identity == Made.identity
