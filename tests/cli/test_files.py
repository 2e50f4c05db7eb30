#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that cannot be used as they are: one sentence, and not a byte is changed."""

import os
import random
import resource
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

NOBODY = 65534
READING = (["check"], ["query", "{ __typename }"], ["dump"])
ALL = (*READING, ["load", program.SYSTEMDATA])


class FileTest(program.ProgramTest):
    def refuse(self, path, *words, verbs=ALL):
        before = program.digest(path)
        for verb, *arguments in verbs:
            with self.subTest(verb):
                output, errors = self.run_program(verb, "-f", path, *arguments, expect=1)
                self.assertEqual(output, "")
                self.assert_one_sentence(errors, Path(path).name, *words)
                self.assertEqual(program.digest(path), before, "the file was touched")


class NotOurs(FileTest):
    def test_text(self):
        path = self.folder / "letter.txt"
        path.write_text("Dear colleagues, " * 1000)
        self.refuse(path, "UOIS Desk")

    def test_empty_file(self):
        path = self.folder / "empty.uois"
        path.touch()
        self.refuse(path, verbs=READING)

    def test_database_of_somebody_else(self):
        path = self.folder / "other.sqlite"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE users (id INTEGER PRIMARY KEY)")
        connection.close()
        self.refuse(path, "UOIS Desk")

    def test_folder(self):
        for verb, *arguments in ALL:
            _, errors = self.run_program(verb, "-f", self.folder, *arguments, expect=1)
            self.assert_one_sentence(errors, self.folder.name)


class Newer(FileTest):
    def test_newer_version(self):
        path = self.new_file()
        with open(path, "r+b") as file:
            file.seek(60)  # user_version in the header of every SQLite file
            version = struct.unpack(">I", file.read(4))[0]
            file.seek(60)
            file.write(struct.pack(">I", version + 1))
        self.refuse(path, "newer")


class Locked(FileTest):
    def test_another_program_is_writing(self):
        path = self.new_file()
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        self.addCleanup(connection.close)
        self.refuse(path, verbs=[["load", program.SYSTEMDATA]])
        # Reading goes on beside a writer.
        self.run_program("query", "-f", path, "{ __typename }")


class ReadOnly(FileTest):
    def setUp(self):
        super().setUp()
        self.path = self.new_file()
        self.seed = shutil.copy(program.SYSTEMDATA, self.folder)
        os.chmod(self.path, 0o444)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        if os.geteuid() == 0:
            self.become_somebody()

    def become_somebody(self):
        """Permissions mean nothing to root, and the build folder may be closed to everybody else."""
        elsewhere = tempfile.TemporaryDirectory(prefix="uois-program-")
        self.addCleanup(elsewhere.cleanup)
        os.chmod(elsewhere.name, 0o755)
        mine, real_run = program.PROGRAM, subprocess.run
        program.PROGRAM = shutil.copy(mine, elsewhere.name)
        self.addCleanup(setattr, program, "PROGRAM", mine)

        def run(*arguments, **options):
            return real_run(*arguments, user=NOBODY, group=NOBODY, extra_groups=[], **options)

        subprocess.run = run
        self.addCleanup(setattr, subprocess, "run", real_run)

    def test_writing(self):
        self.refuse(self.path, verbs=[["load", self.seed]])

    def test_reading(self):
        before = program.digest(self.path)
        output, errors = self.run_program("query", "-f", self.path, "{ __typename }")
        self.assertEqual((output, errors), ('{"data":{"__typename":"Query"}}\n', ""))
        self.assertIn("sound", self.run_program("check", "-f", self.path)[0])
        self.assertEqual(program.digest(self.path), before)

    def test_new_in_a_closed_folder(self):
        _, errors = self.run_program("new", "-f", "other.uois", expect=1)
        self.assert_one_sentence(errors, "other.uois")


class Damaged(FileTest):
    def setUp(self):
        super().setUp()
        self.path = self.new_file("file.uois", "--demo", "--people", "50")
        self.whole = self.path.read_bytes()

    def test_truncated(self):
        self.path.write_bytes(self.whole[: len(self.whole) // 2 // 4096 * 4096])
        before = program.digest(self.path)
        _, errors = self.run_program("load", "-f", self.path, program.SYSTEMDATA, expect=1)
        self.assert_one_sentence(errors, "file.uois", "damaged")
        output, errors = self.run_program("check", "-f", self.path, expect=1)
        self.assertIn("damaged", output + errors)
        self.assertEqual(program.digest(self.path), before)

    def test_overwritten_schema(self):
        self.path.write_bytes(self.whole[:100] + b"\xff" * 8092 + self.whole[8192:])
        self.refuse(self.path, verbs=[["query", "{ userPage { id } }"], ["load", program.SYSTEMDATA]])

    def test_flipped_bytes(self):
        """Damage may go unnoticed by a verb that does not read there; it never crashes one or is written on."""
        seed = random.SystemRandom().randrange(1 << 32)
        print(f"# seed {seed}")
        choose = random.Random(seed)
        for _ in range(25):
            flipped = bytearray(self.whole)
            for _ in range(choose.choice([1, 10, 1000])):
                flipped[choose.randrange(len(flipped))] ^= 1 << choose.randrange(8)
            self.path.write_bytes(flipped)
            before = program.digest(self.path)
            for verb, *arguments in READING:
                done = subprocess.run(
                    [program.PROGRAM, verb, "-f", self.path, *arguments],
                    capture_output=True,
                    env=self.environment,
                    timeout=program.PATIENCE,
                    check=False,
                )
                self.assertIn(done.returncode, (0, 1), f"seed {seed}, {verb}: {done.stderr}")
                self.assertEqual(program.digest(self.path), before, f"seed {seed}, {verb}")

    def test_check_finds_a_lost_record(self):
        connection = sqlite3.connect(self.path)
        connection.execute("DELETE FROM groups WHERE id = (SELECT group_id FROM memberships LIMIT 1)")
        connection.commit()
        connection.close()
        output, errors = self.run_program("check", "-f", self.path, expect=1)
        self.assertEqual(errors, "")
        self.assertIn("memberships", output)
        self.assertIn("groups", output)


class FullDisk(FileTest):
    def seed_file(self):
        rows = ",".join(
            f'{{"id": "{n:08x}-7e57-4000-8000-000000000000", "name": "Jan", "surname": "Novák{n}"}}' for n in range(40000)
        )
        path = self.folder / "large.json"
        path.write_text(f'{{"users": [{rows}]}}')
        return path

    def test_small_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], capture_output=True, check=False
        )
        if mounted.returncode != 0:
            self.skipTest("no permission to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "--lazy", disk], check=True)
        made = self.new_file()
        path = disk / "file.uois"
        shutil.copyfile(made, path)
        self.refuse(path, "space", verbs=[["load", self.seed_file()]])
        self.assertIn("sound", self.run_program("check", "-f", path)[0])

    def test_limited_file_size(self):
        path = self.new_file()
        before = program.digest(path)
        limit = path.stat().st_size + 500000
        done = subprocess.run(
            [program.PROGRAM, "load", "-f", path, self.seed_file()],
            capture_output=True,
            env=self.environment,
            timeout=program.PATIENCE,
            check=False,
            restore_signals=False,  # Python ignores SIGXFSZ, and so shall the program
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )
        self.assertEqual(done.returncode, 1)
        self.assert_one_sentence(done.stderr.decode(), "file.uois")
        self.assertEqual(program.digest(path), before)
        self.assertIn("sound", self.run_program("check", "-f", path)[0])


if __name__ == "__main__":
    tap.main()
