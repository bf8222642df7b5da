"""How a person can log in: a password, passkeys, the firm's own login."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet

from foothold.records.models import Membership, User


def can_log_in(user: User) -> bool:
    """Whether there is a password, a passkey or a login of the firm: without any only a one-time link leads in."""
    return (
        user.has_usable_password()
        or passkeys_of(user).exists()
        or bool(SocialAccount.objects.filter(user=user).exists())
    )


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    """His passkeys."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return found


def seated_person(address: str) -> User | None:
    """Who goes by this address and sits in a workspace now; None for strangers and for who left."""
    seats = Membership.objects.across_workspaces(because="a login does not know its workspace yet")
    seated = seats.filter(left_at=None, demo=False).values("user_id")
    return User.objects.filter(address__iexact=address, is_active=True, pk__in=seated).first()
