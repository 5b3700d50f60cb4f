"""The fields that a kind declares, read from the nodes of its file."""

from __future__ import annotations

from classeur.editions import Edition
from classeur.kinds.declaration import AMONG, TYPES, Field
from classeur.kinds.values import UNITS
from classeur.read.declarations import fail, mapping, only, whole, words, yes
from classeur.read.nodes import Mapping, Node, Scalar, Sequence

_KEYS = "nom libelle type requis liste aide edition valeurs lien champs defaut maximum unite parmi".split()  # noqa: SIM905


def read_fields(node: Node | None, edition: Edition, widest: Edition = Edition.PUBLIC) -> tuple[Field, ...]:
    """The fields of a list of them; none when nothing is written.

    Raises:
        DeclarationError: one of them is wrong.
    """
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        fail("« champs » doit être une liste", node)
    return tuple(_field(item, edition, widest) for item in node.items)


def _field(node: Node, edition: Edition, widest: Edition) -> Field:
    """A field: `edition` is what it has when it says nothing, `widest` what it may not go past (that of its rows).

    A field may be read more widely than its kind: of what is kept to the source, existence and dates are shown.
    """
    if not isinstance(node, Mapping):
        fail("un champ s'écrit {nom: …, libelle: …, type: …}", node)
    only(node, _KEYS, "« {key} » n'est pas une clé de champ")
    kind_of_value = node.text("type")
    if not node.text("nom"):
        fail("un champ a un « nom »", node)
    if kind_of_value not in TYPES:
        cause = f"« {kind_of_value} » n'est pas un type de champ ({', '.join(TYPES)})"
        fail(cause, node.get("type") or node)
    if kind_of_value == "choix" and not node.get("valeurs"):
        fail("un champ de type choix a des « valeurs »", node)
    if (unit := node.get("unite")) is not None and node.text("unite") not in UNITS:
        fail(f"« unite » est l'une de : {', '.join(UNITS)}", unit)
    if (among := node.get("parmi")) is not None and node.text("parmi") not in AMONG:
        fail(f"« parmi » est l'un de : {', '.join(AMONG)}", among)
    own = min(read_edition(node, edition), widest, key=lambda item: item.width)
    return Field(
        name=node.text("nom"),
        label=node.text("libelle") or node.text("nom"),
        type=kind_of_value,
        help=node.text("aide"),
        required=yes(node, "requis"),
        many=yes(node, "liste") or kind_of_value == "lignes",
        edition=own,
        values=read_labels(node.get("valeurs")) or None,
        links=words(node.get("lien")),
        fields=read_fields(node.get("champs"), own, own),
        default=node.text("defaut"),
        maximum=whole(node, "maximum", 0),
        unit=node.text("unite"),
        among=node.text("parmi"),
    )


def read_edition(node: Mapping, default: Edition, key: str = "edition") -> Edition:
    """The edition that `key` names, or `default`."""
    text = node.text(key)
    if text and text not in [edition.value for edition in Edition]:
        fail(f"« {text} » n'est pas une édition", node.get(key) or node)
    return Edition(text) if text else default


def read_labels(node: Node | None) -> dict[str, str]:
    """What people type, and what pages say for it."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return {}
    return {key.text: value.text for key, value in mapping(node) if isinstance(value, Scalar)}
