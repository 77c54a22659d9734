"""A Slack to test against: a workspace with its Web API and its Socket Mode on a free port of this machine.

It judges on its own, from Slack's reference and from what was measured of Slack:

    fake_slack_world    who is there and what was said          fake_slack_api     the Web API; chat and rooms beside it
    fake_slack_people   what people do, and the envelopes       fake_slack_blocks  what Block Kit refuses
    fake_slack_socket   sockets, acknowledgements, retries      fake_slack_http    the server and planned misfortunes
    fake_slack_files    uploads, kept or shared

    with FakeSlack() as slack:
        desk = slack.add_channel("C1", members=["U1"])
        ...start the app with slack.environment()...
        ts = slack.say("U1", desk, f"<@{slack.bot_user}> what is the gap?")
        slack.wait_for(lambda: slack.posts(desk, thread_ts=ts))
"""

import threading
import time

from fake_slack_call import Limits
from fake_slack_http import Call, Fault, Server
from fake_slack_people import People
from fake_slack_records import APP_ID, BOT_ID, BOT_USER, ROOT, TEAM
from fake_slack_socket import CUTS, Delivery
from fake_slack_world import World

__all__ = ["Call", "Delivery", "FakeSlack"]

SHOWN_LAST = 8


class FakeSlack(People, Server):
    """A Slack workspace on 127.0.0.1, with one app in it: ours."""

    bot_token, app_token, signing_secret = "xoxb-fake-bot", "xapp-1-fake-app", "fake-signing-secret"
    bot_user, bot_id, app_id, team = BOT_USER, BOT_ID, APP_ID, TEAM

    def __init__(
        self,
        *,
        manifest=ROOT / "manifest.json",
        scopes=None,
        ack_within=3.0,
        retry_delays=(0.0, 60.0, 300.0),
        rate_limits=True,
        echo=True,
        file_seconds=0.3,
    ):
        """A workspace for the app of *manifest*; *echo* tells the app of its own messages, as Slack does.

        A file can be shown, and stands where it was shared, *file_seconds* after its upload has ended.
        """
        self.world = World(manifest, scopes)
        self.world.tell = self.tell
        self.ack_within, self.retry_delays = ack_within, retry_delays
        self.rate_limits, self.echo, self.file_seconds = rate_limits, echo, file_seconds
        self.limits, self.faults, self.fault_lock = Limits(), [], threading.Lock()
        self.calls_seen, self.answers, self.bugs = [], {}, []
        self.thread = self.loop = self.runner = self.sockets_of_app = None
        self.port = 0

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, *_):
        self.stop()
        if self.bugs and kind is None:
            raise AssertionError("the fake Slack has bugs:\n" + "\n".join(self.bugs))

    # ------------------------------------------------------------ where it is

    @property
    def api_url(self):
        """The base address of the Web API, with its slash at the end."""
        return f"{self.world.base}/api/"

    def environment(self):
        """What the app reads of its environment."""
        return {
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
            "SLACK_API_URL": self.api_url,
        }

    # ------------------------------------------------------------ what it saw

    def posts(self, channel=None, thread_ts=None):
        """The app's messages, oldest first: all, those of a channel, or those under a thread's root."""
        with self.world.lock:
            kept = self.world.messages if channel is None else {channel: self.world.messages[channel]}
            found = [one.post() for some in kept.values() for one in some.values() if one.bot]
        chosen = [post for post in found if thread_ts is None or post["thread_ts"] == thread_ts]
        return sorted(chosen, key=lambda post: post["ts"])

    @property
    def calls(self):
        """Every request, in the order they came."""
        return list(self.calls_seen)

    def calls_of(self, method):
        """The requests of one method."""
        return [call for call in self.calls_seen if call.method == method]

    @property
    def deliveries(self):
        """Every envelope, retries too, in the order they were made."""
        return list(self.sockets_of_app.deliveries)

    def deliveries_of(self, ts):
        """The envelopes about the message at *ts*, retries too."""
        return [one for one in self.deliveries if ts_of(one.payload.get("event", {})) == ts]

    @property
    def stray_acks(self):
        """Acknowledgements of envelopes that were never sent."""
        return list(self.sockets_of_app.stray)

    @property
    def statuses(self):
        """The statuses that were set; ``cleared_at`` is None while one is up."""
        return self.copies(self.world.statuses)

    def status(self, channel, thread_ts):
        """What the thread shows now, or nothing."""
        with self.world.lock:
            return self.world.status(channel, thread_ts)

    @property
    def prompts(self):
        """The suggested prompts that were set; ``shown`` is false when Slack said ok and showed nothing."""
        return self.copies(self.world.prompts)

    @property
    def views(self):
        """The views that were opened, pushed or published, each as it is now."""
        return self.copies(self.world.views)

    @property
    def files(self):
        """The files that were announced, oldest first, with the bytes that came and where they were shared."""
        with self.world.lock:
            return list(self.world.files.values())

    @property
    def ephemerals(self):
        """The messages only one person sees, each as it is now; earlier words are under ``earlier``."""
        return [one for one in self.copies(self.world.ephemerals) if not one["deleted"]]

    def copies(self, kept):
        """The records as they are now."""
        with self.world.lock:
            return [dict(one) for one in kept]

    def wait_for(self, condition, timeout=10.0):
        """What *condition* returned once it was true; AssertionError with what was seen if it never was."""
        end = time.monotonic() + timeout
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"not within {timeout} s; Slack saw:\n{self.seen()}")
            time.sleep(0.01)

    def seen(self):
        """The last of everything, to read in a failed test."""
        calls = [f"{call.method} -> {call.status} {call.error or ''} {call.fault or ''}" for call in self.calls]
        sent = [f"{one.type} {one.event_id} #{one.retry_attempt} acked={one.acked}" for one in self.deliveries]
        posts = [f"{post['channel']} {post['thread_ts']} {post['text'][:80]!r}" for post in self.posts()]
        lines = [f"sockets: {self.sockets} open, {len(self.connected_at)} ever"]
        for name, all_of in (("calls", calls), ("deliveries", sent), ("posts", posts)):
            lines += [f"{name}: {len(all_of)}", *(f"  {line}" for line in all_of[-SHOWN_LAST:])]
        return "\n".join(lines)

    # ------------------------------------------------------------ misfortunes

    def fail(self, method, kind, *, times=1, when=None, **how):
        """Plans a fault for the next *times* calls of *method* (None: for good), those *when* says yes to.

        kind: "429" (retry_after=), another status, "drop" (nothing done, no reply), "drop_after" (done, no reply),
        "slow" (seconds=, then done), "html" (200, not JSON), or the name of a Slack error, with *how* in the reply.
        method may be "response_url", "upload" for the bytes of a file, or "*" for all.
        """
        with self.fault_lock:
            self.faults.append(Fault(method, str(kind), times, when, how))

    def clear_faults(self):
        """Forgets the planned faults."""
        with self.fault_lock:
            self.faults.clear()

    def cut(self, how):
        """Ends every live socket: abort, close, goodbye, freeze or disconnect."""
        if how not in CUTS:
            raise ValueError(f"{how!r}: use one of {', '.join(CUTS)}")
        self.on_loop(self.sockets_of_app.cut(how))

    def refuse_sockets(self, on):
        """Refuses new sockets until it is called with false."""
        self.sockets_of_app.refusing = on

    def farewells(self, *reasons):
        """Sends all of *reasons* when it is next cut by ``disconnect``."""
        self.sockets_of_app.farewells = reasons

    def unwelcome(self, reason):
        """Ends each new socket with a farewell for *reason* as soon as it has been greeted; None: no more."""
        self.sockets_of_app.unwelcome = reason

    def send(self, delivery):
        """Puts a delivery on its way."""
        self.sockets_of_app.send(delivery)

    @property
    def sockets(self):
        """How many sockets may get envelopes now."""
        return len(self.sockets_of_app.live())

    @property
    def connected_at(self):
        """When each socket opened, by the monotonic clock."""
        return list(self.sockets_of_app.connected_at)


def ts_of(event):
    """The ts of the message an event is about."""
    return event.get("deleted_ts") or event.get("message", event).get("ts")
