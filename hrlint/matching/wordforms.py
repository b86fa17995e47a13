"""The forms of English nouns and verbs."""

from __future__ import annotations

import re

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


def noun_forms(word: str) -> set[str]:
    """A noun as it is written, and its plural."""
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
