"""A provider's model as an embedder: what it is sent, what is believed of its answers, what is said when it fails."""

import math
from contextlib import ExitStack, closing

import numpy as np
import pytest
from fake_embeddings import KEY, vector

from footnote.settings import EMBEDDING_PROVIDERS
from knowledge import modelcards, provided, providers
from knowledge.provided import AT_ONCE, LONGEST, Provided, in_time
from knowledge.providers import PROVIDERS, ChangedModelError, EmbeddingError, RefusedTextError, stays

pytest_plugins = ("embedding_fixtures",)

SECRET = "Zirconium hoards were found."


@pytest.fixture
def named(impatient):
    """A model of that name, whose connections are closed in the end."""
    with ExitStack() as opened:

        def made(name, *more, provider="openai", **how):
            return opened.enter_context(closing(Provided(provider, name, *more, **how)))

        yield made


@pytest.fixture
def model(named):
    """A model of the service on loopback."""
    return named("text-embedding-3-small")


def test_each_text_gets_a_vector_of_length_one_in_its_place(model, embeddings):
    texts = [f"copper {number}" for number in range(AT_ONCE + 6)]

    rows = model.passages(texts)

    wanted = np.stack([vector(text, 16) / np.linalg.norm(vector(text, 16)) for text in texts])
    assert rows.dtype == np.float32
    assert np.allclose(rows, wanted, atol=1e-6)
    assert [len(asked["input"]) for _, _, asked in embeddings.requests] == [AT_ONCE, 6]
    assert model.passages([]).shape == (0, 16)


def test_words_are_sent_and_no_tokens(model, embeddings):
    """LangChain would cut a text into tokens with a table that it fetches from elsewhere."""
    model.passages(["copper"])

    assert embeddings.requests[0][2]["input"] == ["copper"]


def test_the_dimension_is_found_and_not_assumed(model, embeddings):
    before = model.identity
    model.query("copper")

    assert "dim=? " in before
    assert model.identity == "openai:text-embedding-3-small dim=16 prefix=none norm=l2 max=6000 characters"


def test_a_dimension_that_the_record_knows_is_not_asked_for(model, embeddings):
    model.query("copper")
    embeddings.requests.clear()
    seen = ["all-MiniLM dim=384 prefix=none", model.identity]

    assert Provided("openai", "text-embedding-3-small", seen=lambda: seen).identity == model.identity
    assert "dim=?" in Provided("openai", "text-embedding-3-large", seen=lambda: seen).identity
    assert embeddings.requests == []


@pytest.mark.parametrize(
    ("name", "rule", "query", "passage"),
    [
        ("intfloat/multilingual-e5-large", "e5", "query: tin", "passage: tin"),
        ("e5-mistral-7b-instruct", "e5-instruct", f"{modelcards.INSTRUCTS}tin", "tin"),
        ("nomic-embed-text:v1.5", "nomic", "search_query: tin", "search_document: tin"),
        ("bge-m3", "none", "tin", "tin"),
    ],
)
def test_a_model_sees_the_words_that_it_wants_before_a_text(named, embeddings, name, rule, query, passage):
    model = named(name)
    model.query("tin")
    model.passages(["tin"])

    assert embeddings.texts == [query, passage]
    assert f" prefix={rule} " in model.identity


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("text-embedding-3-large", "en zh"),
        ("bge-m3:latest", "en zh"),
        ("intfloat/multilingual-e5-small", "en zh"),
        ("bge-large-zh-v1.5", "zh"),
        ("all-minilm", "en"),
        ("our-own-deployment", "en"),
    ],
)
def test_only_a_model_that_is_known_to_read_chinese_is_given_chinese(name, reads):
    assert [code for code in ("en", "zh") if Provided("openai", name).covers(code)] == reads.split()


def test_the_operator_may_say_what_a_model_reads():
    assert Provided("openai", "our-own-deployment", ("en", "zh")).covers("zh")
    assert not Provided("openai", "bge-m3", ("zh",)).covers("en")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "refused the key; look at OPENAI_API_KEY"),
        (404, "is not known to the provider"),
        (429, "asks to wait"),
        (503, "failed (status 503)"),
    ],
)
def test_what_went_wrong_is_said_without_the_key_or_the_text(model, embeddings, caplog, status, said):
    embeddings.status = status

    with pytest.raises(EmbeddingError) as caught:
        model.passages([SECRET])

    assert said in str(caught.value)
    assert str(caught.value).startswith("openai:text-embedding-3-small ")
    told = f"{caught.value}{caught.value.text}{caplog.text}{caught.value.__cause__}"
    assert all(word not in told for word in (KEY, "Zirconium", "127.0.0.1"))


def test_one_that_is_away_is_said_to_be(model, embeddings):
    embeddings.close()

    with pytest.raises(EmbeddingError, match="openai:text-embedding-3-small does not answer"):
        model.query("copper")


def test_nobody_waits_longer_than_the_patience(model, embeddings, monkeypatch):
    monkeypatch.setattr(provided, "PATIENCE", 0.2)
    embeddings.go_on.clear()

    with pytest.raises(EmbeddingError, match="did not answer in time"):
        model.query("copper")


def test_what_fails_in_its_thread_fails_where_it_is_waited_for():
    with pytest.raises(ZeroDivisionError):
        in_time(lambda: 1 / 0, 5)

    assert in_time(lambda: None, 5) is None


def test_a_provider_that_failed_is_left_alone_for_a_while(model, embeddings, monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(provided.time, "monotonic", lambda: now[0])
    embeddings.status = 503
    for _ in range(3):
        with pytest.raises(EmbeddingError, match="status 503") as caught:
            model.query("copper")
    asked = len(embeddings.requests)
    embeddings.status = 200
    now[0] += caught.value.wait + 1

    assert asked == 1
    assert model.query("copper").shape == (16,)


def test_a_text_that_is_refused_goes_shortened_and_the_others_whole(model, embeddings):
    embeddings.refuses = lambda text: len(text) > 1600
    texts = ["tin", "lead " * 1000, "zinc", "gold"]

    rows = model.passages(texts)

    assert rows.shape == (4, 16)
    assert sorted(embeddings.texts, key=len)[:3] == ["tin", "zinc", "gold"]
    assert max(map(len, embeddings.texts)) == 1250
    assert np.allclose(rows[3], vector("gold", 16) / np.linalg.norm(vector("gold", 16)), atol=1e-6)


def test_a_text_that_is_refused_however_short_is_a_fault(model, embeddings):
    embeddings.refuses = lambda text: "gold" in text

    with pytest.raises(RefusedTextError, match="refused a text"):
        model.passages(["tin", "gold"])

    assert model.query("tin").shape == (16,)


def test_no_text_is_sent_that_is_longer_than_the_identity_says(model, embeddings):
    model.passages(["tin " * 5000])
    model.query("tin " * 5000)

    assert {len(text) for text in embeddings.texts} == {LONGEST}
    assert f"max={LONGEST} characters" in model.identity


@pytest.mark.parametrize(
    "rows",
    [[[1.0, 2.0]], [[0.0, 0.0], [1.0, 0.0]], [[math.nan, 1.0], [1.0, 0.0]], [[1.0], [1.0, 2.0]], [[], []]],
    ids=["too few", "all zeros", "no number", "of two lengths", "empty"],
)
def test_what_is_no_vector_is_not_believed(model, embeddings, rows):
    found = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(rows)]
    embeddings.answers = lambda asked: {"object": "list", "model": "m", "data": found, "usage": {}}

    with pytest.raises(EmbeddingError, match=r"gave (no vector for some|something else than vectors)"):
        model.passages(["tin", "lead"])


def test_another_model_under_the_same_name_is_noticed(model, embeddings):
    model.query("copper")
    embeddings.dimension = 24

    with pytest.raises(ChangedModelError, match="vectors of 24 numbers now"):
        model.passages(["copper"])

    assert "dim=24 " in model.identity
    assert model.passages(["copper"]).shape == (1, 24)


def test_a_package_that_is_missing_is_named_with_what_brings_it(monkeypatch):
    monkeypatch.setattr(providers, "find_spec", lambda name: None)

    with pytest.raises(EmbeddingError, match="langchain-ollama, which is not installed") as caught:
        Provided("ollama", "bge-m3").query("copper")

    assert "pip install 'footnote-desk[ollama]'" in str(caught.value)


def test_a_key_that_is_missing_is_named(embeddings, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")

    with pytest.raises(EmbeddingError, match="set OPENAI_API_KEY"):
        Provided("openai", "text-embedding-3-small").query("copper")

    assert embeddings.requests == []


def test_nobody_is_told_of_what_is_sent(monkeypatch):
    """LangSmith reads the environment, and an operator may have it set for something else."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGCHAIN_TRACING_V2", "true")
    from langsmith.utils import get_env_var, tracing_is_enabled

    get_env_var.cache_clear()
    try:
        assert tracing_is_enabled()
        assert not providers.untraced(tracing_is_enabled)
    finally:
        get_env_var.cache_clear()


def test_settings_know_every_provider():
    assert tuple(PROVIDERS) == EMBEDDING_PROVIDERS


def test_where_text_is_sent_is_said_without_name_and_password(named, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://desk:hunter2@127.0.0.1:8080/v1")

    assert named("text-embedding-3-small").address() == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://localhost:11434", True),
        ("http://127.8.0.1", True),
        ("http://[::1]:80", True),
        ("https://api.openai.com", False),
        ("http://localhost.example.com", False),
        ("http://10.0.0.1", False),
    ],
)
def test_only_loopback_is_this_machine(address, here):
    assert stays(address) is here
