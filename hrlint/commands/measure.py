"""`hrlint measure`: compares checks with what people noted of specifications, and counts where the phrases of the vocabulary occur."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrlint.commands.shared.console import Console
from hrlint.commands.shared.options import color_option

if TYPE_CHECKING:
    from hrlint.checking.catalogue import Catalogue
    from hrlint.checking.truth import Truth

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="measure", short_help="Measure checks by labelled specifications.")
@click.option("--labels", metavar="DIR", type=_FOLDER, envvar="HRLINT_EVAL", help="The folder with labels.tsv, pairs.tsv and concerns.tsv, else HRLINT_EVAL.")
@click.option("--corpus", metavar="DIR", type=_FOLDER, envvar="HRLINT_CORPUS", help="The folder of the specifications, else HRLINT_CORPUS.")
@click.option("--write", is_flag=True, help="Write the counts beside the checks, from where they get into output and documentation.")
@click.option("--details", is_flag=True, help="List every noisy finding and every missed gap.")
@click.option(
    "--phrases",
    is_flag=True,
    help="Count instead in how many repositories each phrase occurs, the rarest first; with --labels in those of pairs and concerns, too.",
)
@click.option("--fit", metavar="FACT", help="Fit instead the weights of a fact's score, and show what they are worth in repositories left out of the fit.")
@click.option("--sources", metavar="DIR", type=_FOLDER, multiple=True, help="With --phrases: texts that the checks rest on. Repeatable.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    labels: Path | None,
    corpus: Path | None,
    write: bool,
    details: bool,
    phrases: bool,
    fit: str | None,
    sources: tuple[Path, ...],
    color: str,
) -> None:
    """Measures how often checks are right, by specifications that people have read; for those who write checks.

    Exit status: 0 what authors see has earned it, 1 some of it has not, 2 something could not be done.
    """
    from hrlint.checking.truth import TruthError, read_truth
    from hrlint.commands.shared.catalogues import UNUSABLE, catalogue_or_exit

    console = Console(color)
    if corpus is None or (labels is None and not phrases):
        raise click.UsageError("Say where the specifications are: --corpus DIR, and --labels DIR for what people noted of them.")
    catalogue = catalogue_or_exit(ctx, console, ())
    try:
        truth = read_truth(labels, corpus) if labels is not None else None
    except TruthError as error:
        console.error(str(error))
        ctx.exit(UNUSABLE)
    if phrases:
        _count_phrases(console, catalogue, corpus, truth, sources)
        return
    assert truth is not None
    if fit is not None:
        _fit(console, catalogue, truth, corpus, fit)
        return
    ctx.exit(_measure(console, catalogue, truth, write=write, details=details))


def _count_phrases(console: Console, catalogue: Catalogue, corpus: Path, truth: Truth | None, sources: tuple[Path, ...]) -> None:
    from hrlint.commands.shared.corpora import phrases_by_repository
    from hrlint.reporting.measured import phrase_table

    console.write(phrase_table(phrases_by_repository(console, catalogue.vocabulary, corpus, truth, sources)))


def _fit(console: Console, catalogue: Catalogue, truth: Truth, corpus: Path, fact: str) -> None:
    from hrlint.checking.fitting import fit, unseen_scores
    from hrlint.checking.score import Score
    from hrlint.commands.shared.corpora import samples_of
    from hrlint.reporting.measured import fitted_score

    scored = catalogue.facts.get(fact)
    if not isinstance(scored, Score):
        raise click.BadParameter(f"there is no fact `{fact}` with a score", param_hint="--fit")
    samples = samples_of(catalogue, truth, corpus, fact)
    if not any(sample.raised for sample in samples):
        raise click.BadParameter(f"the truth knows no document that raises what checks ask by `{fact}`", param_hint="--fit")
    signs = (0, *(1 if signal.weight > 0 else -1 for signal in scored.signals))
    names = [f"signal {number}" for number in range(1, len(scored.signals) + 1)]
    console.write(fitted_score(names, fit(samples, signs), samples, unseen_scores(samples, signs)))


def _measure(console: Console, catalogue: Catalogue, truth: Truth, *, write: bool, details: bool) -> int:
    from hrlint.checking.acceptancechecks import AREA
    from hrlint.checking.accuracy import disagreements, write_measurement
    from hrlint.checking.catalogue import builtin_folder
    from hrlint.checking.check import Persona
    from hrlint.commands.shared.corpora import measure_catalogue
    from hrlint.reporting.measured import accuracy_table, detail_lines, disagreement_lines

    measured, tallies = measure_catalogue(console, catalogue, truth)
    checks = [check for check in catalogue.checks if check.area != AREA]  # those are about comments, not about designs
    if details:
        for persona, tally in tallies.items():
            console.write(detail_lines(persona, tally))
    differing = disagreements(checks, measured.checks)
    console.write(accuracy_table(checks, measured) + disagreement_lines(differing))
    if write:
        write_measurement(builtin_folder(), measured)
    return 1 if any(check.persona is Persona.AUTHOR for check, _ in differing) else 0
