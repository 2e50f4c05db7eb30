#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the declarations and type lists of domains as C: embed.py FOLDER OUTPUT DOMAIN...

A domain is given as list.py prints it: its name and its further files.
"""

import os
import sys


def escape(line):
    return ''.join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f'\\{byte:03o}' for byte in line)


def write_text(output, symbol, path):
    with open(path, 'rb') as file:
        lines = file.read().splitlines(keepends=True)
    output.write(f'static const char {symbol}[] =\n')
    output.writelines(f'  "{escape(line)}"\n' for line in lines or [b''])
    output.write('  ;\n\n')


def main():
    folder, output_name, *domains = sys.argv[1:]
    domains = [domain.split(':') for domain in domains]
    with open(output_name, 'w', encoding='ascii') as output:
        output.write('#include "domains/sources.h"\n\n')
        for name, *parts in domains:
            write_text(output, f'{name}_declaration', os.path.join(folder, name, f'{name}.graphql'))
            if 'seed.json' in parts:
                write_text(output, f'{name}_seed', os.path.join(folder, name, 'seed.json'))
            if 'hooks.c' in parts:
                output.write(f'extern const UoisHooks uois_{name}_hooks;\n\n')

        output.write('const UoisDomainSource uois_domain_sources[] = {\n')
        for name, *parts in domains:
            seed = f'{name}_seed, sizeof {name}_seed - 1' if 'seed.json' in parts else 'NULL, 0'
            hooks = f'&uois_{name}_hooks' if 'hooks.c' in parts else 'NULL'
            output.write(f'  {{ "domains/{name}/{name}.graphql", {name}_declaration, sizeof {name}_declaration - 1, '
                         f'{seed}, {hooks} }},\n')
        output.write('  { NULL },\n};\n')


main()
