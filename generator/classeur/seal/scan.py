"""A rendered site read word by word for what its edition must not hold: the cost is the site's, not the names'."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import itemgetter
from pathlib import Path

from classeur.editions import Edition
from classeur.finding import Finding, Place
from classeur.messages import finding
from classeur.pages.address import GUIDE
from classeur.seal.indexed import FOLDER as INDEX
from classeur.seal.reading import is_read, texts_in, texts_of
from classeur.seal.secrets import Secret, Secrets
from classeur.seal.words import both_writings, hyphenated, numbers_in

_GUIDE = f"{GUIDE}/"
"""In the team's edition, made of declarations alone (`pages/guide.py`): a record that says what an example says has
leaked nothing there."""


_PIECE = 1_000_000
"""Signs of a text that are looked at in one go."""
_EDGE = 1_000
"""Signs: longer than any secret."""


class Clean:
    """Files in which nothing was found, by their bytes: who builds again and again need not read them again."""

    def __init__(self) -> None:
        self._files: dict[Edition, tuple[Secrets, set[bytes]]] = {}

    def of(self, secrets: Secrets) -> set[bytes]:
        """The files already found clean of these very secrets; none when any of them changed."""
        before, files = self._files.get(secrets.edition, (None, set()))
        if before != secrets:
            files = set()
        self._files[secrets.edition] = (secrets, files)
        return files


def scan(folder: Path, secrets: Secrets, sources: Mapping[str, str], clean: Clean | None = None) -> tuple[Finding, ...]:
    """Every secret found in the files of a site, each once a page.

    `sources` gives the file that a page was made from, by its address without extension, and that of an attachment, by
    its whole address. A file that can't be read to its end is told as well: nobody knows whom it names. What `clean`
    knows is not read again, and what is found clean is added to it.
    """
    known = clean.of(secrets) if clean else set()
    found: list[Finding] = []
    # Of the search, which holds the words of every page again: told only for what no page shows.
    indexed: list[Finding] = []
    for path in sorted(folder.rglob("*")):
        address = path.relative_to(folder).as_posix()
        if path.is_file() and not (secrets.edition.holds_names and address.startswith((INDEX, _GUIDE))):
            key = _bytes_of(path, address, read=is_read(address, pdfs=not secrets.edition.holds_names))
            if key in known:
                continue
            place = Place(sources.get(address.removesuffix(".html"), f"{secrets.edition.value}/{address}"))
            said = texts_of(path, address, pdfs=not secrets.edition.holds_names)
            leaks = list(_found_in(said.texts, secrets, place))
            if not said.whole:
                leaks.append(finding("piece-non-lue", place, edition=secrets.edition.french))
            (indexed if address.startswith(INDEX) else found).extend(leaks)
            if not leaks:
                known.add(key)
    told = {_key(leak) for leak in found}
    return tuple(dict.fromkeys([*found, *(leak for leak in indexed if _key(leak) not in told)]))


def scan_calendars(folder: Path, secrets: Secrets) -> tuple[Finding, ...]:
    """The same for the calendars of the team's edition, which telephones copy: `secrets` are those of the auditor's."""
    found: list[Finding] = []
    edition = f"{Edition.TEAM.french}, dans un calendrier que les téléphones recopient"
    for path in sorted(folder.rglob("*.ics")):
        address = path.relative_to(folder).as_posix()
        found += _found_in(texts_of(path, address).texts, secrets, Place(f"{Edition.TEAM.value}/{address}"), edition)
    return tuple(dict.fromkeys(found))


def scan_coded(files: Mapping[str, bytes], secrets: Secrets) -> tuple[Finding, ...]:
    """The same for the spreadsheets, by their address, in which learners are said to be codes: a typed title may lie.

    `secrets` are the names and contacts of people, wherever they may stand.
    """
    edition = f"{Edition.TEAM.french}, dans un tableur où les personnes sont des codes"
    found = (
        leak
        for address, content in files.items()
        for leak in _found_in(texts_in(content, address), secrets, Place(f"{Edition.TEAM.value}/{address}"), edition)
    )
    return tuple(dict.fromkeys(found))


def _bytes_of(path: Path, address: str, *, read: bool) -> bytes:
    """What tells a file from any other: its address, and its bytes when they are `read`."""
    key = hashlib.sha256(address.encode() + b"\0")
    if read:
        with path.open("rb") as file:
            key.update(hashlib.file_digest(file, "sha256").digest())
    return key.digest()


def _key(leak: Finding) -> tuple[str, str]:
    return (leak.rule, leak.subject)


def _found_in(texts: Iterable[str], secrets: Secrets, place: Place, edition: str = "") -> Iterator[Finding]:
    edition = edition or secrets.edition.french
    for text in chain.from_iterable(map(pieces_of, texts)):
        for secret in secrets_in(text, secrets):
            subject = secret.values.get("code") or secret.values["value"]
            yield finding(secret.rule, place, subject=subject, edition=edition, **secret.values)
        for identity in _ids_in(text, secrets):
            yield finding("fuite-identifiant", place, subject=identity, value=identity, edition=edition)


def pieces_of(text: str) -> Iterator[str]:
    """A text in pieces that hold the edge of the one before: the words of a long one, all at once, fill the memory."""
    start = 0
    while len(text) - start > _PIECE:
        end = _space(text, start + _PIECE)
        yield text[start:end]
        start = _space(text, end - _EDGE)
    yield text[start:]


def _space(text: str, end: int) -> int:
    """The last space before, where there is one near: half a word may be a name."""
    space = text.rfind(" ", end - _EDGE, end)
    return space if space >= 0 else end


def secrets_in(text: str, secrets: Secrets) -> Iterator[Secret]:
    """The secrets of a text, each once.

    One that lies inside a longer one (a family name in a full name) is not told as well.
    """
    told: dict[int, Secret] = {}
    covered = 0
    for (_, less), group in sorted(_spans(text, secrets), key=itemgetter(0)):
        if -less > covered:
            covered = -less
            told |= {id(secret): secret for secret in group}
    if secrets.by_number:
        for number in numbers_in(text, frozenset(map(len, secrets.by_number))):
            told |= {id(secret): secret for secret in secrets.by_number.get(number, ())}
    yield from told.values()


def _spans(text: str, secrets: Secrets) -> Iterator[tuple[tuple[int, int], tuple[Secret, ...]]]:
    """The places of the secrets in the words of a text: first word, less the end, so that longer ones sort first."""
    words, compared = both_writings(text)
    for index, word in [(index, word) for index, word in enumerate(compared) if word in secrets.shapes]:
        for offset, size in secrets.shapes[word]:
            start, end = index - offset, index - offset + size
            group = secrets.by_words.get(tuple(compared[start:end])) if start >= 0 and end <= len(words) else None
            if group and not words[end - 1][0].isupper():
                group = tuple(secret for secret in group if not secret.capital)
            if group:
                yield (start, -end), group


def _ids_in(text: str, secrets: Secrets) -> Iterator[str]:
    """Ids that stand in a text as words of their own, or inside a longer word with hyphens, in any case."""
    for word in hyphenated(text) if secrets.ids else ():
        parts = word.split("-")
        for start in range(len(parts)):
            for end in range(start + 1, min(len(parts), start + secrets.longest_id) + 1):
                written = secrets.ids.get("-".join(parts[start:end]))
                if written:
                    yield written
