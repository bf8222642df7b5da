"""What to ask the customer before a meeting, for an item of the Ready sheet he can fill better than we can (001-8).

His answer is the best evidence there is (E3, E4), and the only thing that moves his side.
"""

import re
from collections.abc import Mapping

from foothold.core.readiness import Item

FIRST_THREE = (Item.US_2, Item.US_3, Item.CU_4)
"""What to ask in the confirmation mail of a first meeting, where nothing is known yet (UX S2, empty)."""


def prep_question_for(item: Item, about: str = "", language: str = "en") -> str:
    """Return the question to put to the customer; "" for what he cannot answer (our own tasks, his acceptance).

    `about` names what is missing (homework, data), blank where that is not known. English where there is none in
    `language`.

    >>> prep_question_for(Item.CU_3, "the pump hours of sites 2 and 3")
    'Could you send us before we meet: the pump hours of sites 2 and 3?'
    """
    primary = re.split("[-_]", language.casefold())[0]
    questions = _QUESTIONS.get(primary, _QUESTIONS["en"])
    with_about, without = questions.get(item, ("", ""))
    flat = " ".join(about.split()).rstrip(".?!")
    return with_about.format(about=flat) if flat and with_about else without


def sheet_question(item: Item, language: str = "en") -> str:
    """Return what the sheet asks us about an item, in the words of its eight questions (seed 004).

    >>> sheet_question(Item.US_8)
    'What could derail it, how do we avoid that, how do we handle it?'
    """
    primary = re.split("[-_]", language.casefold())[0]
    return _ASKED_OF_US.get(primary, _ASKED_OF_US["en"])[item]


_QUESTIONS: Mapping[str, Mapping[Item, tuple[str, str]]] = {
    "en": {
        Item.US_1: ("", "What makes this meeting worth your time?"),
        Item.US_2: ("", "What would you like to leave this meeting with?"),
        Item.US_3: ("", "Which issue should we be sure to talk about, and whom at your side does it affect most?"),
        Item.US_4: ("", "What has changed at your side since we last spoke that we should know of?"),
        Item.US_5: ("", "What would be most useful for you to learn from us?"),
        Item.US_6: ("", "What should be decided by the end of this meeting?"),
        Item.US_7: ("", "What would you like to have on the agenda?"),
        Item.US_8: ("", "Is there anything that could get in the way of a good result?"),
        Item.CU_2: ("", "Does this agenda suit you, or is something missing?"),
        Item.CU_3: (
            "Could you send us before we meet: {about}?",
            "Is there anything you would like to look at with us, and could send ahead?",
        ),
        Item.CU_4: ("Could {about} join us?", "Who else should be there, so that we can decide together?"),
        Item.CU_5: ("Could you send us before we meet: {about}?", "Which figures could you send us before we meet?"),
    },
    "de": {
        Item.US_1: ("", "Was macht dieses Treffen Ihre Zeit wert?"),
        Item.US_2: ("", "Womit möchten Sie aus diesem Treffen gehen?"),
        Item.US_3: (
            "",
            "Welches Thema sollten wir auf jeden Fall besprechen, und wen bei Ihnen betrifft es am meisten?",
        ),
        Item.US_4: ("", "Was hat sich bei Ihnen seit unserem letzten Gespräch verändert?"),
        Item.US_5: ("", "Was wäre für Sie am nützlichsten, von uns zu erfahren?"),
        Item.US_6: ("", "Was sollte am Ende dieses Treffens entschieden sein?"),
        Item.US_7: ("", "Was möchten Sie auf der Tagesordnung haben?"),
        Item.US_8: ("", "Gibt es etwas, das einem guten Ergebnis im Weg stehen könnte?"),
        Item.CU_2: ("", "Passt Ihnen diese Tagesordnung, oder fehlt etwas?"),
        Item.CU_3: (
            "Könnten Sie uns vorab schicken: {about}?",
            "Gibt es etwas, das Sie mit uns ansehen und vorab schicken möchten?",
        ),
        Item.CU_4: (
            "Könnte {about} dabei sein?",
            "Wer sollte noch dabei sein, damit wir gemeinsam entscheiden können?",
        ),
        Item.CU_5: ("Könnten Sie uns vorab schicken: {about}?", "Welche Zahlen könnten Sie uns vorab schicken?"),
    },
}


_ASKED_OF_US: Mapping[str, Mapping[Item, str]] = {
    "en": {
        Item.US_1: "Why did they take the meeting?",
        Item.US_2: "What is their goal for it?",
        Item.US_3: "Which issue touches whom, and how do we know?",
        Item.US_4: "What changes that they may miss?",
        Item.US_5: "What is worth learning for their job?",
        Item.US_6: "What do we want to leave with?",
        Item.US_7: "Which questions are on the agenda?",
        Item.US_8: "What could derail it, how do we avoid that, how do we handle it?",
        Item.US_9: "What did we promise last time?",
        Item.CU_1: "Did they accept?",
        Item.CU_2: "Did they answer the prep question?",
        Item.CU_3: "Did they do their homework?",
        Item.CU_4: "Are the needed people coming?",
        Item.CU_5: "Did their data come?",
    },
    "de": {
        Item.US_1: "Warum haben sie dem Treffen zugestimmt?",
        Item.US_2: "Was ist ihr Ziel dafür?",
        Item.US_3: "Welches Thema betrifft wen, und woher wissen wir das?",
        Item.US_4: "Was ändert sich, das sie übersehen könnten?",
        Item.US_5: "Was lohnt sich für ihre Aufgabe zu erfahren?",
        Item.US_6: "Womit wollen wir hinausgehen?",
        Item.US_7: "Welche Fragen stehen auf der Tagesordnung?",
        Item.US_8: "Was könnte es zum Scheitern bringen, wie vermeiden wir das, wie gehen wir damit um?",
        Item.US_9: "Was haben wir letztes Mal versprochen?",
        Item.CU_1: "Haben sie zugesagt?",
        Item.CU_2: "Haben sie die Vorfrage beantwortet?",
        Item.CU_3: "Haben sie ihre Aufgabe erledigt?",
        Item.CU_4: "Kommen die Personen, die wir brauchen?",
        Item.CU_5: "Sind ihre Daten da?",
    },
}
