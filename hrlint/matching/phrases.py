"""The small language in which the vocabulary writes its phrases, and its translation into regular expressions.

    device identifier        the words in any case, singular or plural, with spaces, hyphens or underscores between them
    log+                     a verb in all its forms: log, logs, logged, logging
    correlat*                every word that begins so
    =open                    exactly this form
    TLS                      a word with a capital letter is matched with its case
    (stable|permanent) id    alternatives; each may be several words
    (log|record)+            alternatives that are all verbs
    (user)? name             may be left out
    log+ .. address          up to four words between; `..8` up to eight; never across the end of a clause

The expressions stay in the RE2 subset: no look-around, no back-references, every repetition bounded, so that matching takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(?P<gap>\.\.(?P<most>\d*))|(?P<open>\()|(?P<close>\)(?P<optional>\?)?)|(?P<bar>\|)|(?P<word>[^\s()|]+))")
_VERBS = re.compile(r"\(([^()]*)\)\+")
_SEPARATOR = "[ _-]"
_DEFAULT_GAP = 4
_IRREGULAR = {
    "be": "is are was were been being",
    "bear": "bears bore borne bearing",
    "bind": "binds bound binding",
    "break": "breaks broke broken breaking",
    "choose": "chooses chose chosen choosing",
    "do": "does did done doing",
    "find": "finds found finding",
    "forget": "forgets forgot forgotten forgetting",
    "get": "gets got gotten getting",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "have": "has had having",
    "hide": "hides hid hidden hiding",
    "hold": "holds held holding",
    "keep": "keeps kept keeping",
    "know": "knows knew known knowing",
    "learn": "learns learned learnt learning",
    "leave": "leaves left leaving",
    "lie": "lies lied lying",
    "lose": "loses lost losing",
    "make": "makes made making",
    "meet": "meets met meeting",
    "overwrite": "overwrites overwrote overwritten overwriting",
    "read": "reads read reading",
    "rebuild": "rebuilds rebuilt rebuilding",
    "resend": "resends resent resending",
    "run": "runs ran running",
    "see": "sees saw seen seeing",
    "send": "sends sent sending",
    "steal": "steals stole stolen stealing",
    "take": "takes took taken taking",
    "tell": "tells told telling",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "withhold": "withholds withheld withholding",
    "write": "writes wrote written writing",
}


class PhraseError(ValueError):
    """A phrase that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: its text, its expression, and the words (in lower case) that it can begin with; those ending in `*` are beginnings of words."""

    text: str
    expression: str
    first_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    expression: str
    first: frozenset[str]
    optional: bool = False
    gap: bool = False


def parse_phrase(text: str) -> Phrase:
    """Reads a phrase; raises PhraseError."""
    tokens = list(_tokens(_VERBS.sub(lambda verbs: f"({'|'.join(verb.strip() + '+' for verb in verbs[1].split('|'))})", text)))
    part, at = _sequence(tokens, 0)
    if at != len(tokens):
        raise PhraseError("a bracket is closed that was not opened")
    if not part.first:
        raise PhraseError("a phrase needs a word that must be there")
    return Phrase(text, part.expression + r"\b", part.first)


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or match.end() == at:
            raise PhraseError(f"cannot read {text[at:]!r}")
        yield match
        at = match.end()


def _sequence(tokens: list[re.Match[str]], at: int) -> tuple[_Part, int]:
    """Alternatives, up to a closing bracket or the end."""
    alternatives: list[list[_Part]] = [[]]
    while at < len(tokens) and not tokens[at]["close"]:
        token = tokens[at]
        if token["bar"]:
            alternatives.append([])
        elif token["open"]:
            inner, at = _sequence(tokens, at + 1)
            if at >= len(tokens):
                raise PhraseError("a bracket is not closed")
            alternatives[-1].append(_Part(inner.expression, inner.first, optional=bool(tokens[at]["optional"])))
        elif token["gap"]:
            alternatives[-1].append(_Part(token["most"] or str(_DEFAULT_GAP), frozenset(), gap=True))
        else:
            alternatives[-1].append(_word(token["word"]))
        at += 1
    expressions, first = [], frozenset[str]()
    for parts in alternatives:
        expression, begins = _join(parts)
        expressions.append(expression)
        first |= begins
    return _Part(expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})", first), at


def _join(parts: list[_Part]) -> tuple[str, frozenset[str]]:
    if not parts:
        raise PhraseError("an alternative is empty")
    if parts[0].gap or parts[-1].gap:
        raise PhraseError("`..` stands between words")
    expression, first, begun, separator = "", frozenset[str](), False, ""
    for part in parts:
        if part.gap:
            separator = rf"(?: [^\s.;:!?]{{1,60}}){{0,{part.expression}}} "
            continue
        if not begun:
            first |= part.first
        # An optional part carries the separator on its own side, so that none is left over.
        if part.optional and not expression:
            expression = f"(?:{part.expression}{_SEPARATOR})?"
            continue
        if part.optional:
            expression += f"(?:{separator or _SEPARATOR}{part.expression})?"
            continue
        joined = "" if not begun else separator or _SEPARATOR
        expression += joined + part.expression
        begun, separator = True, ""
    if not begun:
        raise PhraseError("every word of an alternative may be left out")
    return expression, first


def _word(word: str) -> _Part:
    if word.startswith("=") and len(word) > 1:
        return _literal([word[1:]])
    if word.endswith("*") and len(word) > 2:
        stem = word[:-1]
        return _Part(_cased(_escaped(stem), stem) + r"[^\W_]{0,30}", frozenset({_first_token(stem) + "*"}))
    if word.endswith("+") and len(word) > 1:
        return _literal(sorted(verb_forms(word[:-1])))
    return _literal(sorted(_noun_forms(word)))


def _literal(forms: list[str]) -> _Part:
    longest_first = sorted(forms, key=len, reverse=True)
    return _Part(_cased("|".join(map(_escaped, longest_first)), longest_first[0]) + "(?:['’]s?)?", frozenset(_first_token(form) for form in forms))


def _cased(expression: str, form: str) -> str:
    return f"(?i:{expression})" if form == form.lower() else f"(?:{expression})"


def _escaped(form: str) -> str:
    # A hyphen in a phrase matches like a space between its words: on-path, on path.
    return re.escape(form).replace(r"\-", _SEPARATOR).replace("'", "['’]")


def _first_token(form: str) -> str:
    match = re.match(r"[^\W_]+", form)
    if match is None:
        raise PhraseError(f"{form!r} does not begin with a letter or a digit")
    return match.group().lower()


def _noun_forms(word: str) -> set[str]:
    forms = {word}
    if not word[-1].isalpha() or (len(word) < 3 and word == word.lower()):
        return forms
    if re.search(r"[^aeiou]y$", word):
        forms.add(word[:-1] + "ies")
    elif re.search(r"(?:s|x|z|ch|sh)$", word) and word == word.lower():
        forms.add(word + "es")
    else:
        forms.add(word + "s")
    return forms


def verb_forms(verb: str) -> set[str]:
    """All forms of an English verb, the spelling with a doubled consonant included where it is possible."""
    if verb in _IRREGULAR:
        return {verb, *_IRREGULAR[verb].split()}
    forms = {verb}
    if re.search(r"[^aeiou]y$", verb):
        return forms | {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    forms.add(verb + "es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else verb + "s")
    if verb.endswith("e"):
        return forms | {verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"}
    forms |= {verb + "ed", verb + "ing"}
    if re.search(r"(?:^|[^aeiou])[aeiou][bdfgklmnprtvz]$", verb):
        forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return forms
