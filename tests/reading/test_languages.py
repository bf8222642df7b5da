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
    ("language", "text"),
    [
        ("pl", "Czy możemy spotkać się w czwartek? Tak, to mi pasuje, ale proszę o agendę przed wizytą, nie jest za późno."),
        ("pt", "Podemos falar na quinta? Sim, para mim está bem, mas não sei se já foi enviada uma agenda com os temas."),
        ("sv", "Kan vi träffas på torsdag? Ja, det passar mig, men jag vill ha planen före besöket och inte efter."),
        ("da", "Kan vi mødes på torsdag? Ja, det passer, men jeg vil gerne have noget at se på før mødet, og der er tid."),
        ("no", "Kan vi møtes på torsdag? Ja, det passer meg, men jeg vil gjerne ha noe å se på før møtet og ikke nå."),
        ("tr", "Perşembe günü olabilir mi? Evet, benim için uygun ama önce bir plan ve çok daha fazla zaman gerekiyor, değil mi?"),
        ("fi", "Voimmeko tavata? Kyllä se sopii, mutta minä en voi tulla ennen kuin sopimus on valmis, ja se ei ole nyt."),
        ("cs", "Můžeme se sejít? Ano, to se mi hodí, ale před schůzkou bude třeba plán, jak jsme si řekli, a není za dlouho."),
    ],
)  # fmt: skip
def test_the_languages_of_the_neighbours_are_unread_by_name(language: str, text: str) -> None:
    assert unread_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Tuesday at ten works for me.",
        "no no no no no no",
        "",
        "👍",
        "Привет, Anna: 10:00?",
        "***  W E E K L Y   P R O D U C T   S P E C I A L  ***",
        "To: A. Ek/NA/Corp, Jo Ann Vik/NA/Corp, Na Se/NA",
    ],
)
def test_english_and_what_is_too_short_to_tell_is_not(text: str) -> None:
    assert unread_language(text) is None
