"""Who reads an answer in Slack, and what all of them may see."""

import pytest

from bot.inbox import Request
from bot.slack.client import client, identify
from bot.slack.readers import KEPT_FOR, Readers
from footnote.errors import SourceError
from knowledge.rights import Rights

pytest_plugins = ["slack_fixtures"]

RIGHTS = Rights.of({"people": {"UBOSS": "closed"}})
PUBLIC, DESK, ALL = ({"public"}, {"public", "desk"}, {"public", "desk", "restricted", "closed"})


@pytest.fixture
def now():
    return [0.0]


@pytest.fixture
def readers(slack, configured, now):
    slack.add_user("UBOSS")
    slack.add_user("UGUEST", guest=True)
    slack.add_user("USTRANGER", stranger=True)
    slack.add_user("UBOT", bot=True)
    web = client(configured())
    return Readers(web, identify(web), RIGHTS, clock=lambda: now[0])


def asked(user, channel, **more):
    return Request(kind="question", key="k", user=user, channel=channel, **more)


@pytest.mark.parametrize(
    ("user", "labels"),
    [("U1", DESK), ("UBOSS", ALL), ("UGUEST", PUBLIC), ("USTRANGER", PUBLIC), ("UBOT", PUBLIC), ("UNOBODY", PUBLIC)],
)
def test_alone_everybody_sees_their_own(readers, user, labels):
    assert readers.audience(asked(user, "D1")) == labels


@pytest.mark.parametrize(("user", "labels"), [("U1", DESK), ("UBOSS", DESK), ("UGUEST", PUBLIC)])
def test_in_a_channel_nobody_gets_more_than_any_member(readers, user, labels):
    assert readers.audience(asked(user, "C1", outside=False)) == labels


@pytest.mark.parametrize(
    ("member", "labels"), [("U2", DESK), ("UGUEST", PUBLIC), ("USTRANGER", PUBLIC), ("UBOT", DESK)]
)
def test_the_least_cleared_reader_of_a_channel_decides(slack, readers, member, labels):
    slack.add_channel("CX", kind="group", members=["U1", member])

    assert readers.audience(asked("U1", "CX", outside=False)) == labels


def test_the_members_of_a_large_channel_are_asked_for_at_once(slack, readers, now):
    """Also when what was known of them is too old."""
    people = [slack.add_user(f"UM{number}") for number in range(40)]
    slack.add_channel("CX", members=people)

    assert readers.audience(asked("UM1", "CX", outside=False)) == DESK
    now[0] = KEPT_FOR + 1
    assert readers.audience(asked("UM1", "CX", outside=False)) == DESK
    assert len(slack.calls_of("users.info")) <= 4


def test_while_the_members_are_not_said_nothing_is_shown(slack, readers):
    slack.fail("conversations.members", "internal_error", times=None)

    with pytest.raises(SourceError, match="who reads along"):
        readers.audience(asked("U1", "C1", outside=False))


def test_where_other_firms_read_nobody_gets_more_than_they(readers):
    assert readers.audience(asked("UBOSS", "C1", outside=True)) == PUBLIC


@pytest.mark.parametrize(("shared", "labels"), [(True, PUBLIC), (False, DESK)])
def test_whether_other_firms_read_is_asked_where_it_was_not_said(slack, readers, shared, labels):
    slack.add_channel("CX", members=["U1"], shared=shared)

    assert readers.audience(asked("U1", "CX")) == labels


def test_a_channel_that_slack_does_not_know_counts_as_shared(readers):
    assert readers.audience(asked("U1", "CNONE")) == PUBLIC


def test_a_command_is_read_by_whoever_typed_it(readers):
    assert readers.audience(asked("UBOSS", "C1", extra={"response_url": "http://127.0.0.1/x"})) == ALL


def test_programs_are_known(readers):
    assert (readers.is_bot("UBOT"), readers.is_bot("U1")) == (True, False)


def test_while_slack_does_not_say_nothing_is_shown(slack, readers):
    slack.fail("users.info", "500", times=None)

    with pytest.raises(SourceError, match="Slack does not say"):
        readers.audience(asked("U1", "D1"))


def test_slacks_word_is_kept_for_five_minutes_and_no_longer(slack, readers, now):
    readers.asker("U1")
    now[0] = KEPT_FOR - 1
    readers.asker("U1")
    once = len(slack.calls_of("users.info"))
    slack.add_user("U1", guest=True)
    now[0] = KEPT_FOR + 1

    assert once == 1
    assert readers.asker("U1") == PUBLIC
