"""What was understood of a plan as an outline in the terminal, short enough to be checked in a minute."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from bot.model import Person, Plan, Task
from bot.plans.formats import Document
from bot.plans.tasks.phrases import short, squeeze
from bot.plans.tasks.saying import say_goal, say_milestone, say_recurrence
from bot.plans.tasks.tasks import plan_tasks

GUIDE = "bright_black"
LONGEST_QUOTE = 60


def outline(plan: Plan, document: Document) -> RenderableType:
    """The plan's chapters and items with dates, figures, cadences and owners; then what was not understood."""
    tree = Tree(_headline(plan), guide_style=GUIDE)
    branches: dict[tuple[str, ...], Tree] = {(): tree}
    for task in plan_tasks(plan, code="", file="", people=_named(plan)):
        _branch(branches, task.section).add(_entry(task, plan.year))
    return Group(tree, *_unread(plan, document))


def _named(plan: Plan) -> tuple[Person, ...]:
    """Those whom the plan names as leaders, so that they show as such."""
    names = dict.fromkeys(squeeze(name) for owner in plan.owners if owner.role == "leader" for name in owner.names)
    return tuple(Person(id=name, name=name) for name in names)


def _headline(plan: Plan) -> Text:
    line = Text(squeeze(plan.title) or "（没有标题）", style="bold")
    counts = (
        (len(plan.items), "项要点"), (len(plan.deadlines), "处时限"), (len(plan.targets), "个指标"),
        (len(plan.cadences), "处频次"), (len(plan.owners), "处责任分工"),
    )  # fmt: skip
    line.append(f"  {plan.year}年  " + " · ".join(f"{number} {what}" for number, what in counts), style="dim")
    if plan.unread:
        line.append(f" · {len(plan.unread)} 句没有读懂", style="bold red")
    return line


def _branch(branches: dict[tuple[str, ...], Tree], section: tuple[str, ...]) -> Tree:
    if section not in branches:
        branches[section] = _branch(branches, section[:-1]).add(Text(section[-1], style="bold cyan"))
    return branches[section]


def _entry(task: Task, year: int) -> Text:
    entry = Text(f"{task.number} " if task.number else "", style="dim")
    entry.append(task.title, style="bold")
    for words, style in _facts(task, year):
        entry.append(f"\n  {words}", style=style)
    return entry


def _facts(task: Task, year: int) -> Iterator[tuple[str, str]]:
    for milestone in task.milestones:
        yield f"节点 {say_milestone(milestone, year)}", "green"
    leaders = (task.leader,) if task.leader else ()
    for goal in task.targets:
        yield f"指标 {say_goal(goal, year)}", "yellow"
    for cadence in task.cadences:
        yield f"频次 {say_recurrence(cadence)}", "magenta"
    for role, names in (("领导", leaders), ("牵头", task.departments), ("配合", task.supporting)):
        if names:
            yield f"{role} {'、'.join(names)}", "blue"
    if task.note:
        yield f"注意 {task.note}", "red"


def _unread(plan: Plan, document: Document) -> Iterator[Text]:
    if plan.unread:
        yield Text(f"\n像承诺而没有读懂的 {len(plan.unread)} 句：", style="bold red")
    for sentence in plan.unread:
        yield Text.assemble(
            (f"  {document.place(sentence.start)} ", "dim"),
            short(squeeze(sentence.quote), LONGEST_QUOTE),
            (f"（{sentence.why}）", "red"),
        )
