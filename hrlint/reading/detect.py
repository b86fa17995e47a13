"""Tells formats apart, by content first and then by name."""

from __future__ import annotations

import posixpath
import re

from hrlint.reading.document import Format
from hrlint.reading.specifications import is_specification

__all__ = ["detect", "has_first_page", "is_specification"]

_HEAD = 20_000
"""Characters: what a format shows, it shows at the beginning."""

_MARKDOWN_SUFFIXES = frozenset([".md", ".mkd", ".mdown", ".markdown", ".mdwn", ".mkdn", ".mmd", ".mdx", ".qmd", ".rmd"])
_MEDIAWIKI_SUFFIXES = frozenset([".mediawiki", ".wiki"])
_XML_SUFFIXES = frozenset([".xml", ".xsd", ".xsl", ".xslt", ".rng", ".svg", ".html", ".htm", ".xhtml", ".pom", ".rss", ".atom", ".plist"])
_TEXT_SUFFIXES = frozenset([".txt", ".text", ".raw", ".rst", ".adoc", ".asciidoc", ".org", ".textile", ""])

_KRAMDOWN = re.compile(r"^--- (?:abstract|middle|back|note_\S.*|to_be_removed_\S.*)[ \t]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"^---[ \t]*$", re.MULTILINE)
_MMARK = re.compile(r"^(?:%%%[ \t]*$|\{(?:front|main|back)matter\}|\.# \S)|\[@[!?-]?(?:RFC|I-D\.)", re.MULTILINE)
_MEDIAWIKI = re.compile(r"^(={2,6})[^=\n].*[^=\n]\1[ \t]*$", re.MULTILINE)
_ATX = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_SETEXT = re.compile(r"^\S.*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
_XML_NOISE = (("<?", "?>"), ("<!--", "-->"))
_XML_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")
_XML_MARK = re.compile(r"^[ \t]*(?:<\?xml[ \t]|<!DOCTYPE[ \t]+\w|<(?:rfc|xep)(?=[\s>]))", re.MULTILINE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s+([\w:.-]+)")
_RFC_TAG = re.compile(r"<rfc\b[^>]*")
_VERSION_3 = re.compile(r"\bversion\s*=\s*[\"']3[\"']")
_V3_TAG = re.compile(r"<(?:dl|ul|ol|sourcecode|blockquote|aside|contact|toc)\b")
_FIRST_PAGE = (
    re.compile(
        r"^(?:Request for Comments|RFC)\s?:?\s+#?\d{1,5}\b|^Internet[- ]Draft\b|^\w+ Working Group\b|^Internet (?:Engineering|Research) Task Force",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(r"^\s*Status of th(?:is|e) (?:Memo|Document)\b|\[Page \d+\]\s*$|^\s*Abstract\s*$|^\s*Table of Contents\s*$", re.MULTILINE | re.IGNORECASE),
)
_TEXT_HEADING = re.compile(r"^\d{1,2}(?:\.\d{1,2})*\.?[ \t]+[A-Z].*\n(?:\s*\n)?(?:   +\S)", re.MULTILINE)
_SENTENCE = re.compile(r"(?:[^\W\d_]+[,;]? ){4,8}[^\W\d_]+[.:]|[。！？]")
_CODE_LINE = re.compile(r"[{};]\s*$|^\s*(?:import|from|def|class|return|#include|const|let|var|function)\b|^\s*[\"'][\w-]+[\"']\s*:", re.MULTILINE)


def detect(text: str, name: str) -> Format | None:
    """The format of a text; `name` is its file's name or path. None for what is no document that hrlint reads."""
    suffix = posixpath.splitext(name.replace("\\", "/").lower())[1]
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    if _is_xml(head, suffix):
        return _xml(text)
    if _is_kramdown(text):
        return Format.KRAMDOWN_RFC
    if suffix in _MEDIAWIKI_SUFFIXES:
        return Format.MEDIAWIKI
    if head.startswith("%%%") or (suffix in _MARKDOWN_SUFFIXES and _MMARK.search(text)):
        return Format.MMARK
    if has_first_page(head):
        return Format.TEXT
    if suffix in _MARKDOWN_SUFFIXES:
        return Format.MEDIAWIKI if len(_MEDIAWIKI.findall(head)) > 1 and not _ATX.search(head) else Format.MARKDOWN
    if suffix in _TEXT_SUFFIXES:
        return _by_shape(head, suffix)
    return None


def _by_shape(head: str, suffix: str) -> Format | None:
    if len(_MEDIAWIKI.findall(head)) > 1:
        return Format.MEDIAWIKI
    if len(_ATX.findall(head)) > 1 or (head.startswith("---") and _FRONT_MATTER.search(head, 3)) or (suffix == ".rst" and _SETEXT.search(head)):
        return Format.MARKDOWN
    if len(_TEXT_HEADING.findall(head)) > 1:
        return Format.TEXT
    if _ATX.match(head) or _SETEXT.search(head):
        return Format.MARKDOWN
    prose, code = len(_SENTENCE.findall(head)), len(_CODE_LINE.findall(head))
    return Format.TEXT if prose and prose > code else None


def _is_xml(head: str, suffix: str) -> bool:
    """Markdown may begin with a tag or a comment too, so a tag alone is no sign; junk before an XML declaration happens."""
    if suffix in _XML_SUFFIXES:
        return True
    mark = _XML_MARK.search(head, 0, 2000)
    return mark is not None and (mark.start() == 0 or (suffix not in _MARKDOWN_SUFFIXES and not _ATX.search(head, 0, mark.start())))


def _xml(text: str) -> Format | None:
    doctype = _DOCTYPE.search(text, 0, _HEAD)
    root = doctype.group(1).lower() if doctype else ""
    if root not in ("rfc", "xep"):
        root = _root(text)
    if root == "xep":
        return Format.XEP
    if root != "rfc":
        return None
    third = _V3_TAG.search(text) or any(_VERSION_3.search(tag.group()) for tag in _RFC_TAG.finditer(text))
    return Format.RFCXML_V3 if third else Format.RFCXML_V2


def _root(text: str) -> str:
    """The name of the first element, behind declarations and comments; empty where there is none."""
    at = text.find("<")
    while at >= 0:
        for opening, closing in _XML_NOISE:
            if text.startswith(opening, at):
                at = text.find(closing, at)
                break
        else:
            root = _XML_ROOT.match(text, at)
            if root:
                return root.group(1).lower()
            at += 1
        at = text.find("<", at) if at >= 0 else at
    return ""


def _is_kramdown(text: str) -> bool:
    """Separators such as `--- middle` behind front matter; without front matter, more than one kind of them."""
    separators = {match.group().split()[1] for match in _KRAMDOWN.finditer(text)}
    if not separators:
        return False
    opened = _FRONT_MATTER.search(text, 0, 3000)
    first = _KRAMDOWN.search(text)
    return len(separators) > 1 or (opened is not None and first is not None and opened.start() < first.start())


def has_first_page(text: str) -> bool:
    """True for a text that begins as a plain-text RFC or Internet-Draft does."""
    page = text.lstrip("\ufeff \t\r\n\f")[:8000]
    return all(sign.search(page) for sign in _FIRST_PAGE) and not _ATX.search(page) and not page.startswith("---")
