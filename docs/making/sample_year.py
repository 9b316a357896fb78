"""Half a year of the sample zone, lived through the same office that the bot runs: what the manual's pictures show."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from bot.commands.reading import read_file
from bot.dialogue.incoming import Incoming
from bot.given import SHIPPED
from bot.model import Task
from bot.office import Office
from bot.plans.tasks.tasks import plan_tasks
from bot.record.events import Bound, Entry, Message
from bot.schedule.due import next_moment
from bot.settings import ZONE
from bot.store.config import load_people
from bot.store.plancopies import PlanCopies
from bot.store.tasksfile import TasksFile

CODE = "yangban-2024"
OPENS = datetime(2024, 1, 2, 8, 30, tzinfo=ZONE)
SAYS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("2024-01-18 10:05", "xiangmu", {"1": "完成15%", "2": "完成8%"}),
    ("2024-02-01 09:40", "chanye", {"4": "完成6%", "6": "正常推进"}),
    ("2024-02-22 09:30", "xiangmu", {"1": "完成40%", "2": "完成18%", "3": "完成12%"}),
    ("2024-02-29 10:30", "bangongshi", {"10": "完成15%", "11": "一季度台账已建立，完成20%", "12": "完成17%"}),
    ("2024-03-07 14:20", "chengjian", {"7": "完成10%", "8": "完成35%", "9": "完成18%"}),
    ("2024-03-21 09:25", "xiangmu", {"1": "完成58%", "2": "完成26%", "3": "完成24%"}),
    ("2024-03-21 10:10", "chanye", {"4": "完成20%", "5": "完成25%", "6": "完成60%"}),
    ("2024-03-28 16:00", "bangongshi", {"10": "完成30%", "11": "完成40%", "12": "完成40%"}),
    ("2024-03-29 10:40", "xiangmu", {"1": "已完成"}),
    ("2024-04-11 09:15", "chengjian", {"7": "卡在拆迁，需自然资源局支持，预计5月底", "8": "完成50%"}),
    ("2024-04-18 11:00", "chanye", {"4": "完成31%", "5": "完成36%", "6": "完成75%"}),
    ("2024-04-29 15:30", "chanye", {"6": "已完成"}),
    ("2024-05-16 09:20", "xiangmu", {"1": "完成72%", "2": "完成44%", "3": "完成45%"}),
    ("2024-05-23 09:50", "bangongshi", {"10": "完成46%", "11": "完成50%", "12": "完成78%"}),
    ("2024-05-30 17:10", "bangongshi", {"10": "已完成", "11": "办结"}),
    ("2024-05-31 09:30", "xiangmu", {"2": "已完成"}),
    ("2024-06-06 09:35", "chengjian", {"7": "完成46%", "8": "完成75%", "9": "完成45%"}),
    ("2024-06-13 15:10", "chanye", {"4": "完成46%", "5": "完成48%", "6": "完成88%"}),
)
"""When who answered what about which item of the plan."""


class SampleYear:
    """A home in this folder, and the moment at which it is."""

    def __init__(self, home: Path) -> None:
        self.home, self.now, self.turns = home, OPENS, 0
        (home / "config").mkdir(parents=True)
        shutil.copy(SHIPPED / "sample" / "people.toml", home / "config")
        _import(home)
        self.office = Office(home, lambda: self.now)
        bound = (Bound(person=p, channel="console", chat=p, user=p, code_hash="") for p in self.office.given.people)
        self.office.record.append(Entry(at=self.now, cause="sample:bind", events=tuple(bound)))

    def live(self, until: str) -> None:
        """Lets time pass: what is due goes out, who answered answers."""
        end = _moment(until)
        for when, who, said in SAYS:
            if self.now < _moment(when) <= end:
                self._pass(_moment(when))
                self.say(who, self.numbered(who, said))
        self._pass(end)

    def say(self, who: str, text: str = "", press: str | None = None) -> list[Message]:
        """What somebody writes, or the key of the button pressed; answers with what is said in return."""
        self.turns += 1
        before = len(self.office.record.states.messages)
        came = Incoming(
            kind="press" if press else "text",
            channel="console",
            chat=who,
            user=who,
            at=self.now,
            text=text,
            ref=str(self.turns),
            press=press,
        )
        self.office.hear(came, f"console:{self.turns}")
        return [posted.message for posted in list(self.office.record.states.messages.values())[before:]]

    def last_to(self, who: str) -> Message:
        """The last message to somebody."""
        messages = [posted.message for posted in self.office.record.states.messages.values()]
        return next(message for message in reversed(messages) if message.to == who)

    def _pass(self, end: datetime) -> None:
        while (due := next_moment(self.office.world(), self.now)) and due <= end:
            self.now = due
            self.office.sweep()
        self.now = end

    def numbered(self, who: str, said: dict[str, str]) -> str:
        """The answer by the numbers of the last message that gave tasks numbers."""
        states = self.office.record.states
        asks = states.messages[states.asked[who]].message.asks if who in states.asked else ()
        if not {f"{CODE}-{n}" for n in said} <= {*asks}:
            asks = self.say(who, "我的任务")[0].asks
        return "，".join(f"{asks.index(f'{CODE}-{n}') + 1} {words}" for n, words in said.items())


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def _import(home: Path) -> None:
    path = next((SHIPPED / "sample").glob("*.txt"))
    reading = read_file(path, None)
    tasks = plan_tasks(reading.plan, code=CODE, file=path.name, people=load_people(home))
    PlanCopies(home).keep(CODE, text=reading.document.text, original=None)
    TasksFile(home / "tasks.json").write([_active(task) for task in tasks])


def _active(task: Task) -> Task:
    return task.model_copy(update={"status": "active"})
