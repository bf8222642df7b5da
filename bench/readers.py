"""The readers of transcripts and mails beside webvtt-py and mail-parser-reply, on the same bytes in the same run.

    python bench/readers.py [--peers FOLDER]

Peers are measured where they can be imported, for example after
`pip install --target FOLDER webvtt-py mail-parser-reply`; a peer that is absent is said to be. Real
material is looked for in ../shared/data; what needs it is left out, with a word, where it is absent.
Prints a Markdown table. Seconds are CPU, the better of three runs.
"""

import argparse
import email
import importlib
import importlib.util
import io
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ami

from foothold.connectors.mail import open_mail
from foothold.connectors.transcripts import open_transcript

TALON = Path(__file__).resolve().parents[2] / "shared" / "data" / "mail" / "talon"
HEADER = b"From: Petra <petra@acme.example>\nSubject: x\n\n"
LIMIT_SECONDS = 60.0

Said = list[tuple[str | None, str]]
TWO_VOICES = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra>Tuesday at ten?</v> <v Jonas>R&amp;D says yes.</v>\n"
SAID_BY_TWO: Said = [("Petra", "Tuesday at ten?"), ("Jonas", "R&D says yes.")]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--peers", help="a folder with the peers, put on the import path")
    folder = parser.parse_args().peers
    if folder:
        sys.path.append(folder)
    print("| what | Foothold | peer |\n|---|---|---|")
    for row in [*transcripts(), *mails()]:
        print(f"| {' | '.join(row)} |")


def transcripts() -> list[tuple[str, str, str]]:
    """Speakers and words of an hour, its time, and one cue with two voices."""
    peer = voices_of_webvtt if is_there("webvtt") else None
    rows = [("two voices and an entity in one cue", *both(our_voices, peer, TWO_VOICES, right_of(SAID_BY_TWO)))]
    if not ami.ACTS.exists():
        return [*rows, ("one hour of talk", "not measured: ../shared/data/text is absent", "")]
    cues = ami.cues(0)
    hour, said = ami.vtt(cues), [(cue.speaker, " ".join(cue.words)) for cue in cues]
    return [
        *rows,
        (f"one hour, {len(said)} cues: speaker and words right", *both(our_voices, peer, hour, right_of(said))),
        ("one hour: seconds", *both(our_voices, peer, hour, None)),
    ]


def mails() -> list[tuple[str, str, str]]:
    """Replies of many mail programs, and the text that made mail-parser-reply quadratic."""
    peer = newest_of_mail_parser_reply if is_there("mailparser_reply") else None
    rows = []
    if TALON.is_dir():
        files = sorted((TALON / "standard_replies").glob("*.eml"))
        ours = [open_mail(path.read_bytes(), path.name).text for path in files]
        theirs = [peer(path.read_bytes()) for path in files] if peer else []
        rows.append((f"replies of {len(files)} mail programs with the same new text", agreeing(ours), agreeing(theirs)))
    else:
        rows.append(("replies of many mail programs", "not measured: ../shared/data/mail is absent", ""))
    for size in (6_000, 24_000, 1_000_000):
        data = HEADER + b"On " * (size // 3)
        slow = seconds_at_most(peer, data) if peer and size < 100_000 else ""
        rows.append(
            (f'{size / 1000:,.0f} kB of "On "', f"{seconds(new_text, data):.3f} s", slow or "absent or not tried")
        )
    return rows


def both(
    ours: Callable[[str], Said],
    peer: Callable[[str], Said] | None,
    source: str,
    judged: Callable[[Said], str] | None,
) -> tuple[str, str]:
    """A cell for each: judged, or timed where nothing judges."""
    cells = [judged(read(source)) if judged else f"{seconds(read, source):.3f} s" for read in (ours, peer) if read]
    return cells[0], cells[1] if peer else "absent"


def right_of(expected: Said) -> Callable[[Said], str]:
    """Says how many of the expected turns a reader found, as often as they were said."""

    def judged(read: Said) -> str:
        return f"{(Counter(expected) & Counter(read)).total()} of {len(expected)}"

    return judged


def agreeing(texts: list[str]) -> str:
    """How many say what most say."""
    return f"{Counter(texts).most_common(1)[0][1]} of {len(texts)}" if texts else "absent"


def our_voices(source: str) -> Said:
    """Foothold's turns."""
    call = open_transcript(source.encode(), "call.vtt")
    return [(turn.speaker, call.text[turn.start : turn.end]) for turn in call.turns]


def voices_of_webvtt(source: str) -> Said:
    """webvtt-py's captions."""
    webvtt = importlib.import_module("webvtt")
    return [(caption.voice, caption.text) for caption in webvtt.from_buffer(io.StringIO(source))]


def new_text(data: bytes) -> str:
    """Foothold's new text of a mail."""
    return open_mail(data, "mail.eml").text


def newest_of_mail_parser_reply(data: bytes) -> str:
    """mail-parser-reply's latest reply, given the plain part that the standard library finds."""
    parser = importlib.import_module("mailparser_reply").EmailReplyParser(languages=["en", "de", "fr"])
    message = email.message_from_bytes(data)
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    text = part.get_payload(decode=True).decode(part.get_content_charset() or "utf-8")
    return (parser.read(text).latest_reply or "").strip()


def seconds(read: Callable[[Any], object], source: str | bytes) -> float:
    """CPU seconds, the better of three runs."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        read(source)
        taken.append(time.process_time() - began)
    return min(taken)


def seconds_at_most(read: Callable[[bytes], object], data: bytes) -> str:
    """Seconds of one run in a process of its own, which is ended at the limit."""
    run = multiprocessing.get_context("fork").Process(target=read, args=(data,))
    began = time.monotonic()
    run.start()
    run.join(LIMIT_SECONDS)
    if run.is_alive():
        run.terminate()
        run.join()
        return f"over {LIMIT_SECONDS:.0f} s"
    return f"{time.monotonic() - began:.3f} s"


def is_there(module: str) -> bool:
    """Whether a peer can be imported."""
    return importlib.util.find_spec(module) is not None


if __name__ == "__main__":
    main()
