"""Boxes, tabs and tasks of a body, as the theme wants them: named, numbered, and never taken on somebody's word."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from classeur.pages.phrases import say
from classeur.pages.safe_html import BOXES, MARK, Names

_TASK = re.compile(r"^\[(?P<sign>[ xX])\](?=\s)")


def dress(root: Element, names: Names) -> None:
    """Give the constructs under `root` what the theme draws them by.

    A construct is known by its whole structure: a class alone may be written by anybody, on anything.
    """
    for element in list(root.iter()):
        kinds = element.get("class", "").split()
        if "tabbed-set" in kinds:
            _tabs(element, names)
        elif element.tag == "details" or "admonition" in kinds:
            _box(element, kinds)
        elif element.tag == "li":
            _task(element)


def _box(box: Element, kinds: list[str]) -> None:
    """A box without a title of its own says its kind in French."""
    title = next(iter(box), None)
    kind = next((kind for kind in kinds if kind in BOXES), "")
    if title is not None and kind and title.text == kind.capitalize():
        title.text = say(f"encadre-{kind}")


def _tabs(tabs: Element, names: Names) -> None:
    """Tabs work without a script: a radio button each, and rules of the theme that count them."""
    parts = list(tabs)
    buttons = [part for part in parts if part.tag == "input"]
    labels, blocks = (list(part) for part in parts[-2:]) if len(parts) > len(buttons) + 1 else ((), ())
    if len(parts) != len(buttons) + 2 or not (len(buttons) == len(labels) == len(blocks) > 0):
        return
    group = names.give("onglets")
    tabs.set("class", f"{MARK}tabbed-set {MARK}tabbed-alternate")
    for part, kind in zip(parts[-2:], ("labels", "content"), strict=True):
        part.set("class", f"{MARK}tabbed-{kind}")
    for button, label, block in zip(buttons, labels, blocks, strict=True):
        identity = MARK + names.give("onglet")
        checked = {"checked": ""} if "checked" in button.attrib else {}
        button.attrib = {"type": "radio", "name": MARK + group, "id": identity, **checked}
        label.attrib = {"for": identity}
        block.set("class", f"{MARK}tabbed-block")


def _task(item: Element) -> None:
    """« [x] Fait » as a box that is ticked and can't be changed, named for who hears the page."""
    first = next(iter(item), None)
    holder = first if first is not None and first.tag == "p" and not (item.text or "").strip() else item
    found = _TASK.match(holder.text or "")
    if not found:
        return
    item.set("class", f"{MARK}task-list-item")
    done = found["sign"] != " "
    control = Element("label", {"class": f"{MARK}task-list-control"})
    button = Element("input", {"class": MARK, "type": "checkbox", "disabled": ""})
    button.set("aria-label", say("tache-faite" if done else "tache-a-faire"))
    if done:
        button.set("checked", "")
    control.append(button)
    control.append(Element("span", {"class": f"{MARK}task-list-indicator"}))
    control.tail = (holder.text or "")[found.end() :]
    holder.text = ""
    holder.insert(0, control)
