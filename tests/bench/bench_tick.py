"""One tick with a thousand to a hundred thousand tasks, beside an APScheduler job a reminder in the same run.

Run as a script. `--small` leaves out the 100,000s and the long rehearsal. The home stands in the middle of its year:
what was due is done but for one in fifty, half of the rungs are on record. `cold` is the tick after a restart or an
edit, when nothing is remembered. Of the rivals only what they must do as well is timed: keeping a job a reminder, in
memory and in the SQLAlchemy store (SQLite on disk), finding those that are due, and starting again from what is stored.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from apscheduler.jobstores.base import BaseJobStore  # noqa: E402
from apscheduler.jobstores.memory import MemoryJobStore  # noqa: E402
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: E402
from apscheduler.schedulers.background import BackgroundScheduler  # noqa: E402
from sqlalchemy import create_engine, event  # noqa: E402

from bot.app import set_apart  # noqa: E402
from bot.model import Milestone, Person, Task  # noqa: E402
from bot.record.edits import edits  # noqa: E402
from bot.record.events import Closed, Entry, Handled, Reported  # noqa: E402
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
YEAR, JUNE = date(2024, 1, 15), date(2024, 6, 1)
AHEAD = timedelta(days=36500)
"""By how much the rival's jobs are put off, so that its own clock fires none while we look."""


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
    return World(tasks, {p.id: p for p in people}, Settings(), Calendar.build(), record(tasks))


def record(tasks: Mapping[str, Task]) -> States:
    """The record of half a year: all became active in January, and each but one in fifty is said to be done on its
    dates; what was said to be done before June has been closed."""
    states = States()
    states.apply(Entry(at=BEGIN, cause="edit", events=tuple(edits(tasks.values(), states))))
    passed = [(m.due, id_) for id_, task in tasks.items() for m in task.milestones if m.due < MIDDLE.date()]
    for day, id_ in sorted(pair for pair in passed if not pair[1].endswith(("17", "67"))):
        at = datetime.combine(day, BEGIN.time(), ZONE)
        states.apply(Entry(at=at, cause=f"reply:{id_}/{day}", events=(said_done(tasks[id_], day),)))
        if states.task(id_).claimed and day < JUNE:
            closed = Closed(task=id_, by="duchashi")
            states.apply(Entry(at=at + timedelta(hours=1), cause=f"close:{id_}", events=(closed,)))
    return states


def said_done(task: Task, day: date) -> Reported:
    """The leader's word on that day, of the whole task where it has no later date."""
    through = None if day == task.due else day
    values = {"reply": f"{task.id}/{day}", "task": task.id, "person": task.leader, "said_by": task.leader}
    return Reported.model_validate({**values, "text": "已完成", "status": "done", "through": through})


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


def cold_tick(world: World) -> float:
    """As after a restart or an edit: nothing is worked out yet, and the bot has set apart what it read."""
    forget()
    set_apart()
    return tick(world, MIDDLE + timedelta(minutes=1))


def measure(size: int) -> dict[str, float]:
    tracemalloc.start() if size <= 10_000 else None
    world = home(size)
    tick(world, MIDDLE)
    memory = tracemalloc.get_traced_memory()[0] / 1e6 if tracemalloc.is_tracing() else 0.0
    tracemalloc.stop()
    figures = {"cold": median(cold_tick(world) for _ in range(5)), "morning": tick(world, MORNING)}
    quiet = MORNING + timedelta(minutes=1)
    figures["after a reply"] = median(after_a_reply(world, quiet) for _ in range(5))
    figures["idle"] = median(tick(world, quiet + timedelta(minutes=n)) for n in range(1, 200))
    figures["check-in"] = tick(world, QUESTION)
    return figures | {"memory": memory}


def say(number: int) -> None:
    """What a job of the rival would do; its store wants a function that it can name."""


def moments(world: World) -> list[datetime]:
    """When each reminder of the rest of the year is due."""
    found = agenda.agenda(world)
    rungs = [rung for ladder, entries in found.dues.items() for rung in found.rungs(ladder) * len(entries)]
    return [rung.at + AHEAD for rung in rungs if rung.at > MIDDLE]


def rival(at: list[datetime], make_store: Callable[[], BaseJobStore]) -> dict[str, float]:
    """A job a reminder: putting them all in, looking for those due at one moment, and the first look of a new start."""
    scheduler, store = BackgroundScheduler(), make_store()
    scheduler.add_jobstore(store)
    scheduler.start(paused=True)
    figures = {"filling": timed(lambda: [_add(scheduler, moment) for moment in at])}
    figures["finding"] = timed(lambda: store.get_due_jobs(MORNING + AHEAD))
    scheduler.shutdown(wait=False)
    if not isinstance(store, MemoryJobStore):
        again = BackgroundScheduler()
        again.add_jobstore(make_store())
        figures["restart"] = timed(lambda: again.start(paused=True)) + timed(again.get_jobs)
        again.shutdown(wait=False)
    return figures


def sqlite_store(path: Path) -> SQLAlchemyJobStore:
    """The rival's store on disk, in its favour without waiting for the disk."""
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return SQLAlchemyJobStore(engine=engine)


def _add(scheduler: BackgroundScheduler, moment: datetime) -> None:
    scheduler.add_job(say, "date", args=(1,), run_date=moment, misfire_grace_time=None)


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
            compare(size, ours)
    for size in (100, 1_000, *(() if "--small" in sys.argv else (10_000,))):
        world = home(size)
        fresh = World(world.tasks, world.people, world.settings, world.calendar, States())
        seconds = timed(lambda world=fresh: list(rehearse(world, date(2024, 1, 1), date(2024, 12, 31), answered=True)))
        print(f"{size:>7,} tasks: a year rehearsed in {seconds:.1f} s")


def compare(size: int, ours: dict[str, float]) -> None:
    """Prints the rivals' figures beside ours."""
    at = moments(home(size))
    with tempfile.TemporaryDirectory() as folder:
        stores = {"in memory": MemoryJobStore, "in SQLAlchemy": lambda: sqlite_store(Path(folder) / "jobs.db")}
        for name, make_store in stores.items():
            naive = rival(at, make_store)
            start = naive.get("restart", naive["filling"])
            print(
                f"{'':>7} APScheduler {name}, {len(at):,} jobs: filling {naive['filling']:.1f} s, start "
                f"{1e3 * start:.0f} ms = {start / ours['cold']:.1f} x our cold tick; finding what is due "
                f"{1e3 * naive['finding']:.1f} ms = {naive['finding'] / ours['idle']:.0f} x our idle tick"
            )


if __name__ == "__main__":
    main()
