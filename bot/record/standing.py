"""How one task stands as far as the record tells: its reports, requests, whistles, who has it, whether it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.model import Standing, Status
from bot.record.events import Amount, Baselined, Continued, Entered, Evidence, ExtensionAsked, Reported, Whistled
from bot.settings import ZONE


@dataclass(frozen=True, slots=True)
class Report:
    """One live report of a task: when it was made and what it said."""

    at: datetime
    said: Reported


@dataclass(frozen=True, slots=True)
class Extension:
    """A later date asked for. Undecided while `decided` is None; then `granted` is the new day, None for a refusal."""

    asked: ExtensionAsked
    at: datetime
    decided: datetime | None = None
    granted: date | None = None
    by: str = ""
    answer: str = ""

    @property
    def refused(self) -> bool:
        """An admin has decided that the old date stands."""
        return self.decided is not None and self.granted is None


@dataclass(frozen=True, slots=True)
class Whistle:
    """An obstacle that departments were asked to clear; open while `cleared` is None."""

    blown: Whistled
    at: datetime
    cleared: datetime | None = None
    by: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class TaskState:
    """How a task stands. `active_since` is the moment the bot saw it become active (again, after a suspension), `began`
    that at which it did so first, `stopped` when it last ceased to be, `pauses` from when to when it was not;
    `led_since` when its leader last changed; `dated_since` when a date (ISO) came in by an edit; `stated` the fields
    of its entry in tasks.json as last noted, `stated_at` when; `reports` the reports that count, oldest first, `parts`
    the days up to which they say that all is done, though not the whole, and when they said so;
    `acknowledged` person → when; `origins` when it took over what of other tasks; `baseline` when
    its starting figure was noted, which counts until a figure is reported; `entered` when and from where it came
    without a plan; `reopened` from when to when it was closed before it was taken up again."""

    active_since: datetime | None = None
    led_since: datetime | None = None
    dated_since: dict[str, datetime] = field(default_factory=dict)
    stated: dict[str, object] = field(default_factory=dict)
    stated_at: dict[str, datetime] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    parts: tuple[tuple[date, datetime], ...] = ()
    acknowledged: dict[str, datetime] = field(default_factory=dict)
    extensions: tuple[Extension, ...] = ()
    whistles: tuple[Whistle, ...] = ()
    handed: tuple[datetime, str | None] | None = None
    restated: tuple[datetime, Status] | None = None
    restated_why: str = ""
    offered: tuple[datetime, str] | None = None
    closed: datetime | None = None
    returned: tuple[datetime, str] | None = None
    evidence: tuple[Evidence, ...] = ()
    origins: tuple[tuple[datetime, Continued], ...] = ()
    baseline: tuple[datetime, Baselined] | None = None
    entered: tuple[datetime, Entered] | None = None
    reopened: tuple[tuple[datetime, datetime], ...] = ()
    began: datetime | None = None
    stopped: datetime | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def reporting(self, reports: Iterable[Report]) -> TaskState:
        """The state with these reports, oldest first, as those that count."""
        kept = tuple(reports)
        parts = tuple((report.said.through, report.at) for report in kept if report.said.through)
        return replace(self, reports=kept, parts=parts)

    def told_since(self, moment: datetime, before: datetime | None = None) -> bool:
        """Whether something was told of it from one moment on (and `before` another); 稍后 tells nothing."""
        told = (r.at for r in self.reports if r.said.intent != "snooze")
        return any(moment <= at and (before is None or at < before) for at in told)

    def starts_on(self, today: date) -> date:
        """The day (in Asia/Shanghai) on which the task first became active; `today` where the bot has not seen that
        yet."""
        began = self.began or self.active_since
        return began.astimezone(ZONE).date() if began else today

    def counts(self, due: date, today: date) -> bool:
        """Whether what is due on that day is asked for: not what was over before the task became active (立项前已到期),
        nor what fell due while it was suspended."""
        pauses = ((stop.astimezone(ZONE).date(), again.astimezone(ZONE).date()) for stop, again in self.pauses)
        return due >= self.starts_on(today) and not any(stop <= due < again for stop, again in pauses)

    @property
    def leader(self) -> str | None:
        """Who answers for it as far as the record tells: whoever the last edit named, or it was handed to since."""
        stated = self.stated.get("leader")
        if self.handed and self.handed[0] >= self.stated_at.get("leader", self.handed[0]):
            return self.handed[1]
        return stated if isinstance(stated, str) else None

    @property
    def last(self) -> Report | None:
        """The latest report that counts."""
        return self.reports[-1] if self.reports else None

    @property
    def status(self) -> Standing | None:
        """The status last said, of the task as a whole: done with one of several dates is in progress."""
        said = self._last_with_status
        return None if said is None else "in_progress" if said.said.through else said.said.status

    @property
    def status_words(self) -> str:
        """The words from which the status last said was read; empty where they are not known."""
        said = self._last_with_status
        return said.said.words.get("status", "") if said else ""

    @property
    def done_through(self) -> date | None:
        """The day up to which everything due has been said to be done, where the task has later dates."""
        return max((through for through, _ in self.parts), default=None)

    @property
    def _last_with_status(self) -> Report | None:
        return next((r for r in reversed(self.reports) if r.said.status), None)

    @property
    def percent(self) -> float | None:
        """The progress last said, in percent of the task."""
        start = self._start
        begun = start.value if start and start.unit == "%" else None
        return next((r.said.percent for r in reversed(self.reports) if r.said.percent is not None), begun)

    @property
    def quantity(self) -> Amount | None:
        """The running total last said."""
        return next(iter(self.quantities), None)

    @property
    def quantities(self) -> tuple[Amount, ...]:
        """Every running total that was said, the last first; behind them the starting figure."""
        said = (r.said.quantity for r in reversed(self.reports))
        return tuple(amount for amount in (*said, self._start) if amount)

    @property
    def _start(self) -> Amount | None:
        return self.baseline[1].amount if self.baseline else None

    @property
    def expected(self) -> date | None:
        """The promise last made: the day by which it is to be done; no request for a later date that was refused."""
        said = (r.said for r in reversed(self.reports) if r.said.expected)
        return next((one.expected for one in said if not self.was_refused(one)), None)

    @property
    def blocker(self) -> str | None:
        """The obstacle that stands: of the last report that told a status."""
        return next((r.said.blocker for r in reversed(self.reports) if r.said.status), None)

    @property
    def unverified(self) -> bool:
        """Whether what counts now was questioned and nobody has settled it: the status, share or figure last said. What
        was said again since without a question is settled."""
        shares = (r for r in reversed(self.reports) if r.said.percent is not None)
        figures = (r for r in reversed(self.reports) if r.said.quantity)
        counts = (self._last_with_status, next(shares, None), next(figures, None))
        return any(report and report.said.unverified for report in counts)

    @property
    def done(self) -> bool:
        """The leader says that it is done (and was not sent back since), or an admin has closed it."""
        return self.closed is not None or self.claimed

    @property
    def finished(self) -> tuple[tuple[date, datetime], ...]:
        """What is said to be done: all that is due up to a day, and since when; up to `date.max` for the whole."""
        whole = self._done_since
        return (*self.parts, (date.max, whole)) if whole else self.parts

    @property
    def _done_since(self) -> datetime | None:
        """Since when it is done as a whole, None where it is not. Another status or a return in between is a break."""
        if not self.done:
            return None
        since, back = self.closed, self.returned[0] if self.returned else None
        for report in reversed(self.reports):
            if not report.said.status:
                continue
            if report.said.status != "done" or report.said.through or (back and report.at < back):
                break
            since = min(since or report.at, report.at)
        return since

    @property
    def claim(self) -> Report | None:
        """报办结: the report by which the leader says that it is done, where no admin has decided yet."""
        last = self._last_with_status
        if self.closed or last is None or last.said.status != "done" or last.said.through:
            return None
        return last if self.returned is None or last.at >= self.returned[0] else None

    @property
    def claimed(self) -> bool:
        """Whether the leader says that it is done, and no admin has decided yet."""
        return self.claim is not None

    def request_of(self, said: Reported) -> Extension | None:
        """The request for a later date that was made by a report; None where it made none."""
        if said.intent != "extend":
            return None
        return next((x for x in reversed(self.extensions) if x.asked.reply == said.reply), None)

    def was_refused(self, said: Reported) -> bool:
        """Whether a report asked for a later date in vain."""
        request = self.request_of(said)
        return request is not None and request.refused

    @property
    def pending_extension(self) -> Extension | None:
        """The request for a later date that nobody has decided yet."""
        return next((x for x in reversed(self.extensions) if x.decided is None), None)


NOTHING = TaskState()
