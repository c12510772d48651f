"""Special addresses are refused in every form that they can be written in."""

from __future__ import annotations

import pytest

from accordingto.acquire.fetch.addresses import check_name, is_public, resolve
from accordingto.errors import InputError

SPECIAL = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12:3456::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "100::1", "fec0::1",
    "2001:0:7f00:1::", "not an address", "",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1",
          "::ffff:8.8.8.8", "64:ff9b::808:808")  # fmt: skip


@pytest.mark.parametrize("address", SPECIAL)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "017700000001", "::1"])
def test_names_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises(InputError) as caught:
        resolve(host, 80)
    assert caught.value.kind in ("forbidden-address", "no-host")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "a.localhost",
        "printer.local",
        "db.internal",
        "intranet",
        "127.1",
        "[::1]",
        "0x7f000001",
        "2130706433",
        "10.0.0.1",
        "router.home.arpa",
        "localhost.",
    ],
)
def test_behind_a_proxy_names_and_addresses_inside_are_refused(host: str) -> None:
    with pytest.raises(InputError):
        check_name(host)


@pytest.mark.parametrize("host", ["example.org", "hidden.onion", "8.8.8.8", "[2606:4700::1111]"])
def test_behind_a_proxy_others_pass(host: str) -> None:
    check_name(host)
