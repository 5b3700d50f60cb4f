"""A composed site written as a folder that MkDocs (or its successor) can build: docs, theme, configuration."""

from __future__ import annotations

import html
import shutil
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

import frontmatter
import yaml

from classeur.editions import Edition
from classeur.pages.page import MARKDOWN, Asset, Nav, Page, Site
from classeur.pages.typography import typeset
from classeur.policy import page_policy
from classeur.read.tree import OVERRIDES
from classeur.render.copies import Copies
from classeur.render.inert import RUNNABLE, inert
from classeur.render.pictures import picture_size
from classeur.render.settings import Settings, read_settings

_FEATURES = ["navigation.tabs", "navigation.top", "toc.follow"]
_STYLES = ("assets/classeur/tokens.css", "assets/classeur/components.css")
_FAVICON = "assets/classeur/favicon.svg"
_PUBLIC_STYLE = "assets/classeur/public.css"
_TOGGLES = (
    ("(prefers-color-scheme: light)", "default", "material/weather-night", "Passer en mode sombre", "Mode clair"),
    ("(prefers-color-scheme: dark)", "slate", "material/weather-sunny", "Passer en mode clair", "Mode sombre"),
)
"""When, which scheme, the sign of the way out of it, what a press on that sign does, and what the scheme is called."""


def stage(site: Site, root: Path, folder: Path, digests: Mapping[str, str] = MappingProxyType({})) -> Path:
    """Write `site` into `folder`, emptied before, and give the path of its `mkdocs.yml`.

    Everything in it is relative: `docs/`, `theme/` (the package's, with the project's `overrides/` laid over)
    and the output `site/`. Of the project's own `mkdocs.yml`, only what `settings.py` lets through is taken.
    `digests` gives the SHA-256 of the project's files by path: those are linked, not copied.

    Raises:
        AddressError: a page or a file would leave the folder, or two would be written at the same place.
    """
    _check_addresses(site)
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for page in site.pages:
        _write_page(page, docs)
    copies = Copies(root, digests)
    for asset in site.assets:
        _lay_asset(asset, copies, docs)
    for download in site.downloads:
        _write(docs / download.address, download.content)
    _lay_theme(root, folder / "theme")
    config = folder / "mkdocs.yml"
    config.write_text(
        yaml.safe_dump(
            _config(site, read_settings(root)[0], _logo_size(site, root)), allow_unicode=True, sort_keys=False
        ),
        encoding="utf-8",
    )
    return config


class AddressError(ValueError):
    """A composed site has an address that can't be written: raised by `stage` before anything is."""

    def __init__(self, address: str, cause: str) -> None:
        super().__init__(f"{address}: {cause}")
        self.address = address
        self.cause = cause


def _check_addresses(site: Site) -> None:
    """Compared without case: on Windows and macOS, `A.html` and `a.html` are one file."""
    pages = ((f"{page.address}.html", f"la page « {page.title} »") for page in site.pages)
    files = ((asset.address, asset.source) for asset in site.assets)
    made = ((download.address, f"le fichier « {download.address} »") for download in site.downloads)
    taken: dict[str, str] = {}
    for address, what in (*pages, *files, *made):
        parts = address.replace("\\", "/").split("/")
        if ".." in parts or not parts[0] or ":" in parts[0]:
            raise AddressError(address, f"{what} sortirait du dossier du site")
        if other := taken.get(address.casefold()):
            raise AddressError(address, f"{other} et {what} la demandent toutes deux")
        taken[address.casefold()] = what


def _lay_asset(asset: Asset, copies: Copies, docs: Path) -> None:
    """A link to the copy of a file, or what is laid in its place when a browser could run it."""
    suffix = Path(asset.address).suffix.lower()
    made = inert(asset.address, (copies.root / asset.source).read_bytes()) if suffix in RUNNABLE else None
    if made is None:
        copies.lay(asset.source, docs / asset.address)
    else:
        _write(docs / asset.address, made)


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _write_page(page: Page, docs: Path) -> None:
    target = docs / f"{page.address}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    post = frontmatter.Post(page.content)
    post.metadata = {"title": _printed(page.title), **page.meta}
    target.write_text(frontmatter.dumps(post, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def _lay_theme(root: Path, theme: Path) -> None:
    with resources.as_file(resources.files("classeur") / "data" / "theme") as shipped:
        shutil.copytree(shipped, theme, copy_function=shutil.copyfile)
    if (root / OVERRIDES).is_dir():
        shutil.copytree(
            root / OVERRIDES, theme, dirs_exist_ok=True, copy_function=shutil.copyfile, ignore=_links_to_folders
        )


def _links_to_folders(parent: str, names: list[str]) -> list[str]:
    """What must not be followed: a link to a folder may lead round and round."""
    return [name for name in names if (path := Path(parent) / name).is_symlink() and not path.is_file()]


def _logo_size(site: Site, root: Path) -> tuple[int, ...]:
    return next((picture_size(root / asset.source) for asset in site.assets if asset.address == site.logo), ())


def _config(site: Site, settings: Settings, logo_size: tuple[int, ...]) -> dict[str, Any]:
    primary = site.edition.value
    palette = [
        {"media": media, "scheme": scheme, "primary": primary, "toggle": {"icon": icon, "name": name}}
        for media, scheme, icon, name, _ in _TOGGLES
    ]
    files = {"logo": site.logo, "favicon": settings.favicon or _FAVICON}
    return {
        "site_name": _printed(site.name),
        "site_url": site.url,
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "language": "fr",
            "font": False,
            "icon": {"logo": settings.icon or "classeur/binder"},
            **{name: path for name, path in files.items() if path},
            "palette": palette,
            "features": _FEATURES + (["navigation.footer"] if site.edition is Edition.PUBLIC else []),
        },
        "extra_css": [
            *_STYLES,
            *([_PUBLIC_STYLE] if site.edition is Edition.PUBLIC else []),
            *site.styles,
            *settings.styles,
        ],
        "plugins": [],
        "markdown_extensions": list(MARKDOWN),
        "extra": {
            "generator": False,
            "bandeau": site.band,
            "modes": [called for *_, called in _TOGGLES],
            "edition_source": site.edit_base,
            "logo_size": list(logo_size),
            "politique": page_policy(),
            "pied": [{"titre": _printed(title), "adresse": f"{target}.html"} for title, target in site.footer],
        },
        "copyright": site.legal,
        "not_in_nav": "*",
        "nav": _nav(site.nav),
    }


def _nav(nav: Nav) -> list[dict[str, Any]]:
    return [{_printed(title): f"{target}.md" if isinstance(target, str) else _nav(target)} for title, target in nav]


def _printed(title: str) -> str:
    """A title that does nothing but be read: the theme prints titles as they are, even inside attributes."""
    return html.escape(typeset(title), quote=False).replace('"', "&quot;")
