#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a text file as a C string: embed.py INPUT OUTPUT SYMBOL"""

import sys


def escape(line):
    return ''.join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f'\\{byte:03o}' for byte in line)


def main():
    source, output, symbol = sys.argv[1:]
    with open(source, 'rb') as file:
        lines = file.read().splitlines(keepends=True)
    with open(output, 'w', encoding='ascii') as file:
        file.write(f'extern const char {symbol}[];\nextern const unsigned long {symbol}_length;\n\n')
        file.write(f'const char {symbol}[] =\n')
        file.writelines(f'  "{escape(line)}"\n' for line in lines or [b''])
        file.write(f'  ;\nconst unsigned long {symbol}_length = {sum(map(len, lines))};\n')


main()
