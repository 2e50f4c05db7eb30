#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the manual page from what the program itself says of its use: make_man.py PROGRAM LANGUAGE VERSION OUTPUT

Only what `uois-desk help` cannot know stands here: which files there are, and what the page's
own headings are called.
"""

import os
import re
import subprocess
import sys

WORDS = {
    'en': {
        'name': 'NAME', 'synopsis': 'SYNOPSIS', 'description': 'DESCRIPTION', 'options': 'OPTIONS', 'verbs': 'VERBS',
        'exit': 'EXIT STATUS', 'files': 'FILES', 'see': 'SEE ALSO', 'manual': 'User commands',
        'purpose': 'records of a university in one file, in a window and on the command line',
        'window': 'Without a verb a window opens: on each FILE named, or on the one used last.',
        'statuses': [('0', 'The job was done.'), ('1', 'The job failed, or the answer holds errors.'),
                     ('2', 'The command line was wrong; nothing was tried.')],
        'own': 'The file that a verb works on when no other is named.',
    },
    'cs': {
        'name': 'JMÉNO', 'synopsis': 'POUŽITÍ', 'description': 'POPIS', 'options': 'PŘEPÍNAČE', 'verbs': 'PŘÍKAZY',
        'exit': 'NÁVRATOVÝ KÓD', 'files': 'SOUBORY', 'see': 'DALŠÍ INFORMACE', 'manual': 'Uživatelské příkazy',
        'purpose': 'záznamy univerzity v jednom souboru, v okně i na příkazové řádce',
        'window': 'Bez příkazu se otevře okno: s každým uvedeným SOUBOREM, nebo s tím, se kterým se pracovalo naposled.',
        'statuses': [('0', 'Vše se provedlo.'), ('1', 'Nepodařilo se to, nebo odpověď obsahuje chyby.'),
                     ('2', 'Příkazová řádka nebyla správně; nic se neprovedlo.')],
        'own': 'Soubor, se kterým příkaz pracuje, když není uveden jiný.',
    },
}
OPTION = re.compile(r'^  (-.*?)(?:  +(\S.*))?$')


def ask(program, language, *arguments):
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': language}
    done = subprocess.run([program, *arguments], capture_output=True, check=True, text=True, encoding='utf-8',
                          env=environment)
    return done.stdout


def roff(text):
    """Text in which nothing means anything to roff."""
    text = text.replace('\\', r'\e').replace('-', r'\-')
    return re.sub(r"^([.'])", r'\\&\1', text, flags=re.MULTILINE)


class Help:
    """The parts of a help text: usage line, paragraphs before the options, options, paragraphs after them."""

    def __init__(self, text):
        self.usage, self.before, self.options, self.after = '', [], [], []
        paragraphs = [paragraph for paragraph in text.strip('\n').split('\n\n') if paragraph.strip()]
        self.usage = paragraphs.pop(0).splitlines()[-1].strip()
        for paragraph in paragraphs:
            lines = paragraph.splitlines()
            if len(lines) > 1 and all(OPTION.match(line) for line in lines[1:]):
                self.options += [OPTION.match(line).groups() for line in lines[1:]]
            else:
                (self.after if self.options else self.before).append(lines)


def paragraph(lines):
    """An example stands as it is typed; anything else is filled anew."""
    text = ' '.join(line.strip() for line in lines)
    label, colon, command = text.partition(': uois-desk ')
    if colon and len(lines) == 1:
        return f'.PP\n{roff(label)}:\n.PP\n.RS\n.EX\n{roff("uois-desk " + command)}\n.EE\n.RE\n'
    return f'.PP\n{roff(text)}\n'


def options(entries):
    return ''.join(f'.TP\n.B {roff(names)}\n{roff(meaning or "")}\n' for names, meaning in entries)


def write_verb(name, verb_help, common):
    usage = verb_help.usage.split(name, 1)[1].strip()
    own = [entry for entry in verb_help.options if entry not in common]
    text = f'.SS {roff(name)} {roff(usage)}\n'.replace(' \n', '\n')
    text += ''.join(paragraph(lines) for lines in verb_help.before)
    text += options(own)
    return text + ''.join(paragraph(lines) for lines in verb_help.after)


def write_page(program, language, version):
    words = WORDS[language]
    whole = Help(ask(program, language, '--help'))
    summary, verb_list = whole.before[0], whole.before[1]
    text = (f'.TH UOIS\\-DESK 1 "" "UOIS Desk {version}" "{words["manual"]}"\n'
            f'.SH {words["name"]}\nuois\\-desk \\- {words["purpose"]}\n'
            f'.SH {words["synopsis"]}\n.B uois\\-desk\n{roff(whole.usage.partition("uois-desk ")[2])}\n'
            f'.SH {words["description"]}\n{roff(" ".join(summary))}\n.PP\n{words["window"]}\n'
            f'.SH {words["options"]}\n{options(whole.options)}'
            f'.SH {words["verbs"]}\n')
    for line in verb_list[1:]:
        name = line.split()[0]
        text += write_verb(name, Help(ask(program, language, 'help', name)), whole.options)
    text += f'.SH {words["exit"]}\n' + ''.join(f'.TP\n.B {status}\n{what}\n' for status, what in words['statuses'])
    text += f'.SH {words["files"]}\n.TP\n.I ~/.local/share/uois\\-desk/uois\\-desk.uois\n{words["own"]}\n'
    return text + f'.SH {words["see"]}\n.BR sqlite3 (1)\n'


def main():
    program, language, version, output = sys.argv[1:]
    with open(output, 'w', encoding='utf-8') as file:
        file.write('.\\" SPDX-License-Identifier: GPL-3.0-or-later\n' + write_page(program, language, version))


if __name__ == '__main__':
    main()
