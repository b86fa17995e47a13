"""Tolerant XML: from text to events, in one pass, in linear time, without recursion.

What is not well-formed is told as a problem and got over: nothing is lost, and every opening tag has its closing event, where necessary one
that was supplied. `xml.parsers.expat` refuses the same documents, but stops at the first problem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from hrlint.reading.xmlentities import NAME, REFERENCE, Entity, Problem, read_doctype
from hrlint.reading.xmltree import Event, Kind, Tree

PROBLEMS_SHOWN = 20
_RECOVERIES = 1000
"""Malformed tags that are looked at closely; further ones count as text, which bounds the time on hostile input."""
_LONGEST_MALFORMED_TAG = 2000

_ATTRIBUTES = rf"(?:\s+{NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*"
_TAG = re.compile(rf"<(?:(?P<open>{NAME})(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)>|/(?P<close>{NAME})\s*>|(?P<special>!--|\?|!\[CDATA\[|!DOCTYPE\b))")
_CUT_TAG = re.compile(rf"<(?P<close>/?)(?P<name>{NAME})(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)(?=<)")
_MALFORMED_TAGS = tuple(
    re.compile(rf"<(?P<close>/?)(?P<name>{NAME})(?P<attributes>(?:[\s/\"']{rest})?)(?P<empty>/?)>")
    for rest in (r"(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*?", r"[^<>]*?")
)
_ATTRIBUTE_NAME = re.compile(rf"({NAME})\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_ASSIGNMENT = re.compile(rf"\s{NAME}\s*=\s*[\"'\w]")
_CONFLICT = re.compile(r"^<{7}(?: [^<\n]*)?$", re.MULTILINE)
_CONFLICT_REST = re.compile(r"^(?:={7}|[|>]{7}(?: .*)?)$", re.MULTILINE)
_DECLARATION = re.compile(r"<\?xml\s+version\s*=\s*[\"'][^\"'<]*[\"'](?:\s+(?:encoding|standalone)\s*=\s*[\"'][^\"'<]*[\"']){0,2}\s*\?>")
_TARGET = re.compile(rf"{NAME}(?=\s|\?>)")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_xml(text: str, entities: Mapping[str, Entity] | None = None) -> Tree:
    """Parses a document or, where `entities` says what is declared around it, a part of one. Never fails."""
    return _Parser(text, entities).parse()


class _Parser:
    """The state of one pass."""

    def __init__(self, text: str, entities: Mapping[str, Entity] | None) -> None:
        self._text = text
        self._part = entities is not None
        self._entities = dict(entities or {})
        self._open_ended = False
        self._events: list[Event] = []
        self._partners: list[int] = []
        self._path: list[tuple[str, int]] = []
        self._open_names: Counter[str] = Counter()
        self._names: set[str] = set()
        self._problems: list[Problem] = []
        self._recoveries = 0
        self._conflict = False
        self._sections = 0
        self._missing: set[str] = set()

    def parse(self) -> Tree:
        for match in _FORBIDDEN.finditer(self._text):
            self._problem(f"character U+{ord(match.group()):04X}, which XML forbids", match.start())
            if len(self._problems) > PROBLEMS_SHOWN:
                break
        self._scan()
        self._check_section_ends()
        if not self._part and not self._names:
            self._problem("no element", 0)
        if self._path:
            name, index = self._path[-1]
            self._problem(f"the file ends inside <{name}>", self._events[index].start)
            self._close_down_to(0, len(self._text))
        problems = sorted(self._problems, key=lambda problem: problem.offset)
        if len(problems) > PROBLEMS_SHOWN:
            rest = problems[PROBLEMS_SHOWN:]
            problems[PROBLEMS_SHOWN:] = [Problem(f"{len(rest)} more problems with the XML from here on", rest[0].offset)]
        return Tree(self._text, self._events, self._partners, self._entities, frozenset(self._names), self._open_ended, tuple(problems))

    def _problem(self, message: str, offset: int) -> None:
        self._problems.append(Problem(message, offset))

    def _add(self, kind: Kind, name: str, start: int, end: int) -> None:
        self._events.append(Event(kind, name, start, end))
        self._partners.append(0)

    def _scan(self) -> None:
        text, search = self._text, _TAG.search
        at = 0
        match = search(text)
        while True:
            start = match.start() if match else len(text)
            if at < start:
                if not self._path or self._conflict or text.find("&", at, start) >= 0 or text.find("<", at, start) >= 0:
                    resume = self._difficult_text(at, start)
                    if resume != start:
                        at = resume
                        if at > start:
                            match = search(text, at)
                        continue
                else:
                    self._add(Kind.TEXT, "", at, start)
            if match is None:
                return
            name, attributes, empty, close, special = match.groups()
            at = match.end()
            if name:
                self._open(name, attributes, bool(empty), start, at)
            elif close:
                self._close(close, start, at)
            else:
                at = self._special(special, start, at)
            match = search(text, at)

    # --- tags

    def _open(self, name: str, attributes: str, empty: bool, start: int, end: int) -> None:
        if attributes:
            self._check_attributes(attributes, start, end)
        if not self._path and self._names and not self._part:
            self._problem(f"<{name}> stands behind the root element", start)
        self._names.add(name)
        local = name.rpartition(":")[2] if ":" in name else name
        index = len(self._events)
        self._add(Kind.OPEN, local, start, end)
        if empty:
            self._add(Kind.CLOSE, local, end, end)
            self._partners[index], self._partners[-1] = index + 1, index
        else:
            self._path.append((name, index))
            self._open_names[name] += 1

    def _close(self, name: str, start: int, end: int) -> None:
        path = self._path
        if not self._open_names[name]:
            self._problem(f"</{name}> closes nothing", start)
            return
        if path[-1][0] != name:
            level = len(path) - 1
            while path[level][0] != name:
                level -= 1
            unclosed, index = path[level + 1]
            self._problem(f"<{unclosed}> is not closed before </{name}>", self._events[index].start)
            self._close_down_to(level + 1, start)
        self._close_last(start, end)

    def _close_down_to(self, level: int, offset: int) -> None:
        while len(self._path) > level:
            self._close_last(offset, offset)

    def _close_last(self, start: int, end: int) -> None:
        name, index = self._path.pop()
        self._open_names[name] -= 1
        self._partners[index] = len(self._events)
        self._add(Kind.CLOSE, self._events[index].name, start, end)
        self._partners[-1] = index

    def _check_attributes(self, attributes: str, start: int, end: int) -> None:
        if attributes.count("=") > 1:
            names = _ATTRIBUTE_NAME.findall(attributes)
            if len(set(names)) < len(names):
                twice = next(name for at, name in enumerate(names) if name in names[:at])
                self._problem(f'attribute "{twice}" occurs twice', start)
        if "&" in attributes and any(match[1] is None for match in REFERENCE.finditer(attributes)):
            at = next(match.start() for match in REFERENCE.finditer(self._text, start, end) if match[1] is None)
            self._problem("bare & (write &amp;)", at)

    # --- comments, instructions, CDATA, the document type

    def _special(self, opening: str, start: int, inside: int) -> int:
        if opening.startswith("!D"):
            return self._doctype(start)
        kind, closing = {"!--": (Kind.COMMENT, "-->"), "?": (Kind.INSTRUCTION, "?>")}.get(opening, (Kind.TEXT, "]]>"))
        end = -1 if closing in self._missing else self._text.find(closing, inside)
        if end < 0:
            self._missing.add(closing)
            self._problem(f"<{opening} has no {closing}", start)
            return inside
        after = end + len(closing)
        if kind is Kind.TEXT:
            self._sections += 1
            if end > inside:
                self._add(kind, "", inside, end)
        elif kind is Kind.COMMENT:
            dashes = self._text.find("--", inside, end + 1)
            if dashes >= 0:
                self._problem("-- inside a comment", dashes)
            self._add(kind, "", start, after)
        else:
            target = _TARGET.match(self._text, inside)
            if target is None or (target.group() == "xml" and not _DECLARATION.match(self._text, start)):
                self._problem("malformed processing instruction", start)
            elif target.group().lower() == "xml" and start > 0:
                self._problem("the XML declaration is not at the start", start)
            self._add(kind, target.group() if target else "", start, after)
        return after

    def _check_section_ends(self) -> None:
        """Tells of `]]>` in text; only if there are more of them than sections, which is rare."""
        if self._text.count("]]>") > self._sections:
            for kind, _, start, end in self._events:
                if kind is Kind.TEXT and (found := self._text.find("]]>", start, end)) >= 0:
                    self._problem("]]> without <![CDATA[", found)

    def _doctype(self, start: int) -> int:
        declared = read_doctype(self._text, start)
        self._problems += declared.problems
        if self._names:
            self._problem("the document type declaration stands behind the first element", start)
        self._entities.update(declared.entities)
        self._open_ended |= declared.open_ended
        return declared.end

    # --- text

    def _difficult_text(self, at: int, stop: int) -> int:
        """Text with references, outside the root, or with `<` that begin no well-formed tag; returns where to go on."""
        text = self._text
        found = text.find("<", at, stop)
        while found >= 0:
            if found == 0 or text[found - 1] == "\n":
                marker = _CONFLICT.match(text, found)
                if marker:
                    self._problem("conflict marker of a version control system", found)
                    self._conflict = True
                    self._plain_text(at, found)
                    at = marker.end()
                    found = text.find("<", at, stop)
                    continue
            self._recoveries += 1
            resume = self._malformed_tag(at, found) if self._recoveries <= _RECOVERIES else 0
            if resume:
                return resume
            self._problem("< begins no tag (write &lt;)", found)
            found = text.find("<", found + 1, stop)
        self._plain_text(at, stop)
        return stop

    def _malformed_tag(self, text_start: int, start: int) -> int:
        """Takes a tag with a fault for what it was meant to be, if an element of its name is known; 0 if it cannot be one."""
        limit = min(len(self._text), start + _LONGEST_MALFORMED_TAG)
        match = next(filter(None, (pattern.match(self._text, start, limit) for pattern in (*_MALFORMED_TAGS, _CUT_TAG))), None)
        if match is None or not (match["name"] in self._names or _ASSIGNMENT.search(match["attributes"])):
            return 0
        self._plain_text(text_start, start)
        tag = f"<{match['close']}{match['name']}>"
        self._problem(f"malformed tag, read as {tag}", start)
        end = match.end()
        if match["close"]:
            self._close(match["name"], start, end)
        else:
            self._open(match["name"], "", bool(match["empty"]), start, end)
        following = _TAG.match(self._text, end)
        return end + 1 if following is None and self._text.startswith("<", end) else end

    def _plain_text(self, at: int, stop: int) -> None:
        """Text whose `<` are text; left-over lines of conflict markers are dropped."""
        if not self._path and not self._part and at < stop:
            if self._text[at:stop].isspace():
                return
            self._problem("text outside the root element", stop - len(self._text[at:stop].lstrip()))
            if not self._names:
                return
        if self._conflict:
            for marker in _CONFLICT_REST.finditer(self._text, at, stop):
                self._references(at, marker.start())
                at = marker.end()
        self._references(at, stop)

    def _references(self, at: int, stop: int) -> None:
        for match in REFERENCE.finditer(self._text, at, stop):
            name = match[1]
            if name is None:
                self._problem("bare & (write &amp;)", match.start())
                continue
            if at < match.start():
                self._add(Kind.TEXT, "", at, match.start())
            self._add(Kind.ENTITY, name, match.start(), match.end())
            at = match.end()
        if at < stop:
            self._add(Kind.TEXT, "", at, stop)
