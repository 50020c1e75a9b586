
'use strict';
// Filters, search and sort order for the cards of a page. This script creates all its controls, so
// that a page without JavaScript has none that do not work. `unspin` is the interface to review.js.
const unspin = (() => {
  const container = document.getElementById('cards');
  const tools = document.getElementById('tools');
  const cards = container ? [...container.querySelectorAll('article.card')] : [];

  /**
   * Makes an element with properties or attributes, and children. Strings become text, never
   * markup.
   */
  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name in node) node[name] = value; else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  /**
   * Makes nodes of text of a document, in the same way as the page does: a line end becomes a
   * space, and characters that are invisible or change the text direction are shown by their
   * numbers.
   */
  function visibleText(text) {
    const invisible = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u;
    return text.replaceAll('\n', ' ').split(/([\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u).filter(Boolean).map((part) => {
      // Joiners belong to the spelling of some scripts.
      if (!invisible.test(part) || part === '\u200c' || part === '\u200d') return part;
      const number = part.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
      return make('span', { className: 'hidden' }, `U+${number}`);
    });
  }

  /** The text, shortened to `most` characters and an ellipsis if it is longer. */
  const shorten = (text, most) => (text.length > most ? `${[...text].slice(0, most).join('')}…` : text);

  const FACETS = [
    ['decision', 'Your decision', { '': 'none yet', accepted: 'accepted', rejected: 'rejected', pending: 'later' }],
    ['status', 'Status', { pending: 'pending', applied: 'applied', flagged: 'flagged only', rejected: 'rejected' }],
    ['band', 'Confidence', { high: 'high', medium: 'medium', low: 'low' }],
    ['kind', 'Rule', null],
    ['site', 'Site', null],
    ['family', 'Family', null],
    ['doc', 'Document', null],
  ];
  const ORDERS = {
    review: 'Pending first',
    least: 'Lowest confidence first',
    most: 'Highest confidence first',
    position: 'By document and position',
  };
  // Milliseconds between a key in the search field and the search: fast typing starts one search.
  const PAUSE_MS = 40;
  // The number of values of a facet that are listed; a button shows the others.
  const LISTED = 8;
  // The largest number of characters of a value that is shown, as in the names on the cards.
  const LONGEST = 80;

  // The review order, in which the page lists the cards.
  const rank = new Map(cards.map((card, at) => [card, at]));
  const searchTexts = new Map();
  const chosen = new Map(FACETS.map(([name]) => [name, new Set()]));
  const facets = [];
  const collator = new Intl.Collator(undefined, { numeric: true });
  let terms = [];
  let order = cards;

  // The facts of a card never change and are needed at every key, so they are read once; only
  // decisions change.
  const facts = new Map(cards.map((card) => [card, new Map(FACETS.map(([name]) => [name, card.getAttribute(`data-${name}`) ?? '']))]));
  const value = (card, facet) => (facet === 'decision' ? card.dataset.decision ?? '' : facts.get(card).get(facet));

  /**
   * The text of a card that the search looks at. It excludes buttons, and text that every card has.
   */
  function searchText(card) {
    if (!searchTexts.has(card)) {
      const parts = [...card.querySelectorAll('.margin > p, .was, .now, .witnesses')].map((part) => part.textContent);
      searchTexts.set(card, [...parts, value(card, 'doc'), value(card, 'site')].join('\n').toLowerCase());
    }
    return searchTexts.get(card);
  }

  const matches = (card) => terms.every((term) => searchText(card).includes(term));

  const fits = (card, facet) => chosen.get(facet).size === 0 || chosen.get(facet).has(value(card, facet));

  function refresh() {
    const counts = new Map(FACETS.map(([name]) => [name, new Map()]));
    let shown = 0;
    for (const card of cards) {
      const misses = FACETS.filter(([name]) => !fits(card, name));
      const matched = misses.length > 1 ? false : matches(card);
      // A facet counts the cards that all other facets, and the search, let through.
      if (matched) {
        for (const [name] of misses.length === 1 ? misses : FACETS) {
          const count = counts.get(name);
          count.set(value(card, name), (count.get(value(card, name)) ?? 0) + 1);
        }
      }
      const visible = matched && misses.length === 0;
      if (card.hidden === visible) card.hidden = !visible;
      shown += visible ? 1 : 0;
    }
    for (const { name, key, count, label } of facets) {
      const number = String(counts.get(name).get(key) ?? 0);
      if (count.textContent === number) continue;
      count.textContent = number;
      label.classList.toggle('empty', number === '0');
    }
    const now = shown === cards.length
      ? `${cards.length} repair${cards.length === 1 ? '' : 's'}`
      : `${shown} of ${cards.length} repairs`;
    // Set only if it changed: screen readers announce every change.
    if (status.textContent !== now) status.textContent = now;
    clear.hidden = shown === cards.length && terms.length === 0 && [...chosen.values()].every((set) => set.size === 0);
  }

  function sort(by) {
    const confidence = (card) => Number(card.dataset.c);
    const position = (card) => Number(card.dataset.n);
    const compare = {
      review: (a, b) => rank.get(a) - rank.get(b),
      least: (a, b) => confidence(a) - confidence(b) || position(a) - position(b),
      most: (a, b) => confidence(b) - confidence(a) || position(a) - position(b),
      position: (a, b) => position(a) - position(b),
    };
    order = [...cards].sort(compare[by]);
    container.append(...order);
  }

  /** Makes a value of a facet: a checkbox, a label and a count. */
  function choice(name, key, fullLabel) {
    const box = make('input', { type: 'checkbox', checked: chosen.get(name).has(key) });
    box.addEventListener('change', () => {
      if (box.checked) chosen.get(name).add(key); else chosen.get(name).delete(key);
      refresh();
    });
    const count = make('span', { className: 'number' });
    const label = make('label', {}, box, make('span', { dir: 'auto' }, ...visibleText(shorten(fullLabel, LONGEST))), count);
    facets.push({ name, key, count, label, box });
    return label;
  }

  /** Makes the checkboxes of a facet; `null` if they would be of no use. */
  function fieldset([name, title, known]) {
    const all = new Map();
    for (const card of cards) all.set(value(card, name), (all.get(value(card, name)) ?? 0) + 1);
    const keys = known
      ? Object.keys(known)
      : [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || collator.compare(a, b));
    // A facet in which all cards have the same value cannot filter.
    if (!known && keys.length < 2) return null;
    const labelOf = (key) => (known ? known[key] : key === '' ? 'none' : name === 'kind' ? `repair.${key}` : key);
    const choices = (some) => some.map((key) => choice(name, key, labelOf(key)));
    const set = make('fieldset', {}, make('legend', {}, title), ...choices(keys.slice(0, LISTED)));
    if (keys.length > LISTED) {
      // There may be thousands, so they are created only when needed.
      const more = make('button', { type: 'button', className: 'link' }, `Show ${keys.length - LISTED} more`);
      more.addEventListener('click', () => {
        const rest = choices(keys.slice(LISTED));
        more.replaceWith(...rest);
        refresh();
        rest[0].control.focus();
      });
      set.append(more);
    }
    return set;
  }

  const status = make('span', { role: 'status' });
  const clear = make('button', { type: 'button', className: 'link', hidden: true }, 'show all');
  const search = make('input', { type: 'search', autocomplete: 'off' });

  /** Searches for the words in the search field; a card must contain all of them. */
  function find() {
    terms = search.value.toLowerCase().split(/\s+/u).filter(Boolean);
    refresh();
  }

  /** Clears all filters and the search. */
  function showAll() {
    for (const { box } of facets) box.checked = false;
    for (const set of chosen.values()) set.clear();
    search.value = '';
    find();
  }

  if (cards.length > 0) {
    const select = make('select');
    for (const [key, text] of Object.entries(ORDERS)) select.append(make('option', { value: key }, text));
    select.addEventListener('change', () => sort(select.value));
    // Collects the texts before the first key arrives.
    search.addEventListener('focus', () => setTimeout(() => cards.forEach(searchText)), { once: true });
    let timer = 0;
    search.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(find, PAUSE_MS);
    });
    clear.addEventListener('click', () => {
      showAll();
      search.focus();
    });
    const groups = FACETS.map(fieldset).filter(Boolean);
    const filter = make('details', { className: 'filter' }, make('summary', {}, 'Filter'), make('div', { className: 'facets' }, ...groups));
    tools.append(
      make('p', {}, status, ' ', clear),
      make('label', { className: 'field' }, 'Search', search),
      make('label', { className: 'field' }, 'Sort', select),
      filter,
    );
    // Wide windows show the facets beside the cards. In narrow ones they are above the cards, and
    // folded.
    const wide = matchMedia('(min-width: 62.01rem)');
    const fold = () => { filter.open = wide.matches; };
    wide.addEventListener('change', fold);
    fold();
    tools.setAttribute('role', 'search');
    tools.parentElement.classList.add('tools');
  }

  // A link to an article, or to a part of one, unfolds it; a link to a hidden repair clears the
  // filters.
  function unfold() {
    const target = document.getElementById(location.hash.slice(1));
    for (let part = target?.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    if (target?.hidden) showAll();
    if (target) target.scrollIntoView();
  }
  addEventListener('hashchange', unfold);
  // Following the same link again does not change the address, but goes to its target too.
  addEventListener('click', (event) => {
    if (event.target.closest?.('a[href^="#"]')?.hash === location.hash) dispatchEvent(new Event('hashchange'));
  });
  if (location.hash) unfold();

  // Articles are unfolded in print; other folded parts stay folded.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details.doc:not([open])')];
    for (const part of folded) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of folded) part.open = false;
  });

  return { cards, find, make, refresh, search, shorten, visibleText, shown: () => order.filter((card) => !card.hidden) };
})();
