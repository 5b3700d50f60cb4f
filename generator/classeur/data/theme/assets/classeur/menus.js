/* The theme folds its menus with labels of hidden boxes: what acts in them becomes buttons, that keys and screen readers
   know, with their state. Without this script the labels work as before, by pointer. */
(() => {
  "use strict";
  const { menu, back } = document.currentScript.dataset;
  const wide = matchMedia("(min-width: 76.25em)"); // from here on, the theme shows the sections of a menu unfolded
  const box = label => document.getElementById(label.htmlFor);

  /* What a reader presses inside a label: a part of it that is there, or all that it holds. */
  const pressed = label => {
    const part = label.querySelector(".md-ellipsis");
    if (part) return part;
    const made = document.createElement("span");
    made.append(...label.childNodes);
    label.append(made);
    return made;
  };

  const button = (label, name) => {
    const part = pressed(label);
    const fixed = () => wide.matches && label.parentElement.matches(".md-nav__item--section");
    const dress = () => {
      label.removeAttribute("tabindex");
      for (const [trait, value] of [["role", "button"], ["tabindex", "0"], ["aria-expanded", box(label).checked]]) {
        if (fixed()) part.removeAttribute(trait);
        else part.setAttribute(trait, value);
      }
    };
    if (name) part.setAttribute("aria-label", name);
    part.addEventListener("keydown", event => {
      if (fixed() || !["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      label.click();
    });
    box(label).addEventListener("change", dress);
    wide.addEventListener("change", dress);
    dress();
    return part;
  };

  const opener = button(document.querySelector(".md-header__button[for=__drawer]"), menu);
  for (const label of document.querySelectorAll(".md-sidebar--primary .md-nav__link[for]")) {
    const opened = button(label);
    const title = document.querySelector(`.md-nav__title[for="${label.htmlFor}"]`);
    const closer = button(title, `${title.textContent.trim()}${back}`);
    // Where a menu slides over the one it comes from, reading goes on in what is seen.
    box(label).addEventListener("change", () => {
      if (!wide.matches) (box(label).checked ? closer : opened).focus();
    });
  }
  const drawer = document.getElementById("__drawer");
  const seen = () => [...document.querySelectorAll(".md-sidebar--primary .md-nav__toggle:checked ~ .md-nav > .md-nav__title > *")]
    .at(-1) ?? document.querySelector(".md-sidebar--primary .md-nav__list a");
  drawer.addEventListener("change", () => {
    if (drawer.checked) seen().focus();
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    opener.focus();
  });

  /* The theme shows a scheme without checking its box: a reader would hear that none is chosen. */
  const chosen = () => {
    const scheme = document.body.getAttribute("data-md-color-scheme");
    const current = document.querySelector(`.md-option[data-md-color-scheme="${scheme}"]`);
    if (current) current.checked = true;
  };
  new MutationObserver(chosen).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  chosen();
})();
