"""What surrounds a mention: is it negated, and whom does its sentence speak of?"""

from __future__ import annotations

import re
from enum import Enum

_CLAUSE_START = re.compile(
    r"[,;:()\[\]\n]|[.!?] |\b(?:but|however|which|that|if|when|unless|although|though|while|whereas|because|since|then|so|and (?:the|an?|it|they|then)|as)\b"
)
_CLAUSE_END = re.compile(r"[,;:()\[\]\n]|[.!?](?: |$)|\b(?:but|however|which|unless|although|while|whereas|because|since|and|so that|if|when)\b")
_NEGATION = re.compile(
    r"(?i:\b(?:not(?! only| just| necessarily| merely)|never|no(?! (?:longer|less|more|later|sooner) than)|without|neither|nor|cannot|none|nothing"
    r"|hardly|avoid\w*|prevent\w*|prohibit\w*|forbid\w*|"
    r"instead of|rather than|lacks?|lacking|absence of|refrain\w*|free of|stop\w* short|disallow\w*|refus\w*|reject\w*|omit\w*|exclud\w*|suppress\w*"
    r"|strip\w*|remov\w*|eliminat\w*)\b|n['’]t\b)"
)
_NEGATED_VERB = re.compile(
    r"(?: [\w/-]+){0,4}? (?i:(?:MUST|SHALL|SHOULD|ought|is|are|was|were|can|could|may|might|do|does|did|will|would|need|needs|has|have|had) ?(?:not"
    r"|never|no longer)|cannot|isn['’]t|aren['’]t|doesn['’]t|don['’]t|never)\b"
    r"|(?:[ -](?:free|less))\b"
)
_WINDOW = 160


class Subject(str, Enum):
    """Whom a sentence speaks of."""

    DESIGN = "design"
    OTHER = "other"
    ATTACKER = "attacker"


_ATTACKER = re.compile(
    r"(?i:\b(?:attackers?|adversar(?:y|ies)|eavesdroppers?|(?:passive|on-path|off-path|malicious|active|network|outside|third-party|unauthori[sz]ed) (?:\w+ )?"
    r"(?:observers?|nodes?|servers?|clients?|part(?:y|ies)|entit(?:y|ies)|actors?|users?|peers?|devices?|hosts?|routers?|relays?|prox(?:y|ies))"
    r"|observers?|intruders?|hackers?|spoofers?|wiretappers?)\b)"
)
_OTHER = re.compile(
    r"^\W*(?:(?:Note that|However|Similarly|Likewise|For (?:example|instance)|Historically|Traditionally|Today|Currently|Previously),? )?"
    r"(?:(?:(?:[Aa]s )?(?:described|specified|defined|discussed|noted|stated|explained) in|[Uu]nlike|[Ii]n|[Ww]ith|[Uu]nder|[Aa]ccording to"
    r"|[Cc]ompared to|[Ss]imilar(?:ly)? to)? ?(?:the )?(?:Section [\w.]+ of )?(?:\[[^\]]{2,60}\]|RFC ?\d+)"
    r"(?:,| (?:defines?|describes?|specif\w+|states?|says?|recommends?|requires?|introduces?|provides?|discuss\w*|uses?|allows?|explains?|mandates?"
    r"|notes?|outlines?|updates?|is|was|has|also)\b)"
    r"|(?:[Ee]xisting|[Pp]revious|[Pp]rior|[Cc]urrent|[Tt]raditional|[Ll]egacy|[Oo]ther|[Ee]arlier|[Mm]any|[Mm]ost|[Ss]ome|[Cc]onventional) (?:\w+ ){0,3}?"
    r"(?:protocols?|systems?|solutions?|approach(?:es)?|mechanisms?|deployments?|schemes?|designs?|standards?|techniques?|proposals?|services?"
    r"|applications?|implementations?|versions?|work|browsers?|products?)\b)"
)
_ATTACKER_VERB = re.compile(
    r"(?: [\w'’-]+){0,3}? (?:can|could|may|might|must|would|will|has to|have to|needs? to|is able|are able|who|which|that|has|have|observ\w+|learn\w*"
    r"|sees?|knows?|captur\w+|gains?|obtain\w*|intercept\w*)\b"
)


def is_negated(text: str, start: int, end: int) -> bool:
    """True where the clause denies the words: "MUST NOT log it", "no identifier", "the identifier is not sent"."""
    return bool(_NEGATION.search(text, clause_start(text, start), start) or _NEGATED_VERB.match(text, end, clause_end(text, end)))


def clause_start(text: str, offset: int) -> int:
    """Where the clause that holds the offset begins."""
    begin = max(0, offset - _WINDOW)
    last = begin
    for boundary in _CLAUSE_START.finditer(text, begin, offset):
        last = boundary.end()
    return last


def clause_end(text: str, offset: int) -> int:
    """Where the clause that holds the offset ends."""
    boundary = _CLAUSE_END.search(text, offset, offset + _WINDOW)
    return boundary.start() if boundary else min(len(text), offset + _WINDOW)


def subject_of(sentence: str, at: int) -> Subject:
    """Whom a sentence speaks of where the words at offset `at` stand: this design, another protocol, or an attacker who acts."""
    if _OTHER.match(sentence):
        return Subject.OTHER
    for attacker in _ATTACKER.finditer(sentence, 0, max(0, at)):
        if _ATTACKER_VERB.match(sentence, attacker.end()):
            return Subject.ATTACKER
    return Subject.DESIGN
