"""What people do in the workspace, and the envelopes Slack makes of it."""

import secrets
import time

from fake_slack_call import Refused
from fake_slack_chat import say as answer_person
from fake_slack_records import (
    APP_ID,
    BOT_ID,
    BOT_USER,
    OTHER_TEAM,
    TEAM,
    Channel,
    Message,
    User,
    public,
    with_ids,
)
from fake_slack_socket import Delivery, repeated
from fake_slack_text import pings

VERIFICATION = "fake-verification-token"
NAME_OF_KIND = {"im": "directmessage", "group": "privategroup"}
SPOKEN_SUBTYPES = {None, "file_share", "thread_broadcast"}


class People:
    """The half of FakeSlack that acts for people; the other half is the server."""

    # ------------------------------------------------------------ who is there

    def add_user(self, id, *, guest=False, stranger=False, bot=False, team=None, deleted=False):
        """The id of a new user; a stranger is of another workspace."""
        home = team or (OTHER_TEAM if stranger else TEAM)
        self.world.users[id] = User(id, guest=guest, stranger=stranger, bot=bot, team=home, deleted=deleted)
        return id

    def add_channel(self, id, *, kind="channel", members=(), shared=False, bot=True, archived=False, name=None):
        """The id of a new conversation, with the bot in it unless *bot* is false."""
        for member in members:
            self.world.user(member)
        everyone = [*dict.fromkeys([*members, *([BOT_USER] if bot else [])])]
        made = Channel(id, kind, everyone, shared, archived, name or id.lower(), everyone[0] if everyone else "")
        self.world.channels[id] = made
        return id

    def dm(self, user):
        """The id of the direct messages of *user* and the bot."""
        return self.world.dm(user).id

    def join(self, user, channel):
        """Somebody comes in; the bot too, as BOT_USER."""
        self.world.user(user)
        if user not in self.world.channels[channel].members:
            self.world.channels[channel].members.append(user)

    def leave(self, user, channel):
        """Somebody goes out."""
        self.world.channels[channel].members.remove(user)

    # ------------------------------------------------------------ words

    def say(self, user, channel, text, *, thread_ts=None, deliver=True, **extra):
        """The ts of a message. *text* is as Slack sends it: ``<@U…>`` for a mention, ``&amp;`` for an ampersand.

        In a channel a mention gives an app_mention and a message event, two events with an id each. *extra* goes into
        the message: ``subtype="file_share"``, ``files=[…]``, ``bot_id=…``.
        """
        world = self.world
        with world.lock:
            self.enter(user, channel)
            message = Message(channel, world.ts(), user, text, thread_ts=thread_ts, extra=extra)
            message.pings = pings(text)
            world.keep(message)
            if deliver:
                self.tell_words(world.event(message), channel)
        return message.ts

    def enter(self, user, channel):
        """Makes sure the person may speak there: anybody joins an open channel by speaking."""
        self.world.user(user)
        found = self.world.channels[channel]
        if user not in found.members:
            if found.kind != "channel":
                raise ValueError(f"{user} is not in {channel}; members: {', '.join(found.members)}")
            found.members.append(user)

    def tell_words(self, event, channel):
        """Delivers the event of a message, and its app_mention twin."""
        kind = self.world.channels[channel].kind
        if f"<@{BOT_USER}" in event["text"] and kind != "im" and event.get("subtype") in SPOKEN_SUBTYPES:
            twin = {key: value for key, value in event.items() if key != "channel_type"}
            self.tell(twin | {"type": "app_mention"}, channel)
        self.tell(event, channel)

    def edit(self, user, channel, ts, text, *, deliver=True):
        """Other words in the message at *ts*: a message_changed event."""
        world = self.world
        with world.lock:
            message = self.at(channel, ts, user)
            before = world.shown(message)
            message.updates.append({"text": message.text, "blocks": message.blocks, "until": time.monotonic()})
            message.text, message.edited, message.pings = text, {"user": user, "ts": world.ts()}, pings(text)
            if deliver:
                self.tell(world.changed(message, before), channel)

    def unfurl(self, channel, ts):
        """A link's preview comes in: a message_changed that nobody's edit made."""
        world = self.world
        with world.lock:
            message = self.at(channel, ts)
            before = world.shown(message)
            message.attachments = [{"id": 1, "from_url": "https://example.com/", "fallback": "Example"}]
            self.tell(world.changed(message, before), channel)

    def delete(self, user, channel, ts, *, deliver=True):
        """The message at *ts* is gone: a message_deleted event."""
        world = self.world
        with world.lock:
            message = self.at(channel, ts, user)
            world.forget(message)
            if deliver:
                self.tell(world.changed(message, world.shown(message), "message_deleted"), channel)

    def at(self, channel, ts, user=None):
        """The message at *ts*, for somebody who is there."""
        if user not in (None, *self.world.channels[channel].members):
            raise ValueError(f"{user} is not in {channel}")
        message = self.world.find(channel, ts)
        if message is None:
            raise LookupError(f"no message at {ts} in {channel}; there are {', '.join(self.world.messages[channel])}")
        return message

    # ------------------------------------------------------------ commands, buttons, the Home tab

    def command(self, user, channel, command, text=""):
        """The delivery of a slash command."""
        known = [one["command"] for one in self.world.manifest["features"].get("slash_commands", [])]
        if command not in known or "commands" not in self.world.scopes:
            raise ValueError(f"{command} is not a command of this app; the manifest has {', '.join(known)}")
        self.enter(user, channel)
        url, about = self.answer_url(user, channel)
        payload = {
            "token": VERIFICATION,
            "team_id": TEAM,
            "team_domain": "desk",
            "channel_id": channel,
            "channel_name": self.name_of(channel),
            "user_id": user,
            "user_name": user.lower(),
            "command": command,
            "text": text,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": url,
            "trigger_id": self.trigger(user),
        }
        delivery = Delivery("slash_commands", payload)
        self.answers[delivery.envelope_id] = about
        self.send(delivery)
        return delivery

    def press(self, user, channel, ts, action_id, *, value=None):
        """The delivery of a press on a button, or of a choice from an overflow menu (*value*, or the first).

        *ts* names a message, or an ephemeral one by its ts or its place in ``ephemerals``.
        """
        if not self.world.manifest["settings"].get("interactivity", {}).get("is_enabled"):
            raise ValueError("the manifest has no interactivity")
        source, shown = self.pressed(channel, ts)
        block, part = self.element(shown["blocks"], action_id, value)
        url, about = self.answer_url(user, channel, thread_ts=shown.get("thread_ts"))
        about["said"] = source
        hidden = isinstance(source, dict)
        container = {"type": "message", "message_ts": shown["ts"], "channel_id": channel, "is_ephemeral": hidden}
        container |= {"thread_ts": shown["thread_ts"]} if shown.get("thread_ts") else {}
        payload = self.interaction("block_actions", user) | {
            "container": container,
            "channel": {"id": channel, "name": self.name_of(channel)},
            "state": {"values": {}},
            "response_url": url,
            "actions": [self.action(block, part, value)],
        }
        payload |= {} if hidden else {"message": shown}
        return self.deliver(payload, type="interactive")

    def pressed(self, channel, ts):
        """What is pressed, and how it is shown: a message of the app or an ephemeral one."""
        world = self.world
        for one in world.ephemerals:
            if ts in (one["id"], one["ts"]) and one["channel"] == channel:
                return one, {
                    "ts": one["ts"],
                    "thread_ts": one["thread_ts"],
                    "blocks": with_ids(one["blocks"], one["ts"]),
                }
        message = self.at(channel, ts)
        return message, {"blocks": [], "metadata": None} | world.shown(message, metadata=True)

    def element(self, blocks, action_id, value):
        """The block and the part of it that has the action_id and, for a button, the value."""
        found = []
        for block in blocks:
            held = block.get("elements", []) + ([block["accessory"]] if "accessory" in block else [])
            for part in held:
                found.append(part.get("action_id"))
                if part.get("action_id") == action_id and fits(part, value):
                    return block, part
        raise LookupError(f"nothing to press with action_id {action_id!r} and value {value!r}; there are {found}")

    def action(self, block, part, value):
        """The entry of a payload's actions."""
        about = {"type": part["type"], "action_id": part["action_id"], "block_id": block["block_id"]}
        about["action_ts"] = self.world.ts()
        if "options" in part:
            chosen = next(one for one in part["options"] if value in (None, one["value"]))
            return about | {"selected_option": chosen}
        return about | {key: part[key] for key in ("text", "value", "style") if key in part}

    def submit(self, user, view_id, values=None):
        """The delivery of a modal's submission with *values* by block_id and action_id."""
        view = next(one for one in self.world.views if one["id"] == view_id)
        view["state"] = {"values": values or {}}
        payload = self.interaction("view_submission", user) | {"view": public(view), "response_urls": []}
        return self.deliver(payload, type="interactive")

    def open_home(self, user, tab="messages"):
        """Somebody opens the app's own page: an app_home_opened event."""
        now = self.world.ts()
        event = {"type": "app_home_opened", "user": user, "channel": self.dm(user), "tab": tab, "event_ts": now}
        return self.tell(event, event["channel"])

    def interaction(self, kind, user):
        """What the payloads of all interactions have."""
        home = self.world.user(user).team
        return {
            "type": kind,
            "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": home},
            "api_app_id": APP_ID,
            "token": VERIFICATION,
            "trigger_id": self.trigger(user),
            "team": {"id": TEAM, "domain": "desk"},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def trigger(self, user):
        """A trigger_id of this person's."""
        made = self.world.trigger()
        self.world.triggers[made]["user"] = user
        return made

    def answer_url(self, user, channel, **more):
        """A response_url, and what Slack keeps about it."""
        url = self.world.response_url(user=user, channel=channel, **more)
        return url, self.world.response_urls[url.partition("/response/")[2]]

    def name_of(self, channel):
        """A conversation's name as payloads give it."""
        found = self.world.channels[channel]
        return NAME_OF_KIND.get(found.kind, found.name)

    # ------------------------------------------------------------ delivery

    def tell(self, event, channel=None):
        """The delivery of an event, or nothing when the app has not asked for such or is not there."""
        found = self.world.channels.get(channel)
        if not self.world.subscribed(name_of(event, found)) or (is_own(event) and not self.echo):
            return None
        if found and found.kind != "im" and BOT_USER not in found.members:
            return None
        return self.deliver(self.callback(event, found))

    def callback(self, event, channel=None, event_id=None):
        """The outer payload of an event."""
        id = event_id or f"Ev{secrets.token_hex(5).upper()}"
        who = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
        return {
            "token": VERIFICATION,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": id,
            "event_time": int(float(event.get("event_ts") or time.time())),
            "authorizations": [who | {"is_enterprise_install": False}],
            "is_ext_shared_channel": bool(channel and channel.shared),
            "event_context": f"4-{id}",
        }

    def deliver(self, payload, *, type="events_api", retry_attempt=0, event_id=None):  # noqa: A002
        """The delivery of a raw payload; a bare event is put into Slack's outer payload first."""
        if type == "events_api" and payload.get("type") != "event_callback":
            payload = self.callback(payload, self.world.channels.get(payload.get("channel")), event_id)
        elif event_id:
            payload = payload | {"event_id": event_id}
        delivery = Delivery(type, payload, payload.get("event_id"), retry_attempt)
        self.send(delivery)
        return delivery

    def redeliver(self, delivery):
        """The delivery of the same event in a new envelope, one attempt on."""
        again = repeated(delivery)
        self.send(again)
        return again

    def answered(self, delivery):
        """Takes what an acknowledgement says: words for the person who gave the command."""
        about = self.answers.pop(delivery.envelope_id, None)
        words = delivery.ack_payload
        if about and words:
            body = words if isinstance(words, dict) else {"text": str(words)}
            try:
                with self.world.lock:
                    answer_person(self.world, about, body, via="ack")
            except Refused as refusal:
                delivery.failed = refusal.body["error"]


def fits(part, value):
    """Whether the part has the value, as its own or among its options."""
    if value is None:
        return True
    return value in [one["value"] for one in part["options"]] if "options" in part else part.get("value") == value


def is_own(event):
    """Whether the event is about a message of the app."""
    about = event.get("message") or event.get("previous_message") or event
    return about.get("bot_id") == BOT_ID


def name_of(event, channel):
    """The name the manifest subscribes to the event by."""
    if event["type"] != "message" or channel is None:
        return event["type"]
    return "message." + {"channel": "channels", "group": "groups"}.get(channel.kind, channel.kind)
