"""XML of strangers to a tree: no entities, no network, bounded memory and depth."""

from __future__ import annotations

from lxml import etree

from accordingto.errors import InputError

_MAX_MEMORY = 350 << 20
_PER_TAG, _PER_ATTRIBUTE = 200, 220
"""Bytes that a tag takes with the text after it, and an attribute with its value (measured on 64-bit Linux)."""
_ENTITY = "<!ENTITY"
_WIDE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def refuse_bombs(data: bytes, place: str) -> None:
    """Raises `InputError` where a document would take too much memory or declares entities.

    An entity can hold anything, any number of times over, also other files.
    """
    if any(_ENTITY.encode(encoding) in data for encoding in _WIDE):
        message = f"{place}: declares XML entities, which could fetch or multiply anything; not read"
        raise InputError("entities", message)
    if data.count(b"<") * _PER_TAG + data.count(b"=") * _PER_ATTRIBUTE > _MAX_MEMORY:
        raise InputError("too-large", f"{place}: holds too many XML elements to be read at once; split it")


def parse_xml(data: bytes, place: str) -> etree._Element:
    """The root of an XML document.

    Raises `InputError` where it is no XML, declares entities, or would take too much memory or depth.
    """
    refuse_bombs(data, place)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("bad-xml", f"{place}: is not well-formed XML ({error}); get the file again") from None
    if root is None:
        raise InputError("bad-xml", f"{place}: holds no XML element; get the file again")
    return root


def local(element: etree._Element) -> str:
    """An element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
