"""Mail: the new words of the newest message, apart from quotes; the thread it quotes, for itself."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from foothold.connectors.mail import looks_like, open_mail, open_pasted, thread
from foothold.core.conversation import Conversation, Unreadable

HEADER = (
    "From: Petra Lang <petra@acme.example>\nTo: Jonas <jonas@seller.example>\nSubject: Re: our call\n"
    "Date: Mon, 2 Mar 2026 10:00:00 +0100\nMIME-Version: 1.0\n"
)
PLAIN = HEADER + "Content-Type: text/plain; charset=utf-8\n\n"
HTML = HEADER + "Content-Type: text/html; charset=utf-8\n\n"


def opened(body: str, header: str = PLAIN, name: str = "mail.eml") -> Conversation:
    return open_mail((header + body).encode(), name)


def new(body: str, header: str = PLAIN, name: str = "mail.eml") -> str:
    return opened(body, header, name).text


def multipart(kind: str, *parts: str) -> str:
    return (
        HEADER
        + f'Content-Type: multipart/{kind}; boundary="{kind}"\n\n'
        + "".join(f"--{kind}\n{part}\n" for part in parts)
        + f"--{kind}--\n"
    )


def test_a_mail_is_one_turn_by_its_sender() -> None:
    mail = opened("Tuesday at ten works.\n")
    assert mail.text == "Tuesday at ten works."
    (turn,) = mail.turns
    assert (turn.speaker, turn.address, turn.start, turn.end) == ("Petra Lang", "petra@acme.example", 0, 21)
    assert mail.held_at == datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=1)))
    assert (mail.kind, mail.spoken, mail.gaps) == ("eml", False, ())


def test_a_date_without_a_zone_is_no_moment() -> None:
    assert opened("Hi.", PLAIN.replace(" +0100", "")).held_at is None
    assert opened("Hi.", PLAIN.replace("+0100", "-0000")).held_at == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "quote",
    [
        "On Mon, 2 Mar 2026 at 09:00, Jonas <jonas@seller.example> wrote:\n> Tuesday at ten?\n",
        "On Mon, Mar 2, 2026 at 9:00 AM Jonas Maier of Sellers & Sons <\njonas@seller.example> wrote:\n\n> At ten?\n",
        "On 2 Mar 2026, at 09:00, Jonas wrote:\n\nTuesday at ten?\n",
        "Am 02.03.2026 um 09:00 schrieb Jonas Maier:\n> Dienstag um zehn?\n",
        "Am Mo., 2. März 2026 um 09:00 Uhr schrieb Jonas Maier\n<jonas@seller.example>:\n\nDienstag um zehn?\n",
        "Le lun. 2 mars 2026 à 09:00, Jonas Maier <jonas@seller.example> a\nécrit :\n\n> Mardi à dix heures ?\n",
        "El lun, 2 mar 2026 a las 9:00, Jonas (<jonas@seller.example>) escribió:\n\n> ¿El martes?\n",
        "Il giorno lun 2 mar 2026 alle ore 09:00 Jonas <jonas@seller.example> ha scritto:\n\n> Martedì?\n",
        "Op ma 2 mrt 2026 om 09:00 schreef Jonas <jonas@seller.example>:\n> Dinsdag?\n",
        "Den mån 2 mars 2026 kl 09:00 skrev Jonas <jonas@seller.example>:\n> Tisdag?\n",
        "02.03.2026 09:00, Jonas пишет:\n> Во вторник?\n",
        '2026/3/2 Jonas "JM" <jonas@seller.example>:\n> Tuesday?\n',
        "--- On Mon, 3/2/26, Jonas <jonas@seller.example> wrote:\n\nTuesday?\n",
        "-----Original Message-----\nFrom: Jonas\nSent: Monday\nTo: Petra\nSubject: our call\n\nTuesday?\n",
        "________________________________\nFrom: Jonas <jonas@seller.example>\nSent: Monday, 2 March 2026 09:00\n"
        "To: Petra Lang <petra@acme.example>; Ruth Keller <ruth@acme.example>;\n Anna\nSubject: our call\n\nTuesday?\n",
        "Von: Jonas\nGesendet: Montag, 2. März 2026 09:00\nAn: Petra Lang\nBetreff: Termin\n\nDienstag?\n",
        "De : Jonas\nEnvoyé : lundi 2 mars 2026 09:00\nÀ : Petra\nObjet : rendez-vous\n\nMardi ?\n",
        "*From:* Jonas [mailto:jonas@seller.example]\n*Sent:* Monday\n*To:* Petra\n*Subject:* our call\n\nTuesday?\n",
        "> Subject: our call\n> From: j@seller.example\n> To: p@acme.example\n> Date: Mon, 2 Mar 2026\n>\n> At ten?\n",
        "---------- Forwarded message ---------\nFrom: Jonas <jonas@seller.example>\nDate: Mon, Mar 2, 2026\n"
        "Subject: our call\nTo: Petra\n\nTuesday?\n",
        "Begin forwarded message:\n\nFrom: Jonas\nSubject: our call\nDate: 2 March 2026\nTo: Petra\n\nTuesday?\n",
        "----- Ursprüngliche Nachricht -----\nVon: Jonas\nAn: Petra\nDatum: 2.3.2026\nBetreff: x\n\nDienstag?\n",
        "> Tuesday at ten?\n> Or Wednesday?\n",
    ],
)
def test_what_is_quoted_is_not_new(quote: str) -> None:
    assert new(f"Works for me.\n\nSee you then.\n\n{quote}") == "Works for me.\n\nSee you then."
    assert thread((PLAIN + f"Works for me.\n\n{quote}").encode(), "mail.eml")


@pytest.mark.parametrize(
    "words",
    [
        "On Monday I wrote:\nplease call me. On 3 May we said yes.",
        "As Jonas wrote on 3 May 2026:\nthe price is fine.",
        "From: Jonas\nthe price is fine.",
        "To: do\nSubject: to change",
        "He said:\nfine.",
        "On 3 March 2026 at 10:00 we meet.\nWe wrote it down:\nroom 4",
    ],
)
def test_ordinary_sentences_are_not_taken_for_quotes(words: str) -> None:
    assert new(f"{words}\n\nCall me.\n") == f"{words}\n\nCall me."


def test_answers_between_quotes_are_all_new() -> None:
    body = "> Tuesday at ten?\n\nWorks.\n\n> And the price?\n\nToo high for us.\n"
    assert new(body) == "Works.\n\nToo high for us."


def test_an_answer_below_the_quote_is_new() -> None:
    body = "On 2 Mar 2026, Jonas wrote:\n> Tuesday at ten?\nYes, works.\n"
    assert new(body) == "Yes, works."


def test_the_end_of_a_quoted_line_that_lost_its_mark_is_still_quoted() -> None:
    long = "> We could offer you the whole package at the price of last year, if you"
    assert new(f"Fine.\n\n{long}\nsign now\n> and pay in March.\n\nCall me.\n") == "Fine.\n\nCall me."


def test_a_from_at_the_start_of_a_line_is_no_quote() -> None:
    assert new(">From Tuesday on we are open.\n") == "From Tuesday on we are open."


def test_the_thread_is_told_oldest_first_with_names_and_times() -> None:
    body = (
        "Tuesday it is.\n\nOn Mon, 2 Mar 2026 at 09:00, Jonas <jonas@seller.example> wrote:\n> Tuesday at ten?\n>\n"
        "> Best,\n> Jonas\n>\n> On Sun, 1 Mar 2026 20:00:00 +0100, Petra Lang <petra@acme.example> wrote:\n>> When?\n"
    )
    older, newer = thread((PLAIN + body).encode(), "mail.eml")
    assert (older.from_name, older.address, older.text) == ("Petra Lang", "petra@acme.example", "When?")
    assert older.sent_at == datetime(2026, 3, 1, 20, tzinfo=timezone(timedelta(hours=1)))
    assert (newer.from_name, newer.address, newer.text) == ("Jonas", "jonas@seller.example", "Tuesday at ten?")
    assert newer.sent_at is None


def test_messages_below_each_other_without_marks_are_told_apart() -> None:
    body = (
        "Fine.\n\nVon: Jonas <jonas@seller.example>\nGesendet: Montag\nAn: Petra\nBetreff: AW: Termin\n\nDienstag?\n\n"
        "Von: Petra Lang\nGesendet: Sonntag\nAn: Jonas\nBetreff: Termin\n\nWann?\n"
    )
    assert new(body) == "Fine."
    assert [(q.from_name, q.text) for q in thread((PLAIN + body).encode(), "m.eml")] == [
        ("Petra Lang", "Wann?"), ("Jonas", "Dienstag?")
    ]  # fmt: skip


def test_a_mail_that_only_quotes_holds_nothing_new_and_says_so() -> None:
    mail = opened("---------- Forwarded message ---------\nFrom: Jonas\nDate: x\nSubject: y\nTo: z\n\nTuesday?\n")
    assert (mail.text, mail.turns) == ("", ())
    assert mail.gaps == ("Nothing new is written in this mail: all of it is quoted, forwarded or signature.",)


def test_plain_text_is_preferred_to_its_html_twin() -> None:
    alternatives = multipart(
        "alternative",
        "Content-Type: text/plain\n\nTuesday works.\n",
        "Content-Type: text/html\n\n<p>Tuesday <b>works</b>!</p>\n",
    )
    assert new("", alternatives) == "Tuesday works."


def test_html_is_read_where_the_plain_part_only_asks_for_it() -> None:
    alternatives = multipart(
        "alternative",
        "Content-Type: text/plain\n\nPlease use a viewer that supports HTML.\n",
        "Content-Type: text/html\n\n<p>Tuesday works.</p>\n",
    )
    assert new("", alternatives) == "Tuesday works."


def test_attached_files_and_mails_are_not_words_of_the_mail() -> None:
    mixed = multipart(
        "mixed",
        "Content-Type: text/plain\n\nSee the file.\n",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=price.txt\n\nThe price is 5.\n",
        "Content-Type: message/rfc822\n\nFrom: Ruth <ruth@acme.example>\nSubject: x\n\nI said no.\n",
        "Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
    )
    assert new("", mixed) == "See the file."


def test_all_inline_parts_of_a_mixed_mail_are_read_in_order() -> None:
    mixed = multipart("mixed", "Content-Type: text/html\n\n<p>One.</p>\n", "Content-Type: text/plain\n\nTwo.\n")
    assert new("", mixed) == "One.\n\nTwo."


def test_a_mail_without_text_says_so() -> None:
    mail = opened("", HEADER + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n")
    assert (mail.text, mail.turns, mail.gaps) == ("", (), ("This mail holds no text: nothing was read from it.",))


def test_broken_boundaries_do_not_lose_the_words() -> None:
    broken = HEADER + (
        'Content-Type: multipart/alternative; boundary="outer"\n\n--other\nContent-Type: text/plain\n\nTuesday works.\n'
        "--other\nContent-Type: text/html\n\n<p>no</p>\n"
    )
    assert new("", broken) == "Tuesday works."


@pytest.mark.parametrize("declared", ["us-ascii", "iso-8859-1", "utf-8", "x-nonsense", "utf-7", '"'])
def test_a_charset_that_lies_is_not_believed(declared: str) -> None:
    header = HEADER + f"Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit\n\n"
    assert open_mail(header.encode() + "Grüße – bis Dienstag".encode(), "m.eml").text == "Grüße – bis Dienstag"
    assert open_mail(header.encode() + "schöne Grüße".encode("cp1252"), "m.eml").text == "schöne Grüße"


@pytest.mark.parametrize(
    ("charset", "text"), [("koi8-r", "Вторник подходит"), ("gb2312", "星期二可以"), ("iso-2022-jp", "火曜日で")]
)
def test_a_true_charset_is_read(charset: str, text: str) -> None:
    header = HEADER + f"Content-Type: text/plain; charset={charset}\n\n"
    assert open_mail(header.encode() + text.encode(charset), "m.eml").text == text


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        ("=?utf-8?q?M=C3=BCller=2C_Petra?= <p@acme.example>", "Müller, Petra", "p@acme.example"),
        ("=?iso-8859-1?b?TfxsbGVy?= =?iso-8859-1?q?_Petra?= <p@acme.example>", "Müller Petra", "p@acme.example"),
        ("Müller, Petra <p@acme.example>", "Müller, Petra", "p@acme.example"),
        ('"Lang, Petra" <p@acme.example>', "Lang, Petra", "p@acme.example"),
        ("p@acme.example (Petra Lang)", "Petra Lang", "p@acme.example"),
        ("p@acme.example", "p@acme.example", "p@acme.example"),
        ('"p@acme.example" <p@acme.example>', "p@acme.example", "p@acme.example"),
        ("=?broken?q?x <p@acme.example>", "=?broken?q?x", "p@acme.example"),
        ("Petra", "Petra", None),
        ("", None, None),
    ],
)
def test_the_sender_is_read_from_any_from_field(field: str, name: str | None, address: str | None) -> None:
    (turn,) = open_mail(f"From: {field}\nSubject: x\n\nHello.".encode(), "m.eml").turns
    assert (turn.speaker, turn.address) == (name, address)


def test_lines_broken_by_format_flowed_are_joined() -> None:
    header = HEADER + "Content-Type: text/plain; format=flowed\n\n"
    assert new("We could meet on \nTuesday.\n-- \nPetra\n", header) == "We could meet on Tuesday."


def test_quoted_printable_and_base64_are_decoded() -> None:
    header = HEADER + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    assert new("Gr=C3=BC=\n=C3=9Fe\n", header + "quoted-printable\n\n") == "Grüße"
    assert new(base64.b64encode("Grüße".encode()).decode(), header + "base64\n\n") == "Grüße"


def test_files_written_into_the_text_are_left_out() -> None:
    assert new("Hello.\n\nbegin 644 a.png\nM5!.1\n`\nend\n\nBye.\n") == "Hello.\n\nBye."
    assert new("Let us\nbegin 100 times\n") == "Let us\nbegin 100 times"


def test_html_is_read_as_a_person_sees_it() -> None:
    page = (
        "<html><head><title>no</title><style>p {x: y}</style></head><body><!-- no --><div style='display:none'>no</div>"
        "<p>Tuesday&nbsp;at\n 10 &amp; not <b>9</b></p><ul><li>one<li>two</ul>a<br>b<script>no</script>"
        "<table><tr><td>x</td><td>y</td></tr></table></body></html>"
    )
    assert new(page, HTML) == "Tuesday at 10 & not 9\n\n- one\n- two\n\na\nb\n\nx y"


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On Mon, Mar 2, 2026 Jonas &lt;<a href="mailto:j@s.example">'
        "j@s.example</a>&gt; wrote:<br></div><blockquote class=gmail_quote>Tuesday?</blockquote></div>",
        "<blockquote type=cite>Tuesday?</blockquote>",
        '<div class="moz-cite-prefix">Am 02.03.26 um 09:00 schrieb Jonas:<br></div><blockquote>Tuesday?</blockquote>',
        '<hr tabindex="-1"><div id="divRplyFwdMsg"><b>Fra:</b> Jonas</div><div>Tuesday?</div>',
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p>X: J</p></div><p>At ten?',
        '<span id="OLK_SRC_BODY_SECTION"><div>Jonas</div><div>Tuesday?</div></span>',
        '<div class="yahoo_quoted"><div>Jonas, Monday</div><div>Tuesday?</div></div>',
        '<div class="protonmail_quote">Monday, Jonas<br>Tuesday?</div>',
        "<div><b>From: </b>Jonas<br><b>Sent: </b>Monday<br><b>To: </b>Petra<br><b>Subject: </b>x<br><br>Tuesday?</div>",
        "&gt; Tuesday?<br>&gt; At ten?",
    ],
)
def test_what_html_quotes_is_not_new(quote: str) -> None:
    assert new(f"<html><body><div>Works.</div><div>Bye.</div><br>{quote}</body></html>", HTML) == "Works.\nBye."


def test_an_indented_paragraph_is_no_quote() -> None:
    page = '<p>Works:</p><blockquote style="margin:0 0 0 40px;border:none;padding:0px">Tuesday at ten</blockquote>'
    assert new(page, HTML) == "Works:\n\nTuesday at ten"


def test_a_saved_page_begins_with_its_own_header() -> None:
    page = (
        "<html><body><b>From:</b> Petra Lang &lt;petra@acme.example&gt;<br><b>Sent:</b> Mon, 2 Mar 2026 10:00:00 +0100"
        "<br><b>To:</b> Jonas<br><b>Subject:</b> our call<br><br>Tuesday works.</body></html>"
    )
    mail = open_mail(page.encode(), "saved.html")
    assert (mail.kind, mail.text) == ("html", "Tuesday works.")
    assert (mail.turns[0].speaker, mail.turns[0].address) == ("Petra Lang", "petra@acme.example")
    assert mail.held_at is not None


def test_a_saved_pages_own_charset_is_read() -> None:
    page = '<meta charset="windows-1251"><p>Вторник подходит</p>'.encode("windows-1251")
    assert open_mail(page, "saved.htm").text == "Вторник подходит"


def test_right_to_left_and_emoji_are_kept() -> None:
    body = "שלום פטרה, יום שלישי ב-10:00 מתאים 👍🏽\n\nב-2 במרץ 2026, יונה <j@s.example> כתב:\n> שלישי?\n"
    assert new(body) == "שלום פטרה, יום שלישי ב-10:00 מתאים 👍🏽"


@pytest.mark.parametrize(
    ("data", "name", "mail"),
    [
        (PLAIN.encode() + b"Hello.", "upload", True),
        (PLAIN.encode() + b"Hello.", "mail.txt", True),
        (b"\xef\xbb\xbf" + PLAIN.encode() + b"Hello.", "-", True),
        (b"From petra Mon Mar  2\n" + PLAIN.encode() + b"Hello.", "-", True),
        (b"<!DOCTYPE html><p>Hi", "-", True),
        (b"", "a.EML", True),
        (b"From: Petra\nTo: Jonas\nSubject: our call\n\nTuesday at ten?\n", "-", True),
        (b"From: Petra\nTo: Jonas\nSubject: our call\n\nTuesday at ten?\n", "notes.txt", False),
        (b"Petra: Hello\nJonas: Hi\n", "-", False),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra>Hi\n", "call.vtt", False),
    ],
)
def test_a_mail_is_known_by_its_header_fields_then_by_its_extension(data: bytes, name: str, mail: bool) -> None:
    assert looks_like(data, name) is mail


@pytest.mark.parametrize(
    "words",
    [
        "From: Berlin\nTo: Vienna\nSubject: the train\n\nBring the pump hours.",
        "Bring the pump hours.\n\nFrom: a@b.example\nSubject: x\nTo: y",
        "From: a@b.example\n\nBring the pump hours.",
        "",
    ],
)
def test_notes_are_no_pasted_mail(words: str) -> None:
    assert open_pasted(words, "pasted words.txt") is None


def test_a_pasted_mail_keeps_what_it_quotes_apart_and_its_date_as_written() -> None:
    header = "Sent: Friday, November 27, 2026 10:14 AM\nTo: Anna Weber\nSubject: Pilot\n"
    below = "\nOn 26 Nov 2026, Anna Weber <anna@harbour.example> wrote:\n> Thursday at ten?\n"
    opened = open_pasted(f"From: Petra Lang <p@northwind.example>\n{header}\nYes.\n{below}", "pasted words.txt")
    assert opened is not None
    conversation, sent = opened
    assert (conversation.kind, conversation.text, sent) == ("eml", "Yes.", "Friday, November 27, 2026 10:14 AM")
    assert [(each.speaker, each.text) for each in conversation.earlier] == [("Anna Weber", "Thursday at ten?")]


def test_a_recording_named_eml_is_refused() -> None:
    with pytest.raises(Unreadable, match="This looks like audio"):
        open_mail(b"ID3\x04" + bytes(200), "call.eml")
