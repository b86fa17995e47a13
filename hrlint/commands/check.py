"""`hrlint check`: lints files, folders, or standard input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option, fetch_option, stdin_filename_option


@click.command(name="check", short_help="Lint specifications.")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@asking
@click.option("--output-format", "-f", metavar="FORMAT", default=None, show_default="text", help="The format on standard output.")
@click.option("--output", "outputs", metavar="FORMAT=FILE", multiple=True, help="Write a format to a file as well. Repeatable.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), default=None, show_default="warning", help="What makes the exit status 1.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 with findings, too.")
@stdin_filename_option
@fetch_option
@click.option("--baseline", "baseline_path", metavar="FILE", type=click.Path(path_type=Path), default=None, help="Findings in this file are known.")
@click.option("--since", metavar="REV", default=None, help="Only what is new since a revision of git, such as origin/main.")
@click.option("--no-suppressions", is_flag=True, help="Report what documents accept, too.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named.")
@click.option("--reviewer", metavar="NAME", default="hrlint", show_default=True, help="Whose comments they are, in the format ietf-comments.")
@click.option("--ci", type=click.Choice(["i-d-template"]), default=None, help="Where it runs: the last lines and the names of drafts suit that place.")
@color_option
@click.option("--jobs", "-j", type=click.IntRange(min=1), default=None, help="Processes. By default 1, above 200 documents one for each core.")
@click.option("--statistics", is_flag=True, help="Count findings by check instead of listing them, whatever the format.")
@click.option("--show-files", is_flag=True, help="List the files that would be linted, and stop.")
@click.option("--quiet", "-q", is_flag=True, help="Findings and errors only.")
@click.option("--verbose", "-v", is_flag=True, help="Say more: accepted findings, files left out, traces of internal errors.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    asked: Asked,
    output_format: str | None,
    outputs: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
    stdin_filename: str | None,
    fetch: bool,
    baseline_path: Path | None,
    since: str | None,
    no_suppressions: bool,
    force_exclude: bool,
    reviewer: str,
    ci: str | None,
    color: str,
    jobs: int | None,
    statistics: bool,
    show_files: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Lints specifications: files, folders, or - for standard input; the current folder by default.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 something could not be done.
    """
    from hrlint.commands.shared import presenting, unattended
    from hrlint.commands.shared.arguments import output_file, renderer
    from hrlint.commands.shared.baselines import baseline_or_exit
    from hrlint.commands.shared.fetched import collect_named
    from hrlint.commands.shared.preparing import prepare, settings_or_exit
    from hrlint.commands.shared.roots import from_root
    from hrlint.commands.shared.running import run
    from hrlint.commands.shared.since import RevisionError, only_new
    from hrlint.reporting.formats import shows_documents
    from hrlint.reporting.view import View

    if fetch and since is not None:
        raise click.UsageError("--since compares with what git knows, and what is fetched is not in git: use --fetch without it.")
    console = Console(color, quiet=quiet, verbose=verbose)
    on_file = View(from_root=from_root(), reviewer=reviewer)
    place = unattended.place(ci)
    given = {"output-format": output_format, "fail-on": fail_on}
    asked = replace(asked, values={**asked.values, **{key: value for key, value in given.items() if value is not None}})
    settings = settings_or_exit(ctx, console, asked, paths, stdin_filename)
    config = settings.config
    render = renderer(config.output_format, "--output-format")
    files = [output_file(value) for value in outputs]
    inputs = collect_named(console, paths, stdin_filename, fetch=fetch, exclude=config.exclude, exclude_from=settings.base, force_exclude=force_exclude)
    if place == unattended.I_D_TEMPLATE:
        inputs = unattended.with_real_names(inputs)
    if show_files:
        ctx.exit(presenting.show_files(console, inputs))
    shown = any(map(shows_documents, [render, *(file.render for file in files)]))
    prepared = prepare(ctx, console, asked, settings, inputs, suppressions=not no_suppressions, keeps_contents=shown)
    baseline = baseline_or_exit(ctx, console, baseline_path) if baseline_path else None
    inputs = baseline.applied(prepared.inputs) if baseline else prepared.inputs
    if since is not None:
        try:
            inputs = only_new(inputs, since, lambda old: run(console, prepared.linter, prepared.setup, old, jobs))
        except RevisionError as error:
            raise click.BadParameter(f"{error}.", param_hint="--since") from error
    outcomes = run(console, prepared.linter, prepared.setup, inputs, jobs)
    report = prepared.completed(presenting.joined(inputs, outcomes))
    on_terminal = replace(console.view, from_root=on_file.from_root, reviewer=reviewer)
    presenting.show_report(console, presenting.render_statistics if statistics else render, report, on_terminal)
    written = presenting.write_files(console, files, report, on_file)
    presenting.show_remains(console, inputs, outcomes, report)
    if baseline:
        baseline.tell_stale(console, report)
    if config.output_format == "github":
        unattended.append_step_summary(console, report)
    if place == unattended.I_D_TEMPLATE:
        unattended.show_tail(console, report)
    ctx.exit(presenting.exit_status(report, outcomes, config.fail_on, exit_zero=exit_zero) if written else presenting.UNABLE)
