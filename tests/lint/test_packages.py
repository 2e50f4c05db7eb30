#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the build needs is said in meson.build; ./dev and debian/control name the packages that have it."""

import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import tap  # noqa: E402
import tree  # noqa: E402


def dependencies():
    """Names of pkg-config with the least version, "" for any."""
    found = {}
    for name in tree.files():
        if name.endswith("meson.build"):
            for module, version in re.findall(r"dependency\('([\w.+-]+)'(?:, version: '>= ([\d.]+)')?", tree.read(name)):
                found[module] = max(found.get(module, ""), version)
    return found


def dev_packages(variable):
    return set(re.search(rf"^{variable}='([^']*)'", tree.read("dev"), re.MULTILINE).group(1).split())


def build_depends():
    """Packages with the least version, and whether only the tests want them."""
    field = re.search(r"^Build-Depends:((?:.*\n)(?: .*\n)*)", tree.read("debian/control"), re.MULTILINE).group(1)
    packages = {}
    for entry in field.split(","):
        match = re.fullmatch(r"\s*([\w.+-]+)(?::any)?(?: \(\S+ ([\w.]+)\))?( <!nocheck>)?\s*", entry)
        packages[match.group(1)] = match.group(2) or "", bool(match.group(3))
    return packages


@unittest.skipUnless(shutil.which("dpkg-query"), "this is not Debian")
class Packages(unittest.TestCase):
    def package_of(self, module):
        folder = subprocess.run(
            ["pkg-config", "--variable=pcfiledir", module], capture_output=True, text=True, check=True
        ).stdout.strip()
        said = subprocess.run(
            ["dpkg-query", "--search", f"{folder}/{module}.pc"], capture_output=True, text=True, check=True
        ).stdout
        return said.split(":")[0]

    def has_version(self, package, least):
        installed = subprocess.run(
            ["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True, check=True
        ).stdout
        return subprocess.run(["dpkg", "--compare-versions", installed, "ge", least], check=False).returncode == 0

    def test_dependencies_are_named(self):
        installed, declared = dev_packages("PACKAGES_BUILD"), build_depends()
        self.assertIn("gtk4", dependencies())
        for module, version in dependencies().items():
            package = self.package_of(module)
            with self.subTest(module):
                self.assertIn(package, installed, "./dev setup does not install it")
                self.assertIn(package, declared, "debian/control does not name it")
                self.assertEqual(declared[package], (version, False))
                if version:
                    # A module may number itself otherwise than its package.
                    self.assertTrue(self.has_version(package, version), "the package has no such version")

    def test_dev_installs_what_the_package_wants(self):
        installed = dev_packages("PACKAGES_BUILD") | dev_packages("PACKAGES_TEST")
        # Of every Debian that builds packages, or another name of what ./dev installs.
        installed |= {"debhelper-compat", "pkgconf"}
        self.assertEqual(set(build_depends()) - installed, set())

    def test_versions(self):
        version = re.search(r"version: '([\d.]+)'", tree.read("meson.build")).group(1)
        self.assertRegex(tree.read("debian/changelog"), rf"\Auois-desk \({re.escape(version)}\) ")
        self.assertRegex(tree.read("NEWS"), rf"\AVersion {re.escape(version)} \(")


if __name__ == "__main__":
    tap.main()
