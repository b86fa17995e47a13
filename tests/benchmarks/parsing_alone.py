"""Parses documents with the libraries that hrlint parses with, and does nothing else: the floor under hrlint's own cost.

Markdown goes through markdown-it-py with its inline rules, XML through expat into an lxml tree, text is split into lines.
"""

from __future__ import annotations

import sys
from xml.parsers import expat

from lxml import etree
from markdown_it import MarkdownIt

from hrlint.commands.discovery import discover
from hrlint.reading.decode import decode
from hrlint.reading.detect import detect
from hrlint.reading.document import Format


def parse_xml(text: str) -> None:
    """Feeds an lxml tree from expat, as far as the XML is well-formed."""
    builder = etree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except (expat.ExpatError, ValueError):
        etree.fromstring(text.encode("utf-8", "replace"), etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True))


def main() -> None:
    markdown = MarkdownIt("commonmark").enable("table")
    for found in discover(sys.argv[1:]).files:
        source, _ = decode(found.path.read_bytes(), found.shown)
        format = detect(source.text, found.path.name)
        if format in (Format.RFCXML_V2, Format.RFCXML_V3, Format.XEP):
            parse_xml(source.text)
        elif format in (Format.KRAMDOWN_RFC, Format.MMARK, Format.MARKDOWN):
            markdown.parse(source.text)
        else:
            source.text.split("\n")


if __name__ == "__main__":
    main()
