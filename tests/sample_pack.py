"""A folder with one check of our own, for tests of the command line that must not depend on the catalogue."""

from __future__ import annotations

from pathlib import Path

from sample_catalogue import check_yaml, write_checks

WORD = "frobnicator"
VOCABULARY = f"trial-{WORD}: {{definition: A word made up for tests., phrases: [{WORD}]}}\n"


def write_pack(folder: Path) -> tuple[str, ...]:
    """Writes it; returns the options with which `hrlint check` asks nothing else. Each place with the word is a warning."""
    check = check_yaml(
        f"{{concept: trial-{WORD}}}",
        report="place",
        answer_in="security",
        examples=f"[{{bad: The client sends a {WORD}., at: [{WORD}]}}, {{good: Nobody sends it.}}, {{good: Never send it.}}]",
    )
    write_checks(folder, {"vocabulary/words.yaml": VOCABULARY, f"trial/{WORD}.yaml": check})
    return ("--checks", str(folder), "--select", f"trial/{WORD}")
