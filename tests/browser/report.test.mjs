// The evidence report as a reader meets it: opened from disk in Chromium, driven with keys and pointer.
//
//     npm ci --prefix tests/browser && node --test tests/browser/
//
// needs Debian's chromium and a release build. Nothing but files of this machine is opened.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { hostile, jsonl, records } from './story.mjs';

const ROOT = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const UNSPIN = process.env.UNSPIN ?? join(ROOT, 'target/release/unspin');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };
/** What a reader waits for at most, and no test hangs. */
const LIMIT = { timeout: 60_000 };
/** Milliseconds until a page of nearly 2,000 repairs can be used. */
const MOST_MS = 2_000;
/** Milliseconds from a key of the search until what it found is painted; a machine that does other things has some to spare. */
const MOST_KEY_MS = 250;

let home;
let browser;

before(async () => {
  assert.ok(existsSync(UNSPIN), `${UNSPIN} is missing: cargo build --release`);
  home = mkdtempSync(join(tmpdir(), 'unspin-browser-'));
  // A strict reader: so that several repairs wait.
  writeFileSync(join(home, 'strict.toml'), '[repair]\nhigh = 0.93\n');
  clean('corpus', join(ROOT, 'corpus'), '--config', join(home, 'strict.toml'));
  writeFileSync(join(home, 'many.jsonl'), jsonl(records(4, 58)));
  clean('many', join(home, 'many.jsonl'));
  writeFileSync(join(home, 'pages.jsonl'), jsonl(records(4, 70)));
  clean('pages', join(home, 'pages.jsonl'));
  writeFileSync(join(home, 'hostile.jsonl'), jsonl(hostile()));
  clean('hostile', join(home, 'hostile.jsonl'));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'], timeout: 30_000 });
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  if (home) rmSync(home, { recursive: true, force: true });
});

function clean(name, input, ...more) {
  execFileSync(UNSPIN, ['clean', input, '-q', '-o', join(home, name), ...more], { stdio: 'inherit', timeout: 60_000 });
}

const rows = (name, file) => readFileSync(join(home, name, file), 'utf8').split('\n').filter(Boolean).map(JSON.parse);

/** Opens a page of a run; whatever it complains of, or asks the world for, fails the test that `use` is part of. */
async function open(name, use, { prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: WIDE, acceptDownloads: true, ...options });
  context.setDefaultTimeout(10_000);
  const complaints = [];
  context.on('page', (page) => {
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/u.test(request.url())) complaints.push(`request: ${request.url()}`);
    });
  });
  try {
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(pathToFileURL(join(home, name, 'report.html')).href);
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const shown = (page) => page.locator('article.card:not([hidden])');
const current = (page) => page.evaluate(() => document.querySelector('article.card.current')?.dataset.id);
const told = (page) => page.locator('#bar .told').innerText();
const facet = (page, title, value) => page.locator('fieldset', { has: page.locator('legend', { hasText: title }) })
  .locator('label', { hasText: value }).locator('input');

/** What tells, from now on, how many milliseconds a page's thread has worked on the processor. */
async function stopwatch(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime').value;
  const begin = await worked();
  return async () => 1_000 * (await worked() - begin);
}

/** Types a word into the search; the milliseconds from each key to the picture of what it found. */
async function typed(page, word) {
  await page.keyboard.press('/');
  return page.evaluate(async (letters) => {
    const field = document.querySelector('#tools input[type=search]');
    const out = [];
    for (const letter of letters) {
      const begin = performance.now();
      field.value += letter;
      const answered = new Promise((done) => { new MutationObserver(done).observe(document.querySelector('#tools'), { subtree: true, childList: true, characterData: true }); });
      field.dispatchEvent(new Event('input'));
      await Promise.race([answered, new Promise((done) => { setTimeout(done, 60); })]);
      await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
      out.push(performance.now() - begin);
    }
    return out;
  }, word);
}

async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  assert.equal(download.suggestedFilename(), 'decisions.jsonl');
  const path = join(home, `decisions-${Math.random()}.jsonl`);
  await download.saveAs(path);
  return path;
}

test('a review is made with keys and buttons, saved, and fed back', LIMIT, async () => {
  let file;
  const all = rows('corpus', 'repairs.jsonl');
  const waiting = all.filter((repair) => repair.verdict === 'pending').sort((a, b) => a.confidence - b.confidence);
  assert.ok(waiting.length >= 3, 'the corpus has repairs that wait');
  const applied = all.find((repair) => repair.verdict === 'accepted');
  let alike;

  await open('corpus', async (page) => {
    assert.equal(await shown(page).count(), all.length);
    await facet(page, 'Now', 'waits').check();
    assert.equal(await shown(page).count(), waiting.length);
    await page.keyboard.press('j');
    assert.equal(await current(page), waiting[0].id, 'the least sure of those that wait is the first');
    for (const repair of waiting.slice(0, 3)) {
      assert.equal(await current(page), repair.id);
      await page.keyboard.press('a');
    }
    await page.keyboard.press('k');
    await facet(page, 'Now', 'waits').uncheck();

    // One rejected, with the pointer.
    const card = page.locator(`[id="r-${applied.id}"]`);
    await card.getByRole('button', { name: 'Reject' }).click();
    assert.equal(await card.getAttribute('data-decision'), 'rejected');

    // All alike accepted, taken back, and accepted again.
    const groups = Map.groupBy?.(all, ({ before: a, after: b, kind }) => `${a}>${b}>${kind}`.toLowerCase())
      ?? all.reduce((map, one) => {
        const key = `${one.before}>${one.after}>${one.kind}`.toLowerCase();
        return map.set(key, [...(map.get(key) ?? []), one]);
      }, new Map());
    const decided = new Set([...waiting.slice(0, 3), applied].map((one) => one.id));
    alike = [...groups.values()].filter((group) => group.every((one) => !decided.has(one.id)))
      .reduce((a, b) => (b.length > a.length ? b : a));
    await page.locator(`[id="r-${alike[0].id}"] .was`).click();
    await page.keyboard.press('Shift+X');
    assert.match(await told(page), new RegExp(`all ${alike.length} of`, 'u'));
    await page.keyboard.press('u');
    assert.match(await told(page), /Undone/u);
    await page.locator(`[id="r-${alike[0].id}"] .was`).click();
    await page.keyboard.press('Shift+A');

    // A decision and its undoing leave nothing behind.
    await page.locator(`[id="r-${waiting.at(-1).id}"] .was`).click();
    await page.keyboard.press('x');
    await page.keyboard.press('u');
    file = await saved(page);
  });

  const decisions = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
  const verdicts = new Map(decisions.map((one) => [one.id, one.verdict]));
  for (const repair of [...waiting.slice(0, 3), ...alike]) assert.equal(verdicts.get(repair.id), 'accepted');
  assert.equal(verdicts.get(applied.id), 'rejected');
  assert.equal(decisions.length, 4 + alike.length);

  clean('decided', join(ROOT, 'corpus'), '--config', join(home, 'strict.toml'), '--decisions', file);
  for (const repair of rows('decided', 'repairs.jsonl')) {
    const before = all.find((other) => other.id === repair.id);
    assert.equal(repair.verdict, verdicts.get(repair.id) ?? before.verdict, `${repair.before} → ${repair.after}`);
    assert.equal(repair.by, verdicts.has(repair.id) ? 'review' : 'band');
  }
  const text = (run) => rows(run, 'documents.jsonl').find((row) => row.id === applied.doc).text;
  assert.notEqual(text('decided'), text('corpus'));
  const words = (run) => rows(run, 'documents.jsonl').find((row) => row.id === applied.doc).repairs;
  assert.equal(words('decided').accepted, words('corpus').accepted + 3 - 1);

  // Saved decisions can be opened again.
  await open('corpus', async (page) => {
    await page.setInputFiles('#load', file);
    await page.waitForFunction(() => document.querySelector('#bar .told').textContent.includes('read'));
    assert.match(await told(page), new RegExp(`^${decisions.length} read\\.$`, 'u'));
    assert.equal(await page.locator('[data-decision=accepted]').count(), 3 + alike.length);
    await page.reload();
    assert.equal(await page.locator('[data-decision=rejected]').count(), 1, 'they are kept in the browser');
    writeFileSync(join(home, 'strange.jsonl'), '{"id":"0000","verdict":"accepted"}\nnot a decision\n');
    await page.setInputFiles('#load', join(home, 'strange.jsonl'));
    await page.waitForFunction(() => document.querySelector('#bar .told').textContent.includes('no decision'));
    assert.match(await told(page), /1 matches nothing on this page, 1 line is no decision/u);
  });
});

const decision = (page, id) => page.locator(`[id="r-${id}"]`).getAttribute('data-decision');
const lines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);

test('keys mean the same under Caps Lock, on other keyboards and when held', LIMIT, async () => {
  await open('corpus', async (page) => {
    const press = (about) => page.evaluate((init) => {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    }, about);
    const decided = () => page.locator('article.card[data-decision]').count();
    await page.keyboard.press('j');
    // A capital without Shift is what Caps Lock makes of the key: one repair, not all that are alike.
    await press({ key: 'A', code: 'KeyA' });
    assert.equal(await decided(), 1);
    assert.match(await told(page), /^Accepted: [^]+ → /u);
    await press({ key: 'ф', code: 'KeyA' });
    assert.equal(await decided(), 2, 'a Cyrillic keyboard');
    await press({ key: 'a', code: 'KeyQ' });
    assert.equal(await decided(), 3, 'a French keyboard: the letter counts, not its place');
    for (let time = 0; time < 5; time += 1) await press({ key: 'a', code: 'KeyA', repeat: true });
    assert.equal(await decided(), 3, 'a key that is held decides nothing more');
    const before = await current(page);
    await press({ key: 'j', code: 'KeyJ', repeat: true });
    assert.notEqual(await current(page), before, 'and walks on');
    await press({ key: 'Г', code: 'KeyU', shiftKey: false });
    assert.equal(await decided(), 2);
    // Keys can be turned off: those who speak to their computer press them unawares.
    await page.keyboard.press('?');
    await page.getByLabel('Single keys').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    assert.equal(await decided(), 2);
  });
});

test('a key is about the repair that the reader went to, and nothing is decided unseen', LIMIT, async () => {
  const all = rows('corpus', 'repairs.jsonl');
  await open('corpus', async (page) => {
    await page.keyboard.press('j');
    const first = await current(page);
    // With the Tab key.
    const cards = await shown(page).evaluateAll((list) => list.map((card) => card.dataset.id));
    await page.locator(`[id="r-${cards[4]}"]`).getByRole('button', { name: 'Later' }).focus();
    await page.keyboard.press('x');
    assert.equal(await decision(page, cards[4]), 'rejected');
    assert.equal(await decision(page, first), null);
    // By a link out of an article, though a choice hides the repair.
    await facet(page, 'Your word', 'rejected').check();
    const applied = all.find(({ verdict, id }) => verdict === 'accepted' && ![first, cards[4], cards[5]].includes(id));
    const link = page.locator(`a.e[href="#r-${applied.id}"]`);
    await page.evaluate(() => { for (const part of document.querySelectorAll('details.doc')) part.open = true; });
    await link.click();
    await page.waitForFunction((id) => document.activeElement.dataset.id === id, applied.id);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), `${applied.before} → ${applied.after}`);
    await page.keyboard.press('a');
    assert.equal(await decision(page, applied.id), 'accepted');
    await page.locator('article.card:not([hidden]) .was').last().click();
    await link.click();
    await page.keyboard.press('x');
    assert.equal(await decision(page, applied.id), 'rejected', 'the same link again means the same repair');
    // What was scrolled away is gone to first.
    await page.locator(`[id="r-${cards[8]}"] .was`).click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press(' ');
    assert.equal(await decision(page, cards[8]), null, 'a space scrolls');
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press('x');
    assert.equal(await decision(page, cards[8]), null);
    assert.match(await told(page), /press again to decide/u);
    assert.ok(await page.locator(`[id="r-${cards[8]}"]`).evaluate((card) => card.getBoundingClientRect().top < innerHeight));
    await page.keyboard.press('x');
    assert.equal(await decision(page, cards[8]), 'rejected');
    // The same link again, after its article was folded.
    const source = page.locator('article.card:not([hidden]) .doc a').first();
    await source.click();
    const article = page.locator(await source.getAttribute('href'));
    await article.evaluate((part) => { part.open = false; });
    await source.click();
    assert.ok(await article.evaluate((part) => part.open));
  });
});

test('the focus stays with the work when a decision hides its repair', LIMIT, async () => {
  await open('corpus', async (page) => {
    await facet(page, 'Your word', 'not given').check();
    const cards = await shown(page).evaluateAll((list) => list.map((card) => card.dataset.id));
    await page.locator(`[id="r-${cards[0]}"]`).getByRole('button', { name: 'Accept' }).click();
    assert.ok(!(await page.locator(`[id="r-${cards[0]}"]`).isVisible()));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), cards[1]);
    // The last one: back to the one before.
    await page.locator(`[id="r-${cards.at(-1)}"] .was`).click();
    await page.keyboard.press('a');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), cards.at(-2));
    // From the search to what it finds, without a pointer; and to the buttons that save without a way through all cards.
    await page.keyboard.press('/');
    await page.keyboard.type('government');
    await page.keyboard.press('Enter');
    const found = await shown(page).first().getAttribute('data-id');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), found);
    assert.match((await shown(page).first().textContent()).toLowerCase(), /government/u);
    const ahead = await page.evaluate(() => document.querySelector('#save').compareDocumentPosition(document.querySelector('#cards')));
    assert.equal(ahead, 4, 'the bar stands before the cards');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
    assert.equal(download.suggestedFilename(), 'decisions.jsonl');
  });
});

test('two tabs on one run keep each other’s decisions', LIMIT, async () => {
  await open('corpus', async (page) => {
    const other = await page.context().newPage();
    await other.goto(page.url());
    const cards = await shown(page).evaluateAll((list) => list.map((card) => card.dataset.id));
    const accept = (tab, id) => tab.locator(`[id="r-${id}"]`).getByRole('button', { name: 'Accept' }).click();
    await accept(page, cards[0]);
    await accept(other, cards[1]);
    await accept(page, cards[2]);
    const file = await saved(page);
    assert.deepEqual(lines(file).map(({ id }) => id).sort(), cards.slice(0, 3).sort());
    assert.equal(await decision(page, cards[1]), 'accepted', 'and show them');
    await page.keyboard.press('u');
    assert.equal(await decision(page, cards[1]), 'accepted', 'a step back takes back one’s own');
    assert.equal(await decision(page, cards[2]), null);
    assert.deepEqual(Object.keys(lines(file)[0]), ['id', 'verdict', 'by', 'doc', 'before', 'after'], 'as unspin review writes them');
  });
});

test('where the browser keeps nothing, it is told, and decisions hold until they are saved', LIMIT, async () => {
  const full = () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; };
  const forbidden = () => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  };
  for (const storage of [full, forbidden]) {
    await open('corpus', async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('a');
      await page.keyboard.press('x');
      assert.match(await told(page), /^Rejected: .*does not keep it: save before you leave/u);
      assert.equal(lines(await saved(page)).length, 2);
      assert.match(await told(page), /^2 decisions saved/u);
      assert.ok(!/does not keep/u.test(await told(page)));
      await page.keyboard.press('a');
      await page.keyboard.press('u');
      await page.keyboard.press('u');
      assert.equal(await page.locator('article.card[data-decision]').count(), 1);
      await saved(page);
    }, { prepare: (page) => page.addInitScript(storage) });
  }
});

test('what is opened is what would be applied', LIMIT, async () => {
  const [one, two] = rows('corpus', 'repairs.jsonl');
  const file = join(home, 'odd.jsonl');
  await open('corpus', async (page) => {
    const load = async (text) => {
      writeFileSync(file, text);
      await page.evaluate(() => { document.querySelector('#bar .told').textContent = ''; });
      await page.setInputFiles('#load', file);
      await page.waitForFunction(() => document.querySelector('#bar .told').textContent.includes('read'));
      return told(page);
    };
    assert.match(await load('\n'), /^0 read\.$/u);
    await page.keyboard.press('u');
    assert.match(await told(page), /Nothing to undo/u);
    assert.match(await load('{"id":"1","verdict":"toString"}\n{"id":"2","verdict":["accepted"]}\nnull\n7\n'), /^0 read, 4 lines are no decisions/u);
    // The id alone names a repair; words that are given must be its own, or the run would refuse the decision.
    assert.match(await load(`${JSON.stringify({ id: one.id, verdict: 'rejected', before: 'other', after: 'words' })}\n`), /^0 read, 1 matches nothing/u);
    assert.match(await load(`\ufeff${JSON.stringify({ id: two.id, verdict: 'rejected' })}\r\n`), /^1 read\.$/u);
    assert.equal(await decision(page, one.id), null);
    assert.equal(await decision(page, two.id), 'rejected');
    // As many as a large run may have: beyond what a browser keeps.
    const many = Array.from({ length: 100_000 }, (_, at) => `${JSON.stringify({
      id: at.toString(16).padStart(16, '0'), verdict: 'accepted', by: 'Ann', doc: `article-${at}.txt`, before: 'showtime', after: 'first',
    })}\n`).join('');
    assert.match(await load(many), /^100000 read, 100000 match nothing on this page\. .*does not keep it/u);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    assert.equal(lines(await saved(page)).length, 100_002);
  });
});

test('a run that is made anew keeps what was decided on the same repairs', LIMIT, async () => {
  for (const spun of [3, 4]) {
    writeFileSync(join(home, `${spun}.jsonl`), jsonl(records(4, spun)));
    clean(`spun-${spun}`, join(home, `${spun}.jsonl`));
  }
  const later = new Set(rows('spun-4', 'repairs.jsonl').map(({ id }) => id));
  const both = rows('spun-3', 'repairs.jsonl').find(({ id }) => later.has(id)).id;
  await open('spun-3', async (page) => {
    const go = (run) => page.goto(pathToFileURL(join(home, run, 'report.html')).href);
    await page.locator(`[id="r-${both}"]`).getByRole('button', { name: 'Reject' }).click();
    await go('spun-4');
    assert.match(await told(page), /^1 decided in an earlier run/u);
    assert.equal(await decision(page, both), 'rejected');
    await page.keyboard.press('u');
    assert.equal(await decision(page, both), null);
    await page.reload();
    assert.equal(await decision(page, both), null, 'what was taken back stays so');
  });
});

test('a decision is seen where the reader’s own colours stand, and the bar leaves room', LIMIT, async () => {
  await open('corpus', async (page) => {
    await page.keyboard.press('j');
    const card = page.locator(`[id="r-${await current(page)}"]`);
    await page.keyboard.press('a');
    const back = (name) => card.getByRole('button', { name }).evaluate((button) => getComputedStyle(button).backgroundColor);
    assert.notEqual(await back('Accept'), await back('Reject'));
    const line = (place) => card.locator(place).evaluate((words) => getComputedStyle(words).textDecorationLine);
    assert.deepEqual([await line('.was del'), await line('.now ins')], ['line-through', 'underline']);
  }, { forcedColors: 'active' });
  for (const [width, height] of [[320, 640], [390, 844], [640, 450], [768, 1000]]) {
    await open('corpus', async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('a');
      const { height: bar } = await page.locator('#bar').boundingBox();
      assert.ok(bar < 0.18 * height, `${bar} of ${height} pixels at ${width}`);
      const tops = await page.locator('#bar button').evaluateAll((list) => list.map((button) => button.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 1, `the buttons stand in one line at ${width}`);
      const [top, end] = await page.evaluate(() => [document.activeElement.getBoundingClientRect().top, document.querySelector('#bar').getBoundingClientRect().top]);
      assert.ok(top < end, 'what has the focus is not below the bar');
      await page.keyboard.press('k');
      const sentence = await page.locator('article.card.current .was').boundingBox();
      assert.ok(sentence.y > 0 && sentence.y < end, 'going back, the sentence is in view');
    }, { viewport: { width, height } });
  }
});

test('a decision that matches nothing stops the run and is told', LIMIT, () => {
  const file = join(home, 'stale.jsonl');
  writeFileSync(file, '{"id":"ffffffffffffffff","verdict":"accepted","before":"showtime","after":"first"}\n');
  assert.throws(
    () => execFileSync(UNSPIN, ['clean', join(ROOT, 'corpus'), '-o', join(home, 'stale'), '--decisions', file], { stdio: 'pipe' }),
    (error) => error.status === 2 && /matches no repair of this run: ffffffffffffffff/u.test(String(error.stderr)),
  );
  assert.ok(!existsSync(join(home, 'stale')), 'nothing is written');
});

test('facets count, search finds, order is as asked', LIMIT, async () => {
  await open('corpus', async (page) => {
    const all = rows('corpus', 'repairs.jsonl');
    for (const band of ['high', 'medium', 'low']) {
      const label = page.locator('fieldset', { has: page.locator('legend', { hasText: 'Band' }) }).locator('label', { hasText: band });
      const count = all.filter((repair) => repair.band === band).length;
      assert.equal(await label.locator('.number').innerText(), String(count));
      await label.locator('input').check();
      assert.equal(await shown(page).count(), count);
      await label.locator('input').uncheck();
    }
    await page.keyboard.press('/');
    await page.keyboard.type('amazon web');
    await page.waitForFunction(() => document.querySelector('#tools [role=status]').textContent.includes(' of '));
    const count = await shown(page).count();
    assert.ok(count > 0 && count < all.length);
    for (const text of await shown(page).allTextContents()) assert.match(text.toLowerCase(), /amazon[^]*web|web[^]*amazon/u);
    await page.getByRole('button', { name: 'show all' }).click();
    assert.equal(await shown(page).count(), all.length);
    // What can be pressed on every card is nothing that a search finds.
    await page.keyboard.type('reject later');
    await page.waitForFunction(() => document.querySelector('#tools [role=status]').textContent.startsWith('0 of'));
    await page.getByRole('button', { name: 'show all' }).click();
    await page.getByLabel('Order').selectOption('least');
    const sure = await shown(page).evaluateAll((cards) => cards.map((card) => Number(card.dataset.c)));
    assert.deepEqual(sure, [...sure].sort((a, b) => a - b));
    await page.locator('h1').click();
    await page.setViewportSize({ width: 320, height: 480 });
    await page.keyboard.press('?');
    assert.ok(await page.getByRole('dialog').isVisible());
    const heading = page.getByRole('dialog').locator('h2');
    assert.ok(await heading.evaluate((node) => node.getBoundingClientRect().top >= 0), 'it is read from its start');
    await page.keyboard.press('Escape');
    assert.ok(!(await page.getByRole('dialog').isVisible()));
  });
});

test('facets list what is most frequent, and the rest when asked', LIMIT, async () => {
  await open('many', async (page) => {
    const documents = page.locator('fieldset', { has: page.locator('legend', { hasText: 'Document' }) });
    const all = new Set(rows('many', 'repairs.jsonl').map(({ doc }) => doc)).size;
    const seen = () => documents.locator('label:visible').count();
    assert.ok(all > 20, `${all} documents`);
    assert.equal(await seen(), 8);
    await documents.getByRole('button', { name: `${all - 8} more` }).click();
    assert.equal(await seen(), all);
    assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox', 'the focus goes on with the list');
    const count = Number(await documents.locator('label .number').nth(10).innerText());
    await documents.locator('label input').nth(10).check();
    assert.ok(count > 0);
    assert.equal(await shown(page).count(), count, 'and what came later counts and chooses as well');
  });
  // Above the repairs, where there is no room beside them, the facets are folded.
  for (const [viewport, unfolded] of [[WIDE, true], [NARROW, false]]) {
    await open('corpus', async (page) => {
      assert.equal(await page.locator('#tools details.filter').evaluate((part) => part.open), unfolded);
      assert.equal(await page.locator('legend', { hasText: 'Band' }).isVisible(), unfolded);
    }, { viewport });
  }
});

test('the bar tells how many wait', LIMIT, async () => {
  const waiting = rows('corpus', 'repairs.jsonl').filter((repair) => repair.verdict === 'pending').length;
  await open('corpus', async (page) => {
    const bar = page.locator('#bar');
    assert.match(await bar.innerText(), new RegExp(`^${waiting} wait 0 accepted 0 rejected 0 later`, 'u'));
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    assert.match(await bar.innerText(), new RegExp(`^${waiting - 1} waits? 1 accepted`, 'u'));
    await page.keyboard.press('u');
    assert.match(await bar.innerText(), new RegExp(`^${waiting} wait 0 accepted`, 'u'));
  });
});

test('a repair tells what its confidence was made of, and what its document shows', LIMIT, async () => {
  const all = rows('corpus', 'repairs.jsonl');
  await open('corpus', async (page) => {
    const repair = all.find(({ scores }) => scores.explained > 0 && scores.left > 0);
    const card = page.locator(`[id="r-${repair.id}"]`);
    await card.getByText('What the confidence was made of').click();
    const table = card.locator('.scores table');
    assert.match(await table.innerText(), /the words before it agree with a witness/u);
    assert.match(await table.innerText(), /spinners are known to write the old words for the new/u);
    assert.ok(!/undefined|NaN|_/u.test(await table.innerText()), 'in words');
    // The document's own measures stand once, in its article, and the way there leads through what was folded.
    await card.getByRole('link', { name: 'What the whole document shows' }).click();
    const article = page.locator('details.doc[open] > details.scores[open]');
    assert.ok(await article.locator('table').isVisible());
    assert.match(await article.innerText(), /different sure repairs/u);
    // The sentence as it becomes has the other repairs that were applied in it.
    const beside = page.locator('.now .also').first();
    assert.match(await beside.getAttribute('title'), /^was: /u);
    const was = (await beside.getAttribute('title')).slice('was: '.length);
    assert.ok(all.some(({ before, after, verdict }) => before === was && verdict === 'accepted' && after.length > 0));
  });
});

test('on paper, all articles are unfolded and nothing asks to be pressed', LIMIT, async () => {
  await open('corpus', async (page) => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#bar:visible, #tools:visible, .acts:visible, nav:visible').count(), 0);
    assert.ok(await page.locator('article.card .now ins').first().isVisible());
    const size = (await page.pdf({ format: 'A4' })).length;
    assert.ok(size > 50_000, `${size} bytes`);
    await page.evaluate(() => { dispatchEvent(new Event('beforeprint')); });
    assert.equal(await page.locator('details.doc:not([open])').count(), 0);
    await page.evaluate(() => { dispatchEvent(new Event('afterprint')); });
    assert.equal(await page.locator('details.doc[open]').count(), 0, 'and folded again');
  });
});

test('every edit of an article is told, by pointer and by keyboard, and boilerplate is folded', LIMIT, async () => {
  await open('corpus', async (page) => {
    await page.locator('details.doc > summary').first().click();
    const edits = page.locator('details.doc[open] .e[tabindex]');
    assert.ok((await edits.count()) > 5);
    await edits.first().hover();
    assert.match(await edits.first().locator('.why').innerText(), /^space\.exotic .*bytes \d+–\d+$/u);
    await page.mouse.move(0, 0);
    await edits.nth(1).focus();
    assert.ok(await edits.nth(1).locator('.why').isVisible());
    assert.ok(!(await edits.first().locator('.why').isVisible()));
    await page.keyboard.press('Tab');
    assert.ok(await edits.nth(2).locator('.why').isVisible(), 'the Tab key leads from edit to edit');
    const boilerplate = page.locator('details.boilerplate').first();
    assert.ok(!(await boilerplate.locator('p').first().isVisible()));
    await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
    assert.ok(await boilerplate.locator('p').first().isVisible());
  });
});

test('without JavaScript it is read as well', LIMIT, async () => {
  await open('corpus', async (page) => {
    assert.equal(await shown(page).count(), rows('corpus', 'repairs.jsonl').length);
    assert.ok(await page.locator('article.card .now ins').first().isVisible());
    assert.equal(await page.locator('button, input, select').count(), 0, 'nothing pretends to work');
    await page.locator('details.doc > summary').first().click();
    await page.locator('details.doc[open] .e[tabindex]').first().hover();
    assert.ok(await page.locator('details.doc[open] .e[tabindex] .why').first().isVisible());
  }, { javaScriptEnabled: false });
});

test('nearly 2,000 repairs open in under two seconds, scroll, and are decided at once', LIMIT, async () => {
  const count = rows('many', 'repairs.jsonl').length;
  assert.ok(count > 1_900 && count <= 2_000, `${count} repairs`);
  // The fastest of three: the machine does other things too. Where it never stops to, the page's own time on the processor counts.
  const times = [];
  const busy = [];
  for (let run = 0; run < 3; run += 1) {
    let worked;
    await open('many', async (page) => {
      const painted = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))); });
      times.push(await page.evaluate(painted));
      busy.push(await worked());
      assert.equal(await shown(page).count(), count);
      if (run > 0) return;
      await page.keyboard.press('End');
      await page.waitForFunction(() => {
        const last = [...document.querySelectorAll('article.card')].at(-1).getBoundingClientRect();
        scrollTo(0, document.body.scrollHeight);
        return last.top < innerHeight * 40 && scrollY > 10_000;
      });
      const [scrolled, mass] = await page.evaluate(async () => {
        const frame = () => new Promise((done) => { requestAnimationFrame(done); });
        const cards = [...document.querySelectorAll('article.card')];
        const begin = performance.now();
        for (let at = 0; at < 20; at += 1) {
          cards[at * 90].scrollIntoView();
          await frame();
        }
        const middle = performance.now();
        // A substitute that stands in nearly every text; what waits first may stand in one.
        const card = cards.find((one) => one.textContent.includes('repair.homograph'));
        card.scrollIntoView();
        card.click();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'A', shiftKey: true, bubbles: true }));
        await frame();
        return [(middle - begin) / 20, performance.now() - middle];
      });
      assert.ok(scrolled < 500, `a jump takes ${scrolled} ms`);
      assert.ok(mass < 1_500, `deciding all alike takes ${mass} ms`);
      assert.ok((await page.locator('[data-decision=accepted]').count()) > 20);
      const keys = await typed(page, 'bridge');
      console.log(`a key of the search is answered in ${keys.map(Math.round).join(', ')} ms`);
      assert.ok([...keys].sort((a, b) => a - b)[3] < MOST_KEY_MS, `${keys} ms`);
    }, { prepare: async (page) => { worked = await stopwatch(page); } });
  }
  const least = (some) => Math.round(Math.min(...some));
  console.log(`${count} repairs open in ${least(times)} ms, ${least(busy)} ms of them on the processor`);
  assert.ok(least(busy) > 50, 'the stopwatch ran');
  const crowded = loadavg()[0] > cpus().length;
  assert.ok(least(crowded ? busy : times) < MOST_MS, `${times} ms, ${busy} ms on the processor`);
});

test('a long run has pages, and decisions are kept over all of them', LIMIT, async () => {
  await open('pages', async (page) => {
    const pages = await page.locator('table.index tbody tr').count();
    assert.ok(pages >= 2);
    await page.setViewportSize({ width: 320, height: 640 });
    const name = await page.locator('table.index td bdi').first().boundingBox();
    assert.ok(name.height < 40 && name.width > name.height, 'a name is read along its line');
    await page.setViewportSize(WIDE);
    const follow = (link, to) => Promise.all([page.waitForURL(to), link.click()]);
    await follow(page.locator('table.index a').first(), /001\.html$/u);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    // A paragraph that was dropped is long, and has line ends.
    assert.match(await told(page), /^Rejected: [^]+ → [^]+…$/u);
    assert.ok((await told(page)).length < 160 && !/U\+/u.test(await told(page)), await told(page));
    await follow(page.locator('nav a[rel=next]'), /002\.html$/u);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    const file = await saved(page);
    const verdicts = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).verdict);
    assert.deepEqual(verdicts, ['rejected', 'accepted']);
    clean('pages-decided', join(home, 'pages.jsonl'), '--decisions', file);
    await follow(page.locator('nav a').first(), /report\.html$/u);
    assert.match(await page.locator('#bar').innerText(), /1 accepted 1 rejected/u);
  });
});

test('hostile texts are shown and do nothing', LIMIT, async () => {
  for (const viewport of [WIDE, NARROW]) {
    await open('hostile', async (page) => {
      assert.ok((await shown(page).count()) > 5, 'there are repairs among them');
      await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
      for (const link of await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
        assert.match(link, /^#/u);
      }
      const card = page.locator('article.card', { hasText: 'repair.homograph' }).first();
      await card.click();
      // With everything unfolded at once, what comes into view for the first time may have pushed it out of it.
      await card.scrollIntoViewIfNeeded();
      await page.keyboard.press('a');
      assert.match(await told(page), /^Accepted/u);
      const state = await page.evaluate(() => ({
        broken: window.broken,
        scripts: document.scripts.length,
        strangers: document.querySelectorAll('main img, main svg[onload], main h1, main iframe, main form, [onclick], [onmouseover], [onerror]').length,
        turned: /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/u.test(document.body.innerText),
        width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      assert.deepEqual(state, { broken: undefined, scripts: 2, strangers: 0, turned: false, width: 0 });
      assert.match(await page.locator('main').innerText(), /<script>window\.broken = 1<\/script>/u);
      assert.match(readFileSync(await saved(page), 'utf8'), /"javascript:window\.broken=1\/\/\u202espun"/u, 'names come back as they were');
    }, { viewport });
  }
});

test('axe finds no serious fault', { timeout: 120_000 }, async () => {
  const looks = [
    ['corpus', { colorScheme: 'light' }], ['corpus', { colorScheme: 'dark' }],
    ['corpus', { viewport: NARROW }], ['hostile', { colorScheme: 'light' }], ['pages', { colorScheme: 'dark' }],
  ];
  for (const [name, options] of looks) {
    await open(name, async (page) => {
      if (name === 'corpus') {
        await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
        await page.locator('article.card').first().click();
        await page.keyboard.press('a');
        await page.keyboard.press('x');
      }
      await page.evaluate(AXE);
      const faults = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document);
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
      });
      assert.deepEqual(faults, [], `${name} ${JSON.stringify(options)}`);
    }, options);
  }
});
