"""A rendered site held against what was composed: what MkDocs left out must not go unsaid."""

from __future__ import annotations

from pathlib import Path

from classeur.finding import Finding, Place
from classeur.messages import finding, others
from classeur.pages.page import Site


def left_out(site: Site, folder: Path) -> tuple[Finding, ...]:
    """A finding when a page or a file of `site` is not in the rendered `folder`: it must not replace a whole site."""
    expected = [f"{page.address}.html" for page in site.pages]
    expected += [asset.address for asset in site.assets] + [made.address for made in site.downloads]
    absent = [address for address in expected if not (folder / address).is_file()]
    if not absent:
        return ()
    cause = f"il n'a pas écrit {absent[0]}"
    if len(absent) > 1:
        cause += f", ni {others(len(absent) - 1)}"
    return (finding("rendu", Place(site.edition.value), cause=cause),)
