"""Settings for the servers that hold the sites: what pages can't say of themselves, for nginx and for Apache."""

from __future__ import annotations

import re
from importlib import resources
from urllib.parse import urlsplit

from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.pages.address import web_address
from classeur.policy import FOLDER, page_policy, served_headers, server_data

_NAME = "exemple.fr"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
"""What may be written in settings that a server runs: a word of `organisme.yml` is not trusted there."""
_LOCKED = """\
    auth_basic "Classeur d'audit";
    auth_basic_user_file /etc/nginx/classeur-{edition}.htpasswd;
    add_header X-Robots-Tag noindex always;
"""


def settings_for_servers(provider: Record) -> dict[str, bytes]:
    """The files to copy on a server, by name; the provider's own address names the sites.

    They are no part of any site: a folder that anybody may copy holds nothing that only one server reads.
    """
    written = urlsplit(web_address(provider.text("site"))).netloc
    name = written if _HOST.fullmatch(written) else _NAME
    editions = "\n".join(_edition(edition, name) for edition in (Edition.PUBLIC, Edition.AUDITOR, Edition.TEAM))
    filled = {"nginx.conf": _filled("nginx.conf").replace("@EDITIONS@", editions)}
    filled["apache.htaccess"] = _filled("apache.htaccess").replace("@ENTETES@", _apache_headers())
    return {file: text.encode() for file, text in filled.items()}


def _filled(template: str) -> str:
    data = server_data()
    text = (resources.files("classeur") / "data" / FOLDER / template).read_text(encoding="utf-8")
    for place, value in (
        ("@POLITIQUE@", f"{page_policy()}; {data['pages_en_plus']}"),
        ("@PAGES_EN_PLUS@", data["pages_en_plus"]),
        ("@POLITIQUE_DES_FICHIERS@", data["politique_des_fichiers"]),
        ("@DOSSIERS@", "|".join(data["dossiers_de_fichiers"])),
        ("@ACTIFS@", "|".join(data["fichiers_actifs"])),
    ):
        text = text.replace(place, value)
    return text


def _edition(edition: Edition, name: str) -> str:
    """One site has one name: scripts of one can't reach the other, and a password for one opens only that one."""
    public = edition is Edition.PUBLIC
    headers = "\n".join(f'    add_header {header} "{value}" always;' for header, value in served_headers().items())
    return (
        _filled("nginx-edition.conf")
        .replace("@ACCES@", "" if public else _LOCKED.format(edition=edition.value))
        .replace("@ENTETES@", headers)
        .replace("@NOM@", name if public else f"{edition.value}.{name.removeprefix('www.')}")
        .replace("@EDITION@", edition.value)
    )


def _apache_headers() -> str:
    return "\n".join(f'    Header always set {header} "{value}"' for header, value in served_headers().items())
