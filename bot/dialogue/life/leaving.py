"""请假, 稍后, 意见: when not to be asked, who is asked instead, and a way to say that one is asked too much."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.dialogue.life.handing import find_person
from bot.dialogue.turn import Response, Turn
from bot.language.relative import Clock, find_moments
from bot.language.text import normalise
from bot.model import Person
from bot.record.events import Action, Away, Complained, Event, Snoozed
from bot.record.known import Spoken
from bot.settings import ZONE

_LEAVE = re.compile(r"(?:请假|休假|出差)[:,\s]*(?P<days>[^,;。]*)(?:[,;。\s]*由(?P<deputy>[^,;。]+?)代.*)?")
_TO = re.compile(r"至|到|—+|-+|~")
_DAY_ONLY = re.compile(r"(\d{1,2})[日号]?")
_COMPLAINT = re.compile(r"(?:意见|投诉|建议)(?:[:：,，\s]+(?P<words>.*))?", re.S)
BACK = ("销假", "结束请假", "回来了")
DEPUTIES = ("联络员", "副职")
LONGEST_LEAVE = timedelta(days=180)
LONGEST_SNOOZE = timedelta(days=7)


def leave(turn: Turn) -> Response | None:
    """`请假 12月1日至5日，由联络员代`: from when to when, and who stands in. None for any other text."""
    noted = leave_of(turn, turn.person, turn.incoming.text)
    if noted is None or not any(isinstance(event, Away) for event in noted.events):
        return noted
    return replace(noted, events=(*noted.events, turn.spoke("leave")))


def leave_of(turn: Turn, who: Person, text: str) -> Response | None:
    """The same said of somebody's leave, by themselves or by who enters it for them."""
    said = normalise(text.strip())
    if said in BACK and who.id in turn.world.states.away:
        return Response((no_leave(turn, who), turn.answer("back", of=who)))
    match = _LEAVE.fullmatch(said)
    if match is None:
        return None
    days = read_days(match["days"], turn)
    if days is None or not timedelta(0) <= days[1] - days[0] <= LONGEST_LEAVE or days[1] < turn.today:
        return Response((turn.answer("leave-when"),))
    deputy = _deputy(turn, who, match["deputy"])
    away = Away(person=who.id, first=days[0], last=days[1], deputy=deputy.id if deputy else None)
    return Response((away, turn.answer("leave", of=who, away=away, deputy=deputy, named=match["deputy"])))


def no_leave(turn: Turn, who: Person) -> Away:
    """The person is there again, or never was away."""
    return Away(person=who.id, first=turn.today, last=turn.today - timedelta(days=1))


def withdraw_leave(turn: Turn, spoken: Spoken) -> list[Event]:
    """The leave that was asked for, while it is not over."""
    away = turn.world.states.away.get(turn.person.id)
    return [no_leave(turn, turn.person)] if away and away.last >= turn.today else []


def read_days(text: str, turn: Turn) -> tuple[date, date] | None:
    """The first and last day of `12月1日至5日`, `明天`, `三天`; None where no day is said."""
    clock = Clock(turn.incoming.at.astimezone(ZONE), turn.world.calendar.is_workday)
    first, *rest = _TO.split(text, maxsplit=1)
    begins = _one_day(first, clock)
    if begins is None or not rest:
        return begins
    day_only = _DAY_ONLY.fullmatch(rest[0].strip())
    if day_only:
        return _same_month(begins[0], int(day_only[1]))
    ends = _one_day(rest[0], clock)
    return (begins[0], ends[1]) if ends else None


def _one_day(text: str, clock: Clock) -> tuple[date, date] | None:
    for found in find_moments(text, clock):
        said = found.values[0]
        if said.span:
            return clock.today, said.span.after(clock.today, clock.is_workday) - timedelta(days=1)
        if said.last:
            return said.last, said.last
    return None


def _same_month(first: date, day: int) -> tuple[date, date] | None:
    """The day of the first one's month, or of the next where it would lie before."""
    month = first if day >= first.day else first.replace(day=28) + timedelta(days=7)
    try:
        return first, month.replace(day=day)
    except ValueError:
        return None


def _deputy(turn: Turn, who: Person, named: str | None) -> Person | None:
    """Who stands in: as named, else the liaison or deputy of people.toml."""
    own = turn.world.people.get(who.deputy or who.liaison or "")
    if named is None or named.strip() in DEPUTIES:
        return turn.world.people.get(who.liaison or "") if named == DEPUTIES[0] else own
    return find_person(turn.world, named.strip())


def complain(turn: Turn, instead: datetime | None = None) -> Response | None:
    """`意见：…` reaches the admins and is counted, in the place of that of `instead` if one is given; nothing else
    comes of it for who says it."""
    match = _COMPLAINT.fullmatch(turn.incoming.text.strip())
    if match is None:
        return None
    words = (match["words"] or "").strip()
    if not words:
        return Response((turn.answer("complaint-what", topic="ask-complaint"),))
    return complained(turn, words, "complaint", instead)


def complained(turn: Turn, words: str, taken_for: str = "ask-complaint", instead: datetime | None = None) -> Response:
    """The complaint on record, and before the admins; one that answers our question has no word before it."""
    admins = [p for p in turn.world.people.values() if "admin" in p.roles and p.id != turn.person.id]
    told: list[Event] = [
        turn.answer("complaint-admin", number=n, to=admin, by=turn.person, words=words)
        for n, admin in enumerate(admins, 1)
    ]
    kept = Complained(person=turn.person.id, text=words, instead=instead)
    return Response((kept, turn.spoke(taken_for), turn.answer("complaint", anew=words if instead else ""), *told))


def withdraw_complaint(turn: Turn, spoken: Spoken) -> list[Event]:
    """The complaint counts no more, and the admins see that in its place."""
    if not any((at, by) == (spoken.at, turn.person.id) for at, by, _ in turn.world.states.complaints):
        return []
    gone = Complained(person=turn.person.id, text="", instead=spoken.at)
    return [gone, *turn.to_those_told(spoken.cause, "complaint-withdrawn")]


def withdraw_snooze(turn: Turn, spoken: Spoken) -> list[Event]:
    """There is no putting off any more."""
    until = turn.world.states.snoozed.get(turn.person.id)
    if until is None or until <= turn.incoming.at:
        return []
    return [Snoozed(person=turn.person.id, until=turn.incoming.at)]


def _snooze(turn: Turn, action: Action) -> Response:
    """稍后: until this afternoon, tomorrow morning or the next working day; nothing is moved by it."""
    if action.arg is None:
        rows = [[(turn.label(f"later-{when}"), Action(verb="snooze", arg=when)) for when in _choices(turn)]]
        return Response((turn.answer("later-when", rows=rows),))
    return _snoozed(turn, _until(turn, action.arg))


def put_off(turn: Turn, day: date | None) -> Response:
    """An answer that only says when there will be one: until that day, if it says one that is near."""
    if day is None or not turn.today < day <= turn.today + LONGEST_SNOOZE:
        return _snooze(turn, Action(verb="snooze"))
    return _snoozed(turn, datetime.combine(day, turn.world.settings.schedule.bundle_at, ZONE))


def _snoozed(turn: Turn, until: datetime) -> Response:
    snoozed = Snoozed(person=turn.person.id, until=until, again=True)
    return Response((snoozed, turn.spoke("snooze"), turn.answer("snoozed", until=until)))


def _choices(turn: Turn) -> list[str]:
    """When to ask again: what has passed, or falls on a day on which nobody is asked, is not offered."""
    noon = ["noon"] if turn.incoming.at.astimezone(ZONE).time() < AFTERNOON else []
    morning = ["morning"] if turn.world.calendar.is_workday(turn.today + timedelta(days=1)) else []
    return [*noon, *morning, "workday"]


def _until(turn: Turn, when: str) -> datetime:
    """The moment chosen; the afternoon is today's where it has not begun."""
    if when == "noon" and turn.incoming.at.astimezone(ZONE).time() < AFTERNOON:
        return datetime.combine(turn.today, AFTERNOON, ZONE)
    day = turn.world.calendar.on_or_after(turn.today + timedelta(days=1))
    return datetime.combine(day, turn.world.settings.schedule.bundle_at, ZONE)


AFTERNOON = time(14, 30)
VERBS = {"snooze": _snooze}
