"""A comparison for people at a terminal."""

from __future__ import annotations

from hrlint.checking.comparison import Comparison
from hrlint.reporting.comparing.parts import lines_of, parts, verdict
from hrlint.reporting.terminal import hang, safe, style
from hrlint.reporting.view import View


def comparison_text(comparison: Comparison, view: View) -> str:
    """What became worse is marked with `!`."""
    lines = [f"{label}: {safe(name)}" for label, name in lines_of(comparison)]
    for part in parts(comparison):
        lines += ["", style(f"{part.title}: {len(part.entries)}", view, bold=True)]
        for entry in part.entries:
            marked = style(" ! ", view, fg="red", bold=True) if entry.worse else "   "
            lines += hang(marked, safe(entry.text), view.width)
            for label, quote in entry.quotes:
                if quote:
                    lines += hang(f"     {label}: ", safe(quote), view.width)
    lines += ["", style(verdict(comparison), view, bold=True)]
    return "".join(f"{line}\n" for line in lines)
