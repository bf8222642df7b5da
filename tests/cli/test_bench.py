"""`foothold bench reading`: anybody can check the published figures on sentences of their own."""

import json
from pathlib import Path

import pytest

from foothold.cli import main

LINES = [
    {"id": "1", "text": "Shall we meet on Thursday at 10?", "label": "firm_meeting"},
    {"id": "2", "text": "I will send you the pump hours by Friday.", "label": "commitment_self"},
    {"id": "3", "text": "Please send me the price list.", "label": "commitment_request"},
    {"id": "4", "text": "The weather was fine.", "label": "none"},
]


def write(tmp_path: Path, lines: list[object]) -> str:
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines), encoding="utf-8")
    return str(path)


def test_the_table_names_every_class_the_confusions_and_the_speed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "reading", write(tmp_path, [*LINES])]) == 0
    said = capsys.readouterr().out
    assert "a meeting with its day or time" in said.split("firm_meeting")[1].splitlines()[0]
    for word in ("firm_meeting", "macro-F1", "95%", "firm read as vague", "ECE", "per second"):
        assert word in said


def test_as_data_the_figures_are_those_of_the_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"id": "5", "text": "Please send me the plan of the site.", "label": "none"}
    assert main(["bench", "reading", write(tmp_path, [*LINES, wrong]), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["sentences"], found["accuracy"]) == ("bench-reading/1", 5, 0.8)
    assert found["classes"]["commitment_request"]["precision"] == 0.5
    assert found["macro_f1_95"][0] <= found["macro_f1"] <= found["macro_f1_95"][1]


def test_errors_are_listed_with_what_was_meant_and_what_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = {"id": "5", "text": "Please send me the plan of the site.", "label": "none"}
    main(["bench", "reading", write(tmp_path, [wrong]), "--errors"])
    listed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (listed["id"], listed["label"], listed["read"]) == ("5", "none", "commitment_request")


def test_a_line_without_a_label_is_named_and_the_others_are_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "reading", write(tmp_path, [*LINES, {"text": "no label"}, "{"])]) == 3
    said = capsys.readouterr()
    assert "line 5" in said.err
    assert "line 6" in said.err
    assert "of 4" in said.out


def test_an_empty_or_missing_file_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "reading", write(tmp_path, [])]) == 2
    assert main(["bench", "reading", str(tmp_path / "none.jsonl")]) == 3
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("odd", [{"position": "x"}, {"context": "hello"}, {"now": "yesterday"}, {"tz": 5}])
def test_a_line_out_of_shape_is_named_and_the_others_are_measured(
    odd: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "reading", write(tmp_path, [{**LINES[0], "id": "odd", **odd}, *LINES])]) == 3
    said = capsys.readouterr()
    assert "odd was left out" in said.err
    assert "of 4" in said.out
