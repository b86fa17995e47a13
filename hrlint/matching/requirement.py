"""Requirements, clause by clause: who must, should or may do what, to what, towards whom. Light grammar, no dictionary of English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from hrlint.reading.document import BlockKind, Document


class Strength(str, Enum):
    """The force of a keyword of BCP 14."""

    MUST = "must"
    MUST_NOT = "must-not"
    SHOULD = "should"
    SHOULD_NOT = "should-not"
    MAY = "may"


class Range(NamedTuple):
    """Prose offsets."""

    start: int
    end: int


class Requirement(NamedTuple):
    """One normative clause. A slot that the clause does not fill is an empty range."""

    sentence: int
    keyword: Range
    strength: Strength
    actor: Range
    action: Range
    object: Range
    recipient: Range
    passive: bool


_KEYWORD = re.compile(r"\b(?P<denied>(?i:not) )?(?:(?P<must>MUST|SHALL|REQUIRED)|(?P<should>SHOULD|RECOMMENDED)|(?P<may>MAY|OPTIONAL))(?P<not> (?i:not))?\b")
_KEYWORD_ANY_CASE = re.compile(
    r"\b(?P<denied>not )?(?:(?P<must>must|shall|required)|(?P<should>should|recommended)"
    r"|(?P<may>may(?! be (?:able|possible|necessary|the case))|optional))(?P<not> not)?\b",
    re.IGNORECASE,
)
# A word that begins like a keyword is found much faster than a keyword, because a set of letters comes first; only there the whole pattern is tried.
_HINT = re.compile(r"[MSRO](?:UST|AY|HALL|HOULD|EQUIRED|ECOMMENDED|PTIONAL)\b")
_HINT_ANY_CASE = re.compile(r"[MSROmsro](?i:ust|ay|hall|hould|equired|ecommended|ptional)\b")
_DENIED = "not "
_ADJECTIVES = frozenset(["REQUIRED", "RECOMMENDED", "OPTIONAL"])
_SUBJECT_BOUNDARY = re.compile(
    r"[;:]|, (?:and|but|or|so|then|it) |,(?! (?:that|which|who|whose|whom)\b)|\b(?:and then|but|because|since|unless|if|when|so that"
    r"|and (?=the |an? |any |all |each |it |they ))\b|\) "
    # "requires that clients MUST ...": what comes before says who demands it. In "servers that keep logs MUST ..." it says who must.
    r"|\b(?i:requir|ensur|not|mean|recommend|specif|stat|say|assum|impl|indicat|mandat|suggest|expect|such|case)\w* that\b"
)
_RELATIVE = re.compile(r",? (?:that|which|who|whose|whom)\b")
_GOES_ON = re.compile(r"(?:(?:^|\W)(?:and|or|but|then)|,)$")
_TO_BE = re.compile(r"(?:^| )(?:is|are|was|were|be|been)$")
_LONGEST_CLAUSE = 600
_NO_NAME = frozenset(["it", "also", "they", "this", "there"])
_OBJECT_BOUNDARY = re.compile(
    r"[;:,.]|\b(?:to|with|from|by|in|on|for|when|if|unless|before|after|using|via|as|so|and|or|but|that|which|who|until|because|since|at|over|within"
    r"|during|through|where|while|into|without|against|upon|only|instead|rather|except)\b"
)
_ARTICLE = re.compile(r"\b(?i:an?|the|of|any|its|all|no) \Z")
_ADVERB = re.compile(
    r" (?!(?:reply|apply|supply|rely|comply|multiply|imply|ally)\b)"
    r"(?:also|only|always|then|first|therefore|either|still|never|instead|thus|however|further|both|at least|in turn|[a-z]+ly)\b"
)
_ABLE = re.compile(r" be (?:able|allowed|permitted|prepared|willing|ready) to\b")
_BE = re.compile(r" (?:be|have been|been|get|being)\b")
_VERB = re.compile(r" (?P<verb>[A-Za-z][\w-]*)")
_RECIPIENT = re.compile(
    r"\b(?:to|towards|with) (?P<who>(?:the |an? |any |all |each |its |other |their )?[^;:,.()]{1,60}?)(?= (?:when|if|unless|before|after|using|via|as|so"
    r"|and|or|but|that|which|in|on|for|over|with|by)\b|[;:,.()]|$)"
)
_BY = re.compile(
    r"\bby (?P<who>(?:the |an? |any |all |each |its |other |their )?[^;:,.()]{1,60}?)(?= (?:when|if|unless|before|after|using|via|as|so|and|or|but|that"
    r"|which|in|on|for|over|with|to)\b|[;:,.()]|$)"
)
# "that user agents adopt a policy", "for the client to prompt the user": the verb stands after "to", or before the words that begin an object.
_DETERMINER = r"(?:the|an?|all|any|each|every|its|their|both|these|such|other|no) "
_THAT_FULL = re.compile(
    r" (?:for (?P<for>[^;:,.]{1,80}?) to|that (?P<that>(?:" + _DETERMINER + r")?[\w\"'/-]+(?: [\w\"'/-]+){0,5}?))(?: also| only| always| either| not)?"
    r" (?P<verb>(?!(?:the|an?|to|be|is|are|and|or|of|in|for|with|that|which|should|must)\b)[a-z][\w-]*)(?= (?:" + _DETERMINER[:-1] + r"|those|this|only|some|to"
    r"|in|on|with|over|from|by|for|at|as|and|or|when|if|that|whether|how|it|them)\b)"
)
_THAT = re.compile(
    r" (?:that|for) (?P<who>(?:" + _DETERMINER + r")?[^;:,.]{1,80}?) (?:be |to |is |are )?(?P<verb>[a-z][\w-]*(?:s|ed|e|t|y|p|d|r|n|k|h|w|l|m|g)?)\b"
)
# "that encryption keys be loaded": the verb stands after "be", and every word before it belongs to what is acted upon.
_THAT_PASSIVE = re.compile(
    r" (?:that|for) (?P<who>(?:(?!(?:that|which|who|when|if|to|and|or|but)\b)[\w\"'/()-]+ ){1,7}?)(?:to )?be (?:always |only |also )?(?P<verb>[a-z][\w-]*)\b"
)
_PARTICIPLE = re.compile(r"(?:ed|en|wn|nt|ept|ught|one|ade|ored|id|ld|un|ut|et)$")


def uses_keywords(document: Document) -> bool:
    """True where a document writes its requirements in capitals, as BCP 14 has it."""
    return next(_keywords(document.prose.text, any_case=False), None) is not None


def find_requirements(document: Document) -> Iterator[Requirement]:
    """All requirements of a document in their order. Lower-case keywords count only where it uses none in capitals."""
    text = document.prose.text
    previous_sentence, actor, cut = -1, Range(0, 0), 0
    for match in _keywords(text, any_case=not uses_keywords(document)):
        index = document.sentence_at(match.start())
        sentence = document.sentences[index]
        if match.start() >= sentence.end or document.blocks[sentence.block].kind is BlockKind.QUOTE or _is_attribute(text, match):
            continue
        if index != previous_sentence:
            previous_sentence, actor, cut = index, Range(sentence.start, sentence.start), sentence.start
        clause = Range(max(cut, match.start() - _LONGEST_CLAUSE), min(sentence.end, match.end() + _LONGEST_CLAUSE))
        requirement = _requirement(text, index, match, clause, actor)
        actor, cut = requirement.object if requirement.passive else requirement.actor, max(match.end(), requirement.action.end)
        yield requirement


def _keywords(text: str, *, any_case: bool) -> Iterator[re.Match[str]]:
    """The matches of a pattern of keywords, in their order."""
    pattern, hint = (_KEYWORD_ANY_CASE, _HINT_ANY_CASE) if any_case else (_KEYWORD, _HINT)
    end = 0
    for word in hint.finditer(text):
        start = word.start()
        before = start - len(_DENIED)
        denied = pattern.match(text, before) if before >= end and text[before:start].lower() == _DENIED else None
        match = denied or pattern.match(text, start)
        if match is not None:
            end = match.end()
            yield match


def _is_attribute(text: str, match: re.Match[str]) -> bool:
    """True for an adjective before its noun ("a RECOMMENDED mechanism"), which requires nothing."""
    return _is_adjective(match) and _ARTICLE.search(text, max(0, match.start() - 8), match.start()) is not None


def _is_adjective(match: re.Match[str]) -> bool:
    return (match["must"] or match["should"] or match["may"]).upper() in _ADJECTIVES


def _requirement(text: str, index: int, match: re.Match[str], bounds: Range, inherited: Range) -> Requirement:
    strength = _strength(match)
    actor = _subject(text, bounds.start, match.start(), opens=inherited.end == inherited.start) or inherited
    keyword = Range(match.start(), match.end())
    if _is_adjective(match):
        return _adjectival(text, index, keyword, strength, actor, bounds.end)
    action, passive = _action(text, match.end(), bounds.end)
    after = _object(text, action.end, bounds.end)
    recipient = _slot(_RECIPIENT, text, action.end, bounds.end)
    if passive:
        return Requirement(index, keyword, strength, _slot(_BY, text, action.end, bounds.end), action, actor, recipient, True)
    return Requirement(index, keyword, strength, actor, action, after, recipient, False)


def _strength(match: re.Match[str]) -> Strength:
    denied = match["denied"] or match["not"]
    if match["must"]:
        if match["denied"]:  # "is not REQUIRED"
            return Strength.MAY
        return Strength.MUST_NOT if denied else Strength.MUST
    if match["should"]:
        return Strength.SHOULD_NOT if denied else Strength.SHOULD
    return Strength.MAY


def _subject(text: str, start: int, end: int, opens: bool) -> Range | None:
    """The words before the keyword back to the last boundary of a clause; None where there are none, or where an earlier subject goes on."""
    before = text[start:end].rstrip()
    if _GOES_ON.search(before):
        aside = before.rfind(",", 0, -1)  # "relays, when asked, MUST"
        return _subject(text, start, start + aside, opens=False) if before.endswith(",") and aside > 0 and opens else None
    for boundary in _SUBJECT_BOUNDARY.finditer(text, start, end):
        if text[boundary.end() : end].strip():
            start = boundary.end()
    while start < end and text[start] in " (":
        start += 1
    relative = _RELATIVE.search(text, start + 1, end)
    words = text[start : relative.start() if relative else end].rstrip()
    to_be = _TO_BE.search(words)
    name = words[: to_be.start()] if to_be else words
    return None if _NO_NAME.issuperset(name.lower().split()) else Range(start, start + len(name))


def _action(text: str, start: int, end: int) -> tuple[Range, bool]:
    """The verb that the keyword governs, and whether it is passive."""
    passive = False
    while True:
        if (adverb := _ADVERB.match(text, start, end)) is not None:
            start = adverb.end()
        elif (able := _ABLE.match(text, start, end)) is not None:
            passive, start = False, able.end()
        elif (be := _BE.match(text, start, end)) is not None:
            passive, start = True, be.end()
        else:
            break
    verb = _VERB.match(text, start, end)
    if verb is None:
        return Range(start, start), False
    return Range(verb.start("verb"), verb.end()), passive and _PARTICIPLE.search(verb["verb"]) is not None


def _object(text: str, start: int, end: int) -> Range:
    boundary = _OBJECT_BOUNDARY.search(text, start, end)
    stop = boundary.start() if boundary else end
    while start < stop and text[start] == " ":
        start += 1
    while stop > start and text[stop - 1] == " ":
        stop -= 1
    return Range(start, max(start, stop))


def _slot(pattern: re.Pattern[str], text: str, start: int, end: int) -> Range:
    match = pattern.search(text, start, end)
    return Range(match.start("who"), match.end("who")) if match else Range(end, end)


def _adjectival(text: str, index: int, keyword: Range, strength: Strength, subject: Range, end: int) -> Requirement:
    """ "It is RECOMMENDED that clients encrypt X", "RECOMMENDED to encrypt", "Encryption is OPTIONAL"."""
    passive = _THAT_PASSIVE.match(text, keyword.end, end)
    if passive is not None and _PARTICIPLE.search(passive["verb"]):
        action, object_ = Range(passive.start("verb"), passive.end("verb")), Range(passive.start("who"), passive.end("who") - 1)
        by = _slot(_BY, text, action.end, end)
        return Requirement(index, keyword, strength, by, action, object_, _slot(_RECIPIENT, text, action.end, end), True)
    full = _THAT_FULL.match(text, keyword.end, end)
    if full is not None:
        action = Range(full.start("verb"), full.end("verb"))
        who = Range(*full.span("for" if full["for"] else "that"))
        return Requirement(index, keyword, strength, who, action, _object(text, action.end, end), _slot(_RECIPIENT, text, action.end, end), False)
    that = _THAT.match(text, keyword.end, end)
    if that is not None:
        action = Range(that.start("verb"), that.end("verb"))
        return Requirement(index, keyword, strength, Range(that.start("who"), that.end("who")), action, _object(text, action.end, end), Range(end, end), False)
    if text.startswith(" to ", keyword.end):
        action, _ = _action(text, keyword.end + 3, end)
        return Requirement(index, keyword, strength, subject, action, _object(text, action.end, end), _slot(_RECIPIENT, text, action.end, end), False)
    return Requirement(index, keyword, strength, Range(end, end), subject, subject, Range(end, end), True)
