"""A plan put together by hand, so that what is made of it can be tested apart from how it is read."""

from __future__ import annotations

from datetime import date

from bot.model import Cadence, Deadline, Item, Owner, Plan, Target, Unread

END = date(2024, 12, 31)


class Written:
    """A plan in the making: each answer is named by its words, which stand in the text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.items: list[Item] = []
        self.leads: list[Item] = []
        self.answers: dict[type, list[object]] = {k: [] for k in (Deadline, Target, Cadence, Owner, Unread)}

    def item(
        self, title: str, last: str, *, path: str = "1", section: tuple[str, ...] = (), lead: bool = False
    ) -> Written:
        """An item from the first character of its title to the end of the words `last`."""
        start = self.text.index(title)
        end = self.text.index(last, start) + len(last)
        numbers = tuple(path.split("-"))
        entry = Item("" if lead else numbers[-1], title, start, end, section, numbers, lead)
        (self.leads if lead else self.items).append(entry)
        return self

    def deadline(self, quote: str, last: date, *, first: date = date(2024, 1, 1), note: str | None = None) -> Written:
        return self._add(Deadline(quote, self.text.index(quote), first, last, note is None, note or ""))

    def target(self, quote: str, value: float, unit: str, *, due: date = END, **more: object) -> Written:
        return self._add(Target(quote, self.text.index(quote), value, unit, more.pop("sign", "="), due, **more))  # type: ignore[arg-type]

    def cadence(self, quote: str, unit: str, interval: int = 1) -> Written:
        return self._add(Cadence(quote, self.text.index(quote), unit, interval))  # type: ignore[arg-type]

    def owner(self, quote: str, role: str, *names: str) -> Written:
        return self._add(Owner(quote, self.text.index(quote), role, names))  # type: ignore[arg-type]

    def unread(self, quote: str, why: str) -> Written:
        return self._add(Unread(quote, self.text.index(quote), why))

    def plan(self) -> Plan:
        found = {kind: tuple(answers) for kind, answers in self.answers.items()}
        return Plan(
            self.text, "样板区2024年工作要点", 2024, tuple(self.items), tuple(self.leads),
            found[Deadline], found[Target], found[Cadence], found[Owner], found[Unread],  # type: ignore[arg-type]
        )  # fmt: skip

    def _add(self, answer: object) -> Written:
        self.answers[type(answer)].append(answer)
        return self
