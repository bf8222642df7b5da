"""The chance of an answer where a mailbox is connected (METHOD 8, "on real mail"): `fit` a past, then `predict`.

>>> from foothold.core.real_mail import Sent
>>> Sent(at=0.0, sender="anna", recipient="petra", answered_after=3600.0).outcome
True
"""

from foothold.core.real_mail.chance import Chance, ReplyChance, predict
from foothold.core.real_mail.fit import fit
from foothold.core.real_mail.history import DAY, KNOWN_AFTER, Sent

__all__ = ["DAY", "KNOWN_AFTER", "Chance", "ReplyChance", "Sent", "fit", "predict"]
