"""Which addresses of the net may be fetched from: public ones, whatever form or name they come in."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Set

from accordingto.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAMES_HERE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa", "test", "invalid")
"""Last labels of names that are somebody's own network (RFC 6761, 6762, 8375, and those that routers use)."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOT_FOR_US = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10")))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public net.

    False for loopback, private, link-local, multicast, reserved and other special ones (IANA registries), also where
    they are wrapped into IPv6 (mapped, 6to4, Teredo, NAT64), and for what is no address.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_public(inner) for inner in (parsed, *_wrapped(parsed)))


def _wrapped(address: Address) -> list[Address]:
    if not isinstance(address, ipaddress.IPv6Address):
        return []
    inner: list[Address] = [a for a in (address.ipv4_mapped, address.sixtofour) if a]
    inner += address.teredo or ()
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if int(address) >> 32 == 0:  # the old form ::127.0.0.1
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inner


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address in _NAT64):
        return True  # the address inside is looked at by itself
    special = (address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
               or address.is_unspecified or address.is_private)  # fmt: skip
    return address.is_global and not special and not any(address in network for network in _NOT_FOR_US)


def resolve(host: str, port: int, allowed: Set[str] = frozenset()) -> str:
    """The IP address to connect to, checked: whoever connects to it cannot be sent elsewhere by a second answer.

    allowed: addresses that count as public, for tests. Raises `InputError` where the name is unknown or any of its
    addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise InputError("no-host", f"{host}: no such host; check the address and the network") from None
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if address not in allowed and not is_public(address):
            raise InputError(
                "forbidden-address", f"{host}: is at {address}, which is not in the public net; not fetched"
            )
    if not addresses:
        raise InputError("no-host", f"{host}: has no address; check it")
    return addresses[0]


def check_name(host: str) -> None:
    """What can be told of a host without asking for its address, for use behind a proxy that looks it up itself.

    Raises `InputError` where it is an address that is not public or a name of somebody's own network.
    """
    bare = host.strip("[]").rstrip(".").lower()
    try:
        address = str(ipaddress.ip_address(bare.partition("%")[0]))
    except ValueError:
        address = ""
        with contextlib.suppress(OSError, UnicodeError):  # 127.1, 0x7f000001 and 2130706433 are addresses too
            address = socket.inet_ntoa(socket.inet_aton(bare))
    inside = any(bare == name or bare.endswith(f".{name}") for name in _NAMES_HERE)
    if (address and not is_public(address)) or (not address and (inside or "." not in bare)):
        raise InputError("forbidden-address", f"{host}: is not in the public net; not fetched")
