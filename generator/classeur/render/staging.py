"""A composed site written as a folder that MkDocs (or its successor) can build: docs, theme, configuration."""

from __future__ import annotations

import html
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import frontmatter
import yaml

from classeur.editions import Edition
from classeur.pages.page import Nav, Page, Site
from classeur.pages.typography import typeset

_FEATURES = ["navigation.tabs", "navigation.top", "search.highlight", "toc.follow"]
_SEPARATOR = r"[\s'’«»]+|-(?!\d)"
"""Between words of a search: apostrophes of both sorts, or « accueil » would not find « l’accueil »; but no hyphen
before a figure, so that a code stays whole."""
_TOGGLES = (
    ("(prefers-color-scheme: light)", "default", "material/weather-night", "Passer en mode sombre"),
    ("(prefers-color-scheme: dark)", "slate", "material/weather-sunny", "Passer en mode clair"),
)


def stage(site: Site, root: Path, folder: Path) -> Path:
    """Write `site` into `folder`, emptied before, and give the path of its `mkdocs.yml`.

    Everything in it is relative: `docs/`, `theme/` (the package's, with the project's `overrides/` laid over)
    and the output `site/`. The project's own `mkdocs.yml` is inherited where there is one.
    """
    shutil.rmtree(folder, ignore_errors=True)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for page in site.pages:
        _write_page(page, docs)
    for asset in site.assets:
        target = docs / asset.address
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / asset.source, target)
    _lay_theme(root, folder / "theme")
    config = folder / "mkdocs.yml"
    config.write_text(
        yaml.safe_dump(_config(site, root, folder), allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return config


def _write_page(page: Page, docs: Path) -> None:
    target = docs / f"{page.address}.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    post = frontmatter.Post(page.content)
    post.metadata = {"title": _printed(page.title), **page.meta}
    target.write_text(frontmatter.dumps(post, sort_keys=True) + "\n", encoding="utf-8", newline="\n")


def _lay_theme(root: Path, theme: Path) -> None:
    with resources.as_file(resources.files("classeur") / "data" / "theme") as shipped:
        shutil.copytree(shipped, theme, copy_function=shutil.copyfile)
    if (root / "overrides").is_dir():
        shutil.copytree(root / "overrides", theme, dirs_exist_ok=True, copy_function=shutil.copyfile)


def _config(site: Site, root: Path, folder: Path) -> dict[str, Any]:
    primary = site.edition.value
    palette = [
        {"media": media, "scheme": scheme, "primary": primary, "toggle": {"icon": icon, "name": name}}
        for media, scheme, icon, name in _TOGGLES
    ]
    config: dict[str, Any] = {}
    if (root / "mkdocs.yml").is_file():
        up = "/".join([".."] * len(folder.relative_to(root).parts))
        config["INHERIT"] = f"{up}/mkdocs.yml"
    return config | {
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
            "icon": {"logo": "classeur/binder"},
            "palette": palette,
            "features": _FEATURES + (["navigation.footer"] if site.edition is Edition.PUBLIC else []),
        },
        "extra_css": ["assets/classeur/tokens.css", "assets/classeur/components.css"],
        "plugins": [{"search": {"lang": "fr", "separator": _SEPARATOR}}],
        "markdown_extensions": ["admonition", "attr_list", "md_in_html"],
        "extra": {"generator": False, "bandeau": site.band, "edition_source": site.edit_base},
        "copyright": site.legal,
        "not_in_nav": "*",
        "nav": _nav(site.nav),
    }


def _nav(nav: Nav) -> list[dict[str, Any]]:
    return [{_printed(title): f"{target}.md" if isinstance(target, str) else _nav(target)} for title, target in nav]


def _printed(title: str) -> str:
    """A title that does nothing but be read: the theme prints titles as they are, even inside attributes."""
    return html.escape(typeset(title), quote=False).replace('"', "&quot;")
