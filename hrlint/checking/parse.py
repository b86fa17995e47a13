"""Reads expressions of the check language from YAML, strictly: every mistake is an error with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hrlint.checking.documentkind import DocumentKind
from hrlint.checking.expression import All, AtLeast, Expression, Fact, Not, Purpose
from hrlint.checking.mentioned import DEFAULTS, Mentioned, Required
from hrlint.checking.scope import Window
from hrlint.checking.score import Score, Signal
from hrlint.checking.sectionstate import Delegation, SectionState
from hrlint.matching.context import Subject
from hrlint.matching.genre import DESIGNS, Genre, Maturity, Profile
from hrlint.matching.requirement import Strength
from hrlint.matching.yamlnodes import Node, NodeError
from hrlint.reading.document import Role, State

_ROLES = [role.value for role in Role]
_STATES = [*(state.value for state in State), "missing"]
_NEAR = [Window.CLAUSE, Window.SENTENCE, Window.PARAGRAPH, Window.SECTION]
_WITHIN = [Window.SENTENCE, Window.PARAGRAPH, Window.SECTION, Window.CONSIDERATIONS, Window.DOCUMENT]
_SLOTS = ("actor", "action", "object", "recipient", "clause")
_STRENGTHS: Mapping[str, frozenset[Strength]] = {
    "must": frozenset({Strength.MUST}),
    "must-not": frozenset({Strength.MUST_NOT}),
    "should": frozenset({Strength.SHOULD}),
    "should-not": frozenset({Strength.SHOULD_NOT}),
    "may": frozenset({Strength.MAY}),
    "weak": frozenset({Strength.SHOULD, Strength.SHOULD_NOT, Strength.MAY}),
    "positive": frozenset({Strength.MUST, Strength.SHOULD, Strength.MAY}),
    "any": frozenset(Strength),
}
_COMMON = ("in", "not-in", "with", "without", "near", "within")


def parse_expression(node: Node, purpose: Purpose) -> Expression:
    """Reads an expression; raises NodeError. A list means `any`."""
    if isinstance(node.value, list):
        return AtLeast(1, _parts(node, purpose))
    keys = node.mapping()
    readers: dict[str, Callable[[Node, Mapping[str, Node], Purpose], Expression]] = {
        "concept": _mentioned,
        "requirement": _required,
        "section": _section,
        "document": _document,
        "fact": _fact,
        "delegation": _delegation,
        "all": _all,
        "any": _any,
        "not": _not,
        "at-least": _at_least,
    }
    leading = [key for key in readers if key in keys]
    if len(leading) != 1:
        raise NodeError(node.line, f"expected exactly one of {', '.join(f'`{key}`' for key in readers)}")
    return readers[leading[0]](node, keys, purpose)


def _parts(node: Node, purpose: Purpose) -> tuple[Expression, ...]:
    return tuple(parse_expression(part, purpose) for part in node.sequence())


def _window(node: Node | None, allowed: list[Window], otherwise: Window) -> Window:
    return Window(node.choice([window.value for window in allowed])) if node is not None else otherwise


def _beside(node: Node | None) -> Expression | None:
    """`with` and `without`: the names of concepts, of which one suffices, or an expression."""
    if node is None:
        return None
    if isinstance(node.value, str) or (isinstance(node.value, list) and all(isinstance(item.value, str) for item in node.value)):
        return Mentioned(node.texts(), Purpose.NEAR)
    return parse_expression(node, Purpose.NEAR)


def _context(keys: Mapping[str, Node], purpose: Purpose) -> dict[str, Any]:
    """What mentions and requirements have in common."""
    if "within" in keys and purpose is not Purpose.ANSWER:
        raise NodeError(keys["within"].line, "`within` is the distance of an answer from its trigger; for `with` and `without` write `near`")
    options: dict[str, Any] = {"purpose": purpose}
    default = DEFAULTS[purpose].get("outside")
    if default is not None:
        options["outside"] = default
    if "in" in keys:
        options["inside"] = frozenset(Role(item.choice(_ROLES)) for item in keys["in"].sequence())
        options["outside"] = options.get("outside", frozenset()) - options["inside"]
    if "not-in" in keys:
        options["outside"] = options.get("outside", frozenset()) | {Role(item.choice(_ROLES)) for item in keys["not-in"].sequence()}
    options["with_"] = _beside(keys.get("with"))
    options["without"] = _beside(keys.get("without"))
    options["near"] = _window(keys.get("near"), _NEAR, Window.SENTENCE)
    options["within"] = _window(keys.get("within"), _WITHIN, Window.CONSIDERATIONS)
    return options


def _mentioned(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("concept", "negated", "subject", "about", "substance", *_COMMON))
    options = _context(keys, purpose)
    options["negated"] = DEFAULTS[purpose].get("negated")
    options["subjects"] = DEFAULTS[purpose].get("subjects", frozenset())
    if "negated" in keys:
        options["negated"] = None if keys["negated"].text() == "any" else keys["negated"].boolean()
    if "subject" in keys:
        if keys["subject"].value == "any":
            options["subjects"] = frozenset()
        else:
            options["subjects"] = frozenset(Subject(item.choice([subject.value for subject in Subject])) for item in keys["subject"].sequence())
    if "about" in keys:
        keys["about"].choice(["trigger"])
        if purpose is not Purpose.ANSWER:
            raise NodeError(keys["about"].line, "`about: trigger` belongs to an answer")
        options["about_trigger"] = True
    if "substance" in keys:
        options["substance"] = keys["substance"].boolean()
    return Mentioned(keys["concept"].texts(), **options)


def _required(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("requirement", *_COMMON))
    slots = keys["requirement"].mapping(allowed=("keyword", *_SLOTS))
    strengths: frozenset[Strength] = frozenset(Strength)
    if "keyword" in slots:
        strengths = frozenset(strength for item in slots["keyword"].sequence() for strength in _STRENGTHS[item.choice(_STRENGTHS)])
    concepts = tuple((slot, slots[slot].texts()) for slot in _SLOTS if slot in slots)
    return Required(strengths, concepts, **_context(keys, purpose))


def _section(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("section", "state", "least-words", "most-words"))
    names = [item.choice(_STATES) for item in keys["state"].sequence()] if "state" in keys else [State.PRESENT.value]
    states = frozenset(State(name) for name in names if name != "missing")
    return SectionState(Role(keys["section"].choice(_ROLES)), "missing" in names, states, *_length(keys))


def _length(keys: Mapping[str, Node]) -> tuple[int, int | None]:
    """The least and the most words."""
    return keys["least-words"].number() if "least-words" in keys else 0, keys["most-words"].number() if "most-words" in keys else None


def _document(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("document",))
    return parse_document_kind(keys["document"])


def parse_document_kind(node: Node) -> DocumentKind:
    """Reads what kinds of documents are meant; raises NodeError."""
    kind = node.mapping(allowed=("genre", "maturity", "profile", "least-words", "most-words"))

    def chosen(key: str, allowed: list[str]) -> list[str]:
        return [item.choice(allowed) for item in kind[key].sequence()] if key in kind else []

    genres = chosen("genre", ["designs", *(genre.value for genre in Genre)])
    return DocumentKind(
        frozenset(genre for name in genres for genre in (DESIGNS if name == "designs" else (Genre(name),))),
        frozenset(map(Maturity, chosen("maturity", [maturity.value for maturity in Maturity]))),
        frozenset(map(Profile, chosen("profile", [profile.value for profile in Profile]))),
        *_length(kind),
    )


def _fact(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("fact", "least"))
    return Fact(keys["fact"].text(), keys["least"].decimal() if "least" in keys else 0)


def parse_fact(node: Node) -> Expression:
    """Reads what a named fact says: an expression under `holds`, or a `score`; raises NodeError."""
    keys = node.mapping(allowed=("definition", "holds", "score"), required=("definition",))
    if ("holds" in keys) == ("score" in keys):
        raise NodeError(node.line, "expected one of `holds` and `score`")
    if "holds" in keys:
        return parse_expression(keys["holds"], Purpose.RAISE)
    score = keys["score"].mapping(allowed=("where", "base", "length", "signals"), required=("base", "signals"))
    return Score(
        score["base"].decimal(),
        score["length"].decimal() if "length" in score else 0,
        tuple(_signal(item) for item in score["signals"].sequence()),
        parse_expression(score["where"], Purpose.RAISE) if "where" in score else None,
    )


def _signal(node: Node) -> Signal:
    """What speaks for a question is read as what raises it, what speaks against as an answer."""
    keys = node.mapping(allowed=("weight", "of", "words-in", "shown"), required=("weight",))
    weight = keys["weight"].decimal()
    if ("of" in keys) == ("words-in" in keys):
        raise NodeError(node.line, "expected one of `of` and `words-in`")
    if "words-in" in keys:
        return Signal(weight, words_in=Role(keys["words-in"].choice(_ROLES)))
    statement = parse_expression(keys["of"], Purpose.ANSWER if weight < 0 else Purpose.RAISE)
    if "shown" not in keys:
        return Signal(weight, statement)
    shown = keys["shown"]
    return Signal(weight, statement, shown=parse_expression(shown, Purpose.RAISE) if isinstance(shown.value, dict) else shown.boolean())


def _delegation(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("delegation", "within"))
    about = () if keys["delegation"].value == "any" else keys["delegation"].texts()
    return Delegation(about, _window(keys.get("within"), _WITHIN, Window.CONSIDERATIONS))


def _all(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("all",))
    return All(_parts(keys["all"], purpose))


def _any(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("any",))
    return AtLeast(1, _parts(keys["any"], purpose))


def _not(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("not",))
    return Not(parse_expression(keys["not"], purpose))


def _at_least(node: Node, keys: Mapping[str, Node], purpose: Purpose) -> Expression:
    node.mapping(allowed=("at-least",))
    inner = keys["at-least"].mapping(allowed=("count", "of", "rate"), required=("count", "of"))
    return AtLeast(inner["count"].number(), _parts(inner["of"], purpose), inner["rate"].number() if "rate" in inner else 0)
