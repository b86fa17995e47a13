"""Scores: sums of weak signals, and the fit of their weights."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from hrlint.checking.catalogue import load_catalogue
from hrlint.checking.expression import Question
from hrlint.checking.fitting import Sample, fit, score, unseen_scores
from hrlint.commands.main import cli
from hrlint.matching.reading import Reader
from hrlint.reading.reader import read_text

VOCABULARY = """
name: {definition: x, phrases: [name]}
secret: {definition: x, phrases: [secret]}
"""
FACTS = """
telling:
  definition: Names stand in many sentences, and nobody keeps them secret.
  score:
    where: {section: security, state: present}
    base: -1
    length: -2
    signals:
      - {weight: 1.5, of: {concept: name}}
      - {weight: 0.5, of: {requirement: {keyword: must}}, shown: false}
      - {weight: -3, of: {concept: secret, within: document, substance: false}}
      - {weight: -1, words-in: security}
"""
CHECK = """
title: Names
severity: warning
rights: [privacy]
basis: [{doc: RFC 6973, section: "7", point: Guidelines}]
question: Why are there names?
message: "{match} is a name."
advice: Leave it out.
raised: {fact: telling, least: LEAST}
rationale: Because.
examples:
  - bad: "The name."
  - good: "The secret name."
  - good: "The other name."
"""
SECURITY = "\n\n## Security Considerations\n\nThe parties take care of the usual things, as they are told by others in other texts.\n"


def findings(tmp_path: Path, least: str, body: str, facts: str = FACTS) -> list[str]:
    for name, text in (("vocabulary/words.yaml", VOCABULARY), ("facts/facts.yaml", facts), ("privacy/names.yaml", CHECK.replace("LEAST", least))):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    catalogue = load_catalogue([tmp_path], builtin=False)
    question = Question(Reader(catalogue.vocabulary).read(read_text(body, "a.md")), catalogue.facts)
    outcome = catalogue.get("privacy/names").raised.evaluate(question)
    assert outcome.holds or not outcome.places
    return [question.reading.document.text(place.start, place.end) for place in outcome.places] if outcome.holds else ["-"]


NAMES = "# T\n\n## Design\n\nA name. A name. A name. The server MUST send a name."


def test_signals_add_up_by_sentences(tmp_path: Path) -> None:
    words = math.log1p(len((NAMES + SECURITY).replace("#", "").split()) / 100)
    section = math.log1p(len(SECURITY.replace("#", "").split()) / 100)
    expected = -1 - 2 * words + 1.5 * math.log1p(4) + 0.5 * math.log1p(1) - section
    assert findings(tmp_path, f"{expected - 0.2:.2f}", NAMES + SECURITY) == ["name"] * 4
    assert findings(tmp_path, f"{expected + 0.2:.2f}", NAMES + SECURITY) == ["-"]


def test_what_speaks_against_counts_too(tmp_path: Path) -> None:
    assert findings(tmp_path, "0", NAMES + SECURITY) == ["name"] * 4
    assert findings(tmp_path, "0", NAMES + " It is kept secret." + SECURITY) == ["-"]


def test_other_words_are_quoted_in_the_stead_of_those_that_count(tmp_path: Path) -> None:
    facts = FACTS.replace("of: {concept: name}", "of: {concept: name}, shown: {concept: sender}")
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "more.yaml").write_text("sender: {definition: x, phrases: [sender]}\n")
    assert findings(tmp_path, "0", NAMES + " The sender waits." + SECURITY, facts) == ["sender"]
    assert findings(tmp_path, "0", NAMES + SECURITY, facts) == []


def test_a_score_is_asked_only_where_its_condition_holds(tmp_path: Path) -> None:
    assert findings(tmp_path, "-50", NAMES + SECURITY) != ["-"]
    assert findings(tmp_path, "-50", NAMES) == ["-"]


def samples(count: int) -> list[Sample]:
    """Documents that raise the question the more the first signal shows and the less the second does; the third is noise."""
    dice = random.Random(7)
    made = []
    for number in range(count):
        amounts = (dice.random() * 3, dice.random() * 3, dice.random() * 3)
        likely = 1 / (1 + math.exp(-(2 * amounts[0] - 2 * amounts[1])))
        made.append(Sample(f"repository {number % 20}", dice.random() < likely, amounts))
    return made


def test_a_fit_finds_the_weights_that_made_the_samples() -> None:
    weights = fit(samples(1500), (0, 0, 0))
    assert weights[1] == pytest.approx(2, abs=0.35)
    assert weights[2] == pytest.approx(-2, abs=0.35)
    assert weights[3] == pytest.approx(0, abs=0.2)


def test_no_weight_changes_its_sign() -> None:
    weights = fit(samples(300), (-1, 1, 1))
    assert weights[1] == 0
    assert weights[2] == 0


def test_a_score_is_judged_on_what_the_fit_has_not_seen() -> None:
    made = samples(400)
    unseen = unseen_scores(made, (1, -1, 0))
    right = sum((value >= 0) == sample.raised for value, sample in zip(unseen, made, strict=True))
    assert right / len(made) > 0.75
    assert unseen[0] != score(fit(made, (1, -1, 0)), made[0].amounts)


def test_the_command_fits_a_score_of_the_catalogue(tmp_path: Path) -> None:
    thin = "# A Protocol\n\n## Messages\n\nClients send names.\n\n## Security Considerations\n\nNothing is known of any problem with it so far.\n"
    full = thin + "An attacker who can listen learns all names, and an attacker on the path can replay messages.\n" * 5
    rows = "file\tcheck\tstate\tweight\traised_line\n"
    for number in range(8):
        (tmp_path / f"thin{number}.md").write_text(thin)
        (tmp_path / f"full{number}.md").write_text(full)
        rows += f"thin{number}.md\tconsiderations/threat-model-missing\tmissing\tshould\t7\n"
        rows += f"full{number}.md\tconsiderations/threat-model-missing\taddressed\t\t7\n"
    (tmp_path / "labels.tsv").write_text(rows)
    folders = ["--labels", str(tmp_path), "--corpus", str(tmp_path)]
    fitted = CliRunner().invoke(cli, ["measure", "--fit", "thin-security-section", *folders])
    assert fitted.exit_code == 0, fitted.output
    assert "16 documents, 8 of them raise the question" in fitted.stdout
    assert "   0.00      8      0       1.00    1.00" in fitted.stdout
    (tmp_path / "labels.tsv").write_text(rows.replace("threat-model-missing", "remedy"))
    unknown = CliRunner().invoke(cli, ["measure", "--fit", "thin-security-section", *folders])
    assert unknown.exit_code == 2
    assert "knows no document that raises" in unknown.output
    refused = CliRunner().invoke(cli, ["measure", "--fit", "no-such-score", *folders])
    assert refused.exit_code == 2
    assert "no fact `no-such-score` with a score" in refused.output
