"""The coverage copy as one static page, laid out by the template that comes with the program: `read` needs no home."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.model import Plan
from bot.plans.coverage import cover
from bot.plans.formats import Document

TEMPLATES = Path(__file__).resolve().parents[2] / "config" / "messages"


def coverage_page(plan: Plan, document: Document) -> str:
    """The HTML of the coverage copy."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("coverage.html.j2").render(copy=cover(plan, document))
