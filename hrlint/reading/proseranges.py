"""The way back: from places in sources to the prose that stands there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from hrlint.reading.document import Document, Run
from hrlint.reading.source import Location


class ProseRanges:
    """Finds the prose of locations of one document. Sources are told apart by their paths, so that copies of a document serve as well."""

    def __init__(self, document: Document) -> None:
        self._runs: dict[str, list[Run]] = {}
        for run in document.prose.runs:
            self._runs.setdefault(run.source.path, []).append(run)
        for runs in self._runs.values():
            runs.sort(key=lambda run: (run.start, run.end))
        self._starts = {path: [run.start for run in runs] for path, runs in self._runs.items()}

    def find(self, location: Location) -> tuple[int, int] | None:
        """The prose offsets, the end exclusive, of the words of a location; None where it holds none: a heading, code, a file that is no part of it."""
        path, (start, end) = location.source.path, location.span
        starts = self._starts.get(path)
        if starts is None or end <= start:
            return None
        runs = self._runs[path]
        at = max(0, bisect_right(starts, start) - 1)
        last = bisect_left(starts, end) - 1
        while at <= last and runs[at].end <= start:
            at += 1
        if at > last:
            return None
        first, final = _in_prose(runs[at], max(start, runs[at].start), end=False), _in_prose(runs[last], min(end, runs[last].end), end=True)
        return (first, final) if first < final else None


def _in_prose(run: Run, offset: int, *, end: bool) -> int:
    if run.prose_end - run.prose_start == run.end - run.start:
        return run.prose_start + offset - run.start
    return run.prose_end if end else run.prose_start
