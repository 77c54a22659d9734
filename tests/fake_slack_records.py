"""What a workspace keeps: people, conversations, messages, and how Slack shows each."""

import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEAM, OTHER_TEAM = "T0DESK", "T0STRANGE"
BOT_USER, BOT_ID, APP_ID = "U0FOOTNOTE", "B0FOOTNOTE", "A0FOOTNOTE"
SCOPE_OF_KIND = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
STATUS_SECONDS = 120


@dataclass
class User:
    """Somebody Slack knows."""

    id: str
    guest: bool = False
    stranger: bool = False
    bot: bool = False
    team: str = TEAM
    deleted: bool = False

    def shown(self):
        """The user object of users.info."""
        name = self.id.lower()
        return {
            "id": self.id,
            "team_id": self.team,
            "name": name,
            "real_name": name.title(),
            "deleted": self.deleted,
            "is_bot": self.bot,
            "is_app_user": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_stranger": self.stranger,
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "tz": "Europe/London",
            "tz_offset": 0,
            "updated": 1_700_000_000,
            "profile": {"real_name": name.title(), "display_name": name, "team": self.team},
        }


@dataclass
class Channel:
    """A conversation: channel, group (private), mpim or im."""

    id: str
    kind: str
    members: list[str] = field(default_factory=list)
    shared: bool = False
    archived: bool = False
    name: str = ""
    creator: str = ""

    def shown(self):
        """The conversation object of conversations.info."""
        common = {"id": self.id, "created": 1_700_000_000, "is_archived": self.archived, "is_im": self.kind == "im"}
        if self.kind == "im":
            return common | {"user": next(member for member in self.members if member != BOT_USER), "is_open": True}
        return common | {
            "name": self.name,
            "creator": self.creator,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "channel",
            "is_member": BOT_USER in self.members,
            "is_ext_shared": self.shared,
            "is_shared": self.shared,
            "is_org_shared": False,
            "is_general": False,
        }


@dataclass
class Message:
    """One message as kept. *blocks* are as they were sent; Slack's own block_ids are added when it is shown."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list | None = None
    attachments: list | None = None
    thread_ts: str | None = None
    metadata: dict | None = None
    bot: bool = False
    broadcast: bool = False
    edited: dict | None = None
    pings: list[str] = field(default_factory=list)
    updates: list[dict] = field(default_factory=list)
    reactions: list[dict] = field(default_factory=list)
    extra: dict = field(default_factory=dict)
    posted_at: float = field(default_factory=time.monotonic)

    def post(self):
        """What a test looks at."""
        names = (
            "channel",
            "ts",
            "user",
            "text",
            "blocks",
            "attachments",
            "thread_ts",
            "metadata",
            "edited",
            "posted_at",
        )
        return {name: getattr(self, name) for name in names} | {
            "files": list(self.extra.get("files", ())),
            "pings": list(self.pings),
            "updates": list(self.updates),
            "reactions": list(self.reactions),
            "broadcast": self.broadcast,
        }


@dataclass
class File:
    """A file of the app's: announced, then uploaded, then completed, and ready once Slack has looked through it."""

    id: str
    name: str
    length: int
    alt: str = ""
    title: str = ""
    content: bytes | None = None
    completed_at: float | None = None
    ready_at: float | None = None
    shares: list[tuple] = field(default_factory=list)

    def shown(self):
        """The file object of a message."""
        kinds = {"name": self.name, "title": self.title, "size": self.length, "mode": "hosted"}
        return {"id": self.id, "user": BOT_USER, "is_public": False} | kinds


def with_ids(blocks, ts):
    """Blocks as Slack gives them back: each has a block_id, each pressable part an action_id."""
    return [
        {"block_id": f"b{place}{ts[-4:]}"} | block | {key: parts(block[key]) for key in HOLDERS if key in block}
        for place, block in enumerate(blocks or ())
    ]


HOLDERS = ("elements", "accessory")
PRESSED = ("button", "overflow", "static_select", "feedback_buttons", "icon_button")


def parts(held):
    """The parts of a block, each pressable one with an action_id."""
    if isinstance(held, list):
        return [
            parts(part) | ({"action_id": f"a{place}"} | part if pressable(part) else {})
            for place, part in enumerate(held)
        ]
    return {"action_id": "a0"} | held if pressable(held) else held


def pressable(part):
    """Whether a person can press it."""
    return isinstance(part, dict) and part.get("type") in PRESSED


def bot_parts(manifest):
    """What a message of the app has and a person's has not."""
    name = manifest["display_information"]["name"]
    profile = {"id": BOT_ID, "app_id": APP_ID, "name": name, "user_id": BOT_USER, "deleted": False, "team_id": TEAM}
    return {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": profile}


def public(view):
    """The view without what only tests see."""
    return {key: value for key, value in view.items() if key not in {"updates", "user"}}
