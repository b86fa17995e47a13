"""`hrlint check`: lints files, folders, or standard input."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import checks_option, color_option, stdin_filename_option

_PROFILES = ("eip", "generic", "ietf", "irtf", "matrix", "w3c", "xsf")


@click.command(name="check", short_help="Lint specifications.")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--persona", type=click.Choice(["author", "reviewer"]), default="author", show_default=True, help="Whose checks: the most precise ones, or all.")
@click.option("--select", metavar="AREA|CHECK", multiple=True, help="Only these areas or checks. Repeatable, or separated by commas.")
@click.option("--ignore", metavar="AREA|CHECK", multiple=True, help="Not these areas or checks. Repeatable, or separated by commas.")
@click.option("--output-format", "-f", metavar="FORMAT", default="text", show_default=True, help="The format on standard output.")
@click.option("--output", "outputs", metavar="FORMAT=FILE", multiple=True, help="Write a format to a file as well. Repeatable.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), default="warning", show_default=True, help="What makes the exit status 1.")
@click.option("--exit-zero", is_flag=True, help="Exit 0 with findings, too.")
@click.option("--isolated", is_flag=True, help="Use no configuration: nothing but the documents and this command line counts.")
@click.option("--profile", metavar="NAME", default=None, help=f"The community whose customs count: {', '.join(_PROFILES)}. Found out by default.")
@checks_option
@stdin_filename_option
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
    persona: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    output_format: str,
    outputs: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    isolated: bool,
    profile: str | None,
    folders: tuple[Path, ...],
    stdin_filename: str | None,
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
    from hrlint.checking.check import Persona
    from hrlint.checking.linter import Linter, Options
    from hrlint.commands.shared import presenting, unattended
    from hrlint.commands.shared.arguments import known_name, output_file, renderer
    from hrlint.commands.shared.catalogues import catalogue_or_exit, selectors
    from hrlint.commands.shared.inputs import collect
    from hrlint.commands.shared.linting import Setup
    from hrlint.commands.shared.roots import from_root
    from hrlint.commands.shared.running import run
    from hrlint.reporting.view import View

    console = Console(color, quiet=quiet, verbose=verbose)
    on_file = View(from_root=from_root(), reviewer=reviewer)
    place = unattended.place(ci)
    render = renderer(output_format, "--output-format")
    files = [output_file(value) for value in outputs]
    profile = known_name(profile, _PROFILES, "--profile") if profile else ""
    inputs = collect(paths, stdin_filename, force_exclude=force_exclude)
    if place == unattended.I_D_TEMPLATE:
        inputs = unattended.with_real_names(inputs)
    if show_files:
        ctx.exit(presenting.show_files(console, inputs))
    catalogue = catalogue_or_exit(ctx, console, folders)
    options = Options(
        persona=Persona(persona),
        select=selectors(select, catalogue, "--select"),
        ignore=selectors(ignore, catalogue, "--ignore"),
        profile=profile,
        suppressions=not no_suppressions,
    )
    outcomes = run(console, Linter(catalogue, options), Setup(folders, options), inputs, jobs)
    report = presenting.joined(inputs, outcomes)
    on_terminal = replace(console.view, from_root=on_file.from_root, reviewer=reviewer)
    presenting.show_report(console, presenting.render_statistics if statistics else render, report, on_terminal)
    written = presenting.write_files(console, files, report, on_file)
    presenting.show_remains(console, inputs, outcomes, report)
    if output_format == "github":
        unattended.append_step_summary(console, report)
    if place == unattended.I_D_TEMPLATE:
        unattended.show_tail(console, report)
    ctx.exit(presenting.exit_status(report, outcomes, fail_on, exit_zero=exit_zero) if written else presenting.UNABLE)
