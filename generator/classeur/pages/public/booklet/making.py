"""A booklet written for its readers: prose cut into its parts, facts where they belong, each said once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from classeur.kinds.record import Record, Row
from classeur.library import Member
from classeur.pages.public.answering import APPRENTICES, delays, mediators, recourse
from classeur.pages.public.booklet import facts
from classeur.pages.public.booklet.concerning import concerns, narrowed
from classeur.pages.public.booklet.cutting import Piece, cut
from classeur.pages.public.booklet.model import Booklet, Part, Readers
from classeur.pages.public.house.certificate import certificates
from classeur.pages.public.people import Purpose, listeners, purposes, referent
from classeur.pages.public.world import PublicWorld
from classeur.pages.templates import in_words

_TITLE = re.compile(r"<h3\b.*?</h3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PLACE = frozenset({"lieu", "nom", "adresse", "acces"})
"""What prose usually says of a place; any other fact of it is worth its block."""
_TECHNICAL, _TRAINERS = "plateforme", "formation"
"""The role that serves those who learn at a distance only, and the one that depends on the programme."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a booklet, rendered and cut once for the pages of one folder, from which its links lead."""

    record: Record
    opening: Piece
    parts: tuple[Piece, ...]


def text_of(world: PublicWorld, record: Record, address: str) -> Text:
    """The text of `record` for the page at `address` and those beside it."""
    opening, *parts = cut(world.prose(record, address).html, 2)
    return Text(record, opening, tuple(parts))


def make_booklet(world: PublicWorld, text: Text, address: str, whole: Readers, readers: Readers) -> Booklet:
    """The booklet of a text as `readers`, some of `whole`, read it at `address`."""
    record = text.record
    prose = {piece.id: replace(piece, html=narrowed(piece.html, readers, whole)) for piece in text.parts}
    booklet = _with_facts(world, record, address, readers, {name: _words(piece) for name, piece in prose.items()})
    parts = tuple(_part(world, booklet, name, title, prose.get(name)) for name, title in _order(record, prose))
    return replace(booklet, opening=text.opening.html, parts=parts)


def _order(record: Record, prose: Mapping[str, Piece]) -> list[tuple[str, str]]:
    """Every part by its id and title: those of the kind in its order, the record's own where they were written.

    A booklet that completes another has only the parts that it writes: facts are in the other one.
    """
    declared = {} if record.texts("complete") else {one.id: one.title for one in record.kind.sections}
    order = list(declared)
    before = ""
    for name in prose:
        if name not in declared:
            order.insert(order.index(before) + 1 if before else 0, name)
        before = name
    return [(name, prose[name].title if name in prose else declared[name]) for name in order]


def _part(world: PublicWorld, booklet: Booklet, name: str, title: str, piece: Piece | None) -> Part:
    return Part(
        name,
        title,
        piece.html.strip() if piece else "",
        delays(world, name),
        _has_facts(booklet, name, alone=piece is None),
        concerns(name, booklet.readers),
    )


def _has_facts(booklet: Booklet, name: str, *, alone: bool) -> bool:
    """Whether fields speak in a part; `alone`, without a word of prose."""
    found: Mapping[str, object] = {
        "organisme": booklet.declared or booklet.certificates,
        "contacts": booklet.purposes,
        "horaires": booklet.hours,
        "lieu": booklet.places,
        "deroulement": booklet.courses,
        "foad": booklet.platforms,
        "securite": (booklet.dangers and not alone) or _told(booklet, "evacuation"),
        "violences": booklet.listeners or (booklet.numbers and not alone),
        "psh": booklet.referents,
        "reclamations": booklet.mediators,
        "rgpd": booklet.uses,
        "apprenti": booklet.recourse and not alone,
        "pratique": booklet.bring or _told(booklet, "repas", "hebergement"),
    }
    return bool(found.get(name))


def _told(booklet: Booklet, *names: str) -> bool:
    """Whether a place of these readers says one of these facts."""
    return any(place.get(name) for place in booklet.readers.places for name in names)


def _with_facts(
    world: PublicWorld, record: Record, address: str, readers: Readers, words: Mapping[str, str]
) -> Booklet:
    """The booklet's facts: what prose already says in the part where a fact belongs is not said twice."""
    numbers = facts.numbers(world, readers)
    main = next(iter([referent(world)]), None)
    return Booklet(
        record=record,
        address=address,
        readers=readers,
        opening="",
        parts=(),
        hours=facts.hours_of(record, readers),
        places=tuple(row for row in readers.places if readers.on_site and _worth(row, words.get("lieu", ""))),
        bring=facts.things_to_bring(record, readers),
        purposes=tuple(_purposes(world, readers, words.get("contacts", ""))),
        listeners=_unnamed(listeners(world), words.get("violences", "")),
        referents=_unnamed((main,) if main else (), words.get("psh", "")),
        recourse=tuple(
            one for one in recourse(world, *APPRENTICES) if not any(_says(part, one.phone) for part in words.values())
        ),
        mediators=tuple(one for one in mediators(world) if not _says(words.get("reclamations", ""), one.name)),
        emergencies=numbers,
        numbers=tuple(one for one in numbers if not _says(words.get("violences", ""), one.number)),
        uses=tuple(facts.uses(world)),
        platforms=facts.platforms(world) if readers.remote else (),
        courses=tuple(
            one for one in facts.courses(world, readers) if not _says(words.get("deroulement", ""), one.record.title)
        ),
        declared=not _says(words.get("organisme", ""), world.provider.text("nda")),
        certificates=tuple(
            one
            for one in (() if readers.formation else certificates(world))
            if one.valid and not _says(words.get("organisme", ""), one.number)
        ),
    )


def _purposes(world: PublicWorld, readers: Readers, prose: str) -> Iterator[Purpose]:
    """Whom to ask for what: of the trainers, those of these readers' programme, when it names them."""
    theirs = readers.formation.texts("formateurs") if readers.formation else ()
    for one in purposes(world):
        members = tuple(m for m in one.members if one.role != _TRAINERS or not theirs or m.handle in theirs)
        if (readers.remote or one.role != _TECHNICAL) and (left := _unnamed(members, prose)):
            yield replace(one, members=left)


def _worth(row: Row, prose: str) -> bool:
    """Whether a place is to be told beside the prose that already gives its street."""
    street = in_words(row.get("adresse")).partition(",")[0]
    return bool(set(row.values) - _PLACE) or not (prose and _says(prose, street))


def _unnamed(members: tuple[Member, ...], prose: str) -> tuple[Member, ...]:
    """Those whom prose does not name, or names without telling how to reach them."""
    return tuple(member for member in members if not (_says(prose, member.name) and _reached(member, prose)))


def _reached(member: Member, prose: str) -> bool:
    ways = tuple(filter(None, (member.phone, member.sms, member.email)))
    return not ways or any(_says(prose, way) for way in ways)


def _says(prose: str, words: str) -> bool:
    """Whether prose holds these words, spaces and capitals apart, and not as a part of longer ones."""
    wanted = r"\s*".join(map(re.escape, words.lower().split()))
    return bool(wanted) and bool(re.search(rf"(?<!\w){wanted}(?!\w)", prose))


def _words(piece: Piece) -> str:
    """The sentences of a part, in small letters; its titles say nothing yet."""
    return _TAG.sub(" ", _TITLE.sub(" ", piece.html)).lower()
