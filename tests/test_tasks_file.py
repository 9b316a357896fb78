"""tasks.json: what a clerk gets wrong is told with its line and the remedy, and her edits are never overwritten."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.errors import FileError, StoreError
from bot.model import Goal, Milestone, Person, Recurrence, Source, Task
from bot.store.tasksfile import TasksFile

TEXT = """\
{"schema": 1, "tasks": [
  {
    "id": "jieshui-2024-1",
    "plan": "临河新区2024年工作要点",
    "number": "1",
    "title": "推进节水改造",
    "section": ["城市建设"],
    "leader": "chengjian",
    "departments": ["住建局"],
    "supporting": [],
    "status": "active",
    "milestones": [
      {"id": "m1", "what": "管网改造", "from": "2024-01-01", "due": "2024-06-30"}
    ],
    "targets": [
      {"id": "t1", "what": "改造管网", "quote": "改造管网12公里", "value": 12, "unit": "公里", "comparator": ">=", "due": "2024-12-31", "nature": "amount"}
    ],
    "cadences": [
      {"id": "c1", "what": "周调度", "unit": "week", "interval": 1}
    ],
    "source": {"file": "jieshui-2024.txt", "start": 10, "end": 90},
    "note": ""
  },
  {
    "id": "jieshui-2024-2",
    "plan": "临河新区2024年工作要点",
    "number": "2",
    "title": "新建口袋公园",
    "section": [],
    "leader": null,
    "departments": [],
    "supporting": [],
    "status": "draft",
    "milestones": [],
    "targets": [],
    "cadences": [],
    "note": ""
  }
]}
"""  # noqa: E501 - as the file is laid out
FIRST = Task(
    id="jieshui-2024-1",
    plan="临河新区2024年工作要点",
    number="1",
    title="推进节水改造",
    section=("城市建设",),
    leader="chengjian",
    departments=("住建局",),
    status="active",
    milestones=(Milestone(id="m1", what="管网改造", first=date(2024, 1, 1), due=date(2024, 6, 30)),),
    targets=(
        Goal(
            id="t1", what="改造管网", quote="改造管网12公里", value=12, unit="公里", comparator=">=",
            due=date(2024, 12, 31), nature="amount",
        ),
    ),
    cadences=(Recurrence(id="c1", what="周调度", unit="week"),),
    source=Source(file="jieshui-2024.txt", start=10, end=90),
)  # fmt: skip
SECOND = Task(id="jieshui-2024-2", plan="临河新区2024年工作要点", number="2", title="新建口袋公园")
PEOPLE = (Person(id="chengjian", name="城建分管领导"), Person(id="zhaoshang", name="招商分管领导"))


def tasks_file(home: Path, text: str | bytes = TEXT) -> TasksFile:
    path = home / "tasks.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return TasksFile(path)


def problems(home: Path, text: str | bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(FileError) as caught:
        tasks_file(home, text).read(PEOPLE)
    assert {p.path for p in caught.value.problems} == {home / "tasks.json"}
    return [(p.line, p.says) for p in caught.value.problems]


# ---- as it should be ------------------------------------------------------------------------------------------------


def test_it_is_read_in_the_order_of_the_list(tmp_path: Path) -> None:
    assert tasks_file(tmp_path).read(PEOPLE) == (FIRST, SECOND)


def test_it_is_written_as_it_was_read(tmp_path: Path) -> None:
    file = tasks_file(tmp_path)
    file.write(file.read())
    assert file.path.read_text(encoding="utf-8") == TEXT
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_home_without_it_has_no_tasks_until_it_is_written(tmp_path: Path) -> None:
    file = TasksFile(tmp_path / "tasks.json")
    assert file.read() == ()
    file.write([SECOND])
    assert TasksFile(file.path).read() == (SECOND,)


def test_a_mark_of_windows_at_its_begin_and_other_spacing_do_no_harm(tmp_path: Path) -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n").replace('": ', '":').replace("  ", "\t")
    assert tasks_file(tmp_path, text).read(PEOPLE) == (FIRST, SECOND)


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TASKS = st.builds(
    Task,
    id=st.from_regex(r"[a-z一-龟]{1,8}-[0-9]{1,3}", fullmatch=True),
    plan=WORDS, number=WORDS, title=WORDS, section=st.lists(WORDS, max_size=2).map(tuple),
    leader=st.none() | WORDS, departments=st.lists(WORDS, max_size=2).map(tuple),
    status=st.sampled_from(["draft", "active", "suspended", "withdrawn"]), note=WORDS,
    milestones=st.lists(
        st.builds(Milestone, id=WORDS, what=WORDS, first=st.just(date(2020, 1, 1)), due=DAYS),
        max_size=2, unique_by=lambda m: m.id,
    ).map(tuple),
    targets=st.lists(
        st.builds(Goal, id=WORDS, what=WORDS, value=st.floats(allow_nan=False, allow_infinity=False), due=DAYS),
        max_size=2, unique_by=lambda t: t.id,
    ).map(tuple),
)  # fmt: skip


@hypothesis_settings(max_examples=25)
@given(st.lists(TASKS, max_size=4, unique_by=lambda task: task.id))
def test_what_is_written_is_read_and_written_the_same_again(tasks: list[Task]) -> None:
    with TemporaryDirectory() as folder:
        file = TasksFile(Path(folder) / "tasks.json")
        file.write(tasks)
        once = file.path.read_bytes()
        assert list(file.read()) == tasks
        file.write(tasks)
        assert file.path.read_bytes() == once


# ---- what people get wrong: (replace, by) | lines | words ------------------------------------------------------------

MISTAKES = [
    # JSON itself
    ('"number": "1",', '"number": "1"', [5], "少了一个逗号"),
    ('"note": ""\n  },', '"note": ""\n  }', [23], "少了一个逗号"),
    ('"note": ""\n  },', '"note": "",\n  },', [22], "多了一个逗号"),
    ('"supporting": [],', '"supporting": ["a",],', [10], "多了一个逗号"),
    ('"number": "1",', '"number": “1”,', [5], "中文引号"),
    ('"number": "1",', '"number": "1"，', [5], "中文逗号"),
    ('"number": "1",', '"number"："1",', [5], "中文冒号"),
    ('"number": "1",', "'number': \"1\",", [5], "双引号"),
    ('"number": "1",', 'number: "1",', [5], "双引号"),
    ('"number": "1",', '"number" "1",', [5], "冒号"),
    ('"number": "1",', '"number": 无,', [5], "应有一个值"),
    ('"title": "推进节水改造",', '"title": "推进节水改造,', [6], "引号没有配对"),
    ('"title": "推进节水改造",', '"title": "推进\\节水改造",', [6], "反斜杠"),
    ("]}\n", "", [38], "没有配对"),
    ("]}\n", "]}}\n", [39], "多"),
    ('"value": 12', '"value": NaN', [None], "普通的数"),
    # keys
    ('"number": "1",', '"number": "1", "number": "3",', [5], "任务 jieshui-2024-1：number 写了 2 次（第 5、5 行）"),
    ('"id": "m1", ', '"id": "m1", "id": "m2", ', [13], "id 写了 2 次"),
    ('"note": ""\n  },', '"note": "",\n    "dueDate": "2024-12-31"\n  },', [23], "未知字段 dueDate，这里可以有"),
    ('"leader": "chengjian"', '"leadr": "chengjian"', [8], "未知字段 leadr，是不是 leader？"),
    ('"unit": "公里"', '"units": "公里"', [16], "未知字段 units，是不是 unit？"),
    ('"note": ""\n  },', '"备注": ""\n  },', [22], "未知字段 备注，是不是 note？"),
    ('"plan": "临河新区2024年工作要点",\n    "number": "1"', '"number": "1"', [2], "缺少 plan"),
    # values
    ('"due": "2024-06-30"', '"due": "2024-02-30"', [13], "没有 2024年2月30日 这一天"),
    ('"due": "2024-06-30"', '"due": "2024年6月30日"', [13], "不是日期，要写成"),
    ('"due": "2024-06-30"', '"due": 20240630', [13], "不是日期，要写成"),
    ('"due": "2024-06-30"', '"due": "2024-06-30T00:00:00"', [13], "不是日期，要写成"),
    ('"due": "2024-06-30"', '"due": "2023-06-30"', [13], "早于 from 2024-01-01"),
    (', "due": "2024-12-31"', "", [16], 'targets 第 1 项 缺少 due，例如 due："2024-12-31"'),
    ('"value": 12', '"value": "12"', [16], "要写成数字，不加引号"),
    ('"value": 12', '"value": 12, "value_max": 8', [16], "value_max 小于 value"),
    ('"number": "1"', '"number": 1', [5], '要写成加引号的文字："1"'),
    ('"departments": ["住建局"]', '"departments": "住建局"', [9], '例如 ["住建局"]'),
    (
        '"status": "active"',
        '"status": "actve"',
        [11],
        "要从 draft、active、suspended、withdrawn 中选一个，是不是 active？",
    ),
    ('"interval": 1', '"interval": 0', [19], "最小是 1"),
    ('"unit": "week"', '"unit": "weekly"', [19], "是不是 week？"),
    ('"nature": "amount"', '"nature": null', [16], "空值"),
    ('{"id": "c1", "what": "周调度", "unit": "week", "interval": 1}', '"周调度"', [19], "花括号"),
    # ids and people
    ('"id": "jieshui-2024-2"', '"id": "jieshui-2024-1"', [25], "已经用在第 3 行的任务上"),
    ('"id": "jieshui-2024-2"', '"id": ""', [25], "id 不能为空"),
    ('"interval": 1}', '"interval": 1},\n{"id": "c1", "what": "月通报", "unit": "month"}', [20], "在第 19 行已经用过"),
    (
        '"leader": "chengjian"',
        '"leader": "chenjian"',
        [8],
        "不在 config/people.toml 里，是不是 chengjian（城建分管领导）？",
    ),
    ('"leader": "chengjian"', '"leader": "招商分管领导"', [8], "是不是 zhaoshang（招商分管领导）？"),
    ('"leader": "chengjian"', '"leader": "wenlv"', [8], "null（待分派）"),
    # around the tasks
    ('{"schema": 1, ', '{"schema": 7, ', [1], "更新的版本写的（schema 7"),
    ('{"schema": 1, ', '{"schema": "1", ', [1], '"schema": 1'),
    ('{"schema": 1, ', "{", [1], '"schema": 1'),
    ('"tasks": [', '"任务": [', [1, 1], "tasks"),
]


@pytest.mark.parametrize(("old", "new", "lines", "words"), MISTAKES, ids=[m[1] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, lines: list[int | None], words: str
) -> None:
    assert old in TEXT
    found = problems(tmp_path, TEXT.replace(old, new, 1))
    assert [line for line, _ in found] == lines
    assert words in found[0][1]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = TEXT.replace('"number": "1"', '"number": 1').replace("2024-06-30", "2024-06-31")
    text = text.replace('"status": "draft"', '"status": "draft", "status": "active"')
    text = text.replace('"leader": null', '"leader": "nobody"')
    found = problems(tmp_path, text)
    assert [line for line, _ in found] == [5, 13, 30, 33]
    assert found[0][1].startswith("任务 jieshui-2024-1：")
    assert found[3][1].startswith("任务 jieshui-2024-2：")


@pytest.mark.parametrize("text", ["", "[]", "null", "7", '{"schema": 1, "tasks": [7]}', "[" * 100_000, "9" * 5_000])
def test_no_text_at_all_ends_in_anything_but_a_sentence(tmp_path: Path, text: str) -> None:
    assert all(says for _, says in problems(tmp_path, text))


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,，“”0123456789abest\\n schematk', max_size=40).map(str.encode))
def test_no_bytes_either(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            tasks_file(Path(folder), content).read(PEOPLE)
        except FileError as error:
            said = str(error)
        else:
            said = "good"
        assert said


def test_the_encoding_of_an_old_notepad_is_told(tmp_path: Path) -> None:
    line, says = problems(tmp_path, TEXT.encode("gb18030"))[0]
    assert (line, "UTF-8" in says) == (4, True)


def test_leaders_are_only_looked_up_where_people_are_given(tmp_path: Path) -> None:
    file = tasks_file(tmp_path, TEXT.replace("chengjian", "nobody"))
    assert file.read()[0].leader == "nobody"


# ---- an admin's edit is never overwritten ---------------------------------------------------------------------------


def test_what_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    file = tasks_file(tmp_path)
    tasks = file.read()
    edited = TEXT.replace("推进节水改造", "推进节水和管网改造")
    file.path.write_text(edited, encoding="utf-8")
    with pytest.raises(StoreError, match="刚刚被别人改过"):
        file.write(tasks)
    assert file.path.read_text(encoding="utf-8") == edited
    file.write(file.read())


def test_what_was_never_read_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        tasks_file(tmp_path).write([])


def test_the_file_before_is_kept_in_copies(tmp_path: Path) -> None:
    file = tasks_file(tmp_path)
    tasks = file.read()
    file.write(tasks[:1])
    file.write(tasks[1:])
    copies = list((tmp_path / "data" / "copies").iterdir())
    assert [copy.stat().st_mode & 0o777 for copy in copies] == [0o600, 0o600]
    assert {TasksFile(copy).read() for copy in copies} == {tasks, tasks[:1]}
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_of_old_copies_the_last_of_each_month_stays(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "copies"
    folder.mkdir(parents=True)
    for day in (*(f"2023-{month:02}-{day:02}" for month in (11, 12) for day in (3, 28)), "2024-01-02"):
        (folder / f"tasks-{day}T090000-00000000.json").touch()
    for second in range(50):
        (folder / f"tasks-2024-02-01T0900{second:02}-00000000.json").touch()
    (folder / "tasks-by-hand.txt").touch()
    (tmp_path / "tasks.json").write_text('{"schema": 1, "tasks": []}')
    file = TasksFile(tmp_path / "tasks.json")
    file.write(file.read())
    left = sorted(path.name[:16] for path in folder.glob("tasks-20*"))
    assert left[:3] == ["tasks-2023-11-28", "tasks-2023-12-28", "tasks-2024-01-02"]
    assert len(left) == 3 + 50
    assert (folder / "tasks-by-hand.txt").exists()


@pytest.mark.parametrize("step", ["os.write", "os.fsync", "Path.replace"])
def test_a_disk_that_refuses_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    file = tasks_file(tmp_path)
    file.read()
    before = sorted(tmp_path.iterdir())

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(f"bot.store.disk.{step}", refuse)
    with pytest.raises(StoreError, match="磁盘满了"):
        file.write([])
    monkeypatch.undo()
    assert file.path.read_text(encoding="utf-8") == TEXT
    assert [path for path in sorted(tmp_path.iterdir()) if path.name != "data"] == before
    file.write([SECOND])
    assert file.read() == (SECOND,)


def test_who_reads_while_it_is_written_sees_the_old_or_the_new(tmp_path: Path) -> None:
    writer, path = TasksFile(tmp_path / "tasks.json"), tmp_path / "tasks.json"
    states = [(FIRST, SECOND), (SECOND,)]
    writer.write(states[0])

    def rewrite() -> None:
        for number in range(60):
            writer.write(states[number % 2])

    thread = Thread(target=rewrite)
    thread.start()
    seen = set()
    while thread.is_alive():
        seen.add(TasksFile(path).read())
    thread.join()
    assert seen <= set(states)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["tasks.json"]
