"""VTT and SRT: one line a cue, one turn a voice, whatever the exporter got wrong."""

from datetime import UTC, datetime

import pytest

from foothold.connectors.transcripts import open_transcript
from foothold.core.conversation import Conversation, Unreadable


def opened(text: str, name: str = "call.vtt") -> Conversation:
    return open_transcript(text.encode(), name)


def said(conversation: Conversation) -> list[tuple[str | None, str]]:
    return [(turn.speaker, conversation.text[turn.start : turn.end]) for turn in conversation.turns]


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:00:{second:02}.000 --> 00:00:{second + 1:02}.000\n{cue}" for second, cue in enumerate(cues)
    )


def test_a_voice_names_the_speaker_and_is_no_part_of_the_line() -> None:
    call = opened(vtt("<v Petra Lang>Tuesday at ten?</v>", "<v Jonas>Works.</v>"))
    assert call.text == "Tuesday at ten?\nWorks.\n"
    assert said(call) == [("Petra Lang", "Tuesday at ten?"), ("Jonas", "Works.")]
    assert [turn.at for turn in call.turns] == [0.0, 1.0]
    assert (call.kind, call.spoken, call.gaps) == ("vtt", True, ())


def test_two_voices_in_a_cue_are_two_turns_on_one_line() -> None:
    call = opened(vtt("<v Petra>Tuesday?</v> <v Jonas>Yes.</v>\n<v Petra>Good."))
    assert call.text == "Tuesday? Yes. Good.\n"
    assert said(call) == [("Petra", "Tuesday?"), ("Jonas", "Yes."), ("Petra", "Good.")]


def test_a_voice_without_end_tag_lasts_to_the_end_of_its_cue_only() -> None:
    call = opened(vtt("<v Petra>Tuesday\nat ten?", "Somebody else."))
    assert said(call) == [("Petra", "Tuesday at ten?"), (None, "Somebody else.")]


def test_teams_identifiers_are_no_words() -> None:
    call = opened(
        "WEBVTT\n\n3f2a7c1e-0000-4000-8000-1234567890ab/12-0\n00:00:01.000 --> 00:00:02.000\n<v Petra Lang>Hello\n\n"
        "3f2a7c1e-0000-4000-8000-1234567890ab/12-1\n00:00:02.000 --> 00:00:03.000\n<v Petra Lang>again</v>\n"
    )
    assert call.text == "Hello\nagain\n"
    assert said(call) == [("Petra Lang", "Hello"), ("Petra Lang", "again")]


def test_entities_and_tags_are_resolved_and_other_angles_are_words() -> None:
    call = opened(vtt("<v.loud Aoife O&#39;Neill>A &amp; B <i>below</i> &lt; 5 < 6 <00:00:00.500>to <a@b.example></v>"))
    assert said(call) == [("Aoife O'Neill", "A & B below < 5 < 6 to <a@b.example>")]


def test_an_entity_for_a_newline_does_not_break_the_line() -> None:
    assert opened(vtt("one&#10;two", "three")).text == "one two\nthree\n"


def test_notes_styles_and_regions_are_no_words() -> None:
    call = opened(
        "WEBVTT - weekly call\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:one\n\n"
        "NOTE for us only\nsecret\n\n00:01.000 --> 00:02.000\n<v Petra>Hello</v>\n\nNOTE end"
    )
    assert call.text == "Hello\n"


def test_a_missing_header_decimal_commas_and_no_hours_are_read() -> None:
    call = opened("00:01,500 --> 00:02,000\n<v Petra>Hello</v>\n00:03,000 --> 00:04,000\n<v Jonas>Hi</v>", "x.txt")
    assert call.kind == "vtt"
    assert [(turn.speaker, turn.at) for turn in call.turns] == [("Petra", 1.5), ("Jonas", 3.0)]


def test_cues_out_of_order_are_sorted_and_the_gap_is_named() -> None:
    call = opened("WEBVTT\n\n00:05.000 --> 00:06.000\n<v Jonas>second\n\n00:01.000 --> 00:02.000\n<v Petra>first\n")
    assert call.text == "first\nsecond\n"
    assert call.gaps == ("1 cue out of order: sorted by start.",)


def test_a_cue_without_a_readable_time_keeps_its_words_in_place() -> None:
    call = opened("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra>one\n\n--:--.--- --> 00:03.000\n<v Petra>two\n")
    assert call.text == "one\ntwo\n"
    assert call.gaps == ("1 cue without a readable time: the words are kept where they stand.",)


def test_a_label_inside_a_cue_stays_text_and_the_turn_begins_after_it() -> None:
    call = opened(vtt("Petra Lang: Tuesday at ten?", "Jonas Maier: Works.", "Petra Lang: Good."))
    assert call.text == "Petra Lang: Tuesday at ten?\nJonas Maier: Works.\nPetra Lang: Good.\n"
    assert said(call) == [("Petra Lang", "Tuesday at ten?"), ("Jonas Maier", "Works."), ("Petra Lang", "Good.")]


def test_a_cue_without_a_name_is_unknown_where_names_stand_at_every_cue() -> None:
    call = opened(vtt("Petra: one", "Petra: two", "Jonas: three", "Yes, that works."))
    assert said(call)[-1] == (None, "Yes, that works.")


def test_a_cue_without_a_name_goes_on_where_names_mark_changes_only() -> None:
    call = opened(vtt("Petra: one", "two", "Jonas: three", "four", "Petra: five", "six"))
    assert [speaker for speaker, _ in said(call)] == ["Petra", "Petra", "Jonas", "Jonas", "Petra", "Petra"]


def test_srt_is_read_like_vtt() -> None:
    call = opened(
        "1\r\n00:00:01,000 --> 00:00:02,000\r\nPetra: Tuesday\r\nat ten?\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\nJonas: {\\an8}Works, <font color=red>yes</font>.\r\n",
        "call.srt",
    )
    assert call.kind == "srt"
    assert said(call) == [("Petra", "Tuesday at ten?"), ("Jonas", "Works, yes.")]


def test_angle_marks_and_dashes_are_new_speakers() -> None:
    call = opened(vtt(">> PETRA: Tuesday? >> JONAS: Yes.", "- Good.\n- Fine."))
    assert call.text == ">> PETRA: Tuesday? >> JONAS: Yes.\n- Good. - Fine.\n"
    assert said(call) == [("PETRA", "Tuesday?"), ("JONAS", "Yes."), (None, "Good."), (None, "Fine.")]


def test_a_minus_is_no_speaker() -> None:
    assert said(opened(vtt("-5% on the price"))) == [(None, "-5% on the price")]


def test_a_transcript_without_names_says_so() -> None:
    call = opened(vtt("Tuesday at ten?", "Works."))
    assert said(call) == [(None, "Tuesday at ten?"), (None, "Works.")]
    assert call.gaps == ("Nobody is named in this transcript: who said what is unknown.",)


def test_right_to_left_names_and_emoji_keep_their_places() -> None:
    call = opened(vtt("<v פטרה>יום שלישי בעשר? 👍</v>", "<v Jonas 🚀>e\u0301 oui</v>"))
    assert said(call) == [("פטרה", "יום שלישי בעשר? 👍"), ("Jonas 🚀", "e\u0301 oui")]


def test_cues_without_words_are_refused() -> None:
    with pytest.raises(Unreadable, match="no words"):
        opened("WEBVTT\n\n00:01.000 --> 00:02.000\n\n")


def test_a_vtt_file_without_cues_is_read_as_text_and_the_gap_is_named() -> None:
    notes = opened("Met Petra on Monday.\n")
    assert (notes.kind, notes.spoken) == ("txt", False)
    assert notes.gaps == ("There are no cues in this VTT file: it was read as plain text.",)


def test_a_zoom_recordings_name_says_when_it_was_held() -> None:
    call = opened(vtt("<v Petra>Hello"), "GMT20260302-100000_Recording.transcript.vtt")
    assert call.held_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert opened(vtt("<v Petra>Hello"), "GMT20261399-100000.vtt").held_at is None
    assert opened(vtt("<v Petra>Hello"), "call 2026-03-02.vtt").held_at is None
