"""A web service on loopback that speaks OpenAI's embeddings."""

import base64
import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np

KEY = "sk-secret-of-the-desk"


def vector(text, dimension):
    """The words of the text, each as a vector of its own: texts that share words are near each other. Not normal."""
    found = np.full(dimension, 0.01)
    for word in re.findall(r"\w+", text.lower()):
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
        found += np.random.default_rng(seed).standard_normal(dimension)
    return (found * 3).astype(np.float32)


class FakeEmbeddings:
    """What the service was sent, and how it answers: ``status`` for all but 200, ``refuses`` says of which texts."""

    def __init__(self):
        self.dimension, self.status, self.refuses = 16, 200, lambda text: False
        self.answers = self._answer
        self.texts, self.requests = [], []
        self.reached, self.go_on = threading.Event(), threading.Event()
        self.go_on.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def close(self):
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, asked):
        rows = [vector(text, self.dimension) for text in asked["input"]]
        coded = asked.get("encoding_format") == "base64"
        found = [base64.b64encode(row.tobytes()).decode() if coded else row.tolist() for row in rows]
        data = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(found)]
        return {
            "object": "list",
            "model": asked["model"],
            "data": data,
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }

    def _handler(self):
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.requests.append((self.path, dict(self.headers), asked))
                fake.reached.set()
                fake.go_on.wait(30)
                texts = asked["input"] if isinstance(asked["input"], list) else [asked["input"]]
                asked["input"] = texts
                status = 400 if any(map(fake.refuses, texts)) else fake.status
                fake.texts += texts if status == 200 else []
                said = {"error": {"message": f"no, {KEY}, not for {texts[0]!r}"}}
                body = json.dumps(fake.answers(asked) if status == 200 else said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler
