"""吹哨: departments asked to clear an obstacle hear of it at once, and again with each week's check-in until it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.model import Person
from bot.record.states import Whistle
from bot.schedule.scene import Found, Notice, Scene, folded
from bot.schedule.world import World


def asked_of(world: World, departments: Iterable[str]) -> list[Person]:
    """Who is asked when these departments are: their people by department, name or alias; the admins where there are
    none."""
    wanted = set(departments)
    found = [p for p in world.people.values() if wanted & {p.name, *p.aliases, *p.departments}]
    return found or [p for p in world.people.values() if "admin" in p.roles]


def found(scene: Scene) -> Iterator[Found]:
    """A notice for each open whistle and person asked, at once and once a week; key `whistle/ID/PERSON/asked` or the
    week's slot in place of the last word."""
    states = scene.world.states
    for whistle in [w for t in dict.fromkeys(states.open_whistles.values()) for w in states.task(t).whistles]:
        if whistle.cleared is None and whistle.blown.task in scene.world.tasks:
            for person in asked_of(scene.world, whistle.blown.departments):
                yield from _of(scene, whistle, person.id)


def _of(scene: Scene, whistle: Whistle, person: str) -> Iterator[Found]:
    blown = whistle.blown
    stem = f"whistle/{blown.whistle}/{person}"
    if not scene.is_settled(f"{stem}/asked"):
        yield Notice(f"{stem}/asked", "whistle", person, whistle.at, (blown.task,), due=blown.due)
        return
    weeks = [w for w in scene.rounds() if w.opens > whistle.at and not scene.is_settled(f"{stem}/{w.slot}")]
    if weeks:
        last = f"{stem}/{weeks[-1].slot}"
        yield from (folded(f"{stem}/{week.slot}", last) for week in weeks[:-1])
        yield Notice(last, "whistle", person, weeks[-1].opens, (blown.task,), due=blown.due)
