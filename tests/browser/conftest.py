"""A real browser, and the three sites of the sample served to it as `classeur serve` does, on this machine alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright

Scheme = Literal["light", "dark"]
WIDTHS = (1280, 360)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
HEIGHT = 800
PATIENCE = 30_000
"""Milliseconds after which something that never comes has failed."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    # Whatever a page would ask of another machine fails at once, and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_DRESS = """rules => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        pytest.fail(
            "Chromium is not installed: these tests open the sites in it. As root, `make test` installs it;"
            " otherwise: sudo apt-get install --yes chromium",
            pytrace=False,
        )
    # Other tests print PDFs meanwhile: what is waited for is waited for as long as a page that opens.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


def dress(page: Page, rules: str) -> None:
    """Lay rules of style over a page, as a reader's own browser may: the page's policy has no say in it."""
    page.evaluate(_DRESS, rules)


def still(page: Page) -> None:
    """For who measures: the theme moves even where no movement is asked for."""
    dress(page, "*, ::before, ::after { transition: none !important }")


class _Quiet(SimpleHTTPRequestHandler):
    """The plain server of files, which keeps connections open and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Requests are not worth a line."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def served(sites: Path) -> Iterator[str]:
    """The address under which `/equipe/`, `/auditeur/` and `/public/` are found."""
    with serving(sites) as address:
        yield address


@dataclass
class Ear:
    """What a page says that it should not: errors of the console, requests refused, requests to others."""

    home: str
    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and self._ours(message.location.get("url", "")):
            self.heard.append(f"{message.location.get('url')}: {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        # What the browser's own reader of PDF asks of itself is not a request.
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and not request.url.startswith(
            f"{self.home}/"
        ):
            self.heard.append(f"asks {request.url}")

    def _ours(self, url: str) -> bool:
        """Whether a page asked for this address; `/favicon.ico` is asked by the browser itself, beside a PDF."""
        return url.startswith(f"{self.home}/") and url != f"{self.home}/favicon.ico"

    def _response(self, response: Response) -> None:
        if self._ours(response.url) and not response.ok and response.status != 304:
            self.heard.append(f"{response.url}: {response.status}")


@pytest.fixture
def ear(served: str) -> Ear:
    return Ear(served)


@contextmanager
def opened(
    browser: Browser,
    ear: Ear,
    *,
    width: int = WIDTHS[0],
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[Page]:
    """A page of its own, in French, that asks for no animation; what it says goes to `ear`."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        locale="fr-FR",
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    ear.listen(page)
    yield page
    context.close()


@pytest.fixture
def page(browser: Browser, ear: Ear) -> Iterator[Page]:
    """A page as wide as a screen, light. Nothing of what it says is lost."""
    with opened(browser, ear) as page:
        yield page
    assert ear.heard == []
