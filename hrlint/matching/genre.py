"""What kind of document it is (so what can be asked of it), how mature it is, and whose community it belongs to."""

from __future__ import annotations

import re
from enum import Enum

from hrlint.reading.document import Document, Format, Role


class Genre(str, Enum):
    """Kinds of documents; UNKNOWN is asked everything."""

    PROTOCOL = "protocol"
    EXTENSION = "extension"
    API = "api"
    ARCHITECTURE = "architecture"
    DATA_FORMAT = "data-format"
    REGISTRATION = "registration"
    YANG_MIB = "yang-mib"
    CRYPTO_PRIMITIVE = "crypto-primitive"
    PROCESS = "process"
    REQUIREMENTS = "requirements"
    PROBLEM_STATEMENT = "problem-statement"
    GUIDANCE = "guidance"
    UNKNOWN = "unknown"


DESIGNS = (Genre.PROTOCOL, Genre.EXTENSION, Genre.API, Genre.ARCHITECTURE, Genre.UNKNOWN)
"""The kinds that design something which runs between parties; `applies-to: designs` in a check."""


class Maturity(str, Enum):
    """How far a document has come."""

    INDIVIDUAL = "individual"
    ADOPTED = "adopted"
    PUBLISHED = "published"


class Profile(str, Enum):
    """The community whose customs a document follows."""

    IETF = "ietf"
    IRTF = "irtf"
    W3C = "w3c"
    XSF = "xsf"
    MATRIX = "matrix"
    EIP = "eip"
    GENERIC = "generic"


# The first pattern that a title matches decides; the order runs from the most telling words to the least.
_TITLES = tuple(
    (genre, re.compile(pattern, re.IGNORECASE))
    for genre, pattern in (
        (Genre.YANG_MIB, r"\byang\b|\bmib\b|management information base|\bsmiv2\b|definitions of managed objects|\bmanaged objects\b"),
        (
            Genre.REGISTRATION,
            r"\bregistrations?\b(?!.*(?:protocol|extension|api))|\bregistry\b(?!.*(?:protocol|data))|\biana (?:considerations|registr\w+)"
            r"|\burn namespace\b|\bservice names?\b|\bpoll for\b",
        ),
        (
            Genre.PROCESS,
            r"\b(?:process|procedures?(?!.*architecture)|charter|code of conduct|working group (?:guidelines|procedures)|governance"
            r"|(?<!\.)policy for|editorial policy"
            r"|purpose and guidelines|style guide|format of rfcs?|rfc (?:format|editor)|xml2rfc|vocabulary version \d|nomcom|membership|council"
            r"|recharter)\b",
        ),
        (
            Genre.PROBLEM_STATEMENT,
            r"\b(?:problem statement|use[- ]cases?|gap analysis|survey|taxonomy|analysis of|landscape|lessons|experiences?|report (?:on|of|from)"
            r"|workshop|history|overview of|issues (?:with|in|of)|impact of|effects? of|threat (?:analysis|model)|confidentiality threat"
            r"|state of the art|considered harmful|research|statement on|terminology|glossary)\b",
        ),
        (Genre.REQUIREMENTS, r"\brequirements\b(?! language)"),
        (
            Genre.GUIDANCE,
            r"\b(?:guidelines?|guidance|guide|best (?:current )?practices?|best practices?|recommendations?(?! protocol)"
            r"|considerations (?:for|on|in|when)|operational (?:considerations|practices)|primer|tutorial|how to|building protocols"
            r"|use of .* (?:in|with)|usage (?:of|guidelines|considerations)|bcp)\b",
        ),
        (
            Genre.CRYPTO_PRIMITIVE,
            r"\b(?:hash functions?|hashing to|ciphers?|block cipher|stream cipher|elliptic curves?|curves? for|key derivation|pseudorandom|\bv?oprfs?\b"
            r"|\bvrfs?\b|prime-order|public key encryption|\bkem\b|encapsulation mechanism|signature (?:scheme|algorithm)s?|signature algorithms?"
            r"|(?:blind|ring|group|threshold|aggregate|adaptor|schnorr|bls|lamport|hash-based|one-time|lattice-based) (?:multi-?)?signatures?"
            r"|secret sharing|aead|message authentication code|mac algorithm"
            r"|zero[- ]knowledge proofs?|precompiles?|commitments? scheme)\b",
        ),
        (Genre.ARCHITECTURE, r"\b(?:architectur\w+|frameworks?|reference model|system design)\b"),
        (
            Genre.EXTENSION,
            r"\b(?:extensions?|options?|attributes?|header fields?|header|capabilit(?:y|ies)|mechanism|profile|update|updates|enhancements?|support"
            r"|parameters?|fields?|modes?|method|methods|response codes?|status codes?|binding)\b.*\b(?:for|to|in|of)\b|\bextensions?$"
            r"|\b(?:http|dhcp|sip|tls|bgp|ospf|oauth|smtp|imap|dns|eap|ip)\w*(?:v\d)? (?:\w+ ){0,3}(?:options?|extensions?|headers?|header fields?"
            r"|methods?)\b",
        ),
        (
            Genre.DATA_FORMAT,
            r"^(?:(?!\bprotocols?\b).)*\b(?:data formats?|file formats?|formats?|encodings?|schemas?|syntax|data models?"
            r"|information models?|representation|notation|markup"
            r"|query language|language|media types?|content[- ]types?|uri schemes?|url schemes?|identifiers? \(|uuids?|specification of .* format"
            r"|serialization|json(?!-rpc| meta)|cbor|xml|yaml|ontology|dictionary|codecs?|container|vocabulary)\b",
        ),
        (Genre.API, r"\b(?:api|apis|interface|json-rpc|rpc|provider|token standard|sdk|methods?|endpoints?)\b"),
        (Genre.PROTOCOL, r"\b(?:protocols?|over|transport|authentication|exchange|handshake|discovery|messaging|security|version \d)\b"),
    )
)
_KINDS = {
    "procedural": Genre.PROCESS,
    "meta": Genre.PROCESS,
    "informational": Genre.GUIDANCE,
    "erc": Genre.API,
    "interface": Genre.API,
}
_DEFINES = re.compile(
    r"\b(?:[Tt]his|[Tt]he present) (?:document|specification|memo|draft|proposal|MSC|RFC|note) (?:\w+ ){0,2}?(?:defines?|specif\w+|describes?"
    r"|introduces?|proposes?|presents?|documents?) (?:an? |the |how )?(?P<what>[^.;]{1,160})"
)
_WHAT = tuple(
    (genre, re.compile(pattern, re.IGNORECASE))
    for genre, pattern in (
        (Genre.YANG_MIB, r"\byang (?:data )?(?:model|module)|\bmib\b|management information base"),
        (Genre.REQUIREMENTS, r"^(?:\w+ ){0,4}requirements\b"),
        (Genre.EXTENSION, r"^(?:\S+ ){0,5}(?:extensions?|options?|header fields?|attributes?|mechanism)\b"),
        (Genre.ARCHITECTURE, r"^(?:\S+ ){0,4}(?:architecture|framework)\b"),
        (Genre.PROTOCOL, r"^(?:\S+ ){0,8}protocol\b|^mechanisms? (?:for|to)\b|^(?:\S+ ){0,3}data model for (?:synchroni[sz]|exchang)"),
        (Genre.API, r"^(?:\S+ ){0,4}apis?\b"),
        (Genre.DATA_FORMAT, r"^(?:\S+ ){0,4}(?:formats?|schema|encoding|language|data model|representation)\b"),
    )
)


def genre_of(document: Document) -> Genre:
    """The kind of a document, from its own type, its title, and what it says that it defines."""
    meta = document.meta
    kind = _KINDS.get(meta.kind.strip().lower()) or _KINDS.get(meta.category.strip().lower() if document.format is not Format.RFCXML_V3 else "")
    if (
        kind is not None
        and document.format in (Format.XEP, Format.MARKDOWN)
        and (kind is not Genre.GUIDANCE or profile_of(document) in (Profile.EIP, Profile.XSF))
    ):
        return kind
    title = next((genre for genre, pattern in _TITLES if pattern.search(meta.title)), None)
    if title in (Genre.API, Genre.PROTOCOL, Genre.DATA_FORMAT, Genre.EXTENSION, None):
        stated = _stated(document)
        if stated is not None and (title is None or stated is Genre.YANG_MIB or (stated is Genre.REQUIREMENTS and title is not Genre.PROTOCOL)):
            return stated
    if title is not None:
        return title
    if profile_of(document) in (Profile.MATRIX, Profile.XSF):
        return Genre.EXTENSION
    return Genre.UNKNOWN


def _stated(document: Document) -> Genre | None:
    opening = [section for section in document.sections if section.role in (Role.ABSTRACT, Role.INTRODUCTION)][:3]
    for section in opening:
        for match in _DEFINES.finditer(document.prose.text, section.start, min(section.end, section.start + 4000)):
            for genre, pattern in _WHAT:
                if pattern.search(match["what"]):
                    return genre
    return None


def maturity_of(document: Document) -> Maturity:
    """How far a document has come, from its name and its status words."""
    name, status = document.meta.name.lower(), document.meta.status.strip().lower()
    if re.match(r"rfc-?\d+$", name) or status in (
        "final",
        "active",
        "living",
        "stable",
        "published",
        "implemented",
        "merged",
        "deployed",
        "accepted",
        "recommendation",
    ):
        return Maturity.PUBLISHED
    if re.match(r"draft-(?:ietf|irtf|iab|iesg)-", name) or status in (
        "draft",
        "proposed",
        "review",
        "last call",
        "last-call",
        "deferred",
        "provisional",
        "implementable",
    ):
        return Maturity.INDIVIDUAL if status == "draft" and profile_of(document) is Profile.EIP else Maturity.ADOPTED
    return Maturity.INDIVIDUAL


def profile_of(document: Document) -> Profile:
    """The community, from format, name, stream and path."""
    name, stream = document.meta.name.lower(), document.meta.stream.upper()
    if document.format is Format.XEP:
        return Profile.XSF
    if re.match(r"(?:eip|erc)-?\d", name):
        return Profile.EIP
    if re.match(r"msc-?\d", name) or re.match(r"\s*MSC ?\d", document.meta.title):
        return Profile.MATRIX
    if stream == "IRTF" or name.startswith("draft-irtf-"):
        return Profile.IRTF
    if document.format in (Format.KRAMDOWN_RFC, Format.MMARK, Format.RFCXML_V2, Format.RFCXML_V3, Format.TEXT) or name.startswith("draft-"):
        return Profile.IETF
    if re.search(r"\bexplainer\b", document.meta.title + " " + document.source.path, re.IGNORECASE) or re.search(
        r"\b(?:W3C|WICG|WebIDL)\b", document.prose.text[:4000]
    ):
        return Profile.W3C
    return Profile.GENERIC
