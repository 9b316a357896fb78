"""Our people by the names that people.toml gives them, often posts: the reading of replies knows surnames only."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dialogue.turn import Turn
from bot.model import Update
from bot.replies import Reading

_ANYBODY = "张三"
_TO = r"(?:转办?给|转交给?|移交给?|交给|交由|改由|归)\s*{}|由\s*{}(?=来?(?:负责|办|牵头|接手|接|答复|跟进|承办|管|报))"


def passed_on_by_name(turn: Turn, text: str, read: Callable[[str], Reading]) -> Reading:
    """The reading of a text; where it passes a task on to one of us by name or post (`2 转给城建分管领导`), it is read
    with a plain name in that place, and blanks before it, so that everything else keeps its own."""
    name = _name_in(turn, text)
    passed = re.search(_TO.format(re.escape(name), re.escape(name)), text) if name else None
    if passed is None:
        return read(text)
    verb = passed[0].removesuffix(name)
    masked = " " * (len(name) - len(_ANYBODY)) + verb + _ANYBODY
    found = read(text[: passed.start()] + masked + text[passed.end() :])
    return replace(found, updates=_named(found.updates, name))


def _name_in(turn: Turn, text: str) -> str:
    """The longest name of one of us that stands in the text and is no shorter than a plain one."""
    names = (name for person in turn.world.people.values() for name in (person.name, *person.aliases))
    return max((name for name in names if len(name) >= len(_ANYBODY) and name in text), key=len, default="")


def _named(updates: Sequence[Update], name: str) -> tuple[Update, ...]:
    """The updates with the name again where it had stood."""

    def again(words: str) -> str:
        return words.replace(_ANYBODY, name).strip()

    return tuple(
        replace(
            update,
            delegate=update.delegate and again(update.delegate),
            blocker=update.blocker and again(update.blocker),
            words={key: again(words) for key, words in update.words.items()},
        )
        for update in updates
    )
