"""What somebody did in a chat → what goes on record and what they are answered. Total, and never another's task."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue import binding, looking
from bot.dialogue.answers import doubting, proving, proxy, reporting
from bot.dialogue.corrections import deciding, retracting, revising, righting
from bot.dialogue.desk import files, overview
from bot.dialogue.incoming import Incoming
from bot.dialogue.life import extending, finishing, handing, leaving, objecting, whistling
from bot.dialogue.reference import finding
from bot.dialogue.reference.another import tells_of_another
from bot.dialogue.reference.choosing import button_typed
from bot.dialogue.reference.context import context_of
from bot.dialogue.turn import Response, Turn
from bot.dialogue.views import tasks_of
from bot.dialogue.wording import Wording
from bot.model import Task
from bot.record.events import Action, Handled, Queued
from bot.schedule.world import World

Verb = Callable[[Turn, Action], Response]


@dataclass(frozen=True, slots=True)
class Word:
    """Words that mean a verb when they are all that somebody writes."""

    spellings: tuple[str, ...]
    verb: str


WORDS = (
    Word(("帮助", "help", "/help", "?", "？", "怎么用"), "help"),
    Word(("我的任务", "任务", "查看任务", "/tasks"), "view"),
    Word(("撤销", "撤回", "/undo"), "undo-last"),
    Word(("更正", "改一下", *(f"{just}{what}错了" for just in ("", "刚才") for what in "记说报写填")), "correct-last"),
    Word(("全部正常", "都正常"), "all-normal"),
    Word(("无变化", "没变化", "没有变化", "都无变化", "都没变化", "都没有变化"), "unchanged"),
    Word(("报进展", "/report"), "how"),
    Word(("有困难", "有问题"), "trouble"),
    Word(("签收",), "acknowledge"),
    Word(("不接", "不接手", "退回去"), "decline-offered"),
    Word(("稍后", "稍后报", "稍后再报"), "snooze"),
    Word(("不是我的",), "not-mine"),
    Word(("转办", "转交", "转给别人"), "pass-how"),
    Word(("申请延期", "延期"), "extend-which"),
    Word(("本周到期", "本周"), "due-this-week"),
    Word(("已超期", "我的超期"), "overdue"),
    Word(("红灯", "亮红灯"), "red"),
    Word(("黄灯", "亮黄灯"), "yellow"),
    Word(("图", "/picture"), "picture"),
    Word(("日历", "/calendar"), "calendar"),
    Word(("/cancel", "取消"), "cancel"),
)

VERBS: dict[str, Verb] = {
    **looking.VERBS,
    **reporting.VERBS,
    **righting.VERBS,
    **proving.VERBS,
    **extending.VERBS,
    **whistling.VERBS,
    **handing.VERBS,
    **doubting.VERBS,
    **leaving.VERBS,
    **finding.VERBS,
    **files.VERBS,
}
ADMIN_VERBS: dict[str, Verb] = {
    **extending.ADMIN_VERBS,
    **finishing.ADMIN_VERBS,
    **objecting.ADMIN_VERBS,
    **overview.ADMIN_VERBS,
    **proxy.ADMIN_VERBS,
}
READINGS: tuple[Callable[[Turn], Response | None], ...] = (
    leaving.leave,
    leaving.complain,
    objecting.object_to,
    handing.disown,
    proxy.speak_for,
    files.ask_for_picture,
    finding.look_for,
)
"""Texts that begin with a word of their own; each gives None for any other text."""
OPEN: dict[str, Callable[[Turn, Task, str], Response | None]] = {**extending.OPEN, **finishing.OPEN}
"""What the answer to an open question of this topic leads to; None where the text means something else."""

_REST_NORMAL = re.compile(
    r"(?:其余|其他|其它|剩下|余下)的?(?:各项|几项|任务|工作)?[都均也]?"
    r"(?:正常|按计划|按期|按序时|(?P<same>无变化|没变化|没有变化)|没问题)(?:推进|进行)?"
)
"""What was answered before stays as it was said; of the others 无变化 says that they stand as before."""
_SPELLINGS = {spelling: word.verb for word in WORDS for spelling in word.spellings}


def respond(world: World, wording: Wording, incoming: Incoming, cause: str) -> Response:
    """The answer to what came in. The account decides who speaks; a stranger can only show a code. Raises nothing that
    depends on what somebody wrote or pressed."""
    person = world.people.get(world.states.person_of(incoming.channel, incoming.user) or "")
    if incoming.overheard and (person is None or (person.id, incoming.album) not in world.states.albums):
        return Response((Handled(),))
    if person is None or (incoming.kind == "start" and incoming.text):
        return binding.introduce(world, wording, incoming, cause)
    turn = Turn(world, wording, cause, incoming, person)
    return _KINDS.get(incoming.kind, _ignore)(turn)


def _text(turn: Turn) -> Response:
    """Somebody else's words, an admin's command, a button typed, a word of ours, the answer to an open question, or a
    report, in this order."""
    if passed_on := proxy.pass_on(turn):
        return passed_on
    if commanded := overview.command(turn):
        return deciding.remembered(turn, commanded, deciding.of_command(turn))
    if typed := button_typed(turn):
        return _typed(turn, typed)
    word = turn.incoming.text.strip().lower().rstrip("。.!！")
    rest = _REST_NORMAL.fullmatch(word)
    sought = _SPELLINGS.get(finding.sought(word), "")
    if (
        verb := _SPELLINGS.get(word)
        or (sought in finding.VERBS and sought)
        or (rest and ("unchanged" if rest["same"] else "all-normal"))
    ):
        return VERBS[verb](turn, Action(verb=verb))
    for reading in READINGS:
        if response := reading(turn):
            return response
    answered = _answer_to_question(turn)
    if answered or tasks_of(turn.person, turn.world):
        return answered or reporting.report(turn)
    helped = whistling.heard(turn, whistling.waiting_for(turn))
    return helped or finding.find_word(turn) or reporting.report(turn)


def _edited(turn: Turn) -> Response:
    """What was said otherwise before corrects what it had led to."""
    if revised := revising.revise(turn):
        return revised
    back = retracting.retraction(turn)
    return retracting.instead_of(turn, back, _text(turn.after(back.events, back.reply)))


def _answer_to_question(turn: Turn) -> Response | None:
    context = context_of(turn)
    if context.topic in ("whistle", "whistle-heard"):
        return whistling.heard(turn, context.asks)
    if context.topic == "file-of-which":
        return proving.told_with_file(turn)
    if context.topic == "ask-complaint":
        text = turn.incoming.text
        return None if tells_of_another(turn, context, None, text) else leaving.complained(turn, text.strip())
    if context.topic.startswith(objecting.TOPIC):
        return objecting.answer_reason(turn, context.topic, turn.incoming.text)
    if context.question is None or context.topic not in OPEN:
        return None
    return OPEN[context.topic](turn, context.question, turn.incoming.text)


def _press(turn: Turn) -> Response:
    """A button of theirs does what it says; one of another's, a forged or a forgotten one does nothing."""
    found = turn.world.states.button(turn.incoming.press or "")
    if found is None:
        return turn.refuse("stale")
    owner, action = found
    if owner != turn.person.id or (action.verb in ADMIN_VERBS and "admin" not in turn.person.roles):
        return turn.refuse("not-yours")
    verb = VERBS.get(action.verb) or ADMIN_VERBS.get(action.verb)
    return verb(turn, action) if verb else turn.refuse("stale")


def _typed(turn: Turn, typed: Turn) -> Response:
    """A button whose label was typed: an edit of it takes back 已解决; what an admin decides so is no draft."""
    said = _said_aloud(turn, _press(typed))
    _, action = turn.world.states.button(typed.incoming.press or "") or ("", None)
    if action is None or action.verb not in {"clear", *ADMIN_VERBS}:
        return said
    if action.verb == "clear":
        return deciding.remembered(turn, said, "whistle-heard", action.task)
    return deciding.remembered(turn, said, f"{deciding.DECISION}{action.verb}", action.task)


def _said_aloud(turn: Turn, response: Response) -> Response:
    """Who typed a button's label sees no words on a button: they are the answer."""
    if any(isinstance(e, Queued) and e.message.to == turn.person.id for e in response.events):
        return response
    kept = tuple(e for e in response.events if not isinstance(e, Handled))
    return Response((*kept, turn.answer("few-words", words=response.toast)))


def _start(turn: Turn) -> Response:
    return VERBS["help"](turn, Action(verb="help"))


def _ignore(turn: Turn) -> Response:
    return Response((Handled(),))


_KINDS: dict[str, Callable[[Turn], Response]] = {
    "text": _text,
    "edited": _edited,
    "press": _press,
    "start": _start,
    "file": proving.keep_file,
    "wordless": proving.need_words,
    "joined": looking.introduce_to_group,
    "blocked": binding.blocked,
}
