"""A workspace in memory: who is there, what was said, and what the app was seen to do. No network here."""

import itertools
import json
import threading
import time
from collections import defaultdict
from pathlib import Path

from fake_slack_records import (
    BOT_USER,
    SCOPE_OF_KIND,
    STATUS_SECONDS,
    TEAM,
    Channel,
    Message,
    User,
    bot_parts,
    with_ids,
)
from fake_slack_text import pings, typed


class World:
    """The workspace; every reader and writer holds its lock."""

    def __init__(self, manifest, scopes):
        self.manifest = json.loads(Path(manifest).read_text("utf-8"))
        granted = self.manifest["oauth_config"]["scopes"]["bot"] if scopes is None else scopes
        self.scopes = sorted(granted)
        self.lock = threading.RLock()
        self.users = {BOT_USER: User(BOT_USER, bot=True)}
        self.channels = {}
        self.messages, self.threads = defaultdict(dict), defaultdict(list)
        self.ephemerals, self.statuses, self.prompts, self.views, self.reactions = [], [], [], [], []
        self.triggers, self.response_urls = {}, {}
        self.files, self.tickets = {}, {}
        self.base = ""
        self.tell = lambda event, channel: None
        self._last = 0
        self._numbers = itertools.count(1)

    # ------------------------------------------------------------ names and times

    def number(self):
        """The next number, for ids."""
        return next(self._numbers)

    def ts(self):
        """A timestamp later than every one before it."""
        with self.lock:
            self._last = max(self._last + 1, time.time_ns() // 1000)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def trigger(self):
        """A trigger_id, good once and for three seconds."""
        made = f"{self.number()}.{time.time_ns() % 10**9}.{'f' * 8}"
        self.triggers[made] = {"at": time.monotonic(), "used": False}
        return made

    def response_url(self, **about):
        """An address on this server that answers one person's action, five times in half an hour."""
        key = f"{TEAM}/{self.number()}/{'r' * 24}"
        self.response_urls[key] = about | {"at": time.monotonic(), "uses": 0, "key": key, "said": None}
        return f"{self.base}/response/{key}"

    # ------------------------------------------------------------ who is there

    def user(self, id):
        """The user; somebody new is a plain member of the desk's workspace."""
        with self.lock:
            return self.users.setdefault(id, User(id))

    def dm(self, user):
        """The direct messages of *user* and the bot."""
        with self.lock:
            self.user(user)
            id = f"D{user.removeprefix('U')}"
            return self.channels.setdefault(id, Channel(id, "im", [user, BOT_USER]))

    def subscribed(self, event):
        """Whether the manifest asks for the event and has the scope it needs."""
        need = {"app_mention": "app_mentions:read"} | {
            f"message.{'channels' if kind == 'channel' else 'groups' if kind == 'group' else kind}": f"{scope}:history"
            for kind, scope in SCOPE_OF_KIND.items()
        }
        asked = self.manifest["settings"].get("event_subscriptions", {}).get("bot_events", [])
        return event in asked and (event not in need or need[event] in self.scopes)

    # ------------------------------------------------------------ what was said

    def find(self, channel, ts):
        """The message, or nothing."""
        return self.messages[channel].get(ts)

    def root(self, channel, ts):
        """The ts of the thread that the message at *ts* belongs to, or nothing when there is no such message."""
        message = self.find(channel, ts)
        return message and (message.thread_ts or message.ts)

    def replies(self, channel, ts):
        """The messages under *ts*, oldest first."""
        return list(self.threads[channel, ts])

    def keep(self, message):
        """The message, stored, and told to the app if it listens."""
        with self.lock:
            self.messages[message.channel][message.ts] = message
            if message.thread_ts:
                self.threads[message.channel, message.thread_ts].append(message)
            if message.bot:
                self.clear_status(message.channel, message.thread_ts)
        return message

    def forget(self, message):
        """Takes the message away."""
        with self.lock:
            del self.messages[message.channel][message.ts]
            if message.thread_ts:
                self.threads[message.channel, message.thread_ts].remove(message)

    def shown(self, message, *, metadata=False):
        """The message as events and history give it."""
        author = self.user(message.user)
        shown = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text, "team": author.team}
        if message.bot:
            shown |= bot_parts(self.manifest)
        elif not author.bot:
            shown |= {"client_msg_id": f"{message.ts}-client", "user_team": author.team, "source_team": author.team}
        if message.thread_ts:
            parent = self.find(message.channel, message.thread_ts)
            shown |= {"thread_ts": message.thread_ts, "parent_user_id": parent.user if parent else None}
        blocks = message.blocks if message.bot else [typed(message.text)]
        shown |= {"blocks": with_ids(blocks, message.ts)} if blocks else {}
        for name in ("attachments", "edited", "reactions"):
            shown |= {name: getattr(message, name)} if getattr(message, name) else {}
        shown |= {"metadata": message.metadata} if metadata and message.metadata else {}
        return shown | ({"subtype": "thread_broadcast"} if message.broadcast else {}) | message.extra

    def with_replies(self, message, *, metadata=False):
        """The message with the count of its thread, as history gives a root."""
        replies = self.replies(message.channel, message.ts)
        shown = self.shown(message, metadata=metadata)
        if not replies:
            return shown
        users = list(dict.fromkeys(reply.user for reply in replies))
        counted = {"reply_count": len(replies), "reply_users_count": len(users), "reply_users": users}
        return shown | counted | {"thread_ts": message.ts, "latest_reply": replies[-1].ts, "is_locked": False}

    def post(self, channel, text="", blocks=None, *, thread_ts=None, parse="none", **more):
        """A message of the app's own, stored and echoed to it as Slack does."""
        message = Message(channel, self.ts(), BOT_USER, text, blocks, thread_ts=thread_ts, bot=True, **more)
        message.pings = pings(text, blocks, parse)
        self.keep(message)
        self.tell(self.event(message), channel)
        return message

    def event(self, message, **over):
        """The message event for a message."""
        more = {"channel": message.channel, "event_ts": message.ts, "channel_type": self.channels[message.channel].kind}
        return self.shown(message) | more | over

    def changed(self, message, before, subtype="message_changed"):
        """The event for a message that was edited or deleted; *before* is how it was shown."""
        now = self.ts()
        about = {"deleted_ts": message.ts} if subtype == "message_deleted" else {"message": self.shown(message)}
        about |= {"previous_message": before, "channel": message.channel, "hidden": True, "ts": now, "event_ts": now}
        return {"type": "message", "subtype": subtype, "channel_type": self.channels[message.channel].kind} | about

    # ------------------------------------------------------------ what only one person sees

    def whisper(self, channel, user, text="", blocks=None, *, via, thread_ts=None):
        """A message only *user* sees."""
        with self.lock:
            made = {
                "id": len(self.ephemerals),
                "ts": self.ts(),
                "channel": channel,
                "user": user,
                "via": via,
                "thread_ts": thread_ts,
                "earlier": [],
                "deleted": False,
            }
            self.ephemerals.append(made | said(text, blocks))
            return self.ephemerals[-1]

    def replace(self, whispered, text, blocks):
        """The same ephemeral message with other words; the earlier ones are kept under ``earlier``."""
        with self.lock:
            whispered["earlier"].append({key: whispered[key] for key in ("text", "blocks", "pings", "posted_at")})
            whispered.update(said(text, blocks))
            return whispered

    def set_status(self, channel, thread_ts, status, loading):
        """A status in a thread, in place of the one before."""
        with self.lock:
            self.clear_status(channel, thread_ts)
            made = {"channel_id": channel, "thread_ts": thread_ts, "status": status, "loading_messages": loading}
            self.statuses.append(made | {"at": time.monotonic(), "cleared_at": None if status else time.monotonic()})

    def clear_status(self, channel, thread_ts):
        """Ends the thread's status, as a message from the app does."""
        for status in self.statuses:
            if (status["channel_id"], status["thread_ts"], status["cleared_at"]) == (channel, thread_ts, None):
                status["cleared_at"] = time.monotonic()

    def status(self, channel, thread_ts):
        """What the thread shows now: the status, or nothing once the app posted or two minutes went by."""
        for status in reversed(self.statuses):
            if (status["channel_id"], status["thread_ts"]) == (channel, thread_ts):
                over = status["cleared_at"] or time.monotonic() - status["at"] > STATUS_SECONDS
                return "" if over else status["status"]
        return ""


def said(text, blocks):
    """The changing part of an ephemeral message."""
    return {"text": text, "blocks": blocks, "pings": pings(text, blocks), "posted_at": time.monotonic()}
