"""`read` and `import` on the command line: what they print, what they write, how they say that something is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.commands.plans import import_plans, read_plans
from bot.model import Task
from bot.store.tasksfile import TasksFile
from tests.plan_files import word

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "config" / "sample" / "样板开发区2024年工作要点.txt"
PLAN = "某区2024年工作要点\n\n1. 建设道路。6月底前打通断头路3条。\n2. 扩大招商。全年引进项目5个。\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    shutil.copy(ROOT / "config" / "people.toml", tmp_path / "config")
    return tmp_path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return put(tmp_path / "qu.txt", PLAN)


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def tasks_in(home: Path) -> dict[str, Task]:
    return {task.id: task for task in TasksFile(home / "tasks.json").read()}


def words_of(home: Path, task_id: str) -> str:
    """The words of the kept plan that a task was made from."""
    source = tasks_in(home)[task_id].source
    assert source is not None
    kept = (home / "data" / "plans" / f"{task_id.rpartition('-')[0]}.txt").read_bytes().decode("utf-8")
    return kept[source.start : source.end]


Output = Callable[[], tuple[str, str]]


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str]) -> Output:
    def read() -> tuple[str, str]:
        out, err = capsys.readouterr()
        return out, err

    return read


# ---- read ------------------------------------------------------------------------------------------------------------


def test_read_shows_an_outline(plan: Path, output: Output) -> None:
    assert read_plans([plan]) == 0
    out, err = output()
    assert "建设道路" in out
    assert "断头路 3条（6月30日）" in out
    assert not err


def test_read_json_of_one_plan_is_one_object_whose_quotes_stand_in_the_file(plan: Path, output: Output) -> None:
    assert read_plans([plan], as_json=True) == 0
    answers = json.loads(output()[0])
    assert [item["title"] for item in answers["items"]] == ["建设道路", "扩大招商"]
    for kind in ("deadlines", "targets"):
        assert all(PLAN[a["start"] :].startswith(a["quote"]) for a in answers[kind])


def test_offsets_count_the_mark_at_the_start_and_carriage_returns(tmp_path: Path, output: Output) -> None:
    text = "\ufeff" + PLAN.replace("\n", "\r\n")
    assert read_plans([put(tmp_path / "a.txt", text)], as_json=True) == 0
    deadline = json.loads(output()[0])["deadlines"][0]
    assert text[deadline["start"] :].startswith(deadline["quote"])


def test_read_json_of_several_plans_is_by_name(plan: Path, tmp_path: Path, output: Output) -> None:
    assert read_plans([plan, put(tmp_path / "zone.txt", PLAN)], as_json=True) == 0
    assert list(json.loads(output()[0])) == ["qu", "zone"]


def test_read_into_a_folder_writes_a_file_a_plan(plan: Path, tmp_path: Path, output: Output) -> None:
    assert read_plans([plan, put(tmp_path / "zone.txt", PLAN)], out_dir=tmp_path / "out" / "new") == 0
    assert sorted(path.name for path in (tmp_path / "out" / "new").iterdir()) == ["qu.json", "zone.json"]
    assert output() == ("", "")


def test_two_plans_of_one_name_are_a_wrong_usage(plan: Path, tmp_path: Path, output: Output) -> None:
    assert read_plans([plan, put(tmp_path / "other" / "qu.md", PLAN)], as_json=True) == 2
    out, err = output()
    assert not out
    assert "qu" in err


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("bad.pdf", "%PDF-1.4 broken", "打不开"),
        ("bad.txt", "", "空文件"),
        ("bad.txt", "工作要点\n1. 建设道路。尽快完工。\n", "--year"),
        ("bad.txt", None, "打不开"),
    ],
)
def test_a_bad_plan_among_several_is_named_and_the_others_are_done(
    plan: Path, tmp_path: Path, output: Output, name: str, content: str | None, says: str
) -> None:
    bad = tmp_path / name if content is None else put(tmp_path / name, content)
    assert read_plans([bad, plan], as_json=True) == 1
    out, err = output()
    assert list(json.loads(out)) == ["qu"]
    assert says in err
    assert len(err.splitlines()) == 1


def test_the_year_may_be_given(tmp_path: Path, output: Output) -> None:
    path = put(tmp_path / "a.txt", "工作要点\n1. 建设道路。6月底前完工。\n")
    assert read_plans([path], year=2023, as_json=True) == 0
    assert json.loads(output()[0])["deadlines"][0]["due"] == "2023-06-30"
    assert read_plans([path], year=23) == 2


def test_read_writes_the_text_that_offsets_count_in_and_the_coverage_copy(tmp_path: Path) -> None:
    path = tmp_path / "qu.docx"
    path.write_bytes(word(PLAN.split()))
    text, copy = tmp_path / "out.txt", tmp_path / "out.html"
    assert read_plans([path], text_out=text, coverage=copy, out_dir=tmp_path) == 0
    deadline = json.loads((tmp_path / "qu.json").read_text(encoding="utf-8"))["deadlines"][0]
    assert text.read_bytes().decode("utf-8")[deadline["start"] :].startswith("6月底前")
    assert "打通断头路" in copy.read_text(encoding="utf-8")
    assert read_plans([path, SAMPLE], coverage=copy) == 2


# ---- import ----------------------------------------------------------------------------------------------------------


def test_import_makes_drafts_finds_leaders_and_keeps_the_plan(home: Path, plan: Path, output: Output) -> None:
    assert import_plans([plan], yes=True, home=home) == 0
    tasks = tasks_in(home)
    assert list(tasks) == ["qu-1", "qu-2"]
    assert {task.status for task in tasks.values()} == {"draft"}
    assert (tasks["qu-1"].leader, tasks["qu-2"].leader) == ("chengjian", "zhaoshang")
    assert (home / "data" / "plans" / "qu.txt").read_bytes() == plan.read_bytes()
    assert words_of(home, "qu-2").strip() == "扩大招商。全年引进项目5个。"
    assert "qu-1" in output()[0]


def test_import_without_a_terminal_and_without_yes_writes_nothing(home: Path, plan: Path, output: Output) -> None:
    assert import_plans([plan], home=home) == 1
    out, err = output()
    assert "qu-1" in out
    assert "--yes" in err
    assert not (home / "tasks.json").exists()
    assert not (home / "data").exists()


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 1)])
def test_a_person_at_the_terminal_decides(home: Path, plan: Path, answer: bool, code: int) -> None:
    assert import_plans([plan], home=home, ask=lambda _: answer) == code
    assert (home / "tasks.json").exists() == answer


def test_a_dry_run_shows_and_writes_nothing(home: Path, plan: Path, output: Output) -> None:
    assert import_plans([plan], home=home, yes=True, dry_run=True) == 0
    assert "qu-1" in output()[0]
    assert not (home / "tasks.json").exists()


def test_assign_makes_the_plans_drafts_active_and_no_others(home: Path, plan: Path, tmp_path: Path) -> None:
    import_plans([plan], yes=True, home=home)
    assert import_plans([put(tmp_path / "zone.txt", PLAN)], assign=True, yes=True, home=home) == 0
    assert {task.id: task.status for task in tasks_in(home).values()} == {
        "qu-1": "draft", "qu-2": "draft", "zone-1": "active", "zone-2": "active",
    }  # fmt: skip


def test_a_code_of_ones_own(home: Path, plan: Path) -> None:
    assert import_plans([plan], code="区2024", yes=True, home=home) == 0
    assert list(tasks_in(home)) == ["区2024-1", "区2024-2"]
    assert tasks_in(home)["区2024-1"].source.file == "qu.txt"  # type: ignore[union-attr]


@pytest.mark.parametrize("code", ["", "../x", "a b", "a/b", ".hidden"])
def test_a_code_that_cannot_name_a_file_is_a_wrong_usage(home: Path, plan: Path, code: str) -> None:
    assert import_plans([plan], code=code, yes=True, home=home) == 2
    assert not (home / "tasks.json").exists()


def test_two_plans_of_one_code_are_a_wrong_usage(home: Path, plan: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "b" / "qu.txt", PLAN)
    assert import_plans([plan, other], yes=True, home=home) == 2
    assert import_plans([plan, other], code="x", yes=True, home=home) == 2


def test_a_bad_plan_among_several_is_named_and_the_others_are_imported(
    home: Path, plan: Path, tmp_path: Path, output: Output
) -> None:
    bad = put(tmp_path / "bad.txt", "2024年通知\n\n请各单位周知。\n")
    assert import_plans([bad, plan], yes=True, home=home) == 1
    assert list(tasks_in(home)) == ["qu-1", "qu-2"]
    assert "bad.txt" in output()[1]


def test_importing_again_changes_nothing(home: Path, plan: Path, output: Output) -> None:
    import_plans([plan], yes=True, home=home)
    before = (home / "tasks.json").read_bytes()
    assert import_plans([plan], yes=True, home=home) == 0
    assert (home / "tasks.json").read_bytes() == before
    assert "没有变化" in output()[0]


def test_a_revised_plan_keeps_hand_edits_and_shows_conflicts_side_by_side(
    home: Path, plan: Path, output: Output
) -> None:
    import_plans([plan], yes=True, home=home, assign=True)
    file = TasksFile(home / "tasks.json")
    roads, trade = file.read()
    file.write([roads.model_copy(update={"title": "打通道路", "note": "区长督办"}), trade])
    revised = PLAN.replace("建设道路", "加快建设道路").replace("项目5个", "项目8个")
    put(plan, f"{revised}3. 稳定就业。年底前新增3000人。\n")
    output()
    assert import_plans([plan], yes=True, home=home) == 0
    shown = output()[0]
    assert "打通道路" in shown
    assert "加快建设道路" in shown
    roads, trade, jobs = file.read()
    assert (roads.title, roads.note, roads.status) == ("打通道路", "区长督办", "active")
    assert [goal.value for goal in trade.targets] == [8]
    assert (jobs.id, jobs.status) == ("qu-3", "draft")


@pytest.mark.parametrize("name", ["qu.docx", "qu.txt"])
def test_a_word_plan_is_kept_as_it_came_and_as_text_whatever_its_name(home: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(word(PLAN.split()))
    assert import_plans([path], yes=True, home=home) == 0
    assert (home / "data" / "plans" / "qu.docx").read_bytes() == path.read_bytes()
    assert words_of(home, "qu-1").startswith("建设道路。")


def test_what_is_kept_is_private(home: Path, plan: Path) -> None:
    import_plans([plan], yes=True, home=home)
    kept = [home / "tasks.json", *(home / "data" / "plans").iterdir()]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


# ---- the program itself ----------------------------------------------------------------------------------------------


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, check=False)


def test_the_command_line_reads_and_imports(home: Path, plan: Path) -> None:
    read = run("read", plan, "--json")
    assert (read.returncode, json.loads(read.stdout)["year"]) == (0, 2024)
    refused = run("--home", home, "import", plan)
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert run("--home", home, "import", plan, "--yes", "--assign").returncode == 0
    assert {task.status for task in tasks_in(home).values()} == {"active"}
