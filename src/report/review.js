
'use strict';
// Decisions: made with keys or buttons, kept in this browser until they are saved, saved as decisions.jsonl.
(() => {
  const { cards, cut, find, make, refresh, search, seen, shown } = unspin;
  const byId = new Map(cards.map((card) => [card.dataset.id, card]));
  const key = `unspin:${document.body.dataset.run}`;
  const WORDS = { accepted: 'Accepted', rejected: 'Rejected', pending: 'Left for later' };

  // Characters of a repair's words that are told below; the card shows all of them.
  const LONGEST = 60;

  // Decisions by id, those of the run's other pages among them.
  let decisions = new Map();
  const undone = [];
  let current = null;
  // Whether the browser keeps what was decided last, and whether a file has it.
  let stored = true;
  let saved = false;

  const store = {
    read(name) {
      try { return localStorage.getItem(name); } catch { return null; }
    },
    write(name, text) {
      // Where the browser keeps nothing, decisions live as long as the page does.
      try { localStorage.setItem(name, text); } catch { return false; }
      return true;
    },
    names() {
      try { return Object.keys(localStorage); } catch { return []; }
    },
  };

  const row = (card, verdict) => ({
    id: card.dataset.id,
    verdict,
    by: who.value.trim() || 'review',
    doc: card.dataset.doc,
    before: card.dataset.before,
    after: card.dataset.after,
  });

  /** A decision as it came from outside, with every field in its order; `null` if it is none. */
  function decision(one) {
    if (typeof one?.id !== 'string' || typeof one.verdict !== 'string' || !Object.hasOwn(WORDS, one.verdict)) return null;
    const text = (name) => (typeof one[name] === 'string' ? one[name] : '');
    return {
      id: one.id, verdict: one.verdict, by: text('by') || 'review', doc: text('doc'), before: text('before'), after: text('after'),
    };
  }

  /** Whether a decision is about this repair: words that are given must be its words. */
  const isAbout = (one, card) => (one.before === '' && one.after === '')
    || (one.before === card.dataset.before && one.after === card.dataset.after);

  /** What is kept under a name, by id. */
  function kept(name) {
    let some = [];
    try { some = JSON.parse(store.read(name) ?? '[]'); } catch { /* as if nothing were kept */ }
    return new Map((Array.isArray(some) ? some : []).map(decision).filter(Boolean).map((one) => [one.id, one]));
  }

  /** Takes in what other tabs and the run's other pages decided since. Where the browser keeps nothing, this page knows best. */
  function reread() {
    if (!stored || store.read(key) === null) return;
    const before = decisions;
    decisions = kept(key);
    for (const [id, card] of byId) if (before.get(id)?.verdict !== decisions.get(id)?.verdict) show(card);
  }

  /** Sets decisions, or takes them back where there is none, and keeps them; gives what stood there before. */
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

  function show(card) {
    const verdict = decisions.get(card.dataset.id)?.verdict;
    if (verdict) card.dataset.decision = verdict; else delete card.dataset.decision;
    for (const button of card.querySelectorAll('.acts button')) {
      button.setAttribute('aria-pressed', String(button.dataset.verdict === verdict));
    }
  }

  function tell(text) {
    const count = { accepted: 0, rejected: 0, pending: 0 };
    for (const { verdict } of decisions.values()) count[verdict] += 1;
    const waiting = cards.filter(({ dataset }) => dataset.verdict === 'pending' && !['accepted', 'rejected'].includes(dataset.decision)).length;
    const parts = [[count.accepted, 'accepted'], [count.rejected, 'rejected'], [count.pending, 'later']];
    if (cards.length > 0) parts.unshift([waiting, waiting === 1 ? 'waits' : 'wait']);
    const parting = stored || saved ? '' : ' This browser does not keep it: save before you leave.';
    counts.replaceChildren(...parts.flatMap(([number, word]) => [make('span', {}, make('b', {}, String(number)), ` ${word}`), ' ']));
    told.replaceChildren(...[text].flat(), parting);
    save.disabled = decisions.size === 0;
  }

  /** What a repair puts for what, as nodes that keep their direction to themselves. */
  function exchange(card) {
    return [card.dataset.before, card.dataset.after].flatMap((words, at) => {
      const node = make('bdi', {}, ...seen(cut(words, LONGEST)));
      return at > 0 ? [' → ', node] : [node];
    });
  }

  /** Gives several repairs one verdict; `undefined` takes it back. */
  function decide(some, verdict, text) {
    undone.push(change(some.map((card) => [card.dataset.id, verdict && row(card, verdict)])));
    tell(text);
  }

  function undo() {
    const last = undone.pop();
    if (!last) return tell('Nothing to undo.');
    change(last);
    tell(last.length === 1 ? 'Undone.' : `Undone for ${last.length} repairs.`);
    const card = byId.get(last[0][0]);
    if (card && !card.hidden) go(card);
  }

  /** Makes a card the one that the keys are about. */
  function choose(card) {
    if (card === current) return;
    current?.classList.remove('current');
    current = card;
    card.classList.add('current');
  }

  function go(card) {
    if (!card) return;
    choose(card);
    card.focus({ preventScroll: true });
    // Of a card that is taller than the window, the sentence is shown, from whichever side one comes.
    const tall = card.offsetHeight > innerHeight / 2;
    card.scrollIntoView({ block: tall ? 'start' : 'nearest', behavior: 'instant' });
  }

  /** The next one from here on; where the current one is hidden, the one that took its place. */
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

  /** The card that a verdict is about: nothing is decided that is not seen. What is not is gone to, and the next key decides. */
  function judged() {
    if (current && inView(current)) return current;
    const card = current && !current.hidden ? current : shown().find(inView) ?? shown()[0];
    go(card);
    tell(card ? 'This is the repair in question: press again to decide.' : 'No repair is shown.');
    return null;
  }

  /** Goes on from a card that was decided: to the next that is open, else to the next, else it stays. */
  function goOn(card, before) {
    const rest = before.slice(before.indexOf(card) + 1);
    const next = rest.find((other) => !other.hidden && !other.dataset.decision) ?? rest.find((other) => !other.hidden);
    go(next ?? (card.hidden ? shown().at(-1) : card));
  }

  function judge(verdict) {
    const card = judged();
    if (!card) return;
    const before = shown();
    decide([card], verdict, [`${WORDS[verdict]}: `, ...exchange(card)]);
    goOn(card, before);
  }

  /** The same words for the same words, in whatever case, wherever on the page. */
  function alike(card) {
    const same = (other) => ['before', 'after', 'kind'].every(
      (name) => other.dataset[name].toLowerCase() === card.dataset[name].toLowerCase(),
    );
    return cards.filter(same);
  }

  function judgeAlike(verdict) {
    const card = judged();
    if (!card) return;
    const before = shown();
    const some = alike(card);
    decide(some, verdict, [`${WORDS[verdict]}: all ${some.length} of `, ...exchange(card), '. u takes it back.']);
    goOn(card, before);
  }

  function download() {
    reread();
    if (decisions.size === 0) return tell('Nothing is decided yet.');
    const text = [...decisions.values()].map((one) => `${JSON.stringify(one)}\n`).join('');
    const link = make('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/jsonl' })), download: 'decisions.jsonl' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    saved = true;
    tell(`${decisions.size} decision${decisions.size === 1 ? '' : 's'} saved; unspin clean … --decisions decisions.jsonl applies ${decisions.size === 1 ? 'it' : 'them'}.`);
  }

  async function load(file) {
    let bad = 0;
    let strange = 0;
    const read = new Map();
    for (const line of (await file.text()).split('\n')) {
      if (!line.trim()) continue;
      let one = null;
      try { one = decision(JSON.parse(line)); } catch { /* told below, with the others */ }
      if (!one) {
        bad += 1;
        continue;
      }
      read.set(one.id, one);
    }
    for (const one of read.values()) {
      const card = byId.get(one.id);
      if (card && isAbout(one, card)) continue;
      strange += 1;
      // It would be told of, not applied.
      if (card) read.delete(one.id);
    }
    if (read.size > 0) undone.push(change([...read]));
    const parts = [`${read.size} read`];
    if (strange && cards.length > 0) parts.push(`${strange} ${strange === 1 ? 'matches' : 'match'} nothing on this page`);
    if (bad) parts.push(bad === 1 ? '1 line is no decision' : `${bad} lines are no decisions`);
    tell(`${parts.join(', ')}.`);
  }

  /**
   * What was decided on these very repairs in earlier runs, where this page was never decided on and they agree: ids hold over
   * runs, and a run that was made anew must not lose an afternoon's work.
   */
  function inherit() {
    const mark = `unspin:met:${document.body.dataset.run}:${cards[0]?.dataset.id}`;
    if (cards.length === 0 || store.read(mark) !== null) return 0;
    const found = new Map();
    for (const name of store.names().filter((other) => other.startsWith('unspin:') && other !== key)) {
      for (const [id, one] of kept(name)) {
        if (!byId.has(id) || !isAbout(one, byId.get(id)) || decisions.has(id)) continue;
        found.set(id, found.has(id) && found.get(id)?.verdict !== one.verdict ? null : one);
      }
    }
    const some = [...found].filter(([, one]) => one);
    if (some.length > 0) {
      undone.push(change(some));
      store.write(mark, '');
    }
    return some.length;
  }

  const KEYS = [
    ['a', 'accept', () => judge('accepted')],
    ['x', 'reject', () => judge('rejected')],
    [' ', 'leave for later', () => judge('pending')],
    ['u', 'undo', undo],
    ['A', 'accept all alike: the same words for the same words', () => judgeAlike('accepted')],
    ['X', 'reject all alike', () => judgeAlike('rejected')],
    ['j', 'next', () => go(step(1))],
    ['k', 'previous', () => go(step(-1))],
    ['/', 'search; Enter goes to the first that is found', () => { search.focus(); search.select(); }],
    ['s', 'save decisions', download],
    ['?', 'this help', explain],
  ];

  function explain() {
    help.showModal();
    // Its first box is at its end: it is read from its start.
    title.focus();
  }

  /** The name of a key in the list: letters by Shift, not by Caps Lock, and by their place where the keyboard writes no Latin. */
  function named({ key: typed, code, shiftKey }) {
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
        if (shown().length > 0) go(shown()[0]); else tell('No repair is shown.');
      }
      return;
    }
    if (!keys.checked) return;
    const name = named(event);
    // A space presses what has the focus, and scrolls where no repair is looked at.
    if (name === ' ' && (target.closest('button, summary, a, input') || !current || !inView(current))) return;
    const action = KEYS.find(([known]) => known === name);
    if (!action || cards.length === 0) return;
    event.preventDefault();
    // A key that is held goes on walking; it does not go on deciding.
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
    // Whoever hears the page is told which repair has the focus, and whose these buttons are.
    card.setAttribute('aria-label', card.querySelector('h3').textContent);
  }
  const holder = document.getElementById('cards');
  // Whoever goes to a card, by pointer, with the Tab key or by a link, means that card with the next key.
  holder?.addEventListener('focusin', (event) => {
    const card = event.target.closest('article.card');
    if (card) choose(card);
  });
  holder?.addEventListener('click', (event) => {
    const card = event.target.closest('article.card');
    if (!card) return;
    choose(card);
    const verdict = event.target.closest('.acts button')?.dataset.verdict;
    if (!verdict) return;
    // Pressed again, it is taken back.
    const same = decisions.get(card.dataset.id)?.verdict === verdict;
    const before = shown();
    decide([card], same ? undefined : verdict, same ? 'Taken back.' : [`${WORDS[verdict]}: `, ...exchange(card)]);
    if (card.hidden) goOn(card, before);
  });
  const follow = () => go(cards.find((card) => `#${card.id}` === location.hash));
  addEventListener('hashchange', follow);

  const counts = make('span', { className: 'counts' });
  const told = make('span', { className: 'told', role: 'status' });
  const who = make('input', { type: 'text', autocomplete: 'off', value: store.read('unspin:name') ?? '' });
  who.addEventListener('change', () => store.write('unspin:name', who.value));
  const keys = make('input', { type: 'checkbox', checked: store.read('unspin:keys') !== 'off' });
  keys.addEventListener('change', () => store.write('unspin:keys', keys.checked ? 'on' : 'off'));
  const save = make('button', { type: 'button', id: 'save' }, 'Save', make('span', { className: 'more' }, ' decisions'));
  save.addEventListener('click', download);
  const file = make('input', { type: 'file', accept: '.jsonl', hidden: true, id: 'load' });
  file.addEventListener('change', async () => {
    if (file.files[0]) await load(file.files[0]);
    file.value = '';
  });
  const open = make('button', { type: 'button' }, 'Open…');
  open.addEventListener('click', () => file.click());
  const ask = make('button', { type: 'button', 'aria-label': 'Keys and your name' }, '?');
  ask.addEventListener('click', explain);
  const list = make('dl');
  for (const [name, text] of KEYS) {
    list.append(make('dt', {}, make('kbd', {}, name === ' ' ? 'space' : name)), make('dd', {}, text));
  }
  const close = make('button', { type: 'button' }, 'Close');
  const title = make('h2', { tabIndex: -1 }, 'Keys');
  const help = make('dialog', { 'aria-label': 'Keys' }, title, list,
    make('label', {}, keys, ' Single keys do this'),
    make('label', {}, 'Your name, to stand beside your decisions', who), close);
  close.addEventListener('click', () => help.close());

  decisions = kept(key);
  const inherited = inherit();
  if (cards.length > 0 || decisions.size > 0) {
    // Before all cards, so that the Tab key need not lead through them.
    const bar = make('aside', { id: 'bar', 'aria-label': 'Review' }, counts, told, save, open, file, ask);
    document.querySelector('main').before(bar);
    document.body.append(help);
    for (const id of decisions.keys()) if (byId.has(id)) show(byId.get(id));
    if (cards.length > 0) refresh();
    follow();
    if (inherited > 0) tell(`${inherited} decided in an earlier run; u takes that back.`);
    else tell(decisions.size > 0 ? 'Your decisions so far.' : 'Press ? for the keys.');
    // Decisions of another tab, or of the page that was gone to and come back from.
    const meet = () => {
      reread();
      refresh();
      tell('Your decisions so far.');
    };
    addEventListener('storage', (event) => { if (event.key === key) meet(); });
    addEventListener('pageshow', (event) => { if (event.persisted) meet(); });
    addEventListener('beforeunload', (event) => {
      if (!stored && !saved && decisions.size > 0) event.preventDefault();
    });
  }
})();
