"""What browsers may do with our pages and files: what each page says of itself, and what servers say beside it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from classeur.shipped import shipped_data

FOLDER = "serveur"


@functools.cache
def server_data() -> Mapping[str, Any]:
    """The content of `serveur.yml`."""
    data: Mapping[str, Any] = shipped_data(FOLDER, "serveur.yml")
    return data


@functools.cache
def page_policy() -> str:
    """The Content-Security-Policy of every page (W3C, CSP level 3): its own files, and the pinned scripts of the theme.

    A script that somebody slips into a page has no pin, and is not run. What a page can't say of itself (who may
    frame it) is left to servers.
    """
    directives = dict(server_data()["politique"])
    pins = (f"'{pin}'" for pin in server_data()["scripts"].values())
    directives["script-src"] = " ".join((directives["script-src"], *pins))
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def served_policy(path: str) -> str:
    """The policy that a server sends with the file at `path` (of a site or of the sites' folder, as browsers ask it).

    A page has its own. An attachment that a browser could run (SVG, HTML, XML) is shown as if it came from nowhere. The
    others only say who may frame them: a stricter word would close the browser's own reader of PDF.
    """
    data, file = server_data(), PurePosixPath(unquote(path))
    if file.suffix.removeprefix(".").lower() in data["fichiers_actifs"] and set(file.parts) & {
        *data["dossiers_de_fichiers"]
    }:
        return str(data["politique_des_fichiers"])
    if file.suffix == ".html" or path.endswith("/"):
        return f"{page_policy()}; {data['pages_en_plus']}"
    return str(data["pages_en_plus"])


def served_headers() -> Mapping[str, str]:
    """The headers that a server sends with every file, beside its policy."""
    headers: Mapping[str, str] = server_data()["entetes"]
    return headers


def reload_script() -> bytes:
    """The script by which a page that `classeur serve` shows asks whether it changed."""
    return (resources.files("classeur") / "data" / FOLDER / "recharger.js").read_bytes()
