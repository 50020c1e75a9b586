#!/usr/bin/env python3
"""Writes data/html_entities.tsv: the named character references of HTML, one a line, name TAB characters.

Source: the WHATWG HTML Standard, section "Named character references" (https://html.spec.whatwg.org/entities.json), as
shipped in the Python standard library (html.entities.html5). The list has been closed since 2011, so any version will do.
"""
import html.entities
import pathlib

names = {name[:-1]: text for name, text in html.entities.html5.items() if name.endswith(";")}
# What stands for a line break or a tab would break the format, and is decoded by number.
lines = [f"{name}\t{text}" for name, text in sorted(names.items()) if text not in ("\n", "\t")]
out = pathlib.Path(__file__).parent.parent / "data" / "html_entities.tsv"
out.write_text("\n".join(lines) + "\n", encoding="utf-8")
