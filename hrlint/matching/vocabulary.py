"""The vocabulary: concepts of the field and the phrases that mention them, read from `checks/vocabulary/*.yaml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hrlint.matching.builtin import BUILTIN_CONCEPTS
from hrlint.matching.phrases import Phrase, PhraseError, parse_phrase
from hrlint.matching.yamlnodes import Node, NodeError, Problem, load_nodes, unknown


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that designs are about. A mention of an included concept mentions this one too."""

    id: str
    label: str
    definition: str
    source: str
    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...]
    includes: tuple[str, ...]
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts, by id."""

    concepts: Mapping[str, Concept]

    def members(self, concept: str) -> tuple[str, ...]:
        """The concept and all that it includes, at any depth."""
        found: dict[str, None] = {}
        open_ = [concept]
        while open_:
            name = open_.pop()
            if name not in found:
                found[name] = None
                known = self.concepts.get(name)
                open_ += known.includes if known else ()
        return tuple(found)

    def only(self, concepts: Iterable[str]) -> Vocabulary:
        """The part of the vocabulary that some concepts need."""
        needed = {member for concept in concepts for member in self.members(concept)}
        return Vocabulary({name: concept for name, concept in self.concepts.items() if name in needed})

    def __contains__(self, concept: str) -> bool:
        return concept in self.concepts or concept in BUILTIN_CONCEPTS

    def names(self) -> list[str]:
        return sorted([*self.concepts, *BUILTIN_CONCEPTS])


def load_vocabulary(folders: Iterable[Path]) -> tuple[Vocabulary, list[Problem]]:
    """Reads the `vocabulary` folder of each folder of checks, and the mistakes found in them."""
    concepts: dict[str, Concept] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in sorted((folder / "vocabulary").glob("*.yaml")):
            try:
                entries = load_nodes(path).mapping()
            except NodeError as error:
                problems.append(Problem(path, error.line, str(error)))
                continue
            for name, node in entries.items():
                try:
                    if name in concepts or name in BUILTIN_CONCEPTS:
                        raise NodeError(node.line, f"the concept `{name}` is defined twice")
                    concepts[name] = _concept(name, node, path)
                except NodeError as error:
                    problems.append(Problem(path, error.line, str(error)))
    vocabulary = Vocabulary(concepts)
    for concept in concepts.values():
        problems += [Problem(concept.path, concept.line, unknown("concept", name, vocabulary.names())) for name in concept.includes if name not in vocabulary]
    return vocabulary, problems


def _concept(name: str, node: Node, path: Path) -> Concept:
    keys = node.mapping(allowed=("label", "definition", "source", "phrases", "except", "includes"), required=("definition",))
    if "phrases" not in keys and "includes" not in keys:
        raise NodeError(node.line, "a concept needs `phrases` or `includes`")
    return Concept(
        id=name,
        label=keys["label"].text() if "label" in keys else name.replace("-", " "),
        definition=keys["definition"].text(),
        source=keys["source"].text() if "source" in keys else "",
        phrases=_phrases(keys.get("phrases")),
        exceptions=_phrases(keys.get("except")),
        includes=keys["includes"].texts() if "includes" in keys else (),
        path=path,
        line=node.line,
    )


def _phrases(node: Node | None) -> tuple[Phrase, ...]:
    if node is None:
        return ()
    phrases: dict[str, Phrase] = {}
    for item in node.sequence():
        text = item.text()
        if text in phrases:
            raise NodeError(item.line, f"the phrase `{text}` stands here twice")
        try:
            phrases[text] = parse_phrase(text)
        except PhraseError as error:
            raise NodeError(item.line, f"cannot read the phrase `{text}`: {error}") from error
    return tuple(phrases.values())
