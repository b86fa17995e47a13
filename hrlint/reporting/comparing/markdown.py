"""A comparison as Markdown, for a pull request or a mailing list."""

from __future__ import annotations

from hrlint.checking.comparison import Comparison
from hrlint.reporting.comparing.parts import lines_of, parts, verdict
from hrlint.reporting.markdowntext import escaped, quoted
from hrlint.reporting.view import View


def comparison_markdown(comparison: Comparison, view: View) -> str:
    """One section for each sort of difference; what became worse is set in bold."""
    lines = ["# What changed for the rights of people", ""]
    lines += [f"* {label}: {escaped(name)}" for label, name in lines_of(comparison)]
    lines += ["", escaped(verdict(comparison)), ""]
    for part in parts(comparison):
        lines += [f"## {part.title}", ""]
        for entry in part.entries:
            lines.append(f"* {'**Worse:** ' if entry.worse else ''}{escaped(entry.text)}")
            for label, quote in entry.quotes:
                if quote:
                    lines += ["", f"  {label}:", "", f"  > {quoted(quote)}", ""]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
