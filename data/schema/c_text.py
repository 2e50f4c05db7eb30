#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a text file as a C string: c_text.py INPUT OUTPUT SYMBOL"""

import sys


def escape(line):
    return ''.join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f'\\{byte:03o}' for byte in line)


def write_text(output, declarator, path):
    """One string per line: the compiler joins them, and a person can read them."""
    with open(path, 'rb') as file:
        lines = file.read().splitlines(keepends=True)
    output.write(f'{declarator} =\n')
    output.writelines(f'  "{escape(line)}"\n' for line in lines or [b''])
    output.write('  ;\n\n')


def main():
    source, output_name, symbol = sys.argv[1:]
    with open(output_name, 'w', encoding='ascii') as output:
        output.write(f'extern const char {symbol}[];\nextern const unsigned long {symbol}_length;\n\n')
        write_text(output, f'const char {symbol}[]', source)
        output.write(f'const unsigned long {symbol}_length = sizeof {symbol} - 1;\n')


if __name__ == '__main__':
    main()
