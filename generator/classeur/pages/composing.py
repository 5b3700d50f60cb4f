"""An assessment composed into the site of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from markupsafe import Markup, escape

from classeur.dates import in_french
from classeur.editions import Edition
from classeur.mock.team_page import mock_pages
from classeur.pages.address import of_attachment, of_thumbnail, web_address
from classeur.pages.books.shelf import downloads_of
from classeur.pages.calendars import calendars
from classeur.pages.changes import changes_page
from classeur.pages.demands import demands_page, numbers_by_kind
from classeur.pages.genres import with_genre
from classeur.pages.guide import Manual, guide_pages
from classeur.pages.guide_rules import rules_pages
from classeur.pages.home import home_page
from classeur.pages.indicators import criterion_pages, indicator_pages
from classeur.pages.learner import learner_pages
from classeur.pages.lists import list_pages
from classeur.pages.nav import team_nav
from classeur.pages.page import Asset, Download, Page, Site, linked
from classeur.pages.phrases import say
from classeur.pages.public.site import compose_public
from classeur.pages.public.world import public_world
from classeur.pages.records import record_pages
from classeur.pages.session import session_pages
from classeur.pages.typography import typeset
from classeur.pages.view import View
from classeur.rules.result import Assessment
from classeur.thumbnails import FOLDER, Thumbnail


def compose(
    assessment: Assessment, edition: Edition, thumbnails: Mapping[str, Thumbnail] = MappingProxyType({})
) -> Site:
    """Every page of `edition`, filtered and pseudonymised.

    `thumbnails` are the small pictures of attachments that there are, by the SHA-256 of what they show.
    The public edition is made from `organisme.yml` and `content/` alone: nothing else is handed to it.
    """
    if edition is Edition.PUBLIC:
        return compose_public(public_world(assessment.library, assessment.date))
    view = View(assessment, edition, thumbnails)
    provider = assessment.library.provider
    pages = tuple(
        with_genre(replace(page, content=typeset(page.content)), say("genre-autres")) for page in _pages(view)
    )
    return Site(
        edition=edition,
        name=f"{provider.title}, classeur d’audit",
        url="",
        band=_band(assessment, edition),
        legal=typeset(
            str(escape(f"{provider.title}. Les pièces sont présentes ou non : seul le certificateur décide."))
        ),
        pages=pages,
        assets=_assets(view, pages),
        nav=team_nav(view),
        edit_base=web_address(provider.text("depot")) if edition.holds_names else "",
        downloads=tuple(_downloads(view)),
    )


def _pages(view: View) -> Iterator[Page]:
    yield home_page(view)
    yield from criterion_pages(view)
    yield from indicator_pages(view)
    yield changes_page(view)
    yield from session_pages(view)
    yield from learner_pages(view)
    yield from record_pages(view)
    yield from list_pages(view)
    if view.edition is Edition.TEAM:
        yield from mock_pages(view)
        yield from _guide(view)


def _guide(view: View) -> Iterator[Page]:
    """The Guide, made of declarations: of the library, which kinds have a list, the delays and rules that it chose."""
    kinds, indicators = view.library.kinds, frozenset(view.assessment.verdicts)
    rules = {rule.id: rule.indicator for rule in view.assessment.rules.rules}
    listed = frozenset(
        name
        for name, records in view.library.by_kind.items()
        if not kinds.by_name[name].file and any(map(view.shows_record, records))
    )
    yield from guide_pages(Manual(kinds, indicators, listed, numbers_by_kind()))
    yield demands_page(kinds, rules)
    yield from rules_pages(view)


def _downloads(view: View) -> Iterator[Download]:
    """What one takes away from an edition: spreadsheets, and for the team what is due as calendars."""
    yield from downloads_of(view)
    if view.edition.holds_verdicts:
        yield from calendars(view)


def _assets(view: View, pages: Iterable[Page]) -> tuple[Asset, ...]:
    """The attachments that a page links to and that this edition may hold, and the small pictures that it shows."""
    wanted = frozenset(linked(pages))
    files = {of_attachment(path): path for path in sorted(view.files)}
    files |= {of_thumbnail(t.name): f"{FOLDER}/{t.name}" for t in view.thumbnails.values()}
    return tuple(Asset(target, path) for target, path in files.items() if target in wanted)


_BANDS = {
    Edition.TEAM: Markup("<strong>Édition de l’équipe</strong> : noms réels, à ne pas transmettre. {}"),
    Edition.AUDITOR: Markup("<strong>Édition de l’auditeur</strong> : des codes à la place des noms. {}"),
}


def _band(assessment: Assessment, edition: Edition) -> str:
    state = f"État au {in_french(assessment.date)}, référentiel {assessment.version.year}."
    return str(_BANDS[edition].format(state))
