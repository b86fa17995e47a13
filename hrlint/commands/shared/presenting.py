"""Shows what came of a run, each thing on its stream, and what the exit status says of it."""

from __future__ import annotations

from collections.abc import Sequence

from hrlint.checking.check import Severity
from hrlint.checking.finding import Report, join_reports
from hrlint.commands.shared.arguments import OutputFile
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs
from hrlint.commands.shared.linting import Outcome
from hrlint.reporting.formats import Renderer
from hrlint.reporting.summary import counted, statistics_table, summary_lines
from hrlint.reporting.terminal import safe, safe_line
from hrlint.reporting.view import View

OK, FINDINGS, UNABLE = 0, 1, 2
NEVER = "never"


def joined(inputs: Inputs, outcomes: Sequence[Outcome]) -> Report:
    """One report of a run, with what could not even be found."""
    return join_reports([*(outcome.report for outcome in outcomes), Report((), (), (), (), inputs.failures)])


def exit_status(report: Report, outcomes: Sequence[Outcome], fail_on: str, *, exit_zero: bool) -> int:
    """2 where something could not be done, else 1 where a finding is at or above `fail_on`, unless that is not wanted or nothing is a specification."""
    if report.failures:
        return UNABLE
    if exit_zero or fail_on == NEVER or not any(outcome.specification for outcome in outcomes):
        return OK
    threshold = Severity(fail_on)
    return FINDINGS if any(finding.severity.at_least(threshold) for finding in report.open_findings) else OK


def show_files(console: Console, inputs: Inputs) -> int:
    """Lists what would be linted; the exit status."""
    console.write("".join(f"{safe(task.shown)}\n" for task in inputs.tasks))
    _show_skipped(console, inputs)
    _show_failures(console, Report((), (), (), (), inputs.failures))
    return UNABLE if inputs.failures else OK


def show_report(console: Console, render: Renderer, report: Report, view: View) -> None:
    """The results on standard output, after what readers had to get over on standard error."""
    for diagnostic in report.diagnostics:
        console.note(diagnostic.message, diagnostic.path, diagnostic.line)
    console.write(render(report, view))


def render_statistics(report: Report, view: View) -> str:
    """The counts by check, with the summary: a renderer."""
    summary = "" if view.quiet else "\n" + "".join(f"{line}\n" for line in summary_lines(report, view))
    return statistics_table(report, view) + summary


def write_files(console: Console, files: Sequence[OutputFile], report: Report, view: View) -> bool:
    """Writes each format to its file; whether that worked for all."""
    written = True
    for file in files:
        try:
            file.path.write_text(file.render(report, view), encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            console.error(f"cannot be written: {error.strerror or error}", str(file.path))
            written = False
    return written


def show_remains(console: Console, inputs: Inputs, outcomes: Sequence[Outcome], report: Report) -> None:
    """What was left out, and last what failed: it must not scroll away."""
    _show_skipped(console, inputs)
    unchanged = sum(outcome.unchanged for outcome in outcomes)
    if unchanged:
        console.note(f"{counted(unchanged, 'document')} left out: unchanged")
    others = [task.shown for task, outcome in zip(inputs.tasks, outcomes, strict=True) if not outcome.specification]
    for path in others:
        console.note("does not look like a specification", path)
    if others and len(others) == len(outcomes) and not report.failures:
        console.note("no named file is a specification, so the exit status is 0")
    if console.verbose:
        for outcome in outcomes:
            if outcome.trace:
                console.lines("\n".join(map(safe_line, outcome.trace.rstrip("\n").split("\n"))))
    _show_failures(console, report)


def _show_failures(console: Console, report: Report) -> None:
    for failure in report.failures:
        console.error(failure.reason, failure.path, failure.line)


def _show_skipped(console: Console, inputs: Inputs) -> None:
    if not inputs.skipped:
        return
    if console.verbose:
        for path in inputs.skipped:
            console.note("no specification, left out", path)
    else:
        console.note(f"{counted(len(inputs.skipped), 'file')} left out: no specifications (--verbose names them)")
