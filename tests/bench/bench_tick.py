"""One tick with a thousand to a hundred thousand tasks, beside an APScheduler job a reminder in the same run.

Run as a script. `--small` leaves out the 100,000s. The home stands in the middle of its year: what was due is done,
half of the rungs are on record. Of the rival only what it must do as well is timed: keeping a job a reminder, and
finding those that are due.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from apscheduler.jobstores.memory import MemoryJobStore  # noqa: E402
from apscheduler.schedulers.background import BackgroundScheduler  # noqa: E402

from bot.model import Milestone, Person, Task  # noqa: E402
from bot.record.events import Entry, Handled, Reported  # noqa: E402
from bot.record.standing import Report, TaskState  # noqa: E402
from bot.record.states import States  # noqa: E402
from bot.schedule import agenda, due  # noqa: E402
from bot.schedule.calendar import Calendar  # noqa: E402
from bot.schedule.play import enact  # noqa: E402
from bot.schedule.rehearse import rehearse  # noqa: E402
from bot.schedule.world import World  # noqa: E402
from bot.settings import ZONE, Settings  # noqa: E402

SIZES = [1_000, 10_000] if "--small" in sys.argv else [1_000, 10_000, 100_000]
RIVALS = [size for size in SIZES if size <= 10_000]
BEGIN, MIDDLE = datetime(2024, 1, 2, 8, tzinfo=ZONE), datetime(2024, 6, 18, 18, tzinfo=ZONE)
MORNING, QUESTION = datetime(2024, 6, 19, 9, tzinfo=ZONE), datetime(2024, 6, 20, 9, tzinfo=ZONE)
YEAR = date(2024, 1, 15)


def home(size: int) -> World:
    """Tasks of one or two dates a year, a leader for each hundred, all active since January."""
    chance = random.Random(size)
    leaders = [Person(id=f"p{n}", name=f"第{n}位") for n in range(max(12, size // 100))]
    people = [*leaders, Person(id="duchashi", name="督查室", roles=("admin",))]
    tasks = {}
    for n in range(size):
        days = [YEAR + timedelta(chance.randrange(340)) for _ in range(chance.choice((1, 1, 2)))]
        dates = tuple(Milestone(id=f"m{k}", what="完成", first=date(2024, 1, 1), due=day) for k, day in enumerate(days))
        values = {"leader": leaders[n % len(leaders)].id, "status": "active", "milestones": dates}
        tasks[f"plan-{n}"] = Task(id=f"plan-{n}", plan="计划", title=f"第{n}项", **values)
    states = States(tasks={task.id: standing(task) for task in tasks.values()})
    return World(tasks, {p.id: p for p in people}, Settings(), Calendar.build(), states)


def standing(task: Task) -> TaskState:
    """Active since January; said to be done up to the last of its dates that has passed."""
    over = [m.due for m in task.milestones if m.due < MIDDLE.date()]
    if not over:
        return TaskState(active_since=BEGIN)
    through = None if len(over) == len(task.milestones) else max(over)
    values = {"reply": "r", "task": task.id, "person": task.leader, "said_by": task.leader, "text": "已完成"}
    said = Reported(**values, status="done", through=through)
    return TaskState(active_since=BEGIN, reports=(Report(datetime.combine(max(over), BEGIN.time(), ZONE), said),))


def forget() -> None:
    """Lets go of what was worked out before, as after a restart."""
    agenda._kept.clear()
    due._quiet.clear()


def tick(world: World, now: datetime) -> float:
    """Seconds of one tick; what it finds is put on record outside the clock."""
    start = time.perf_counter()
    found = due.settle(world, now)
    seconds = time.perf_counter() - start
    if entry := enact(found, now):
        world.states.apply(entry)
    return seconds


def after_a_reply(world: World, now: datetime) -> float:
    world.states.apply(Entry(at=now, cause=f"telegram:{world.states.version}", events=(Handled(),)))
    return tick(world, now)


def measure(size: int) -> dict[str, float]:
    tracemalloc.start() if size <= 10_000 else None
    world = home(size)
    tick(world, MIDDLE)
    memory = tracemalloc.get_traced_memory()[0] / 1e6 if tracemalloc.is_tracing() else 0.0
    tracemalloc.stop()
    forget()
    cold = tick(world, MIDDLE + timedelta(minutes=1))
    figures = {"cold": cold, "morning": tick(world, MORNING)}
    quiet = MORNING + timedelta(minutes=1)
    figures["after a reply"] = median(after_a_reply(world, quiet) for _ in range(5))
    figures["idle"] = median(tick(world, quiet + timedelta(minutes=n)) for n in range(1, 200))
    figures["check-in"] = tick(world, QUESTION)
    return figures | {"memory": memory}


def rival(size: int) -> dict[str, float]:
    """A job a reminder, in memory: putting them all in, and looking for those due at one moment."""
    world = home(size)
    found = agenda.agenda(world)
    rungs = [rung for day, entries in found.dues.items() for rung in found.rungs(day) * len(entries)]
    moments = [rung.at for rung in rungs if rung.at > MIDDLE]
    scheduler, store = BackgroundScheduler(), MemoryJobStore()
    scheduler.add_jobstore(store)
    scheduler.start(paused=True)
    filling = timed(lambda: [scheduler.add_job(print, "date", run_date=at, misfire_grace_time=None) for at in moments])
    finding = timed(lambda: store.get_due_jobs(MORNING))
    scheduler.shutdown(wait=False)
    return {"jobs": len(moments), "filling": filling, "finding": finding}


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    for size in SIZES:
        ours = measure(size)
        memory = f", {ours['memory']:.0f} MB with its record" if ours["memory"] else ""
        print(
            f"{size:>7,} tasks: cold {1e3 * ours['cold']:.0f} ms, morning {1e3 * ours['morning']:.0f} ms, check-in "
            f"{1e3 * ours['check-in']:.0f} ms, after a reply {1e3 * ours['after a reply']:.1f} ms, "
            f"idle {1e6 * ours['idle']:.0f} µs{memory}"
        )
        if size in RIVALS:
            naive = rival(size)
            print(
                f"{'':>7} APScheduler, {naive['jobs']:,.0f} jobs: start {1e3 * naive['filling']:.0f} ms = "
                f"{naive['filling'] / ours['cold']:.1f} x our cold tick; an idle tick of ours is "
                f"1/{naive['finding'] / ours['idle']:.0f} of finding its due jobs"
            )
    for size in (100, *(RIVALS[-1:] if "--year" in sys.argv else ())):
        world = home(size)
        fresh = World(world.tasks, world.people, world.settings, world.calendar, States())
        seconds = timed(lambda world=fresh: list(rehearse(world, date(2024, 1, 1), date(2024, 12, 31))))
        print(f"{size:>7,} tasks: a year rehearsed in {seconds:.1f} s")


if __name__ == "__main__":
    main()
