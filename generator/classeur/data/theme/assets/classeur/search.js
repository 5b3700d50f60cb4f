/* The search: opens a dialog, asks Pagefind's index, lists what it answers. Nothing is loaded before it is opened. */
(() => {
  "use strict";
  const part = name => document.getElementById(`recherche${name}`);
  const dialog = part(""), opener = part("-ouvrir"), field = part("-mots"), state = part("-etat");
  const filters = part("-filtres"), list = part("-liste"), more = part("-plus");
  const STEP = 8;
  const WAIT = 120; // milliseconds without a key before the index is asked
  // A name or a code first, then titles; long pages (lists) must not win by repeating a word.
  const RANKING = { metaWeights: { codes: 60, title: 8 } };
  // The index has a space where words meet; of « l’accueil » the letter says nothing.
  const ELISION = /(?<!\p{L})\p{L}['’](?=\p{L})/gu;
  const MEETING = /(?<=\p{L})['’-](?=\p{L})/gu;
  const words = () => field.value.trim();
  const asked = () => words().replace(ELISION, "").replace(MEETING, " ");
  let engine, table, every = [], found = [], shown = 0, turn = 0, waiting;

  const say = (name, values = {}) => {
    state.textContent = name ? dialog.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]) : "";
  };

  const load = () => {
    engine ??= (async () => {
      const base = new URL(dialog.dataset.index, location.href);
      const pagefind = await import(new URL("pagefind.js", base).href);
      await pagefind.options({ baseUrl: new URL("..", base).pathname, excerptLength: 24, ranking: RANKING });
      // Its name never changes, its content goes with the index: one kept from before would know none of the new pages.
      const coming = fetch(new URL("filtres.json", base), { cache: "no-cache" });
      const [said] = await Promise.all([coming, pagefind.init()]);
      table = await said.json();
      return pagefind;
    })();
    return engine;
  };

  /* Where words met, the index has a space; entities are Pagefind's own. */
  const plain = text => text.replace(/(\p{L}['’-]) (?=\p{L})/gu, "$1")
    .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

  const element = (tag, css, ...inside) => {
    const made = document.createElement(tag);
    if (css) made.className = css;
    made.append(...inside);
    return made;
  };

  const excerpt = marked => {
    const closed = marked.replace(/(\p{L}['’-])(<\/mark>)? (<mark>)?(?=\p{L})/gu, "$1$2$3").replaceAll("</mark><mark>", "");
    const pieces = closed.split(/<mark>(.*?)<\/mark>/);
    return element("p", "", ...pieces.map((text, i) => (i % 2 ? element("mark", "", plain(text)) : plain(text))), " …");
  };

  const row = (data, kind) => {
    const link = element("a", "", data.meta.title);
    link.href = data.url;
    return element("li", "", link, element("span", "cl-search__kind", kind), excerpt(data.excerpt));
  };

  const traits = result => {
    const [kind, ...indicators] = table.pages[result.id];
    return { genre: [table.genres[kind]], indicateur: indicators.map(String) };
  };

  const showMore = async mine => {
    const page = found.slice(shown, shown + STEP);
    const next = await Promise.all(page.map(result => result.data()));
    if (mine !== turn) return;
    list.append(...next.map((data, i) => row(data, traits(page[i]).genre[0])));
    shown += next.length;
    more.hidden = shown >= found.length;
  };

  const byCount = (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "fr");
  const byNumber = (a, b) => a[0] - b[0];
  const checked = group => new Set([...group.querySelectorAll("input:checked")].map(box => box.value));
  const groups = [...filters.querySelectorAll("fieldset")];

  /* A filter is offered when there is something to choose; what is checked stays, even at nothing. */
  const offer = () => {
    for (const group of groups) {
      const name = group.dataset.filter, kept = checked(group);
      const counts = new Map([...kept].map(value => [value, 0]));
      for (const result of every) for (const value of traits(result)[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
      group.querySelectorAll("label").forEach(label => label.remove());
      for (const [value, n] of [...counts].sort(name === "indicateur" ? byNumber : byCount)) {
        const box = element("input");
        Object.assign(box, { type: "checkbox", name, value, checked: kept.has(value) });
        group.append(element("label", "", box, ` ${value} `, element("small", "", `(${n})`)));
      }
      group.hidden = counts.size < 2 && !kept.size;
    }
    filters.hidden = groups.every(group => group.hidden);
  };

  /* Of one filter, any of what is checked; of two, both. */
  const narrowed = () => {
    const asked = groups.map(group => [group.dataset.filter, checked(group)]).filter(([, values]) => values.size);
    return every.filter(result => asked.every(([name, values]) => traits(result)[name].some(value => values.has(value))));
  };

  const show = async mine => {
    found = narrowed();
    shown = 0;
    list.replaceChildren();
    await showMore(mine);
    if (mine !== turn) return;
    const none = every.length ? "noneFiltered" : "none";
    say(["", "one"][found.length] || (found.length ? "many" : none), { n: found.length, words: words() });
  };

  const search = async () => {
    const mine = ++turn;
    const late = setTimeout(() => say("wait"), 400);
    try {
      const pagefind = asked() && await load();
      const answer = pagefind ? await pagefind.search(asked()) : { results: [] };
      if (mine !== turn) return;
      every = answer.results;
      offer();
      await show(mine);
      if (!pagefind) say("");
    } catch {
      engine = undefined;
      if (mine === turn) say("failed");
    } finally {
      clearTimeout(late);
    }
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    if (location.protocol === "file:") {
      field.disabled = true;
      say("folder");
      return;
    }
    field.focus();
    field.select();
    load().catch(() => { engine = undefined; });
  };

  const typing = target => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || typing(event.target)) return;
    if (["f", "s", "/"].includes(event.key)) {
      event.preventDefault();
      open();
    }
  });

  dialog.addEventListener("keydown", event => {
    event.stopPropagation(); // the theme's own keys turn pages
    const links = [field, ...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault(); // the first press would only empty the field
      dialog.close();
    } else if (step && at >= 0) {
      event.preventDefault();
      links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
    }
  });

  part("-fermer").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", event => {
    if (event.target === dialog) dialog.close(); // beside the box
  });
  dialog.querySelector("form").addEventListener("submit", async event => {
    event.preventDefault();
    clearTimeout(waiting);
    await search();
    list.querySelector("a")?.click();
  });
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, WAIT);
  });
  filters.addEventListener("change", () => show(++turn));
  more.addEventListener("click", async () => {
    const first = shown;
    await showMore(turn);
    list.children[first]?.querySelector("a").focus();
  });
  opener.addEventListener("click", open);
  opener.dataset.ready = "";
})();
