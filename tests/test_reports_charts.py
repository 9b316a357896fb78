"""Pictures: what they show, and that they can be read."""

from __future__ import annotations

import io
import struct
from datetime import date
from pathlib import Path

import pytest
from matplotlib.ft2font import FT2Font
from PIL import Image

from bot.errors import ReportError
from bot.model import Goal, Task
from bot.record.events import Amount
from bot.reports.charts import fonts
from bot.reports.charts import series as charts
from bot.reports.charts.png import WIDTH, Chart, chart_png
from bot.schedule.world import World
from tests.reports_world import ROOT, TASKS, active, at, light, reported, world

NOW = at("2024-06-14 15:00")
FONT = fonts.find_font()
RECORD = (
    reported("2024-03-01 10:00", "p-1", percent=10),
    reported("2024-05-20 10:00", "p-1", quantity=Amount(value=4, unit="个")),
    reported("2024-04-10 10:00", "p-3", status="done"),
)


def year_share(world: World, task: Task, day: date) -> float:
    return (day - date(2024, 1, 1)).days / 366 * 100


def all_charts(of: World) -> list[Chart]:
    return [
        charts.curve(of, TASKS[0], NOW, year_share),
        charts.leader_week(of, "zhaoshang", NOW, light),
        charts.lights(of, NOW, light),
        charts.burn_up(of, 2024, NOW),
        charts.timeline(of, 2024, NOW, light),
        charts.timeline(of, 2024, NOW, light, leader="zhaoshang"),
    ]


def test_progress_is_what_was_said_or_the_share_of_the_target_in_that_unit():
    curve = charts.curve(world(*RECORD), TASKS[0], NOW, year_share)
    assert curve.reported == ((date(2024, 3, 1), 10), (date(2024, 5, 20), 25))
    assert curve.expected[0] == (date(2024, 1, 1), 0)
    assert curve.expected[-1][0] == date(2024, 12, 31)


def test_a_figure_is_measured_by_the_last_goal_in_its_unit():
    goals = [
        Goal(id=f"t{n}", what="开复工率", value=value, unit="%", comparator=">=", due=due, nature="level")
        for n, (value, due) in enumerate([(60, date(2024, 3, 31)), (100, date(2024, 6, 30))], start=1)
    ]
    task = TASKS[0].model_copy(update={"targets": tuple(goals)})
    told = reported("2024-05-16 10:00", "p-1", quantity=Amount(value=72, unit="%"))
    assert charts.curve(world(told, tasks=(task,)), task, NOW, year_share).reported == ((date(2024, 5, 16), 72),)


def test_a_leaders_week_has_the_nearest_first_and_does_not_make_silence_a_nought():
    bars = charts.leader_week(world(*RECORD), "zhaoshang", NOW, light).bars
    assert [(b.label, b.percent) for b in bars] == [("提升招商引资质效", 25), ("举办秋季投资推介会", None)]


def test_lights_are_counted_by_leader_in_the_order_of_the_people():
    shown = charts.lights(world(*RECORD), NOW, light)
    assert shown.rows == (("招商分管领导", {"green": 2}), ("住建分管领导", {"blue": 1}))


def test_burn_up_counts_the_dates_that_are_due_and_that_are_done():
    step = reported("2024-05-30 10:00", "p-1", status="done", through=date(2024, 5, 31))
    chart = charts.burn_up(world(*RECORD, step), 2024, NOW)
    assert chart.total == 4
    assert chart.due[-1] == (date(2024, 12, 31), 4)
    assert dict(chart.done)[date(2024, 6, 14)] == 2
    assert max(day for day, _ in chart.done) == date(2024, 6, 14)


def test_a_dot_of_the_timeline_is_a_day_with_its_worst_light_and_its_count():
    rows = dict(charts.timeline(world(*RECORD), 2024, NOW, light).rows)
    assert rows == {
        "招商分管领导": (
            (date(2024, 5, 31), "red", 1),
            (date(2024, 9, 30), "green", 1),
            (date(2024, 12, 31), "grey", 1),
        ),
        "住建分管领导": ((date(2024, 3, 15), "blue", 1),),
    }


LATELY = active("2024-06-03 09:00", "p-1", "p-2", "p-3")


def test_what_was_over_before_the_task_became_active_is_neither_red_nor_in_the_count():
    rows = dict(charts.timeline(world(LATELY), 2024, NOW, light).rows)
    assert rows["住建分管领导"] == ((date(2024, 3, 15), "before", 1),)
    chart = charts.burn_up(world(LATELY), 2024, NOW)
    assert (chart.total, dict(chart.due)[date(2024, 6, 10)]) == (2, 0)


@pytest.mark.parametrize(
    "of", [world(*RECORD), world(LATELY), world(tasks=())], ids=["a zone", "one that began late", "an empty one"]
)
def test_every_picture_is_1080_pixels_wide(of):
    for chart in all_charts(of):
        png = chart_png(chart, FONT)
        assert struct.unpack(">I", png[16:20]) == (WIDTH,)
        assert sum(map(bool, Image.open(io.BytesIO(png)).convert("L").histogram())) > 10, "not a blank page"


def test_the_font_has_every_character_that_the_program_says():
    said = {c for path in (ROOT / "config").rglob("*") if path.is_file() for c in path.read_text("utf-8")}
    said |= {c for path in (ROOT / "bot").rglob("*.py") for c in path.read_text("utf-8")}
    known = FT2Font(FONT.get_file()).get_charmap()
    assert {c for c in said if "\u4e00" <= c <= "\u9fff" and ord(c) not in known} == set()


def test_without_a_font_it_says_so_rather_than_draw_boxes(monkeypatch):
    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    monkeypatch.setattr(fonts.fontManager, "ttflist", [])
    with pytest.raises(ReportError, match="没有中文字体"):
        fonts.find_font()


def test_an_installed_font_serves_where_the_package_is_missing(monkeypatch):
    class Entry:
        name, fname = "Noto Sans CJK SC", "/fonts/noto.ttc"

    monkeypatch.setattr(fonts, "find_spec", lambda name: None)
    monkeypatch.setattr(fonts.fontManager, "ttflist", [Entry])
    assert Path(str(fonts.find_font().get_file())) == Path("/fonts/noto.ttc")
