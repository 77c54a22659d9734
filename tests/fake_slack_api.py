"""The Web API: who calls, with what right and what names, how often, and then the method itself.

The methods live in ``fake_slack_chat``, ``fake_slack_rooms`` and ``fake_slack_files``; the smaller ones are here.
"""

import secrets
import time

import fake_slack_chat  # noqa: F401
import fake_slack_files  # noqa: F401
import fake_slack_rooms  # noqa: F401
from fake_slack_blocks import faults, too_large, view_faults
from fake_slack_call import METHODS, Refused, channel_for, check_names, check_scope, check_token, method
from fake_slack_records import APP_ID, BOT_ID, BOT_USER, TEAM, public

TRIGGER_SECONDS = 3.0
PROMPTS, LOADING = 4, 10
DEEPEST = 3


def answer(slack, name, arguments, token):
    """The HTTP status, the body and the headers of the reply."""
    of = METHODS.get(name)
    headers = {"x-oauth-scopes": ",".join(slack.world.scopes), "x-slack-req-id": secrets.token_hex(8)}
    headers |= {"x-accepted-oauth-scopes": of.scope.replace("|", ",")} if of and of.scope else {}
    try:
        if of is None:
            raise Refused("unknown_method", req_method=name)
        if slack.rate_limits:
            slack.limits.spend(name, of, arguments)
        check_token(slack, of.token, token)
        check_scope(slack.world, of.scope)
        check_names(of, arguments)
        with slack.world.lock:
            return 200, {"ok": True} | of.run(slack, arguments), headers
    except Refused as refusal:
        return refusal.status, refusal.body, headers | refusal.headers


# ---------------------------------------------------------------- who am I


@method("api.test", may="error foo", tier=4, token=None)
def api_test(_slack, arguments):
    """What was sent."""
    if arguments.get("error"):
        raise Refused(arguments["error"], args=arguments)
    return {"args": {name: value for name, value in arguments.items() if name != "token"}}


@method("auth.test", tier="special")
def auth_test(slack, _arguments):
    """Whose token it is."""
    name = slack.world.manifest["features"]["bot_user"]["display_name"].lower()
    ids = {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID, "is_enterprise_install": False}
    return {"url": "https://desk.slack.com/", "team": "Desk", "user": name} | ids


@method("apps.connections.open", tier=3, token="app")
def connections_open(slack, _arguments):
    """The address of a socket, good for one connection."""
    ticket = secrets.token_urlsafe(16)
    slack.sockets_of_app.tickets.add(ticket)
    return {"url": f"{slack.world.base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP_ID}"}


# ---------------------------------------------------------------- assistant


@method(
    "assistant.threads.setStatus",
    needs="channel_id thread_ts",
    may="status loading_messages icon_emoji icon_url username",
    scope="chat:write|assistant:write",
    tier="special",
)
def set_status(slack, arguments):
    """A line under the thread while the app works."""
    world, loading = slack.world, arguments.get("loading_messages") or []
    if "status" not in arguments:
        raise Refused("invalid_arguments", messages=["[ERROR] missing required field: status"])
    if not isinstance(loading, list) or len(loading) > LOADING:
        text = f"[ERROR] no more than {LOADING} items allowed [json-pointer:/loading_messages]"
        raise Refused("invalid_arguments", messages=[text])
    channel = channel_for(world, arguments["channel_id"], member=True)
    root = world.root(channel.id, arguments["thread_ts"])
    if root is None:
        raise Refused("invalid_thread_ts")
    world.set_status(channel.id, root, arguments["status"], loading)
    return {}


@method(
    "assistant.threads.setSuggestedPrompts",
    needs="channel_id prompts",
    may="title thread_ts",
    scope="assistant:write",
    tier=4,
)
def set_prompts(slack, arguments):
    """Prompts to press; an app with agent_view that names a thread is told ok and shown nothing."""
    world, prompts = slack.world, arguments["prompts"]
    channel_for(world, arguments["channel_id"], member=True)
    if not isinstance(prompts, list) or not 0 < len(prompts) <= PROMPTS:
        text = f"[ERROR] no more than {PROMPTS} items allowed [json-pointer:/prompts]"
        raise Refused("invalid_arguments", messages=[text])
    wrong = [n for n, one in enumerate(prompts) if not isinstance(one, dict) or one.keys() != {"title", "message"}]
    if wrong:
        texts = [f"[ERROR] must have a title and a message [json-pointer:/prompts/{n}]" for n in wrong]
        raise Refused("invalid_arguments", messages=texts)
    lost = "agent_view" in world.manifest["features"] and bool(arguments.get("thread_ts"))
    names = ("channel_id", "title", "prompts", "thread_ts")
    world.prompts.append({name: arguments.get(name) for name in names} | {"shown": not lost, "at": time.monotonic()})
    return {}


# ---------------------------------------------------------------- views


def judged_view(arguments, allowed):
    """The view, or Slack's refusal of it."""
    view = arguments["view"]
    if too_large(view):
        raise Refused("view_too_large")
    wrong = view_faults(view, allowed)
    if wrong:
        raise Refused("invalid_arguments", messages=wrong)
    return view


def spend_trigger(world, arguments):
    """Uses the trigger_id up."""
    if not arguments.get("trigger_id"):
        raise Refused("invalid_arguments", messages=["[ERROR] missing required field: trigger_id"])
    trigger = world.triggers.get(arguments["trigger_id"])
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger["used"]:
        raise Refused("exchanged_trigger_id")
    if time.monotonic() - trigger["at"] > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    trigger["used"] = True
    return trigger


def keep_view(world, view, **about):
    """The view as Slack keeps it, under a new id."""
    id = f"V{world.number():09d}"
    made = {"id": id, "team_id": TEAM, "app_id": APP_ID, "bot_id": BOT_ID, "root_view_id": id, "previous_view_id": None}
    made |= {"hash": f"{world.number()}.hash", "state": {"values": {}}, "external_id": "", "callback_id": ""}
    world.views.append(made | {"private_metadata": "", "updates": []} | view | about)
    return world.views[-1]


@method("views.open", needs="view", may="trigger_id interactivity_pointer", tier=4)
def views_open(slack, arguments):
    """A modal, opened."""
    view = judged_view(arguments, ("modal",))
    trigger = spend_trigger(slack.world, arguments)
    return {"view": public(keep_view(slack.world, view, user=trigger.get("user")))}


@method("views.push", needs="view", may="trigger_id interactivity_pointer", tier=4)
def views_push(slack, arguments):
    """A modal on top of the last one."""
    world = slack.world
    view = judged_view(arguments, ("modal",))
    below = next((one for one in reversed(world.views) if one["type"] == "modal"), None)
    if below is None:
        raise Refused("not_found")
    root = below["root_view_id"]
    if sum(one["root_view_id"] == root for one in world.views) >= DEEPEST:
        raise Refused("push_limit_reached")
    trigger = spend_trigger(world, arguments)
    stacked = {"root_view_id": root, "previous_view_id": below["id"]}
    return {"view": public(keep_view(world, view, user=trigger.get("user"), **stacked))}


@method("views.update", needs="view", may="view_id external_id hash", tier=4)
def views_update(slack, arguments):
    """The same view with other content."""
    world = slack.world
    view = judged_view(arguments, ("modal",))
    keys = [
        (name, arguments[key]) for name, key in (("id", "view_id"), ("external_id", "external_id")) if key in arguments
    ]
    found = next((one for one in world.views for name, wanted in keys if one[name] == wanted), None)
    if found is None:
        raise Refused("not_found")
    if arguments.get("hash") and arguments["hash"] != found["hash"]:
        raise Refused("hash_conflict")
    found["updates"].append({key: found.get(key) for key in ("title", "blocks", "hash")})
    found.update(view, hash=f"{world.number()}.hash")
    return {"view": public(found)}


@method("views.publish", needs="user_id view", may="hash", tier=4)
def views_publish(slack, arguments):
    """The Home tab of one person."""
    world = slack.world
    if not world.manifest["features"]["app_home"].get("home_tab_enabled"):
        raise Refused("not_enabled")
    view = judged_view(arguments, ("home",))
    return {"view": public(keep_view(world, view, user=arguments["user_id"]))}


@method("blocks.validate", may="blocks message view", tier=3)
def blocks_validate(_slack, arguments):
    """Nothing, when all is well."""
    given = [name for name in ("blocks", "message", "view") if name in arguments]
    if len(given) != 1:
        raise Refused("invalid_arguments", messages=["[ERROR] exactly one of blocks, message and view"])
    value = arguments[given[0]]
    if given[0] == "view":
        found = view_faults(value, ("modal", "home"))
    else:
        found = faults(value if given[0] == "blocks" else value.get("blocks", []))
    if found:
        raise Refused("invalid_blocks", messages=found, errors=[split(one) for one in found])
    return {}


def split(message):
    """A fault in the parts blocks.validate gives."""
    words, _, pointer = message.removeprefix("[ERROR] ").rpartition(" [json-pointer:")
    return {"pointer": pointer.rstrip("]"), "code": "failed_constraint", "message": words}


@method("reactions.add", needs="channel name timestamp", scope="reactions:write")
def reactions_add(slack, arguments):
    """A reaction of the bot."""
    channel_for(slack.world, arguments["channel"], member=True)
    message = slack.world.find(arguments["channel"], arguments["timestamp"])
    if message is None:
        raise Refused("message_not_found")
    if any(one["name"] == arguments["name"] for one in message.reactions):
        raise Refused("already_reacted")
    message.reactions.append({"name": arguments["name"], "users": [BOT_USER], "count": 1})
    return {}
