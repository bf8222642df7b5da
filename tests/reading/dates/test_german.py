"""German, the second language: the same conventions, another table (READING, "Dates and times")."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.reading.dates import DateMention, find_dates, to_json

MEETING = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"))  # a Monday


def found(words: str, locale: str = "de") -> list[DateMention]:
    return find_dates(words, MEETING, locale=locale)


def only(words: str) -> DateMention:
    (mention,) = found(words)
    return mention


# A sentence with its mention in braces | start | end | grain.
SENTENCES = """
Passt Ihnen {Dienstag um zehn}? | 2026-03-03T10:00 | - | minute
Dann halten wir {Dienstag 10 Uhr} fest. | 2026-03-03T10:00 | - | minute
Wir sehen uns am {Montag}. | 2026-03-09 | - | day
{Nächsten Freitag} kommt der Werksleiter. | 2026-03-13 | - | day
{Diesen Freitag} ist Inventur im Lager. | 2026-03-06 | - | day
Am {kommenden Mittwoch} bin ich in Ulm. | 2026-03-04 | - | day
{Letzten Freitag} kam das Muster. | 2026-02-27 | - | day
Ich rufe {morgen} an. | 2026-03-03 | - | day
{Morgen} schicke ich das Protokoll. | 2026-03-03 | - | day
Wir reden {übermorgen um 9}. | 2026-03-04T09:00 | - | minute
{Uebermorgen} ist Herr Lang wieder da. | 2026-03-04 | - | day
Die Zeichnung kam {gestern}. | 2026-03-01 | - | day
Wie wäre {nächste Woche Dienstag}? | 2026-03-10 | - | day
Lieber {Dienstag nächster Woche}. | 2026-03-10 | - | day
Besser {Donnerstag in einer Woche}. | 2026-03-12 | - | day
{Übernächste Woche} läuft die Presse wieder. | 2026-03-16 | 2026-03-22 | week
Sagen wir am {14. um halb drei}. | 2026-03-14T14:30 | - | minute
Der Termin ist am {14.3.} in Kassel. | 2026-03-14 | - | day
Abnahme: {14.03.2026 um 9:30 Uhr} | 2026-03-14T09:30 | - | minute
Am {14. März} liefern wir. | 2026-03-14 | - | day
Die Messe beginnt {Samstag, den 14. März 2026}. | 2026-03-14 | - | day
geht der {vierzehnte märz um viertel nach drei} | 2026-03-14T15:15 | - | minute
also am {dreiundzwanzigsten um halb elf} | 2026-03-23T10:30 | - | minute
Die Ware kommt in {KW 12}. | 2026-03-16 | 2026-03-22 | week
Montage {in der 14. KW} | 2026-03-30 | 2026-04-05 | week
Wir planen {Kalenderwoche 38}. | 2026-09-14 | 2026-09-20 | week
Der Anruf ist {heute um 15:30}. | 2026-03-02T15:30 | - | minute
wir telefonieren um {15 uhr 30} | 2026-03-02T15:30 | - | minute
{Morgen 15h} bei Ihnen im Werk. | 2026-03-03T15:00 | - | minute
Ich melde mich {morgen um viertel drei}. | 2026-03-03T14:15 | - | minute
Eher {um dreiviertel drei}. | 2026-03-02T14:45 | - | minute
Die Schicht endet {morgen fünf vor halb drei}. | 2026-03-03T14:25 | - | minute
Treffpunkt {morgen um zehn vor vier}. | 2026-03-03T15:50 | - | minute
Ich komme {Mittwoch gegen 11 Uhr}. | 2026-03-04T11:00 | - | hour
Frau Kern ist {morgen Vormittag} da. | 2026-03-03T08:00 | 2026-03-03T12:00 | hour
Ich schaue {morgen früh} nach. | 2026-03-03T08:00 | 2026-03-03T12:00 | hour
{Donnerstagnachmittag} passt gut. | 2026-03-05T12:00 | 2026-03-05T17:00 | hour
Wir treffen uns am {Freitagvormittag um 11}. | 2026-03-06T11:00 | - | minute
{Mittwoch um 3 Uhr nachmittags} wäre frei. | 2026-03-04T15:00 | - | minute
Der Versand startet {Mitte März}. | 2026-03-11 | 2026-03-20 | day
{Anfang nächster Woche} weiß ich mehr. | 2026-03-09 | 2026-03-10 | day
Der Umbau läuft in der {ersten Aprilhälfte}. | 2026-04-01 | 2026-04-15 | day
Die Zahlen kommen {Ende nächster Woche}. | 2026-03-13 | - | day
Wir entscheiden {bis Monatsende}. | 2026-03-31 | - | day
Das Budget steht {bis Ende April}. | 2026-04-30 | - | day
Ich schicke es {bis Freitag}. | 2026-03-06 | - | day
Bitte {bis spätestens Donnerstag} unterschreiben. | 2026-03-05 | - | day
Das Angebot gilt {bis einschließlich Freitag}. | - | 2026-03-06 | day
Rückmeldung {bis Mittwoch 15 Uhr} bitte. | 2026-03-04T15:00 | - | minute
Wir sprechen {in zwei Wochen} wieder. | 2026-03-16 | - | day
{In 14 Tagen} ist die Anlage fertig. | 2026-03-16 | - | day
Ich bin {in einer halben Stunde} zurück. | 2026-03-02T10:30 | - | minute
Antwort {innerhalb von drei Werktagen}. | 2026-03-05 | - | day
Wir haben {vor zwei Wochen} telefoniert. | 2026-02-16 | - | day
{Vor Weihnachten} schaffen wir es nicht. | - | 2026-12-24 | day
{Nach Ostern} geht es weiter. | 2026-04-06 | - | day
Erreichbar {ab dem 16. März}. | 2026-03-16 | - | day
Der Termin ist am {Mittwoch von 14 bis 16 Uhr}. | 2026-03-04T14:00 | 2026-03-04T16:00 | minute
Am {Donnerstag zwischen 14 und 16 Uhr} geht es. | 2026-03-05T14:00 | 2026-03-05T16:00 | hour
Vorschlag: {10-11 Uhr} | 2026-03-03T10:00 | 2026-03-03T11:00 | minute
Wir haben {vom 9. bis 13. März} Betriebsruhe. | 2026-03-09 | 2026-03-13 | day
Ich bin {von Montag bis Mittwoch} in Wien. | 2026-03-09 | 2026-03-11 | day
{Mo-Mi} bin ich nicht da. | 2026-03-09 | 2026-03-11 | day
{Di, 10.3., 14 Uhr} wäre frei. | 2026-03-10T14:00 | - | minute
Der Start ist im {Mai}. | 2026-05-01 | 2026-05-31 | month
Wir rechnen {im dritten Quartal} damit. | 2026-07-01 | 2026-09-30 | quarter
{Nächsten Monat} prüfen wir das Pilotprojekt. | 2026-04-01 | 2026-04-30 | month
Immer am {ersten Montag im April}. | 2026-04-06 | - | day
In der {Woche vom 16. März} passt es. | 2026-03-16 | 2026-03-22 | week
Ich habe {Freitag ab 14 Uhr} Zeit. | 2026-03-06T14:00 | - | minute
{Karfreitag} ist zu. | 2026-04-03 | - | day
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines(), ids=str)
def test_german_sentences_mean_the_same_as_their_english_ones(row: str) -> None:
    marked, start, end, grain = (cell.strip() for cell in row.split("|"))
    words = marked.replace("{", "").replace("}", "")
    mention = only(words)
    wire = to_json(mention)
    assert ((wire["start"] or "-")[:16], (wire["end"] or "-")[:16], mention.grain) == (start, end, grain)
    assert bare(mention.text) == bare(marked[marked.index("{") + 1 : marked.index("}")])


def bare(words: str) -> str:
    """Without what may stand at the edges: the article, the preposition, the dot of "14."."""
    return re.sub(r"^(?:(?:am|um|im|in|der|die|den|dem|das) )+", "", words.lower()).rstrip(".")


@pytest.mark.parametrize("words", """
Guten Morgen zusammen | am Morgen ist es ruhig | guten morgen herr klein | Frau Mai ruft an
Herr März und Frau August | das kostet 14,50 € | 14,50 Euro pro Stück | um 15,5 Punkte | Version 3.11 | Raum 12
Tel. 0711 123456 | um 10 Prozent | um 14 Euro | drei von vier | ein Drittel der Teile | Seite 14 | die 14. Etage
der erste Eindruck | im zweiten Anlauf | so geht das nicht | er hat zehn Leute | um zwei Punkte | es geht um drei Dinge
mit 12 Maschinen | ein 4:1 Sieg | Montagehalle 3 | früher oder später | Artikel 14.3 | bis zu 20 Stück
nach drei Versuchen | vor zehn Leuten | das zweite Angebot | ab 100 Stück | der 3. Versuch | im 2. Stock | Halle 4
""".replace("\n", "|").split("|"))  # fmt: skip
def test_german_words_and_figures_that_are_no_dates(words: str) -> None:
    assert found(words.strip()) == []


def test_morgen_is_tomorrow_or_the_morning_by_its_company() -> None:
    assert only("morgen um 10").start == datetime(2026, 3, 3, 10, tzinfo=MEETING.tzinfo)
    assert only("Melde mich bis Morgen").start == date(2026, 3, 3)
    assert to_json(only("heute Morgen"))["start"] == "2026-03-02T08:00:00+01:00"
    assert to_json(only("heute morgen um halb neun"))["start"] == "2026-03-02T08:30:00+01:00"
    assert only("jeden Morgen").kind == "set"


def test_several_german_days_are_several_mentions() -> None:
    def starts(words: str) -> list[object]:
        return [mention.start for mention in found(words)]

    assert starts("Montag oder Dienstag") == [date(2026, 3, 9), date(2026, 3, 3)]
    assert starts("Dienstag oder Mittwoch nächster Woche") == [date(2026, 3, 10), date(2026, 3, 11)]
    assert starts("am 12., 13. oder 14.") == [date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 14)]
    assert starts("Passt der 18. oder 19. Juni?") == [date(2026, 6, 18), date(2026, 6, 19)]


@pytest.mark.parametrize("words", ["nach der Messe", "in ein paar Tagen", "in zwei bis drei Wochen", "nach dem Urlaub",
                                   "in den nächsten Wochen"])  # fmt: skip
def test_german_vague_times_name_no_day(words: str) -> None:
    mention = only(words)
    assert (mention.start, mention.end, mention.grain) == (None, None, "vague")


def test_the_locale_chooses_the_language_and_german_is_day_first_everywhere() -> None:
    for locale in ("de", "de-AT", "de_DE", "DE"):
        assert [mention.text for mention in found("am Dienstag", locale)] == ["Dienstag"]
    assert found("am Dienstag", "en-GB") == []
    chicago = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("America/Chicago"))
    assert find_dates("am 12/11", chicago, locale="de")[0].start == date(2026, 11, 12)
