#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Spreadsheet files, taken apart: typed cells in both formats say what the API says."""

import datetime
import json
import os
import pty
import re
import subprocess
import sys
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import program  # noqa: E402
import tap  # noqa: E402

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT = OASIS % "office", OASIS % "table", OASIS % "text"
DEPARTMENT = "00000002-7e57-4000-8000-000000000002"
# Each is nothing but text: what looks like a formula, like XML, like an escape of XLSX; blanks and ends of lines count.
TEXTS = ["=1+1", "<b>&amp;</b>", "_x0041_", " two  blanks ", "lines\nof\ttext", "carriage\rreturn", "😀 ďábelské ódy", "007"]


class Sheets:
    """What holds in each format."""

    extension = media_type = None

    def setUp(self):
        super().setUp()
        self.path, _ = self.loaded_file()

    def export(self, *options):
        output = self.folder / f"table.{self.extension}"
        self.run_program("export", "-f", self.path, *options, "--format", self.extension, "-o", output)
        return output

    def rows(self, *options):
        with zipfile.ZipFile(self.export(*options)) as archive:
            self.assertIsNone(archive.testzip())
            return self.read(archive)

    def test_texts(self):
        for text in TEXTS:
            name = json.dumps(text, ensure_ascii=False)
            self.ask(self.path, f'mutation {{ groupInsert(group: {{name: {name}, grouptypeId: "{DEPARTMENT}"}}) {{ msg }} }}')
        rows = self.rows("groups", "--columns", "name,email,grouptype")
        self.assertEqual(rows[0], ["Name", "E-mail", "Type"])
        wanted = [[text, None, "department"] for text in TEXTS]
        self.assertEqual(sorted(row for row in rows if row[0] in TEXTS), sorted(wanted))

    def test_types(self):
        rows = self.rows("events", "--columns", "name,startdate,enddate,eventType,duration")
        header = self.rows("events", "--columns", "name,startdate")[0]
        self.assertEqual(header, rows[0][:2])
        answer = self.ask(self.path, "{ eventPage { name startdate } }")["data"]["eventPage"]
        wanted = {row["name"]: datetime.datetime.fromisoformat(row["startdate"]) for row in answer}
        self.assertGreater(len(wanted), 1)
        self.assertEqual({row[0]: row[1] for row in rows[1:]}, wanted)
        self.assertTrue(all(isinstance(row[4], (int, float, type(None))) for row in rows[1:]))

    def test_truth_and_order(self):
        rows = self.rows("users", "--columns", "surname,valid")
        self.assertEqual([row[0] for row in rows[1:]], ["Hořák", "Chalupa", "Nováková"])
        answer = self.ask(self.path, "{ userPage { surname valid } }")["data"]["userPage"]
        self.assertEqual(dict(map(tuple, rows[1:])), {user["surname"]: user["valid"] for user in answer})

    def test_equal_bytes(self):
        self.assertEqual(self.export("users").read_bytes(), self.export("users").read_bytes())

    def test_not_into_a_terminal(self):
        ours, theirs = pty.openpty()
        done = subprocess.run(
            [program.PROGRAM, "export", "-f", str(self.path), "users", "--format", self.extension],
            stdout=theirs,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=self.environment,
            check=False,
        )
        os.close(theirs)
        os.close(ours)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--output", done.stderr)


class Xlsx(Sheets, program.ProgramTest):
    extension = "xlsx"

    @staticmethod
    def cell(node):
        kind, style = node.get("t"), node.get("s")
        if kind == "inlineStr":
            text = "".join(node.itertext())
            return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match.group(1), 16)), text)
        value = node.findtext(f"{MAIN}v")
        if kind == "b":
            return value == "1"
        if style in ("2", "3"):
            days = datetime.timedelta(days=float(value))
            moment = datetime.datetime(1899, 12, 30) + days
            return (moment + datetime.timedelta(milliseconds=1)).replace(microsecond=0)
        return float(value) if value is not None else None

    def read(self, archive):
        # Every part is in the list of types, and every relation leads somewhere.
        names = archive.namelist()
        types = archive.read("[Content_Types].xml").decode()
        for name in re.findall('PartName="/([^"]+)"', types):
            self.assertIn(name, names)
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
        formats = [style.get("numFmtId") for style in styles.find(f"{MAIN}cellXfs")]
        self.assertEqual(formats[2:], ["14", "22"])
        self.assertIsNone(sheet.find(f".//{MAIN}f"), "a formula")
        return [[self.cell(cell) for cell in row] for row in sheet.iter(f"{MAIN}row")]


class Ods(Sheets, program.ProgramTest):
    extension = "ods"

    def text(self, node):
        if node.tag == f"{TEXT}s":
            said = " " * int(node.get(f"{TEXT}c"))
        elif node.tag == f"{TEXT}tab":
            said = "\t"
        else:
            said = node.text or ""
        return said + "".join(self.text(child) + (child.tail or "") for child in node)

    def cell(self, node):
        kind = node.get(f"{OFFICE}value-type")
        if kind == "float":
            return float(node.get(f"{OFFICE}value"))
        if kind == "boolean":
            return node.get(f"{OFFICE}boolean-value") == "true"
        if kind == "date":
            return datetime.datetime.fromisoformat(node.get(f"{OFFICE}date-value"))
        return "\n".join(map(self.text, node.findall(f"{TEXT}p"))) if kind == "string" else None

    def read(self, archive):
        first = archive.infolist()[0]
        self.assertEqual((first.filename, first.compress_type, first.extra), ("mimetype", zipfile.ZIP_STORED, b""))
        self.assertEqual(archive.read("mimetype"), b"application/vnd.oasis.opendocument.spreadsheet")
        manifest = archive.read("META-INF/manifest.xml").decode()
        for name in archive.namelist()[2:]:
            self.assertIn(f'full-path="{name}"', manifest)
        content = ElementTree.fromstring(archive.read("content.xml"))
        return [[self.cell(cell) for cell in row] for row in content.iter(f"{TABLE}table-row")]


if __name__ == "__main__":
    tap.main()
