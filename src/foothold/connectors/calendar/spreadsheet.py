"""A calendar exported as a spreadsheet: its separator, its encoding, and which column is which."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foothold.connectors.calendar.notes import Notes, shown
from foothold.core.conversation import Unreadable
from foothold.core.decoding import decode, foreign

LARGEST_CSV_BYTES = 50_000_000
"""Largest calendar CSV we read."""
MOST_ROWS = 200_000
"""Most rows read of one calendar CSV."""

_SEPARATORS = (",", ";", "\t")
_MOST_COLUMNS = 200
_DO = "Nothing was changed. In Outlook: File, Open & Export, Import/Export, Export to a file, Comma separated values."

# What Outlook (English, German, French, Spanish, Italian, Dutch) and Google head their columns with.
_HEADS = {
    "subject": "subject, betreff, objet, asunto, oggetto, onderwerp, titel, title, summary",
    "start_on": "start date, beginnt am, début, fecha de comienzo, data inizio, begindatum, startdatum, start",
    "start_at": "start time, beginnt um, heure de début, comienzo, ora inizio, begintijd, startzeit",
    "end_on": "end date, endet am, fin, fecha de finalización, data fine, einddatum, enddatum, end",
    "end_at": "end time, endet um, heure de fin, finalización, ora fine, eindtijd, endzeit",
    "all_day": "all day event, all-day event, ganztägiges ereignis, ganztägig, journée entière, todo el día, "
    "giornata intera, gebeurtenis duurt hele dag, all day",
    "organizer": "meeting organizer, organizer, besprechungsplanung, besprechungsorganisator, "
    "organisateur de la réunion, "
    "organizador de la reunión, organizzatore riunione, organisator van vergadering",
    "required": "required attendees, erforderliche teilnehmer, participants obligatoires, asistentes necesarios, "
    "partecipanti obbligatori, vereiste deelnemers, attendees, teilnehmer",
    "optional": "optional attendees, optionale teilnehmer, participants facultatifs, asistentes opcionales, "
    "partecipanti facoltativi, optionele deelnemers",
    "location": "location, ort, emplacement, lieu, ubicación, luogo, locatie",
    "description": "description, beschreibung, descripción, descrizione, beschrijving",
    "private": "private, privat, privé, privado, privato",
    "sensitivity": "sensitivity, vertraulichkeit",
}
_COLUMNS = {head: column for column, heads in _HEADS.items() for head in heads.split(", ")}
_ENGLISH = {"start date", "end date", "start time", "end time", "all day event", "required attendees", "start", "end"}


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A calendar CSV's text, how its columns are parted, and the place of each column we know."""

    text: str
    separator: str
    columns: Mapping[str, int]
    width: int
    in_english: bool


def looks_like_calendar_csv(head: bytes, name: str) -> bool:
    """Whether the first 64 kB of a file are a calendar as Outlook or Google export it to CSV."""
    if foreign(head) or not head.strip():
        return False
    return _sheet(decode(head[: 64 * 1024])) is not None


def open_spreadsheet(data: bytes) -> Spreadsheet:
    """The sheet in `data`, UTF-8, UTF-16 or Windows-1252, parted by comma, semicolon or tab.

    Raises `Unreadable` for anything else; where it is a table without the columns of a calendar, it names those seen.
    """
    if len(data) > LARGEST_CSV_BYTES:
        size = LARGEST_CSV_BYTES // 1_000_000
        raise Unreadable(f"This table is larger than {size} MB. Nothing was changed. Export a shorter period.")
    other = foreign(data)
    if other:
        raise Unreadable(f"This looks like {other}, not a calendar. {_DO}")
    text = decode(data)
    if not text.strip():
        raise Unreadable(f"This file is empty: there is no calendar in it. {_DO}")
    sheet = _sheet(text)
    if sheet is None:
        seen = ", ".join(f'"{shown(head)}"' for head in _heads_seen(text)[:8])
        raise Unreadable(
            'This table has no columns "Subject" and "Start Date" (or "Betreff" and "Beginnt am"); '
            f"it has {seen}. {_DO}"
        )
    return sheet


def rows_of(sheet: Spreadsheet, notes: Notes) -> Iterator[Mapping[str, str]]:
    """Each row by column. One with other columns than the head is named and left out, not half-read.

    Raises `Unreadable` where no row fits the head: the table was parted in some other way.
    """
    fitting = unfitting = 0
    for number, row in enumerate(_rows(sheet.text, sheet.separator, notes)):
        if number == 0 or not any(cell.strip() for cell in row):
            continue
        if fitting + unfitting >= MOST_ROWS:
            notes.add("rows", f"more than {MOST_ROWS:,}: the first ones were read")
            break
        if (len(row) != sheet.width and any(cell.strip() for cell in row[sheet.width :])) or len(row) < sheet.width - 3:
            unfitting += 1
            notes.add(f"row {number + 1}", f"it has {len(row)} columns where the head has {sheet.width}")
            continue
        fitting += 1
        yield {column: row[place].strip() if place < len(row) else "" for column, place in sheet.columns.items()}
    if unfitting and not fitting:
        raise Unreadable(f"No row of this table has as many columns as its head ({sheet.width}). {_DO}")


def _sheet(text: str) -> Spreadsheet | None:
    text = _without_hint(text)
    head = text[:20_000]
    best: Spreadsheet | None = None
    for separator in _SEPARATORS:
        names = [name.strip().casefold() for name in next(_rows(head, separator, Notes()), [])]
        columns: dict[str, int] = {}
        for place, name in enumerate(names[:_MOST_COLUMNS]):
            if name in _COLUMNS:
                columns.setdefault(_COLUMNS[name], place)
        if {"subject", "start_on"} <= columns.keys() and (best is None or len(columns) > len(best.columns)):
            in_english = bool(_ENGLISH & set(names))
            best = Spreadsheet(text, separator, columns, len(names), in_english)
    return best


def _without_hint(text: str) -> str:
    """Excel's own "sep=;" before the head, and blank lines."""
    text = text.lstrip("\ufeff\n\r ")
    first, _, rest = text[:20].partition("\n")
    return text[len(first) + 1 :].lstrip("\n") if first.lower().startswith("sep=") and rest is not None else text


def _heads_seen(text: str) -> Sequence[str]:
    first = _without_hint(text)[:2_000].partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    return [head.strip().strip('"') for head in first.split(separator)]


def _rows(text: str, separator: str, notes: Notes) -> Iterator[list[str]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            notes.add(f"line {reader.line_num}", f"it cannot be parted into columns ({shown(str(error))})")
