#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads meson's logs of test runs and ends with one line: N passed, N failed.

A TAP program counts by its subtests, any other by itself. A program that did not
end well without naming a failure counts as one, so does a log that is missing.
"""

import json
import re
import sys
from pathlib import Path

RESULT = re.compile(r"^(not )?ok\b\s*\d*\s*(?:- )?([^#]*)(#\s*(?:SKIP|TODO)\b.*)?", re.IGNORECASE)

FAILURES_TOLD = 4
LINES_OF_A_FAILURE = 25
WIDTH = 240


def subtests(text):
    """Yields (name, 'passed', 'failed' or 'skipped', reason) for each TAP line."""
    for line in text.splitlines():
        match = RESULT.match(line)
        if not match:
            continue
        name, directive = match.group(2).strip(), match.group(3) or ""
        if directive.upper().startswith("# SKIP") or directive.upper().startswith("#SKIP"):
            yield name, "skipped", directive[1:].strip()[4:].strip()
        elif match.group(1):
            yield name, "failed", ""
        else:
            yield name, "passed", ""


def failure_of(test):
    """The end of what a program said, for whoever has nothing but the output of this run."""
    lines = []
    for stream in ("stdout", "stderr"):
        said = (test.get(stream) or "").splitlines()
        lines += [line for line in said if not line.startswith("ok ")][-LINES_OF_A_FAILURE:]
    return [line if len(line) <= WIDTH else line[:WIDTH] + "…" for line in lines]


def read(log):
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        yield json.loads(line)


def outcomes(log, failures):
    """Yields (name, outcome, reason) of each subtest; appends to failures the programs that failed."""
    for test in read(log):
        results = list(subtests(test.get("stdout") or ""))
        ended_well = test["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
        if not results:
            outcome = "skipped" if test["result"] == "SKIP" else "passed" if ended_well else "failed"
            results = [("", outcome, test["result"])]
        elif not ended_well and not any(outcome == "failed" for _, outcome, _ in results):
            results.append(("", "failed", f"{test['result']}, status {test.get('returncode')}"))
        for name, outcome, reason in results:
            yield f"{test['name']}: {name}".rstrip(": "), outcome, reason
        if any(outcome == "failed" for _, outcome, _ in results):
            failures.append(test)


def main(logs):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    failures = []
    told = []
    for log in map(Path, logs):
        build = log.parent.parent.name
        if not log.exists():
            count["failed"] += 1
            told.append(f"failed: {build}: no tests were run ({log} is missing)")
            continue
        for name, outcome, reason in outcomes(log, failures):
            count[outcome] += 1
            if outcome != "passed":
                told.append(f"{outcome}: {build}: {name}" + (f" ({reason})" if reason else ""))
    for test in failures[:FAILURES_TOLD]:
        print(f"---- {test['name']}, status {test.get('returncode')}, said at its end:")
        print("\n".join(failure_of(test)))
    for line in told:
        print(line)
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
