"""hrlint below the make rules of martinthomson/i-d-template.

The rule is run by make with a `trace.sh` that does what that of the template does: it keeps the last 16 lines of the standard error of a command
that fails. The real one is used where HRLINT_I_D_TEMPLATE names a folder that has it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile import hostile_report, many_findings
from sample_pack import write_pack
from sample_report import make_report, sample_report

from hrlint.commands.main import cli
from hrlint.reporting.tail import tail_lines

REPOSITORY = Path(__file__).parents[1]
RULE = REPOSITORY / "hrlint" / "data" / "i-d-template.mk"
STAND_IN = """#!/usr/bin/env bash
# A stand-in for the trace.sh of i-d-template, of our own writing: trace.sh FILE -s STAGE COMMAND...
name=${1%.*} stage=$3 && shift 3
errors=$(mktemp)
"$@" 2> >(tee "$errors" >&2)
status=$?
sleep 0.2 # for tee
if [[ -n $TRACE_FILE ]]; then
  echo "$name $stage $status" >>"$TRACE_FILE"
  [[ $status -eq 0 ]] || tail -n 16 "$errors" | while read -r line; do echo "$name $stage $line" >>"$TRACE_FILE"; done
fi
exit "$status"
"""
MAKEFILE = """drafts_source := $(wildcard draft-*.md)
trace := bash ./trace.sh
SHELL := bash
.PHONY: lint
lint::
\t@true
include hrlint.mk
"""
DRAFT = """---
title: The Hello Protocol
docname: {name}-latest
category: std
---

--- abstract

Says hello.

--- middle

# Design

This is {name}-latest. Clients send a frobnicator.
{more}
# Security Considerations

The server learns all.
"""


def draft(name, more=""):
    return DRAFT.format(name=name, more=more)


# --- the last lines


def test_the_last_lines_are_few_plain_and_the_worst_first():
    lines = tail_lines(many_findings(3, 20, 20))
    assert len(lines) == 16
    assert [line.split(": ")[1] for line in lines[:14]] == ["error"] * 3 + ["warning"] * 11
    assert lines[14] == "... and 29 more"
    assert lines[15].startswith("1 document: 43 findings (3 errors, 20 warnings, 20 info); ")


@pytest.mark.parametrize(("number", "lines"), [(0, 1), (1, 2), (15, 16), (16, 16), (17, 16)])
def test_no_finding_is_lost_without_a_word(number, lines):
    tail = tail_lines(many_findings(0, number, 0) if number else make_report())
    assert len(tail) == lines
    told = len([line for line in tail if ": warning: " in line])
    assert tail[-2] == f"... and {number - told} more" if number > told else told == number


def test_each_line_says_where_what_and_which_check():
    assert tail_lines(sample_report())[0] == "draft.md:3: warning: the text does not say for how long it lives [privacy/persistent-identifier]"


def test_hostile_text_stays_on_its_line():
    lines = tail_lines(hostile_report())
    assert len(lines) == 4  # the failure, two findings, the summary
    assert all(line.isprintable() and len(line) <= 200 for line in lines)


# --- the option, and the variable that says the same


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    return write_pack(tmp_path_factory.mktemp("pack"))


@pytest.fixture
def check(pack, tmp_path, monkeypatch):
    """Runs `hrlint check` in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **environment):
        return CliRunner().invoke(cli, ["check", "--isolated", *pack, *arguments], env={"TRACE_FILE": "", "FORCE_COLOR": "1", **environment})

    return run


@pytest.mark.parametrize(("arguments", "environment"), [(("--ci", "i-d-template"), {}), ((), {"TRACE_FILE": "trace"})], ids=["option", "variable"])
def test_findings_are_on_standard_error_too(check, arguments, environment):
    Path("draft-doe-hello.md").write_text(draft("draft-doe-hello"))
    result = check("draft-doe-hello.md", *arguments, **environment)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) <= 16
    assert re.fullmatch(r"draft-doe-hello\.md:\d+: \w+: .* \[trial/frobnicator\]", lines[-2])
    assert lines[-1].startswith("1 document: 1 finding")
    assert "\x1b" not in result.stderr


def test_elsewhere_standard_error_stays_empty(check):
    Path("draft-doe-hello.md").write_text(draft("draft-doe-hello"))
    assert check("draft-doe-hello.md").stderr == ""


def test_what_failed_is_among_the_last_lines(check):
    lines = check("missing.md", "--ci", "i-d-template").stderr.splitlines()
    assert lines[-2] == "missing.md:1: error: no such file or folder"


# --- the copies of staged drafts


def test_a_copy_is_told_as_its_draft(check):
    """The template's git hook copies staged drafts under names with `-tmp` and a number, and rewrites the name in the text."""
    text = draft("draft-doe-hello")
    Path("draft-doe-hello.md").write_text(text)
    Path("draft-doe-hello-tmp1234.md").write_text(text.replace("draft-doe-hello-latest", "draft-doe-hello-tmp1234-latest"))
    arguments = ("--ci", "i-d-template", "-f", "json")
    real, copy = check("draft-doe-hello.md", *arguments), check("draft-doe-hello-tmp1234.md", *arguments)
    assert json.loads(real.stdout)["findings"]
    assert json.loads(copy.stdout) == json.loads(real.stdout)
    assert "tmp1234" not in copy.stdout + copy.stderr


def test_a_copy_includes_what_its_draft_includes(check):
    Path("part.md").write_text("Servers send a frobnicator.\n")
    Path("draft-doe-hello-tmp77.md").write_text(draft("draft-doe-hello-tmp77", "\n{::include part.md}\n"))
    findings = json.loads(check("draft-doe-hello-tmp77.md", "--ci", "i-d-template", "-f", "json").stdout)["findings"]
    assert {finding["path"] for finding in findings} == {"draft-doe-hello.md", "part.md"}


def test_elsewhere_a_name_is_a_name(check):
    Path("draft-doe-hello-tmp1234.md").write_text(draft("draft-doe-hello-tmp1234"))
    assert json.loads(check("draft-doe-hello-tmp1234.md", "-f", "json").stdout)["documents"][0]["path"] == "draft-doe-hello-tmp1234.md"


# --- the rule


@pytest.fixture(params=["stand-in", "real"])
def template(request, tmp_path, pack):
    """A folder of drafts with the rule, and a program `hrlint`."""
    if shutil.which("make") is None or shutil.which("bash") is None:
        pytest.skip("make and bash are needed")
    if request.param == "real":
        folder = os.environ.get("HRLINT_I_D_TEMPLATE")
        if not folder:
            pytest.skip("HRLINT_I_D_TEMPLATE names no folder with the trace.sh of martinthomson/i-d-template")
        shutil.copy(Path(folder) / "trace.sh", tmp_path / "trace.sh")
    else:
        (tmp_path / "trace.sh").write_text(STAND_IN)
    (tmp_path / "Makefile").write_text(MAKEFILE)
    shutil.copy(RULE, tmp_path / "hrlint.mk")
    program = tmp_path / "bin" / "hrlint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec "{sys.executable}" -m hrlint "$@" {" ".join(pack)}\n')
    program.chmod(0o755)
    return tmp_path


def make_lint(folder):
    trace = folder / "trace.txt"
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "TRACE_FILE": str(trace)}
    done = subprocess.run(["make", "-k", "lint"], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return done, trace.read_text()


def test_the_rule_lints_each_draft_and_keeps_what_people_need(template):
    (template / "draft-doe-bad.md").write_text(draft("draft-doe-bad", "\nServers send a frobnicator.\n" * 20))
    (template / "draft-doe-good.md").write_text(draft("draft-doe-good").replace("a frobnicator", "nothing"))
    done, trace = make_lint(template)
    assert done.returncode == 2, done.stderr
    lines = trace.splitlines()
    assert "draft-doe-good hrlint 0" in lines
    kept = [line.removeprefix("draft-doe-bad hrlint ") for line in lines if line.startswith("draft-doe-bad hrlint ")]
    assert kept[0] == "1"
    assert len(kept) == 17
    assert kept[1].startswith("draft-doe-bad.md:15: ")
    assert kept[-2] == "... and 7 more"
    assert kept[-1].startswith("1 document: 21 findings")
    assert "draft-doe-bad.md:15:" in done.stdout  # the log has the whole text


def test_the_rule_passes_where_nothing_is_found(template):
    (template / "draft-doe-good.md").write_text(draft("draft-doe-good").replace("a frobnicator", "nothing"))
    done, trace = make_lint(template)
    assert done.returncode == 0, done.stderr
    assert trace == "draft-doe-good hrlint 0\n"
