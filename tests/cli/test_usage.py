#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person meets who does not know the program yet: help, and the cures for slips."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

VERBS = ("new", "load", "dump", "export", "query", "schema", "check", "history", "undo", "redo", "backup", "help")


class Help(program.ProgramTest):
    def test_help_names_every_verb(self):
        output, errors = self.run_program("--help")
        self.assertEqual(errors, "")
        for verb in VERBS:
            self.assertRegex(output, rf"(?m)^  {verb}  +\S")

    def test_help_is_the_same_by_every_way(self):
        output, _ = self.run_program("--help")
        self.assertEqual(self.run_program("-h")[0], output)
        self.assertEqual(self.run_program("help")[0], output)

    def test_help_of_each_verb(self):
        for verb in VERBS:
            output, errors = self.run_program("help", verb)
            self.assertEqual(errors, "")
            self.assertEqual(self.run_program(verb, "--help")[0], output)
            self.assertIn(f"uois-desk [OPTION…] {verb}", output)
            self.assertIn("--file=FILE", output)

    def test_version(self):
        output, errors = self.run_program("--version")
        self.assertRegex(output, r"^uois-desk \d+\.\d+\.\d+\n$")
        self.assertEqual(errors, "")

    def test_czech(self):
        output, _ = self.run_program("--help", LANGUAGE="cs")
        self.assertIn("Použití:", output)
        self.assertNotIn("Make a new file", output)

    def test_help_without_a_utf8_locale(self):
        output, _ = self.run_program("help", "query", LC_ALL="C")
        self.assertIn("GraphQL", output)


class WrongUsage(program.ProgramTest):
    def refuse(self, *arguments, words=()):
        output, errors = self.run_program(*arguments, expect=2)
        self.assertEqual(output, "")
        self.assert_one_sentence(errors, *words)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), [])

    def test_unknown_verb(self):
        self.refuse("qurey", words=["qurey", "query"])
        self.refuse("laod", "x.json", words=["laod", "load"])

    def test_word_that_is_nothing(self):
        self.refuse("brontosaurus", words=["brontosaurus", "--help"])

    def test_unknown_verb_of_help(self):
        self.refuse("help", "lod", words=["lod", "load"])

    def test_unknown_option(self):
        self.refuse("--frobnicate", words=["--frobnicate", "--help"])
        self.refuse("query", "--frobnicate", "{ __typename }", words=["--frobnicate", "help query"])

    def test_option_without_value(self):
        self.refuse("check", "-f", words=["help check"])

    def test_missing_arguments(self):
        self.refuse("load", words=["SEEDFILE"])
        self.refuse("query", words=["QUERY"])

    def test_too_many_arguments(self):
        self.refuse("check", "one", words=["one"])
        self.refuse("query", "{ a }", "{ b }", words=["{ b }"])

    def test_demo_options_without_demo(self):
        self.refuse("new", "--people", "300", words=["--people", "--demo"])

    def test_numbers(self):
        self.refuse("new", "--demo", "--people", "many", words=["--people", "many"])
        self.refuse("new", "--demo", "--people", "-5", words=["--people", "-5"])
        self.refuse("new", "--demo", "--people", "99999999999999999999", words=["--people"])
        self.refuse("new", "--demo", "--seed", "1.5", words=["--seed", "1.5"])

    def test_unknown_domain(self):
        self.refuse("new", "--demo", "--only", "alchemy", words=["--only", "alchemy", "ug"])
        self.refuse("schema", "--domain", "alchemy", words=["--domain", "alchemy", "ug"])

    def test_unknown_format(self):
        self.refuse("schema", "--format", "xml", words=["xml", "graphql", "json"])

    def test_not_utf8(self):
        output, errors = self.run_program(b"query", b"{ \xff }", expect=2)
        self.assertEqual(output, "")
        self.assert_one_sentence(errors, "UTF-8")

    def test_no_display(self):
        _, errors = self.run_program(expect=1)
        self.assertTrue(errors.startswith("uois-desk: "), errors)
        self.assertIn("display", errors)


class Streams(program.ProgramTest):
    def test_full_output(self):
        path = self.new_file()
        for arguments in (["--help"], ["schema"], ["dump", "-f", path], ["query", "-f", path, "{ __typename }"]):
            with self.subTest(arguments[0]), open("/dev/full", "wb") as full:
                done = subprocess.run(
                    [program.PROGRAM, *arguments],
                    stdout=full,
                    stderr=subprocess.PIPE,
                    env=self.environment,
                    cwd=self.folder,
                    timeout=program.PATIENCE,
                    check=False,
                )
                self.assertEqual(done.returncode, 1)
                self.assert_one_sentence(done.stderr.decode(), "No space left")

    def test_json_is_indented_for_people_only(self):
        path = self.new_file()
        try:
            main, side = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal can be made: {error}")
        done = subprocess.run(
            [program.PROGRAM, "query", "-f", path, "{ __typename }"],
            stdout=side,
            env=self.environment,
            timeout=program.PATIENCE,
            check=True,
        )
        os.close(side)
        shown = os.read(main, 65536).decode()
        os.close(main)
        self.assertEqual(done.returncode, 0)
        self.assertGreater(shown.count("\n"), 3)
        piped, _ = self.run_program("query", "-f", path, "{ __typename }")
        self.assertEqual(piped.count("\n"), 1)
        self.assertEqual(json.loads(shown), json.loads(piped))

    def test_no_progress_without_a_terminal(self):
        _, errors = self.run_program("new", "-f", "demo.uois", "--demo", "--people", "50")
        self.assertEqual(errors, "")


class Files(program.ProgramTest):
    def test_own_file(self):
        self.run_program("new")
        self.assertTrue((self.folder / "data/uois-desk/uois-desk.uois").exists())
        output, _ = self.run_program("check")
        self.assertIn("uois-desk.uois", output)

    def test_own_file_is_missing(self):
        for arguments in (["check"], ["query", "{ __typename }"], ["dump"]):
            _, errors = self.run_program(*arguments, expect=1)
            self.assert_one_sentence(errors, "uois-desk.uois", "uois-desk new")

    def test_file_before_the_verb(self):
        self.new_file("here.uois")
        output, _ = self.run_program("-f", "here.uois", "check")
        self.assertIn("here.uois", output)

    def test_last_file_counts(self):
        self.new_file("here.uois")
        output, _ = self.run_program("-f", "there.uois", "check", "-f", "here.uois")
        self.assertIn("here.uois", output)

    def test_new_spares_what_is_there(self):
        path = self.new_file()
        before = program.digest(path)
        _, errors = self.run_program("new", "-f", path, "--demo", expect=1)
        self.assert_one_sentence(errors, "file.uois")
        self.assertEqual(program.digest(path), before)

    def test_new_in_a_missing_folder(self):
        _, errors = self.run_program("new", "-f", "nowhere/file.uois", expect=1)
        self.assert_one_sentence(errors, "nowhere", "folder")


if __name__ == "__main__":
    tap.main()
