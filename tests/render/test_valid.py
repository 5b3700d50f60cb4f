"""What the theme writes and HTML refuses is in no page."""

from __future__ import annotations

from pathlib import Path

from classeur.render.valid import Valid

FRAME = (
    '<link rel="prev" href="../un.html">\n      <link rel="next" href="trois.html">\n      '
    '<link rel="icon" href="i.svg">'
    '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
    '<label class="md-nav__link" for="n" id="n_label" tabindex="">'
    '<input type="text" class="md-search__input" autocomplete="off">'
)
MENDED = (
    '<link rel="icon" href="i.svg">'
    '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer">'
    '<label class="md-nav__link" for="n" id="n_label">'
    '<input type="text" class="md-search__input" autocomplete="off">'
)


def test_the_frame_is_mended_and_fields_keep_what_is_theirs() -> None:
    assert Valid().on_post_page(FRAME) == MENDED
    assert Valid().on_post_template(FRAME) == MENDED


def test_where_one_is_is_said() -> None:
    tab, link = (
        '<li class="md-tabs__item{}">\n <a href="a.html" class="md-tabs__link"{}>',
        '<a href="a" class="md-nav__link{}>',
    )
    shown = tab.format("", "") + tab.format(" md-tabs__item--active", "") + link.format(' md-nav__link--active"')
    said = tab.format(" md-tabs__item--active", ' aria-current="true"') + link.format(
        ' md-nav__link--active" aria-current="page"'
    )
    assert Valid().on_post_page(shown) == tab.format("", "") + said


def test_what_is_mended_is_still_what_the_theme_writes() -> None:
    """The day the theme mends itself, this goes."""
    import material  # noqa: PLC0415 - only to find its templates

    folder = Path(material.__file__).parent / "templates"
    assert '<link rel="next" href="' in (folder / "base.html").read_text(encoding="utf-8")
    assert 'type="checkbox" id="__drawer" autocomplete="off"' in (folder / "base.html").read_text(encoding="utf-8")
    assert 'tabindex="{{ tabindex }}"' in (folder / "partials/nav-item.html").read_text(encoding="utf-8")
    assert 'class="md-nav__link md-nav__link--active">' in (folder / "partials/nav-item.html").read_text(
        encoding="utf-8"
    )
    assert 'class="md-tabs__link">' in (folder / "partials/tabs-item.html").read_text(encoding="utf-8")
