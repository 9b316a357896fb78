"""What a reply said of one task, where it spoke of several."""

from __future__ import annotations

import re

from bot.record.events import Reported
from bot.record.states import States

_CLAUSE = re.compile(r"[，,；;。！!\n]+")
_NUMBER = re.compile(r"^\s*(?:第?\d{1,2}|[①-⑳])\s*(?:(?:[、:：)）项]|\.(?!\d))\s*|\s+)")


def own_words(said: Reported, states: States) -> str:
    """The reply word for word; of one that spoke of several tasks only the clauses that this task's facts were read
    from (nothing where it told no fact)."""
    if len(states.replies.get(said.reply, ())) < 2:
        return said.text
    facts = [words for words in said.words.values() if words]
    clauses = (_NUMBER.sub("", clause).strip() for clause in _CLAUSE.split(said.text))
    return "，".join(dict.fromkeys(clause for clause in clauses if any(fact in clause for fact in facts)))
