"""Who answers for a task: the owners that the plan names, else the words that people.toml gives each leader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Person

TITLE_WEIGHT = 6
SECTION_WEIGHT = 3
TEXT_WEIGHT = 1
ENOUGH = 4
"""The least score: a word of the title, one of the section with another in the text, or four words in the text."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is known of a task when its leader is looked for; `text` is the item's whole text."""

    code: str
    title: str
    section: tuple[str, ...]
    text: str
    named: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


def find_leader(duty: Duty, people: Sequence[Person]) -> str | None:
    """The id of the leader of a task, or None where nothing tells (待分派).

    First the persons that the plan names, then the lead departments in their order, then the best score of
    `answers_for`; of two equal ones the earlier in people.toml."""
    leaders = [p for p in people if "leader" in p.roles]
    return _by_name(duty.named, leaders) or _by_department(duty.departments, leaders) or _by_words(duty, leaders)


def _by_name(names: Iterable[str], leaders: Sequence[Person]) -> str | None:
    return next((p.id for name in names for p in leaders if _is_called(p, name)), None)


def is_known(name: str, people: Sequence[Person]) -> bool:
    """Whether somebody in people.toml goes by the name that a plan gives."""
    return any(_is_called(person, name) for person in people)


def _is_called(person: Person, name: str) -> bool:
    return name == person.id or any(call and call in name for call in (person.name, *person.aliases))


def _by_department(departments: Iterable[str], leaders: Sequence[Person]) -> str | None:
    for department in departments:
        for person in leaders:
            if any(same_department(department, own) for own in person.departments):
                return person.id
    return None


def same_department(one: str, other: str) -> bool:
    """`市招商局` and `招商局` are the same body to a plan that leaves out whose it is."""
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


def _by_words(duty: Duty, leaders: Sequence[Person]) -> str | None:
    scored = [(score(duty, person), person.id) for person in leaders]
    best = max((points for points, _ in scored), default=0)
    return next(id_ for points, id_ in scored if points == best) if best >= ENOUGH else None


def score(duty: Duty, person: Person) -> int:
    """How well `answers_for` fits: words weigh by where they stand; a plan without words is fully theirs."""
    mine = person.answers_for
    if mine.plans and duty.code not in mine.plans:
        return 0
    if mine.plans and not mine.words:
        return ENOUGH
    section = " ".join(duty.section)
    return sum(
        TITLE_WEIGHT * (word in duty.title) + SECTION_WEIGHT * (word in section) + TEXT_WEIGHT * (word in duty.text)
        for word in mine.words
    )
