"""Published results, programme by programme: each figure drawn, with its numbers, its period and its formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from classeur.kinds.record import Record
from classeur.pages.page import Page
from classeur.pages.phrases import say
from classeur.pages.public import charts
from classeur.pages.public.phrasing import offered
from classeur.pages.public.rates import Figure, Moved, by_programme, figures, figures_of, latest, moved
from classeur.pages.public.reading import read_page
from classeur.pages.public.world import PublicWorld


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure and its drawing, which is empty when there is nothing to count, or one person alone."""

    figure: Figure
    chart: Markup


@dataclass(frozen=True, slots=True)
class Evolution:
    """A rate over several periods and its drawing."""

    moved: Moved
    chart: Markup


@dataclass(frozen=True, slots=True)
class Results:
    """The figures of a programme, whose page is None when it has none, and those that moved."""

    formation: Record | None
    id: str
    shown: tuple[Shown, ...]
    evolutions: tuple[Evolution, ...]


def result_pages(world: PublicWorld) -> tuple[Page, ...]:
    """One page a record of results."""
    return tuple(_page(world, record) for record in world.results)


def _page(world: PublicWorld, record: Record) -> Page:
    some = figures_of(world, record)
    results = tuple(results_of(formation, group) for formation, group in by_programme(some))
    more = {"figures": some, "results": results, "offered": offered(world)}
    return read_page(world, record, "public/results.md", world.results, more)


def results_by_programme(world: PublicWorld) -> Mapping[str, Results]:
    """The results of each programme that has some, from every page of results."""
    groups = by_programme(figures(world))
    return {formation.id: results_of(formation, group) for formation, group in groups if formation}


def results_of(formation: Record | None, some: Iterable[Figure]) -> Results:
    """The drawings of some figures of a programme; ids are made of the programme's, so that a page has each once.

    Of a rate that was published for several periods, the latest alone is a figure: the others are in its evolution.
    """
    kept = tuple(some)
    identity = formation.id if formation else say("resultats-autres-ancre")
    changes = moved(kept)
    shown = tuple(Shown(figure, _chart(figure, f"chiffre--{identity}-{n}")) for n, figure in enumerate(latest(kept), 1))
    evolutions = tuple(
        Evolution(change, _evolution(change, f"evolution--{identity}-{n}")) for n, change in enumerate(changes, 1)
    )
    return Results(formation, identity, shown, evolutions)


def _chart(figure: Figure, identity: str) -> Markup:
    title = f"{figure.measure} : {_so_many(figure) or figure.value}"
    if figure.whole == 1:
        return Markup("")
    if 0 < figure.whole <= charts.MOST_STROKES:
        return charts.strokes(identity, title, say("graphique-ronds"), figure.part, figure.whole)
    if figure.percent is not None:
        return charts.bar(identity, title, say("graphique-barre", valeur=figure.value), figure.percent)
    return Markup("")


def _evolution(change: Moved, identity: str) -> Markup:
    points = [(label, figure.value, figure.percent or 0.0) for label, figure in change.points]
    told = " ; ".join(f"{label} : {value}" for label, value, _ in points)
    return charts.columns(identity, say("graphique-evolution", mesure=change.measure), told, points)


def _so_many(figure: Figure) -> str:
    return say("graphique-sur", part=figure.part, tout=figure.whole) if figure.whole else ""
