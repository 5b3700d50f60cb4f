"""What a search index says can be read again, packed as it is."""

from __future__ import annotations

import gzip

import pytest

from classeur.seal.indexed import texts_of_index


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        (b"\x63oui", "oui"),
        (b"\x82\x63oui\x63non", "oui non"),
        (b"\xa1\x61a\x82\x01\x18\xff", "a"),
        (b"\x43abc\x61z", "z"),  # three bytes are no text
        (b"\x78\x20" + b"x" * 32, "x" * 32),
        (b"\x79\x01\x00" + b"y" * 256, "y" * 256),
        (b"\x9f\x61a\xff\xf6\xfb" + b"a" * 8 + b"\x61b", "a b"),  # a list without length, nothing, a number
    ],
)
def test_the_texts_of_cbor_are_read_in_order(value: bytes, texts: str) -> None:
    assert list(texts_of_index(gzip.compress(b"pagefind_dcd" + value))) == [texts]


def test_json_is_given_whole_and_what_is_not_packed_is_read_as_it_is() -> None:
    assert list(texts_of_index(gzip.compress(b'pagefind_dcd{"content":"oui"}'))) == ['{"content":"oui"}']
    assert list(texts_of_index("Hélène".encode())) == ["Hélène"]
