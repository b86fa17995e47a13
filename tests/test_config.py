"""Configuration: files, environment, command line, and which of them counts."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from sample_catalogue import check_yaml, write_checks

from hrlint.checking.check import Severity
from hrlint.commands.main import cli
from hrlint.config.keys import KEYS, config_schema
from hrlint.config.layers import ConfigError, Layer, merged, parse_layer
from hrlint.config.tomllines import key_lines
from hrlint.config.versions import fits

VOCABULARY = """
trial-logs: {definition: To log., phrases: [log+]}
trial-name: {definition: A name., phrases: [name]}
"""
DRAFT = """# The Hello Protocol

## Design

The server logs the name.

## Security Considerations

The server learns all.
"""


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with two documents and two checks of its own: a warning in each document for `logs`, one for `name`."""
    root = tmp_path / "repository"
    logged, named = check_yaml("{concept: trial-logs}"), check_yaml("{concept: trial-name}", persona="reviewer")
    write_checks(root / "own", {"vocabulary/words.yaml": VOCABULARY, "trial/logged.yaml": logged, "trial/named.yaml": named})
    (root / ".git").mkdir()
    (root / "specs").mkdir()
    (root / "specs" / "a.md").write_text(DRAFT)
    (root / "b.md").write_text(DRAFT)
    monkeypatch.chdir(root)
    for name in ("HRLINT_CONFIG", "HRLINT_PERSONA", "HRLINT_FAIL_ON", "HRLINT_OUTPUT_FORMAT", "HRLINT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    return root


def configure(folder, text, name=".hrlint.toml"):
    (folder / name).write_text(text)


BASE = 'checks = ["own"]\nselect = ["trial"]\n'


def run(*arguments, status=None):
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert status is None or result.exit_code == status, result.output
    return result


def findings(*arguments, status=None):
    result = run("check", "-f", "json", *arguments, status=status)
    return [(item["path"], item["check"], item["severity"]) for item in json.loads(result.stdout)["findings"] if item["suppressed"] is None]


# --- which file counts


def test_the_nearest_file_up_to_the_top_of_the_repository(repository):
    configure(repository, BASE)
    assert findings("specs/a.md") == [("specs/a.md", "trial/logged", "warning")]
    configure(repository / "specs", 'checks = ["../own"]\nselect = ["trial/named"]\n')
    assert findings("specs/a.md") == [("specs/a.md", "trial/named", "warning")]
    configure(repository.parent, "nonsense = 1\n")
    assert findings("b.md") == [("b.md", "trial/logged", "warning")]


def test_the_search_begins_where_the_documents_are(repository, tmp_path, monkeypatch):
    configure(repository, BASE)
    monkeypatch.chdir(tmp_path)
    assert findings("repository/b.md") == [("repository/b.md", "trial/logged", "warning")]


@pytest.mark.parametrize(("first", "second"), [(".hrlint.toml", "hrlint.toml"), ("hrlint.toml", "pyproject.toml")])
def test_the_order_of_names_in_one_folder(repository, first, second):
    table = "[tool.hrlint]\n" if second == "pyproject.toml" else ""
    configure(repository, BASE, first)
    configure(repository, table + 'fail-on = "error"\n' + BASE, second)
    assert json.loads(run("config", "-f", "json").stdout)["file"] == first


def test_a_pyproject_without_the_table_is_passed_over(repository):
    configure(repository, BASE)
    configure(repository / "specs", '[project]\nname = "hrlint-user"\n', "pyproject.toml")
    assert findings("specs/a.md") == [("specs/a.md", "trial/logged", "warning")]
    configure(repository / "specs", '[tool.hrlint]\nchecks = ["../own"]\nselect = ["trial/named"]\n', "pyproject.toml")
    assert findings("specs/a.md") == [("specs/a.md", "trial/named", "warning")]


def test_config_and_its_variable_name_a_file(repository, monkeypatch):
    configure(repository, 'checks = ["own"]\nselect = ["trial/named"]\n', "other.toml")
    assert findings("b.md", "--config", "other.toml") == [("b.md", "trial/named", "warning")]
    monkeypatch.setenv("HRLINT_CONFIG", "other.toml")
    assert findings("b.md") == [("b.md", "trial/named", "warning")]
    assert (
        "there is no file" in run("check", "b.md", "--config", "none.toml", status=2).stderr
        or "no such file" in run("check", "b.md", "--config", "none.toml").stderr
    )


def test_isolated_reads_nothing(repository, monkeypatch):
    configure(repository, "nonsense = 1\n")
    monkeypatch.setenv("HRLINT_FAIL_ON", "nonsense")
    assert run("check", "b.md").exit_code == 2
    assert findings("b.md", "--isolated", "--checks", "own", "--select", "trial", status=1) == [("b.md", "trial/logged", "warning")]


def test_extend_adds_to_another_file(repository):
    configure(repository, 'checks = ["own"]\nfail-on = "error"\n[severity]\n"trial/logged" = "info"\n', "base.toml")
    configure(repository, 'extend = "base.toml"\nselect = ["trial"]\nextend-select = ["trial/named"]\n[severity]\n"trial/named" = "info"\n')
    assert findings("b.md", status=0) == [("b.md", "trial/logged", "info"), ("b.md", "trial/named", "info")]


def test_files_that_extend_each_other(repository):
    configure(repository, 'extend = "base.toml"\n')
    configure(repository, 'extend = ".hrlint.toml"\n', "base.toml")
    assert "base.toml:1: error: the file extends itself" in run("check", "b.md", status=2).stderr


# --- what counts


def test_the_command_line_beats_the_environment_and_that_the_file(repository, monkeypatch):
    configure(repository, BASE + 'persona = "reviewer"\nfail-on = "error"\n')
    assert len(findings("b.md", status=0)) == 2
    monkeypatch.setenv("HRLINT_PERSONA", "author")
    monkeypatch.setenv("HRLINT_FAIL_ON", "warning")
    assert len(findings("b.md", status=1)) == 1
    assert len(findings("b.md", "--persona", "reviewer", "--fail-on", "never", status=0)) == 2


def test_a_selection_on_the_command_line_starts_anew(repository):
    configure(repository, BASE + 'extend-select = ["trial/named"]\nignore = ["trial/logged"]\n')
    assert findings("b.md") == [("b.md", "trial/named", "warning")]
    assert findings("b.md", "--select", "trial/logged") == [("b.md", "trial/logged", "warning")]


def test_settings_for_some_files(repository):
    configure(repository, BASE + '[[per-file]]\npaths = "specs/"\nextend-select = ["trial/named"]\n[per-file.severity]\ntrial = "error"\n')
    assert findings(".") == [("b.md", "trial/logged", "warning"), ("specs/a.md", "trial/logged", "error"), ("specs/a.md", "trial/named", "error")]
    assert findings(".", "--select", "trial/logged") == [("b.md", "trial/logged", "warning"), ("specs/a.md", "trial/logged", "error")]


def test_several_processes_give_the_same(repository):
    configure(repository, BASE + '[[per-file]]\npaths = "specs/"\nignore = ["trial/logged"]\n')
    assert findings(".", "--jobs", "2") == findings(".", "--jobs", "1") == [("b.md", "trial/logged", "warning")]


def test_severity_of_a_check_beats_that_of_its_area(repository):
    configure(repository, BASE + 'persona = "reviewer"\n[severity]\ntrial = "info"\n"trial/named" = "error"\n')
    assert findings("b.md") == [("b.md", "trial/logged", "info"), ("b.md", "trial/named", "error")]


def test_excluded_files(repository, monkeypatch):
    configure(repository, BASE + 'exclude = ["specs/"]\n')
    assert {path for path, *_ in findings(".")} == {"b.md"}
    assert {path for path, *_ in findings("specs/a.md")} == {"specs/a.md"}
    assert findings("specs/a.md", "--force-exclude") == []
    monkeypatch.chdir(repository / "specs")
    assert findings("a.md", "--force-exclude") == []


def test_the_format_of_output(repository):
    configure(repository, BASE + 'output-format = "concise"\n')
    assert run("check", "b.md").stdout.startswith("b.md:5:")
    assert run("check", "b.md", "-f", "json").stdout.startswith("{")


ACCEPT = '[[accept]]\ncheck = "trial/logged"\npaths = "specs/*.md"\nreason = "it is a test server"\n'


def test_findings_accepted_by_the_configuration(repository):
    configure(repository, BASE + ACCEPT)
    assert findings(".") == [("b.md", "trial/logged", "warning")]
    items = json.loads(run("check", "specs/a.md", "-f", "json", status=0).stdout)["findings"]
    assert items[0]["suppressed"] == {"kind": "config", "reason": "it is a test server", "expires": ""}
    assert len(findings(".", "--no-suppressions")) == 2


def test_accepted_until_a_day(repository, monkeypatch):
    configure(repository, BASE.replace('"trial"', '"trial", "acceptance"') + ACCEPT + "expires = 2026-01-31\n")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769860000")  # 31 January
    assert findings("specs/a.md") == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769960000")
    assert findings("specs/a.md") == [(".hrlint.toml", "acceptance/expired", "warning"), ("specs/a.md", "trial/logged", "warning")]


def test_what_the_configuration_accepts_in_vain(repository):
    configure(repository, BASE.replace('"trial"', '"trial", "acceptance"') + ACCEPT.replace("specs/*", "b*").replace("trial/logged", "trial/named") + ACCEPT)
    assert findings(".") == [("b.md", "trial/logged", "warning")]
    assert findings(".", "--persona", "reviewer")[0] == ("b.md", "trial/logged", "warning")
    (repository / "b.md").write_text(DRAFT.replace("name", "hat"))
    assert (".hrlint.toml", "acceptance/unused", "warning") in findings(".", "--persona", "reviewer")
    assert findings("b.md", "--persona", "reviewer") == [("b.md", "trial/logged", "warning")]


# --- mistakes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('fail-on = "error"\nselct = ["trial"]\n', ".hrlint.toml:2: error: there is no key `selct`; did you mean `select`?"),
        ('\nselect = ["trail"]\n', ".hrlint.toml:2: error: there is no check or area `trail`; did you mean `trial`?"),
        ('[severity]\n"trial/loged" = "info"\n', ".hrlint.toml:2: error: there is no check or area `trial/loged`; did you mean `trial/logged`?"),
        ('[severity]\ntrial = "eror"\n', ".hrlint.toml:2: error: 'eror' is none of error, warning, info; did you mean `error`?"),
        ('select = "trial"\n', ".hrlint.toml:1: error: expected a list, found a text"),
        ("select = [1]\n", ".hrlint.toml:1: error: expected a text, found a number"),
        ("persona = true\n", ".hrlint.toml:1: error: true or false is none of author, reviewer"),
        ('checks = ["none"]\n', ".hrlint.toml:1: error: there is no folder 'none' of checks"),
        ("select = [\n", ".hrlint.toml: error: this is not TOML"),
        ('[[accept]]\ncheck = "trial/logged"\npaths = "*"\n', ".hrlint.toml:1: error: the key `reason` is missing"),
        ('[[accept]]\ncheck = "trial"\npaths = "*"\nreason = "so"\n', ".hrlint.toml:2: error: there is no check `trial`"),
        (
            '[[accept]]\ncheck = "a/b"\npaths = "*"\nreason = "so"\nexpires = "soon"\n',
            ".hrlint.toml:5: error: expected a date such as 2027-06-01, found 'soon'",
        ),
        ('[[documents]]\nname = "a"\nfiles = ["specs/a.md", "b.md"]\n', ".hrlint.toml:1: error: `documents` is not supported yet: files cannot be joined"),
        ('[[per-file]]\npaths = "*"\n[[per-file]]\npaths = "*"\npersona = "author"\n', ".hrlint.toml:5: error: there is no key `persona`"),
        ('required-version = ">=99"\n', ".hrlint.toml:1: error: this is hrlint 0.1.0, and the configuration is for >=99"),
        ('required-version = "new"\n', ".hrlint.toml:1: error: 'new' is no version"),
        ('output-format = "jsn"\n', "there is no format 'jsn'. Did you mean json?"),
    ],
)
def test_mistakes_are_told_with_their_line(repository, text, message):
    configure(repository, text)
    result = run("check", "b.md", "--checks", "own")
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_all_mistakes_of_a_file_are_told_at_once(repository):
    configure(repository, 'a = 1\nb = 2\nfail-on = "x"\n')
    assert run("check", "b.md", status=2).stderr.count("error:") == 3


def test_lines_of_keys():
    text = 'a = """\nb = 1\n"""\n[t."x.y"]\nc.d = 1\n[[l]]\ne = 2\n[[l]]\n[l.m]\nf = 3\n'
    assert key_lines(text) == {
        ("a",): 1,
        ("t", "x.y"): 4,
        ("t", "x.y", "c", "d"): 5,
        ("l", 0): 6,
        ("l", 0, "e"): 7,
        ("l", 1): 8,
        ("l", 1, "m"): 9,
        ("l", 1, "m", "f"): 10,
    }


@pytest.mark.parametrize(("required", "does"), [("0.1.0", True), (">=0.1", True), (">=0.1, <0.2", True), ("<0.1", False), ("!=0.1", False), (">0.1.0", False)])
def test_versions(required, does):
    assert fits("0.1.0", required) is does


# --- what is in force, and schemas


def test_what_is_in_force_and_where_it_comes_from(repository, monkeypatch):
    configure(repository, BASE + "\n" + '[[per-file]]\npaths = "specs/"\nprofile = "ietf"\n')
    monkeypatch.setenv("HRLINT_PERSONA", "reviewer")
    shown = run("config", "specs/a.md", "--ignore", "trial/named", status=0).stdout
    assert "configuration file: .hrlint.toml" in shown
    for line in (
        "persona        reviewer  (HRLINT_PERSONA)",
        "select         trial  (.hrlint.toml:2)",
        "profile        ietf  (.hrlint.toml:4)",
        "fail-on        warning  (default)",
    ):
        assert line in shown
    assert "ignore         trial/named  (command line)" in shown
    settings = json.loads(run("config", "-f", "json").stdout)["settings"]
    assert settings["checks"] == {"value": ["own"], "origin": [".hrlint.toml:1"]}
    assert settings["profile"] == {"value": "", "origin": ["default"]}
    assert set(settings) == set(KEYS.keys) - {"extend", "required-version"}


EXAMPLE = """
extend = "other.toml"
required-version = ">=0.1"
persona = "author"
select = ["privacy"]
extend-select = ["security/replay"]
ignore = ["wording"]
fail-on = "warning"
profile = "ietf"
exclude = ["old/"]
checks = ["checks"]
output-format = "text"
[severity]
"privacy/retention" = "error"
[[per-file]]
paths = ["a.md", "b/"]
select = ["privacy"]
extend-select = ["security"]
ignore = ["wording"]
profile = "eip"
severity = { privacy = "info" }
[[accept]]
check = ["privacy/retention", "privacy/logging"]
paths = "a.md"
reason = "a reason"
expires = "2027-06-01"
"""


def test_the_schema_says_what_the_reader_says():
    import tomllib

    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    values = tomllib.loads(EXAMPLE)
    assert not list(validator.iter_errors(values))
    assert set(values) == set(KEYS.keys)
    assert parse_layer(EXAMPLE, "x.toml")
    for wrong in (
        "selct = []",
        "persona = 'me'",
        "select = 'a'",
        "[severity]\na = 'b'",
        "[[accept]]\ncheck = 'a/b'",
        "[[per-file]]\npath = 'a'",
        "fail-on = 1",
    ):
        assert list(validator.iter_errors(tomllib.loads(wrong))), wrong
        with pytest.raises(ConfigError):
            parse_layer(wrong, "x.toml")


def test_the_schemas_are_printed(repository):
    assert json.loads(run("config", "--schema", "config").stdout) == config_schema()
    report = json.loads(run("config", "--schema", "report").stdout)
    configure(repository, BASE + ACCEPT)
    for arguments in (["."], ["missing.md"], ["b.md", "--ignore", "trial"]):
        jsonschema.validate(json.loads(run("check", "-f", "json", *arguments).stdout), report)


def test_reports_of_our_specifications_are_valid(monkeypatch):
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    schema = json.loads(run("config", "--schema", "report").stdout)
    jsonschema.validate(json.loads(run("check", "-f", "json", "--isolated", "specs-examples").stdout), schema)


def test_layers_add_up_or_replace():
    config = merged(
        [
            Layer("first", {"ignore": ("a", "b"), "exclude": ("x",), "severity": {"a": "info", "b": "info"}}),
            Layer("second", {"ignore": ("c",), "exclude": ("y",), "severity": {"b": "error"}}),
        ]
    )
    assert config.ignore == ("c",)
    assert config.exclude == ("x", "y")
    assert dict(config.severity) == {"a": Severity.INFO, "b": Severity.ERROR}
    assert config.origins["exclude"] == ("first", "second")


# --- installed checks


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a package with checks: files as pip would leave them."""

    def write(name, value, files):
        site = tmp_path / "site"
        package = site / f"{name}_package"
        write_checks(package / "rules", files)
        (package / "__init__.py").write_text("raise SystemExit('checks must not run code')\n")
        info = site / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[hrlint.checks]\n{name} = {value}\n")
        monkeypatch.syspath_prepend(str(site))

    return write


def test_installed_checks_are_found_and_run_no_code(repository, install):
    install(
        "pack",
        "pack_package.rules",
        {"vocabulary/words.yaml": "extra-logs: {definition: To log., phrases: [log+]}\n", "extra/logged.yaml": check_yaml("{concept: extra-logs}")},
    )
    assert findings("b.md", "--select", "extra") == [("b.md", "extra/logged", "warning")]
    assert "there is no check or area 'extra'" in run("check", "b.md", "--select", "extra", "--isolated", status=2).stderr


def test_mistakes_of_installed_checks_name_their_package(repository, install):
    install("pack", "pack_package:rules", {"vocabulary/words.yaml": VOCABULARY, "extra/logged.yaml": "title: 1\n"})
    assert "installed checks 'pack': the key" in run("check", "b.md", status=2).stderr


def test_installed_checks_that_cannot_be_found(repository, install):
    install("pack", "another_package", {"vocabulary/words.yaml": VOCABULARY})
    assert "entry point 'pack'" in run("check", "b.md", status=2).stderr


# --- what is accepted


def test_what_is_accepted_is_listed(repository):
    configure(repository, BASE + ACCEPT + "expires = 2099-01-31\n")
    directive = "<!-- hrlint: accept trial/logged because of | this\u202e (expires 2001-01-01) -->"
    (repository / "b.md").write_text(DRAFT.replace("## Design\n", f"## Design\n\n{directive}\n"))
    items = json.loads(run("suppressions", "-f", "json", status=0).stdout)
    assert [(item["path"], item["kind"], item["scope"], item["accepted"], [flaw["check"] for flaw in item["flaws"]]) for item in items] == [
        (".hrlint.toml", "config", "specs/*.md", 1, []),
        ("b.md", "inline", "Design", 0, ["acceptance/expired"]),
    ]
    text = run("suppressions", status=0).stdout
    assert ".hrlint.toml:3: trial/logged in specs/*.md, until 2099-01-31\n    because it is a test server\n    accepts 1 place\n" in text
    assert text.endswith("\n2 acceptances, 1 with something to put right.\n")
    table = run("suppressions", "-f", "markdown", status=0).stdout
    assert "\u202e" not in text + table
    assert "| b.md:5 | `trial/logged` | Design | of \\| this" in table
    assert run("suppressions", "specs", "--isolated", "--checks", "own", status=0).stdout == "Nothing is accepted.\n"
