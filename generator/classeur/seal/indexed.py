"""The texts of a search index: Pagefind packs them as JSON (what a page says) and CBOR (words, filters)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator

FOLDER = "recherche/"
"""Where a site keeps its index, which holds the words of every page again."""
SUFFIXES = {".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta"}
_MARK = b"pagefind_dcd"
_BYTES, _TEXT = 2, 3
_SHORT = 24
"""From this number on, the length stands in the 1, 2, 4 or 8 bytes that follow (RFC 8949, § 3)."""


def texts_of_index(raw: bytes) -> Iterator[str]:
    """The texts of one file of an index. What is not packed as expected is read as it is."""
    try:
        data = gzip.decompress(raw).removeprefix(_MARK)
    except (OSError, EOFError, zlib.error):
        yield raw.decode("utf-8", "replace")
        return
    if data.startswith(b"{"):
        yield data.decode("utf-8", "replace")
    else:
        yield " ".join(_texts_of_cbor(data))


def _texts_of_cbor(data: bytes) -> Iterator[str]:
    """Every text of a CBOR value, in order: containers are only heads, so that no nesting has to be followed."""
    place = 0
    while place < len(data):
        major, short = data[place] >> 5, data[place] & 31
        place += 1
        size = 1 << (short - _SHORT) if _SHORT <= short < _SHORT + 4 else 0
        number = int.from_bytes(data[place : place + size], "big") if size else short
        place += size
        if major in (_BYTES, _TEXT) and short < _SHORT + 4:
            if major == _TEXT:
                yield data[place : place + number].decode("utf-8", "replace")
            place += number
