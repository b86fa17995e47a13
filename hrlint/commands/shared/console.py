"""Where output goes: results on standard output, all else on standard error, and what the terminal there can show."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TextIO

import click

from hrlint.reporting.terminal import safe, style
from hrlint.reporting.view import View
from hrlint.reporting.workflowcommands import defused

_FILE_WIDTH = 100


def _is_terminal(stream: TextIO) -> bool:
    return not stream.closed and stream.isatty()


def _shows_color(stream: TextIO, choice: str) -> bool:
    """Whether colours are wanted: the option counts most, then NO_COLOR, then FORCE_COLOR, then what the stream is."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0") or os.environ.get("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return _is_terminal(stream) and os.environ.get("TERM") != "dumb"


def _shows_unicode(stream: TextIO) -> bool:
    if not _is_terminal(stream):
        return True  # a file or a pipe gets UTF-8
    try:
        "…".encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def runs_in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def for_the_log(text: str) -> str:
    """Text for standard error; GitHub Actions looks for commands there too, and a file may be called `::error::`."""
    return defused(text) if os.environ.get("GITHUB_ACTIONS") == "true" else text


class Console:
    """The two streams of a run, with what the user asked for."""

    def __init__(self, color: str = "auto", *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.on_terminal = terminal = _is_terminal(sys.stdout) and not runs_in_ci()
        colored = _shows_color(sys.stdout, color)
        self.view = View(
            color=colored,
            links=colored and terminal,
            width=max(40, shutil.get_terminal_size((_FILE_WIDTH, 24)).columns) if terminal else _FILE_WIDTH,
            unicode=_shows_unicode(sys.stdout),
            quiet=quiet,
            verbose=verbose,
        )
        self._errors = View(color=_shows_color(sys.stderr, color))

    @property
    def shows_progress(self) -> bool:
        """Whether someone watches standard error."""
        return _is_terminal(sys.stderr) and not self.quiet and not runs_in_ci()

    def write(self, text: str) -> None:
        """Sends a result to standard output. A reader who has gone is no error: what was found stays what was found."""
        stream = sys.stdout
        encoding = stream.encoding if _is_terminal(stream) and stream.encoding else "utf-8"
        try:
            stream.flush()
            stream.buffer.write(text.encode(encoding, "backslashreplace"))
            stream.buffer.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # else Python complains when it flushes at its end

    def error(self, message: str, path: str = "", line: int | None = None) -> None:
        """Something that could not be done."""
        self._say("error", "red", message, path, line)

    def note(self, message: str, path: str = "", line: int | None = None) -> None:
        """Something good to know."""
        if not self.quiet:
            self._say("note", "cyan", message, path, line)

    def _say(self, kind: str, color: str, message: str, path: str, line: int | None) -> None:
        place = f"{safe(path)}:{line}: " if path and line is not None else f"{safe(path)}: " if path else ""
        self.lines(f"{place}{style(f'{kind}:', self._errors, fg=color, bold=True)} {safe(message)}")

    def lines(self, text: str) -> None:
        """Prints lines, already safe, on standard error."""
        encoding = sys.stderr.encoding or "utf-8"
        text = for_the_log(text)
        click.echo(text.encode(encoding, "backslashreplace").decode(encoding), err=True, color=self._errors.color)
