"""What happened to tasks: edits, reports, extensions, finishing, whistles, changes of hands, evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.record.events import (
    Acknowledged,
    Baselined,
    Cleared,
    Closed,
    Continued,
    Edited,
    Entered,
    Entry,
    Evidence,
    EvidenceMoved,
    ExtensionAsked,
    ExtensionDecided,
    Handed,
    Offered,
    Recalled,
    Reopened,
    Reported,
    Restated,
    Returned,
    Undone,
    Verified,
    Whistled,
)
from bot.record.known import Album, Known
from bot.record.standing import Extension, Report, TaskState, Whistle


def _edited(s: Known, e: Entry, event: Edited) -> None:
    old = s.task(event.task)
    new = replace(
        old,
        stated=old.stated | {name: after for name, (_, after) in event.changes.items()},
        stated_at=old.stated_at | dict.fromkeys(event.changes, e.at),
    )
    if "status" in event.changes:
        new = _turned(new, e.at, active=event.changes["status"][1] == "active")
    if old.stated and "leader" in event.changes:
        new = replace(new, led_since=e.at)
        if old.leader:
            s.taken_from[event.task] = (old.leader, e.at)
    if new.stated.get("status") == "withdrawn":
        s.dropped[event.task] = None
    else:
        s.dropped.pop(event.task, None)
    if old.stated and "dates" in event.changes:
        before, after = ({*(dates or {}).values()} for dates in event.changes["dates"])
        new = replace(new, dated_since=old.dated_since | dict.fromkeys(after - before, e.at))
    s.put(event.task, new)
    s.overrides += 1


def _turned(state: TaskState, at: datetime, *, active: bool) -> TaskState:
    """The state of a task that becomes active at this moment, or ceases to be."""
    if not active:
        return replace(state, stopped=state.stopped or at if state.began else None)
    pauses = (*state.pauses, (state.stopped, at)) if state.stopped else state.pauses
    return replace(state, active_since=at, began=state.began or at, stopped=None, pauses=pauses)


def _acknowledged(s: Known, e: Entry, event: Acknowledged) -> None:
    old = s.task(event.task)
    s.put(event.task, replace(old, acknowledged=_also_acknowledged(old, event.person, e.at)))
    s.heard_at[event.person] = e.at


def _reported(s: Known, e: Entry, event: Reported) -> None:
    old = s.task(event.task)
    reports = (*old.reports, Report(e.at, event))
    parts = (*old.parts, (event.through, e.at)) if event.through else old.parts
    acknowledged = _also_acknowledged(old, event.person, e.at)
    s.put(event.task, replace(old, reports=reports, parts=parts, acknowledged=acknowledged))
    s.replies[event.reply] = (*s.replies.get(event.reply, ()), event.task)
    s.said[event.said_by, event.ref] = s.last_reply[event.said_by] = event.reply
    if event.intent != "snooze":
        s.heard_at[event.person] = e.at


def _also_acknowledged(old: TaskState, person: str, at: datetime) -> dict[str, datetime]:
    """By whom a task is acknowledged, and when first; the very same mapping where that is nothing new."""
    return old.acknowledged if person in old.acknowledged else old.acknowledged | {person: at}


def _verified(s: Known, e: Entry, event: Verified) -> None:
    def after(report: Report) -> Report:
        if report.said.reply != event.reply:
            return report
        return replace(report, said=report.said.model_copy(update={"unverified": ""}))

    _change(s, event.task, reports=tuple(map(after, s.task(event.task).reports)))


def _undone(s: Known, e: Entry, event: Undone) -> None:
    """A request for a later date goes with the reply that made it, while nobody has decided it."""
    told = s.told_by(event.reply)
    s.replies.pop(event.reply, None)
    left = tuple(task for task in told if event.task not in (None, task))
    if left:
        s.replies[event.reply] = left
    else:
        s.undone.add(event.reply)
        s.last_reply = {person: reply for person, reply in s.last_reply.items() if reply != event.reply}
    for task in told:
        if task not in left:
            _take_back(s, task, event.reply)


def _take_back(s: Known, task: str, reply: str) -> None:
    old = s.task(task)
    gone = [x.asked.asked for x in old.extensions if x.asked.reply == reply and not x.decided]
    left = old.reporting(r for r in old.reports if r.said.reply != reply)
    s.put(task, replace(left, extensions=tuple(x for x in old.extensions if x.asked.asked not in gone)))
    for request in gone:
        s.requests.pop(request, None)


def _change(s: Known, task: str, **values: Any) -> None:
    s.put(task, replace(s.task(task), **values))


def _extension_asked(s: Known, e: Entry, event: ExtensionAsked) -> None:
    """A request said anew (with its reason, for another day) takes the place of what it was."""
    before = s.task(event.task).extensions
    others = [x for x in before if x.decided and x.asked.asked != event.asked]
    for request in before:
        if not request.decided:
            s.requests.pop(request.asked.asked, None)
    s.requests[event.asked] = event.task
    s.last_reply[event.said_by] = event.reply
    _change(s, event.task, extensions=(*others, Extension(event, e.at)))


def _extension_decided(s: Known, e: Entry, event: ExtensionDecided) -> None:
    def after(extension: Extension) -> Extension:
        if extension.asked.asked != event.asked or (extension.decided and not event.anew):
            return extension
        return replace(extension, decided=e.at, granted=event.granted, by=event.by, answer=event.reason)

    _change(s, event.task, extensions=tuple(map(after, s.task(event.task).extensions)))
    if event.granted:
        _change(s, event.task, dated_since=s.task(event.task).dated_since | {event.granted.isoformat(): e.at})
    s.requests.pop(event.asked, None)
    s.overrides += event.granted is not None


def _closed(s: Known, e: Entry, event: Closed) -> None:
    _change(s, event.task, closed=e.at)


def _returned(s: Known, e: Entry, event: Returned) -> None:
    _change(s, event.task, returned=(e.at, event.reason))


def _reopened(s: Known, e: Entry, event: Reopened) -> None:
    old = s.task(event.task)
    spans = (*old.reopened, (old.closed, e.at)) if old.closed else old.reopened
    _change(s, event.task, closed=None, returned=(e.at, event.reason), reopened=spans)


def _whistled(s: Known, e: Entry, event: Whistled) -> None:
    """One that is blown again (its words put right, or not cleared after all) takes the place of what it was."""
    s.open_whistles[event.whistle] = event.task
    known = s.task(event.task).whistles
    since = next((w.at for w in known if w.blown.whistle == event.whistle), e.at)
    others = [w for w in known if w.blown.whistle != event.whistle]
    _change(s, event.task, whistles=(*others, Whistle(event, since)))


def _cleared(s: Known, e: Entry, event: Cleared) -> None:
    def after(whistle: Whistle) -> Whistle:
        if whistle.blown.whistle != event.whistle or whistle.cleared:
            return whistle
        return replace(whistle, cleared=e.at, by=event.by, how=event.how)

    s.open_whistles.pop(event.whistle, None)
    _change(s, event.task, whistles=tuple(map(after, s.task(event.task).whistles)))


def _recalled(s: Known, e: Entry, event: Recalled) -> None:
    s.open_whistles.pop(event.whistle, None)
    left = [w for w in s.task(event.task).whistles if w.cleared or w.blown.whistle != event.whistle]
    _change(s, event.task, whistles=tuple(left))


def _offered(s: Known, e: Entry, event: Offered) -> None:
    _change(s, event.task, offered=(e.at, event.to))


def _handed(s: Known, e: Entry, event: Handed) -> None:
    _change(s, event.task, handed=(e.at, event.to), offered=None, led_since=e.at)
    s.overrides += 1


def _restated(s: Known, e: Entry, event: Restated) -> None:
    _change(s, event.task, restated=(e.at, event.status), restated_why=event.reason)
    s.put(event.task, _turned(s.task(event.task), e.at, active=event.status == "active"))
    s.overrides += 1


def _continued(s: Known, e: Entry, event: Continued) -> None:
    old = s.task(event.task)
    new = replace(old, origins=(*old.origins, (e.at, event)))
    if event.way == "carry-over":
        before = [report for task in event.of for report in s.task(task).reports]
        new = new.reporting((*before, *old.reports))
        for reply in dict.fromkeys(report.said.reply for report in before):
            s.replies[reply] = (*s.replies.get(reply, ()), event.task)
    s.put(event.task, new)


def _entered(s: Known, e: Entry, event: Entered) -> None:
    _change(s, event.task, entered=(e.at, event))


def _baselined(s: Known, e: Entry, event: Baselined) -> None:
    _change(s, event.task, baseline=(e.at, event))


def _evidence(s: Known, e: Entry, event: Evidence) -> None:
    if event.album:
        known = s.albums.get((event.person, event.album), Album("", (), frozenset()))
        tasks = dict.fromkeys((*known.tasks, *filter(None, [event.task])))
        s.albums[event.person, event.album] = Album(e.cause, tuple(tasks), known.files | {event.file})
    if not event.task:
        others = s.loose_files.get(event.person, ())
        together = event.album and others and others[-1].album == event.album
        s.loose_files[event.person] = (*others, event) if together else (event,)
        return
    s.loose_files.pop(event.person, None)
    _change(s, event.task, evidence=(*s.task(event.task).evidence, event))


def _evidence_moved(s: Known, e: Entry, event: EvidenceMoved) -> None:
    """What came with the message goes from where it was to the tasks that are named now."""
    moved = s.files_at(event.person, event.ref)
    for task, state in list(s.tasks.items()):
        if any(known in moved for known in state.evidence):
            _change(s, task, evidence=tuple(known for known in state.evidence if known not in moved))
    if any(known in moved for known in s.loose_files.get(event.person, ())):
        s.loose_files.pop(event.person)
    files = {known.file: known for known in moved}.values()
    for task in event.tasks:
        anew = (known.model_copy(update={"task": task}) for known in files)
        _change(s, task, evidence=(*s.task(task).evidence, *anew))
    for album in {known.album for known in moved if known.album}:
        s.albums[event.person, album] = replace(s.albums[event.person, album], tasks=event.tasks)


FOLDS: dict[type, Callable[[Known, Entry, Any], None]] = {
    Edited: _edited,
    Acknowledged: _acknowledged,
    Reported: _reported,
    Undone: _undone,
    Verified: _verified,
    ExtensionAsked: _extension_asked,
    ExtensionDecided: _extension_decided,
    Closed: _closed,
    Returned: _returned,
    Reopened: _reopened,
    Whistled: _whistled,
    Cleared: _cleared,
    Recalled: _recalled,
    Offered: _offered,
    Handed: _handed,
    Restated: _restated,
    Continued: _continued,
    Entered: _entered,
    Evidence: _evidence,
    EvidenceMoved: _evidence_moved,
    Baselined: _baselined,
}
