"""METHOD 8, "on real mail": what is foretold is known from before, and fits what it was told."""

import random
from dataclasses import replace

import pytest

from foothold.core.real_mail import DAY, KNOWN_AFTER, Chance, ReplyChance, Sent, fit, predict
from foothold.core.real_mail.history import FEATURES

MODEL = ReplyChance((-2.0, *(0.0 for _ in FEATURES)), mu=9.4, sigma=2.7, mails=100)


def made(many: int = 3000) -> list[Sent]:
    """Mails of a firm in which quick people answer one in two and slow ones one in fifty."""
    chance, mails = random.Random(3), []  # noqa: S311 - invented mail, no secret
    for at in range(many):
        recipient = f"person {chance.randrange(20)}"
        rate = 0.5 if int(recipient.split()[1]) < 4 else 0.02
        after = chance.lognormvariate(9.4, 2.0) if chance.random() < rate else None
        mails.append(Sent(at * DAY / 20, f"sender {at % 3}", recipient, answered_after=after))
    return mails


def test_people_who_answer_are_told_from_people_who_do_not() -> None:
    mails = made()
    model = fit(mails[:2000])
    chances = list(predict(model, mails[2000:], before=mails[:2000]))
    pairs = list(zip(mails[2000:], chances, strict=True))
    quick = [chance.by(KNOWN_AFTER) for sent, chance in pairs if int(sent.recipient.split()[1]) < 4]
    slow = [chance.by(KNOWN_AFTER) for sent, chance in pairs if int(sent.recipient.split()[1]) >= 4]
    assert 0.35 < sum(quick) / len(quick) < 0.6
    assert sum(slow) / len(slow) < 0.06
    assert model.sigma == pytest.approx(2.0, abs=0.3)


def test_an_outcome_of_later_changes_nothing_that_was_foretold_before_it() -> None:
    mails = made(600)
    answered = [replace(sent, answered_after=60.0) if at >= 500 else sent for at, sent in enumerate(mails)]
    soon = mails[500].at + KNOWN_AFTER
    as_it_was = [c.ever for s, c in zip(mails, predict(MODEL, mails), strict=True) if s.at < soon]
    otherwise = [c.ever for s, c in zip(mails, predict(MODEL, answered), strict=True) if s.at < soon]
    assert as_it_was == otherwise


def test_an_answer_seen_after_seven_days_counts_for_others_like_none() -> None:
    mails = made(400)
    late = [replace(s, answered_after=KNOWN_AFTER + 1) if s.answered_after is None else s for s in mails]
    assert [c.ever for c in predict(MODEL, mails)] == [c.ever for c in predict(MODEL, late)]


def test_the_longer_the_silence_the_less_is_still_to_come() -> None:
    chance = Chance(0.4, MODEL)
    assert chance.by(7 * DAY) > chance.by(8 * DAY, silent=DAY) > chance.by(10 * DAY, silent=3 * DAY) > 0
    assert chance.by(DAY, silent=DAY) == 0


def test_where_fewer_are_answered_of_late_less_is_foretold() -> None:
    mails = [Sent(at * DAY / 10, "anna", f"person {at}") for at in range(1000)]
    first, *_, last = predict(MODEL, mails)
    assert last.ever < first.ever / 2


def test_too_few_answers_are_nothing_to_learn_from() -> None:
    with pytest.raises(ValueError, match="too few"):
        fit(made(40))


def test_a_mailbox_that_always_answers_at_once_breaks_nothing() -> None:
    mails = [Sent(at * DAY, "anna", "petra", answered_after=0.0) for at in range(80)]
    chances = list(predict(fit(mails), mails))
    assert all(0 < chance.ever <= 1 for chance in chances)
