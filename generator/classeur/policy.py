"""What browsers may do with our pages: the policy that each page carries, and that servers repeat in a header."""

from __future__ import annotations

import functools

from classeur.shipped import shipped_data

SERVER = "serveur.yml"


@functools.cache
def page_policy() -> str:
    """The Content-Security-Policy of every page (W3C, CSP level 3): its own files, and the pinned scripts of the theme.

    A script that somebody slips into a page has no pin, and is not run. What a page can't say of itself (who may
    frame it) is left to servers.
    """
    data = shipped_data(SERVER)
    directives = dict(data["politique"])
    pins = (f"'{pin}'" for pin in data["scripts"].values())
    directives["script-src"] = " ".join((directives["script-src"], *pins))
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
