#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that fails in the way that the last part of the path names.

    hostile.py CERTIFICATE KEY

Prints its two ports (HTTP, and HTTPS with that certificate) and serves until its standard input ends. It also signs
people in, as servers of the stack do: a key for one attempt, then a token.
"""

import gzip
import json
import socket
import ssl
import struct
import sys
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

counts = Counter()
keys = set()
lock = threading.Lock()
over = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, kind="application/json", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status, value, **headers):
        self.answer(status, json.dumps(value).encode(), **headers)

    def handle_request(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        case = self.path.rsplit("/", 1)[-1]
        if self.path.startswith("/count/"):
            self.answer_json(200, counts[case])
            return
        with lock:
            counts[case] += 1
        getattr(self, "do_" + case.replace("-", "_"), self.do_unknown)(body)

    do_GET = do_POST = handle_request

    def do_unknown(self, body):
        self.answer(404, b"<html>not here</html>", "text/html")

    def do_gql(self, body):
        cookie = self.headers.get("Cookie", "")
        self.answer_json(200, {"data": {"cookie": cookie, "type": self.headers["Content-Type"], "body": body.decode()}})

    def do_redirect(self, body):
        self.answer(302, b"", Location="/trap")

    def do_html(self, body):
        self.answer(200, b"<!DOCTYPE html><title>Sign in</title>", "text/html; charset=utf-8")

    def do_large(self, body):
        self.answer(413, b"<html>too large</html>", "text/html")

    def do_busy(self, body):
        self.answer(429, b"later", "text/plain", Retry_After="7")

    def do_busy_long(self, body):
        self.answer(503, b"later", "text/plain", Retry_After="86400")

    def do_busy_date(self, body):
        self.answer(429, b"later", "text/plain", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")

    def do_busy_nonsense(self, body):
        self.answer(429, b"later", "text/plain", Retry_After="soon")

    def do_denied(self, body):
        self.answer_json(401, {"data": None, "errors": ["Unauthenticated"]})

    def do_empty(self, body):
        self.answer(200, b"")

    def do_truncated(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b'{"data": {"userPage": [')
        self.close_connection = True

    def do_truncated_chunks(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"8\r\n{\"data\":\r\n")
        self.close_connection = True

    def pour(self, chunk, pause):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.close_connection = True
        try:
            while not over.is_set():
                self.wfile.write(chunk)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            pass

    def do_drip(self, body):
        self.pour(b" ", 0.05)

    def do_huge(self, body):
        self.pour(b" " * 65536, 0)

    def do_bomb(self, body):
        self.answer(200, gzip.compress(b" " * 50_000_000, 1), Content_Encoding="gzip")

    def do_reset(self, body):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def do_silent(self, body):
        """Until the client goes away."""
        self.connection.settimeout(None)
        try:
            self.connection.recv(1)
        except OSError:
            pass
        self.close_connection = True

    def do_login3(self, body):
        if self.command == "GET":
            key = f"key-{len(keys)}-{time.monotonic_ns()}"
            with lock:
                keys.add(key)
            self.answer_json(200, {"key": key})
            return
        asked = json.loads(body)
        with lock:
            fresh = asked["key"] in keys
            keys.discard(asked["key"])
        if fresh and (asked["username"], asked["password"]) == ("jana", "canary-password"):
            self.answer_json(200, {"token": f"canary-token.{counts['login3']}"})
        elif asked["username"] == "odd":
            self.answer_json(200, {"token": "a;b\r\nc"})
        else:
            self.answer(303, b"", Location="/oauth/login3")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


def serve(context):
    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    certificate, key = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    print(serve(None), serve(context), flush=True)
    sys.stdin.read()
    over.set()


if __name__ == "__main__":
    main()
