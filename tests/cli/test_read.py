"""`foothold read` at the command line: the forms of DESIGN 5 and the exit codes of UX 3."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CALL = """WEBVTT

00:01.000 --> 00:05.000
<v Anna Weber>Shall we say Thursday the 12th at 3, to go through the pilot result?

00:06.000 --> 00:08.000
<v Petra Lang>Thursday works. I'll bring the pump hours of site two.
"""
WHEN = ["--now", "2026-03-02T10:00", "--tz", "Europe/Berlin"]


def foothold(*args: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-c", "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))"]
    return subprocess.run([*command, "read", *args], input=stdin, capture_output=True)  # noqa: S603


def call(tmp_path: Path, words: str = CALL) -> str:
    path = tmp_path / "call.vtt"
    path.write_text(words, encoding="utf-8")
    return str(path)


def lines(answered: "subprocess.CompletedProcess[bytes]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in answered.stdout.decode().splitlines()]


def test_json_is_one_verdict_and_its_text_hash_is_that_of_the_source_text(tmp_path: Path) -> None:
    path = call(tmp_path)
    document = json.loads(foothold(path, "--json", "--ours", "Anna Weber", *WHEN).stdout)
    text = foothold(path, "--source-text").stdout
    assert document["schema"] == "verdict/1"
    assert document["source"]["text_sha256"] == hashlib.sha256(text).hexdigest()
    step = document["next_step"]
    assert (step["start"], step["agreed"]) == ("2026-03-12T15:00:00+01:00", "E3")
    assert text.decode()[step["evidence"][1]["start"] : step["evidence"][1]["end"]] == "Thursday works."


def test_check_firm_says_by_exit_code_whether_a_date_with_a_topic_is_agreed(tmp_path: Path) -> None:
    assert foothold(call(tmp_path), "--check", "firm", "--ours", "Anna", *WHEN).returncode == 0
    vague = CALL.replace("Thursday works.", "Let me see.")
    assert foothold(call(tmp_path, vague), "--check", "firm", "--ours", "Anna", *WHEN).returncode == 1


def test_without_sides_nothing_is_judged_and_the_exit_code_is_0(tmp_path: Path) -> None:
    answered = foothold(call(tmp_path), "--json", *WHEN)
    assert answered.returncode == 0
    assert json.loads(answered.stdout)["needs"] == ["sides"]


def test_the_file_may_follow_the_names_of_ours(tmp_path: Path) -> None:
    assert b"agreed aloud" in foothold(*WHEN, "--ours", "Anna Weber", call(tmp_path)).stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["nowhere.vtt"], 3),
        ([], 2),
        (["-", "--now", "yesterday"], 2),
        (["-", "--now", "9999-12-31T23:59"], 2),
        (["-", "--tz", "Atlantis"], 2),
        (["-", "--turns", "--now", "2026-03-02T10:00"], 2),
        (["-", "--nonsense"], 2),
    ],
)
def test_wrong_use_and_unreadable_files_are_told_apart_in_one_line(args: list[str], code: int) -> None:
    answered = foothold(*args)
    assert answered.returncode == code
    assert b"Traceback" not in answered.stderr
    assert answered.stdout == b""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3\x04\x00" + bytes(400),
        b"%PDF-1.4 " + bytes(99),
        b"PK\x03\x04" + bytes(99),
        b" \n\n ",
        b"MZ" + bytes(60) + b"This program cannot be run in DOS mode. " * 40,
    ],
)
def test_what_is_no_text_is_refused_with_exit_code_3(data: bytes) -> None:
    answered = foothold("-", stdin=data)
    assert answered.returncode == 3
    assert len(answered.stderr.decode().splitlines()) == 1


def test_a_bad_line_is_named_and_the_others_are_answered() -> None:
    good = {"id": 1, "text": "Call me on Tuesday.", "now": "2026-03-02T10:00:00", "tz": "Europe/Berlin"}
    stdin = (
        b"\xef\xbb\xbf"
        + json.dumps(good).encode()
        + b"\n\n{broken\n"
        + b"[" * 100_000
        + b'\n{"id": NaN, "text": "x"}\n'
    )
    answered = foothold("--dates", "-", stdin=stdin)
    assert [(line["id"], line["dates"][0]["start"]) for line in lines(answered)] == [(1, "2026-03-03")]
    assert answered.returncode == 3
    assert len(answered.stderr.decode().splitlines()) == 3


def test_half_a_character_in_a_promise_does_not_end_the_stream() -> None:
    turn = {"side": "C", "speaker": "C", "text": "I'll send you the \ud800 data by Friday."}
    stdin = (
        json.dumps({"id": 1, "now": "2026-03-02T10:00:00", "tz": "Europe/Berlin", "turns": [turn]}) + "\n"
    ).encode()
    answered = foothold("--turns", "-", stdin=stdin)
    assert answered.returncode == 0
    assert lines(answered)[0]["commitments"][0]["due"] == "2026-03-06"


def test_of_two_side_names_the_unknown_one_is_the_other_side() -> None:
    turns = [
        {"side": "us", "speaker": "Anna", "text": "Thursday at 3?"},
        {"side": "Northwind", "speaker": "Petra", "text": "Works for me."},
    ]
    stdin = json.dumps({"id": 1, "now": "2026-03-02T10:00:00", "tz": "Europe/Berlin", "turns": turns}).encode()
    assert lines(foothold("--turns", "-", stdin=stdin))[0]["grade"] == "agreed"


def test_a_sentence_without_a_time_of_its_own_has_words_for_its_date_but_no_day() -> None:
    answered = foothold("--sentences", "-", stdin=b'{"id": 1, "text": "I will send you the data by Friday."}')
    found = lines(answered)[0]
    assert set(found) == {"id", "label", "p", "intent", "due", "owner"}
    assert found["due"] == {"text": "by Friday", "due_start": None, "due_end": None, "grain": "day"}
    assert abs(sum(found["p"].values()) - 1) < 1e-6


def test_what_was_said_after_an_hour_is_shown_with_its_hours(tmp_path: Path) -> None:
    late = CALL.replace("00:01.000 --> 00:05.000", "09:01:10.000 --> 09:01:15.000")
    late = late.replace("00:06.000 --> 00:08.000", "09:01:16.000 --> 09:01:18.000")
    shown = foothold(call(tmp_path, late), "--ours", "Anna Weber", *WHEN).stdout.decode()
    assert "9:01:10" in shown
    assert "541:" not in shown
