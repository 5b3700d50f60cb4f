"""What people write keeps what the theme can draw, and nothing of it passes for a part of the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from classeur.pages.prose import Prose, render
from classeur.pages.public.tables import fold
from classeur.portal import read_project
from tests.small_tree import project

PAGE = "---\ngenre: page\ntitre: Accueil\nrevu_le: 2026-11-01\n---\n\n"
KNOWN = {"content/plan.png": "fichiers/plan.png", "content/autre.md": "autre.html"}


def written(root: Path, body: str, prefix: str = "") -> Prose:
    reading = read_project(project(root, {"content/accueil.md": PAGE + body}))
    return render(reading.library.records["accueil"], KNOWN.get, prefix=prefix)


KEPT = """\
!!! warning
    Sol glissant.

??? tip "Le bus"
    Ligne 4.

=== "En train"
    Gare à dix minutes.

=== "En **car**"
    Arrêt à cent mètres.

- [ ] Chaussures
- [x] Blouse

Prenez la porte bleue[^porte], *please*{lang=en}.

[^porte]: Elle est large.

RQTH
:   Une reconnaissance.

<kbd>Ctrl</kbd> <time datetime="2026-11-02">lundi</time>
"""


def test_what_the_theme_draws_is_kept(tmp_path: Path) -> None:
    html = written(tmp_path, KEPT).html
    for piece in (
        '<div class="admonition warning">\n<p class="admonition-title">Attention</p>',
        '<details class="tip">\n<summary>Le bus</summary>',
        '<input checked="" id="onglet" name="onglets" type="radio"><input id="onglet-2" name="onglets" type="radio">',
        '<label for="onglet-2">En <strong>car</strong></label>',
        '<input aria-label="À faire" disabled="" type="checkbox">',
        '<input aria-label="Fait" checked="" disabled="" type="checkbox">',
        '<a class="footnote-ref" href="#fn-porte">1</a>',
        '<li id="fn-porte">',
        'title="Revenir à l’appel de la note 1"',
        '<em lang="en">please</em>',
        "<dt>RQTH</dt>",
        "<kbd>Ctrl</kbd>",
        '<time datetime="2026-11-02">',
    ):
        assert piece in html


def test_the_same_body_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, KEPT).html for name in ("a", "b"))
    assert first == second
    assert not re.search(r"m[0-9a-f]{16}", first)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("## Équipe\n\n## Équipe\n", ["equipe", "equipe-2"]),
        ('<p id="equipe">x</p>\n\n## Équipe\n', ["equipe-2", "equipe"]),
        ("## Dates {#fiche--dates}\n", ["fiche-dates"]),
        ("## Dates {#__search}\n", ["search"]),
        ("## Dates {#cl-dates}\n", ["texte-cl-dates"]),
        ("## Dates {#s-ok}\n", ["texte-s-ok"]),
        ('<p id="--">x</p><p id="">x</p>', []),
        ("## Fin {#Fin-2.b}\n", ["Fin-2.b"]),
    ],
)
def test_an_id_is_given_once_and_is_nobody_elses(tmp_path: Path, body: str, ids: list[str]) -> None:
    assert re.findall(r' id="([^"]*)"', written(tmp_path, body).html) == ids


def test_links_within_bodies_follow_their_ids(tmp_path: Path) -> None:
    body = "## Équipe {#l--équipe}\n\n[a](#l--équipe) [b](#l--%C3%A9quipe) [c](autre.md#la) [d](plan.png#page=2)\n"
    assert re.findall(r'href="([^"]*)"', written(tmp_path, body, "texte--").html) == [
        *("#texte--l-équipe", "#texte--l-équipe", "autre.html#texte--la", "fichiers/plan.png#page=2"),
    ]


def test_a_link_may_lead_to_what_the_page_writes_itself(tmp_path: Path) -> None:
    html = written(tmp_path, "[a](#page--renoncer) [b](autre.md#fiche--dates)\n").html
    assert re.findall(r'href="([^"]*)"', html) == ["#page--renoncer", "autre.html#fiche--dates"]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="tabbed-set tabbed-alternate"><input type="radio"><label>x</label></div>',
        '<div class="tabbed-set" markdown="1">\n\nx\n\n</div>',
        "x\n{: .md-search .cl-note .tabbed-set }",
        '<label class="task-list-control"><input type="checkbox"></label>',
        '<input type="radio" name="__palette" id="__palette_0"><label for="__drawer">Menu</label>',
        "<input><input type=password name=code>",
        "<nav>x</nav><header>x</header><footer>x</footer><aside>x</aside><article>x</article>",
        '<button>x</button><select><option>x</option></select><form action="https://ailleurs.example/">x</form>',
        '<p hidden role="alert" tabindex="1" contenteditable data-md-component="search" aria-hidden="true">x</p>',
    ],
)
def test_nothing_passes_for_a_part_of_the_page(tmp_path: Path, body: str) -> None:
    html = written(tmp_path, body).html
    assert not re.search(
        r"<(?:input|button|form|select|nav|header|footer|aside|article)|class=|name=|for=|id=|data-|aria-|role|tab",
        html,
    ), html


def test_a_title_is_the_only_first_level(tmp_path: Path) -> None:
    assert "<h1" not in written(tmp_path, "# Un\n\n<h1>Deux</h1>\n\n<div markdown>\n# Trois\n</div>\n").html


def test_an_attribute_can_not_become_a_tag_of_a_table(tmp_path: Path) -> None:
    """Tables are dressed by looking for their cells: one that an attribute tells of is none."""
    title = "<td>x</td>"
    body = (
        "<table><tr><th>onmouseover=alert(1) x=</th><th>b</th><th>c</th></tr>"
        f'<tr><td title="{title}">1</td><td>2</td><td>3</td></tr></table>'
    )
    html = fold(written(tmp_path, body).html)
    assert "&lt;td&gt;x&lt;/td&gt;" in html
    assert html.count("<td ") == 2
