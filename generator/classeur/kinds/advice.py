"""What a declaration says to who writes: the usual mistakes, and a good example. A kind may have neither."""

from __future__ import annotations

from classeur.kinds.declaration import Example, Mistake
from classeur.read.declarations import fail, items, mapping, only
from classeur.read.nodes import Mapping

_MISTAKE = ("erreur", "remede")
_EXAMPLE = ("nom", "texte")


def read_mistakes(front: Mapping) -> tuple[Mistake, ...]:
    """The mistakes of `erreurs`, in order.

    Raises:
        DeclarationError: one of them lacks its remedy, or says something else.
    """
    found = []
    for item in items(front, "erreurs"):
        node = mapping(item)
        only(node, _MISTAKE)
        if not all(node.text(key) for key in _MISTAKE):
            fail("une erreur courante s'écrit {erreur: …, remede: …}", node)
        found.append(Mistake(node.text("erreur"), node.text("remede")))
    return tuple(found)


def read_example(front: Mapping, folder: str, file: str) -> Example | None:
    """The example of `exemple`, at the place of its kind: `folder` (`content` when it has none), or its one `file`.

    Raises:
        DeclarationError: it has no text, or no name where the kind needs one.
    """
    written = front.get("exemple")
    if written is None:
        return None
    node = mapping(written)
    only(node, _EXAMPLE)
    if not node.text("texte") or not (file or node.text("nom")):
        fail("un exemple s'écrit avec « nom », le nom de son fichier, et « texte »", node)
    return Example(file or f"{folder or 'content'}/{node.text('nom')}.md", node.text("texte"))
