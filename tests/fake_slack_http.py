"""The server: a thread with a loop of its own, the Web API and response_urls over HTTP, and planned misfortunes."""

import asyncio
import contextlib
import json
import threading
import time
import traceback
from dataclasses import dataclass, field

from aiohttp import web
from fake_slack_api import answer
from fake_slack_call import Refused, decoded
from fake_slack_chat import respond
from fake_slack_files import receive
from fake_slack_socket import Sockets

MOST_BYTES = 4 * 1024 * 1024
HTML = "<!doctype html><html><body>Sorry, something went wrong.</body></html>"
START_SECONDS = 10


@dataclass
class Call:
    """One request as Slack saw it; *method* is ``response_url`` or ``upload`` for those, *status* 0 without a reply."""

    method: str
    arguments: dict
    at: float = field(default_factory=time.monotonic)
    status: int | None = None
    error: str | None = None
    fault: str | None = None


@dataclass
class Fault:
    """A planned misfortune of the next calls of a method."""

    method: str
    kind: str
    times: int | None
    when: object = None
    how: dict = field(default_factory=dict)

    def strikes(self, method, arguments):
        """Whether it is this call's turn."""
        return self.times != 0 and self.method in ("*", method) and (self.when is None or bool(self.when(arguments)))


class Server:
    """The half of FakeSlack that listens."""

    def run(self, ready):
        """The thread's life."""
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self.listen())
            ready.set()
            self.loop.run_forever()
            self.loop.run_until_complete(self.close())
            self.loop.run_until_complete(self.loop.shutdown_asyncgens())
        finally:
            ready.set()
            self.loop.close()

    async def listen(self):
        """Opens a free port."""
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_route("*", "/api/{method}", self.api)
        app.router.add_post("/response/{key:.+}", self.response)
        app.router.add_post("/upload/v1/{ticket}", self.upload)
        app.router.add_get("/link/", self.sockets_of_app.handle)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.port = self.runner.addresses[0][1]
        self.world.base = f"http://127.0.0.1:{self.port}"

    async def close(self):
        """Ends every socket and gives the port back."""
        await self.sockets_of_app.stop()
        await self.runner.cleanup()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def start(self):
        """The fake itself, listening."""
        self.loop = asyncio.new_event_loop()
        self.sockets_of_app = Sockets(
            self.loop, ack_within=self.ack_within, retry_delays=self.retry_delays, answered=self.answered
        )
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,), name="fake-slack", daemon=True)
        self.thread.start()
        assert ready.wait(START_SECONDS), "the fake Slack did not start"
        return self

    def stop(self):
        """Ends the server and its thread; twice does no harm."""
        if self.thread and self.thread.is_alive():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join(START_SECONDS)

    def on_loop(self, doing):
        """The result of a coroutine run in the server's loop."""
        return asyncio.run_coroutine_threadsafe(doing, self.loop).result(START_SECONDS)

    # ------------------------------------------------------------ requests

    async def api(self, request):
        """One call of the Web API."""
        name = request.match_info["method"]
        call = Call(name, {})
        self.calls_seen.append(call)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        try:
            call.arguments = decoded(await arguments_of(request))
        except Refused as refusal:
            return self.reply(call, refusal.status, refusal.body, {})
        given = call.arguments.pop("token", "")
        token = token or given
        return await self.struck(request, call, lambda: answer(self, name, call.arguments, token))

    def done(self, call, doing):
        """What the method answers; a method that breaks is a bug of the fake's, kept for ``__exit__`` to tell."""
        try:
            return doing()
        except Exception:
            self.bugs.append(f"{call.method} {call.arguments}\n{traceback.format_exc()}")
            return 500, "the fake Slack has a bug", {}

    async def response(self, request):
        """One use of a response_url."""
        call = Call("response_url", {})
        self.calls_seen.append(call)
        with contextlib.suppress(ValueError):
            call.arguments = json.loads(await request.text())
        return await self.struck(request, call, lambda: self.responded(request.match_info["key"], call.arguments))

    async def upload(self, request):
        """The bytes of a file, raw or as a form's."""
        call = Call("upload", {})
        self.calls_seen.append(call)
        content = await request.read()
        if request.content_type == "multipart/form-data":
            content = next(part.file.read() for part in (await request.post()).values())
        call.arguments = {"length": len(content)}
        return await self.struck(request, call, lambda: self.received(request.match_info["ticket"], content))

    def received(self, ticket, content):
        """The status, the body and the headers of an upload's reply."""
        with self.world.lock:
            return *receive(self.world, ticket, content), {}

    def responded(self, key, body):
        """The status, the body and the headers of a response_url's reply."""
        try:
            with self.world.lock:
                respond(self.world, key, body)
        except Refused as refusal:
            return refusal.status, refusal.body, refusal.headers
        return 200, "ok", {}

    async def struck(self, request, call, doing):
        """The reply, unless a fault has something else in mind."""
        fault = self.next_fault(call)
        if fault is None:
            return self.reply(call, *self.done(call, doing))
        call.fault = fault.kind
        if fault.kind == "slow":
            await asyncio.sleep(fault.how.get("seconds", 1.0))
            return self.reply(call, *self.done(call, doing))
        if fault.kind in ("drop", "drop_after"):
            if fault.kind == "drop_after":
                self.done(call, doing)
            return self.dropped(request, call)
        return self.reply(call, *misfortune(fault))

    def next_fault(self, call):
        """The first fault whose turn it is, counted."""
        with self.fault_lock:
            for fault in self.faults:
                if fault.strikes(call.method, call.arguments):
                    fault.times = None if fault.times is None else fault.times - 1
                    return fault
        return None

    def dropped(self, request, call):
        """No reply at all: the connection ends."""
        call.status = 0
        request.transport.close()
        return web.Response()

    def reply(self, call, status, body, headers):
        """The reply, noted."""
        call.status = status
        call.error = body.get("error") if isinstance(body, dict) else None
        if isinstance(body, str):
            return web.Response(text=body, status=status, headers=headers, content_type="text/html")
        return web.json_response(body, status=status, headers=headers)


def misfortune(fault):
    """The status, the body and the headers of a fault that is answered."""
    if fault.kind == "429":
        retry = {"Retry-After": str(fault.how.get("retry_after", 1))}
        return 429, {"ok": False, "error": "ratelimited"}, retry
    if fault.kind.isdigit():
        return int(fault.kind), HTML, {}
    if fault.kind == "html":
        return 200, HTML, {}
    told = {"response_metadata": {"messages": ["[ERROR] planned"]}} if fault.kind.startswith("invalid_") else {}
    return 200, {"ok": False, "error": fault.kind} | told | fault.how, {}


async def arguments_of(request):
    """The arguments of a call, from the address, a form or JSON; those that are null are left out."""
    given = dict(request.query)
    if request.content_type == "application/json":
        given |= await json_of(request)
    elif request.can_read_body:
        given |= dict(await request.post())
    return {name: value for name, value in given.items() if value is not None}


async def json_of(request):
    """A body of JSON."""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body
