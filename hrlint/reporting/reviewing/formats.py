"""The formats of a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hrlint.checking.review import Review
from hrlint.reporting.reviewing.comments import review_comments
from hrlint.reporting.reviewing.data import review_json
from hrlint.reporting.reviewing.kramdown import review_markdown
from hrlint.reporting.reviewing.layout import Plan
from hrlint.reporting.reviewing.mail import review_mail

FORMATS: Mapping[str, Callable[[Review, Plan], str]] = {
    "markdown": review_markdown,
    "mail": review_mail,
    "ietf-comments": review_comments,
    "json": review_json,
}
