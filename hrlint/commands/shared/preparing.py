"""Prepares a run: the settings in force, the checks, and a linter. What is wrong with them ends the command with status 2, once all is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from hrlint.checking.catalogue import Catalogue, CatalogueError, load_catalogue
from hrlint.checking.finding import Report
from hrlint.checking.linter import Linter
from hrlint.checking.suppression import with_configured
from hrlint.commands.discovery import shown_path
from hrlint.commands.shared.arguments import known_name
from hrlint.commands.shared.asking import Asked
from hrlint.commands.shared.catalogues import UNUSABLE, selectors
from hrlint.commands.shared.clock import today
from hrlint.commands.shared.console import Console
from hrlint.commands.shared.inputs import Inputs
from hrlint.commands.shared.linting import Setup
from hrlint.commands.shared.packs import Pack, installed_packs
from hrlint.commands.shared.settings import Settings, load_settings, options_of
from hrlint.config.keys import PROFILES
from hrlint.config.layers import ConfigError


@dataclass(frozen=True)
class Prepared:
    """All that linting needs; the inputs carry what counts for each document."""

    settings: Settings
    catalogue: Catalogue
    inputs: Inputs
    linter: Linter
    setup: Setup

    def completed(self, report: Report) -> Report:
        """The report of the run, with what is wrong with the acceptances of the configuration."""
        options = self.setup.options
        checks = {check.id: check for check in self.catalogue.checks if options.takes(check)}
        return with_configured(report, checks, dict(options.severities), whole=not any(task.named for task in self.inputs.tasks))


def settings_or_exit(ctx: click.Context, console: Console, asked: Asked, paths: Sequence[str] = (), stdin_filename: str | None = None) -> Settings:
    """The settings of a run over some paths."""
    profile = asked.values.get("profile")
    if profile is not None:
        known_name(profile, PROFILES, "--profile")
    try:
        return load_settings(asked, paths, stdin_filename)
    except ConfigError as error:
        for problem in error.problems:
            console.error(problem.message, problem.path, problem.line)
        ctx.exit(UNUSABLE)


def checks_or_exit(ctx: click.Context, console: Console, asked: Asked, settings: Settings) -> tuple[Catalogue, tuple[Path, ...]]:
    """The built-in checks with those of installed packages, of the configuration and of the command line, and their folders."""
    packs = () if asked.isolated else installed_packs()
    for pack in packs:
        if pack.folder is None:
            console.error(f"the installed package names checks that cannot be found: entry point {pack.name!r}")
    if any(pack.folder is None for pack in packs):
        ctx.exit(UNUSABLE)
    folders = (*(pack.folder for pack in packs if pack.folder), *map(Path, settings.config.checks))
    try:
        catalogue = load_catalogue(folders)
    except CatalogueError as error:
        for problem in error.problems:
            console.error(_of_pack(problem.path, packs) + problem.message, shown_path(problem.path), problem.line)
        ctx.exit(UNUSABLE)
    problems = settings.unknown_names(catalogue)
    for config_problem in problems:
        console.error(config_problem.message, config_problem.path, config_problem.line)
    if problems:
        ctx.exit(UNUSABLE)
    for key in ("select", "extend-select", "ignore"):
        selectors(asked.values.get(key, ()), catalogue, f"--{key}")
    return catalogue, folders


def prepare(
    ctx: click.Context, console: Console, asked: Asked, settings: Settings, inputs: Inputs, *, suppressions: bool = True, keeps_contents: bool = False
) -> Prepared:
    """All that linting these inputs needs; `keeps_contents` is for outputs that show whole documents."""
    catalogue, folders = checks_or_exit(ctx, console, asked, settings)
    options = options_of(settings.config, suppressions=suppressions)
    termed = settings.with_terms(inputs, suppressions=suppressions, today=today())
    linter = Linter(catalogue, options, keeps_contents=keeps_contents)
    return Prepared(settings, catalogue, termed, linter, Setup(folders, options, keeps_contents))


def _of_pack(path: Path, packs: Sequence[Pack]) -> str:
    """Names the installed package in which a file of checks lies."""
    for pack in packs:
        if pack.folder is not None and path.is_relative_to(pack.folder):
            return f"installed checks {pack.name!r}: "
    return ""
