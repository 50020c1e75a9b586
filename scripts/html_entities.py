#!/usr/bin/env python3
"""Makes data/html_entities.tsv for make_tables.py: the named character references of HTML, one a line, name TAB characters.

Source: the WHATWG HTML Standard, section "Named character references" (https://html.spec.whatwg.org/entities.json), as
shipped in the Python standard library (html.entities.html5). The list has been closed since 2011, so any version will do.
"""
import html.entities
import os


def make(_source, target):
    names = {name[:-1]: text for name, text in html.entities.html5.items() if name.endswith(";")}
    # A reference to a line break or a tab would break the format; it is decoded by number.
    lines = [f"{name}\t{text}" for name, text in sorted(names.items()) if text not in ("\n", "\t")]
    with open(os.path.join(target, "html_entities.tsv"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
