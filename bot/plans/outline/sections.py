"""What a heading says its section is: a frame that only gives the setting, a review of what was done, or work."""

from __future__ import annotations

import re

_FRAME = re.compile(
    r"(?:总体|指导|基本|主要|工作|发展|预期|行动|整治|试点|奋斗|具体|任务|建设|年度|适用|实施|考评|考核|检查|评选|"
    r"经营|质量|安全|管理|教学|教育|党建|学年|学期|培养|培训|服务|生产|攻坚|治理|专项|阶段|"
    r"坚定|明确|锚定|重大|编制|"
    r"和|及|与|、|,)*"
    r"(?:要求|思路|思想|原则|目标(?:任务|要求|指标)?|对象|范围|意义|背景|依据|名词解释|重要性|必要性|预期)"
)
_FRAME_NAMES = re.compile(
    r"(?:总体(?:要求|思路|目标|安排|部署|考虑|发展目标)|指导思想|(?:基本|工作|主要|总体)原则|"
    r"(?:发展|工作|主要|预期|行动|总体|试点|整治|奋斗|具体|任务|建设|年度|主要预期)目标(?:任务|要求|指标)?|目标任务|"
    r"目标要求|"
    r"(?:整治|实施|适用|试点|考评|考核|检查|评选|活动|治理|工作)(?:对象|范围|主题)|考评内容|考核内容|重大意义|"
    r"重要意义|工作背景|形势任务|"
    r"编制依据|名词解释|面临(?:的)?形势|形势(?:分析|与任务)|活动主题|基本情况|现状)"
)
_DEMANDS = re.compile(r"(?:工作|有关|相关|具体|几点|组织|纪律|下一步)?(?:工作)?要求")
"""What such a section asks is to be done, as in 保障措施."""
_WHERE_TO_LOOK = re.compile(r"(?:整治|检查|治理|排查|督查|巡查|审计|整改|攻坚)(?:的)?(?:重点|内容)")
_WHERE_WE_STAND = re.compile(
    r"^(?:认清|看清|正视|把握|分析|研判|肯定|充分认识|深刻认识|清醒认识)[^。]*(?:形势|成绩|差距|问题|优势|机遇|挑战|意义|信心|态势)"
)
_GOAL_HEADING = re.compile(r"^(?:坚定|明确|锚定|把准|聚焦|紧扣|对标)[^,。]{0,8}目标")
_REVIEW = re.compile(
    r"回顾|总结|成[绩效就]|(?:工作|完成|进展|开展|落实|执行)情况|存在(?:的)?(?:问题|不足|困难)|主要(?:做法|问题|"
    r"亮点|成效)|取得|亮点工作"
)
_PLANNED = re.compile(
    r"计划|安排|打算|部署|要点|思路|目标|举措|任务|工程|提升|建设|加强|推进|强化|提炼|评估总结|总结(?:评估|推广|"
    r"提升|验收|经验)|开展"
)
_YEAR = re.compile(r"(20\d\d)年")

_SHORT_GOAL = re.compile(r"(?!完成|实现|落实|确保|达成|冲刺)[^,。、]{2,4}目标")
_SETTING = re.compile(r"对象|范围|意义|背景|原则|依据|重要性|必要性|形势|现状|考[评核]内容")
_LONGEST_HEADING = 40
_LONGEST_FRAME = 24


_PREFIX = re.compile(
    r"^(?:20\d\d(?:[-至]20\d\d)?年)?(?:度)?(?:全[县市区乡镇校省局院]|我[县市区局校])?(?:经济(?:和)?社会)?(?:发展|"
    r"工作)?(?:的)?"
)


def is_frame(title: str) -> bool:
    """Whether a section of that title only sets the frame (总体要求, 目标任务, 整治对象)."""
    bare = re.sub(r"[\s*#\"“”]", "", title)
    if len(bare) > _LONGEST_FRAME or _DEMANDS.fullmatch(bare):
        return False
    named = any(_names_frame(title) for title in (bare, _PREFIX.sub("", bare)))
    return named or _frame_pair(bare) or bool(_GOAL_HEADING.match(bare))


def names_scope(title: str) -> bool:
    """Whether a section of that title says where to look (整治重点); with points of its own these are the work."""
    return bool(_WHERE_TO_LOOK.fullmatch(re.sub(r"[\s*#]", "", title)))


def says_where_we_stand(title: str) -> bool:
    """Whether a section of that title judges how things are (认清形势，坚定信心); with points it may be work."""
    return bool(_WHERE_WE_STAND.match(re.sub(r"[\s*#]", "", title)))


def _names_frame(title: str) -> bool:
    return any(pattern.fullmatch(title) for pattern in (_FRAME, _FRAME_NAMES, _SHORT_GOAL))


def is_setting(title: str) -> bool:
    """Whether a frame only says whom and what it is about (试点范围, 整治对象, 基本原则), so that it sets no goals."""
    return is_frame(title) and bool(_SETTING.search(title))


def _frame_pair(title: str) -> bool:
    """`总体要求和主要目标`: each half names a frame."""
    halves = re.split(r"[和及与、]", title)
    return len(halves) > 1 and all(map(_names_frame, halves))


def is_review(title: str, year: int) -> bool:
    """Whether a section of that title looks back: 总结回顾, 2020年工作情况 in a plan for 2021, 存在的问题."""
    bare = re.sub(r"\s", "", title)
    if len(bare) > _LONGEST_HEADING:
        return False
    years = [int(found) for found in _YEAR.findall(bare)]
    if years and max(years) < year and not re.search(r"计划|安排|打算|要点", bare):
        return True
    return bool(_REVIEW.search(bare)) and not _PLANNED.search(bare)
