"""What is picked up after a break, and what is left alone."""

pytest_plugins = ["slack_fixtures"]

GAP = "What is the fund-flow gap between expansion and stagnation assets?"


def ended(slack, serving):
    slack.wait_for(lambda: set(serving.inbox.counts()) <= {"done", "dead"}, 60)


def heard(slack, bot):
    """Waits until the bot has noted that it hears Slack."""
    slack.wait_for(bot.inbox.heard)


def missed(slack, bot):
    """Cuts the connection and waits for what the bot then picks up."""
    slack.cut("abort")
    marker = slack.say("U2", slack.dm("U2"), GAP, deliver=False)
    slack.wait_for(lambda: slack.posts(slack.dm("U2"), thread_ts=marker), 30)
    ended(slack, bot)


def test_talk_from_before_we_were_asked_stays_theirs(slack, serving):
    root = slack.say("U1", "C1", "the gap looks wrong to me")
    slack.say("U2", "C1", "which gap do you mean?", thread_ts=root)
    slack.say("U1", "C1", "what are flows into gold?", thread_ts=root)
    heard(slack, serving)
    slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}", thread_ts=root)
    slack.wait_for(lambda: slack.posts("C1", thread_ts=root))
    missed(slack, serving)

    assert len(slack.posts("C1", thread_ts=root)) == 1


def test_one_place_that_fails_does_not_hold_up_the_others(slack, serve):
    with serve() as bot:
        heard(slack, bot)
    for name in ("CA", "CB"):
        slack.add_channel(name, members=["U1"])
    slack.fail("conversations.history", "internal_error", times=None, when=lambda given: given["channel"] == "CA")
    ts = slack.say("U1", "CB", f"<@{slack.bot_user}> {GAP}", deliver=False)
    with serve():
        slack.wait_for(lambda: slack.posts("CB", thread_ts=ts), 20)


def test_a_place_that_failed_is_read_again(slack, serve, monkeypatch):
    monkeypatch.setattr("bot.slack.serve.BEAT", 0.5)
    with serve() as bot:
        heard(slack, bot)
    slack.fail("conversations.history", "internal_error", when=lambda given: given["channel"] == "C1")
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}", deliver=False)
    with serve():
        slack.wait_for(lambda: slack.posts("C1", thread_ts=ts), 20)


def test_a_clock_that_was_ahead_loses_nothing(slack, serve):
    with serve() as bot:
        heard(slack, bot)
        real, bot.inbox._clock = bot.inbox._clock, lambda: 4_000_000_000.0
        bot.inbox.beat()
        bot.inbox._clock = real
    ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}", deliver=False)
    with serve():
        slack.wait_for(lambda: slack.posts("C1", thread_ts=ts), 20)


def test_a_first_start_answers_nothing_of_the_past(slack, serve):
    slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}", deliver=False)
    with serve() as bot:
        heard(slack, bot)
        ended(slack, bot)

    assert slack.posts() == []


def test_what_could_not_be_written_down_is_read_from_history(slack, serve, monkeypatch):
    """Slack gives up after a few deliveries; the disk may be full for longer."""
    slack.ack_within, slack.retry_delays = 0.3, ()
    with serve() as bot:
        heard(slack, bot)
        monkeypatch.setattr(bot.inbox, "_written", lambda request: (_ for _ in ()).throw(OSError("disk full")))
        ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
        slack.wait_for(lambda: all(each.failed for each in slack.deliveries_of(ts)))
        monkeypatch.undo()
        slack.wait_for(lambda: slack.posts("C1", thread_ts=ts), 40)


def test_rights_are_looked_at_again_when_an_answer_is_posted_late(slack, serve):
    """Answered for members; by the time it is posted, people of another firm read the channel."""
    slack.fail("chat.postMessage", "token_revoked", times=None)
    with serve() as bot:
        ts = slack.say("U1", "C1", f"<@{slack.bot_user}> {GAP}")
        slack.wait_for(lambda: slack.calls_of("chat.postMessage"))
        slack.wait_for(lambda: set(bot.inbox.counts()) == {"posting"})
    slack.add_channel("C1", members=["U1", "U2"], shared=True)
    slack.clear_faults()
    with serve():
        [post] = slack.wait_for(lambda: slack.posts("C1", thread_ts=ts), 20)

    assert "1.3tn" not in post["text"]
