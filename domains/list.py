#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which folders beside this file hold a domain.

list.py                     prints their names, one a line
list.py check STAMP NAME... fails if they are no longer the given ones, and
                            makes the next build see to that
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATE = 'empty'


def find_domains():
    return sorted(name for name in os.listdir(HERE)
                  if name != TEMPLATE and os.path.isfile(os.path.join(HERE, name, f'{name}.graphql')))


def list_parts(name):
    """The domain and whichever of its other files the build needs to know."""
    parts = ['seed.json', 'hooks.c']
    return ':'.join([name] + [part for part in parts if os.path.isfile(os.path.join(HERE, name, part))])


def check(stamp, configured):
    if [list_parts(name) for name in find_domains()] != configured:
        # A newer meson.build is what ninja configures anew for.
        os.utime(os.path.join(HERE, 'meson.build'))
        sys.exit('A domain, or a file of one, came or went. Build once more; that sets it up.')
    if not os.path.exists(stamp):
        with open(stamp, 'w', encoding='ascii'):
            pass


if sys.argv[1:2] == ['check']:
    check(sys.argv[2], sys.argv[3:])
else:
    print('\n'.join(list_parts(name) for name in find_domains()))
