#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A federation of the stack in memory, with its sign-in and its ways of failing, for tests and for trying by hand.

    federation.py INTROSPECTION [--port N] [--newer TYPE …] [--open]

INTROSPECTION is what `uois-desk schema --format json` prints. It prints its port, and serves until its standard input
ends. Requests go to /api/gql, sign-in is at /oauth/login3 (name "jana", password "heslo"; --open: for nobody), and
whoever runs it steers it by /control:

    POST /control {"clear": true}                          forget all rows and faults
    POST /control {"add": {"UserGQLModel": [{"id": …}]}}   put rows in, as somebody else would
    POST /control {"change": {"UserGQLModel": {ID: {"name": "x"}}}}, {"remove": {"UserGQLModel": [ID]}}
    POST /control {"cache_seconds": 20, "clock_offset": -3600, "hidden": [["UserGQLModel", "email"]], "sign_out": true}
    POST /control {"faults": [{"root": "userUpdate", "skip": 1, "times": 2, "do": "drop-after"}]}
    GET  /control/rows/UserGQLModel    GET /control/log

A fault hits requests with that root field (without one: any), passes over the first `skip` and hits `times` (1) of
them. What it does: see Faults.
"""

import argparse
import json
import re
import secrets
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from services import Services  # noqa: E402

ROOT = re.compile(r"\{\s*(?:\w+\s*:\s*)?(\w+)")
DOWN = "request to http://gql_x:8000/gql failed, reason: connect ECONNREFUSED 10.0.0.2:8000"


class Federation:
    """The services, who may ask them, and what is to go wrong."""

    def __init__(self, answer, newer=None, anyone=False):
        self.services = Services(answer, **({"newer": newer} if newer is not None else {}))
        self.anyone = anyone
        self.lock = threading.Lock()
        self.keys, self.tokens = set(), set()
        self.faults, self.log = [], []

    def control(self, order):
        with self.services.lock:
            if order.get("clear"):
                self.services.clear()
                self.faults, self.log = [], []
            for name, rows in order.get("add", {}).items():
                for row in rows:
                    self.services.add(name, row)
            for name, changes in order.get("change", {}).items():
                for identity, values in changes.items():
                    self.services.table(name)[identity].update({"lastchange": self.services.now(), **values})
            for name, identities in order.get("remove", {}).items():
                for identity in identities:
                    self.services.table(name).pop(identity, None)
            if order.get("sign_out"):
                self.tokens.clear()
            for name in ("cache_seconds", "clock_offset"):
                if name in order:
                    setattr(self.services, name, order[name])
            if "hidden" in order:
                self.services.hidden = {tuple(one) for one in order["hidden"]}
            self.faults += [dict(fault) for fault in order.get("faults", [])]

    def find_fault(self, root):
        with self.lock:
            for fault in self.faults:
                if fault.get("root") not in (None, root):
                    continue
                if fault.get("skip", 0) > 0:
                    fault["skip"] -= 1
                elif fault.get("times", 1) > 0:
                    fault["times"] = fault.get("times", 1) - 1
                    return fault["do"]
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    federation = None

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", headers=()):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status, value, headers=()):
        self.answer(status, json.dumps(value, ensure_ascii=False).encode(), headers=headers)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_GET(self):
        federation = self.federation
        if self.path == "/oauth/login3":
            key = secrets.token_hex(8)
            federation.keys.add(key)
            self.answer_json(200, {"key": key})
        elif self.path.startswith("/control/rows/"):
            self.answer_json(200, list(federation.services.table(self.path.rsplit("/", 1)[-1]).values()))
        elif self.path == "/control/log":
            self.answer_json(200, federation.log)
        else:
            self.answer(500, b"<html>Apollo</html>", "text/html")

    def do_POST(self):
        body = self.body()
        if self.path == "/oauth/login3":
            self.sign_in(json.loads(body))
        elif self.path == "/control":
            self.federation.control(json.loads(body))
            self.answer_json(200, {})
        elif self.path == "/api/gql":
            self.exchange(body)
        else:
            self.answer(404, b"<html>Not found</html>", "text/html")

    # ---- Signing in ----

    def sign_in(self, asked):
        federation = self.federation
        fresh = asked["key"] in federation.keys
        federation.keys.discard(asked["key"])
        if not fresh or (asked["username"], asked["password"]) != ("jana", "heslo"):
            self.answer(303, b"", headers=[("Location", "/oauth/login3")])
            return
        token = secrets.token_urlsafe(24)
        federation.tokens.add(token)
        self.answer_json(200, {"token": token})

    def is_signed_in(self):
        cookie = self.headers.get("Cookie", "").partition("authorization=")[2]
        return self.federation.anyone or cookie in self.federation.tokens

    # ---- Requests ----

    def exchange(self, body):
        federation = self.federation
        asked = json.loads(body)
        match = ROOT.search(asked.get("query", ""))
        root = match.group(1) if match else None
        fault = federation.find_fault(root)
        federation.log.append({"root": root, "name": asked.get("operationName"), "fault": fault})
        if not self.is_signed_in():
            self.answer(302, b"<html>Sign in</html>", "text/html", [("Location", "/oauth/login2")])
        elif len(body) > 102400:
            self.answer(413, b"<html>request entity too large</html>", "text/html")
        elif fault is None:
            self.answer_json(*federation.services.execute(asked))
        else:
            Faults(self, asked, root).run(fault)


class Faults:
    """What can go wrong with a request; after: when it has been done already."""

    def __init__(self, handler, asked, root):
        self.handler, self.asked, self.root = handler, asked, root

    def run(self, name):
        getattr(self, name.replace("-", "_"))()

    def execute(self):
        return self.handler.federation.services.execute(self.asked)

    def drop_before(self):
        self.handler.close_connection = True
        self.handler.connection.shutdown(2)

    def drop_after(self):
        self.execute()
        self.drop_before()

    def twice(self):
        """Delivered twice, as after a lost answer; the second answer arrives."""
        self.execute()
        self.handler.answer_json(*self.execute())

    def truncate(self):
        status, value = self.execute()
        text = json.dumps(value).encode()
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", "application/json")
        self.handler.send_header("Content-Length", str(len(text)))
        self.handler.end_headers()
        self.handler.wfile.write(text[: len(text) // 2])
        self.handler.close_connection = True

    def drip(self):
        status, value = self.execute()
        text = json.dumps(value).encode()
        self.handler.send_response(status)
        self.handler.send_header("Content-Type", "application/json")
        self.handler.send_header("Content-Length", str(len(text)))
        self.handler.end_headers()
        for start in range(0, len(text), 97):
            self.handler.wfile.write(text[start : start + 97])
            self.handler.wfile.flush()
            time.sleep(0.002)

    def html(self):
        self.handler.answer(200, b"<!DOCTYPE html><title>Network sign-in</title>", "text/html")

    def redirect(self):
        self.handler.answer(302, b"", "text/html", [("Location", "http://127.0.0.1:1/")])

    def too_large(self):
        self.handler.answer(413, b"<html>too large</html>", "text/html")

    def busy(self):
        self.handler.answer(429, b"slow down", "text/plain", [("Retry-After", "1")])

    def denied(self):
        self.handler.answer_json(401, {"data": None, "errors": ["Unauthenticated"]})

    def unauthenticated(self):
        error = {"message": "401: Unauthorized", "extensions": {"code": "UNAUTHENTICATED"}}
        self.handler.answer_json(200, {"data": None, "errors": [error]})

    def internal(self):
        self.handler.answer(500, b"Internal Server Error", "text/plain")

    def bad_gateway(self):
        self.handler.answer(502, b"<html>Bad gateway</html>", "text/html")

    def bad_gateway_after(self):
        self.execute()
        self.bad_gateway()

    def unavailable(self):
        self.handler.answer(503, b"<html>Unavailable</html>", "text/html", [("Retry-After", "1")])

    def down(self):
        error = {"message": DOWN, "extensions": {"code": "INTERNAL_SERVER_ERROR"}}
        self.handler.answer_json(200, {"data": None, "errors": [error]})

    def hidden_words(self):
        message = 'Error while fetching subquery from service "x"'
        error = {"message": message, "extensions": {"code": "DOWNSTREAM_SERVICE_ERROR"}}
        self.handler.answer_json(200, {"data": None, "errors": [error]})

    def changed_schema(self):
        error = {"message": f'Cannot query field "{self.root}"', "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"}}
        self.handler.answer_json(400, {"errors": [error]})

    def nulls(self):
        """Errors beside data: the second field of every row could not be got."""
        status, value = self.execute()
        errors = []
        rows = (value.get("data") or {}).get(self.root)
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            name = list(row)[1]
            row[name] = None
            errors.append({"message": "resolver failed", "path": [self.root, index, name]})
        self.handler.answer_json(status, {**value, "errors": errors})

    def no_fractions(self):
        """Versions in another form than they are compared with."""
        status, value = self.execute()
        text = re.sub(r'("lastchange": "[^".]*)\.\d+"', r'\1"', json.dumps(value))
        self.handler.answer(status, text.encode())


def serve(federation, port=0):
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Bound", (Handler,), {"federation": federation}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main():
    options = argparse.ArgumentParser()
    options.add_argument("introspection", type=Path)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--newer", nargs="*")
    options.add_argument("--open", action="store_true")
    chosen = options.parse_args()
    federation = Federation(json.loads(chosen.introspection.read_text()), chosen.newer, chosen.open)
    print(serve(federation, chosen.port).server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
