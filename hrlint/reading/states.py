"""How much a section says: nothing, a placeholder, a pointer, or something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hrlint.reading.document import State
from hrlint.reading.sentences import sentence_ends

SHORT = 40
"""Words: a longer section says something, whatever placeholders it holds."""
SUFFICIENT = SHORT * 2
"""Words: a longer section is present, whatever it says."""

_PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBA|TBC|TBW|TODO|FIXME|XXX+|WIP)\b"
    r"|(?i:\bto (?:be|come)\b.{0,12}\b(?:written|added|completed|determined|defined|done|filled|supplied|provided|discussed|specified|expanded|later)\b"
    r"|\b(?:needs?|requires?|under) (?:further |more )?(?:discussion|work|elaboration|study|consideration)\b"
    r"|\bwill be (?:added|provided|completed|written|discussed|expanded|specified|filled)\b"
    r"|\b(?:fill|flesh) (?:this|me|it) (?:in|out)\b|\bplaceholder\b"
    r"|\b(?:more|text|details?|content) (?:to (?:come|follow|be added)|tbd|goes here|needed)\b"
    r"|\b(?:write|complete|add) (?:this|text|me)\b|^\W*(?:\.\.\.|…|\?+)\W*$)"
)
_NOTHING = re.compile(
    r"^\W*(?:none|n/?a|nil|not applicable|nothing|no)\W*$"
    r"|\b(?:no|not?\b.{0,40}\bany|without|nor any|neither)\s+(?:\w+\s+){0,4}?(?:security|privacy|safety|trust)?\W*(?:\w+\s+){0,2}?(?:considerations?"
    r"|issues?|concerns?|implications?|risks?|impacts?|threats?|vulnerabilit\w+|effects?|problems?|changes?)\b"
    r"|\bnone (?:known|identified|beyond|other than|at this time|so far|are|is|specific|in particular)\b"
    r"|\bnot (?:\w+ ){0,3}(?:discussed|considered|addressed|affect|impact|change|alter|introduce|raise|create|add)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|as (?:it|they|this|the|all|no|there|these|any)\b|therefore|thus|hence|so that"
    r"|only (?:a|an|the|for|as|defines?|describes?|specif\w+|registers?|updates?)|merely|due to|given that|in that|the same administrative|purely|simply"
    r"|is (?:just|purely|only)|are (?:just|purely|only))",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"\b(?:appl(?:y|ies|icable)|considerations?|discussed|described|covered|documented|addressed|detailed|defined|specified|identical|same|inherit\w*"
    r"|see|refer\w*|relevant|consult|found|given|as (?:in|for|per)|outlined|in addition to)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\[[^\]\s]+\]|\bRFC\s?\d+|\b(?:Section|Appendix|Chapter|§)\s?[\dA-Z]|\bXEP-\d+|\bEIP-?\d+|\bMSC\d+"
    r"|\b(?:base|core|parent|underlying|main|original|companion|other) (?:document|specification|protocol|draft|spec)s?\b|\babove\b|\bbelow\b"
    r"|\bthis document\b.*\bas a whole\b|\bthroughout\b",
    re.IGNORECASE,
)


def state_of(text: str, blocks: int) -> State:
    """The state of a section from its prose (subsections included) and the number of its blocks (code counts)."""
    words = len(text.split())
    if words == 0:
        return State.PRESENT if blocks > 0 else State.EMPTY
    if words > SUFFICIENT:
        return State.PRESENT
    if words <= SHORT and _PLACEHOLDER.search(text):
        return State.UNFINISHED
    state = State.EMPTY
    for sentence in _sentences(text):
        if _NOTHING.search(sentence) and not _REASON.search(sentence):
            continue
        if not (_POINTER.search(sentence) and _TARGET.search(sentence)):
            return State.EMPTY if words <= 5 else State.PRESENT
        state = State.DELEGATED
    return state


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in sentence_ends(text):
        if sentence := text[start:end].strip():
            yield sentence
        start = end
