"""Why a model suggested nothing, in one line for a person that never holds a key or a word of its answer."""

from enum import Enum

from foothold.core.conversation import Unreadable


class Why(Enum):
    """What happened and what to do. The verdict never depends on it, so nothing has to be said of that."""

    NOT_INSTALLED = (
        "Asking a model needs the extra [llm], which is not installed. Nothing was sent. "
        "Install it: pip install -e '.[llm]' in your clone"
    )
    ADDRESS = (
        "This is no address of a model's server. Nothing was sent. "
        "Write it like https://models.example/v1 or http://127.0.0.1:11434/v1."
    )
    CREDENTIALS = (
        "The address of {place} holds a user name, a password or a query. Nothing was sent. "
        "Give the key as the key, the address alone as the address."
    )
    RESERVED = "{place} is a reserved address, which is not asked. Nothing was sent. Name the model's own server."
    UNENCRYPTED = (
        "{place} is not in your own network, so it is asked over https:// only. Nothing was sent. "
        "Write https://, or the private address of a server of yours."
    )
    NOT_LOCAL = (
        "{place} leads out of your own network, where http:// is not used. Nothing was sent. "
        "Write https://, or the private address of a server of yours."
    )
    MODEL = "No model is named, or its name is too long. Nothing was sent. Write it as its server does."
    KEY = "This cannot be a key: letters, digits and signs without blanks, 4,096 at most. Nothing was sent."
    NO_NAME = "{place} was not found on the network. Check the address, and that the server runs."
    REFUSED = "{place} could not be reached. Check the address, and that the server runs."
    CERTIFICATE = "{place} could not prove who it is (its certificate). Nothing was sent to it."
    TOO_SLOW = "{place} did not answer within {seconds} seconds. Ask again, or choose a smaller model."
    TOO_LONG = "{place} took more than {minutes} minutes in all. What it said until then is kept."
    REDIRECT = "{place} answers from another address ({status}), where nothing is sent. Write that address instead."
    UNAUTHORISED = "{place} does not take the key ({status}). Check the key and what it may use."
    NOT_FOUND = "{place} knows no such model or address ({status}). Check both; most addresses end in /v1."
    BUSY = "{place} asks to be left alone for a while (429), or the account has nothing left. Ask again later."
    DECLINED = "{place} declined to answer ({status}). The model may not fit this address."
    TROUBLE = "{place} has trouble of its own ({status}). Ask again later."
    TOO_LARGE = "{place} sent more than {limit} MB. Its answer was thrown away."
    NONSENSE = "{place} answered with something that is no JSON. Ask again, or choose another model."
    MISMATCH = "{place} answered in another form than asked for. Ask again, or choose another model."
    NO_ANSWER = "{place} gave no answer, or hung up half-way. Ask again, or choose another model."


class ModelTrouble(Unreadable):
    """`why` and `place` let a page say it in another language; the message is the English line."""

    def __init__(self, why: Why, place: str = "", *, status: int = 0, seconds: int = 0, limit: int = 0) -> None:
        super().__init__(
            why.value.format(
                place=place, status=status, seconds=seconds, minutes=seconds // 60, limit=f"{limit / 1_000_000:g}"
            )
        )
        self.why = why
        self.place = place
        self.status = status
