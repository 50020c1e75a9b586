
'use strict';
// Facets, search and order for the entries of a page. Everything here is made by this script: without it, nothing on the
// page pretends to work. `unspin` is what the second script may use.
const unspin = (() => {
  const holder = document.getElementById('cards');
  const tools = document.getElementById('tools');
  const cards = holder ? [...holder.querySelectorAll('article.card')] : [];

  /** An element with properties, attributes and children; text is only ever set as text. */
  function make(tag, about = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(about)) {
      if (name in node) node[name] = value; else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  /** Text from outside as nodes, as the page has it: a line's end is a space; what hides, or turns the direction, is told by its number. */
  function seen(text) {
    const hides = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]$/u;
    return text.replaceAll('\n', ' ').split(/([\p{Cc}\p{Cf}\p{Zl}\p{Zp}])/u).filter(Boolean).map((part) => {
      // Joiners are part of how words of some scripts are spelt.
      if (!hides.test(part) || part === '\u200c' || part === '\u200d') return part;
      const number = part.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
      return make('span', { className: 'hidden' }, `U+${number}`);
    });
  }

  /** The start of a text that is longer than `most` characters. */
  const cut = (text, most) => (text.length > most ? `${[...text].slice(0, most).join('')}…` : text);

  const FACETS = [
    ['decision', 'Your word', { '': 'not given', accepted: 'accepted', rejected: 'rejected', pending: 'later' }],
    ['verdict', 'Now', { pending: 'waits', accepted: 'applied', rejected: 'marked only' }],
    ['band', 'Band', { high: 'high', medium: 'medium', low: 'low' }],
    ['kind', 'Kind (rule)', null],
    ['site', 'Site', null],
    ['family', 'Family', null],
    ['doc', 'Document', null],
  ];
  const ORDERS = {
    asked: 'What waits first',
    least: 'Least sure first',
    most: 'Surest first',
    place: 'By document and place',
  };
  // Milliseconds between a key of the search and its effect: those who type fast wait once.
  const PAUSE_MS = 40;
  // Values of a facet that are listed before the rest is asked for.
  const SHOWN = 8;
  // Characters of a value that are listed, as in the names of the cards.
  const LONGEST = 80;

  const first = new Map(cards.map((card, at) => [card, at]));
  const words = new Map();
  const chosen = new Map(FACETS.map(([name]) => [name, new Set()]));
  const facets = [];
  const collator = new Intl.Collator(undefined, { numeric: true });
  let wanted = [];
  let order = cards;

  // What a page tells of a card does not change, and is asked for at every key; only what a reader says of it does.
  const facts = new Map(cards.map((card) => [card, new Map(FACETS.map(([name]) => [name, card.getAttribute(`data-${name}`) ?? '']))]));
  const value = (card, facet) => (facet === 'decision' ? card.dataset.decision ?? '' : facts.get(card).get(facet));

  /** What stands in a card to be read, for the search: not what can be pressed, nor what every card has. */
  function text(card) {
    if (!words.has(card)) {
      const parts = [...card.querySelectorAll('.margin > p, .was, .now, .witnesses')].map((part) => part.textContent);
      words.set(card, [...parts, value(card, 'doc'), value(card, 'site')].join('\n').toLowerCase());
    }
    return words.get(card);
  }

  const found = (card) => wanted.every((word) => text(card).includes(word));

  const fits = (card, facet) => chosen.get(facet).size === 0 || chosen.get(facet).has(value(card, facet));

  function refresh() {
    const counts = new Map(FACETS.map(([name]) => [name, new Map()]));
    let shown = 0;
    for (const card of cards) {
      const misses = FACETS.filter(([name]) => !fits(card, name));
      const matched = misses.length > 1 ? false : found(card);
      // A facet counts what its own choice would leave: whatever all the others let through.
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
    // Told again to those who hear it only where it is another number.
    if (told.textContent !== now) told.textContent = now;
    clear.hidden = shown === cards.length && wanted.length === 0 && [...chosen.values()].every((set) => set.size === 0);
  }

  function sort(by) {
    const sure = (card) => Number(card.dataset.c);
    const place = (card) => Number(card.dataset.n);
    const compare = {
      asked: (a, b) => first.get(a) - first.get(b),
      least: (a, b) => sure(a) - sure(b) || place(a) - place(b),
      most: (a, b) => sure(b) - sure(a) || place(a) - place(b),
      place: (a, b) => place(a) - place(b),
    };
    order = [...cards].sort(compare[by]);
    holder.append(...order);
  }

  /** A value of a facet, with its box and its count. */
  function choice(name, key, whole) {
    const box = make('input', { type: 'checkbox', checked: chosen.get(name).has(key) });
    box.addEventListener('change', () => {
      if (box.checked) chosen.get(name).add(key); else chosen.get(name).delete(key);
      refresh();
    });
    const count = make('span', { className: 'number' });
    const label = make('label', {}, box, make('span', { dir: 'auto' }, ...seen(cut(whole, LONGEST))), count);
    facets.push({ name, key, count, label, box });
    return label;
  }

  function fieldset([name, title, known]) {
    const all = new Map();
    for (const card of cards) all.set(value(card, name), (all.get(value(card, name)) ?? 0) + 1);
    const keys = known
      ? Object.keys(known)
      : [...all.keys()].sort((a, b) => all.get(b) - all.get(a) || collator.compare(a, b));
    // One value that all share tells nothing.
    if (!known && keys.length < 2) return null;
    const called = (key) => (known ? known[key] : key === '' ? 'none' : name === 'kind' ? `repair.${key}` : key);
    const choices = (some) => some.map((key) => choice(name, key, called(key)));
    const set = make('fieldset', {}, make('legend', {}, title), ...choices(keys.slice(0, SHOWN)));
    if (keys.length > SHOWN) {
      // There may be thousands: they are made when they are asked for.
      const more = make('button', { type: 'button', className: 'link' }, `${keys.length - SHOWN} more`);
      more.addEventListener('click', () => {
        const rest = choices(keys.slice(SHOWN));
        more.replaceWith(...rest);
        refresh();
        rest[0].control.focus();
      });
      set.append(more);
    }
    return set;
  }

  const told = make('span', { role: 'status' });
  const clear = make('button', { type: 'button', className: 'link', hidden: true }, 'show all');
  const search = make('input', { type: 'search', autocomplete: 'off' });

  function find() {
    wanted = search.value.toLowerCase().split(/\s+/u).filter(Boolean);
    refresh();
  }

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
    // Read before the first key comes.
    search.addEventListener('focus', () => setTimeout(() => cards.forEach(text)), { once: true });
    let waiting = 0;
    search.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(find, PAUSE_MS);
    });
    clear.addEventListener('click', () => {
      showAll();
      search.focus();
    });
    const groups = FACETS.map(fieldset).filter(Boolean);
    const filter = make('details', { className: 'filter' }, make('summary', {}, 'Filter'), make('div', { className: 'facets' }, ...groups));
    tools.append(
      make('p', {}, told, ' ', clear),
      make('label', { className: 'field' }, 'Search', search),
      make('label', { className: 'field' }, 'Order', select),
      filter,
    );
    // Beside the repairs there is room for all facets; above them they would stand between a reader and the first one.
    const wide = matchMedia('(min-width: 62.01rem)');
    const fold = () => { filter.open = wide.matches; };
    wide.addEventListener('change', fold);
    fold();
    tools.setAttribute('role', 'search');
    tools.parentElement.classList.add('tools');
  }

  // A link to an article, or to a part of one, unfolds it; one to a repair brings it back if a choice hides it.
  function unfold() {
    const target = document.getElementById(location.hash.slice(1));
    for (let part = target?.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    if (target?.hidden) showAll();
    if (target) target.scrollIntoView();
  }
  addEventListener('hashchange', unfold);
  // The same link again is no change of the address, and leads there all the same.
  addEventListener('click', (event) => {
    if (event.target.closest?.('a[href^="#"]')?.hash === location.hash) dispatchEvent(new Event('hashchange'));
  });
  if (location.hash) unfold();

  // On paper, everything is unfolded but what was told to be aside.
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = [...document.querySelectorAll('details.doc:not([open])')];
    for (const part of folded) part.open = true;
  });
  addEventListener('afterprint', () => {
    for (const part of folded) part.open = false;
  });

  return { cards, cut, find, make, refresh, search, seen, shown: () => order.filter((card) => !card.hidden) };
})();
