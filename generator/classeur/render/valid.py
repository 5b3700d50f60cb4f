"""What the theme writes in every page and HTML, or our policy, does not allow, taken out of it; and where one is, said.

No block of the theme's templates holds these elements, so that none can be written anew in `main.html`.
"""

from __future__ import annotations

import re

from mkdocs.config.base import LegacyConfig
from mkdocs.plugins import BasePlugin

_REFUSED = (
    # The switches of the menu and of the search are checkboxes, and `autocomplete` is for fields that are typed in.
    (' type="checkbox" id="__drawer" autocomplete="off"', ' type="checkbox" id="__drawer"'),
    (' type="checkbox" id="__search" autocomplete="off"', ' type="checkbox" id="__search"'),
    # The title of a part of the menu, which is no stop of the keyboard.
    (' tabindex=""', ""),
)
_AHEAD = re.compile(r'<link rel="(?:prev|next)" href="[^"]*">\s*')
"""Firefox asks for the page behind `rel="next"` before anyone wants it, and the policy refuses: an error in each page.
`keys.js` turns pages by the links that readers see."""

_HERE = re.compile(r'(md-tabs__item--active">\s*<a href="[^"]*" class="md-tabs__link")>')
"""The tab of the page: the theme shows it by its colour alone."""
_THIS = ('class="md-nav__link md-nav__link--active">', 'class="md-nav__link md-nav__link--active" aria-current="page">')


class Valid(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # of MkDocs' own base class
    """Mends the frame of each page."""

    def on_post_page(self, output: str, **_: object) -> str:
        """Called with a page of the site."""
        return _mended(output)

    def on_post_template(self, output_content: str, **_: object) -> str:
        """Called with the page for lost readers, and with what is no page."""
        return _mended(output_content)


def _mended(html: str) -> str:
    for refused, allowed in _REFUSED:
        html = html.replace(refused, allowed)
    html = _HERE.sub(r'\1 aria-current="true">', html.replace(*_THIS))
    return _AHEAD.sub("", html)
