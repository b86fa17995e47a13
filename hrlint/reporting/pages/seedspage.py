"""What the documents that hrlint grew from ask for, and what serves it."""

from __future__ import annotations

from collections.abc import Sequence

from hrlint.checking.seeds import Seed
from hrlint.reporting.markdowntext import cell


def seeds_page(seeds: Sequence[Seed]) -> str:
    """A row for each message."""
    messages = [message for seed in seeds for group in seed.groups for message in group.messages]
    served = sum(bool(message.checks) for message in messages)
    lines = [
        "# What hrlint grew from",
        "",
        f"hrlint answers documents that ask for human rights by design. This is what they ask for, in our own words: {len(messages)} messages, "
        f"of which {served} are served by checks; for the others it is said what else serves them, or why a linter cannot.",
    ]
    for seed in seeds:
        lines += ["", f"## {seed.title}", "", seed.about]
        for group in seed.groups:
            lines += [
                "",
                f"### {group.title}",
                "",
                "| message | what it asks for | checks | what else serves it, or why a linter cannot |",
                "|---|---|---|---|",
            ]
            for message in group.messages:
                checks = ", ".join(f"[{check}](checks/{check}.md)" for check in message.checks) or "none"
                lines.append(f"| {message.id} | {cell(message.gist)} | {checks} | {cell(message.served)} |")
    return "".join(f"{line}\n" for line in lines)
