"""`classeur serve`: what is saved is shown within seconds, and a broken save changes nothing that is shown."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest

from classeur import portal
from classeur.editions import Edition
from classeur.policy import served_policy
from classeur.serving import Rebuilder, _Handler
from tests.small_tree import project

GOOD = "---\ngenre: page\ntitre: Accueil des stagiaires\nrevu_le: 2026-11-01\n---\n\nBienvenue au quai {number}.\n"
PAGE = "content/accueil.md"


@dataclass(frozen=True)
class Server:
    """A `classeur serve` that runs: its project, its address, and what it has said so far."""

    root: Path
    url: str
    said: list[str]

    def get(self, path: str, timeout: float = 10) -> str:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=timeout) as answer:  # noqa: S310 - our own server
            text: str = answer.read().decode()
            return text

    def version(self) -> str:
        return self.get("/-/version?since=")

    def next_version(self, seen: str) -> str:
        """Wait for the build after `seen`: the answer comes with it, so nothing sleeps."""
        found = self.get(f"/-/version?since={seen}", timeout=40)
        assert found != seen, self.said
        return found

    def save(self, text: str, path: str = PAGE) -> None:
        """Save as editors do: another file, put in the place of the first at once."""
        target = self.root / path
        fresh = target.with_name(f".{target.name}.tmp")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(target)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = project(tmp_path_factory.mktemp("projet"), {PAGE: GOOD.format(number="45")})
    command = [
        *(sys.executable, "-m", "classeur", "--project", str(root)),
        *("serve", "--port", "0", "--edition", "public", "--date", "2026-11-21"),
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout
        said: list[str] = []
        for line in process.stdout:
            said.append(line.strip())
            if line.startswith("Enregistrez une fiche"):
                break
        (url,) = [line for line in said if line.startswith("http://127.0.0.1:")]
        # Whoever fills a pipe that nobody reads waits for ever.
        reader = threading.Thread(target=lambda lines: said.extend(map(str.strip, lines)), args=(process.stdout,))
        reader.start()
        yield Server(root, url.removesuffix("/public/"), said)
        process.terminate()
        reader.join(timeout=10)


def test_the_bare_address_leads_to_the_first_edition(server: Server) -> None:
    assert "Accueil des stagiaires" in server.get("/public/accueil.html")
    assert server.get("/") == server.get("/public/") == server.get("/public/index.html")


def test_pages_ask_whether_they_changed_and_are_never_kept(server: Server) -> None:
    with urllib.request.urlopen(f"{server.url}/public/index.html", timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"] == served_policy("/public/index.html")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"/-/recharger.js" in answer.read()
    assert served_policy("/public/fichiers/plan%2Esvg").startswith("sandbox; ")
    assert "/-/version?since=" in server.get("/-/recharger.js")


def test_the_script_that_reloads_is_not_in_the_published_files(server: Server) -> None:
    for path in (server.root / "site/public").rglob("*.html"):
        assert "/-/" not in path.read_text(encoding="utf-8"), path


def test_a_save_is_shown(server: Server) -> None:
    for number in ("10", "20"):
        seen = server.version()
        server.save(GOOD.format(number=number))
        server.next_version(seen)
        assert f"quai {number}." in server.get("/public/accueil.html"), server.said


def test_a_record_that_is_new_or_taken_away_is_seen_as_well(server: Server) -> None:
    seen = server.version()
    server.save("---\ngenre: page\ntitre: Venir\nrevu_le: 2026-11-01\n---\n\nPar le bus.\n", "content/venir.md")
    seen = server.next_version(seen)
    assert "Par le bus." in server.get("/public/venir.html")
    (server.root / "content/venir.md").unlink()
    server.next_version(seen)
    assert not (server.root / "site/public/venir.html").exists()


def test_a_broken_save_keeps_the_last_good_page_and_the_next_good_one_mends(server: Server) -> None:
    seen = server.version()
    server.save(GOOD.format(number="900"))
    seen = server.next_version(seen)
    good = server.get("/public/accueil.html")
    assert "quai 900." in good
    server.save("---\ngenre: page\ntitre: Réclamation : retard\n---\n")
    seen = server.next_version(seen)
    assert server.get("/public/accueil.html") == good
    assert server.said[-1] == "Rien n'est publié : 1 erreur. Les sites d'avant restent en place."
    server.save(GOOD.format(number="915"))
    server.next_version(seen)
    assert "quai 915." in server.get("/public/accueil.html")


def test_a_folder_that_appears_is_followed_and_what_is_built_is_not(server: Server) -> None:
    seen = server.version()
    (server.root / "kinds").mkdir()
    seen = server.next_version(seen)
    server.save("genre: page\nlibelle: Feuille\n", "kinds/page.yml")
    seen = server.next_version(seen)
    server.save(GOOD.format(number="930"))
    seen = server.next_version(seen)
    assert "quai 930." in server.get("/public/accueil.html")
    assert server.version() == seen
    assert not [line for line in server.said if "Warning" in line or "Traceback" in line]


def test_only_the_sites_are_served(server: Server) -> None:
    for path in ("/../organisme.yml", "/%2e%2e/organisme.yml", "/organisme.yml", "/evidence/personnes.yml"):
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.get(path)
        with caught.value as answer:
            assert answer.code == 404


def test_a_site_of_another_name_reads_nothing(server: Server) -> None:
    """DNS rebinding: a page from elsewhere whose name was given our address."""
    for host in ("pirate.example", "pirate.example:8000", "127.0.0.1.pirate.example", ""):
        request = urllib.request.Request(f"{server.url}/public/index.html", headers={"Host": host})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=10)  # noqa: S310 - our own server
        with caught.value as answer:
            assert answer.code == 421
            assert answer.read().decode().startswith("Ce site ne se lit que sur cet ordinateur")
    port = server.url.rpartition(":")[2]
    request = urllib.request.Request(f"{server.url}/public/", headers={"Host": f"localhost:{port}"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.status == 200


def test_no_folder_is_listed(server: Server) -> None:
    version = next((server.root / "site/.versions").glob("public-*.json"))
    hidden = (f"/.versions/{version.name}", f"/%2eversions/{version.name}", f"/.versions/{version.stem}/index.html")
    for path in ("/.versions/", "/.versions", "/public/assets/", *hidden):
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.get(path)
        with caught.value as answer:
            assert answer.code == 404


def test_a_build_that_fails_does_not_end_the_server(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise KeyError("rien")

    monkeypatch.setattr(portal, "build", failing)
    Rebuilder(tmp_path, None, None, (Edition.PUBLIC,)).build()
    assert capsys.readouterr().out == (
        "Rien n'est publié : une erreur de Classeur (KeyError: 'rien'). Enregistrez de nouveau.\n"
    )


def test_a_port_that_is_taken_is_told(server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "classeur", "--project", str(server.root), "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"Le port {port} est déjà pris.\n→ Fermez l'autre serveur, ou prenez un port libre : --port 0.\n"
    )


def test_a_reader_who_leaves_early_prints_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def left(_: SimpleHTTPRequestHandler) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(SimpleHTTPRequestHandler, "handle", left)
    _Handler.handle(object.__new__(_Handler))
