"""The readers on real material that stays outside this repository (../shared/data): skipped where absent."""

import gzip
import html
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from foothold.connectors import mail, transcripts
from foothold.core.conversation import Conversation

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
AMI = DATA / "text" / "ami_train.jsonl.gz"
MAIL = DATA / "mail"
TALON = MAIL / "talon"

with_talk = pytest.mark.skipif(not AMI.is_file(), reason="../shared/data/text is absent: AMI meetings not read")
with_mail = pytest.mark.skipif(not MAIL.is_dir(), reason="../shared/data/mail is absent: real mails not read")

NAMES = {"A": "Petra Lang", "B": "Jonas Maier", "C": "Aoife O'Neill", "D": "Li Wei", "E": "Ruth Keller"}
Said = list[tuple[float, str, str]]


@cache
def meetings() -> list[Said]:
    """Ten meetings: start in seconds, an invented name, words."""
    found: dict[str, Said] = defaultdict(list)
    with gzip.open(AMI, "rt", encoding="utf-8") as lines:
        for line in lines:
            act = json.loads(line)
            words = " ".join(act["text"].split())
            if words:
                found[act["meeting"]].append((act["start"], NAMES[act["speaker"]], words))
    return [sorted(said, key=lambda act: act[0]) for said in list(found.values())[:10]]


def clock(seconds: float, decimal: str = ".") -> str:
    return f"{seconds // 3600:02.0f}:{seconds // 60 % 60:02.0f}:{seconds % 60:06.3f}".replace(".", decimal)


def as_voices(said: Said) -> str:
    cues = (
        f"{clock(at)} --> {clock(at + 1)}\n<v {name}>{html.escape(words, quote=False)}</v>" for at, name, words in said
    )
    return "WEBVTT\n\n" + "\n\n".join(cues)


def as_srt(said: Said) -> str:
    cues = (f"{clock(at, ',')} --> {clock(at + 1, ',')}\n{name}: {words}" for at, name, words in said)
    return "\n\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, start=1))


FORMS = {
    "voices.vtt": as_voices,
    "labels.srt": as_srt,
    "labels.txt": lambda said: "\n".join(f"{name}: {words}" for _, name, words in said),
    "zoom.txt": lambda said: "\n\n".join(f"[{name}] {clock(at)[:8]}\n{words}" for at, name, words in said),
    "otter.txt": lambda said: "\n\n".join(
        f"{name}  {at // 60:.0f}:{at % 60:02.0f}\n{words}" for at, name, words in said
    ),
    "stamped.txt": lambda said: "\n".join(f"[{clock(at)[:8]}] {name}: {words}" for at, name, words in said),
    "teams.txt": lambda said: "\n".join(
        f"{clock(at)} --> {clock(at + 1)}\n{name}\n{words}" for at, name, words in said
    ),
}


@with_talk
@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_a_meeting_is_its_speakers_in_every_form(form: str) -> None:
    for said in meetings():
        call = transcripts.open_transcript(FORMS[form](said).encode(), form)
        read = [(turn.speaker, call.text[turn.start : turn.end]) for turn in call.turns]
        assert read == [(name, words) for _, name, words in said]


@with_talk
def test_a_meeting_without_names_has_no_speakers() -> None:
    for said in meetings():
        call = transcripts.open_transcript("\n".join(words for _, _, words in said).encode(), "call.txt")
        assert {turn.speaker for turn in call.turns} == {None}


def all_mails() -> list[Path]:
    return [path for path in sorted(MAIL.rglob("*")) if path.suffix in {".eml", ".html"}]


def opened(path: Path) -> Conversation:
    return mail.open_mail(path.read_bytes(), path.name)


@with_mail
@pytest.mark.parametrize("path", all_mails(), ids=lambda path: path.name)
def test_every_real_mail_is_read(path: Path) -> None:
    letter = opened(path)
    assert letter.text or letter.gaps
    assert mail.looks_like(path.read_bytes(), path.name)


@with_mail
def test_replies_of_eleven_mail_programs_have_the_same_new_text() -> None:
    replies = sorted((TALON / "standard_replies").glob("*.eml"))
    texts = {opened(path).text for path in replies}
    assert len(replies) >= 11
    assert len(texts) == 1
    assert len(texts.pop().split()) == 1


@with_mail
def test_html_replies_of_nine_mail_programs_have_the_same_new_text() -> None:
    replies = sorted((TALON / "html_replies").glob("*.html"))
    texts = {opened(path).text for path in replies}
    assert len(replies) >= 9
    assert len(texts) == 1
    assert len(texts.pop().splitlines()) == 1


@with_mail
def test_what_html_replies_quote_is_the_thread() -> None:
    for path in (TALON / "html_replies").glob("*.html"):
        (quoted,) = mail.thread(path.read_bytes(), path.name)
        assert quoted.from_name or quoted.address
        assert quoted.text.endswith("?")


@with_mail
@pytest.mark.parametrize("case", ["jeff", "johndoeexamplecom", "long", "short_url", "sparse"])
def test_labelled_signatures_are_taken_off_and_nothing_else(case: str) -> None:
    folder = TALON / "signature" / "emails" / "stripped"
    body, sender, signature = (
        (folder / f"{case}_{part}").read_text(encoding="utf-8").replace("#sig#", "").strip()
        for part in ("body", "sender", "signature")
    )
    letter = mail.open_mail(f"From: {sender}\nSubject: x\n\n{body}\n".encode(), "m.eml")
    assert letter.text == body.removesuffix(signature).strip()
