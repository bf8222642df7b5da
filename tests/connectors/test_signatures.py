"""Signatures, legal texts and device notes are not speech; what a person says below them is."""

import pytest

from foothold.connectors.mail.signature import without_signature

WORDS = ["Tuesday at ten works for us.", "", "Could you send the offer before?"]


def kept(text: str, writer: str | None = "Petra Lang") -> str:
    return "\n".join(without_signature(text.split("\n"), writer))


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nPetra Lang\nAcme Ltd\nWe make things better every day.",
        "--\nPetra",
        "Best,\nPetra",
        "Best regards,\n\nPetra Lang\nHead of Procurement\nAcme Ltd",
        "Thanks, Petra",
        "Thank you!\nPetra Lang (she/her)\nVP Purchasing, Acme\nM: +1 (555) 123-4567 | petra@acme.example",
        "Kind regards / Mit freundlichen Grüßen\n\nPetra Lang\nCFO",
        "Mit freundlichen Grüßen\nPetra Lang\n\nAcme GmbH\nHauptstr. 1\n10115 Berlin\nTel. +49 30 123456",
        "Cordialement,\nPetra Lang",
        "С уважением,\nПетра Ланг",
        "Petra Lang\nHead of Procurement | Acme Ltd\n+49 30 123456\nwww.acme.example",
        "Petra",
        "P. Lang\npetra@acme.example\n(555) 346-9947",
        "Petra Lang\nvia mobile",
        "----------------\n\nPetra Lang\n\nt. 555-931-0702\n\nskype: petra\n\nhttp://acme.example/",
        "Sent from my iPhone",
        "Best\nPetra\n\nGet Outlook for iOS",
        "Von meinem iPhone gesendet",
        "Regards\nPetra\n\nCONFIDENTIALITY NOTICE: For the addressee only. You must not copy it.\n\nAcme Ltd.",
        "Petra\n\nThis email and any files with it are confidential and intended for the addressee alone. If you\n"
        "are not the intended recipient, please delete it.",
        "Petra\n\nPlease consider the environment before printing this e-mail.",
        "Petra\n\nYou received this message because you are subscribed to our news.\nUnsubscribe here\nWe love mails.",
    ],
)
def test_a_signature_is_not_speech(signature: str) -> None:
    assert kept("\n".join([*WORDS, "", *signature.split("\n")])) == "\n".join(WORDS)


@pytest.mark.parametrize(
    "words",
    [
        "Tuesday at ten.\nRoom 4, third floor.",
        "Thanks, that works for us.\nSee you on Tuesday.",
        "Hi Jonas,\n\nthanks for your time. Please call me on +353 86 123 4567.",
        "This email is to confirm our slot on Tuesday at ten.",
        "Hello,\n\nThis message is about the price: it is too high.",
        "Hello,\n\nUnsubscribe me please.",
        "Thanks!",
        "Yes",
        "Dear Jonas,\n\nThe prizes:\n\n-- four tickets\n-- eight books\n\nWe will choose by Friday.",
        "Let us meet at:\n12 Main Street\nDublin 2\nat ten please.",
        "The numbers:\n1 large\n1 medium\n\nThat would be great!",
    ],
)
def test_ordinary_words_are_not_taken_for_a_signature(words: str) -> None:
    assert kept(words, "Ruth Keller") == words


def test_a_postscript_below_the_signature_stays() -> None:
    text = "Tuesday works.\n\nBest,\nPetra\n\nPS: make it Wednesday instead."
    assert kept(text) == "Tuesday works.\n\nPS: make it Wednesday instead."


def test_a_contact_card_holds_no_speech() -> None:
    assert kept("Petra Lang\nHead of Procurement\nAcme Ltd\n+49 30 123456\npetra@acme.example") == ""


def test_another_persons_name_alone_at_the_end_stays() -> None:
    assert kept("Who signs for you?\n\nJonas Maier", "Petra Lang") == "Who signs for you?\n\nJonas Maier"


def test_a_gateways_warning_above_the_mail_is_not_speech() -> None:
    banner = "CAUTION: This email originated from outside the organization.\nDo not click links you do not trust."
    assert kept(f"{banner}\n\nTuesday works.") == "Tuesday works."
    assert kept("[EXTERNAL] \nTuesday works.") == "Tuesday works."
