"""`hrlint compare`: what a new version of a document changes for the rights of people."""

from __future__ import annotations

from dataclasses import replace

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option, fetch_option

_OK, _WORSE, _UNABLE = 0, 1, 2


@click.command(name="compare", short_help="Compare two versions of a specification.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@asking
@click.option("--output-format", "--format", "-f", "output_format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@fetch_option
@color_option
@click.pass_context
def command(ctx: click.Context, old: str, new: str, asked: Asked, output_format: str, fetch: bool, color: str) -> None:
    """Compares two files, two drafts, or files of git revisions (REV:PATH).

    New, resolved and remaining findings, requirements that became weaker or stronger, considerations that were removed, new data and parties.
    All checks are asked, unless --persona says otherwise.

    Exit status: 0 nothing became worse, 1 something became worse, 2 something could not be done.
    """
    from hrlint.checking.comparison import compare
    from hrlint.commands.shared.fetched import collect_named
    from hrlint.commands.shared.inputs import Inputs
    from hrlint.commands.shared.preparing import prepare, settings_or_exit
    from hrlint.commands.shared.readings import materials_or_exit
    from hrlint.commands.shared.revisions import RevisionError, is_revision, revision_task
    from hrlint.reporting.comparing.data import comparison_json
    from hrlint.reporting.comparing.markdown import comparison_markdown
    from hrlint.reporting.comparing.text import comparison_text

    console = Console(color)
    asked = replace(asked, values={"persona": "reviewer", **asked.values})
    paths = [name.partition(":")[2] if is_revision(name) else name for name in (old, new)]
    settings = settings_or_exit(ctx, console, asked, paths[1:])
    tasks = []
    for name in (old, new):
        if is_revision(name):
            try:
                tasks.append(revision_task(name))
            except RevisionError as error:
                console.error(str(error), name)
                ctx.exit(_UNABLE)
            continue
        found = collect_named(console, [name], None, fetch=fetch)
        for failure in found.failures:
            console.error(failure.reason, failure.path, failure.line)
        if found.failures:
            ctx.exit(_UNABLE)
        if len(found.tasks) != 1 or not found.tasks[0].named:
            raise click.UsageError(f"{name!r} is not one document: give the path of a file, or REV:PATH.")
        tasks.append(found.tasks[0])
    prepared = prepare(ctx, console, asked, settings, Inputs(tuple(tasks)))
    before, after = materials_or_exit(ctx, console, prepared)
    comparison = compare(before, after)
    render = {"text": comparison_text, "json": comparison_json, "markdown": comparison_markdown}[output_format]
    console.write(render(comparison, console.view))
    failures = [*before.report.failures, *after.report.failures]
    for failure in failures:
        console.error(failure.reason, failure.path, failure.line)
    ctx.exit(_UNABLE if failures else _WORSE if comparison.is_worse else _OK)
