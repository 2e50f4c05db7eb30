#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts the releases of NEWS and the address of the pictures into the metainfo: make_metainfo.py TEMPLATE NEWS WEBSITE OUTPUT

NEWS has a heading "Version 1.2.3 (2026-11-24)" for each release, last first; below it
paragraphs and items that begin with "- ".
"""

import re
import sys
from xml.sax.saxutils import escape

HEADING = re.compile(r'^Version (\S+) \((\d{4}-\d{2}-\d{2})\)\n=+\n', re.MULTILINE)


def describe(text):
    """The markup of AppStream for the text of one release."""
    markup = ''
    for block in re.split(r'\n{2,}', text.strip()):
        if block.startswith('- '):
            items = re.split(r'^- ', block, flags=re.MULTILINE)[1:]
            markup += '<ul>' + ''.join(f'<li>{escape(" ".join(item.split()))}</li>' for item in items) + '</ul>'
        elif block:
            markup += f'<p>{escape(" ".join(block.split()))}</p>'
    return markup


def releases(news):
    parts = HEADING.split(news)
    if len(parts) < 4 or parts[0].strip():
        sys.exit('NEWS does not begin with a heading "Version 1.2.3 (2026-11-24)"')
    for version, date, text in zip(parts[1::3], parts[2::3], parts[3::3]):
        yield f'<release version="{version}" date="{date}"><description>{describe(text)}</description></release>'


def main():
    template, news, website, output = sys.argv[1:]
    with open(template, encoding='utf-8') as file:
        text = file.read()
    with open(news, encoding='utf-8') as file:
        text = text.replace('@releases@', '\n    '.join(['', *releases(file.read())]) + '\n  ')
    with open(output, 'w', encoding='utf-8') as file:
        file.write(text.replace('@website@', escape(website)))


if __name__ == '__main__':
    main()
