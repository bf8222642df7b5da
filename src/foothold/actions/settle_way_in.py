"""How a person gets in: an address and a password of his own, what was lost forgotten, other browsers shown out."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.open_workspace import OWNER_ADDRESS
from foothold.records.models import User


def settle_way_in(user: User, *, address: str, name: str, password: str, lost_everything: bool = False) -> None:
    """Give a person the address and password he logs in with from now on.

    `lost_everything` forgets his passkeys, app and codes, which would be asked for after the password. Raises
    ValueError with the lines that say what to change; nothing is stored then.
    """
    address, name = address.strip().lower(), " ".join(name.split())[:200]
    wrong = _wrong_with(user, address, name, password)
    if wrong:
        raise ValueError("\n".join(wrong))
    with transaction.atomic():
        user.address, user.name = address, name or user.name
        user.set_password(password)
        user.save(update_fields=["address", "name", "password"])
        if lost_everything:
            Authenticator.objects.filter(user=user).delete()


def end_other_sessions(user: User, *, keep: str | None) -> int:
    """Log a person out everywhere but in the session `keep`; how many ended."""
    theirs = [
        session.pk
        for session in Session.objects.exclude(pk=keep or "").iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    with transaction.atomic():
        Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def _wrong_with(user: User, address: str, name: str, password: str) -> list[str]:
    wrong: list[str] = []
    try:
        validate_email(address)
    except ValidationError:
        wrong.append(_("This is no e-mail address."))
    if address == OWNER_ADDRESS or User.objects.filter(address__iexact=address).exclude(pk=user.pk).exists():
        wrong.append(_("This address cannot be used here."))
    try:
        validate_password(password, User(address=address, name=name))
    except ValidationError as weak:
        wrong += weak.messages
    return wrong
