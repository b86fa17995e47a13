"""Measuring: findings are counted by what people noted, and the numbers get from the files into the checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_report import make_check

from hrlint.checking.accuracy import Accuracy, Counts, HandReading, Measurement, disagreements, load_measurement, write_measurement
from hrlint.checking.catalogue import CatalogueError, load_catalogue
from hrlint.checking.check import Persona
from hrlint.checking.measuring import Found, Tally, measure, same_gap
from hrlint.checking.truth import TruthError, read_truth
from hrlint.commands.main import cli
from hrlint.matching.occurrences import find_occurrences
from hrlint.matching.vocabulary import load_vocabulary

LABELS = "file\tcheck\tstate\tweight\traised_line\traised_quote\n"
PAIRS = "id\tbefore\tafter\tcheck\n"
CONCERNS = "id\tfile\tcheck\tdetectable\n"


def tally(folder: Path, found: dict[str, list[Found]], *, labels: str = "", pairs: str = "", concerns: str = "", unlabelled: str = "") -> Tally:
    """Judges findings by tables whose columns are separated by spaces."""

    def table(header: str, rows: str) -> str:
        return header + "".join("\t".join(row.split()) + "\n" for row in rows.splitlines() if row.strip())

    (folder / "labels.tsv").write_text(table(LABELS, labels))
    (folder / "pairs.tsv").write_text(table(PAIRS, pairs))
    (folder / "concerns.tsv").write_text(table(CONCERNS, concerns))
    (folder / "unlabelled.txt").write_text(unlabelled)
    return measure(read_truth(folder, folder), {(folder / name).resolve(): items for name, items in found.items()})


def test_a_finding_is_true_missed_noise_or_neutral(tmp_path: Path) -> None:
    counted = tally(
        tmp_path,
        {"a.md": [Found("logging", 11), Found("telemetry", 3), Found("location", 4), Found("deletion", 5)], "b.md": []},
        labels="""
            a.md privacy/logging missing must 10 words
            a.md privacy/location partial should 4 words
            a.md privacy/telemetry addressed must 3 words
            b.md privacy/logging missing should 7 words
            b.md privacy/deletion missing could 7 words
        """,
    )
    assert counted.checks == {
        "deletion": Counts(noise=1),
        "location": Counts(neutral=1),
        "logging": Counts(true=1, missed=1),
        "telemetry": Counts(noise=1),
    }
    assert {figure: number for figure, number in counted.totals.items() if number} == {
        "documents": 2,
        "true": 1,
        "noise": 2,
        "neutral": 1,
        "anchored": 1,
        "wanted": 2,
        "wanted_found": 1,
    }


def test_one_gap_has_several_names_and_is_reported_once(tmp_path: Path) -> None:
    labels = "a.md security/message-insertion missing must 40 words"
    counted = tally(tmp_path, {"a.md": [Found("message-modification", 80, (42,))]}, labels=labels)
    assert counted.checks == {"message-modification": Counts(true=1)}
    assert (counted.totals["wanted_found"], counted.totals["anchored"]) == (1, 1)
    twice = tally(tmp_path, {"a.md": [Found("message-modification", 80), Found("message-insertion", 90)]}, labels=labels)
    assert twice.checks == {"message-insertion": Counts(true=1), "message-modification": Counts(noise=1)}
    assert [item.kind for item in twice.details] == ["twice"]
    assert same_gap("logging") == {"logging"}


def test_wording_counts_at_each_place_within_five_lines(tmp_path: Path) -> None:
    labels = """
        a.md wording/overclaim missing must 10 words
        a.md wording/overclaim missing must 50 words
        a.md wording/overclaim partial could 30 words
    """
    lines = (15, 10, 16, 30, 100, 110, 120, 130, 140, 150)
    counted = tally(tmp_path, {"a.md": [Found("overclaim", line) for line in lines]}, labels=labels)
    assert counted.checks == {"overclaim": Counts(true=2, noise=5, missed=1, neutral=1)}
    assert ("missed", 50) in [(item.kind, item.line) for item in counted.details]


def test_pairs_are_found_still_flagged_or_missed(tmp_path: Path) -> None:
    found = {
        "1.md": [Found("logging", 1), Found("telemetry", 1)],
        "2.md": [Found("telemetry", 1)],
        "3.md": [Found("deletion", 1)],
        "4.md": [Found("deletion", 1)],
        "5.md": [],
        "6.md": [],
    }
    pairs = """
        P1 1.md 2.md logging|telemetry
        P2 3.md 4.md deletion
        P3 5.md 6.md location|logging
        P4 3.md unread.md deletion
    """
    counted = tally(tmp_path, found, pairs=pairs)
    assert counted.checks == {"logging": Counts(true=1), "deletion": Counts(noise=1, missed=1), "location": Counts(missed=1)}
    assert (counted.totals["pairs"], counted.totals["pairs_found"], counted.totals["pairs_flagged"]) == (4, 1, 1)


def test_concerns_and_unlabelled_checks(tmp_path: Path) -> None:
    counted = tally(
        tmp_path,
        {"a.md": [Found("retention", 3), Found("side-channel", 9)]},
        labels="a.md privacy/logging addressed could 1 words",
        concerns="C1 a.md logging|mandatory-retention yes\nC2 a.md deletion no",
        unlabelled="side-channel\nretention\n",
    )
    assert counted.checks == {}
    assert (counted.totals["concerns_yes_found"], counted.totals["concerns_no_found"]) == (1, 0)


@pytest.mark.parametrize("rows", ["", "a.md\tprivacy/logging\n", "a.md\tprivacy/logging\tmissing\tmust\tten\twords\n"])
def test_tables_that_cannot_be_used_are_named(tmp_path: Path, rows: str) -> None:
    (tmp_path / "labels.tsv").write_text(LABELS + rows)
    with pytest.raises(TruthError, match=r"labels\.tsv"):
        read_truth(tmp_path, tmp_path)


def readings(right: int, wrong: int) -> tuple[HandReading, ...]:
    return tuple(HandReading("a.md", line, "x/y", line < right, "it is so") for line in range(right + wrong))


@pytest.mark.parametrize(
    ("accuracy", "persona"),
    [
        (Accuracy(), Persona.REVIEWER),
        (Accuracy(Counts(true=1)), Persona.REVIEWER),
        (Accuracy(Counts(true=2)), Persona.AUTHOR),
        (Accuracy(Counts(true=5, noise=1)), Persona.AUTHOR),
        (Accuracy(Counts(true=4, noise=1)), Persona.REVIEWER),
        (Accuracy(Counts(true=4, noise=1), readings=readings(9, 1)), Persona.AUTHOR),
        (Accuracy(readings=readings(8, 2)), Persona.REVIEWER),
        (Accuracy(readings=readings(9, 0)), Persona.REVIEWER),
        (Accuracy(Counts(true=6, noise=6), readings=readings(10, 0)), Persona.REVIEWER),
    ],
)
def test_a_persona_is_earned(accuracy: Accuracy, persona: Persona) -> None:
    assert accuracy.persona is persona
    check = make_check()
    assert [known for known, _ in disagreements([check], {check.id: accuracy})] == ([] if persona is Persona.AUTHOR else [check])


def test_precision_is_pulled_to_the_middle() -> None:
    assert [Counts(true, noise).precision for true, noise in ((0, 0), (1, 0), (9, 1), (0, 3))] == [None, 0.67, 0.83, 0.2]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    written = Measurement({"b/two": Accuracy(Counts(3, 1, 2, 0), Counts(5, 4, 0, 1)), "a/one": Accuracy(Counts(1)), "c/none": Accuracy()}, {"true": (4, 9)})
    write_measurement(tmp_path, written)
    (tmp_path / "accuracy" / "readings.tsv").write_text("file\tline\tcheck\tjudgement\twhy\nx.md\t4\tb/two\tright\tnobody says who reads it\n")
    known, problems = load_measurement(tmp_path)
    assert problems == []
    assert list(known.checks) == ["a/one", "b/two"]
    assert known.checks["b/two"].every == Counts(5, 4, 0, 1)
    assert known.checks["b/two"].readings == (HandReading("x.md", 4, "b/two", True, "nobody says who reads it"),)
    assert known.totals == {"true": (4, 9)}


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("checks.tsv", "check\ttrue\n", 1),
        ("checks.tsv", "check\ttrue\tnoise\tmissed\tneutral\tall_true\tall_noise\tall_missed\tall_neutral\na/b\t1\t2\n", 2),
        ("totals.tsv", "figure\tauthor\treviewer\ntrue\tmany\t1\n", 2),
        ("readings.tsv", "file\tline\tcheck\tjudgement\twhy\nx.md\t4\ta/b\tperhaps\tbecause\n", None),
        ("readings.tsv", "file\tline\tcheck\tjudgement\twhy\nx.md\t4\ta/b\tright\t \n", None),
    ],
)
def test_mistakes_in_the_files_are_mistakes_of_the_catalogue(tmp_path: Path, file: str, text: str, line: int | None) -> None:
    (tmp_path / "accuracy").mkdir()
    (tmp_path / "accuracy" / file).write_text(text)
    with pytest.raises(CatalogueError) as error:
        load_catalogue([tmp_path], builtin=False)
    assert [(problem.path.name, problem.line) for problem in error.value.problems] == [(file, line)]


def test_every_measured_check_exists() -> None:
    catalogue = load_catalogue()
    known = {check.id for check in catalogue.checks}
    measurement, _ = load_measurement(Path(next(check.path for check in catalogue.checks if check.basis)).parents[1])
    assert [id for id, accuracy in measurement.checks.items() if id not in known and accuracy.readings] == []


def test_phrases_are_counted_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "words.yaml").write_text("w: {definition: x, phrases: [stable identifier, log+ .. address], except: [log file]}\n")
    vocabulary, _ = load_vocabulary([tmp_path])
    found = find_occurrences(vocabulary, [("one", "It logs each address."), ("two", "It logs the address of a log file.")])
    assert [(entry.phrase.text, entry.exception, entry.texts) for entry in found] == [
        ("stable identifier", False, ()),
        ("log+ .. address", False, ("one", "two")),
        ("log file", True, ("two",)),
    ]


def test_the_command_measures_a_folder(tmp_path: Path) -> None:
    draft = "# A Protocol\n\n## Protocol\n\nClients SHOULD use TLS.\n\n## Security Considerations\n\nAn attacker on the path can read messages.\n"
    (tmp_path / "a.md").write_text(draft)
    (tmp_path / "labels.tsv").write_text(LABELS + "a.md\tencryption/optional-encryption\tmissing\tmust\t5\tSHOULD use TLS\n")
    (tmp_path / "manifest.tsv").write_text("file\tgithub_repo\na.md\texample/a\n")
    folders = ["--labels", str(tmp_path), "--corpus", str(tmp_path)]
    measured = CliRunner().invoke(cli, ["measure", "--details", *folders])
    (row,) = [line.split() for line in measured.stdout.splitlines() if line.startswith("encryption/optional-encryption ")]
    assert row[2:6] == ["1", "0", "0", "0"]
    assert "recall 1.000 (1 of 1)" in measured.stdout
    assert measured.exit_code == 1
    phrases = CliRunner().invoke(cli, ["measure", "--phrases", "--corpus", str(tmp_path)])
    assert phrases.exit_code == 0
    assert "1      1        0  " in phrases.stdout
    assert phrases.stdout.splitlines()[-1].startswith("one repository: ")


def test_phrases_of_pairs_and_concerns_count_for_the_repositories_that_they_come_from(tmp_path: Path) -> None:
    corpus, tables = tmp_path / "corpus", tmp_path / "tables"
    for file, text in (
        (corpus / "a.md", "# A\n\nText.\n"),
        (tables / "before.md", "# A\n\nA geolocation.\n"),
        (tables / "after.md", "# A\n\nA geolocation.\n"),
        (tables / "remark.md", "# B\n\nThe geolocation.\n"),
    ):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    (tables / "pairs.tsv").write_text("id\tbefore\tafter\tcheck\tsource\n1\tbefore.md\tafter.md\tlocation\tone/specs:a.md@1234\n")
    (tables / "concerns.tsv").write_text("file\tcheck\tdetectable\tsource\nremark.md\tlocation\tyes\thttps://example.org/two/specs/issues/7\n")
    truth = read_truth(tables, corpus)
    assert sorted(set(truth.origins.values())) == ["one/specs", "two/specs"]
    counted = CliRunner().invoke(cli, ["measure", "--phrases", "--corpus", str(corpus), "--labels", str(tables)])
    assert counted.exit_code == 0
    assert any(line.split()[:2] == ["2", "3"] and "geolocation" in line for line in counted.stdout.splitlines()), counted.stdout[:500]


def test_the_command_asks_for_its_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HRLINT_EVAL", "HRLINT_CORPUS"):
        monkeypatch.delenv(name, raising=False)
    assert CliRunner().invoke(cli, ["measure"]).exit_code == 2
    assert CliRunner().invoke(cli, ["measure", "--labels", str(tmp_path), "--corpus", str(tmp_path)]).exit_code == 2
