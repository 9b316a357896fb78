"""A revised plan never overwrites what a person wrote: ids, edits, status and history stay."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.model import Goal, Milestone, Source, Task
from bot.plans.tasks.merge import Conflict, merge
from bot.plans.tasks.merge_view import merge_tables

YEAR_END = date(2024, 12, 31)


def milestone(id_: str, what: str, month: int = 6) -> Milestone:
    return Milestone(id=id_, what=what, first=date(2024, 1, 1), due=date(2024, month, 28))


def goal(id_: str, what: str, value: float) -> Goal:
    return Goal(id=id_, what=what, quote=f"{what}{value:g}个", value=value, unit="个", due=YEAR_END)


def task(number: str, title: str, **fields: object) -> Task:
    start = int(number) * 100
    source = Source(file="p.txt", start=start, end=start + 99)
    stated = {"id": f"p-{number}", "plan": "要点", "number": number, "title": title, "source": source}
    return Task.model_validate(stated | fields)


ROADS = task(
    "1", "打通城市堵点", milestones=(milestone("m1", "学府路建成通车"),), targets=(goal("t1", "改造老旧小区", 9),)
)
SCHOOLS = task("2", "扩大教育供给")
JOBS = task("3", "稳定和扩大就业")
BASE = (ROADS, SCHOOLS, JOBS)


def by_id(tasks: tuple[Task, ...]) -> dict[str, Task]:
    return {t.id: t for t in tasks}


def edited(one: Task, **fields: object) -> Task:
    return one.model_copy(update=fields)


def test_a_first_import_adds_every_task_after_those_of_other_plans() -> None:
    other = task("9", "别的计划", id="q-9", source=None)
    result = merge([other], BASE, ())
    assert result.tasks == (other, *BASE)
    assert result.added == BASE
    assert result.base == BASE


def test_the_same_plan_again_changes_nothing() -> None:
    result = merge(BASE, BASE, BASE)
    assert result.tasks == BASE
    assert not any((result.added, result.changed, result.conflicts, result.dropped, result.removed))


def test_what_nobody_edited_follows_the_plan() -> None:
    revised = edited(ROADS, milestones=(milestone("m1", "学府路建成通车", 11),))
    result = merge(BASE, (revised, SCHOOLS, JOBS), BASE)
    assert result.tasks[0] == revised
    assert [(c.id, c.field) for c in result.changed] == [("p-1", "milestones")]


def test_a_hand_edit_stays_when_the_plan_did_not_change_there() -> None:
    by_hand = edited(ROADS, leader="chengjian", status="active", note="区长督办")
    result = merge((by_hand, SCHOOLS, JOBS), BASE, BASE)
    assert result.tasks[0] == by_hand
    assert not result.conflicts


def test_where_both_changed_the_hand_edit_stays_and_both_are_shown() -> None:
    by_hand = edited(ROADS, title="打通断头路")
    result = merge((by_hand, SCHOOLS, JOBS), (edited(ROADS, title="打通城市堵点卡点"), SCHOOLS, JOBS), BASE)
    assert result.tasks[0].title == "打通断头路"
    assert result.conflicts == (Conflict("p-1", "title", "打通断头路", "打通城市堵点卡点"),)


def test_a_conflict_is_shown_once() -> None:
    by_hand, revised = edited(ROADS, title="打通断头路"), edited(ROADS, title="打通城市堵点卡点")
    first = merge((by_hand, SCHOOLS, JOBS), (revised, SCHOOLS, JOBS), BASE)
    again = merge(first.tasks, (revised, SCHOOLS, JOBS), first.base)
    assert not again.conflicts
    assert again.tasks == first.tasks


def test_an_edited_milestone_does_not_keep_out_a_new_one() -> None:
    by_hand = edited(ROADS, milestones=(milestone("m1", "学府路建成通车", 10),))
    revised = edited(ROADS, milestones=(milestone("m1", "开工建设文昌路", 4), milestone("m2", "学府路建成通车")))
    result = merge((by_hand, SCHOOLS, JOBS), (revised, SCHOOLS, JOBS), BASE)
    assert result.tasks[0].milestones == (milestone("m1", "学府路建成通车", 10), milestone("m2", "开工建设文昌路", 4))


def test_an_edited_milestone_that_the_plan_moves_too_is_a_conflict_of_that_milestone() -> None:
    by_hand = edited(ROADS, milestones=(milestone("m1", "学府路建成通车", 10),))
    revised = edited(ROADS, milestones=(milestone("m1", "学府路建成通车", 9),))
    result = merge((by_hand, SCHOOLS, JOBS), (revised, SCHOOLS, JOBS), BASE)
    assert result.tasks[0].milestones[0].due.month == 10
    assert [(c.field, c.kept[0].due.month, c.offered[0].due.month) for c in result.conflicts] == [("milestones", 10, 9)]


def test_a_milestone_deleted_or_added_by_hand_stays_so() -> None:
    by_hand = edited(ROADS, milestones=(milestone("m2", "完成征地"),))
    result = merge((by_hand, SCHOOLS, JOBS), BASE, BASE)
    assert result.tasks[0].milestones == by_hand.milestones


def test_shifted_numbers_keep_their_ids() -> None:
    new = task("1", "加快重点项目建设")
    shifted = (new, *(edited(t, id=f"p-{n}", number=str(n)) for n, t in enumerate(BASE, 2)))
    result = merge(BASE, shifted, BASE)
    assert [t.id for t in result.tasks] == ["p-1.2", "p-1", "p-2", "p-3"]
    assert [t.title for t in result.tasks] == ["加快重点项目建设", "打通城市堵点", "扩大教育供给", "稳定和扩大就业"]
    assert [t.title for t in result.added] == ["加快重点项目建设"]


def test_a_reworded_title_is_still_the_same_task() -> None:
    reworded = edited(JOBS, id="p-4", title="全力稳定和扩大就业")
    result = merge(BASE, (ROADS, SCHOOLS, reworded), BASE)
    assert [t.id for t in result.tasks] == ["p-1", "p-2", "p-3"]
    assert result.tasks[2].title == "全力稳定和扩大就业"


def test_a_renamed_task_is_known_by_what_it_promises() -> None:
    goals = (goal("t1", "城镇新增就业人数", 3200), goal("t2", "开展职业技能培训人次", 1800))
    base, renamed = edited(JOBS, targets=goals), edited(JOBS, id="p-7", title="织密民生网", targets=goals)
    result = merge((ROADS, base), (ROADS, renamed), (ROADS, base))
    assert [(t.id, t.title) for t in result.tasks] == [("p-1", "打通城市堵点"), ("p-3", "织密民生网")]


def test_tasks_that_share_no_more_than_a_date_are_not_one() -> None:
    whole_year = (milestone("m1", "全年", 12),)
    base, other = edited(JOBS, milestones=whole_year), task("3", "美化环境", milestones=whole_year)
    result = merge((base,), (other,), (base,))
    assert [t.title for t in result.tasks] == ["美化环境"]
    assert (result.added, result.removed) == (result.tasks, (base,))


def test_an_untouched_draft_that_left_the_plan_goes() -> None:
    result = merge(BASE, (ROADS, SCHOOLS), BASE)
    assert result.tasks == (ROADS, SCHOOLS)
    assert result.removed == (JOBS,)


@pytest.mark.parametrize("touch", [{"status": "active"}, {"note": "已约谈"}, {"leader": "minsheng"}])
def test_a_touched_task_that_left_the_plan_is_listed_and_stays(touch: dict[str, object]) -> None:
    touched = edited(JOBS, **touch)
    result = merge((ROADS, SCHOOLS, touched), (ROADS, SCHOOLS), BASE)
    assert result.tasks == (ROADS, SCHOOLS, touched)
    assert result.dropped == (touched,)


def test_a_task_deleted_by_hand_does_not_come_back() -> None:
    result = merge((ROADS, JOBS), BASE, BASE)
    assert result.tasks == (ROADS, JOBS)
    assert result.absent == (SCHOOLS,)


def test_the_leader_of_a_task_handed_out_is_not_guessed_anew() -> None:
    base = (edited(ROADS, leader="chengjian"),)
    active = edited(base[0], status="active")
    result = merge((active,), (edited(ROADS, leader="xiangmu"),), base)
    assert result.tasks[0].leader == "chengjian"
    assert [c.field for c in result.conflicts] == ["leader"]


def test_without_a_base_everything_counts_as_written_by_hand() -> None:
    by_hand = edited(ROADS, title="打通断头路堵点", leader="chengjian")
    result = merge((by_hand,), (ROADS,), ())
    assert result.tasks[0].title == "打通断头路堵点"
    assert {c.field for c in result.conflicts} == {"title", "leader"}


def test_a_task_of_another_plan_under_the_same_id_is_left_alone() -> None:
    foreign = edited(ROADS, source=None, title="会议交办事项")
    result = merge((foreign,), (ROADS,), ())
    assert by_id(result.tasks)["p-1"] == foreign
    assert [t.title for t in result.added] == ["打通城市堵点"]


TITLES = ("打通堵点", "扩大教育", "稳定就业", "招商引资", "安全生产", "党的建设")
titles = st.lists(st.sampled_from(TITLES), unique=True, max_size=6)
touches = st.sampled_from([{}, {"status": "active"}, {"note": "手记"}, {"title": "改过的题目"}, {"leader": "甲"}])


@given(titles, titles, st.lists(touches, min_size=6, max_size=6))
def test_no_edit_is_ever_lost_and_a_second_import_is_quiet(
    before: list[str], after: list[str], edits: list[dict[str, object]]
) -> None:
    base = tuple(task(str(n), title) for n, title in enumerate(before, 1))
    current = tuple(edited(t, **touch) for t, touch in zip(base, edits, strict=False))
    fresh = tuple(task(str(n), title) for n, title in enumerate(after, 1))
    first = merge(current, fresh, base)
    now = by_id(first.tasks)
    assert len(now) == len(first.tasks)
    for t, touch in zip(current, edits, strict=False):
        assert not touch or all(getattr(now[t.id], name) == value for name, value in touch.items())
    again = merge(first.tasks, fresh, first.base)
    assert again.tasks == first.tasks
    assert not any((again.added, again.changed, again.conflicts, again.removed))


def test_a_change_shows_the_lines_that_differ_alone() -> None:
    """Of two milestones one moved: the clerk reads one line, and that one more stays."""
    roads = edited(ROADS, milestones=(milestone("m1", "学府路建成通车"), milestone("m2", "南环路开工", 9)))
    moved = edited(roads, milestones=(milestone("m1", "学府路建成通车", 7), milestone("m2", "南环路开工", 9)))
    console = Console(width=120, record=True, file=io.StringIO())
    for table in merge_tables(merge([roads], [moved], [roads]), people=(), marked=lambda text: f"{text}（待定）"):
        console.print(table)
    shown = console.export_text()
    assert "2024年6月28日前 学府路建成通车" in shown
    assert "2024年7月28日前 学府路建成通车（待定）" in shown, "the mark of days that are not sure"
    assert "南环路" not in shown
    assert "（另1条不变）" in shown
