"""The meeting and the two mails of docs/guide/six-conversations.md, rebuilt from ../shared, never committed.

The meeting is IS1004a of the AMI corpus (CC BY 4.0) on its own clock; the mails are Enron sentences of the Lin task
corpus (MIT), put back in order. The corpus keeps no headers: dates and addresses written here are ours.

    python bench/six_conversations.py OUT_FOLDER [--data FOLDER]
"""

import argparse
import gzip
import json
from html import escape
from pathlib import Path

from ami import ACTS, CUE_WORDS, NOISE, Cue, clock

MEETING = "IS1004a"
THREAD, OFFER = "583", "457"
NEW, ANSWER = range(1, 6), range(7, 9)  # sentences of the thread's newest mail and of the one before; 6 is not there
MAIL = "From: {sender}\nTo: {to}\nDate: {date}\nSubject: {about}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"


def meeting(acts: Path) -> str:
    """The meeting as WebVTT, speakers by their letters."""
    cues: list[Cue] = []
    with gzip.open(acts, "rt", encoding="utf-8") as lines:
        for act in map(json.loads, lines):
            words = NOISE.sub(" ", act["text"]).split()
            if act["meeting"] != MEETING or not words:
                continue
            speaker = f"Speaker {act['speaker']}"
            last = cues[-1] if cues else None
            if last and last.speaker == speaker and len(last.words) < CUE_WORDS:
                last.words += words
                last.ended = max(last.ended, act["end"])
            else:
                cues.append(Cue(speaker, act["start"], act["end"], words))
    return "WEBVTT\n\n" + "\n".join(
        f"{clock(cue.began)} --> {clock(cue.ended)}\n<v {cue.speaker}>{escape(' '.join(cue.words), quote=False)}</v>\n"
        for cue in cues
    )


def sentences(tasks: Path, mail: str) -> dict[int, str]:
    """The sentences of one mail by their number."""
    found = {}
    for row in map(json.loads, tasks.read_text(encoding="utf-8").splitlines()):
        number, _, place = row["Sentence_id"].partition(".")
        if number == mail:
            found[int(place)] = row["Sentence"].strip('"')
    return dict(sorted(found.items()))


def thread(tasks: Path) -> str:
    """An answer with the two mails under it."""
    said = sentences(tasks, THREAD)
    signed, rest = said[9].split("\n", 1)  # the corpus cuts where the signature meets the mail below
    header, first = rest.rsplit("\n", 1)
    for field in ("To:", "cc:", "Subject:"):
        header = header.replace(f" {field}", f"\n{field}")
    to_her = "To: Sara Shackleton/HOU/ECT@ECT\ncc: Mark Taylor/HOU/ECT@ECT\nSubject: Re: Credit Derivatives"
    body = "\n\n".join(
        (
            " ".join(said[place] for place in NEW),
            f"From: William S Bradford on 08/29/2000 09:00 AM\n{to_her}",
            " ".join([*(said[place] for place in ANSWER), signed]),
            header,
            " ".join([first, *(said[place] for place in said if place > 9)]),
        )
    )
    return MAIL.format(
        sender="Sara Shackleton <sara.shackleton@enron.example>",
        to="William S Bradford <william.s.bradford@enron.example>",
        date="Tue, 29 Aug 2000 11:00:00 -0500",
        about="Re: Credit Derivatives",
        body=body,
    )


def offer(tasks: Path) -> str:
    """A mail that names a day and an hour."""
    return MAIL.format(
        sender="Phillip Allen <phillip.allen@enron.example>",
        to="George <george@builder.example>",
        date="Tue, 14 Nov 2000 09:00:00 -0600",
        about="Columbus",
        body=" ".join(sentences(tasks, OFFER).values()),
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("out", type=Path)
    arguments.add_argument("--data", type=Path, default=ACTS.parent, help="where the two corpora lie")
    chosen = arguments.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    tasks = chosen.data / "lin_email_tasks_80.jsonl"
    for name, text in {
        "meeting.vtt": meeting(chosen.data / ACTS.name),
        "thread.eml": thread(tasks),
        "offer.eml": offer(tasks),
    }.items():
        (chosen.out / name).write_text(text, encoding="utf-8")
