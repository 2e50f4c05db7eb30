#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the list of resources that hold the help: list.py CONTENTS OUTPUT

CONTENTS names the pages in their order, one a line; beside it is a folder for each language.
"""

import os
import sys


def main():
    contents, output = sys.argv[1:]
    folder = os.path.dirname(contents)
    languages = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir() and entry.name != '__pycache__')
    with open(contents, encoding='utf-8') as file:
        names = file.read().split()
    files = ['contents'] + [f'{language}/{name}.md' for language in languages for name in names]
    with open(output, 'w', encoding='utf-8') as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<gresources>\n  <gresource prefix="/cz/uois/Desk/help">\n')
        file.writelines(f'    <file>{name}</file>\n' for name in files)
        file.write('  </gresource>\n</gresources>\n')


if __name__ == '__main__':
    main()
