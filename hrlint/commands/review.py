"""`hrlint review`: prepares a human-rights review."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.asking import Asked, asking
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import fetch_option

if TYPE_CHECKING:
    from hrlint.reporting.reviewing.previous import Previous

_OK, _UNABLE = 0, 2
_HTML = "html"
_FORMATS = ("markdown", "mail", "ietf-comments", "json", _HTML)


@click.command(name="review", short_help="Prepare a human-rights review of specifications.")
@click.argument("paths", metavar="DOC...", nargs=-1, required=True)
@asking
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), default=None, help="Write to a file, not to standard output.")
@click.option("--output-format", "--format", "-f", "output_format", type=click.Choice(_FORMATS), default="markdown", show_default=True)
@click.option("--order", type=click.Choice(["guideline", "section"]), default="guideline", show_default=True, help="By guideline, or by section of the draft.")
@click.option("--previous", metavar="FILE", type=click.Path(path_type=Path), default=None, help="An earlier review in Markdown, whose notes are kept.")
@click.option("--reviewer", metavar="NAME", default="", help="Whose review it is.")
@fetch_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    asked: Asked,
    output: Path | None,
    output_format: str,
    order: str,
    previous: Path | None,
    reviewer: str,
    fetch: bool,
) -> None:
    """Prepares a review of one document, or of several as one protocol suite, by the guidelines of RFC 9620.

    What the reviewer wrote into --previous, or into a review that --output would overwrite, is kept. All checks are asked, unless --persona says otherwise.

    Exit status: 0 the review is made, whatever it says; 2 something could not be done.
    """
    from hrlint.checking.finding import join_reports
    from hrlint.checking.guidelines import load_questionnaire
    from hrlint.checking.reviewing import make_review
    from hrlint.commands.shared.clock import today
    from hrlint.commands.shared.fetched import collect_named
    from hrlint.commands.shared.preparing import prepare, settings_or_exit
    from hrlint.commands.shared.readings import materials_or_exit
    from hrlint.reporting import html
    from hrlint.reporting.reviewing.formats import FORMATS
    from hrlint.reporting.reviewing.layout import Plan
    from hrlint.reporting.view import View

    console = Console()
    asked = replace(asked, values={"persona": "reviewer", **asked.values})
    settings = settings_or_exit(ctx, console, asked, paths)
    before = _previous(ctx, console, previous, output if output_format == "markdown" else None)
    inputs = collect_named(console, paths, None, fetch=fetch, exclude=settings.config.exclude, exclude_from=settings.base)
    prepared = prepare(ctx, console, asked, settings, inputs, keeps_contents=output_format == _HTML)
    materials = materials_or_exit(ctx, console, prepared)
    review = make_review(materials, prepared.catalogue, load_questionnaire(), persona=settings.config.persona.value, date=today().isoformat())
    for diagnostic in review.diagnostics:
        console.note(diagnostic.message, diagnostic.path, diagnostic.line)
    if output_format == _HTML:
        text = html.render(join_reports(material.report for material in materials), View(reviewer=reviewer))
    else:
        text = FORMATS[output_format](review, Plan(order, reviewer, before) if before else Plan(order, reviewer))
    if output is None:
        console.write(text)
    else:
        try:
            output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            console.error(f"cannot be written: {error.strerror or error}", str(output))
            ctx.exit(_UNABLE)
    for failure in review.failures:
        console.error(failure.reason, failure.path, failure.line)
    ctx.exit(_UNABLE if review.failures else _OK)


def _previous(ctx: click.Context, console: Console, named: Path | None, overwritten: Path | None) -> Previous | None:
    """The earlier review: the one that is named, else the one that would be overwritten. A file that is none is never overwritten."""
    from hrlint.reading.files import FileError, regular_bytes
    from hrlint.reporting.reviewing.previous import NoReviewError, read_previous

    found: Previous | None = None
    for path in dict.fromkeys([named, overwritten if overwritten and overwritten.exists() else None]):
        if path is None:
            continue
        try:
            previous = read_previous(regular_bytes(path).decode("utf-8"))
        except (FileError, NoReviewError, UnicodeDecodeError) as error:
            console.error(f"{'cannot be read as an earlier review' if path == named else 'exists and is not overwritten'}: {error}", str(path))
            ctx.exit(_UNABLE)
        found = found or previous
    return found
