#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `meson install` puts in place: each part is what it should be, and the installed program works from there."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["UOIS_BUILD_DIR"])
PREFIX = os.environ["UOIS_PREFIX"].lstrip("/")
APPLICATION = "cz.uois.Desk"
MIME_TYPE = "application/x-uois-desk"
PATIENCE = 60


class Installed(unittest.TestCase):
    """Tests in a fresh home, with what was installed once for all of them."""

    folder = None

    @classmethod
    def setUpClass(cls):
        if Installed.folder is None:
            Installed.install()

    @classmethod
    def install(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="uois-install-")
        unittest.addModuleCleanup(cls.folder.cleanup)
        stage = Path(cls.folder.name) / "stage"
        subprocess.run(
            [os.environ["UOIS_MESON"], "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", stage],
            check=True,
            capture_output=True,
        )
        cls.prefix = stage / PREFIX
        cls.share = cls.prefix / "share"
        # What the tools of a packager do afterwards.
        for command in (
            ["glib-compile-schemas", "--strict", cls.share / "glib-2.0/schemas"],
            ["update-mime-database", cls.share / "mime"],
            ["update-desktop-database", cls.share / "applications"],
        ):
            subprocess.run(command, check=True, capture_output=True)
        cls.home = Path(cls.folder.name) / "home"
        cls.home.mkdir()
        cls.environment = {
            **os.environ,
            "HOME": str(cls.home),
            "PATH": f"{cls.prefix / 'bin'}:{os.environ['PATH']}",
            "XDG_DATA_HOME": str(cls.home / "data"),
            "XDG_CONFIG_HOME": str(cls.home / "config"),
            "XDG_CACHE_HOME": str(cls.home / "cache"),
            "XDG_DATA_DIRS": f"{cls.share}:/usr/local/share:/usr/share",
            "LSAN_OPTIONS": f"suppressions={ROOT / 'tests/leaks.supp'}:print_suppressions=0",
        }

    def run_tool(self, *command, expect=0, **environment):
        done = subprocess.run(
            list(map(str, command)),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**self.environment, **environment},
            cwd=self.home,
            timeout=PATIENCE,
            check=False,
        )
        self.assertEqual(done.returncode, expect, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def demo(self, name):
        path = self.home / name
        if not path.exists():
            self.run_tool("uois-desk", "new", "-f", path, "--demo", "--people", "60")
        return path


class Parts(Installed):
    def entry(self):
        parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
        parser.optionxform = str
        parser.read(self.share / f"applications/{APPLICATION}.desktop", encoding="utf-8")
        return parser

    def test_desktop_entry(self):
        path = self.share / f"applications/{APPLICATION}.desktop"
        said = self.run_tool("desktop-file-validate", path)
        self.assertEqual(said, "")
        entry = self.entry()
        main = entry["Desktop Entry"]
        self.assertEqual(main["Icon"], APPLICATION)
        self.assertEqual(main["MimeType"], f"{MIME_TYPE};")
        self.assertTrue((self.prefix / "bin" / main["Exec"].split()[0]).exists())
        for action in main["Actions"].strip(";").split(";"):
            self.assertIn("Name", entry[f"Desktop Action {action}"])

    def test_metainfo(self):
        path = self.share / f"metainfo/{APPLICATION}.metainfo.xml"
        self.run_tool("appstreamcli", "validate", "--no-net", "--pedantic", "--explain", path)
        text = path.read_text(encoding="utf-8")
        self.assertIn(f"<mediatype>{MIME_TYPE}</mediatype>", text)
        self.assertIn(f'<launchable type="desktop-id">{APPLICATION}.desktop</launchable>', text)
        version = re.search(r"uois-desk (\S+)", self.run_tool("uois-desk", "--version")).group(1)
        self.assertEqual(re.search(r'<release version="([^"]+)"', text).group(1), version, "NEWS begins with another version")

    def test_pictures_of_the_metainfo_are_there(self):
        text = (self.share / f"metainfo/{APPLICATION}.metainfo.xml").read_text(encoding="utf-8")
        images = re.findall(r'width="(\d+)" height="(\d+)"[^>]*>[^<]*/screenshots/([^<]+)<', text)
        self.assertGreaterEqual(len(images), 2)
        for width, height, name in images:
            with self.subTest(name):
                head = (ROOT / "ui/data/screenshots" / name).read_bytes()[:24]
                self.assertEqual(head[:8], b"\x89PNG\r\n\x1a\n")
                self.assertEqual(int.from_bytes(head[16:20], "big"), int(width))
                self.assertEqual(int.from_bytes(head[20:24], "big"), int(height))

    def test_translated(self):
        """In Czech, as far as the catalog goes; msgfmt leaves out what is not in it."""
        catalog = (ROOT / "po/cs.po").read_text(encoding="utf-8")
        if 'msgid "Records of an institution"' not in catalog:
            self.skipTest("po/cs.po has none of these messages yet")
        self.assertIn("Name[cs]", self.entry()["Desktop Action new-window"])
        for name in (f"metainfo/{APPLICATION}.metainfo.xml", f"mime/packages/{APPLICATION}.xml"):
            self.assertIn('xml:lang="cs"', (self.share / name).read_text(encoding="utf-8"), name)

    def test_icons(self):
        for kind, name in (("scalable", APPLICATION), ("symbolic", f"{APPLICATION}-symbolic")):
            path = self.share / f"icons/hicolor/{kind}/apps/{name}.svg"
            self.run_tool("xmllint", "--noout", "--nonet", path)

    def test_file_type(self):
        self.run_tool("xmllint", "--noout", "--nonet", self.share / f"mime/packages/{APPLICATION}.xml")
        demo = self.demo("school.uois")
        nameless = self.home / "school"
        shutil.copy(demo, nameless)
        other = self.home / "other.sqlite3"
        self.run_tool("sqlite3", other, "CREATE TABLE a (b)")
        misnamed = self.home / "not-ours.db"
        self.run_tool("sqlite3", misnamed, "PRAGMA application_id = 1; CREATE TABLE a (b)")
        for path, expected in ((demo, MIME_TYPE), (nameless, MIME_TYPE), (other, "application/vnd.sqlite3")):
            said = self.run_tool("gio", "info", "-a", "standard::content-type", path)
            self.assertIn(f"standard::content-type: {expected}\n", said)
        self.assertNotIn(MIME_TYPE, self.run_tool("gio", "info", misnamed))
        self.assertIn(f"{APPLICATION}.desktop", self.run_tool("gio", "mime", MIME_TYPE))

    def test_service(self):
        text = (self.share / f"dbus-1/services/{APPLICATION}.service").read_text(encoding="utf-8")
        self.assertIn(f"Name={APPLICATION}\n", text)
        self.assertIn(f"Exec=/{PREFIX}/bin/uois-desk --gapplication-service\n", text)

    def test_manual(self):
        verbs = re.findall(r"^  ([a-z]+)  +\S", self.run_tool("uois-desk", "--help"), re.MULTILINE)
        self.assertIn("query", verbs)
        for folder in ("man1", "cs/man1"):
            with self.subTest(folder):
                page = self.share / "man" / folder / "uois-desk.1"
                done = subprocess.run(
                    ["man", "--warnings", "--encoding=UTF-8", "--local-file", page],
                    capture_output=True,
                    text=True,
                    encoding="utf-8",
                    env={**self.environment, "MANWIDTH": "100"},
                    check=True,
                )
                self.assertEqual(done.stderr, "")
                for verb in verbs:
                    self.assertRegex(done.stdout, rf"(?m)^   {verb}\b")
                self.assertIn("--variables=", done.stdout)


class Completion(Installed):
    def complete(self, *words):
        """What bash offers for the last of these words."""
        script = f"""
          source /usr/share/bash-completion/bash_completion
          source '{self.share}/bash-completion/completions/uois-desk'
          COMP_WORDS=({' '.join(f"'{word}'" for word in words)})
          COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
          COMP_LINE="${{COMP_WORDS[*]}}" COMP_POINT=${{#COMP_LINE}} COMP_TYPE=9
          compopt () {{ :; }}
          _uois_desk uois-desk "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD-1]}}"
          printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        return set(self.run_tool("bash", "--norc", "-c", script).split())

    def test_verbs(self):
        offered = self.complete("uois-desk", "")
        for verb in re.findall(r"^  ([a-z]+)  +\S", self.run_tool("uois-desk", "--help"), re.MULTILINE):
            self.assertIn(verb, offered)
        self.assertEqual(self.complete("uois-desk", "qu"), {"query"})
        self.assertEqual(self.complete("uois-desk", "help", "du"), {"dump"})

    def test_verbs_in_czech(self):
        self.environment["LANGUAGE"] = "cs"
        try:
            self.assertEqual(self.complete("uois-desk", "che"), {"check"})
        finally:
            del self.environment["LANGUAGE"]

    def test_options(self):
        for verb in re.findall(r"^  ([a-z]+)  +\S", self.run_tool("uois-desk", "--help"), re.MULTILINE):
            with self.subTest(verb):
                said = self.run_tool("uois-desk", "help", verb)
                expected = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+=?)", said, re.MULTILINE))
                self.assertLessEqual(expected, self.complete("uois-desk", verb, "--"))
        self.assertEqual(self.complete("uois-desk", "query", "--read"), {"--read-only"})

    def test_values(self):
        (self.home / "folder").mkdir(exist_ok=True)
        (self.home / "mine.uois").touch()
        (self.home / "seed.json").touch()
        self.assertEqual(self.complete("uois-desk", "check", "-f", "mi"), {"mine.uois"})
        self.assertEqual(self.complete("uois-desk", "dump", "-o", "se"), {"seed.json"})
        self.assertEqual(self.complete("uois-desk", "query", "-o", "se"), set(), "the name of an operation is no file")
        self.assertEqual(self.complete("uois-desk", "load", ""), {"folder", "seed.json"})
        self.assertEqual(self.complete("uois-desk", "mi"), {"mine.uois"})


class Program(Installed):
    def test_verbs(self):
        path = self.demo("work.uois")
        self.run_tool("uois-desk", "check", "-f", path)
        answer = json.loads(self.run_tool("uois-desk", "query", "-f", path, "{ userPage(limit: 3) { id } }"))
        self.assertEqual(len(answer["data"]["userPage"]), 3)

    def test_speaks_czech(self):
        self.assertIn("Použití:", self.run_tool("uois-desk", "--help", LANGUAGE="cs"))

    def find_window(self, name):
        done = subprocess.run(["xdotool", "search", "--name", name], capture_output=True, text=True, check=False)
        return done.stdout.split()

    def wait(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        self.fail(f"waited in vain for {what}")

    def test_window(self):
        """It finds its settings beside itself, wherever it was put."""
        path = self.demo("window.uois")
        environment = {**self.environment, "GSETTINGS_BACKEND": "keyfile"}
        environment.pop("GSETTINGS_SCHEMA_DIR", None)
        environment["XDG_DATA_DIRS"] = "/usr/local/share:/usr/share"
        window = subprocess.Popen([self.prefix / "bin/uois-desk", path], env=environment, cwd=self.home)
        try:
            self.wait(lambda: self.find_window("window.uois") or window.poll() is not None, "the window")
            self.assertIsNone(window.poll(), "the program has ended")
            subprocess.run(["xdotool", "key", "--clearmodifiers", "ctrl+q"], check=True)
            self.assertEqual(window.wait(PATIENCE), 0)
        finally:
            window.kill()
            window.wait()
        kept = (self.home / "config/glib-2.0/settings/keyfile").read_text(encoding="utf-8")
        self.assertIn(str(path), kept)

    def test_started_by_the_desktop(self):
        """As the session bus starts it, and as a launcher opens a file."""
        path = self.demo("launched.uois")
        environment = {**self.environment, "GSETTINGS_BACKEND": "memory"}
        service = subprocess.Popen(
            [self.prefix / "bin/uois-desk", "--gapplication-service"], env=environment, cwd=self.home
        )
        try:
            self.wait(lambda: APPLICATION in self.names_on_the_bus() or service.poll() is not None, "the service")
            self.assertEqual(self.find_window("UOIS Desk"), [], "a service shows no window before it is asked to")
            self.run_tool("gapplication", "launch", APPLICATION, path)
            self.wait(lambda: self.find_window("launched.uois"), "the window")
            self.run_tool("gapplication", "action", APPLICATION, "new-window")
            self.wait(lambda: len(self.find_window("launched.uois")) == 2, "a second window")
            self.run_tool("gapplication", "action", APPLICATION, "quit")
            self.wait(lambda: service.poll() is not None or not self.find_window("launched.uois"), "the windows to close")
        finally:
            service.terminate()
            service.wait()

    def names_on_the_bus(self):
        return self.run_tool(
            "gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus",
            "--method", "org.freedesktop.DBus.ListNames",
        )


if __name__ == "__main__":
    tap.main()
