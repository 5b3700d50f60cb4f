"""What a declaration of a kind names has to exist: its home, its fields, the kinds that it links to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from classeur.kinds.declaration import Kind
from classeur.messages import closest
from classeur.read.declarations import fail, inside, scalars
from classeur.read.nodes import Mapping, Node, Scalar, Sequence

_DATES = ("date", "date-heure")


def check_home(front: Mapping) -> None:
    """A provider's kind lives where records are read, and nowhere else: `classeur new` writes there."""
    folder, file = front.get("dossier"), front.get("fichier")
    home = front.text("dossier").rstrip("/")
    if folder is not None and not (inside(home) and "/" in home):
        fail("« dossier » commence par evidence/ ou content/, et n'en sort pas", folder)
    if file is not None and not (inside(front.text("fichier")) and front.text("fichier").endswith(".md")):
        fail("« fichier » est le chemin d'une fiche .md, dans evidence/ ou content/", file)


def check_names(kind: Kind, front: Mapping) -> None:
    """Every field that the kind names is one that it has."""
    for required in scalars(front.get("requis")):
        if kind.field(required.text) is None:
            fail(f"« requis » nomme « {required.text} », qui n'est pas un champ de ce genre", required)
    when = kind.field(kind.when)
    written = front.get("quand")
    if written is not None and (when is None or when.type not in _DATES):
        fail(f"« quand » nomme « {kind.when} », qui n'est pas un champ de date de ce genre", written)
    chosen = (
        ("indicateurs_selon", kind.indicators_by),
        ("sinon", kind.indicators_by.otherwise if kind.indicators_by else None),
        ("sections_selon", kind.sections_by),
        ("restreint_selon", kind.restricted_by),
        ("requis_selon", kind.required_by),
    )
    for key, by in chosen:
        if by is not None and kind.field(by.field) is None:
            written = front.get(key) or front.get("indicateurs_selon")  # « sinon » is written within
            fail(f"« {key} » nomme « {by.field} », qui n'est pas un champ de ce genre", written or front)
    for section in kind.sections:
        if section.field and kind.field(section.field) is None:
            fail(
                f"« sections » nomme « {section.field} », qui n'est pas un champ de ce genre",
                front.get("sections") or front,
            )
    asked = (name for names in kind.required_by.values.values() for name in names) if kind.required_by else ()
    for name in asked:
        if kind.field(name) is None:
            fail(f"« requis_selon » nomme « {name} », qui n'est pas un champ de ce genre", front)


def check_links(front: Mapping, names: Collection[str]) -> None:
    """Every kind that a `lien` names is one of `names`: those of all declarations, since a kind may name a later one.

    Raises:
        DeclarationError: it is not, and nothing could ever be written in that field.
    """
    for link in _links(front.get("champs")):
        if link.text not in names:
            meant = closest(link.text, names)
            hint = f" ; le plus proche est « {meant} »" if meant else ""
            fail(f"« lien » nomme « {link.text} », qui n'est pas un genre{hint}", link)


def _links(node: Node | None) -> Iterator[Scalar]:
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            yield from scalars(item.get("lien"))
            yield from _links(item.get("champs"))
