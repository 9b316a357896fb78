"""The values of the domain. All are frozen; dates are calendar days in Asia/Shanghai, moments are aware datetimes.

Three groups: what a plan says (`Plan` and its answers, each with the words it came from), what is to be done (`Task`
and its parts, `Person`: the entries of tasks.json and config/people.toml), and what a reply says (`Asked`, `Update`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

Comparator = Literal[">=", "<=", "="]
CadenceUnit = Literal["day", "week", "month", "quarter", "half-year", "year"]
OwnerRole = Literal["leader", "department", "supporting"]
Nature = Literal["count", "amount", "level", "growth", "once"]
Status = Literal["draft", "active", "suspended", "withdrawn"]
PersonRole = Literal["leader", "liaison", "admin", "viewer"]
Intent = Literal["report", "acknowledge", "extend", "snooze", "delegate", "unclear"]
Standing = Literal["not_started", "in_progress", "delayed", "blocked", "done"]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


# ---- what a plan says -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """Something understood in a text: the exact words, and their offset in Unicode characters from the start."""

    quote: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class Deadline(Answer):
    """A period in which, or by whose last day, something is to be done. `sure` is False for a form that two careful
    readers may take differently (`6月前`); `note` then says how it was taken."""

    first: date
    last: date
    sure: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Target(Answer):
    """A planned figure that can be checked later. `due` is the last day by which it is to be reached."""

    value: float
    unit: str
    comparator: Comparator
    due: date
    value_max: float | None = None
    nature: Nature = "count"


@dataclass(frozen=True, slots=True)
class Cadence(Answer):
    """Recurring work: every `interval` units of time."""

    unit: CadenceUnit
    interval: int


@dataclass(frozen=True, slots=True)
class Owner(Answer):
    """Who answers for the work, as the plan names them."""

    role: OwnerRole
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unread(Answer):
    """A sentence that looks like a promise and was not understood; `why` says what was missed (Chinese)."""

    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """An enumerated point with a title. `start`..`end` is its text: the title's first character to the next heading.

    `number` is as written without its closing mark; it is empty for the lead text of a chapter (`lead` is True), which
    becomes a task of its own where it promises something. `section` holds the titles of the chapters around it."""

    number: str
    title: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A published plan, understood. All offsets are into `text`. Answers stand in the order of their start."""

    text: str
    title: str
    year: int
    items: tuple[Item, ...]
    leads: tuple[Item, ...]
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    cadences: tuple[Cadence, ...]
    owners: tuple[Owner, ...]
    unread: tuple[Unread, ...]


# ---- what is to be done: entries of the files that people edit -------------------------------------------------------


class Stated(BaseModel):
    """An entry of a file that people edit: unknown keys are refused, values never change after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _written_as_a_day(value: object) -> object:
    """pydantic would take a number for seconds since 1970 and cut the hours off a moment."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("not_a_day", "a day is written as 2024-03-31")


Day = Annotated[date, BeforeValidator(_written_as_a_day)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Rungs = Annotated[tuple[Annotated[int, Field(ge=0, le=250)], ...], Field(min_length=1)]
"""Working days before a date on which to remind of it."""


class Milestone(Stated):
    """A date by which some part of a task is due: the days `first` to `due`, both included."""

    id: str
    what: str
    first: Annotated[Day, Field(alias="from")]
    due: Day


class Goal(Stated):
    """A figure that a task must reach (指标)."""

    id: str
    what: str
    quote: str = ""
    value: Figure
    value_max: Figure | None = None
    unit: str = ""
    comparator: Comparator = "="
    due: Day
    nature: Nature = "count"

    @property
    def told(self) -> str:
        """The figure in the plan's words, behind what it measures where they do not say that (`6月底前达到100%`)."""
        pairs = [self.what[at : at + 2] for at in range(len(self.what) - 1)] or [self.what]
        return self.quote if any(pair in self.quote for pair in pairs) else self.what + self.quote


class Recurrence(Stated):
    """Recurring work of a task (频次)."""

    id: str
    what: str
    unit: CadenceUnit
    interval: Annotated[int, Field(ge=1)] = 1


class Source(Stated):
    """Where in which plan a task comes from; offsets in characters of the text kept under data/plans/."""

    file: str
    start: int
    end: int


class Task(Stated):
    """Something that somebody answers for: one entry of tasks.json. `evidence` is what an admin wants to see with
    报办结; nothing where it is empty."""

    id: str
    plan: str
    number: str = ""
    title: str
    section: tuple[str, ...] = ()
    leader: str | None = None
    departments: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    status: Status = "draft"
    milestones: tuple[Milestone, ...] = ()
    targets: tuple[Goal, ...] = ()
    cadences: tuple[Recurrence, ...] = ()
    rungs: Rungs | None = None
    source: Source | None = None
    evidence: str = ""
    note: str = ""

    @property
    def due(self) -> date | None:
        """The last day on which anything of the task is due; None where it has no date."""
        days = [m.due for m in self.milestones] + [t.due for t in self.targets]
        return max(days, default=None)


class AnswersFor(Stated):
    """By what `import` finds the leader of a new task: the plans' codes and words of title, section or text."""

    plans: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Person(Stated):
    """One entry of config/people.toml. `name` is a name or a post, as the person is addressed."""

    id: str
    name: str
    roles: tuple[PersonRole, ...] = ("leader",)
    departments: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    answers_for: AnswersFor = AnswersFor()
    liaison: str | None = None
    deputy: str | None = None


# ---- what a reply says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A task as it stood in the message that a reply answers: its number there, and what helps to understand. A target
    is to be reached, or not to be passed where `at_most` is True. `measure` is what the figure counts, in the plan's
    words (`项目开复工率`); "" where only the title is known. `nature` is None where that is not known."""

    no: int
    title: str
    target: float | None = None
    unit: str | None = None
    due: date | None = None
    at_most: bool = False
    measure: str = ""
    nature: Nature | None = None

    @property
    def called(self) -> str:
        """Every name the figure goes by."""
        return self.title + self.measure


@dataclass(frozen=True, slots=True)
class Quantity:
    """A cumulative figure reached, in the unit said."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Update:
    """What a reply says of one task. None where it does not tell. `words` maps a field's name to the words of the reply
    that it was read from; `doubt` holds one Chinese question for each value that two readers would take differently.
    `added` is what came on top of an earlier total (`又签了2个`); the same figure as `quantity` where it could be
    either (`新增2个`)."""

    task: int
    intent: Intent
    status: Standing | None = None
    percent: float | None = None
    quantity: Quantity | None = None
    expected: date | None = None
    blocker: str | None = None
    help_from: tuple[str, ...] = ()
    delegate: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    doubt: tuple[str, ...] = ()
    added: Quantity | None = None
