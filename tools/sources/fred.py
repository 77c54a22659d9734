"""``fred:`` observations through fredapi, with a time limit, and with the key in no message, cause or log line."""

import math
import re
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import date
from typing import Any

from footnote.errors import AskError, FootnoteError, SourceError
from footnote.settings import Settings
from footnote.text import Text
from tools.reading import Reading, Source, Wanted

scheme = "fred"

CONNECT_SECONDS = 3.0
BUDGET_SECONDS = 8.0
REST_SECONDS = 20.0
LARGEST_BYTES = 64 * 2**20
SERIES_ID = re.compile(r"[A-Za-z0-9_.]{1,25}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to another address: it is an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def connect(settings: Settings) -> "Fred | None":
    """The service, or None without a key. After a time-out it fails at once for a while."""
    if not settings.fred_api_key:
        return None
    return Fred(settings)


class Fred(Source):
    """The web service."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.rests_until = 0.0

    def read(self, wanted: Wanted) -> Reading:
        """One series, in the vintage asked for or its latest."""
        if not SERIES_ID.fullmatch(wanted.name):
            raise _unknown(wanted.name)
        if time.monotonic() < self.rests_until:
            raise _silent()
        try:
            return _reading(self.settings, wanted.name, wanted.as_of)
        except SourceError as error:
            if error.retry:
                self.rests_until = time.monotonic() + REST_SECONDS
            raise


def _reading(settings: Settings, name: str, as_of: date | None) -> Reading:
    """One series, as published by *as_of* or in its latest vintage."""
    client = _client(settings)
    asked = {"realtime_start": as_of.isoformat(), "realtime_end": as_of.isoformat()} if as_of else {}
    failure: FootnoteError | None = None
    try:
        values = client.get_series(name, **asked)
    except FootnoteError as error:
        failure = error
    except Exception:  # fredapi raises bare errors whose text may hold the address with the key
        failure = _garbled()
    if failure is not None:  # raised here, outside the handler, so that no cause with the address hangs on it
        raise failure
    root = client.root
    if any(root.get(key) != day for key, day in asked.items()):
        raise SourceError(
            Text(
                "FRED did not serve the vintage asked for.",
                "FRED 未按所要求的版本返回数据。",
            )
        )
    if math.inf in values.abs().array:
        raise _garbled()
    if not 0 < len(values) == len(root) or (root.get("count") or str(len(root))) != str(len(root)):
        raise SourceError(
            Text(
                f"FRED sent {name} empty or cut short.",
                f"FRED 返回的 {name} 为空或不完整。",
            )
        )
    vintage = f"as published by {as_of}" if as_of else "latest"
    return Reading(values=values, source=f"fred:{name}", vintage=vintage, dated=True)


def _client(settings: Settings) -> Any:
    """fredapi with our own transport in place of its one private method that has neither time limit nor manners."""
    from fredapi.fred import Fred as Fredapi

    class Client(Fredapi):
        root: Any = None

        def _Fred__fetch_data(self, url: str) -> Any:  # noqa: N802 - the name fredapi calls
            self.root = _parsed(_downloaded(f"{url}&api_key={settings.fred_api_key}"))
            return self.root

    client = Client(  # type: ignore[no-untyped-call]
        api_key=settings.fred_api_key
    )
    client.root_url = settings.fred_api_url.rstrip("/")
    return client


def _downloaded(url: str) -> tuple[int, bytes]:
    """Status and body, within the budget; SourceError without the address otherwise."""
    opener = urllib.request.build_opener(_NoRedirect)
    ends = time.monotonic() + BUDGET_SECONDS
    with suppress(Exception):  # whatever the network raised may hold the address: it goes no further
        return _answered(opener, url, ends)
    raise _silent()


def _answered(opener: urllib.request.OpenerDirector, url: str, ends: float) -> tuple[int, bytes]:
    try:
        with opener.open(url, timeout=CONNECT_SECONDS) as response:
            return response.status, _body(response, ends)
    except urllib.error.HTTPError as error:
        body = b""
        with suppress(Exception):  # a broken body beside a failing status changes nothing
            body = _body(error, ends)
        return error.code, body


def _body(response: Any, ends: float) -> bytes:
    parts, size = [], 0
    while part := response.read1(65_536):
        parts.append(part)
        size += len(part)
        if time.monotonic() > ends or size > LARGEST_BYTES:
            raise TimeoutError
    if getattr(response, "length", None):  # what was announced and did not come
        raise ConnectionError
    return b"".join(parts)


def _parsed(answer: tuple[int, bytes]) -> Any:
    """The root of FRED's XML; every other answer is a SourceError, an unknown series an AskError."""
    import defusedxml.ElementTree as ElementTree

    status, body = answer
    root = None
    with suppress(Exception):  # parse errors and refused entities alike
        root = ElementTree.fromstring(body)
    message = (root.get("message") or "") if root is not None and root.tag == "error" else ""
    if message and (status == 404 or (status == 400 and "series does not exist" in " ".join(message.split()).lower())):
        raise _unknown("")
    if "api_key" in message.lower() or "api key" in message.lower():
        raise SourceError(
            Text(
                "FRED refused the key in FRED_API_KEY; set a valid one.",
                "FRED 拒绝了 FRED_API_KEY 中的密钥，请设置有效密钥。",
            ),
            reason="not_configured",
        )
    if status == 429:
        raise SourceError(
            Text("FRED asks us to slow down; ask again in a minute.", "FRED 要求放慢请求，请一分钟后再试。"), retry=True
        )
    if status != 200 or root is None or root.tag != "observations":
        raise _garbled()
    return root


def _silent() -> SourceError:
    return SourceError(
        Text("FRED did not answer in time; ask again in a minute.", "FRED 没有及时回应；请一分钟后再试。"), retry=True
    )


def _garbled() -> SourceError:
    return SourceError(
        Text(
            "FRED answered with something that is not data; ask again later.",
            "FRED 返回的内容不是数据；请稍后再试。",
        )
    )


def _unknown(name: str) -> AskError:
    shown = f" {name[:25]!r}" if name else ""
    return AskError(
        Text(f"FRED has no series{shown} under that id.", f"FRED 没有该代码{shown}的序列。"), reason="unknown_series"
    )
