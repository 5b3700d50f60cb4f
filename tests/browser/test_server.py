"""The settings that `classeur export serveur` writes, in a real nginx: pages whole, headers sent, attachments inert."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from classeur.kinds.record import Record
from classeur.policy import page_policy, served_headers, served_policy
from classeur.portal import Reading
from classeur.server_settings import settings_for_servers
from tests.browser.conftest import Ear, opened
from tests.small_tree import document, plant

NGINX = "/usr/sbin/nginx"
AROUND = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/classeur.conf;
}}
"""
FIRE = "<script>document.title='tir';parent.tirs=1</script>"
FILES: dict[str, str | bytes] = {
    "fichiers/piege.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Plan</text>{FIRE}</svg>',
    "fichiers/piege.html": f"<!doctype html><title>Page</title>{FIRE}<img src=x onerror=\"document.title='tir'\">",
    "fichiers/PIEGE.XML": f'<a xmlns="http://www.w3.org/1999/xhtml">Page{FIRE}</a>',
    "fichiers/sain.pdf": document("sain.pdf"),
    "auditeur.html": "<p>Auditeur",
    ".cache/secret.txt": "secret",
}


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def nginx(sample: Reading, sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not Path(NGINX).exists():
        pytest.fail("nginx is not installed: as root, `make test` installs it", pytrace=False)
    folder = tmp_path_factory.mktemp("nginx")
    os.chmod(folder, 0o755)  # noqa: S103, PTH101 - its workers are another account
    for parent in folder.parents[:3]:
        if parent != Path("/tmp"):  # noqa: S108 - where pytest makes its own
            parent.chmod(0o755)
    shutil.copytree(sites / "public", folder / "public")
    plant(folder / "public", FILES)
    plant(folder / "auditeur", {"index.html": "<p>Auditeur"})
    settings = settings_for_servers(sample.library.provider)["nginx.conf"].decode()
    port = free_port()
    settings = settings.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/classeur/", f"{folder}/")
    plant(folder, {"classeur.conf": settings, "nginx.conf": AROUND.format(folder=folder), "mots": ""})
    (folder / "classeur.conf").write_text(re.sub(r"/etc/nginx/\S+\.htpasswd", f"{folder}/mots", settings))
    # It comes back once it listens, and leaves a server behind.
    subprocess.run([NGINX, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"], check=True)
    yield f"http://127.0.0.1:{port}"
    os.kill(int((folder / "nginx.pid").read_text()), signal.SIGTERM)


def asked(address: str, **headers: str) -> tuple[int, Message]:
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nous-joindre.html", 200),
        ("/fichiers/piege.svg", 200),
        ("/fichiers/piege.html", 200),
        ("/fichiers/PIEGE.XML", 200),
        ("/fichiers/sain.pdf", 200),
        ("/sitemap.xml", 200),
        ("/nulle-part.html", 404),
        ("/.cache/secret.txt", 404),
        ("/fichiers/", 403),
    ],
)
def test_each_answer_carries_its_headers(nginx: str, path: str, status: int) -> None:
    found, headers = asked(nginx + path)
    assert found == status
    if status == 200:
        assert headers["Content-Security-Policy"] == served_policy(path)
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    for name, value in served_headers().items():
        assert headers.get_all(name) == [value]
    assert headers["Cache-Control"] == "no-cache"
    assert "/" not in headers["Server"], "the version of the server is nobody's business"


def test_pages_are_compressed_and_what_never_changes_is_kept(nginx: str, sites: Path) -> None:
    _, headers = asked(f"{nginx}/index.html", **{"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip"
    (hashed,) = (sites / "public/assets/stylesheets").glob("main.*.min.css")
    _, headers = asked(f"{nginx}/assets/stylesheets/{hashed.name}")
    assert "immutable" in headers["Cache-Control"]


def test_a_binder_asks_for_a_password(nginx: str) -> None:
    for host in ("auditeur", "equipe"):
        status, headers = asked(f"{nginx}/index.html", Host=f"{host}.etabli-du-lambon.example")
        assert status == 401
        assert headers["WWW-Authenticate"].startswith("Basic")


def test_pages_are_whole_behind_both_policies_and_attachments_run_nothing(browser: Browser, nginx: str) -> None:
    ear = Ear(nginx)
    with opened(browser, ear) as page:
        for address in ("/", "/nous-joindre.html", "/formations/machines-bois.html"):
            page.goto(nginx + address)
            assert page.evaluate("() => typeof __md_get") == "function"
            assert page.evaluate("() => document.fonts.ready.then(() => document.styleSheets.length)") >= 4
    assert ear.heard == []
    for name in FILES:
        if name.lower().endswith((".svg", ".html", ".xml")) and "piege" in name.lower():
            with opened(browser, Ear(nginx)) as page:
                page.goto(f"{nginx}/{name}")
                assert "tir" not in page.title(), name
                assert page.evaluate("() => self.origin") == "null", name


def test_apache_is_told_the_same(sample: Reading) -> None:
    """Read only: no Apache runs here. A hidden folder keeps what it holds: `FilesMatch` would look at names alone."""
    text = settings_for_servers(sample.library.provider)["apache.htaccess"].decode()
    assert "@" not in text
    for name, value in served_headers().items():
        assert f'Header always set {name} "{value}"' in text
    for path in ("x.pdf", "x.html", "fichiers/x.svg"):
        assert f'Header always set Content-Security-Policy "{served_policy(path)}"' in text
    assert '<If "%{REQUEST_URI} =~ m#/\\.(?!well-known/)#">\n    Require all denied\n</If>' in text
    opening = re.findall(r"^\s*<(\w+)", text, re.MULTILINE)
    assert sorted(opening) == sorted(re.findall(r"^\s*</(\w+)", text, re.MULTILINE))
    assert page_policy() in text


def test_a_word_of_the_provider_is_no_setting(sample: Reading) -> None:
    provider = sample.library.provider
    for site in ("https://x; include /etc/passwd;/", "https://x}/", "javascript:x", ""):
        one = settings_for_servers(replace_site(provider, site))["nginx.conf"].decode()
        assert "server_name exemple.fr;" in one


def replace_site(provider: Record, site: str) -> Record:
    return replace(provider, values={**provider.values, "site": site})
