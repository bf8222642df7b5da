"""`foothold read --llm`: what goes where is said first; the verdict is the same, and the key is nowhere."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

KEY = "sk-very-secret-0123456789"
CALL = """WEBVTT

00:01.000 --> 00:05.000
<v Anna Weber>Shall we say Thursday the 12th at 3, to go through the pilot result?

00:06.000 --> 00:08.000
<v Petra Lang>The badgers will have been fed by then.
"""
WHEN = ["--now", "2026-03-02T10:00", "--tz", "Europe/Berlin", "--ours", "Anna Weber"]
RUN = "import sys; from foothold.cli import main; sys.exit(main(sys.argv[1:]))"


def foothold(*args: str, code: str = RUN, key: str = "") -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "FOOTHOLD_LLM_KEY": key}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, "read", *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=240,
    )


@pytest.fixture
def call(tmp_path: Path) -> str:
    path = tmp_path / "secret-deal.vtt"
    path.write_text(CALL, encoding="utf-8")
    return str(path)


@pytest.fixture
def llm(model_server: Any, points_at: Any) -> list[str]:
    model_server.findings = [
        points_at("agreement", ("Petra Lang", "The badgers will have been fed by then.")),
        points_at("refusal", ("Petra Lang", "We bought elsewhere.")),
    ]
    return ["--llm", model_server.url, "--llm-model", "llama3.1"]


def test_the_suggestions_stand_beside_the_same_verdict(model_server: Any, call: str, llm: list[str]) -> None:
    without = json.loads(foothold(call, "--json", *WHEN).stdout)
    assert model_server.asked == []
    answered = foothold(call, "--json", *llm, *WHEN, key=KEY)
    beside = json.loads(answered.stdout)
    found = beside.pop("suggestions")
    assert beside == without
    assert "suggestions" not in without
    assert [one["kind"] for one in found["found"]] == ["agreement"]
    assert found["dropped"] == {"quotes": 1, "claims": 1}
    assert model_server.heads[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in answered.stdout + answered.stderr


def test_one_line_says_what_goes_where(model_server: Any, call: str, llm: list[str]) -> None:
    answered = foothold(call, *llm, *WHEN)
    [line] = answered.stderr.splitlines()
    assert "the conversation's text (" in line
    assert "its speakers' names go to 127.0.0.1:" in line
    assert "on this machine (model llama3.1)" in line
    for never in ("secret-deal", "WEBVTT", "Europe"):
        assert never not in model_server.words


def test_people_see_them_marked_under_the_verdict(call: str, llm: list[str]) -> None:
    without, answered = foothold(call, *WHEN).stdout, foothold(call, *llm, *WHEN).stdout
    assert answered.startswith(without.rstrip("\n"))
    added = answered[len(without.rstrip("\n")) :]
    assert "llama3.1 also pointed at these words; they move nothing above" in added
    assert "The badgers will have been fed by then." in added
    assert "bought" not in added


def test_a_firm_step_is_not_made_firm_by_a_model(call: str, llm: list[str]) -> None:
    assert foothold(call, "--check", "firm", *llm, *WHEN).returncode == 1


def test_a_model_that_fails_costs_one_line(model_server: Any, call: str, llm: list[str]) -> None:
    model_server.status = 429
    answered = foothold(call, *llm, *WHEN, key=KEY)
    assert answered.returncode == 0
    assert answered.stdout == foothold(call, *WHEN).stdout
    assert len(answered.stderr.splitlines()) == 2
    assert "asks to be left alone" in answered.stderr
    assert KEY not in answered.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--llm", "http://127.0.0.1:1/v1"], "--llm needs --llm-model NAME"),
        (["--llm-model", "m"], "--llm-model needs --llm URL"),
        (["--llm", "http://models.example/v1", "--llm-model", "m"], "over https:// only"),
        (["--llm", "models.example", "--llm-model", "m"], "This is no address of a model's server."),
        (["--llm", "http://127.0.0.1:1/v1", "--llm-model", "m", "--turns"], "does not go with --turns"),
        (["--llm", "http://127.0.0.1:1/v1", "--llm-model", "m", "--source-text"], "does not go with --source-text"),
    ],
)
def test_wrong_use_is_one_line_and_nothing_is_sent(call: str, words: list[str], said: str) -> None:
    answered = foothold(call, *words)
    assert (answered.returncode, answered.stdout) == (2, "")
    assert said in answered.stderr
    assert len(answered.stderr.splitlines()) == 1


def test_without_the_extra_the_command_to_install_it_is_named(call: str, llm: list[str], model_server: Any) -> None:
    without = f"import sys; sys.modules['pydantic'] = None; {RUN}"
    answered = foothold(call, *llm, *WHEN, code=without)
    assert (answered.returncode, answered.stdout) == (4, "")
    assert "pip install -e '.[llm]'" in answered.stderr
    assert len(answered.stderr.splitlines()) == 1
    assert model_server.asked == []
    assert foothold(call, *WHEN, code=without).returncode == 0


def test_a_terminal_is_not_steered_by_a_models_name_or_words(call: str, llm: list[str]) -> None:
    answered = foothold(call, "--llm", llm[1], "--llm-model", "m\x1b[2J", *WHEN)
    assert answered.returncode == 2
    assert "\x1b" not in answered.stdout + answered.stderr
