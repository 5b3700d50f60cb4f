"""The front matter of the public pages: what the theme hides, what search engines read, which tab is open."""

from __future__ import annotations

from markupsafe import escape

LONGEST = 300
"""Signs of a description: search engines cut far before, at a sign that we do not choose."""


def front(description: str, tab: str = "", *, siblings: bool = False) -> dict[str, object]:
    """`hide`, `description` (escaped: the theme prints it as it is in an attribute) and `rubrique`.

    Pages that share a tab keep the list of their siblings on the side.
    """
    text = " ".join(description.split())
    short = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + "…"
    meta: dict[str, object] = {"hide": ["toc"] if siblings else ["navigation", "toc"]}
    if short:
        meta["description"] = str(escape(short))
    if tab:
        meta["rubrique"] = tab
    return meta
