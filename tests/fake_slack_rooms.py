"""The methods about conversations and people: who is there, and what was said."""

from fake_slack_call import Refused, channel_for, check_scope, flag, method, page
from fake_slack_records import BOT_USER, SCOPE_OF_KIND, Channel

KIND_OF_TYPE = {"public_channel": "channel", "private_channel": "group", "mpim": "mpim", "im": "im"}
WINDOW = "cursor inclusive include_all_metadata latest oldest limit"


def within(messages, arguments):
    """The messages between oldest and latest, which count only when inclusive."""
    oldest, latest = (moment(arguments, name) for name in ("oldest", "latest"))
    if flag(arguments, "inclusive"):
        return [one for one in messages if oldest <= float(one.ts) and (not latest or float(one.ts) <= latest)]
    return [one for one in messages if oldest < float(one.ts) and (not latest or float(one.ts) < latest)]


def moment(arguments, name):
    """A time among the arguments, or 0."""
    try:
        return float(arguments.get(name) or 0)
    except (TypeError, ValueError):
        raise Refused(f"invalid_ts_{name}") from None


def listed_in(arguments, name, default=""):
    """The words of an argument that lists them with commas, or as JSON."""
    given = arguments.get(name) or default
    words = given if isinstance(given, list) else str(given).split(",")
    return [word.strip() for word in words if word.strip()]


def reply(name, items, cursor):
    """A page under *name*, with where the next one starts."""
    more = {"response_metadata": {"next_cursor": cursor}} if cursor or name != "messages" else {}
    return {name: items} | ({"has_more": bool(cursor)} if name == "messages" else {}) | more


@method("conversations.history", needs="channel", may=WINDOW)
def history(slack, arguments):
    """The top level of a conversation, newest first; replies are only in their thread."""
    world = slack.world
    channel = channel_for(world, arguments["channel"], "history", member=True)
    shown = [one for one in world.messages[channel.id].values() if one.broadcast or one.thread_ts in (None, one.ts)]
    some, cursor = page(within(shown[::-1], arguments), arguments, lambda one: one.ts, default=100)
    metadata = flag(arguments, "include_all_metadata")
    return reply("messages", [world.with_replies(one, metadata=metadata) for one in some], cursor)


@method("conversations.replies", needs="channel ts", may=WINDOW)
def replies(slack, arguments):
    """A thread, its root first whatever the window, then the replies from the oldest on."""
    world = slack.world
    channel = channel_for(world, arguments["channel"], "history", member=True)
    message = world.find(channel.id, arguments["ts"])
    if message is None:
        raise Refused("thread_not_found")
    whole = [message, *within(world.replies(channel.id, message.ts), arguments)]
    some, cursor = page(whole, arguments, lambda one: one.ts, default=1000)
    metadata = flag(arguments, "include_all_metadata")
    return reply("messages", [world.with_replies(one, metadata=metadata) for one in some], cursor)


@method("conversations.info", needs="channel", may="include_locale include_num_members")
def info(slack, arguments):
    """One conversation."""
    channel = channel_for(slack.world, arguments["channel"], "read")
    counted = {"num_members": len(channel.members)} if flag(arguments, "include_num_members") else {}
    return {"channel": channel.shown() | counted}


@method("conversations.members", needs="channel", may="cursor limit", tier=4)
def members(slack, arguments):
    """The ids of those who are in a conversation."""
    channel = channel_for(slack.world, arguments["channel"], "read")
    return reply("members", *page(channel.members, arguments, str, default=100))


def kinds(world, arguments):
    """The kinds of conversation asked for, each with its scope."""
    asked = listed_in(arguments, "types", "public_channel")
    if not set(asked) <= KIND_OF_TYPE.keys():
        raise Refused("invalid_types")
    found = [KIND_OF_TYPE[one] for one in asked]
    for kind in found:
        check_scope(world, f"{SCOPE_OF_KIND[kind]}:read")
    return found


@method("conversations.list", may="cursor exclude_archived limit team_id types", tier=2)
def conversations(slack, arguments):
    """The conversations the bot may know of."""
    wanted = kinds(slack.world, arguments)
    return listed(slack.world, arguments, lambda one: one.kind in wanted and (one.kind == "channel" or is_in(one)))


@method("users.conversations", may="cursor exclude_archived limit team_id types user")
def users_conversations(slack, arguments):
    """The conversations somebody is in, among those the bot may know of."""
    wanted, user = kinds(slack.world, arguments), arguments.get("user") or BOT_USER
    if user not in slack.world.users:
        raise Refused("user_not_found")

    def known(one):
        return one.kind in wanted and user in one.members and (one.kind == "channel" or is_in(one))

    return listed(slack.world, arguments, known)


def is_in(channel):
    """Whether the bot is a member."""
    return BOT_USER in channel.members


def listed(world, arguments, wanted):
    """A page of the conversations that are wanted."""
    open_only = flag(arguments, "exclude_archived")
    found = [one for one in world.channels.values() if wanted(one) and not (open_only and one.archived)]
    some, cursor = page(found, arguments, lambda one: one.id, default=100)
    return reply("channels", [one.shown() for one in some], cursor)


@method("conversations.open", may="channel return_im users prevent_creation")
def open_conversation(slack, arguments):
    """The direct messages with one person, or a group of several."""
    world = slack.world
    users = listed_in(arguments, "users")
    if not users:
        channel = channel_for(world, arguments.get("channel"))
    elif not set(users) <= world.users.keys():
        raise Refused("user_not_found")
    elif len(users) == 1:
        check_scope(world, "im:write")
        channel = world.dm(users[0])
    else:
        check_scope(world, "mpim:write")
        id = "G" + "".join(sorted(users))
        channel = world.channels.setdefault(id, Channel(id, "mpim", [*users, BOT_USER], name=id.lower()))
    whole = flag(arguments, "return_im")
    return {"channel": channel.shown() if whole else {"id": channel.id}}


@method("users.info", needs="user", may="include_locale", scope="users:read", tier=4)
def users_info(slack, arguments):
    """One person."""
    user = slack.world.users.get(arguments["user"])
    if user is None:
        raise Refused("user_not_found")
    return {"user": user.shown()}


@method("users.list", may="cursor include_locale limit team_id", scope="users:read", tier=2)
def users_list(slack, arguments):
    """The people of the workspace; strangers are of another."""
    own = [one for one in slack.world.users.values() if not one.stranger]
    some, cursor = page(own, arguments, lambda one: one.id, default=200)
    return reply("members", [one.shown() for one in some], cursor) | {"cache_ts": 1_700_000_000}
