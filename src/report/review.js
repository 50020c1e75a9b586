
'use strict';
// Decisions: made with keys or buttons, kept in this browser until they are saved, saved as decisions.jsonl.
(() => {
  const { cards, make, refresh, search, seen, shown } = unspin;
  const byId = new Map(cards.map((card) => [card.dataset.id, card]));
  const key = `unspin:${document.body.dataset.run}`;
  const WORDS = { accepted: 'Accepted', rejected: 'Rejected', pending: 'Left for later' };

  // Decisions by id, those of the run's other pages among them.
  let decisions = new Map();
  let undone = [];
  let current = null;
  let saved = true;

  const store = {
    read(name) {
      try { return localStorage.getItem(name); } catch { return null; }
    },
    write(name, text) {
      // Where the browser keeps nothing, decisions live as long as the page does.
      try { localStorage.setItem(name, text); } catch { return false; }
      return true;
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

  function keep() {
    saved = store.write(key, JSON.stringify([...decisions.values()]));
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
    counts.replaceChildren(...parts.flatMap(([number, word]) => [make('span', {}, make('b', {}, String(number)), ` ${word}`), ' ']));
    told.replaceChildren(...seen(text));
    save.disabled = decisions.size === 0;
  }

  /** Gives several repairs one verdict; `undefined` takes it back. */
  function decide(some, verdict, text) {
    undone.push(some.map((card) => [card.dataset.id, decisions.get(card.dataset.id)]));
    for (const card of some) {
      if (verdict) decisions.set(card.dataset.id, row(card, verdict)); else decisions.delete(card.dataset.id);
      show(card);
    }
    keep();
    refresh();
    tell(text);
  }

  function undo() {
    const last = undone.pop();
    if (!last) return tell('Nothing to undo.');
    for (const [id, before] of last) {
      if (before) decisions.set(id, before); else decisions.delete(id);
      if (byId.has(id)) show(byId.get(id));
    }
    keep();
    refresh();
    tell(last.length === 1 ? 'Undone.' : `Undone for ${last.length} repairs.`);
    const card = byId.get(last[0][0]);
    if (card && !card.hidden) go(card);
  }

  function go(card) {
    if (!card) return;
    current?.classList.remove('current');
    current = card;
    card.classList.add('current');
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  /** The next one from here on; where the current one is hidden, the one that took its place. */
  function step(by, list = shown()) {
    const at = list.indexOf(current);
    if (at >= 0) return list[at + by];
    if (!current) return list[by > 0 ? 0 : list.length - 1];
    const after = list.find((card) => current.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
    return by > 0 ? after ?? list[list.length - 1] : list[list.indexOf(after) - 1] ?? list[0];
  }

  function judge(verdict) {
    const card = current && !current.hidden ? current : shown()[0];
    if (!card) return tell('No repair is shown.');
    if (card !== current) return go(card);
    const before = shown();
    const rest = before.slice(before.indexOf(card) + 1);
    decide([card], verdict, `${WORDS[verdict]}: ${card.dataset.before} → ${card.dataset.after}`);
    go(rest.find((next) => !next.hidden && !next.dataset.decision) ?? rest.find((next) => !next.hidden) ?? card);
  }

  /** The same words for the same words, in whatever case, wherever on the page. */
  function alike(card) {
    const same = (other) => ['before', 'after', 'kind'].every(
      (name) => other.dataset[name].toLowerCase() === card.dataset[name].toLowerCase(),
    );
    return cards.filter(same);
  }

  function judgeAlike(verdict) {
    if (!current) return go(shown()[0]);
    const some = alike(current);
    const card = current;
    decide(some, verdict, `${WORDS[verdict]}: all ${some.length} of ${card.dataset.before} → ${card.dataset.after}. u takes it back.`);
    go(step(1, shown().filter((next) => next === card || !next.dataset.decision)) ?? card);
  }

  function download() {
    const text = [...decisions.values()].map((one) => `${JSON.stringify(one)}\n`).join('');
    const link = make('a', { href: URL.createObjectURL(new Blob([text], { type: 'application/jsonl' })), download: 'decisions.jsonl' });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    saved = true;
    tell(`${decisions.size} decision${decisions.size === 1 ? '' : 's'} saved; unspin clean … --decisions decisions.jsonl applies them.`);
  }

  async function load(file) {
    let bad = 0;
    let strange = 0;
    const before = new Map(decisions);
    for (const line of (await file.text()).split('\n')) {
      if (!line.trim()) continue;
      let one = null;
      try { one = JSON.parse(line); } catch { /* told below, with the others */ }
      if (typeof one?.id !== 'string' || !(one.verdict in WORDS)) {
        bad += 1;
        continue;
      }
      strange += byId.has(one.id) ? 0 : 1;
      const text = (name) => (typeof one[name] === 'string' ? one[name] : '');
      decisions.set(one.id, {
        id: one.id, verdict: one.verdict, by: text('by') || 'review', doc: text('doc'), before: text('before'), after: text('after'),
      });
    }
    const changed = [...decisions].filter(([id, one]) => before.get(id) !== one).map(([id]) => id);
    undone.push(changed.map((id) => [id, before.get(id)]));
    for (const id of changed) if (byId.has(id)) show(byId.get(id));
    keep();
    refresh();
    const parts = [`${changed.length} read`];
    if (strange) parts.push(`${strange} ${strange === 1 ? 'matches' : 'match'} nothing on this page`);
    if (bad) parts.push(bad === 1 ? '1 line is no decision' : `${bad} lines are no decisions`);
    tell(`${parts.join(', ')}.`);
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
    ['/', 'search', () => { search.focus(); search.select(); }],
    ['?', 'this help', () => help.showModal()],
  ];

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target.closest('input:not([type=checkbox]), select, textarea')) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    // A space presses what has the focus.
    if (event.key === ' ' && target.closest('button, summary, a, input')) return;
    const action = KEYS.find(([name]) => name === event.key);
    if (!action || cards.length === 0) return;
    event.preventDefault();
    action[2]();
  });

  const acts = make('div', { className: 'acts' });
  for (const [verdict, text] of [['accepted', 'Accept'], ['rejected', 'Reject'], ['pending', 'Later']]) {
    const button = make('button', { type: 'button', 'aria-pressed': 'false' }, text);
    button.dataset.verdict = verdict;
    acts.append(button);
  }
  for (const card of cards) card.querySelector('.margin').append(acts.cloneNode(true));
  document.getElementById('cards')?.addEventListener('click', (event) => {
    const card = event.target.closest('article.card');
    if (!card) return;
    current?.classList.remove('current');
    current = card;
    card.classList.add('current');
    const verdict = event.target.closest('.acts button')?.dataset.verdict;
    if (!verdict) return;
    // Pressed again, it is taken back.
    const same = decisions.get(card.dataset.id)?.verdict === verdict;
    decide([card], same ? undefined : verdict, same ? 'Taken back.' : `${WORDS[verdict]}: ${card.dataset.before} → ${card.dataset.after}`);
  });

  const counts = make('span');
  const told = make('span', { className: 'told', role: 'status', dir: 'auto' });
  const who = make('input', { type: 'text', autocomplete: 'off', value: store.read('unspin:name') ?? '' });
  who.addEventListener('change', () => store.write('unspin:name', who.value));
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
  ask.addEventListener('click', () => help.showModal());
  const list = make('dl');
  for (const [name, text] of KEYS) {
    list.append(make('dt', {}, make('kbd', {}, name === ' ' ? 'space' : name)), make('dd', {}, text));
  }
  const close = make('button', { type: 'button' }, 'Close');
  const help = make('dialog', { 'aria-label': 'Keys' }, make('h2', {}, 'Keys'), list,
    make('label', {}, 'Your name, to stand beside your decisions', who), close);
  close.addEventListener('click', () => help.close());

  try {
    for (const one of JSON.parse(store.read(key) ?? '[]')) decisions.set(one.id, one);
  } catch {
    decisions = new Map();
  }
  if (cards.length > 0 || decisions.size > 0) {
    const bar = make('aside', { id: 'bar', 'aria-label': 'Review' }, counts, told, save, open, file, ask);
    document.body.append(bar, help);
    for (const id of decisions.keys()) if (byId.has(id)) show(byId.get(id));
    if (cards.length > 0) refresh();
    tell(decisions.size > 0 ? 'Your decisions so far.' : 'Press ? for the keys.');
    addEventListener('beforeunload', (event) => {
      if (!saved && decisions.size > 0) event.preventDefault();
    });
  }
})();
