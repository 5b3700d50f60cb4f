"""A provider whose every text attacks: nothing fires in a real browser, and nothing of the theme is moved."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from playwright.sync_api import Browser, Page

from classeur import portal
from classeur.editions import Edition
from classeur.kinds.record import Record
from classeur.pages.composing import compose
from classeur.pages.page import Site
from classeur.pages.prose import render
from classeur.portal import Reading, read_project
from tests.browser.conftest import Ear, serving
from tests.conftest import DAY
from tests.hostile import SWALLOWING, corpus
from tests.small_tree import document, project

QUOTE = "'"
ATTACK = "\"><img src=x onerror=tirer()><script>tirer()</script>'{{ 7*7 }}[x](javascript:tirer())`"
QUOTED = f"'{ATTACK.replace(QUOTE, QUOTE * 2)}'"
PROVIDER = f"""\
nom: {QUOTED}
accroche: {QUOTED}
presentation: {QUOTED}
siret: 000 000 000 00000
nda: 00 00 00000 00
adresse: {QUOTED}
telephone: {QUOTED}
courriel: {QUOTED}
horaires: {QUOTED}
site: "javascript:tirer()"
depot: "javascript:tirer()//"
categories: AF
certificat: [{{numero: {QUOTED}, du: 2024-01-01, au: 2026-12-31, certificateur: {QUOTED}}}]
equipe:
  - {{handle: ana-01, nom: {QUOTED}, fonction: {QUOTED}, telephone: {QUOTED}, courriel: {QUOTED}, roles: [accueil]}}
  - {{handle: rui-02, nom: Rui Pinto}}
lieux: [{{lieu: ici, nom: {QUOTED}, adresse: {QUOTED}, acces: {QUOTED}}}]
mediateur: [{{nom: {QUOTED}, adresse: {QUOTED}, telephone: {QUOTED}, site: "javascript:tirer()"}}]
suivi_depuis: 2024-01-01
"""
SAFE = "## Un titre\n\nUn texte, [un lien](#un-titre).\n"
FILE = "x' onmouseover='tirer() {{ 7 }} &lt;img src=x onerror=tirer()&gt;.pdf"
END = "Fin du texte."
EDITIONS = {Edition.PUBLIC: "{name}.html", Edition.TEAM: "fiches/procedure/{name}.html"}
INIT = """
  window.tirs = 0;
  window.tirer = () => { window.tirs += 1 };
  window.alert = window.confirm = window.prompt = window.print = window.tirer;
  window.addEventListener("click", event => event.preventDefault(), true);
"""
PROVOKE = """() => {
  for (const one of document.querySelectorAll("article *")) {
    for (const kind of ["pointerover", "mouseover", "pointerenter", "click", "focus", "toggle", "error", "load"])
      one.dispatchEvent(new Event(kind, { bubbles: kind !== "load", cancelable: true }));
  }
  const all = [...document.querySelectorAll("*")];
  const ids = all.map(e => e.id).filter(Boolean);
  const inside = [...document.querySelectorAll("article *")];
  const box = selector => {
    const e = document.querySelector(selector), r = e.getBoundingClientRect();
    return [selector, e.tagName, Math.round(r.left), Math.round(r.width), getComputedStyle(e).display];
  };
  const middle = document.querySelector("article h1").getBoundingClientRect();
  return {
    wrong: {
      tirs: window.tirs,
      handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith("on"))).map(e => e.outerHTML),
      styled: inside.filter(e => e.hasAttribute("style")).map(e => e.outerHTML),
      foreign: inside.filter(e => /^(script|style|iframe|object|embed|form|base|link|meta|template|math)$/i
        .test(e.tagName)).map(e => e.outerHTML),
      links: [...document.links].filter(a => !/^(https?|mailto|tel|sms):$/.test(a.protocol)).map(a => a.outerHTML),
      pictures: [...document.images].filter(i => new URL(i.src).origin !== location.origin).map(i => i.outerHTML),
      doubles: ids.filter((id, n) => ids.indexOf(id) !== n),
      titles: [...document.querySelectorAll("h1")].slice(1).map(e => e.outerHTML),
      covered: document.elementFromPoint(middle.left + 5, middle.top + 5)?.closest("article") ? [] : ["h1"],
      taken: ["__search", "__drawer", "__config", "__palette_0"].filter(id =>
        document.getElementById(id)?.closest("article")),
    },
    theme: [".md-header", ".md-header__title", ".md-tabs", ".md-main__inner", ".md-sidebar--primary", ".md-content",
      ".md-footer", "#__drawer", "#__search"].filter(s => document.querySelector(s)).map(box),
    h1: document.querySelector("h1").innerText.trim(),
    title: document.title,
    text: document.querySelector("article").innerText,
  };
}"""


def page_of(title: str, body: str) -> str:
    return f"---\ngenre: page\ntitre: {title}\naccroche: {title}\nrevu_le: 2026-11-01\n---\n\n{body}"


def procedure(title: str, body: str) -> str:
    front = f"titre: {title}\nresponsable: ana-01\nobjet: accueil\ndate_application: 2026-11-01\nversion: {title}\n"
    return f"---\n{front}---\n\n{body}"


def unstopped(root: Path) -> Reading:
    """What was read, whatever is wrong with its links: half of the corpus stops there, long before a page."""
    reading = read_project(root)
    assert {found.rule for found in reading.findings if found.grade.blocks} == {"lien-texte", "chemin-hors-projet"}
    return replace(reading, findings=())


FIELDS = {
    Edition.PUBLIC: ("index", "nous-joindre", "certificat"),
    Edition.TEAM: ("index", "fiches/entreprise/soc-01", "listes/documents"),
}
"""Pages that print what was typed in fields."""


def only_opened(usual: Callable[..., Site]) -> Callable[..., Site]:
    """Composes as usual, but for the pages that no test here opens: the Guide, the rules and lists without end."""

    def composed(*arguments: object) -> Site:
        site = usual(*arguments)
        folder = posixpath.dirname(EDITIONS[site.edition])
        pages = tuple(
            page
            for page in site.pages
            if page.address in FIELDS[site.edition] or posixpath.dirname(page.address) == folder
        )
        assert len(pages) >= len(corpus()) + len(FIELDS[site.edition])
        here = {page.address for page in pages}
        nav = tuple((title, target) for title, target in site.nav if target in here)
        return replace(site, pages=pages, nav=nav)

    return composed


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    """The page of each family in the public site, and in the team's binder."""
    return {family: f"proc-{number:02}" for number, family in enumerate(["sage", *corpus()], 1)}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, names: dict[str, str]) -> Iterator[str]:
    files: dict[str, str | bytes] = {
        "content/sage.md": page_of("Sage", SAFE),
        "evidence/procedures/proc-01.md": procedure("Sage", SAFE),
        "evidence/entreprises/soc-01.md": (
            f"---\ntitre: {QUOTED}\nrole: cliente\n"
            f"pieces: [{{nature: devis, fichier: '{FILE.replace(QUOTE, QUOTE * 2)}'}}]\n---\n"
        ),
        f"evidence/entreprises/{FILE}": document(FILE),
    }
    for family, vectors in corpus().items():
        body = "\n\n".join((*vectors, END, ""))
        files[f"content/{family}.md"] = page_of(QUOTED, body)
        files[f"evidence/procedures/{names[family]}.md"] = procedure(QUOTED, body)
    root = project(tmp_path_factory.mktemp("hostile"), files, provider=PROVIDER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portal, "read_project", unstopped)
        patch.setattr(portal, "compose", only_opened(compose))
        built = portal.build(root, DAY, None, tuple(EDITIONS), papers=False)
    assert len(built.published) == len(EDITIONS), [found.message for found in built.findings if found.grade.blocks]
    with serving(root / "site") as address:
        yield address


def provoked(browser: Browser, home: str, addresses: list[str], *, policed: bool) -> list[dict[str, object]]:
    """What each page shows once everything in it has been touched; the policy of the pages may be put aside."""
    ear = Ear(home)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=not policed)
    context.add_init_script(INIT)
    page = context.new_page()
    ear.listen(page)
    seen = [_provoked(page, f"{home}/{address}") for address in addresses]
    context.close()
    assert ear.heard == []
    return seen


def _provoked(page: Page, address: str) -> dict[str, object]:
    page.goto(address)
    return cast("dict[str, object]", page.evaluate(PROVOKE))


@pytest.mark.parametrize("policed", [True, False], ids=["policy", "no-policy"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_nothing_fires_and_nothing_is_moved(
    browser: Browser, hostile_site: str, names: dict[str, str], edition: Edition, *, policed: bool
) -> None:
    """With the policy of the pages, whose refusals would be told; and without, for what is written must be inert."""
    public = edition is Edition.PUBLIC
    addresses = [
        f"{edition.value}/{EDITIONS[edition].format(name=family if public else names[family])}" for family in names
    ]
    sage, *others = provoked(browser, hostile_site, addresses, policed=policed)
    for family, seen in zip(corpus(), others, strict=True):
        wrong = cast("dict[str, object]", seen["wrong"])
        assert not {name: value for name, value in wrong.items() if value}, family
        assert seen["theme"] == sage["theme"], family
        assert ATTACK.replace("'", "’") in str(seen["h1"]).replace("'", "’"), family
        assert family == SWALLOWING or END in str(seen["text"]), family


def test_what_is_typed_in_fields_fires_nowhere(browser: Browser, hostile_site: str) -> None:
    addresses = [f"{edition.value}/{page}.html" for edition, pages in FIELDS.items() for page in pages]
    for address, seen in zip(addresses, provoked(browser, hostile_site, addresses, policed=False), strict=True):
        wrong = cast("dict[str, object]", seen["wrong"])
        assert not {name: value for name, value in wrong.items() if value}, address


def test_each_vector_alone_is_inert_and_leaves_the_next_in_its_place(browser: Browser, hostile_site: str) -> None:
    """Each in a section of one page, read as a page, then written and read again: a text must not change between."""
    sections = [
        render(cast("Record", SimpleNamespace(body=f"{vector}\n", path="content/x.md")), lambda _: None).html
        for vectors in corpus().values()
        for vector in vectors
    ]
    context = browser.new_context()
    context.add_init_script(INIT)
    page = context.new_page()
    ear = Ear(hostile_site)
    ear.listen(page)
    inner = "".join(f"<section>{section}</section>" for section in sections)
    page.set_content(f"<!doctype html><title>x</title><article><h1>x</h1>{inner}</article>")
    for _ in range(2):
        seen = cast("dict[str, dict[str, object]]", page.evaluate(PROVOKE))
        wrong = {name: value for name, value in seen["wrong"].items() if value and name not in ("doubles", "links")}
        assert not wrong
        assert page.locator("article > section").count() == page.locator("section").count() == len(sections)
        page.evaluate("() => { const a = document.querySelector('article'); a.innerHTML = a.innerHTML + '' }")
    context.close()
    assert ear.heard == []
