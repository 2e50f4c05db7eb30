# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the unittest cases of the calling program and reports them as TAP, which meson reads.

    if __name__ == "__main__":
        tap.main()
"""

import sys
import unittest


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def _line(self, outcome, test, directive=""):
        self.count += 1
        name = ".".join(test.id().split(".")[1:]).replace("#", "")
        print(f"{outcome} {self.count} - {name}{directive}", flush=True)

    def _failure(self, test, error):
        self._line("not ok", test)
        for line in self._exc_info_to_string(error, test).splitlines():
            print(f"# {line}", flush=True)

    def addSuccess(self, test):
        self._line("ok", test)

    def addError(self, test, error):
        self._failure(test, error)

    def addFailure(self, test, error):
        self._failure(test, error)

    def addSubTest(self, test, subtest, error):
        # Subtests that pass are part of their test; each that fails is told.
        if error is not None:
            self._failure(subtest, error)

    def addSkip(self, test, reason):
        self._line("ok", test, f" # SKIP {reason}")


def main():
    module = sys.modules["__main__"]
    result = Result()
    unittest.defaultTestLoader.loadTestsFromModule(module).run(result)
    print(f"1..{result.count}", flush=True)
    sys.exit(0)
