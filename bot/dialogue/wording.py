"""The words: every message that a person reads is a Jinja2 template of config/messages, rendered here.

Templates write a small HTML (b, i, u, s, code, blockquote); every value put into them is escaped. An empty line in the
result is a border at which a long message may be split.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError

from bot.language.as_planned import says_as_planned
from bot.language.units import is_level
from bot.reports.unsure import marking
from bot.reports.words import clip, short_day
from bot.settings import ZONE

SUFFIX = ".html.j2"
_WEEKDAYS = "一二三四五六日"


def day_words(day: date | datetime) -> str:
    """A day with its weekday: 3月21日（周四）."""
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def clock_words(moment: datetime) -> str:
    """The time of day in Asia/Shanghai: 09:05."""
    return moment.astimezone(ZONE).strftime("%H:%M")


def figure(value: float) -> str:
    """A number as people write it: 80, 315.51, never 80.0."""
    return f"{value:.10g}"


class Wording:
    """All message templates by name. Raises jinja2.TemplateError where a template is wrong."""

    def __init__(self, templates: Mapping[str, str], is_sure: Callable[[date], bool] = lambda day: True) -> None:
        """`templates`: the template's file name → its source; a day that is not sure (the days off of its year are not
        known) is marked 待定 wherever it is told."""
        self._labels: dict[str, dict[str, str]] = {}
        self._env = Environment(
            loader=DictLoader(dict(templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._env.tests["level"] = is_level
        self._env.tests["as_planned"] = says_as_planned
        days = {name: marking(words, is_sure) for name, words in (("day", day_words), ("short_day", short_day))}
        self._env.filters.update(days, clock=clock_words, figure=figure, clip=clip)

    def mistakes(self) -> Iterator[tuple[str, int, str]]:
        """Every template that is no template, as (file name, line, what is wrong in the library's words)."""
        for name in self._env.list_templates():
            try:
                self._env.get_template(name)
            except TemplateSyntaxError as error:
                yield name, error.lineno, error.message or ""

    def say(self, name: str, /, **values: object) -> str:
        """The message `name` with these values, without blank ends and without more than one empty line in a row."""
        text = self._env.get_template(name + SUFFIX).render(**values)
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.M)).strip()

    def labels(self, name: str) -> dict[str, str]:
        """A template of `key = words` lines as a table, for the labels of buttons and single words."""
        if name not in self._labels:
            rows = (line.partition("=") for line in self.say(name).splitlines() if "=" in line)
            self._labels[name] = {key.strip(): words.strip() for key, _, words in rows}
        return self._labels[name]
