"""A report as one HTML file that needs nothing else: the documents with their findings in the margin, coverage, and the inventory."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from hrlint.checking.finding import Report
from hrlint.reporting.view import View

if TYPE_CHECKING:
    from jinja2 import Environment

SHOWS_DOCUMENTS = True
_TEMPLATES = "hrlint.reporting.templates"


def render(report: Report, view: View) -> str:
    """The page. Nothing of it is fetched from anywhere, and nothing in a document can run: a policy lets only this page's own style and script work."""
    from markupsafe import Markup

    from hrlint.checking.guidelines import load_questionnaire
    from hrlint.reporting.htmlpage.page import make_page

    style, script = _template("report.css"), _template("report.js")
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
    page = make_page(report, load_questionnaire())
    return _environment().get_template("report.html.j2").render(page=page, policy=policy, style=Markup(style), script=Markup(script))


def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    from hrlint.reporting.htmlpage.shown import https, shown

    environment = Environment(
        loader=FunctionLoader(_template), autoescape=True, finalize=shown, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )
    environment.filters["https"] = https
    return environment


def _template(name: str) -> str:
    return (files(_TEMPLATES) / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
