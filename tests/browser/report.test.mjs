// The report as people use it: opened from disk in Chromium, and operated with keys and pointer.
//
//     npm ci --prefix tests/browser && node --test tests/browser/
//
// needs Debian's chromium and a release build. It opens only local files.

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
/** The time after which a test fails, so that none hangs. */
const LIMIT = { timeout: 60_000 };
/** The largest number of milliseconds until a page with nearly 2,000 repairs is usable. */
const MOST_MS = 2_000;
/**
 * The largest number of milliseconds from a key in the search field to the painted results, on a
 * busy machine.
 */
const MOST_KEY_MS = 250;

let home;
let browser;

before(async () => {
  assert.ok(existsSync(UNSPIN), `${UNSPIN} is missing: cargo build --release`);
  home = mkdtempSync(join(tmpdir(), 'unspin-browser-'));
  // A stricter threshold, so that several repairs are pending.
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

/**
 * Opens the report of a run. The test fails if the page logs a message or requests anything from a
 * network.
 */
async function open(name, use, { prepare, ...options } = {}) {
  const context = await browser.newContext({ viewport: WIDE, acceptDownloads: true, ...options });
  context.setDefaultTimeout(10_000);
  const problems = [];
  context.on('page', (page) => {
    page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('dialog', (dialog) => problems.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!/^(file|data|blob):/u.test(request.url())) problems.push(`request: ${request.url()}`);
    });
  });
  try {
    const page = await context.newPage();
    await prepare?.(page);
    await page.goto(pathToFileURL(join(home, name, 'report.html')).href);
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

const shown = (page) => page.locator('article.card:not([hidden])');
const current = (page) => page.evaluate(() => document.querySelector('article.card.current')?.dataset.id);
const message = (page) => page.locator('#bar .message').innerText();
const facet = (page, title, value) => page.locator('fieldset', { has: page.locator('legend', { hasText: title }) })
  .locator('label', { hasText: value }).locator('input');

/**
 * Returns a function that gives the CPU time in milliseconds that the page's thread has used since
 * now.
 */
async function stopwatch(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime').value;
  const begin = await worked();
  return async () => 1_000 * (await worked() - begin);
}

/**
 * Types a word into the search field; returns the milliseconds from each key to the painted
 * results.
 */
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

test('decisions are made with keys and buttons, saved, and applied by the next run', LIMIT, async () => {
  let file;
  const all = rows('corpus', 'repairs.jsonl');
  const pending = all.filter((repair) => repair.verdict === 'pending').sort((a, b) => a.confidence - b.confidence);
  assert.ok(pending.length >= 3, 'the corpus has pending repairs');
  const applied = all.find((repair) => repair.verdict === 'accepted');
  let alike;

  await open('corpus', async (page) => {
    assert.equal(await shown(page).count(), all.length);
    await facet(page, 'Status', 'pending').check();
    assert.equal(await shown(page).count(), pending.length);
    await page.keyboard.press('j');
    assert.equal(await current(page), pending[0].id, 'the least certain pending repair comes first');
    for (const repair of pending.slice(0, 3)) {
      assert.equal(await current(page), repair.id);
      await page.keyboard.press('a');
    }
    await page.keyboard.press('k');
    await facet(page, 'Status', 'pending').uncheck();

    // Rejects one with the pointer.
    const card = page.locator(`[id="r-${applied.id}"]`);
    await card.getByRole('button', { name: 'Reject' }).click();
    assert.equal(await card.getAttribute('data-decision'), 'rejected');

    // Decides on all repairs with the same words, undoes that, and decides again.
    const groups = Map.groupBy?.(all, ({ before: a, after: b, kind }) => `${a}>${b}>${kind}`.toLowerCase())
      ?? all.reduce((map, one) => {
        const key = `${one.before}>${one.after}>${one.kind}`.toLowerCase();
        return map.set(key, [...(map.get(key) ?? []), one]);
      }, new Map());
    const decided = new Set([...pending.slice(0, 3), applied].map((one) => one.id));
    alike = [...groups.values()].filter((group) => group.every((one) => !decided.has(one.id)))
      .reduce((a, b) => (b.length > a.length ? b : a));
    await page.locator(`[id="r-${alike[0].id}"] .was`).click();
    await page.keyboard.press('Shift+X');
    assert.match(await message(page), new RegExp(`all ${alike.length} of`, 'u'));
    await page.keyboard.press('u');
    assert.match(await message(page), /Undone/u);
    await page.locator(`[id="r-${alike[0].id}"] .was`).click();
    await page.keyboard.press('Shift+A');

    // A decision that is undone is not saved.
    await page.locator(`[id="r-${pending.at(-1).id}"] .was`).click();
    await page.keyboard.press('x');
    await page.keyboard.press('u');
    file = await saved(page);
  });

  const decisions = readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
  const verdicts = new Map(decisions.map((one) => [one.id, one.verdict]));
  for (const repair of [...pending.slice(0, 3), ...alike]) assert.equal(verdicts.get(repair.id), 'accepted');
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

  // Saved decisions can be loaded again.
  await open('corpus', async (page) => {
    await page.setInputFiles('#load', file);
    await page.waitForFunction(() => document.querySelector('#bar .message').textContent.includes('loaded.'));
    assert.match(await message(page), new RegExp(`^${decisions.length} decisions loaded\\.$`, 'u'));
    assert.equal(await page.locator('[data-decision=accepted]').count(), 3 + alike.length);
    await page.reload();
    assert.equal(await page.locator('[data-decision=rejected]').count(), 1, 'the browser stores them');
    writeFileSync(join(home, 'strange.jsonl'), '{"id":"0000","verdict":"accepted"}\nnot a decision\n');
    await page.setInputFiles('#load', join(home, 'strange.jsonl'));
    await page.waitForFunction(() => document.querySelector('#bar .message').textContent.includes('not a decision'));
    assert.match(await message(page), /1 matches no repair on this page, 1 line is not a decision/u);
  });
});

const decision = (page, id) => page.locator(`[id="r-${id}"]`).getAttribute('data-decision');
const lines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean).map(JSON.parse);

test('keys work with Caps Lock, on other keyboards, and when held', LIMIT, async () => {
  await open('corpus', async (page) => {
    const press = (about) => page.evaluate((init) => {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
    }, about);
    const decided = () => page.locator('article.card[data-decision]').count();
    await page.keyboard.press('j');
    // Caps Lock makes a capital without Shift: that decides on one repair, not on all with the same
    // words.
    await press({ key: 'A', code: 'KeyA' });
    assert.equal(await decided(), 1);
    assert.match(await message(page), /^Accepted: [^]+ → /u);
    await press({ key: 'ф', code: 'KeyA' });
    assert.equal(await decided(), 2, 'a Cyrillic keyboard');
    await press({ key: 'a', code: 'KeyQ' });
    assert.equal(await decided(), 3, 'a French keyboard: the letter counts, not its position');
    for (let time = 0; time < 5; time += 1) await press({ key: 'a', code: 'KeyA', repeat: true });
    assert.equal(await decided(), 3, 'holding a key decides only once');
    const before = await current(page);
    await press({ key: 'j', code: 'KeyJ', repeat: true });
    assert.notEqual(await current(page), before, 'but it moves on');
    await press({ key: 'Г', code: 'KeyU', shiftKey: false });
    assert.equal(await decided(), 2);
    // Shortcuts can be turned off: speech input can trigger them by accident.
    await page.keyboard.press('?');
    await page.getByLabel('Use single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    assert.equal(await decided(), 2);
  });
});

/** Waits until the page has kept its place for some frames: a browser animates what keys scroll. */
const scrolled = (page) => page.evaluate(() => new Promise((resolve) => {
  let [last, still] = [scrollY, 0];
  const look = () => {
    still = scrollY === last ? still + 1 : 0;
    last = scrollY;
    if (still < 20) requestAnimationFrame(look); else resolve();
  };
  requestAnimationFrame(look);
}));

test('a key applies to the current repair, and only if that is in view', LIMIT, async () => {
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
    // By a link from an article, although a filter hides the repair.
    await facet(page, 'Your decision', 'rejected').check();
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
    assert.equal(await decision(page, applied.id), 'rejected', 'the same link selects the same repair again');
    // If the current repair is out of view, the first key only goes to it.
    await page.locator(`[id="r-${cards[8]}"] .was`).click();
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press(' ');
    assert.equal(await decision(page, cards[8]), null, 'the space key scrolls');
    await scrolled(page);
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.press('x');
    assert.equal(await decision(page, cards[8]), null);
    assert.match(await message(page), /press again to decide/u);
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

test('the focus goes to the next repair when a decision hides the current one', LIMIT, async () => {
  await open('corpus', async (page) => {
    await facet(page, 'Your decision', 'none yet').check();
    const cards = await shown(page).evaluateAll((list) => list.map((card) => card.dataset.id));
    await page.locator(`[id="r-${cards[0]}"]`).getByRole('button', { name: 'Accept' }).click();
    assert.ok(!(await page.locator(`[id="r-${cards[0]}"]`).isVisible()));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), cards[1]);
    // After the last one, the focus goes to the one before.
    await page.locator(`[id="r-${cards.at(-1)}"] .was`).click();
    await page.keyboard.press('a');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), cards.at(-2));
    // The search, its results, and the button that saves can be reached without a pointer, and
    // without passing through all cards.
    await page.keyboard.press('/');
    await page.keyboard.type('government');
    await page.keyboard.press('Enter');
    const found = await shown(page).first().getAttribute('data-id');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.id), found);
    assert.match((await shown(page).first().textContent()).toLowerCase(), /government/u);
    const ahead = await page.evaluate(() => document.querySelector('#save').compareDocumentPosition(document.querySelector('#cards')));
    assert.equal(ahead, 4, 'the bar comes before the cards');
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
    assert.equal(await decision(page, cards[1]), 'accepted', 'and shows them');
    await page.keyboard.press('u');
    assert.equal(await decision(page, cards[1]), 'accepted', 'undo applies only to this tab’s decisions');
    assert.equal(await decision(page, cards[2]), null);
    assert.deepEqual(Object.keys(lines(file)[0]), ['id', 'verdict', 'by', 'doc', 'before', 'after'], 'as unspin review writes them');
  });
});

test('if the browser cannot store decisions, the bar says so, and they last until they are saved', LIMIT, async () => {
  const full = () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; };
  const forbidden = () => {
    Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
  };
  for (const storage of [full, forbidden]) {
    await open('corpus', async (page) => {
      await page.keyboard.press('j');
      await page.keyboard.press('a');
      await page.keyboard.press('x');
      assert.match(await message(page), /^Rejected: .*cannot store decisions: save them before you leave/u);
      assert.equal(lines(await saved(page)).length, 2);
      assert.match(await message(page), /^2 decisions saved/u);
      assert.ok(!/cannot store/u.test(await message(page)));
      await page.keyboard.press('a');
      await page.keyboard.press('u');
      await page.keyboard.press('u');
      assert.equal(await page.locator('article.card[data-decision]').count(), 1);
      await saved(page);
    }, { prepare: (page) => page.addInitScript(storage) });
  }
});

test('a loaded file gives the decisions that a run would apply', LIMIT, async () => {
  const [one, two] = rows('corpus', 'repairs.jsonl');
  const file = join(home, 'odd.jsonl');
  await open('corpus', async (page) => {
    const load = async (text) => {
      writeFileSync(file, text);
      await page.evaluate(() => { document.querySelector('#bar .message').textContent = ''; });
      await page.setInputFiles('#load', file);
      await page.waitForFunction(() => document.querySelector('#bar .message').textContent.includes('loaded'));
      return message(page);
    };
    assert.match(await load('\n'), /^0 decisions loaded\.$/u);
    await page.keyboard.press('u');
    assert.match(await message(page), /Nothing to undo/u);
    assert.match(await load('{"id":"1","verdict":"toString"}\n{"id":"2","verdict":["accepted"]}\nnull\n7\n'), /^0 decisions loaded, 4 lines are not decisions/u);
    // The id is enough; words in a decision must be those of the repair, or the run would refuse
    // it.
    assert.match(await load(`${JSON.stringify({ id: one.id, verdict: 'rejected', before: 'other', after: 'words' })}\n`), /^0 decisions loaded, 1 matches no repair/u);
    assert.match(await load(`\ufeff${JSON.stringify({ id: two.id, verdict: 'rejected' })}\r\n`), /^1 decision loaded\.$/u);
    assert.equal(await decision(page, one.id), null);
    assert.equal(await decision(page, two.id), 'rejected');
    // As many as a large run may have: more than a browser stores.
    const many = Array.from({ length: 100_000 }, (_, at) => `${JSON.stringify({
      id: at.toString(16).padStart(16, '0'), verdict: 'accepted', by: 'Ann', doc: `article-${at}.txt`, before: 'showtime', after: 'first',
    })}\n`).join('');
    assert.match(await load(many), /^100000 decisions loaded, 100000 match no repair on this page\. .*cannot store decisions/u);
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    assert.equal(lines(await saved(page)).length, 100_002);
  });
});

test('a repeated run keeps the decisions on the same repairs', LIMIT, async () => {
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
    assert.match(await message(page), /^Loaded 1 decision from an earlier run/u);
    assert.equal(await decision(page, both), 'rejected');
    await page.keyboard.press('u');
    assert.equal(await decision(page, both), null);
    await page.reload();
    assert.equal(await decision(page, both), null, 'decisions that were undone stay undone');
  });
});

test('decisions are visible with forced colours, and the bar is small enough', LIMIT, async () => {
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
      assert.equal(new Set(tops).size, 1, `the buttons are on one line at ${width}`);
      const [top, end] = await page.evaluate(() => [document.activeElement.getBoundingClientRect().top, document.querySelector('#bar').getBoundingClientRect().top]);
      assert.ok(top < end, 'what has the focus is not below the bar');
      await page.keyboard.press('k');
      const sentence = await page.locator('article.card.current .was').boundingBox();
      assert.ok(sentence.y > 0 && sentence.y < end, 'going back, the sentence is in view');
    }, { viewport: { width, height } });
  }
});

test('a decision that matches no repair stops the run and is named', LIMIT, () => {
  const file = join(home, 'stale.jsonl');
  writeFileSync(file, '{"id":"ffffffffffffffff","verdict":"accepted","before":"showtime","after":"first"}\n');
  assert.throws(
    () => execFileSync(UNSPIN, ['clean', join(ROOT, 'corpus'), '-o', join(home, 'stale'), '--decisions', file], { stdio: 'pipe' }),
    (error) => error.status === 2 && /matches no repair of this run: ffffffffffffffff/u.test(String(error.stderr)),
  );
  assert.ok(!existsSync(join(home, 'stale')), 'nothing is written');
});

test('facets count, and search and sort order work', LIMIT, async () => {
  await open('corpus', async (page) => {
    const all = rows('corpus', 'repairs.jsonl');
    for (const band of ['high', 'medium', 'low']) {
      const label = page.locator('fieldset', { has: page.locator('legend', { hasText: 'Confidence' }) }).locator('label', { hasText: band });
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
    // The search does not find the buttons that every card has.
    await page.keyboard.type('reject later');
    await page.waitForFunction(() => document.querySelector('#tools [role=status]').textContent.startsWith('0 of'));
    await page.getByRole('button', { name: 'show all' }).click();
    await page.getByLabel('Sort').selectOption('least');
    const sure = await shown(page).evaluateAll((cards) => cards.map((card) => Number(card.dataset.c)));
    assert.deepEqual(sure, [...sure].sort((a, b) => a - b));
    await page.locator('h1').click();
    await page.setViewportSize({ width: 320, height: 480 });
    await page.keyboard.press('?');
    assert.ok(await page.getByRole('dialog').isVisible());
    const heading = page.getByRole('dialog').locator('h2');
    assert.ok(await heading.evaluate((node) => node.getBoundingClientRect().top >= 0), 'the heading is in view');
    await page.keyboard.press('Escape');
    assert.ok(!(await page.getByRole('dialog').isVisible()));
  });
});

test('facets list the most frequent values, and the others on demand', LIMIT, async () => {
  await open('many', async (page) => {
    const documents = page.locator('fieldset', { has: page.locator('legend', { hasText: 'Document' }) });
    const all = new Set(rows('many', 'repairs.jsonl').map(({ doc }) => doc)).size;
    const seen = () => documents.locator('label:visible').count();
    assert.ok(all > 20, `${all} documents`);
    assert.equal(await seen(), 8);
    await documents.getByRole('button', { name: `Show ${all - 8} more` }).click();
    assert.equal(await seen(), all);
    assert.equal(await page.evaluate(() => document.activeElement.type), 'checkbox', 'the focus moves to the first new value');
    const count = Number(await documents.locator('label .number').nth(10).innerText());
    await documents.locator('label input').nth(10).check();
    assert.ok(count > 0);
    assert.equal(await shown(page).count(), count, 'the values that were added filter too');
  });
  // In narrow windows the facets are above the cards, and folded.
  for (const [viewport, unfolded] of [[WIDE, true], [NARROW, false]]) {
    await open('corpus', async (page) => {
      assert.equal(await page.locator('#tools details.filter').evaluate((part) => part.open), unfolded);
      assert.equal(await page.locator('legend', { hasText: 'Confidence' }).isVisible(), unfolded);
    }, { viewport });
  }
});

test('the bar counts pending repairs and decisions', LIMIT, async () => {
  const pending = rows('corpus', 'repairs.jsonl').filter((repair) => repair.verdict === 'pending').length;
  await open('corpus', async (page) => {
    const bar = page.locator('#bar');
    assert.match(await bar.innerText(), new RegExp(`^${pending} pending 0 accepted 0 rejected 0 later`, 'u'));
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    assert.match(await bar.innerText(), new RegExp(`^${pending - 1} pending 1 accepted`, 'u'));
    await page.keyboard.press('u');
    assert.match(await bar.innerText(), new RegExp(`^${pending} pending 0 accepted`, 'u'));
  });
});

test('a card shows how the confidence was computed, and the evidence from the whole document', LIMIT, async () => {
  const all = rows('corpus', 'repairs.jsonl');
  await open('corpus', async (page) => {
    const repair = all.find(({ scores }) => scores.explained > 0 && scores.left > 0);
    const card = page.locator(`[id="r-${repair.id}"]`);
    await card.getByText('How the confidence was computed').click();
    const table = card.locator('.scores table');
    assert.match(await table.innerText(), /agreement of the words before the place with the best witness/u);
    assert.match(await table.innerText(), /spinners are known to write the old words for the new/u);
    assert.ok(!/undefined|NaN|_/u.test(await table.innerText()), 'in words');
    // The evidence of the document is shown once, in its article; the link to it unfolds the
    // article.
    await card.getByRole('link', { name: 'Evidence from the whole document' }).click();
    const article = page.locator('details.doc[open] > details.scores[open]');
    assert.ok(await article.locator('table').isVisible());
    assert.match(await article.innerText(), /different repairs of high confidence/u);
    // The repaired sentence contains the other applied repairs.
    const beside = page.locator('.now .also').first();
    assert.match(await beside.getAttribute('title'), /^was: /u);
    const was = (await beside.getAttribute('title')).slice('was: '.length);
    assert.ok(all.some(({ before, after, verdict }) => before === was && verdict === 'accepted' && after.length > 0));
  });
});

test('in print, all articles are unfolded and there are no controls', LIMIT, async () => {
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

test('every edit of an article is described, by pointer and by keyboard, and boilerplate is folded', LIMIT, async () => {
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
    assert.ok(await edits.nth(2).locator('.why').isVisible(), 'the Tab key goes from edit to edit');
    const boilerplate = page.locator('details.boilerplate').first();
    assert.ok(!(await boilerplate.locator('p').first().isVisible()));
    await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
    assert.ok(await boilerplate.locator('p').first().isVisible());
  });
});

test('the page can be read without JavaScript', LIMIT, async () => {
  await open('corpus', async (page) => {
    assert.equal(await shown(page).count(), rows('corpus', 'repairs.jsonl').length);
    assert.ok(await page.locator('article.card .now ins').first().isVisible());
    assert.equal(await page.locator('button, input, select').count(), 0, 'there are no controls that do not work');
    await page.locator('details.doc > summary').first().click();
    await page.locator('details.doc[open] .e[tabindex]').first().hover();
    assert.ok(await page.locator('details.doc[open] .e[tabindex] .why').first().isVisible());
  }, { javaScriptEnabled: false });
});

test('nearly 2,000 repairs open in under two seconds, scroll, and can be decided together', LIMIT, async () => {
  const count = rows('many', 'repairs.jsonl').length;
  assert.ok(count > 1_900 && count <= 2_000, `${count} repairs`);
  // The fastest of three runs counts, because the machine may be busy. If it is overloaded, the
  // page's own CPU time counts instead.
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
        // A substitute that nearly every text contains; the first pending repair may be in one text
        // only.
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

test('a long run has pages, and they share their decisions', LIMIT, async () => {
  await open('pages', async (page) => {
    const pages = await page.locator('table.index tbody tr').count();
    assert.ok(pages >= 2);
    await page.setViewportSize({ width: 320, height: 640 });
    const name = await page.locator('table.index td bdi').first().boundingBox();
    assert.ok(name.height < 40 && name.width > name.height, 'a name is on one line');
    await page.setViewportSize(WIDE);
    const follow = (link, to) => Promise.all([page.waitForURL(to), link.click()]);
    await follow(page.locator('table.index a').first(), /001\.html$/u);
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    // A dropped paragraph is long and contains line ends.
    assert.match(await message(page), /^Rejected: [^]+ → [^]+…$/u);
    assert.ok((await message(page)).length < 160 && !/U\+/u.test(await message(page)), await message(page));
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

test('hostile texts are shown and have no effect', LIMIT, async () => {
  for (const viewport of [WIDE, NARROW]) {
    await open('hostile', async (page) => {
      assert.ok((await shown(page).count()) > 5, 'the run has repairs');
      await page.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
      for (const link of await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))) {
        assert.match(link, /^#/u);
      }
      const card = page.locator('article.card', { hasText: 'repair.homograph' }).first();
      await card.click();
      // Everything is unfolded, so content that was rendered just now may have pushed the card out
      // of view.
      await card.scrollIntoViewIfNeeded();
      await page.keyboard.press('a');
      assert.match(await message(page), /^Accepted/u);
      const state = await page.evaluate(() => ({
        broken: window.broken,
        scripts: document.scripts.length,
        strangers: document.querySelectorAll('main img, main svg[onload], main h1, main iframe, main form, [onclick], [onmouseover], [onerror]').length,
        turned: /[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/u.test(document.body.innerText),
        width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      assert.deepEqual(state, { broken: undefined, scripts: 2, strangers: 0, turned: false, width: 0 });
      assert.match(await page.locator('main').innerText(), /<script>window\.broken = 1<\/script>/u);
      assert.match(readFileSync(await saved(page), 'utf8'), /"javascript:window\.broken=1\/\/\u202espun"/u, 'names are unchanged in the file');
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
