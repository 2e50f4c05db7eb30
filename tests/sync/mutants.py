#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutation testing: small faults are put into a source one by one, and the tests must notice.

    tests/sync/mutants.py BUILD [SOURCE...]

A source is one of those in TESTS; usual are all. Each fault is compiled alone and linked before the archives of the
build. What does not compile, or comes to the same code, is no mutant. Ends with 1 if fewer than 95 of 100 die.
"""

import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOAL = 0.95
SECONDS = 60

# Which tests must notice, the quickest first.
TESTS = {
    "data/sync/merge.c": [["test-sync-merge"], ["test-sync-planner", "-p", "/sync/planner/cases"]],
    "data/sync/outbox-state.c": [["test-sync-outbox-state"]],
}
ENVIRONMENT = {
    **os.environ,
    "G_TEST_SRCDIR": str(ROOT / "tests"),
    "LC_ALL": "C.UTF-8",
    "UOIS_SEED": "1",
    "UOIS_CASES": "1500",
}

SWAPS = [
    (r"==", "!="),
    (r"!=", "=="),
    (r"(?<![-<=])<(?![<=])(?= )", "<="),
    (r"<=", "<"),
    (r"(?<![->=])>(?![>=])(?= )", ">="),
    (r">=", ">"),
    (r"&&", "||"),
    (r"\|\|", "&&"),
    (r"\|=", "="),
    (r"(?<=\w) \| (?=\w)", " & "),
    (r"(?<=[\w)]) \+ (?=[\w(])", " - "),
    (r"(?<=[\w)]) - (?=[\w(])", " + "),
    (r"(?<=[\w)]) \* (?=[\w(])", " / "),
    (r"(?<=[\w)]) / (?=[\w(])", " * "),
    (r"\+\+", "--"),
    (r"!(?=[\w(])", ""),
    (r"\bTRUE\b", "FALSE"),
    (r"\bFALSE\b", "TRUE"),
    (r"\bMIN \(", "MAX ("),
    (r"\bMAX \(", "MIN ("),
    (r"(?<![\w.\"])[1-9]\d*(?![\w.])", "0"),
]
# Constants of one enumeration, each put in the place of the one before it.
ENUMERATIONS = [
    "UOIS_SYNC_SAME UOIS_SYNC_MINE UOIS_SYNC_THEIRS UOIS_SYNC_AGREED UOIS_SYNC_HIDDEN UOIS_SYNC_CONFLICT",
    "UOIS_SYNC_ACT_NONE UOIS_SYNC_ACT_INSERT UOIS_SYNC_ACT_UPDATE UOIS_SYNC_ACT_DELETE",
    "UOIS_SYNC_CONFLICT_NONE UOIS_SYNC_CONFLICT_FIELDS UOIS_SYNC_CONFLICT_DELETED_THERE"
    " UOIS_SYNC_CONFLICT_DELETED_HERE UOIS_SYNC_CONFLICT_SAME_ID",
    "UOIS_SYNC_ROLE_MERGED UOIS_SYNC_ROLE_SERVER UOIS_SYNC_ROLE_OURS",
    "UOIS_OUTBOX_PENDING UOIS_OUTBOX_SENDING UOIS_OUTBOX_SENT UOIS_OUTBOX_CONFIRMED UOIS_OUTBOX_DIFFERENT"
    " UOIS_OUTBOX_REFUSED UOIS_OUTBOX_WAITING UOIS_OUTBOX_UNKNOWN UOIS_OUTBOX_CONFLICT UOIS_OUTBOX_DISCARDED",
    "KEEP COUNT_ATTEMPT COUNT_FALSE_REPORT CLEAR",
    "READ PLAN DELAY SIGN_IN RELEASE BLOCK SHOW RECORD",
]


def code_only(text):
    """The same length, with blanks for comments, texts and lines of the preprocessor."""
    pattern = r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|^[ \t]*#[^\n]*"
    return re.sub(pattern, lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.DOTALL | re.MULTILINE)


def mutants(text):
    """(where, what, mutated text) of every fault."""
    code = code_only(text)

    def replace(start, end, new):
        return start, f"{text[start:end].strip()!r} -> {new.strip()!r}", text[:start] + new + text[end:]

    for pattern, new in SWAPS:
        for match in re.finditer(pattern, code):
            yield replace(match.start(), match.end(), new)
    for names in map(str.split, ENUMERATIONS):
        for name, other in zip(names, names[1:] + names[:1]):
            for match in re.finditer(rf"\b{name}\b", code):
                yield replace(match.start(), match.end(), other)
    for match in re.finditer(r"\breturn ([^;{}]+);", code):
        yield replace(match.start(), match.end(), "return 0;")
        yield replace(match.start(), match.end(), f"return !({text[match.start(1):match.end(1)]});")
    # Whole statements: an assignment or a call that stands on a line of its own.
    for match in re.finditer(r"^ +(?:[\w>.*\[\]()-]+ (?:[|+&]?=) [^;{}]+|[\w>.-]+ \([^;{}]*\)|[\w>.-]+(?:\+\+|--));", code, re.MULTILINE):
        yield replace(match.start(), match.end(), ";")


class Bench:
    """How to compile a source and to link the tests, as the build does."""

    def __init__(self, build, source):
        self.build = build
        self.source = source
        entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
        entry = next(entry for entry in entries if entry["file"].endswith(source))
        words = shlex.split(entry["command"])
        self.compiler = []
        skip = False
        for word in words:
            if skip or word in ("-c", "-MD", "-Werror", "ccache") or word == entry["file"]:
                skip = False
            elif word in ("-MQ", "-MF", "-o"):
                skip = True
            else:
                self.compiler.append(word)
        self.compiler += ["-w", "-g0", "-O1"]
        self.tests = [(self.link_line(test[0]), test[1:]) for test in TESTS[source]]

    def link_line(self, name):
        target = f"tests/sync/{name}"
        lines = subprocess.run(
            ["ninja", "-C", self.build, "-t", "commands", target], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        return [word for word in shlex.split(lines[-1]) if word != "ccache"], target

    def compile(self, folder, text):
        """The object; None if it does not compile."""
        source, target = folder / Path(self.source).name, folder / "mutant.o"
        source.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [*self.compiler, "-c", source, "-o", target], cwd=self.build, capture_output=True, check=False
        )
        return target if done.returncode == 0 else None

    def is_noticed(self, folder, target):
        for ((words, name), arguments) in self.tests:
            program = folder / "test"
            at = words.index("-o") + 2
            line = [str(program) if word == name else word for word in words]
            subprocess.run([*line[:at], str(target), *line[at:]], cwd=self.build, check=True, capture_output=True)
            try:
                done = subprocess.run(
                    [program, *arguments],
                    env=ENVIRONMENT, timeout=SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
                )
            except subprocess.TimeoutExpired:
                return True
            if done.returncode != 0:
                return True
        return False

    def judge(self, original, text):
        """None if it is no mutant, otherwise whether it dies."""
        with tempfile.TemporaryDirectory() as name:
            target = self.compile(Path(name), text)
            if target is None or target.read_bytes() == original:
                return None
            return self.is_noticed(Path(name), target)


def run(build, source):
    bench = Bench(build, source)
    text = (ROOT / source).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        target = bench.compile(Path(name), text)
        original = target.read_bytes()
        if bench.is_noticed(Path(name), target):
            sys.exit(f"the tests of {source} fail without any fault")

    found = list(mutants(text))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = list(pool.map(lambda mutant: bench.judge(original, mutant[2]), found))
    died = verdicts.count(True)
    alive = [mutant for mutant, verdict in zip(found, verdicts) if verdict is False]
    for where, what, _ in sorted(alive):
        print(f"{source}:{text.count(chr(10), 0, where) + 1}: survives: {what}")
    share = died / max(died + len(alive), 1)
    print(f"{source}: {died} of {died + len(alive)} mutants died ({share:.1%})")
    return share


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    shares = [run(Path(sys.argv[1]).resolve(), source) for source in sys.argv[2:] or TESTS]
    sys.exit(min(shares) < GOAL)
