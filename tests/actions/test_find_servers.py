"""Mail servers are looked for at a domain somebody typed: it must not lead into our own network."""

import socket
from typing import Any

import dns.resolver
import pytest

from foothold.actions.connect_mailbox import find_servers


@pytest.mark.parametrize("address", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "::1"])
def test_a_domain_at_a_private_address_is_not_connected_to(
    address: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FEEDS_FROM_PRIVATE_NETWORKS = False
    asked, connected_to = [], []

    def no_records(*args: Any, **how: Any) -> None:
        raise dns.resolver.NXDOMAIN

    def resolved(host: str, port: int, **how: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(to: Any, *args: Any, **how: Any) -> None:
        connected_to.append(to)
        raise ConnectionRefusedError

    monkeypatch.setattr(dns.resolver, "resolve", no_records)
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert find_servers("anna@inside.example") is None
    assert asked
    assert connected_to == []
