"""What a site that is online must say of itself, and that nobody wrote: who answers for it, and who hosts it."""

from __future__ import annotations

from collections.abc import Iterator

from classeur.almost import PAGE
from classeur.finding import Finding
from classeur.kinds.record import Record, slug
from classeur.library import Library
from classeur.messages import finding

_NOTICE = "mentions-legales"
_PUBLISHER, _HOSTS = "directeur_publication", "hebergeur"
_OF_A_HOST = ("adresse", "telephone")
_IN_PROSE = {_PUBLISHER: "publication", _HOSTS: "heberg"}
"""A word that tells that the page of legal notices speaks of it in its own text."""


def silent_notice(library: Library) -> tuple[Finding, ...]:
    """A finding where the site has an address and its legal notices lack what the law asks; else nothing.

    Source: loi n° 2004-575 of 21 June 2004, article 1-1 (director of publication; name, address, phone of the host).
    """
    provider = library.provider
    written = slug(
        " ".join(page.body for page in library.by_kind.get(PAGE, ()) if _NOTICE in (page.text("role"), page.id))
    )
    missing = [label for name, label in _missing(provider) if _IN_PROSE[name] not in written]
    if not (provider.text("site") and missing):
        return ()
    return (finding("mentions-legales", provider.place("site"), missing=", ".join(missing)),)


def _missing(provider: Record) -> Iterator[tuple[str, str]]:
    """Each field that says nothing, with what it is called."""
    labels = {field.name: field for field in provider.kind.fields}
    if not provider.text(_PUBLISHER):
        yield _PUBLISHER, labels[_PUBLISHER].label
    if not provider.rows(_HOSTS):
        yield _HOSTS, labels[_HOSTS].label
    for row in provider.rows(_HOSTS):
        for field in labels[_HOSTS].fields:
            if field.name in _OF_A_HOST and not row.get(field.name):
                yield _HOSTS, f"{labels[_HOSTS].label} ({field.label.lower()})"
