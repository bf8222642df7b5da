"""Choose the model that may point at words, or switch it off; try whether it answers."""

from typing import TYPE_CHECKING

from django.db import transaction

from foothold.connectors.models import ModelTrouble, open_second_reader, place_of
from foothold.core.conversation import Unreadable
from foothold.records.models import Membership, SecondReader, SecondReading
from foothold.records.models.second_reader import Asked
from foothold.records.second_reader import second_reader_of
from foothold.records.secrets import CannotOpen, seal, unseal

if TYPE_CHECKING:
    from foothold.connectors.models.chat_completions import ChatCompletions

LOCKED = "The kept key does not open with this machine's encryption key. Nothing was sent. Give the key again."


def choose_second_reader(
    seat: Membership, *, on: bool, base_url: str, model: str, key: str = "", forget_key: bool = False
) -> SecondReader:
    """Keep the address, the name and the key; an empty `key` keeps the one kept before.

    A key belongs to the server it was given for: another one does not get it. Switched off, nothing more is sent,
    what waits included; what the model said before stays. Raises `ModelTrouble` (`Unreadable`), one line for a
    person, for what cannot be asked; nothing is changed then.
    """
    base_url, model, key = base_url.strip(), model.strip(), key.strip()
    place = place_of(base_url) if base_url or on else None
    if place is not None and (on or model or key):
        open_second_reader(place.base_url, model, key)
    with transaction.atomic():
        reader = second_reader_of(seat.workspace_id) or SecondReader(workspace=seat.workspace)
        if forget_key or place is None or place.server != _server_of(reader):
            reader.sealed = ""
        if key and place is not None:
            reader.sealed = seal(key, about=str(reader.pk))
        reader.on, reader.model = on, model
        reader.base_url, reader.shown = (place.base_url, place.shown) if place else ("", "")
        reader.save()
        if not on:
            SecondReading.objects.in_workspace(seat.workspace_id).filter(state=Asked.WAITING).delete()
    return reader


def try_second_reader(reader: SecondReader) -> None:
    """Ask the model about an invented exchange. Raises `Unreadable`, one line for a person, where it gives no answer.

    Call it outside any transaction: it asks the network.
    """
    opened(reader).check()


def opened(reader: SecondReader) -> "ChatCompletions":
    """The model, ready to be asked with its key. Raises `Unreadable`, one line for a person."""
    try:
        key = unseal(reader.sealed, about=str(reader.pk)) if reader.sealed else ""
    except CannotOpen:
        raise Unreadable(LOCKED) from None
    return open_second_reader(reader.base_url, reader.model, key)


def _server_of(reader: SecondReader) -> tuple[str, str, int] | None:
    try:
        return place_of(reader.base_url).server
    except ModelTrouble:
        return None
