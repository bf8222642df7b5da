"""Whether a meeting kept to the length that was agreed: the customer's time is respected (METHOD 11; 002-15)."""

from datetime import timedelta


def kept_to(agreed: timedelta, last_said: float | None) -> bool | None:
    """Whether the last words began within the agreed length.

    `last_said` is in seconds from the start of the recording; None, or an agreed length of nothing, is not known.

    >>> kept_to(timedelta(minutes=45), 44 * 60.0)
    True
    >>> kept_to(timedelta(minutes=45), None) is None
    True
    """
    if last_said is None or agreed <= timedelta():
        return None
    return timedelta(seconds=last_said) <= agreed
