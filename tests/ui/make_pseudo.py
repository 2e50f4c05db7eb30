#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a language in which every message is itself in brackets: make_pseudo.py SOURCE OUTPUT

What stands on the screen without brackets was never given to gettext.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path


def main():
    source, output = map(Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([source / 'po/update', folder], check=True, stdout=subprocess.DEVNULL)
        done = subprocess.run(['msgen', '--no-wrap', f'{folder}/uois-desk.pot'], capture_output=True, check=True)
        header, messages = done.stdout.decode().split('\n\n', 1)
        header = header.replace('nplurals=INTEGER; plural=EXPRESSION', 'nplurals=2; plural=(n != 1)')
        # msgen writes long messages with line breaks in pieces, the first of them empty.
        messages = re.sub(r'^(msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', wrap, messages, flags=re.MULTILINE)
        catalog = Path(folder) / 'pseudo.po'
        catalog.write_text(header + '\n\n' + messages, encoding='utf-8')
        output.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(['msgfmt', '-o', output, catalog], check=True)


def wrap(match):
    text = ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(2)))
    # A line break at an end must stay there.
    begin, text, end = re.fullmatch(r'((?:\\n)?)(.*?)((?:\\n)?)', text).groups()
    return f'{match.group(1)} "{begin}⟦{text}⟧{end}"\n'


if __name__ == '__main__':
    main()
