"""A notice of some festivals only (调整, 延长, 补充), put into what is known of its whole year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.schedule.days_off import SpecialDay, YearNotice

_FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
_ALSO_CALLED = {"五一": "劳动", "十一": "国庆"}
_LONGEST = timedelta(days=31)


def missing_festivals(notice: YearNotice) -> Iterator[str]:
    """The festivals of the year of which a notice says nothing."""
    named = _named(notice)
    yield from (festival for festival in _FESTIVALS if festival not in named)


def year_with(known: YearNotice, part: YearNotice, until: Iterable[date] = ()) -> YearNotice:
    """The whole year: of the `known` notice all that the `part` leaves as it is, and the part. What the part states
    anew of a festival takes the place of the known; what it only adds (days off that touch none of the known ones)
    comes to it. Up to each of the days `until`, the days off of its festival go on from where they end."""
    ends = frozenset(until)
    added = (*part.days, *_prolonged(known, part, ends))
    told = {special.day for special in added}
    anew = {name for name in _named(part) if _days(known, name, off=True) & _days(part, name, off=True) - ends}
    reworked = {name for name in _named(part) if not _days(part, name, off=True)}

    def stays(special: SpecialDay) -> bool:
        names = _festivals(special)
        # the days off of two festivals in one stay for the other of them; its make-up days belong to the whole
        gone = names <= anew if special.off else names & (anew | reworked)
        return special.day not in told and not gone

    days = (*filter(stays, known.days), *added)
    return YearNotice(
        year=known.year,
        number=_joined(known.number, part.number),
        address=_joined(known.address, part.address),
        days=tuple(sorted(days, key=lambda special: special.day)),
    )


def _festivals(special: SpecialDay) -> frozenset[str]:
    """The festivals of a day's name (`国庆节、中秋节`); the name itself where it is another occasion."""
    called = dict.fromkeys(_FESTIVALS) | _ALSO_CALLED
    return frozenset(usual or name for name, usual in called.items() if name in special.name) or frozenset(
        {special.name}
    )


def _named(notice: YearNotice) -> set[str]:
    return {name for special in notice.days for name in _festivals(special)}


def _days(notice: YearNotice, name: str, *, off: bool) -> set[date]:
    return {special.day for special in notice.days if special.off == off and name in _festivals(special)}


def _prolonged(known: YearNotice, part: YearNotice, until: frozenset[date]) -> Iterator[SpecialDay]:
    for last in (special for special in part.days if special.off and special.day in until):
        before = [day for name in _festivals(last) for day in _days(known, name, off=True) if day < last.day]
        day = max(before, default=last.day)
        if last.day - day < _LONGEST:
            while (day := day + timedelta(days=1)) < last.day:
                yield last.model_copy(update={"day": day})


def _joined(known: str, more: str) -> str:
    return known if more in known else "、".join(filter(None, (known, more)))
