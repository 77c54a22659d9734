"""What a judge of JSON is made of: a check looks at one value and notes what is wrong with it, and where.

A check is a function of the value, its JSON pointer and the list of faults so far. Faults read as Slack's do.
"""

import ipaddress
from urllib.parse import urlsplit

PRIVATE_ENDS = (".slack.com", ".local", ".internal", ".localhost")


def fault(message, at):
    """One fault as Slack words it in response_metadata.messages."""
    return f"[ERROR] {message} [json-pointer:{at}]"


def string(least=0, most=None, among=()):
    """A check of text by its length in characters, or by a list of allowed values."""

    def check(value, at, found):
        if not isinstance(value, str):
            found.append(fault("must be a string", at))
        elif len(value) < least:
            found.append(fault(f"must be more than {least - 1} characters", at))
        elif most is not None and len(value) > most:
            found.append(fault(f"must be less than {most + 1} characters", at))
        elif among and value not in among:
            found.append(fault(f"must be one of: {', '.join(among)}", at))

    return check


def number(least=None, most=None, *, whole=False):
    """A check of a number and its range."""

    def check(value, at, found):
        kinds = (int,) if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            found.append(fault("must be an integer" if whole else "must be a number", at))
        elif (least is not None and value < least) or (most is not None and value > most):
            found.append(fault(f"must be between {least} and {most}", at))

    return check


def boolean(value, at, found):
    """A check of true or false; Slack refuses their names in quotes."""
    if not isinstance(value, bool):
        found.append(fault("must be a boolean", at))


def anything(_value, _at, _found):
    """A check that finds nothing, for fields whose rules are not known here."""


def items(check, least=1, most=None):
    """A check of a list: how many, and each of them."""

    def whole(value, at, found):
        if not isinstance(value, list):
            found.append(fault("must be an array", at))
            return
        if len(value) < least:
            found.append(fault(f"no fewer than {least} items allowed", at))
        if most is not None and len(value) > most:
            found.append(fault(f"no more than {most} items allowed", at))
            return
        for place, item in enumerate(value):
            check(item, f"{at}/{place}", found)

    return whole


def record(required=None, optional=None, also=()):
    """A check of an object: what it must have, what it may have, nothing else, and then the rules in *also*."""
    required, optional = required or {}, optional or {}
    known = required | optional

    def check(value, at, found):
        if not isinstance(value, dict):
            found.append(fault("must be an object", at))
            return
        found.extend(fault(f"missing required field: {key}", at) for key in required if key not in value)
        found.extend(fault(f"invalid additional property: {key}", at) for key in value if key not in known)
        for key, rule in known.items():
            if key in value:
                rule(value[key], f"{at}/{key}", found)
        for rule in also:
            rule(value, at, found)

    return check


def kind(name, required=None, optional=None, also=()):
    """A check of an object of the type *name*."""
    return record({"type": string(among=(name,))} | (required or {}), optional, also)


def tagged(by_type):
    """A check that goes by the object's type."""

    def check(value, at, found):
        if not isinstance(value, dict):
            found.append(fault("must be an object", at))
        elif "type" not in value:
            found.append(fault("missing required field: type", at))
        elif not isinstance(value["type"], str) or value["type"] not in by_type:
            found.append(fault(f"unsupported type: {value['type']}", f"{at}/type"))
        else:
            by_type[value["type"]](value, at, found)

    return check


def exactly_one(*keys):
    """A rule: just one of the *keys* is there."""

    def rule(value, at, found):
        if sum(key in value for key in keys) != 1:
            found.append(fault(f"must have exactly one of: {', '.join(keys)}", at))

    return rule


def at_least_one(*keys):
    """A rule: one of the *keys* is there, or more."""

    def rule(value, at, found):
        if not any(key in value for key in keys):
            found.append(fault(f"missing required field: {' or '.join(keys)}", at))

    return rule


def web_url(most=3000):
    """A check of an address a browser can open."""

    def check(value, at, found):
        string(1, most)(value, at, found)
        if isinstance(value, str) and urlsplit(value).scheme not in {"http", "https", "mailto", "slack"}:
            found.append(fault("invalid url", at))

    return check


def public_image(value, at, found):
    """A check of an image's address: Slack fetches it without a token, so the whole world must be able to."""
    string(1, 3000)(value, at, found)
    if isinstance(value, str) and not is_public(value):
        found.append(fault("downloading image failed", at))


def is_public(url):
    """Whether the address is on the open web: not in a private network, and not a file kept inside Slack."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or f".{host}".endswith(PRIVATE_ENDS):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host
