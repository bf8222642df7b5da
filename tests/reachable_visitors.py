"""Browsers that ask a reachable site by its public name."""

from typing import Any

from django.test import Client

HOST = "foothold.firm.example"
PASSWORD = "three pumps in quiet rain"


def visitor(**extra: Any) -> Client:
    """A browser that asks the public address, through the proxy."""
    return Client(HTTP_HOST=HOST, **extra)
