/* The search: opens a dialog, asks Pagefind's index, lists what it answers. Nothing is loaded before it is opened. */
(() => {
  "use strict";
  const part = name => document.getElementById(`recherche${name}`);
  const dialog = part(""), opener = part("-ouvrir"), field = part("-mots"), state = part("-etat");
  const filters = part("-filtres"), list = part("-liste"), more = part("-plus"), near = part("-proche");
  const STEP = 8;
  const WAIT = 120; // milliseconds without a key before the index is asked
  // A name or a code first, then titles; long pages (lists) must not win by repeating a word.
  const RANKING = { metaWeights: { codes: 60, title: 8 } };
  // The index has a space where words meet; of « l’accueil » the letter says nothing.
  const ELISION = /(?<!\p{L})\p{L}['’](?=\p{L})/gu;
  const MEETING = /(?<=\p{L})['’-](?=\p{L})/gu;
  const words = () => field.value.trim();
  const asked = () => words().replace(ELISION, "").replace(MEETING, " ");
  const NOTHING = { kept: [], missing: [], better: "" };
  let engine, table, every = [], found = [], shown = 0, turn = 0, waiting, asking = NOTHING;

  const sentence = (name, values = {}) => dialog.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const say = (...sentences) => {
    state.textContent = sentences.join(" ");
  };

  /* Tables beside the index: their names never change, their content goes with it, so that none is kept from before. */
  const beside = async name => {
    const answer = await fetch(new URL(dialog.dataset.index + name, location.href), { cache: "no-cache" });
    return answer.json();
  };

  const load = () => {
    engine ??= (async () => {
      const base = new URL(dialog.dataset.index, location.href);
      const pagefind = await import(new URL("pagefind.js", base).href);
      await pagefind.options({ baseUrl: new URL("..", base).pathname, excerptLength: 24, ranking: RANKING });
      [table] = await Promise.all([beside("filtres.json"), pagefind.init()]);
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

  /* Letters and digits as the index compares them. */
  const folded = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe")
    .replace(/[^\p{L}\p{N}\s]/gu, "");

  /* Whether a page holds a word, or one that starts so. Of a word that none holds, Pagefind drops letters until one
     does: « depliable » would find « dépasse ». What is quoted it takes as it is, its stem and its accents apart. */
  const holds = new Map();
  const held = async (pagefind, word) => {
    const exact = await pagefind.search(`"${word}"`);
    if (exact.results.length) return true;
    const begun = await pagefind.search(word);
    const pages = await Promise.all(begun.results.slice(0, STEP).map(result => result.data()));
    const start = ` ${folded(word)}`;
    return pages.some(page => folded([" ", ...Object.values(page.meta), page.raw_content].join(" ")).includes(start));
  };

  /* How many letters must be changed, added, dropped or swapped to make one word the other; `most` when it is more. */
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) >= most) return most;
    let before = [], last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const now = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + !same);
        if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
      }
      if (Math.min(...now) >= most) return most;
      [before, last] = [last, now];
    }
    return Math.min(last.at(-1), most);
  };

  /* The word of the pages that is nearest to one that none holds: one slip in a short word, two in a long one. */
  let vocabulary;
  const nearest = async word => {
    vocabulary ??= Object.keys(await beside("mots.json")).map(known => [known, folded(known)]);
    const meant = folded(word);
    let best = "", least = meant.length < 4 ? 1 : meant.length < 8 ? 2 : 3;
    for (const [known, plainly] of vocabulary) {
      const apart = distance(meant, plainly, least);
      if (apart < least) [best, least] = [known, apart];
    }
    return best;
  };

  /* What is asked: the words that pages hold, those that none does, and better words where one looks mistyped. */
  const understood = async pagefind => {
    if (/^".*"$/.test(asked())) return { ...NOTHING, kept: [asked()] };
    const each = asked().split(/\s+/).filter(folded);
    const known = await Promise.all(each.map(word => {
      if (!holds.has(word)) holds.set(word, held(pagefind, word));
      return holds.get(word);
    }));
    const [kept, missing] = [true, false].map(wanted => each.filter((_, i) => known[i] === wanted));
    const right = missing.length === 1 && await nearest(missing[0]);
    return { kept, missing, better: right ? words().replace(missing[0], right) : "" };
  };

  /* What was found, in sentences: first the words that no page holds, then what the others find. */
  const told = () => {
    const { kept, missing, better } = asking;
    const none = every.length ? "noneFiltered" : "none";
    const name = ["", "one"][found.length] || (found.length ? "many" : none);
    if (!missing.length) return [sentence(name, { n: found.length, words: words() })];
    const first = sentence(missing.length > 1 ? "missingSeveral" : "missing", { words: missing.join(" », « ") });
    if (kept.length) return [first, sentence(name, { n: found.length, words: kept.join(" ") })];
    return better ? [first] : [first, sentence("other")];
  };

  const show = async mine => {
    found = narrowed();
    shown = 0;
    list.replaceChildren();
    await showMore(mine);
    if (mine !== turn) return;
    say(...told());
    near.hidden = !asking.better;
    near.querySelector("button").textContent = asking.better;
  };

  const search = async () => {
    const mine = ++turn;
    const late = setTimeout(() => say(sentence("wait")), 400);
    try {
      const pagefind = asked() && await load();
      const query = pagefind ? await understood(pagefind) : NOTHING;
      const answer = query.kept.length ? await pagefind.search(query.kept.join(" ")) : { results: [] };
      if (mine !== turn) return;
      [every, asking] = [answer.results, query];
      offer();
      await show(mine);
      if (!pagefind) say();
    } catch {
      engine = undefined;
      holds.clear();
      if (mine === turn) say(sentence("failed"));
    } finally {
      clearTimeout(late);
    }
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    if (location.protocol === "file:") {
      field.disabled = true;
      say(sentence("folder"));
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
  near.querySelector("button").addEventListener("click", () => {
    field.value = asking.better;
    field.focus();
    search();
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
