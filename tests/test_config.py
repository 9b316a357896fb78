"""config/ and .env: an empty home works, the shipped settings are the defaults, and a mistake is told with its line."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.commands.check import check
from bot.errors import FileError, HomeInUse
from bot.settings import Rhythm, Settings
from bot.store.config import load_people, load_settings, load_token
from bot.store.home import Home

SHIPPED = Path(__file__).parent.parent / "config"
COMMENTED_KEY = re.compile(r"^# (?=\w+ = )", re.MULTILINE)

PEOPLE = """\
# 谁负责
[[person]]
id = "zhaoshang"
name = "招商分管领导"
departments = [
  "招商局",
  "商务局",
]
answers_for = { plans = ["linhe-2024"], words = ["招商", "外资"] }
liaison = "zhaoshang-lly"

[[person]]
id = "zhaoshang-lly"
name = "招商联络员"
roles = ["liaison"]
[person.answers_for]
words = [ "a" ]
"""
SETTINGS = """\
[zone]
name = "临河新区"
[schedule]
day_starts = "08:00"
checkin_day = "wednesday"
rungs = [
  10,
  3,
]
"""


def home_with(home: Path, name: str, text: str) -> Path:
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / name).write_text(text, encoding="utf-8")
    return home


# ---- what is there --------------------------------------------------------------------------------------------------


def test_an_empty_home_has_every_default(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert load_people(tmp_path) == ()
    assert load_token(tmp_path, {}) is None
    assert check(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_set_is_taken_and_the_rest_stays_as_it_is(tmp_path: Path) -> None:
    settings = load_settings(home_with(tmp_path, "settings.toml", SETTINGS))
    assert (settings.zone.name, settings.zone.office) == ("临河新区", Settings().zone.office)
    assert (settings.schedule.day_starts, settings.schedule.rungs) == (time(8), (10, 3))
    assert settings.schedule.day_ends == Settings().schedule.day_ends


def test_the_shipped_settings_show_every_key_with_its_default(tmp_path: Path) -> None:
    text = (SHIPPED / "settings.toml").read_text(encoding="utf-8")
    assert load_settings(SHIPPED.parent) == Settings()
    shown = load_settings(home_with(tmp_path, "settings.toml", COMMENTED_KEY.sub("", text)))
    assert shown == Settings()
    for name in Settings.model_fields:
        section = getattr(shown, name)
        if section == ():  # a list of sections: one is shown as an example
            assert all(f"#   {key} = " in text for key in Rhythm.model_fields)
            continue
        assert section.model_fields_set == set(type(section).model_fields), f"[{name}] 没有写全"


def test_the_shipped_people_are_good() -> None:
    people = load_people(SHIPPED.parent)
    assert any("admin" in person.roles for person in people)


def test_people_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    people = load_people(home_with(tmp_path, "people.toml", PEOPLE))
    assert [person.id for person in people] == ["zhaoshang", "zhaoshang-lly"]
    assert people[0].answers_for.words == ("招商", "外资")


# ---- what people get wrong: (replace, by) | lines | words ------------------------------------------------------------

MISTAKES = [
    ("people", 'name = "招商联络员"', "name = 招商联络员", [14], "英文双引号"),
    ("people", 'name = "招商联络员"', "name = “招商联络员”", [14], "中文标点 “"),
    ("people", 'name = "招商联络员"', 'name "招商联络员"', [14], "等号"),
    ("people", 'name = "招商联络员"', 'name = "招商联络员', [14], "引号没有配对"),
    ("people", 'name = "招商联络员"', 'name = "a"\nname = "b"', [15], "只留一个"),
    ("people", 'words = [ "a" ]\n', 'words = [ "a"\n', [17], "方括号没有配对"),
    ("people", "[person.answers_for]", "[person.answers_for", [16], "方括号没有配对"),
    ("people", 'name = "招商联络员"', 'nmae = "招商联络员"', [12, 14], "缺少 name"),
    ("people", 'liaison = "zhaoshang-lly"', 'laison = "zhaoshang-lly"', [10], "未知字段 laison，是不是 liaison？"),
    ("people", '"zhaoshang-lly"\n\n', '"zhaoshang-ly"\n\n', [10], "是不是 zhaoshang-lly？"),
    ("people", '"zhaoshang-lly"\n\n', '"zhaoshang"\n\n', [10], "写了自己"),
    ("people", 'id = "zhaoshang-lly"', 'id = "zhaoshang"', [10, 13], "liaison “zhaoshang-lly” 不是这里任何人的 id"),
    ("people", 'roles = ["liaison"]', 'roles = ["联络员"]', [15], "要从 leader、liaison、admin、viewer 中选一个"),
    ("people", 'roles = ["liaison"]', 'roles = "liaison"', [15], '例如 ["liaison"]'),
    ("people", 'words = [ "a" ]', "words = [ 1 ]", [17], "zhaoshang-lly：answers_for 的 words 第 1 项"),
    ("people", 'words = [ "a" ]', 'word = [ "a" ]', [17], "是不是 words？"),
    ("people", '  "商务局",', "  7,", [5], "departments 第 2 项 7 要写成加引号的文字"),
    ("people", "[[person]]", "[[people]]", [2], "未知字段 people，是不是 person？"),
    ("settings", '"08:00"', "8", [4], '例如 "09:00"'),
    ("settings", '"08:00"', '"24:30"', [4], "没有 “24:30” 这个钟点"),
    ("settings", '"08:00"', '"19:00"', [3], "day_starts 要早于 day_ends"),
    ("settings", '"wednesday"', '"周三"', [5], "是不是 wednesday？"),
    ("settings", "  3,", "  300,", [6], "rungs 第 2 项 300 太大，最大是 250"),
    ("settings", "day_starts", "day_start", [4], "是不是 day_starts？"),
    ("settings", "[schedule]", "[schedul]", [3], "是不是 schedule？"),
    ("settings", "[schedule]", "[zone]", [3], "只留一个"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "lines", "words"), MISTAKES, ids=[f"{m[0]}-{m[2]}" for m in MISTAKES])
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, file: str, old: str, new: str, lines: list[int], words: str
) -> None:
    text, load = (PEOPLE, load_people) if file == "people" else (SETTINGS, load_settings)
    assert old in text
    home_with(tmp_path, f"{file}.toml", text.replace(old, new, 1))
    with pytest.raises(FileError) as caught:
        load(tmp_path)
    assert {p.path.name for p in caught.value.problems} == {f"{file}.toml"}
    assert [p.line for p in caught.value.problems] == lines
    assert words in caught.value.problems[0].says


def test_an_id_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    home_with(tmp_path, "people.toml", '[[person]]\nid = "a"\nname = "A"\n[[person]]\nid = "a"\nname = "B"\n')
    with pytest.raises(FileError, match=r"第 5 行：a：这个 id 已经用在第 2 行的人身上"):
        load_people(tmp_path)


def test_a_long_text_does_not_shift_the_lines(tmp_path: Path) -> None:
    text = '[zone]\nname = """\n[schedule]\nx = 1 [ """\noffice = \'\'\'\n" \'\'\' # [\n[telegram]\nproxi = ""\n'
    with pytest.raises(FileError, match="第 8 行：未知字段 proxi，是不是 proxy？"):
        load_settings(home_with(tmp_path, "settings.toml", text))


def test_check_tells_the_mistakes_of_all_files(tmp_path: Path) -> None:
    home_with(tmp_path, "people.toml", PEOPLE.replace('name = "招商联络员"', "name = 3"))
    home_with(tmp_path, "settings.toml", SETTINGS.replace('"08:00"', "8"))
    (tmp_path / "tasks.json").write_text('{"schema": 1, "tasks": [],}', encoding="utf-8")
    assert [(p.path.name, p.line) for p in check(tmp_path)] == [
        ("people.toml", 14),
        ("settings.toml", 4),
        ("tasks.json", 1),
    ]


# ---- the token ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("TELEGRAM_BOT_TOKEN=1:abc\n", "1:abc"),
        ('# 口令\nexport TELEGRAM_BOT_TOKEN = "1:abc"  # 不要外传\n', "1:abc"),
        ("OTHER=1\nTELEGRAM_BOT_TOKEN='1:abc'\r\n", "1:abc"),
        ("TELEGRAM_BOT_TOKEN=\n", None),
        ("# TELEGRAM_BOT_TOKEN=1:abc\n", None),
        ("TELEGRAM_BOT_TOKEN_OLD=1:abc\n", None),
    ],
)
def test_the_token_stands_in_the_home_or_in_the_environment(tmp_path: Path, text: str, token: str | None) -> None:
    (tmp_path / ".env").write_text(text, encoding="utf-8")
    assert load_token(tmp_path, {}) == token
    assert load_token(tmp_path, {"TELEGRAM_BOT_TOKEN": "2:def"}) == "2:def"


# ---- one bot a home -------------------------------------------------------------------------------------------------

SINCE = datetime(2024, 3, 21, 9, 30, tzinfo=UTC)


def test_a_second_bot_is_told_who_holds_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with home.hold(SINCE):
        with pytest.raises(HomeInUse, match=r"进程 \d+，2024-03-21 09:30 起") as caught, home.hold(SINCE):
            pass
        assert caught.value.exit_code == 3
    with home.hold(SINCE):
        pass


# ---- config/calendar/ -----------------------------------------------------------------------------------------------

NEW_YEAR_DAY = '{"date": "2027-01-01", "name": "元旦", "off": true}'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"year": 2027, "days": [\nDAY\nDAY]}', 2, "这一行末尾可能少了一个逗号"),
        ('{"year": 2027, "days": [\n{"date": "2027-01-01", "off": true}]}', 2, '缺少 name，例如 name："元旦"'),
        ('{"year": 2027,\n"days": [\n{"date": "2027-13-01", "name": "元旦", "off": true}]}', 3, "没有 2027年13月1日"),
        ('{"year": 2027, "days": [\n{"date": "2027-01-01", "name": "元旦", "off": "是"}]}', 2, "要写成 true 或 false"),
        (
            '{"year": 2027,\n"day": [DAY]}',
            1,
            '缺少 days，例如 days：[{"date": "2026-01-01", "name": "元旦", "off": true}',
        ),
        ('{"year": 2027,\n"day": [DAY]}', 2, "未知字段 day，是不是 days？"),
        ('{"year": 2027,\n"year": 2027, "days": [DAY]}', 2, "year 写了 2 次"),
        ('["2027-01-01"]', 1, "要写成花括号里的一组字段"),
        ('{\n"year": 2026, "days": [DAY]}', 2, "year 写的是 2026，文件名却是 2027.json"),
        ('{"year": 2027,\n"days": []}', 2, "days 里没有一天放假"),
    ],
)
def test_a_mistake_in_a_calendar_is_told_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    (tmp_path / "config" / "calendar").mkdir(parents=True)
    problems = check(home_with(tmp_path, "calendar/2027.json", text.replace("DAY", NEW_YEAR_DAY)))
    assert {problem.path.name for problem in problems} == {"2027.json"}
    assert any(problem.line == line and says in problem.says for problem in problems)
