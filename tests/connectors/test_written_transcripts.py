"""TXT, MD and notes: the text stays as it is, and a label counts only if it names a speaker."""

import pytest

from foothold.connectors.transcripts import looks_like, open_transcript
from foothold.core.conversation import Conversation


def opened(text: str, name: str = "call.txt") -> Conversation:
    return open_transcript(text.encode(), name)


def said(conversation: Conversation) -> list[tuple[str | None, str]]:
    return [(turn.speaker, conversation.text[turn.start : turn.end]) for turn in conversation.turns]


TUESDAY = [("Petra Lang", "Tuesday at ten?"), ("Jonas", "That works for us."), ("Petra Lang", "Good.")]


@pytest.mark.parametrize(
    "text",
    [
        "Petra Lang: Tuesday at ten?\nJonas: That works for us.\nPetra Lang: Good.\n",
        "[Petra Lang] 10:02:11\nTuesday at ten?\n\n[Jonas] 10:02:14\nThat works for us.\n\n"
        "[Petra Lang] 10:02:20\nGood.\n",
        "10:02:11 From Petra Lang to Everyone: Tuesday at ten?\n"
        "10:02:14\t From  Jonas to Petra Lang (direct message) : That works for us.\n10:02:20 From Petra Lang : Good.",
        "2026-03-02 10:02:11 From Petra Lang To Everyone:\n\tTuesday at ten?\n"
        "2026-03-02 10:02:14 From Jonas To Everyone:\n\tThat works for us.\n"
        "2026-03-02 10:02:20 From Petra Lang To Everyone:\n\tGood.\n",
        "0:0:3.120 --> 0:0:5.000\nPetra Lang\nTuesday at ten?\n0:0:6.120 --> 0:0:8.000\nJonas\nThat works for us.\n"
        "0:0:9.120 --> 0:0:10.000\nPetra Lang\nGood.\n",
        "Petra Lang   0:03\nTuesday at ten?\nJonas   0:06\nThat works for us.\nPetra Lang   0:09\nGood.",
        "Petra Lang  0:03 \nTuesday at ten?\n\nJonas  0:06 \nThat works for us.\n\nPetra Lang  0:09 \nGood.\n",
        "Petra Lang 10:02 AM\nTuesday at ten?\nJonas 10:03 AM\nThat works for us.\nPetra Lang 10:04 AM\nGood.\n",
        "[00:12:03] Petra Lang: Tuesday at ten?\n[00:12:06] Jonas: That works for us.\n[00:12:09] Petra Lang: Good.",
        "00:03 Petra Lang: Tuesday at ten?\n00:06 Jonas: That works for us.\n00:09 Petra Lang: Good.",
        "Petra Lang (00:12): Tuesday at ten?\nJonas (00:15): That works for us.\nPetra Lang (00:18): Good.",
        "Petra Lang (00:12):\nTuesday at ten?\nJonas (00:15):\nThat works for us.\nPetra Lang (00:18):\nGood.",
        "Petra Lang\n00:03\nTuesday at ten?\n\nJonas\n00:06\nThat works for us.\n\nPetra Lang\n00:09\nGood.",
        "0:03 - Petra Lang\n  Tuesday at ten?\n0:06 - Jonas\n  That works for us.\n0:09 - Petra Lang\n  Good.",
        "**Petra Lang:** Tuesday at ten?\n\n**Jonas**: That works for us.\n\n- **Petra Lang:** Good.",
        "[02/03/2026, 10:02:11] Petra Lang: Tuesday at ten?\n[02/03/2026, 10:02:14] Jonas: That works for us.\n"
        "[02/03/2026, 10:02:20] Petra Lang: Good.",
        "Petra Lang\nTuesday at ten?\nJonas\nThat works for us.\nPetra Lang\nGood.\nJonas\nFine then\n",
    ],
    ids=[
        "name-colon", "zoom-captions", "zoom-chat", "zoom-chat-two-lines", "teams-cues", "teams", "otter", "chat",
        "stamp-name-colon", "bare-stamp", "name-stamp-colon", "name-stamp-below", "name-over-stamp", "fathom",
        "markdown", "messenger", "names-alone",
    ],
)  # fmt: skip
def test_the_ways_of_meeting_tools_to_name_a_speaker(text: str) -> None:
    call = opened(text)
    assert said(call)[:3] == TUESDAY
    assert call.text == text
    assert (call.kind, call.spoken) == ("txt", True)


def test_a_clock_becomes_seconds_from_the_start() -> None:
    call = opened("Petra Lang (00:12): one\nJonas (01:00:15): two\nPetra Lang (1:01:00.5): three")
    assert [turn.at for turn in call.turns] == [12.0, 3615.0, 3660.5]


def test_times_of_day_count_from_the_first_also_past_midnight() -> None:
    call = opened("[Petra] 23:59:50\none\n\n[Jonas] 00:00:20\ntwo\n")
    assert [turn.at for turn in call.turns] == [0.0, 30.0]


def test_single_letters_for_the_two_sides_are_speakers_even_once() -> None:
    assert said(opened("S: Tuesday at ten?\nC: go on then")) == [("S", "Tuesday at ten?"), ("C", "go on then")]


def test_roles_and_lower_case_names_are_speakers_in_a_dialogue() -> None:
    assert said(opened("me: Tuesday?\nthem: yes works\nme: great")) == [
        ("me", "Tuesday?"), ("them", "yes works"), ("me", "great")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Note: he was in a hurry", "Agenda: price and dates", "Subject: our call", "Next steps: send the offer",
        "http: //acme.example", "https://acme.example/a:b", "Budget: 40 k", "Tel: +49 30 1234567", "At 10:30: lunch",
        "The main thing he said was this: wait", "Decision maker: the board", "Attendees: Petra, Jonas",
    ],
)  # fmt: skip
def test_an_ordinary_phrase_before_a_colon_is_no_speaker(line: str) -> None:
    notes = opened(f"{line}\n\nSome more words.\n\n{line}\n")
    assert {speaker for speaker, _ in said(notes)} == {None}
    assert not notes.spoken


def test_a_role_in_the_head_of_a_note_is_no_speaker_but_in_talk_it_is() -> None:
    assert said(opened("Customer: Acme Ltd, Cork\nDate: Monday\n"))[0] == (None, "Customer: Acme Ltd, Cork")
    assert said(opened("Customer: yes, we can\n")) == [("Customer", "yes, we can")]


def test_a_phrase_before_a_colon_does_not_end_a_block_but_notes_do() -> None:
    call = opened("Petra  0:03\nOne thing: the price.\nFine?\n\nJonas  0:09\nYes.\n\nNotes: he smiled\n")
    assert said(call) == [
        ("Petra", "One thing: the price.\nFine?"), ("Jonas", "Yes."), (None, "Notes: he smiled")
    ]  # fmt: skip


def test_headings_that_occur_once_are_no_speakers() -> None:
    notes = opened("Pricing: they want ten per cent off\nTimeline: by the third quarter\nRisks: none named\n")
    assert {speaker for speaker, _ in said(notes)} == {None}


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ann Lee: Let us meet on Tuesday.\nBob Ray: Perfect.", ["Ann Lee", "Bob Ray"]),
        ("Petra: Call me after the conference.", ["Petra"]),
        ("Petra: Call me after the conference\n\nJonas: Fine by us\n", ["Petra", "Jonas"]),
    ],
)
def test_a_short_talk_that_names_every_line_is_a_dialogue(text: str, speakers: list[str]) -> None:
    call = opened(text)
    assert [speaker for speaker, _ in said(call)] == speakers
    assert call.spoken


@pytest.mark.parametrize(
    "text",
    [
        "Note: Call him.", "Agenda: We meet.", "Subject: Call me.", "Next: Send it.", "Price: It is high.",
        "Todo: Call me.", "Mood: Good.", "Gut feeling: Good.", "Petra: Call me.\nShe was in a hurry.",
        "- Petra: Send the offer.\n- Jonas: Ask legal.", "Petra Lang: procurement\nJan Novak: finance",
        "The one thing he said: Wait.", "Date: Monday.\nPetra: Call me.",
    ],
)  # fmt: skip
def test_a_line_that_may_be_a_note_names_nobody(text: str) -> None:
    assert {speaker for speaker, _ in said(opened(text))} == {None}


def test_a_heading_ends_what_a_speaker_says() -> None:
    call = opened("Petra: Tuesday?\nJonas: Yes, we can.\nNotes: he hesitated\nPetra: Good.\n")
    assert said(call) == [
        ("Petra", "Tuesday?"), ("Jonas", "Yes, we can."), (None, "Notes: he hesitated"), ("Petra", "Good.")
    ]  # fmt: skip


def test_a_paragraph_after_the_dialogue_is_nobodys_words() -> None:
    call = opened("S: Tuesday at ten?\nC: Fine.\nSee you then.\n\nThey agreed to Friday at nine.\n")
    assert said(call) == [
        ("S", "Tuesday at ten?"), ("C", "Fine.\nSee you then."), (None, "They agreed to Friday at nine.")
    ]  # fmt: skip


def test_owners_in_a_list_of_actions_are_no_speakers() -> None:
    owners = "- Petra: send the offer\n- Jonas: ask legal\n- Petra: book a room\n"
    notes = opened(f"# Call\n\nWe spoke of the price.\n\n## Action items\n\n{owners}", "notes.md")
    assert {speaker for speaker, _ in said(notes)} == {None}


def test_an_agenda_with_times_has_no_speakers() -> None:
    notes = opened("Welcome   10:00\nDemo   10:30\nLunch   12:00\n")
    assert said(notes) == [(None, "Welcome   10:00\nDemo   10:30\nLunch   12:00")]


def test_plain_notes_are_one_turn_a_paragraph_by_nobody() -> None:
    notes = opened("Met Petra today.\nShe likes it.\n\n  Call on Tuesday 10:30.\n", "notes.md")
    assert said(notes) == [(None, "Met Petra today.\nShe likes it."), (None, "Call on Tuesday 10:30.")]
    assert (notes.kind, notes.spoken, notes.gaps) == ("md", False, ())


def test_running_clocks_without_names_are_no_words() -> None:
    call = opened("[00:03] hello there\n[00:05] Okay\n[00:07] Okay\n[00:09] well then\n")
    assert said(call) == [(None, "hello there"), (None, "Okay"), (None, "Okay"), (None, "well then")]
    assert [turn.at for turn in call.turns] == [3.0, 5.0, 7.0, 9.0]
    assert call.gaps == ("Nobody is named in this transcript: who said what is unknown.",)


def test_who_speaks_once_among_named_speakers_keeps_his_words() -> None:
    call = opened("Petra: So?\nJonas: Fine by us.\nPetra: Good.\nRuth: One thing more.\nPetra: Go on.\n")
    assert said(call)[3] == ("Ruth", "One thing more.")


def test_scripts_without_capitals_and_wide_colons_name_speakers() -> None:
    call = opened("田中：はい\n佐藤：ええ、そうです\n田中：では\n")
    assert said(call) == [("田中", "はい"), ("佐藤", "ええ、そうです"), ("田中", "では")]
    call = opened("פטרה: שלום\nיונה: שלום 🚀\nפטרה: כן\n")
    assert said(call) == [("פטרה", "שלום"), ("יונה", "שלום 🚀"), ("פטרה", "כן")]


def test_looks_like_goes_by_content_then_by_extension() -> None:
    assert looks_like(b"WEBVTT\n\n", "upload.bin")
    assert looks_like(b"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "upload")
    assert looks_like(b"anything", "notes.MD")
    assert not looks_like(b"ID3\x03", "call.vtt")
    assert not looks_like(b"anything", "mail.eml")
