/* Keys that act alone, without Ctrl or Alt, can be turned off: a voice command may press them unmeant (WCAG 2.1.4). */
(() => {
  "use strict";
  const KEPT = "classeur.touches";
  const line = document.getElementById("touches"), box = line.querySelector("input");
  const WAYS = { n: "next", ".": "next", p: "prev", ",": "prev" };
  const typing = target => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
  box.checked = localStorage.getItem(KEPT) !== "non";
  line.hidden = false;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "non");
  });
  /* The neighbour that the page itself shows, at its end or at its foot; none while the search is open. */
  const neighbour = way => !document.querySelector("dialog[open]")
    && document.querySelector(`main a[rel="${way}"], .md-footer__link--${way}`);
  // Heard before the theme and the search; what the browser itself does with the key stays.
  window.addEventListener("keydown", event => {
    const alone = event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!alone || typing(event.target)) return;
    if (!box.checked) event.stopImmediatePropagation();
    else if (event.key in WAYS) (neighbour(WAYS[event.key]) || null)?.click();
  }, { capture: true });
})();
