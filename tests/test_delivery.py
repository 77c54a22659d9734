"""What an earlier process had to post is posted for those who read now, whatever kind of answer it is."""

from types import SimpleNamespace

import pytest

from bot.inbox import Entry, Request
from bot.slack.delivery import Delivery

PUBLIC = frozenset({"public"})


class AtOnce:
    """A pool that does a job when it is added."""

    def add(self, job, lane, *, owner="", after=0.0):
        job()
        return 0


def delivered(kind, label, audience):
    """What is posted of an answer that was kept before a restart, and what has to be answered anew."""
    shown = {"id": "a7f3k2mq", "kind": kind, "label": label, "language": "en", "headline": "DESK_GOLD is old."}
    posted, anew = [], []
    parts = SimpleNamespace(
        kept=lambda _: shown,
        readers=SimpleNamespace(audience=lambda _: audience),
        poster=SimpleNamespace(post=lambda *_, **__: posted.append(shown["headline"]) or "1.0"),
    )
    inbox = SimpleNamespace(mark=lambda *_, **__: None)
    request = Request(kind="message", key="k", user="U1", channel="C1")
    entry = Entry(id=1, request=request, state="answered", answer=shown["id"], found=True)

    Delivery(inbox, parts, AtOnce(), anew.append, lambda *_: None).take(entry, None)
    return posted, anew


@pytest.mark.parametrize("kind", ["answer", "ask", "refuse", "error"])
def test_what_the_least_cleared_reader_may_not_see_is_answered_anew(kind):
    posted, anew = delivered(kind, "restricted", PUBLIC | {"desk"})

    assert posted == []
    assert [entry.answer for entry in anew] == [None]


@pytest.mark.parametrize("kind", ["answer", "ask", "refuse", "error"])
def test_what_all_readers_may_see_is_posted(kind):
    posted, anew = delivered(kind, "desk", PUBLIC | {"desk"})

    assert posted == ["DESK_GOLD is old."]
    assert anew == []
