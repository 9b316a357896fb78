"""The pictures: chart values drawn as PNG, 1080 pixels wide, with type that can be read on a phone.

Colours never stand alone: each is told by words or a hatching too, for print in black and white.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from bot.reports.charts.series import BEFORE, UNLIT, Bars, BurnUp, Curve, Lights, Timeline
from bot.reports.words import LIGHTS, clip, figure, short_day

WIDTH, DPI = 1080, 200
_INCHES = WIDTH / DPI
_BODY, _TITLE, _SMALL = 10.5, 14, 9
_INK, _FAINT = "#222222", "#d9d9d9"
_COLOURS = {
    "green": "#2e9e4f",
    "yellow": "#e8b500",
    "red": "#d23b3b",
    "blue": "#2f6fd0",
    UNLIT: "#9a9a9a",
    BEFORE: "#9a9a9a",
}
_HATCHES = {"green": "", "yellow": "..", "red": "//", "blue": "++"}
_MARKS = {"green": "o", "yellow": "^", "red": "X", "blue": "s", UNLIT: ".", BEFORE: "D"}
_POINTS = LIGHTS | {"blue": "已完成", UNLIT: "未到期", BEFORE: "立项前、暂缓时到期"}
Chart = Curve | Bars | Lights | BurnUp | Timeline


def chart_png(chart: Chart, font: FontProperties) -> bytes:
    """The picture of a chart as the bytes of a PNG file."""
    pen = _Pen(font)
    canvas = FigureCanvasAgg(_draw(chart, pen))
    file = io.BytesIO()
    canvas.print_figure(file, format="png", dpi=DPI)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes with a font that has the characters, in their Chinese shapes (one font holds Japan's and Korea's too)."""

    font: FontProperties

    def dress(self, texts: Iterable[Any], size: float = _BODY) -> None:
        for text in texts:
            text.set_fontproperties(self.font)
            text.set_language("zh-Hans")
            text.set_size(size)
            text.set_color(_INK)

    def page(
        self, height: float, title: str, *, under: str = "", left: float = 0.12, foot: float = 0.8
    ) -> tuple[Figure, Axes]:
        """A figure of this height in inches with a title over one pair of axes, and small words under it; `foot` inches
        are left below them."""
        page = Figure(figsize=(_INCHES, height), dpi=DPI, facecolor="white")
        axes = page.add_axes((left, foot / height, 0.95 - left, 1 - (foot + (0.75 if under else 0.65)) / height))
        self.dress([page.text(0.04, 1 - 0.32 / height, clip(title, 24), va="center", weight="bold")], _TITLE)
        self.dress([page.text(0.04, 1 - 0.58 / height, under, va="center")], _SMALL)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0)
        return page, axes

    def finish(self, axes: Axes, foot: str = "", columns: int = 4) -> None:
        """The last touches: every tick in our font, the legend under the picture, a line at its foot."""
        self.dress([*axes.get_xticklabels(), *axes.get_yticklabels()], _SMALL)
        handles, labels = axes.get_legend_handles_labels()
        if handles:
            place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0.02, 0), "ncols": columns}
            spaces: dict[str, Any] = {"columnspacing": 1.0, "handlelength": 1.5, "handletextpad": 0.4}
            legend = axes.figure.legend(handles, labels, frameon=False, **place, **spaces)
            self.dress(legend.get_texts(), _SMALL)
        if foot:
            self.dress([axes.figure.text(0.97, 0.02, foot, ha="right")], _SMALL)


@singledispatch
def _draw(chart: Any, pen: _Pen) -> Figure:
    raise TypeError(chart)


@_draw.register
def _curve(chart: Curve, pen: _Pen) -> Figure:
    page, axes = pen.page(3.6, chart.title, under=chart.unsure)
    axes.plot(*_xy(chart.expected), color=_COLOURS[UNLIT], linestyle="--", linewidth=2, label="序时要求")
    axes.plot(*_xy(chart.reported), color=_COLOURS["blue"], marker="o", linewidth=2.5, label="已报进度")
    for day, percent in chart.reported[-1:]:
        spot = axes.annotate(
            f"{figure(round(percent, 1))}%",
            (_x(day), percent),
            (0, 9),
            textcoords="offset points",
            ha="center",
            bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )
        pen.dress([spot], _BODY)
    axes.set_ylim(0, 112)
    axes.set_yticks(range(0, 101, 25), [f"{n}%" for n in range(0, 101, 25)])
    axes.grid(axis="y", color=_FAINT)
    _days(axes, chart.first, chart.last, chart.today)
    pen.finish(axes, "" if chart.reported else "尚未报过进度")
    return page


@_draw.register
def _bars(chart: Bars, pen: _Pen) -> Figure:
    page, axes = pen.page(1.0 + 0.62 * max(len(chart.bars), 1), chart.title, left=0.05, foot=0.35)
    for n, bar in enumerate(chart.bars):
        axes.barh(n, 100, height=0.34, color="#eeeeee")
        axes.barh(n, bar.percent or 0, height=0.34, **_look(bar.colour))
        told = "未报" if bar.percent is None else f"{figure(round(bar.percent, 1))}%"
        pen.dress([axes.text(0, n - 0.26, clip(bar.label, 17), va="bottom")], _BODY)
        pen.dress([axes.text(100, n - 0.26, f"{bar.note}  {told}", va="bottom", ha="right")], _SMALL)
    axes.set_ylim(max(len(chart.bars), 1) - 0.5, -0.8)
    axes.set_xlim(0, 100)
    axes.axis("off")
    pen.finish(axes, _foot(chart.more, "没有在办任务" if not chart.bars else ""))
    return page


@_draw.register
def _lights(chart: Lights, pen: _Pen) -> Figure:
    page, axes = pen.page(1.4 + 0.42 * max(len(chart.rows), 1), chart.title, left=0.27, foot=0.5)
    starts = [0] * len(chart.rows)
    for colour, words in LIGHTS.items():
        counts = [row.get(colour, 0) for _, row in chart.rows]
        axes.barh(range(len(counts)), counts, left=starts, height=0.6, label=f"{words} {sum(counts)}", **_look(colour))
        _count_bars(axes, pen, starts, counts)
        starts = [start + count for start, count in zip(starts, counts, strict=True)]
    axes.set_yticks(range(len(chart.rows)), [clip(name, 8) for name, _ in chart.rows])
    axes.set_ylim(max(len(chart.rows), 1) - 0.4, -0.6)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    pen.finish(axes, _foot(chart.more))
    return page


def _count_bars(axes: Axes, pen: _Pen, starts: list[int], counts: list[int]) -> None:
    """Writes each bar's count in its middle, on a white ground that no hatching runs through."""
    ground = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    for n, (start, count) in enumerate(zip(starts, counts, strict=True)):
        if count:
            pen.dress([axes.text(start + count / 2, n, str(count), ha="center", va="center", bbox=ground)], _SMALL)


@_draw.register
def _burn_up(chart: BurnUp, pen: _Pen) -> Figure:
    page, axes = pen.page(3.9, chart.title, under=chart.unsure, foot=1.0)
    axes.axhline(chart.total, color=_INK, linewidth=1, label=f"节点总数 {chart.total}")
    axes.step(*_xy(chart.due), where="post", color=_COLOURS[UNLIT], linestyle="--", linewidth=2, label="按期应完成")
    done = chart.done[-1][1] if chart.done else 0
    axes.step(*_xy(chart.done), where="post", color=_COLOURS["blue"], linewidth=2.5, label=f"已报完成 {done}")
    axes.set_ylim(0, max(chart.total, 1) * 1.12)
    axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.grid(axis="y", color=_FAINT)
    _days(axes, chart.due[0][0], chart.due[-1][0], chart.today)
    pen.finish(axes, columns=2)
    return page


@_draw.register
def _timeline(chart: Timeline, pen: _Pen) -> Figure:
    height = 1.9 + 0.42 * max(len(chart.rows), 1)
    page, axes = pen.page(height, chart.title, under=chart.unsure, left=0.33, foot=1.0)
    for n in range(len(chart.rows)):
        axes.axhline(n, color=_FAINT, linewidth=1, zorder=0)
    for colour, words in _POINTS.items():
        dots = [(_x(d), n, count) for n, (_, row) in enumerate(chart.rows) for d, c, count in row if c == colour]
        if colour == BEFORE and not dots:
            continue
        sizes = [60 + 22 * min(count - 1, 12) for _, _, count in dots]
        places = [x for x, _, _ in dots], [n for _, n, _ in dots]
        axes.scatter(*places, s=sizes, color=_COLOURS[colour], marker=_MARKS[colour], clip_on=False)
        axes.scatter([], [], s=60, color=_COLOURS[colour], marker=_MARKS[colour], label=words)
        pen.dress([axes.annotate(str(count), (x, n), **_above(7)) for x, n, count in dots if count > 1], 8)
    axes.set_yticks(range(len(chart.rows)), [clip(label, 10) for label, _ in chart.rows])
    axes.set_ylim(max(len(chart.rows), 1) - 0.4, -0.7)
    _days(axes, date(chart.year, 1, 1), date(chart.year, 12, 31), chart.today, most=6)
    pen.finish(axes, _foot(chart.more), columns=3)
    return page


def _look(colour: str) -> dict[str, Any]:
    return {"color": _COLOURS[colour], "hatch": _HATCHES[colour], "edgecolor": "white"}


def _above(points: float) -> dict[str, Any]:
    return {"xytext": (0, points), "textcoords": "offset points", "ha": "center"}


def _foot(more: int, words: str = "") -> str:
    return f"其余 {more} 项见台账" if more else words


def _x(day: date) -> float:
    return float(day.toordinal())


def _xy(points: Iterable[tuple[date, float]]) -> tuple[list[float], list[float]]:
    pairs = list(points)
    return [_x(day) for day, _ in pairs], [float(value) for _, value in pairs]


def _days(axes: Axes, first: date, last: date, today: date, most: int = 12) -> None:
    """The days along the foot of the picture, and today as a line."""
    spare = max((last - first).days * 0.03, 1)
    axes.set_xlim(_x(first) - spare, _x(last) + spare)
    ticks = _ticks(first, last, most)
    axes.set_xticks([_x(day) for day in ticks], [_tick_words(day, len(ticks)) for day in ticks])
    if first <= today <= last:
        axes.axvline(_x(today), color=_COLOURS["red"], linewidth=1, linestyle=":", label=f"今天 {short_day(today)}")


def _tick_words(day: date, count: int) -> str:
    return f"{day.month}月" if count > 4 or day.day == 1 else short_day(day)


def _ticks(first: date, last: date, most: int) -> list[date]:
    """Firsts of months, `most` at most; a short stretch is marked at its ends and its middle."""
    if (last - first).days < 62:
        return [first, first + (last - first) / 2, last]
    months = range(first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month)
    step = -(-len(months) // most)
    return [date(m // 12, m % 12 + 1, 1) for m in months][::step]
