"""Adapters of the optional models; nothing here is needed to run, and nothing is loaded before it is asked for."""

from typing import TYPE_CHECKING

from foothold.connectors.models.place import place_of
from foothold.connectors.models.troubles import ModelTrouble, Why

if TYPE_CHECKING:
    from foothold.connectors.models.chat_completions import ChatCompletions

__all__ = ["ModelTrouble", "Why", "open_second_reader", "place_of"]


def open_second_reader(base_url: str, model: str, key: str = "") -> "ChatCompletions":
    """The model `model` at an OpenAI-compatible address; nothing is asked yet.

    Raises `ModelTrouble`, one line for a person: the extra is not installed, the address is not to be asked,
    no model is named, or the key cannot be one.
    """
    place = place_of(base_url)
    try:
        from foothold.connectors.models.chat_completions import ChatCompletions
    except ImportError:
        trouble = ModelTrouble(Why.NOT_INSTALLED)
    else:
        return ChatCompletions(place, model, key)
    raise trouble
