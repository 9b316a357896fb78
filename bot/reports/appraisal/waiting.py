"""Who holds the ball: the working days on which a task waited for others, which are not its owner's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.record.standing import TaskState
from bot.reports.periods import DAY
from bot.schedule.calendar import Calendar
from bot.settings import ZONE


def working_days(calendar: Calendar, after: date, last: date) -> int:
    """Working days after one day, up to and with another; none where that is not later."""
    return calendar.workdays(after + DAY, last) if last > after else 0


def waited(calendar: Calendar, state: TaskState, after: date, last: date) -> int:
    """Of these working days, those on which a request for a later date was undecided or a whistle not cleared."""
    clipped = ((max(first, after + DAY), min(end, last)) for first, end in _waits(state, last))
    spans = _merged(sorted((first, end) for first, end in clipped if first <= end))
    return sum(calendar.workdays(first, end) for first, end in spans)


def _waits(state: TaskState, last: date) -> Iterator[tuple[date, date]]:
    """First and last day of each wait; one that goes on lasts to `last`."""
    for extension in state.extensions:
        yield _day(extension.at), _day(extension.decided) if extension.decided else last
    for whistle in state.whistles:
        yield _day(whistle.at), _day(whistle.cleared) if whistle.cleared else last


def _merged(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Sorted spans with those that touch or overlap made one, so that no day counts twice."""
    merged: list[tuple[date, date]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()
