"""The words kept of an answer: what he wrote, below the other time he asks for where no calendar can hold that."""

from foothold.records.models import InvitationReply

ASKS_FOR = "asks for another time: "
"""How the words of an answer begin that asks for a time nobody can put into a calendar, or for a day without one."""
LONGEST_WORDS = 2000


def words_asking(when: str, said: str) -> str:
    """The words of an answer that asks for `when`; of one that asks for no such time what was `said` alone."""
    asks = f"{ASKS_FOR}{when}" if when else ""
    return "\n".join(filter(None, [asks, said[:LONGEST_WORDS]]))


def asks_in_words(row: InvitationReply) -> bool:
    """Whether it asks for another time that is in its words alone."""
    return row.new_start is None and row.words.startswith(ASKS_FOR)


def time_in_words(row: InvitationReply) -> str:
    """The time it asks for as it was written, or the day; empty where it asks for none."""
    return row.words.removeprefix(ASKS_FOR).partition("\n")[0] if asks_in_words(row) else ""


def own_words(row: InvitationReply) -> str:
    """What he wrote himself."""
    return row.words.partition("\n")[2] if asks_in_words(row) else row.words
