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


def read(log):
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        test = json.loads(line)
        results = list(subtests(test.get("stdout") or ""))
        ended_well = test["result"] in ("OK", "EXPECTEDFAIL", "SKIP")
        if not results:
            outcome = "skipped" if test["result"] == "SKIP" else "passed" if ended_well else "failed"
            results = [("", outcome, test["result"])]
        elif not ended_well and not any(outcome == "failed" for _, outcome, _ in results):
            results.append(("", "failed", f"{test['result']}, status {test.get('returncode')}"))
        for name, outcome, reason in results:
            yield f"{test['name']}: {name}".rstrip(": "), outcome, reason


def main(logs):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for log in map(Path, logs):
        build = log.parent.parent.name
        if not log.exists():
            count["failed"] += 1
            print(f"failed: {build}: no tests were run ({log} is missing)")
            continue
        for name, outcome, reason in read(log):
            count[outcome] += 1
            if outcome != "passed":
                print(f"{outcome}: {build}: {name}" + (f" ({reason})" if reason else ""))
    print(f"{count['passed']} passed, {count['failed']} failed")
    return 1 if count["failed"] or not count["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
