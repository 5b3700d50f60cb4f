"""Minor non-conformities that add up, for the team: those that are open, and apart from them those foreseen."""

from __future__ import annotations

from classeur.cycle.accumulation import Accumulation
from classeur.pages import address
from classeur.pages.french import capitalized, in_letters
from classeur.pages.phrases import say
from classeur.pages.tables import Link
from classeur.pages.view import View
from classeur.rules.cumul import predicted


def told_open(open_ones: Accumulation) -> tuple[str, str] | None:
    """How many real minor ones are open, and the state that they bring; None where there is none."""
    if not open_ones.count:
        return None
    threshold = in_letters(open_ones.threshold, feminine=True)
    if open_ones.reached:
        return say("cumul-atteint", nombre=open_ones.count, seuil=threshold), "major"
    name = "cumul-ouverte" if open_ones.count == 1 else "cumul-ouvertes"
    return say(name, nombre=capitalized(in_letters(open_ones.count, feminine=True)), seuil=threshold), "minor"


def foreseen(view: View) -> tuple[str, tuple[Link, ...]] | None:
    """What rules foresee where it would reach the threshold, with the indicators; None below: nothing to add up."""
    found = predicted(view.assessment)
    if not found.reached:
        return None
    links = tuple((str(number), address.of_indicator(number)) for number in found.indicators)
    words = say("cumul-prevu", nombre=capitalized(in_letters(found.count)), seuil=in_letters(found.threshold))
    return words, links
