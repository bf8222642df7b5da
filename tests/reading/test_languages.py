"""Languages that are not read are said to be unread; nothing in them is judged."""

import pytest

from foothold.reading.languages import unread_language


@pytest.mark.parametrize(
    "text",
    [
        "Добрый день, давайте встретимся во вторник в десять часов.",
        "我们星期二十点见面，讨论合同和价格的问题。",
        "لنلتق يوم الثلاثاء في الساعة العاشرة صباحا",
        "Wir treffen uns am Dienstag, und ich bringe die Zahlen für das Werk mit, die Sie haben wollten, nicht nur eine.",
    ],
)
def test_another_language_or_script_is_unread(text: str) -> None:
    assert unread_language(text) is not None


@pytest.mark.parametrize(
    "text", ["Tuesday at ten works for me.", "no no no no no no", "", "👍", "Привет, Anna: 10:00?"]
)
def test_english_and_what_is_too_short_to_tell_is_not(text: str) -> None:
    assert unread_language(text) is None
