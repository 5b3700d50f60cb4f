"""`classeur serve`: the sites on this machine, made again on each save, and the page reloaded when they are."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
import threading
from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from watchdog.observers import Observer

from classeur import portal
from classeur.editions import Edition
from classeur.obstacles import told
from classeur.policy import reload_script, served_headers, served_policy
from classeur.reporting import as_text, summary
from classeur.seal.scan import Clean
from classeur.watching import Watcher
from classeur.workplace import OUTPUT

_PULSE = "/-/version"
_SETTLE = 0.2
"""Seconds without a change before building: editors write a file in several strokes."""
_HOLD = 25
"""Seconds that a page waits for a change before it asks again."""
_HOSTS = ("localhost", "127.0.0.1")
_TEXT = "text/plain; charset=utf-8"
_ELSEWHERE = "Ce site ne se lit que sur cet ordinateur, à l'adresse que « classeur serve » a donnée.\n"
_ABSENT = "Cette page n'existe pas.\n"
_RELOAD = "/-/recharger.js"
"""A file of its own: the pages refuse scripts written in them."""
_TAG = f'<script src="{_RELOAD}"></script>'


class Rebuilder:
    """Builds when told that something changed, and lets pages wait for the next version."""

    def __init__(
        self, root: Path, date: dt.date | None, audit_date: dt.date | None, editions: Sequence[Edition]
    ) -> None:
        self.root = root
        self.date = date
        self.audit_date = audit_date
        self.editions = editions
        self.clean = Clean()
        self.version = 0
        self.changed = threading.Event()
        self._built = threading.Condition()

    def build(self) -> None:
        """Build once and say what came of it; the sites of before stay when something blocks."""
        date = self.date or dt.datetime.now(ZoneInfo("Europe/Paris")).date()
        try:
            # PDFs take longer to make than pages, and few people look at them while they write.
            result = portal.build(
                self.root, date, self.audit_date, self.editions, wait=True, clean=self.clean, papers=False
            )
        except OSError as error:
            # A file that an editor was replacing: its next save builds again.
            print(f"Rien n'est publié. {told(error)}", flush=True)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the next save must be built
            what = f"{type(error).__name__}: {error}"
            print(f"Rien n'est publié : une erreur de Classeur ({what}). Enregistrez de nouveau.", flush=True)
            return
        blocking = [found for found in result.findings if found.grade.blocks]
        if blocking:
            print(as_text(blocking), end="\n\n")
            print(f"Rien n'est publié : {summary(blocking)}. Les sites d'avant restent en place.", flush=True)
        else:
            print(f"Sites à jour : {summary(result.findings)}.", flush=True)
        with self._built:
            self.version += 1
            self._built.notify_all()

    def run(self, stop: threading.Event) -> None:
        """Build after each burst of changes, until `stop`."""
        while not stop.is_set():
            if self.changed.wait(_SETTLE):
                self.changed.clear()
                while self.changed.wait(_SETTLE):
                    self.changed.clear()
                if not stop.is_set():
                    self.build()

    def wait_after(self, seen: str) -> str:
        """The version once it is no longer `seen`, or the same after a while."""
        with self._built:
            self._built.wait_for(lambda: str(self.version) != seen, timeout=_HOLD if seen else 0)
            return str(self.version)


class _Handler(SimpleHTTPRequestHandler):
    """Files of `site/`, never cached, with the few lines that reload the page."""

    def __init__(self, *arguments: object, rebuilder: Rebuilder, **options: object) -> None:
        self.rebuilder = rebuilder
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def handle(self) -> None:
        """Answer; a reader who leaves before the end is no error to tell."""
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        if not self._refused():
            self._answer()

    def do_HEAD(self) -> None:
        if not self._refused():
            super().do_HEAD()

    def _refused(self) -> bool:
        """Refuse another name than this machine's, or a page from elsewhere could read those of learners; and folders.

        A site that a browser has open may give its own name our address: only `Host` then tells the two apart.
        """
        if self.headers.get("Host", "").partition(":")[0] not in _HOSTS:
            self._send(_ELSEWHERE.encode(), _TEXT, HTTPStatus.MISDIRECTED_REQUEST)
            return True
        inside = Path(self.translate_path(self.path)).relative_to(self.directory)
        if any(part.startswith(".") for part in inside.parts):
            self._send(_ABSENT.encode(), _TEXT, HTTPStatus.NOT_FOUND)
            return True
        return False

    def list_directory(self, _: object) -> None:
        """No folder is listed: pages lead to pages."""
        self._send(_ABSENT.encode(), _TEXT, HTTPStatus.NOT_FOUND)

    def _answer(self) -> None:
        path, _, query = self.path.partition("?")
        if path == _PULSE:
            self._send(self.rebuilder.wait_after(query.removeprefix("since=")).encode(), "text/plain")
        elif path == _RELOAD:
            self._send(reload_script(), "text/javascript; charset=utf-8")
        elif path == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"/{self.rebuilder.editions[0].value}/")
            self.end_headers()
        elif (page := self._page(path)) is not None:
            content = page.read_bytes().replace(b"</body>", _TAG.encode() + b"</body>")
            self._send(content, "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self, path: str) -> Path | None:
        file = Path(self.translate_path(path)) / ("index.html" if path.endswith("/") else "")
        return file if file.suffix == ".html" and file.is_file() else None

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", served_policy(self.path.partition("?")[0]))
        for name, value in served_headers().items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line to people who write records."""


def serve_forever(
    root: Path, date: dt.date | None, audit_date: dt.date | None, editions: Sequence[Edition], port: int
) -> int:
    """Build, serve on 127.0.0.1 and build again on each save, until interrupted. Status 2 when the port is taken."""
    rebuilder = Rebuilder(root, date, audit_date, editions)
    handler = partial(_Handler, directory=str(root / OUTPUT), rebuilder=rebuilder)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        print(
            f"Le port {port} est déjà pris.\n→ Fermez l'autre serveur, ou prenez un port libre : --port 0.",
            file=sys.stderr,
        )
        return 2
    server.daemon_threads = True
    stop = threading.Event()
    # Watching starts first: what is saved during the first build is built as well.
    observer = Observer()
    Watcher(root, rebuilder.changed, observer).start()
    rebuilder.build()
    threading.Thread(target=rebuilder.run, args=(stop,), daemon=True).start()
    for edition in editions:
        print(f"http://127.0.0.1:{server.server_port}/{edition.value}/", flush=True)
    print("Enregistrez une fiche : la page se recharge. Ctrl+C pour arrêter.", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("\nArrêté.")
    finally:
        stop.set()
        observer.stop()
        observer.join()
        server.server_close()
    return 0
