
'use strict';
// Decisions on repairs. Keys and buttons make them, the browser stores them, and decisions.jsonl
// saves them to a file.
(() => {
  const { cards, find, make, refresh, search, shorten, visibleText, shown } = unspin;
  const byId = new Map(cards.map((card) => [card.dataset.id, card]));
  const key = `unspin:${document.body.dataset.run}`;
  const LABELS = { accepted: 'Accepted', rejected: 'Rejected', pending: 'Left for later' };

  // The largest number of characters of a repair's words in the bar; the card shows all of them.
  const LONGEST = 60;

  // Decisions by repair id, including those of the run's other pages.
  let decisions = new Map();
  const undoStack = [];
  let current = null;
  // Whether the browser stored the latest decisions, and whether they were saved to a file.
  let stored = true;
  let saved = false;

  const store = {
    read(name) {
      try { return localStorage.getItem(name); } catch { return null; }
    },
    write(name, text) {
      // If the browser cannot store decisions, they last as long as the page is open.
      try { localStorage.setItem(name, text); } catch { return false; }
      return true;
    },
    names() {
      try { return Object.keys(localStorage); } catch { return []; }
    },
  };

  /** A decision on the repair of a card, as a row of decisions.jsonl. */
  const row = (card, verdict) => ({
    id: card.dataset.id,
    verdict,
    by: reviewer.value.trim() || 'review',
    doc: card.dataset.doc,
    before: card.dataset.before,
    after: card.dataset.after,
  });

  /**
   * Checks a decision that was loaded, and puts its fields in order; `null` if it is not a
   * decision.
   */
  function decision(one) {
    if (typeof one?.id !== 'string' || typeof one.verdict !== 'string' || !Object.hasOwn(LABELS, one.verdict)) return null;
    const text = (name) => (typeof one[name] === 'string' ? one[name] : '');
    return {
      id: one.id, verdict: one.verdict, by: text('by') || 'review', doc: text('doc'), before: text('before'), after: text('after'),
    };
  }

  /**
   * Whether a decision with this repair's id is about this repair: any words in it must be the
   * repair's words.
   */
  const isAbout = (one, card) => (one.before === '' && one.after === '')
    || (one.before === card.dataset.before && one.after === card.dataset.after);

  /** The decisions that the browser stored under a name, by repair id. */
  function readStored(name) {
    let some = [];
    try { some = JSON.parse(store.read(name) ?? '[]'); } catch { /* treated as empty */ }
    return new Map((Array.isArray(some) ? some : []).map(decision).filter(Boolean).map((one) => [one.id, one]));
  }

  /**
   * Reads the decisions that other tabs and the run's other pages stored in the meantime. If the
   * browser cannot store decisions, those of this page remain.
   */
  function reread() {
    if (!stored || store.read(key) === null) return;
    const before = decisions;
    decisions = readStored(key);
    for (const [id, card] of byId) if (before.get(id)?.verdict !== decisions.get(id)?.verdict) show(card);
  }

  /**
   * Sets decisions, or removes those that are undefined, and stores them; returns the previous
   * ones.
   */
  function change(some) {
    reread();
    const before = some.map(([id]) => [id, decisions.get(id)]);
    for (const [id, one] of some) {
      if (one) decisions.set(id, one); else decisions.delete(id);
      if (byId.has(id)) show(byId.get(id));
    }
    stored = store.write(key, JSON.stringify([...decisions.values()]));
    saved = false;
    refresh();
    return before;
  }

  /** Shows the decision on its card. */
  function show(card) {
    const verdict = decisions.get(card.dataset.id)?.verdict;
    if (verdict) card.dataset.decision = verdict; else delete card.dataset.decision;
    for (const button of card.querySelectorAll('.acts button')) {
      button.setAttribute('aria-pressed', String(button.dataset.verdict === verdict));
    }
  }

  /** Shows a message, and the number of repairs of each state, in the bar. */
  function announce(text) {
    const count = { accepted: 0, rejected: 0, pending: 0 };
    for (const { verdict } of decisions.values()) count[verdict] += 1;
    const pending = cards.filter(({ dataset }) => dataset.status === 'pending' && !['accepted', 'rejected'].includes(dataset.decision)).length;
    const parts = [[count.accepted, 'accepted'], [count.rejected, 'rejected'], [count.pending, 'later']];
    if (cards.length > 0) parts.unshift([pending, 'pending']);
    const warning = stored || saved ? '' : ' This browser cannot store decisions: save them before you leave.';
    counts.replaceChildren(...parts.flatMap(([number, word]) => [make('span', {}, make('b', {}, String(number)), ` ${word}`), ' ']));
    message.replaceChildren(...[text].flat(), warning);
    save.disabled = decisions.size === 0;
  }

  /** Makes the text `before → after` of a repair; the text direction of each side is isolated. */
  function exchange(card) {
    return [card.dataset.before, card.dataset.after].flatMap((words, at) => {
      const node = make('bdi', {}, ...visibleText(shorten(words, LONGEST)));
      return at > 0 ? [' → ', node] : [node];
    });
  }

  /** Decides on several repairs; the verdict `undefined` removes their decisions. */
  function decide(some, verdict, text) {
    undoStack.push(change(some.map((card) => [card.dataset.id, verdict && row(card, verdict)])));
    announce(text);
  }

  function undo() {
    const last = undoStack.pop();
    if (!last) return announce('Nothing to undo.');
    change(last);
    announce(last.length === 1 ? 'Undone.' : `Undone for ${last.length} repairs.`);
    const card = byId.get(last[0][0]);
    if (card && !card.hidden) go(card);
  }

  /** Makes a card the current one, to which the keys apply. */
  function choose(card) {
    if (card === current) return;
    current?.classList.remove('current');
    current = card;
    card.classList.add('current');
  }

  /** Makes a card the current one, focuses it and scrolls to it. */
  function go(card) {
    if (!card) return;
    choose(card);
    card.focus({ preventScroll: true });
    // A tall card is aligned with the top of the window, so that its sentence is visible.
    const tall = card.offsetHeight > innerHeight / 2;
    card.scrollIntoView({ block: tall ? 'start' : 'nearest', behavior: 'instant' });
  }

  /**
   * The card `by` steps from the current one; if the current one is hidden, the one that replaced
   * it.
   */
  function step(by, list = shown()) {
    const at = list.indexOf(current);
    if (at >= 0) return list[at + by];
    if (!current) return list[by > 0 ? 0 : list.length - 1];
    const after = list.find((card) => current.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
    return by > 0 ? after ?? list[list.length - 1] : list[list.indexOf(after) - 1] ?? list[0];
  }

  function inView(card) {
    const { top, bottom } = card.getBoundingClientRect();
    return !card.hidden && bottom > 0 && top < innerHeight;
  }

  /**
   * The card to which a decision applies, or `null` if it is not in view. In that case this goes to
   * it, and the next key decides: no decision is made about a repair that cannot be seen.
   */
  function visibleCurrent() {
    if (current && inView(current)) return current;
    const card = current && !current.hidden ? current : shown().find(inView) ?? shown()[0];
    go(card);
    announce(card ? 'This is the current repair: press again to decide.' : 'No repair is shown.');
    return null;
  }

  /** Goes to the next card without a decision, else to the next card, else it stays. */
  function advance(card, before) {
    const rest = before.slice(before.indexOf(card) + 1);
    const next = rest.find((other) => !other.hidden && !other.dataset.decision) ?? rest.find((other) => !other.hidden);
    go(next ?? (card.hidden ? shown().at(-1) : card));
  }

  /** Decides on the current repair and goes to the next one. */
  function decideCurrent(verdict) {
    const card = visibleCurrent();
    if (!card) return;
    const before = shown();
    decide([card], verdict, [`${LABELS[verdict]}: `, ...exchange(card)]);
    advance(card, before);
  }

  /** All repairs on the page with the same words and kind as this one; case does not matter. */
  function sameRepairs(card) {
    const same = (other) => ['before', 'after', 'kind'].every(
      (name) => other.dataset[name].toLowerCase() === card.dataset[name].toLowerCase(),
    );
    return cards.filter(same);
  }

  /** Decides on all repairs with the same words as the current one. */
  function decideSame(verdict) {
    const card = visibleCurrent();
    if (!card) return;
    const before = shown();
    const some = sameRepairs(card);
    const count = some.length > 1 ? `all ${some.length} of ` : '';
    decide(some, verdict, [`${LABELS[verdict]}: ${count}`, ...exchange(card), '. Press u to undo.']);
    advance(card, before);
  }

  /** Saves all decisions as decisions.jsonl. */
  function download() {
    reread();
    if (decisions.size === 0) return announce('There are no decisions yet.');
    const text = [...decisions.values()].map((one) => `${JSON.stringify(one)}\n`).join('');
    const link = make('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/jsonl' })), download: 'decisions.jsonl' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    saved = true;
    const [count, them] = decisions.size === 1 ? ['1 decision', 'it'] : [`${decisions.size} decisions`, 'them'];
    announce(`${count} saved. To apply ${them}: unspin clean … --decisions decisions.jsonl`);
  }

  /** Loads the decisions of a file. */
  async function load(file) {
    let malformed = 0;
    let unmatched = 0;
    const read = new Map();
    for (const line of (await file.text()).split('\n')) {
      if (!line.trim()) continue;
      let one = null;
      try { one = decision(JSON.parse(line)); } catch { /* counted below */ }
      if (!one) {
        malformed += 1;
        continue;
      }
      read.set(one.id, one);
    }
    for (const one of read.values()) {
      const card = byId.get(one.id);
      if (card && isAbout(one, card)) continue;
      unmatched += 1;
      // The repair has other words: the run would refuse this decision.
      if (card) read.delete(one.id);
    }
    if (read.size > 0) undoStack.push(change([...read]));
    const parts = [`${read.size} decision${read.size === 1 ? '' : 's'} loaded`];
    if (unmatched && cards.length > 0) parts.push(`${unmatched} ${unmatched === 1 ? 'matches' : 'match'} no repair on this page`);
    if (malformed) parts.push(malformed === 1 ? '1 line is not a decision' : `${malformed} lines are not decisions`);
    announce(`${parts.join(', ')}.`);
  }

  /**
   * Takes over decisions on the same repairs from earlier runs, and returns how many. Repair ids
   * are stable from run to run, so repeating a run does not lose decisions. Decisions on which
   * earlier runs disagree are ignored. A run takes over decisions once, so that undoing that lasts.
   */
  function inherit() {
    const mark = `unspin:met:${document.body.dataset.run}:${cards[0]?.dataset.id}`;
    if (cards.length === 0 || store.read(mark) !== null) return 0;
    const found = new Map();
    for (const name of store.names().filter((other) => other.startsWith('unspin:') && other !== key)) {
      for (const [id, one] of readStored(name)) {
        if (!byId.has(id) || !isAbout(one, byId.get(id)) || decisions.has(id)) continue;
        found.set(id, found.has(id) && found.get(id)?.verdict !== one.verdict ? null : one);
      }
    }
    const some = [...found].filter(([, one]) => one);
    if (some.length > 0) {
      undoStack.push(change(some));
      store.write(mark, '');
    }
    return some.length;
  }

  const KEYS = [
    ['a', 'accept', () => decideCurrent('accepted')],
    ['x', 'reject', () => decideCurrent('rejected')],
    [' ', 'decide later', () => decideCurrent('pending')],
    ['u', 'undo', undo],
    ['A', 'accept all repairs with the same words', () => decideSame('accepted')],
    ['X', 'reject all repairs with the same words', () => decideSame('rejected')],
    ['j', 'next repair', () => go(step(1))],
    ['k', 'previous repair', () => go(step(-1))],
    ['/', 'search; Enter goes to the first result', () => { search.focus(); search.select(); }],
    ['s', 'save decisions', download],
    ['?', 'show this help', showHelp],
  ];

  function showHelp() {
    help.showModal();
    // Without this, the first control would have the focus, and it is at the end of the dialog.
    title.focus();
  }

  /**
   * The name of a key in KEYS. Letters are capitals with Shift, not with Caps Lock. On keyboards
   * without Latin letters, the position of the key counts.
   */
  function keyName({ key: typed, code, shiftKey }) {
    const letter = /^[a-z]$/iu.test(typed) ? typed : /^\p{L}$/u.test(typed) && /^Key([A-Z])$/u.exec(code)?.[1];
    if (!letter) return typed;
    return shiftKey ? letter.toUpperCase() : letter.toLowerCase();
  }

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input:not([type=checkbox]), select, textarea')) {
      if (event.key === 'Escape') target.blur();
      if (event.key === 'Enter' && target === search) {
        find();
        if (shown().length > 0) go(shown()[0]); else announce('No repair is shown.');
      }
      return;
    }
    if (!shortcuts.checked) return;
    const name = keyName(event);
    // The space key keeps its usual meaning on controls, and where no current repair is in view.
    if (name === ' ' && (target.closest('button, summary, a, input') || !current || !inView(current))) return;
    const action = KEYS.find(([known]) => known === name);
    if (!action || cards.length === 0) return;
    event.preventDefault();
    // Holding a key repeats moving, but not deciding.
    if (event.repeat && !'jk'.includes(name)) return;
    action[2]();
  });

  const acts = make('div', { className: 'acts' });
  for (const [verdict, text] of [['accepted', 'Accept'], ['rejected', 'Reject'], ['pending', 'Later']]) {
    const button = make('button', { type: 'button', 'aria-pressed': 'false' }, text);
    button.dataset.verdict = verdict;
    acts.append(button);
  }
  for (const card of cards) {
    card.querySelector('.margin').append(acts.cloneNode(true));
    // Screen readers announce which repair has the focus, and to which one the buttons belong.
    card.setAttribute('aria-label', card.querySelector('h3').textContent);
  }
  const container = document.getElementById('cards');
  // A card that is reached by pointer, Tab key or link becomes the current one.
  container?.addEventListener('focusin', (event) => {
    const card = event.target.closest('article.card');
    if (card) choose(card);
  });
  container?.addEventListener('click', (event) => {
    const card = event.target.closest('article.card');
    if (!card) return;
    choose(card);
    const verdict = event.target.closest('.acts button')?.dataset.verdict;
    if (!verdict) return;
    // Pressing the same button again removes the decision.
    const same = decisions.get(card.dataset.id)?.verdict === verdict;
    const before = shown();
    decide([card], same ? undefined : verdict, same ? 'Decision removed.' : [`${LABELS[verdict]}: `, ...exchange(card)]);
    if (card.hidden) advance(card, before);
  });
  const follow = () => go(cards.find((card) => `#${card.id}` === location.hash));
  addEventListener('hashchange', follow);

  const counts = make('span', { className: 'counts' });
  const message = make('span', { className: 'message', role: 'status' });
  const reviewer = make('input', { type: 'text', autocomplete: 'off', value: store.read('unspin:name') ?? '' });
  reviewer.addEventListener('change', () => store.write('unspin:name', reviewer.value));
  const shortcuts = make('input', { type: 'checkbox', checked: store.read('unspin:keys') !== 'off' });
  shortcuts.addEventListener('change', () => store.write('unspin:keys', shortcuts.checked ? 'on' : 'off'));
  const save = make('button', { type: 'button', id: 'save' }, 'Save', make('span', { className: 'more' }, ' decisions'));
  save.addEventListener('click', download);
  const file = make('input', { type: 'file', accept: '.jsonl', hidden: true, id: 'load' });
  file.addEventListener('change', async () => {
    if (file.files[0]) await load(file.files[0]);
    file.value = '';
  });
  const open = make('button', { type: 'button' }, 'Open…');
  open.addEventListener('click', () => file.click());
  const helpButton = make('button', { type: 'button', 'aria-label': 'Keyboard shortcuts and your name' }, '?');
  helpButton.addEventListener('click', showHelp);
  const list = make('dl');
  for (const [name, text] of KEYS) {
    list.append(make('dt', {}, make('kbd', {}, name === ' ' ? 'space' : name)), make('dd', {}, text));
  }
  const close = make('button', { type: 'button' }, 'Close');
  const title = make('h2', { tabIndex: -1 }, 'Keyboard shortcuts');
  const help = make('dialog', { 'aria-label': 'Keyboard shortcuts' }, title, list,
    make('label', {}, shortcuts, ' Use single-key shortcuts'),
    make('label', {}, 'Your name, recorded with your decisions', reviewer), close);
  close.addEventListener('click', () => help.close());

  decisions = readStored(key);
  const inherited = inherit();
  if (cards.length > 0 || decisions.size > 0) {
    // The bar comes before the cards, so that the Tab key reaches it without passing through them.
    const bar = make('aside', { id: 'bar', 'aria-label': 'Review' }, counts, message, save, open, file, helpButton);
    document.querySelector('main').before(bar);
    document.body.append(help);
    for (const id of decisions.keys()) if (byId.has(id)) show(byId.get(id));
    if (cards.length > 0) refresh();
    follow();
    if (inherited > 0) announce(`Loaded ${inherited} decision${inherited === 1 ? '' : 's'} from an earlier run. Press u to undo.`);
    else announce(decisions.size > 0 ? 'Your decisions so far are loaded.' : 'Press ? for keyboard shortcuts.');
    // Another tab changed the decisions, or the browser went back to this page.
    const reload = () => {
      reread();
      refresh();
      announce('Your decisions so far are loaded.');
    };
    addEventListener('storage', (event) => { if (event.key === key) reload(); });
    addEventListener('pageshow', (event) => { if (event.persisted) reload(); });
    addEventListener('beforeunload', (event) => {
      if (!stored && !saved && decisions.size > 0) event.preventDefault();
    });
  }
})();
