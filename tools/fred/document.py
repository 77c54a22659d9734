"""What FRED sent: the root of its XML, or why that is none, and whether asking again may help."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree

from footnote.errors import FootnoteError
from tools.fred import faults
from tools.fred.transport import Lost, Reply

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NO_VINTAGES = re.compile(r"not exist in alfred|no vintage dates")
UNKNOWN = re.compile(r"series does not exist|not found")
BAD_KEY = re.compile(r"api[_ ]key")
AHEAD = re.compile(r"realtime_(start|end) can ?not be after today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A request that gave no document: the error to raise, and what to do before that.

    ``again`` says whether the same request may succeed, ``after`` the seconds the service wants to be left alone,
    ``blames`` whether it speaks against the service, ``sent`` whether it went out at all.
    """

    error: FootnoteError
    again: bool = False
    after: float = 0.0
    blames: bool = True
    sent: bool = True


LOST: "dict[Lost, Callable[[], FootnoteError]]" = {
    "silent": faults.silent,
    "unreachable": faults.unreachable,
    "cut": faults.cut,
    "untrusted": faults.untrusted,
    "too large": faults.garbled,
    "bad address": faults.bad_address,
}


def read(got: "Reply | Lost", tag: str, name: str) -> "Element | Failed":
    """The root, which must be a *tag*; *name* is the series asked about."""
    if isinstance(got, str):
        return _lost(got)
    root, whole = _root(got.body)
    message = " ".join((root.get("message") or "").lower().split()) if root is not None and root.tag == "error" else ""
    if got.status == 429:
        return Failed(error=faults.slow_down(), again=True, after=_seconds(got.retry_after))
    if message and got.status in (400, 401, 403, 404):
        return _no(got.status, message, name)
    if got.status >= 500:
        return Failed(error=faults.broken(got.status), again=True)
    if got.status == 200 and root is not None and root.tag == tag:
        return root
    if not whole:
        return Failed(error=faults.cut(), again=True)
    return Failed(error=faults.garbled())


def _lost(why: Lost) -> Failed:
    """A failure of the network."""
    return Failed(error=LOST[why](), again=why in ("silent", "unreachable", "cut"), blames=why != "bad address")


def _root(body: bytes) -> "tuple[Element | None, bool]":
    """The root of the XML, and whether the body could be all of what was sent: FRED's XML never just ends."""
    begins = body[:100].lstrip().startswith((b"<?xml", b"<observations", b"<seriess", b"<error"))
    root = None
    try:
        root = defusedxml.ElementTree.fromstring(body)
    except ParseError:
        return None, not begins
    except Exception:  # entities and what else is not parsed on purpose
        return None, True
    return root, True


def _no(status: int, message: str, name: str) -> Failed:
    """FRED's answer that the request cannot be met."""
    if NO_VINTAGES.search(message):
        return Failed(error=faults.undated(), blames=False)
    if BAD_KEY.search(message):
        return Failed(error=faults.bad_key(), blames=False)
    if AHEAD.search(message):
        return Failed(error=faults.ahead(), blames=False)
    if status == 404 or UNKNOWN.search(message):
        return Failed(error=faults.unknown(name), blames=False)
    return Failed(error=faults.refused(status), blames=False)


def _seconds(retry_after: str | None) -> float:
    """Seconds until the service may be asked again, from either form of the header; zero where it does not say."""
    said = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    with suppress(ValueError, TypeError, OverflowError):
        moment = parsedate_to_datetime(said)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return 0.0
