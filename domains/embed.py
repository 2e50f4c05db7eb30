#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the declarations and type lists of domains as C: embed.py FOLDER OUTPUT DOMAIN...

A domain is given as list.py prints it: its name and its further files.
"""

import os
import sys

FOLDER = sys.argv[1]
sys.path.insert(0, os.path.join(FOLDER, '..', 'data', 'schema'))
sys.dont_write_bytecode = True
from c_text import write_text  # noqa: E402 # the folder is known only now


def write_source(output, name, parts):
    write_text(output, f'static const char {name}_declaration[]', os.path.join(FOLDER, name, f'{name}.graphql'))
    if 'seed.json' in parts:
        write_text(output, f'static const char {name}_seed[]', os.path.join(FOLDER, name, 'seed.json'))
    if 'hooks.c' in parts:
        output.write(f'extern const UoisHooks uois_{name}_hooks;\n\n')


def write_entry(output, name, parts):
    seed = f'{name}_seed, sizeof {name}_seed - 1' if 'seed.json' in parts else 'NULL, 0'
    hooks = f'&uois_{name}_hooks' if 'hooks.c' in parts else 'NULL'
    output.write(f'  {{ "domains/{name}/{name}.graphql", {name}_declaration, sizeof {name}_declaration - 1, '
                 f'{seed}, {hooks} }},\n')


def main():
    output_name, *domains = sys.argv[2:]
    domains = [domain.split(':') for domain in domains]
    with open(output_name, 'w', encoding='ascii') as output:
        output.write('#include "domains/sources.h"\n\n')
        for name, *parts in domains:
            write_source(output, name, parts)
        output.write('const UoisDomainSource uois_domain_sources[] = {\n')
        for name, *parts in domains:
            write_entry(output, name, parts)
        output.write('  { NULL },\n};\n')


main()
