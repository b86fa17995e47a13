"""The GitHub Action: its steps are run as a runner would run them, with the variables that GitHub sets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sample_pack import write_pack

REPOSITORY = Path(__file__).parents[1]
ACTION = yaml.safe_load((REPOSITORY / "action.yml").read_text(encoding="utf-8"))
STEPS = {step.get("id", "install"): step for step in ACTION["runs"]["steps"]}
DRAFT = "# Hello\n\n## Design\n\nClients send a frobnicator.\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is needed")


class Runner:
    """A workspace, and what a runner keeps beside it."""

    def __init__(self, folder: Path) -> None:
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        self.workspace.mkdir()
        self.temp.mkdir()
        self.summary, self.output = folder / "summary.md", folder / "output"

    def step(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Runs a step; inputs that are not given have their defaults, as in a workflow."""
        step = STEPS[name]
        values = {key: inputs.get(key.replace("-", "_"), str(value.get("default", ""))) for key, value in ACTION["inputs"].items()}
        environment = {key: values[template.split("inputs.")[1].split()[0]] for key, template in step["env"].items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.workspace,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith(("HRLINT_", "GITHUB_"))},
                **environment,
                "GITHUB_ACTIONS": "true",
                "CI": "true",
                "GITHUB_ACTION_PATH": str(REPOSITORY),
                "GITHUB_WORKSPACE": str(self.workspace),
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_OUTPUT": str(self.output),
                "RUNNER_TEMP": str(self.temp),
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text().splitlines())


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


@pytest.fixture
def installed(runner, tmp_path):
    """A runner on which the first step seems to have been run: the program is this checkout, with a check of our own."""
    program = runner.temp / "hrlint" / "bin" / "hrlint"
    program.parent.mkdir(parents=True)
    pack = " ".join(f'"{option}"' for option in write_pack(tmp_path / "pack"))
    program.write_text(f'#!/bin/sh\nshift\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m hrlint check {pack} "$@"\n')
    program.chmod(0o755)
    (runner.workspace / "draft-doe-hello.md").write_text(DRAFT)
    (runner.workspace / "draft-doe-other one.md").write_text(DRAFT.replace("a frobnicator", "nothing"))
    return runner


def annotations(done):
    return [line for line in done.stdout.splitlines() if line.startswith("::")]


def test_findings_fail_the_step_with_annotations_and_a_summary(installed):
    done = installed.step("check")
    assert done.returncode == 1, done.stderr
    (annotation,) = annotations(done)
    assert annotation.startswith("::warning file=draft-doe-hello.md,line=5,col=16,")
    assert "draft-doe-hello.md:5:16: warning: Something is logged" in done.stdout
    assert installed.summary.read_text().startswith("## hrlint: 1 finding\n")
    assert installed.outputs() == {"report": "", "exit-status": "1"}


def test_patterns_and_names_with_spaces_are_paths(installed):
    done = installed.step("check", paths="draft-*.md\n  draft-doe-other one.md  \n\n")
    assert "2 documents: 1 finding" in done.stdout
    clean = installed.step("check", paths="draft-doe-other one.md")
    assert clean.returncode == 0, clean.stdout
    missing = installed.step("check", paths="none-*.md")
    assert missing.returncode == 2
    assert "none-*.md: error: no such file or folder" in missing.stderr


@pytest.mark.parametrize(("name", "begins"), [("sarif", '{\n "$schema"'), ("junit", "<?xml"), ("markdown", "## hrlint"), ("concise", "draft-doe")])
def test_a_format_is_written_beside_the_log(installed, name, begins):
    done = installed.step("check", format=name)
    assert len(annotations(done)) == 1
    report = Path(installed.outputs()["report"])
    assert report.parent == installed.temp
    assert report.read_text().startswith(begins)


def test_sarif_of_the_action_has_paths_of_the_repository(installed):
    subprocess.run(["git", "init", "-q", str(installed.workspace)], check=True)
    installed.step("check", format="sarif", paths="draft-doe-hello.md")
    (run,) = json.loads(Path(installed.outputs()["report"]).read_text())["runs"]
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["draft-doe-hello.md"]


def test_inputs_reach_the_command_line(installed):
    assert installed.step("check", fail_on="error").returncode == 0
    assert installed.step("check", args="--exit-zero\n--quiet").returncode == 0
    assert installed.step("check", persona="nobody").returncode == 2
    assert installed.step("check", format="sarf").returncode == 2
    done = installed.step("check", baseline="none.json")
    assert done.returncode == 2
    assert "baseline" in done.stderr or "none.json" in done.stderr


def test_a_baseline_leaves_what_is_new(installed):
    """The file is one that `hrlint baseline write` made; the step fails only for what came later."""
    draft = installed.workspace / "draft-doe-hello.md"
    written = subprocess.run(
        [
            sys.executable,
            "-m",
            "hrlint",
            "baseline",
            "write",
            "base.json",
            "draft-doe-hello.md",
            "--checks",
            str(installed.temp.parent / "pack"),
            "--select",
            "trial/frobnicator",
        ],
        cwd=installed.workspace,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert written.returncode == 0, written.stderr
    known = installed.step("check", baseline="base.json")
    assert (known.returncode, annotations(known)) == (0, []), known.stdout + known.stderr
    draft.write_text(f"{DRAFT}\nServers keep a frobnicator for years.\n")
    done = installed.step("check", baseline="base.json", format="sarif")
    assert done.returncode == 1, done.stderr
    (annotation,) = annotations(done)
    assert annotation.startswith("::warning file=draft-doe-hello.md,line=7,col=16,")
    assert installed.summary.read_text().count("| warning |") == 1
    (run,) = json.loads(Path(installed.outputs()["report"]).read_text())["runs"]
    assert [bool(result["suppressions"]) for result in run["results"]] == [True, False]


def test_nothing_in_an_input_is_run(installed, tmp_path):
    marker = tmp_path / "marker"
    for hostile in (f"$(touch {marker})", f"`touch {marker}`", f"; touch {marker} #", f'" && touch {marker} "', f"\n| touch {marker}"):
        for name in ("paths", "persona", "format", "fail_on", "args"):
            installed.step("check", **{name: hostile})
    assert not marker.exists()
    assert runs_no_input()


def runs_no_input() -> bool:
    """No step has an expression in its script: GitHub would paste it in as text."""
    return all("${{" not in step["run"] for step in STEPS.values())


def test_a_version_is_a_version(runner):
    for version in ("1.0; touch x", "git+https://example.org/x", "--index-url=x", "../x"):
        done = runner.step("install", version=version)
        assert done.returncode == 2
        assert done.stdout.startswith("::error title=hrlint::version is not a version number")
    assert list(runner.temp.iterdir()) == []


def test_the_first_step_installs_the_source_of_the_action(runner):
    if not os.environ.get("HRLINT_TEST_INSTALL"):
        pytest.skip("HRLINT_TEST_INSTALL is not set: installing needs a package index and takes a minute")
    done = runner.step("install")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("hrlint ")
    (runner.workspace / "draft-doe-hello.md").write_text(DRAFT)
    assert runner.step("check").returncode in (0, 1)
    assert runner.outputs()["exit-status"] in ("0", "1")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", "hrlint/data/github-workflow.yml"),
        ("vendor.gitlab-ci", "hrlint/data/gitlab-ci.yml"),
    ],
)
def test_what_services_read_is_valid_against_their_schemas(schema, path):
    pytest.importorskip("check_jsonschema", reason="check-jsonschema, which ships their schemas, is not installed (extra `test`)")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(REPOSITORY / path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_job_of_gitlab_writes_what_it_promises(installed):
    """Its script is run, without installing; what it writes is what GitLab is told to collect."""
    job = yaml.safe_load((REPOSITORY / "hrlint" / "data" / "gitlab-ci.yml").read_text(encoding="utf-8"))["hrlint"]
    (script,) = [line for line in job["script"] if line.startswith("hrlint ")]
    environment = {**os.environ, **job["variables"], "PATH": f"{installed.temp / 'hrlint' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", script], cwd=installed.workspace, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    reports = job["artifacts"]["reports"]
    assert job["artifacts"]["when"] == "always"
    (issue,) = json.loads((installed.workspace / reports["codequality"]).read_text())
    assert issue["location"]["path"] == "draft-doe-hello.md"
    assert (installed.workspace / reports["junit"]).read_text().startswith("<?xml")
