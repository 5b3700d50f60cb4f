"""French spaces, tables that fold, and texts cut for a table."""

from __future__ import annotations

import pytest

from classeur.pages.public.phrasing import lead
from classeur.pages.public.reachable import reachable
from classeur.pages.public.tables import fold
from classeur.pages.typography import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Prix : 1 190 € ?", "Prix~: 1~190~€~?"),
        ("« oui », à 8 h 45", "«~oui~», à 8~h~45"),
        ("<strong>Repas</strong> : 35 cm", "<strong>Repas</strong>~: 35~cm"),
        ("| --- | :-- |", "| --- | :-- |"),
        (r"# Pour qui \!", r"# Pour qui~\!"),
        ("au 05 36 49 10 00", "au 05~36~49~10~00"),
        (r"# L&\#39;été d&#39;Odile, l'abri", "# L’été d’Odile, l’abri"),
        ("<a title='x' href=\"l'a.pdf\">l'<em>a</em></a>", "<a title='x' href=\"l'a.pdf\">l’<em>a</em></a>"),
        ('<td data-label="Ce qu&#39;on \'l\'a" id="l\'a">', '<td data-label="Ce qu’on \'l’a" id="l\'a">'),
        ("à ± 1 cm", "à ±~1~cm"),
        ("<code>d'un</code> 'mot'", "<code>d'un</code> 'mot'"),
    ],
)
def test_apostrophes_and_spaces_that_must_not_break(typed: str, printed: str) -> None:
    assert typeset(typed).replace("\u00a0", "~") == printed


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("290 € nets. Repas non compris.", ("290 € nets", "Repas non compris.")),
        ("35 heures en 5 jours : 21 en salle", ("35 heures en 5 jours", "21 en salle")),
        ("7 heures, 1 jour.", ("7 heures, 1 jour", "")),
        ("", ("", "")),
    ],
)
def test_the_first_part_of_a_text(text: str, parts: tuple[str, str]) -> None:
    assert lead(text) == parts


def test_a_wide_table_names_its_cells() -> None:
    html = (
        '<table><thead><tr><th>Moment</th><th>À "Niort"</th><th>À distance</th></tr></thead>'
        "<tbody><tr><td>Matin</td><td>9 h</td><td>10 h</td></tr>"
        "<tr><td>Soir</td><td>17 h</td><td></td></tr></tbody></table>"
    )
    folded = fold(html)
    assert folded.count('<th scope="row">') == 2
    assert '<td data-label="À &quot;Niort&quot;"><div>17 h</div></td>' in folded


def test_a_narrow_table_stays_a_table() -> None:
    html = (
        "<table><thead><tr><th>Quoi</th><th>Quand</th></tr></thead><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    )
    assert "data-label" not in fold(html)
    assert 'class="cl-table"' in fold(html)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>Sibel, 03 53 01 50 02.</p>", '<p>Sibel, <a href="tel:+33353015002">03 53 01 50 02</a>.</p>'),
        ("<p>par SMS au 06 39 98 50 02</p>", '<p>par SMS au <a href="sms:+33639985002">06 39 98 50 02</a></p>'),
        ("SMS ou 03 53 01 50 02", 'SMS ou <a href="tel:+33353015002">03 53 01 50 02</a>'),
        ("SMS : 06.39.98.50.02.", 'SMS : <a href="sms:+33639985002">06.39.98.50.02</a>.'),
        ("à a.b@c.example.", 'à <a href="mailto:a.b@c.example">a.b@c.example</a>.'),
        ('<p title="a>b@c.example"><br></p>', '<p title="a>b@c.example"><br></p>'),
        ('<a href="tel:1"><b>03 53 01 50 02</b></a>', '<a href="tel:1"><b>03 53 01 50 02</b></a>'),
        ("<h2>03 53 01 50 02</h2>", "<h2>03 53 01 50 02</h2>"),
        ("75 01 02 03 04 05, 01 02 03 04 05 06", "75 01 02 03 04 05, 01 02 03 04 05 06"),
    ],
)
def test_numbers_and_addresses_in_a_text_are_links(written: str, shown: str) -> None:
    assert reachable(written) == shown
