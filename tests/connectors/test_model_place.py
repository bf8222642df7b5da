"""Where a model may be asked: HTTPS, or our own network, and it is said which."""

import pytest

from foothold.connectors.models.place import is_ours, place_of
from foothold.connectors.models.troubles import ModelTrouble, Why


@pytest.mark.parametrize(
    ("address", "where", "shown"),
    [
        ("http://127.0.0.1:11434/v1", "this machine", "127.0.0.1:11434"),
        ("http://localhost:1234", "this machine", "localhost:1234"),
        ("http://[::1]:8080/v1/", "this machine", "[::1]:8080"),
        ("http://192.168.1.20:8000/v1", "own network", "192.168.1.20:8000"),
        ("https://10.0.0.7/v1", "own network", "10.0.0.7"),
        ("http://ollama:11434/v1", "own network", "ollama:11434"),
        ("http://gpu.lan:8000/v1", "own network", "gpu.lan:8000"),
        ("https://api.models.example/v1", "elsewhere", "api.models.example"),
        ("https://203.0.114.5:8443/v1", "elsewhere", "203.0.114.5:8443"),
        ("HTTPS://Api.Models.Example/v1/chat/completions", "elsewhere", "api.models.example"),
    ],
)
def test_it_is_told_how_far_away_an_address_is(address: str, where: str, shown: str) -> None:
    place = place_of(address)
    assert (place.where, place.shown) == (where, shown)
    assert place.is_local is (where != "elsewhere")
    assert place_of(place.base_url) == place


@pytest.mark.parametrize(
    "address",
    [
        "http://api.models.example/v1",
        "http://8.8.8.8/v1",
        "http://localhost.models.example/v1",
        "http://127.0.0.1.models.example/v1",
        "http://[2606:4700::1]/v1",
    ],
)
def test_out_of_our_network_only_https_is_used(address: str) -> None:
    with pytest.raises(ModelTrouble) as refused:
        place_of(address)
    assert refused.value.why is Why.UNENCRYPTED
    assert "https://" in str(refused.value)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", Why.ADDRESS),
        ("models.example/v1", Why.ADDRESS),
        ("ftp://models.example", Why.ADDRESS),
        ("file:///etc/passwd", Why.ADDRESS),
        ("http://", Why.ADDRESS),
        ("http://2130706433/v1", Why.ADDRESS),
        ("http://0x7f.1/v1", Why.ADDRESS),
        ("http://127.1/v1", Why.ADDRESS),
        ("https://models.example:0/v1", Why.ADDRESS),
        ("https://models.example:99999/v1", Why.ADDRESS),
        ("https://models.example/v1 x", Why.ADDRESS),
        ("https://models.example/\nv1", Why.ADDRESS),
        ("https://models.example\\@evil.example/v1", Why.ADDRESS),
        ("https://mödels.example/v1", Why.ADDRESS),
        ("https://models.example/" + "x" * 500, Why.ADDRESS),
        ("https://anna:secret@models.example/v1", Why.CREDENTIALS),
        ("https://models.example/v1?key=secret", Why.CREDENTIALS),
        ("https://models.example/v1#secret", Why.CREDENTIALS),
        ("http://169.254.169.254/latest", Why.RESERVED),
        ("http://[::ffff:169.254.169.254]/", Why.RESERVED),
        ("https://[fe80::1]/v1", Why.RESERVED),
        ("https://0.0.0.0/v1", Why.RESERVED),
    ],
)
def test_what_is_no_models_address_is_refused(address: str, why: Why) -> None:
    with pytest.raises(ModelTrouble) as refused:
        place_of(address)
    assert refused.value.why is why, refused.value
    assert "secret" not in str(refused.value)
    assert "Nothing was sent." in str(refused.value)


def test_a_mapped_address_is_the_one_it_maps_to() -> None:
    assert place_of("http://[::ffff:127.0.0.1]:8000").is_local
    assert is_ours("::ffff:10.1.1.1")
    assert not is_ours("::ffff:8.8.8.8")
    assert not is_ours("169.254.169.254")
    assert not is_ours("nonsense")
