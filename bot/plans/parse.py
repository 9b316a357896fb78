"""The whole reading of a plan, and its answers in the shape of the corpora."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.language.dates import Times
from bot.language.text import JOINER
from bot.model import Answer, Item, Plan
from bot.plans.cadences import find_cadences
from bot.plans.dates.deadlines import find_deadlines
from bot.plans.figures.targets import find_targets
from bot.plans.owners.owners import find_owners
from bot.plans.passage import Places
from bot.plans.reading import flatten, make_ready
from bot.plans.tables.pasted import read_tables
from bot.plans.unread import find_unread
from bot.plans.wrapping import Wraps
from bot.plans.years import find_issued, find_title, is_report, is_school_year


def parse_plan(text: str, *, year: int) -> Plan:
    """Understands a plan for that year. Any text gives a plan; what was not understood is in `unread`."""
    flat = flatten(text, read_tables(text))
    if JOINER not in flat:
        return _understand(text, flat, year)
    wraps = Wraps.of(flat)
    plan = _understand(wraps.removed(text), wraps.removed(flat), year)
    return replace(wraps.put_back(plan, text), title=find_title(text) or plan.title)


def _understand(text: str, flat: str, year: int) -> Plan:
    tables = read_tables(text)
    owners = find_owners(text, flat, tables)
    owner_places = Places([(each.start, each.end) for each in owners])
    times = Times(year, find_issued(text), is_school_year(text))
    reading = make_ready(
        text, flat, times, tables=tables, names_owner=owner_places.any_within, reported=is_report(text)
    )
    cadences = find_cadences(reading)
    recurring = Places([(each.start, each.end) for each in cadences])
    deadlines = tuple(each for each in find_deadlines(reading) if not recurring.covers(each.start))
    targets = find_targets(reading, deadlines)
    return Plan(
        text,
        find_title(text),
        year,
        reading.outline.items,
        _promising(reading.outline.leads, (*deadlines, *targets, *cadences)),
        deadlines,
        targets,
        cadences,
        tuple(each for each in owners if not reading.reviews.covers(each.start)),
        find_unread(reading, deadlines, targets),
    )


def _promising(leads: Sequence[Item], answers: Sequence[Answer]) -> tuple[Item, ...]:
    """The lead texts in which something is promised."""
    places = Places(sorted((each.start, each.start + 1) for each in answers))
    return tuple(lead for lead in leads if places.any_within(lead.start, lead.end))


def plan_json(plan: Plan) -> dict[str, Any]:
    """A plan's answers as the corpora write them."""
    return {
        "title": plan.title,
        "year": plan.year,
        "items": [{"number": each.number, "title": each.title, "start": each.start} for each in plan.items],
        "deadlines": [
            {**_said(each), "from": each.first.isoformat(), "due": each.last.isoformat()} for each in plan.deadlines
        ],
        "targets": [
            {
                **_said(each),
                "value": each.value,
                **({} if each.value_max is None else {"value_max": each.value_max}),
                "unit": each.unit,
                "comparator": each.comparator,
                "due": each.due.isoformat(),
            }
            for each in plan.targets
        ],
        "cadences": [{**_said(each), "unit": each.unit, "interval": each.interval} for each in plan.cadences],
        "owners": [{**_said(each), "role": each.role, "names": list(each.names)} for each in plan.owners],
    }


def _said(answer: Answer) -> dict[str, Any]:
    return {"quote": answer.quote, "start": answer.start}
