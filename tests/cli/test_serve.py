#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file over HTTP: who may ask, what is refused, and that nobody keeps others waiting."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

PEOPLE = '{ userPage(orderby: "surname") { surname } }'
INSERT = 'mutation { userInsert(user: {name: "Jan", surname: "Nový"}) { msg user { surname } } }'
# All roles of the same type as each role of the same type, and so on, none of which is as asked: far more than any time
# limit here.
SLOW = """{ userPage(where: {roles: {roletype: {roles: {roletype: {roles: {roletype: {roles: {roletype: {roles:
  {_and: [{valid: {_eq: true}}, {valid: {_eq: false}}]}}}}}}}}}}) { surname } }"""
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
)
PATIENCE = program.PATIENCE


class Server:
    """uois-desk serve, with the address and token that it tells."""

    def __init__(self, test, path, *options):
        arguments = [program.PROGRAM, "serve", "-f", path, *options]
        if "--port" not in options:
            arguments += ["--port", "0"]
        self.process = subprocess.Popen(
            arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=test.folder, env=test.environment
        )
        test.addCleanup(self.kill)
        self.said = []
        self.token = None
        for line in iter(self.process.stderr.readline, b""):
            self.said.append(line.decode())
            if match := re.search(r"Token: (\S+)", self.said[-1]):
                self.token = match[1]
            if match := re.search(r"Listening at http://(?:\[([\d:a-f]+)\]|([\d.]+)):(\d+)/graphql;", self.said[-1]):
                self.host, self.port = match[1] or match[2], int(match[3])
                return
        test.fail(f"it does not listen: {''.join(self.said)}")

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stderr.close()

    def connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)

    def request(self, method, path, body=None, headers=None, connection=None):
        """Status, headers and text of the answer."""
        headers = dict(headers or {})
        if self.token and "Authorization" not in headers:
            headers["Authorization"] = f"Bearer {self.token}"
        connection = connection or self.connect()
        connection.request(method, path, body, {name: value for name, value in headers.items() if value is not None})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def ask(self, query, headers=None, connection=None, **parameters):
        body = json.dumps({"query": query, **parameters})
        headers = {"Content-Type": "application/json", **(headers or {})}
        return self.request("POST", "/graphql", body, headers, connection)

    def stop(self, number=signal.SIGTERM):
        """Its exit status, and everything it said."""
        self.process.send_signal(number)
        rest = self.process.stderr.read().decode()
        return self.process.wait(PATIENCE), "".join(self.said) + rest


class ServeTest(program.ProgramTest):
    loaded = None

    def setUp(self):
        super().setUp()
        self.path = self.folder / "file.uois"
        if ServeTest.loaded is None:
            self.load(self.path, program.SYSTEMDATA)
            ServeTest.loaded = self.path.read_bytes()
        self.path.write_bytes(ServeTest.loaded)

    def serve(self, *options, path=None):
        return Server(self, path or self.path, *map(str, options))

    def refuse(self, *options, expect, message):
        _, errors = self.run_program("serve", "-f", self.path, *options, expect=expect)
        self.assert_one_sentence(errors, message)


class CommandLine(ServeTest):
    def test_wrong_options(self):
        self.refuse("--port", "70000", expect=2, message="65535")
        self.refuse("--port", "x", expect=2, message="x")
        self.refuse("--address", "example.org", expect=2, message="example.org")
        self.refuse("--domain", "nothing", expect=2, message="nothing")
        self.refuse("--time-limit", "0", expect=2, message="--time-limit")
        self.refuse("--body-limit", "0", expect=2, message="--body-limit")
        self.refuse("--queue-limit", "-1", expect=2, message="--queue-limit")
        self.refuse("--no-token", "--token-file", "x", expect=2, message="--token-file")

    def test_missing_file(self):
        _, errors = self.run_program("serve", "-f", "missing.uois", expect=1)
        self.assert_one_sentence(errors, "missing.uois")

    def test_busy_port(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.refuse("--port", port, "--no-token", expect=1, message=str(port))

    def test_address_of_nobody(self):
        self.refuse("--address", "192.0.2.1", "--no-token", expect=1, message="192.0.2.1")

    def test_bad_token_files(self):
        token = self.folder / "token"
        self.refuse("--token-file", token, expect=1, message="token")
        for text in ("", "short", "sixteen letters and blanks", "abcdefghijklmnop\0qrst"):
            token.write_text(text)
            self.refuse("--token-file", token, expect=1, message="holds no token")

    def test_open_to_the_network(self):
        server = self.serve("--address", "0.0.0.0", "--no-token")
        said = "".join(server.said)
        self.assertRegex(said, "Other computers")
        self.assertRegex(said, "no token")

    def test_other_loopback(self):
        if not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists():
            self.skipTest("this computer has no IPv6")
        server = self.serve("--address", "::1")
        self.assertEqual(server.ask(PEOPLE)[0], 200)


class Tokens(ServeTest):
    def test_made_and_shown_once(self):
        server = self.serve()
        self.assertGreaterEqual(len(server.token), 40)
        self.assertEqual(server.ask(PEOPLE)[0], 200)
        status, said = server.stop()
        self.assertEqual(status, 0)
        self.assertEqual(said.count(f"Token: {server.token}"), 1)
        self.assertNotEqual(server.token, self.serve().token)

    def test_refused(self):
        server = self.serve()
        for wrong in (None, "", "Bearer", "Bearer x", f"Basic {server.token}", f"Bearer {server.token}x", f"Bearer {server.token[:-1]}"):
            for path in ("/graphql", "/metrics"):
                with self.subTest(wrong, path=path):
                    status, headers, text = server.request("GET", path, headers={"Authorization": wrong})
                    self.assertEqual(status, 401)
                    self.assertIn("Bearer", headers["WWW-Authenticate"])
                    self.assertNotIn(server.token, text)

    def test_scheme_in_any_case(self):
        server = self.serve()
        self.assertEqual(server.ask(PEOPLE, {"Authorization": f"bearer {server.token}"})[0], 200)

    def test_no_secret(self):
        server = self.serve()
        for path in ("/", "/page.js", "/page.css", "/page.json", "/health"):
            self.assertEqual(server.request("GET", path, headers={"Authorization": None})[0], 200, path)

    def test_from_a_file(self):
        token = self.folder / "token"
        token.write_text("  a-token-of-our-own-0123\n")
        token.chmod(0o600)
        server = self.serve("--token-file", token)
        self.assertEqual(server.ask(PEOPLE)[0], 401)
        server.token = "a-token-of-our-own-0123"
        self.assertEqual(server.ask(PEOPLE)[0], 200)
        self.assertNotIn("a-token-of-our-own", server.stop()[1])

    def test_file_that_others_can_read(self):
        token = self.folder / "token"
        token.write_text("a-token-of-our-own-0123")
        token.chmod(0o644)
        self.assertRegex("".join(self.serve("--token-file", token).said), "Other people can read")


class Sites(ServeTest):
    def test_hosts(self):
        server = self.serve("--no-token", "--allow-host", "desk.example")
        port = server.port
        for host in ("127.0.0.1", f"127.0.0.1:{port}", "localhost", "LOCALHOST:1", "[::1]:80", "192.0.2.7", "desk.example:80"):
            self.assertEqual(server.request("GET", "/health", headers={"Host": host})[0], 200, host)
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "localhost.evil.example", "[::1", ""):
            status, _, text = server.request("GET", "/graphql?query={me{id}}", headers={"Host": host})
            self.assertIn(status, (400, 421), host)
            self.assertNotIn("data", text)

    def test_other_sites(self):
        server = self.serve("--no-token")
        for origin in ("https://evil.example", "null", f"http://localhost:{server.port}.evil.example"):
            status, headers, _ = server.ask(PEOPLE, {"Origin": origin})
            self.assertEqual(status, 403, origin)
            self.assertIsNone(headers["Access-Control-Allow-Origin"])
        own = f"http://127.0.0.1:{server.port}"
        status, headers, _ = server.ask(PEOPLE, {"Origin": own})
        self.assertEqual(status, 200)
        self.assertIsNone(headers["Access-Control-Allow-Origin"])

    def test_named_site(self):
        server = self.serve("--allow-origin", "https://friend.example")
        origin = {"Origin": "https://friend.example"}
        asked = {**origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
        status, headers, _ = server.request("OPTIONS", "/graphql", headers={**asked, "Authorization": None})
        self.assertEqual(status, 204)
        self.assertEqual(headers["Access-Control-Allow-Origin"], "https://friend.example")
        self.assertIn("POST", headers["Access-Control-Allow-Methods"])
        self.assertIn("Authorization", headers["Access-Control-Allow-Headers"])
        status, headers, _ = server.ask(PEOPLE, origin)
        self.assertEqual((status, headers["Access-Control-Allow-Origin"]), (200, "https://friend.example"))
        self.assertIn("Origin", headers["Vary"])
        # The page must be able to read why it was refused.
        status, headers, _ = server.ask(PEOPLE, {**origin, "Authorization": "Bearer x"})
        self.assertEqual((status, headers["Access-Control-Allow-Origin"]), (401, "https://friend.example"))
        self.assertEqual(server.ask(PEOPLE, {"Origin": "https://other.example"})[0], 403)


class Questions(ServeTest):
    def test_same_as_query(self):
        server = self.serve()
        status, headers, text = server.ask(PEOPLE)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Type"], "application/json; charset=utf-8")
        self.assertEqual(text, self.run_program("query", "-f", self.path, PEOPLE)[0].rstrip("\n"))

    def test_media_types(self):
        server = self.serve("--no-token")
        new, old = "application/graphql-response+json", "application/json"
        for accept, chosen in {
            new: new, old: old, "*/*": old, "application/*": old, f"{old};q=0.5, {new}": new, f"{new};q=0.1, {old};q=0.2": old,
            f"text/html, {new};q=0.9, */*;q=0.1": new, f"{old}; charset=utf-8": old, None: old,
        }.items():
            headers = {"Accept": accept} if accept else {}
            self.assertEqual(server.ask(PEOPLE, headers)[1].get_content_type(), chosen, accept)
        for accept in ("text/html", f"{old};q=0", "image/*"):
            self.assertEqual(server.ask(PEOPLE, {"Accept": accept})[0], 406, accept)
        self.assertEqual(server.ask("{ nothing }", {"Accept": new})[0], 400)
        self.assertEqual(server.ask("{ nothing }", {"Accept": old})[0], 200)
        # What was executed has data, null or not.
        status, _, text = server.ask('{ userPage(limit: -1) { id } }', {"Accept": new})
        self.assertEqual((status, json.loads(text)["data"]), (200, None))

    def test_content_types(self):
        server = self.serve("--no-token")
        body = json.dumps({"query": PEOPLE})
        for kind in ("application/json", "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"'):
            self.assertEqual(server.request("POST", "/graphql", body, {"Content-Type": kind})[0], 200, kind)
        for kind in (None, "text/plain", "application/json; charset=iso-8859-2", "application/graphql", "multipart/form-data"):
            self.assertEqual(server.request("POST", "/graphql", body, {"Content-Type": kind})[0], 415, kind)

    def test_malformed_parameters(self):
        server = self.serve("--no-token")
        for body in (
            "", "{", "[]", "null", "1", '"x"', "{}", '{"query": 1}', '{"query": null}', '{"query": "{me{id}}"} x', b'{"query": "\xff"}',
            '{"query": "{me{id}}", "variables": []}', '{"query": "{me{id}}", "operationName": 1}', '{"query": "{me{id}}\\u0000"}',
            '[{"query": "{me{id}}"}]', '{"query": "{me{id}}", "extensions": 1}', "[" * 100000,
        ):
            status, headers, text = server.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            self.assertEqual(status, 400, body[:80])
            self.assertIn("message", json.loads(text)["errors"][0])
            self.assertNotIn("data", json.loads(text))

    def test_by_address(self):
        server = self.serve("--no-token")
        status, _, text = server.request("GET", "/graphql?query=query+A($s:String){userPage(where:{surname:{_eq:$s}}){surname}}"
                                                "&operationName=A&variables=%7B%22s%22:%22Chalupa%22%7D")
        self.assertEqual((status, json.loads(text)), (200, {"data": {"userPage": [{"surname": "Chalupa"}]}}))
        for query in ("", "?query", "?variables={}", "?query=%FF", "?query={me{id}}&variables=[1]", "?query={me{id}}&variables={"):
            self.assertEqual(server.request("GET", f"/graphql{query}")[0], 400, query)

    def test_methods_and_paths(self):
        server = self.serve("--no-token")
        for method in ("PUT", "DELETE", "PATCH", "HEAD", "TRACE", "INVENTED"):
            status, headers, _ = server.request(method, "/graphql")
            self.assertEqual(status, 405, method)
            self.assertIn("POST", headers["Allow"])
        self.assertEqual(server.request("POST", "/health")[0], 405)
        for path in ("/graphql/", "/graph", "/page", "//", "/../etc/passwd", "/%2e%2e/x"):
            self.assertIn(server.request("GET", path)[0], (400, 404), path)

    def test_domain(self):
        server = self.serve("--no-token", "--domain", "externalids")
        sdl = json.loads(server.ask("{ _service { sdl } }")[2])["data"]["_service"]["sdl"]
        self.assertEqual(sdl, self.run_program("schema", "--federation", "--domain", "externalids")[0])
        self.assertIn("errors", json.loads(server.ask(PEOPLE)[2]))


class Mutations(ServeTest):
    def test_refused_by_default(self):
        before = program.digest(self.path)
        server = self.serve("--no-token")
        self.assertIn("errors", json.loads(server.ask(INSERT)[2]))
        server.stop()
        self.assertEqual(program.digest(self.path), before)

    def test_by_address(self):
        server = self.serve("--no-token", "--writable")
        status, headers, _ = server.request("GET", "/graphql?query=mutation{userDelete(id:%22x%22){msg}}")
        self.assertEqual((status, headers["Allow"]), (405, "POST"))

    def test_writable(self):
        server = self.serve("--no-token", "--writable")
        self.assertEqual(json.loads(server.ask(INSERT)[2])["data"]["userInsert"]["user"], {"surname": "Nový"})
        self.assertIn("Nový", server.ask(PEOPLE)[2])
        self.assertEqual(server.stop()[0], 0)
        self.assertIn("Nový", self.run_program("query", "-f", self.path, PEOPLE)[0])


class Limits(ServeTest):
    def big_file(self):
        return self.new_file("big.uois", "--demo", "--people", "1000", "--seed", "1", "--only", "ug")

    def test_body_of_known_length(self):
        server = self.serve("--no-token")
        status, _, _ = server.request("POST", "/graphql", b"x" * 10_000_000, {"Content-Type": "application/json"})
        self.assertEqual(status, 413)
        self.assertEqual(server.ask(PEOPLE)[0], 200)

    def test_body_of_unknown_length(self):
        server = self.serve("--no-token")
        chunks = (b"x" * 65536 for _ in range(160))
        connection = server.connect()
        try:
            connection.request("POST", "/graphql", chunks, {"Content-Type": "application/json"}, encode_chunked=True)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it did not want to hear more
        else:
            self.assertEqual(connection.getresponse().status, 413)
        self.assertEqual(server.ask(PEOPLE)[0], 200)

    def test_body_limit(self):
        server = self.serve("--no-token", "--body-limit", "100")
        self.assertEqual(server.ask("{me{id}}")[0], 200)
        self.assertEqual(server.ask("{me{id}}" + " " * 100)[0], 413)

    def test_time(self):
        server = self.serve("--no-token", "--time-limit", "1", path=self.big_file())
        status, _, text = server.ask(SLOW)
        self.assertEqual(status, 200)
        self.assertIn("longer than allowed", json.loads(text)["errors"][0]["message"])
        self.assertEqual(server.ask("{ me { id } }")[0], 200)

    def test_queue(self):
        server = self.serve("--no-token", "--time-limit", "2", "--queue-limit", "2", path=self.big_file())
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(server.ask(SLOW))) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        statuses = sorted(status for status, _, _ in answers)
        self.assertEqual(set(statuses), {200, 503})
        self.assertGreaterEqual(statuses.count(200), 4)
        self.assertTrue(all(headers["Retry-After"] for status, headers, _ in answers if status == 503))
        self.assertEqual(server.ask("{ me { id } }")[0], 200)

    def test_slow_clients(self):
        server = self.serve("--no-token", "--time-limit", "1")
        for begin in (b"", b"POST /gra", b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                          b"Content-Length: 100\r\n\r\n{"):
            with socket.create_connection((server.host, server.port), timeout=PATIENCE) as slow:
                slow.sendall(begin)
                self.assertEqual(server.ask(PEOPLE)[0], 200)
                heard = b""
                while part := slow.recv(4096):
                    heard += part
                self.assertNotIn(b"200", heard.split(b"\r\n")[0])

    def test_clients_that_leave(self):
        server = self.serve("--no-token")
        question = json.dumps({"query": PEOPLE}).encode()
        for _ in range(600):
            with socket.create_connection((server.host, server.port), timeout=PATIENCE) as client:
                client.sendall(REQUEST % (len(question), question))
        self.ask_until_answered(server)
        self.assertEqual(server.stop()[0], 0)

    def ask_until_answered(self, server):
        """What those who left asked may still stand in the queue; the server says so and asks for patience."""
        end = time.monotonic() + PATIENCE
        while (status := server.ask(PEOPLE)[0]) == 503 and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(status, 200)

    def test_questions_of_those_who_left(self):
        """They do not keep the workers from others until the time is over."""
        server = self.serve("--no-token", "--time-limit", "3600", path=self.big_file())
        question = json.dumps({"query": SLOW}).encode()
        clients = [socket.create_connection((server.host, server.port), timeout=PATIENCE) for _ in range(8)]
        for client in clients:
            client.sendall(REQUEST % (len(question), question))
        while "uois_requests_in_flight 9" not in server.request("GET", "/metrics")[2]:
            pass
        for client in clients:
            client.close()
        self.ask_until_answered(server)
        self.assertEqual(server.stop()[0], 0)

    def test_who_only_listens(self):
        """A client that has nothing more to send may still wait for an answer."""
        server = self.serve("--no-token")
        question = json.dumps({"query": PEOPLE}).encode()
        with socket.create_connection((server.host, server.port), timeout=PATIENCE) as client:
            client.sendall(REQUEST % (len(question), question))
            client.shutdown(socket.SHUT_WR)
            heard = b""
            while part := client.recv(4096):
                heard += part
        self.assertTrue(heard.startswith(b"HTTP/1.1 200 "))

    def test_many_that_stay(self):
        server = self.serve("--no-token")
        failures = []

        def client(number):
            connection = server.connect()
            for i in range(50):
                query = PEOPLE if (i + number) % 2 else "{ nothing }"
                status, _, text = server.ask(query, {"Accept": "application/graphql-response+json"}, connection)
                if status != (200 if query == PEOPLE else 400) or not json.loads(text):
                    failures.append((status, text))

        threads = [threading.Thread(target=client, args=(number,)) for number in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])
        metrics = server.request("GET", "/metrics")[2]
        self.assertIn('uois_requests_total{method="POST",status="200"} 400', metrics)


class Ending(ServeTest):
    def test_signals(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = self.serve()
            idle = server.connect()
            self.assertEqual(server.ask(PEOPLE, connection=idle)[0], 200)
            status, said = server.stop(number)
            self.assertEqual(status, 0)
            self.assertIn("Stopped", said)

    def test_during_a_request(self):
        path = self.new_file("big.uois", "--demo", "--people", "1000", "--seed", "1", "--only", "ug")
        server = self.serve("--no-token", "--time-limit", "3", path=path)
        answers = []
        thread = threading.Thread(target=lambda: answers.append(server.ask(SLOW)))
        thread.start()
        # The question about the number in flight is in flight itself.
        while "uois_requests_in_flight 2" not in server.request("GET", "/metrics")[2]:
            pass
        status, _ = server.stop()
        thread.join()
        self.assertEqual(status, 0)
        self.assertEqual(answers[0][0], 200)
        json.loads(answers[0][2])


class Telling(ServeTest):
    def test_metrics(self):
        server = self.serve("--no-token")
        server.ask(PEOPLE)
        server.request("INVENTED", "/health")
        status, headers, text = server.request("GET", "/metrics")
        self.assertEqual(status, 200)
        self.assertIn("version=0.0.4", headers["Content-Type"])
        self.assertIn('uois_requests_total{method="other",status="405"} 1', text)
        self.assertRegex(text, r"uois_statements_total [1-9]")
        values = {}
        for line in text.splitlines():
            if not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                values[name] = float(value)
        self.assertEqual(values["uois_request_duration_seconds_count"], values['uois_request_duration_seconds_bucket{le="+Inf"}'])
        self.assertEqual(values["uois_request_duration_seconds_count"], 2)

    def test_health(self):
        status, _, text = self.serve("--no-token").request("GET", "/health")
        self.assertEqual((status, json.loads(text)), (200, {"status": "ok"}))

    def test_page(self):
        server = self.serve()
        status, headers, page = server.request("GET", "/", headers={"Authorization": None})
        self.assertEqual(status, 200)
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertIn("nosniff", headers["X-Content-Type-Options"])
        parts = re.findall(r'(?:src|href)="([^"]+)"', page)
        self.assertTrue(parts)
        for part in parts:
            status, _, text = server.request("GET", f"/{part}")
            self.assertEqual(status, 200)
            page += text
        self.assertNotRegex(page, r"https?://")
        # Every text of the page is one that the server can translate.
        texts = json.loads(server.request("GET", "/page.json")[2])
        said = re.findall(r'data-text>([^<]+)<|data-text[^>]*>([^<]+)<|say\("([^"]+)"\)|list\("([^"]+)"', page)
        for groups in said:
            self.assertIn(next(filter(None, groups)), texts)

    def test_profile(self):
        server = self.serve("--profile")
        server.ask('query Secret { userPage(where: {surname: {_eq: "Chalupa"}}) { surname memberships { id } } }')
        _, said = server.stop()
        self.assertIn("Query.userPage", said)
        self.assertIn("SELECT", said)
        for secret in ("Chalupa", "Secret"):
            self.assertNotIn(secret, said)


class Profile(ServeTest):
    def test_query(self):
        output, errors = self.run_program("query", "-f", self.path, "--profile", PEOPLE)
        self.assertEqual(output, self.run_program("query", "-f", self.path, PEOPLE)[0])
        self.assertRegex(errors, r"^Profile: [\d.]+ ms")
        self.assertRegex(errors, r"Query\.userPage: .* 1 runs, 3 rows")
        self.assertIn("SELECT", errors)
        self.assertIn("users", errors)

    def test_json(self):
        query = "{ userPage { surname memberships { group { name } } } }"
        _, errors = self.run_program("query", "-f", self.path, "--profile", "--json", query)
        profile = json.loads(errors)
        fields = {field["field"]: field for field in profile["fields"]}
        self.assertEqual(fields["Query.userPage"]["rows"], 3)
        self.assertEqual(fields["UserGQLModel.memberships"]["runs"], 3)
        self.assertLessEqual(fields["Query.userPage"]["own"], fields["Query.userPage"]["total"])
        self.assertIn("memberships", fields["UserGQLModel.memberships"]["plan"])

    def test_mutation(self):
        _, errors = self.run_program("query", "-f", self.path, "--profile", INSERT)
        self.assertIn("Mutation.userInsert", errors)


if __name__ == "__main__":
    os.environ.pop("NO_PROXY", None)
    tap.main()
