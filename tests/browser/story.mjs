// An invented story, other reports of it, and versions such as an article spinner makes. Equal
// arguments give equal results.

const STORY = [
  'The harbour council of Westhaven voted on Tuesday to close the old iron bridge for two years.',
  'Engineers first warned of cracks in its northern pier after the storm of last November.',
  'We can not ask nine thousand drivers a day to trust a bridge that we no longer trust ourselves, Mayor Ruth Gaal said by telephone.',
  'The state government will pay for half of the work because the crossing is part of a national road.',
  'Ferries will run every twenty minutes from the fish market, and more boats can be added in summer.',
  'Shop owners on the quay have asked the police to keep the lanes by the market open after dark.',
  'The letter, first revealed by The Morning Post, was signed by more than forty of them.',
  'Our street lives on the people who walk across that bridge, and they will not come by water, the letter said.',
  'A spokeswoman for Amber Web Services, whose offices stand by the pier, said the firm will stay because of its staff.',
  'Work is to begin in May and will be done in stages, as the channel has to stay open for ships.',
  'Another bridge by the same builder was closed in 1987 and has not been opened again.',
  'The council will also pay for a bus, as many of the old have no car and can not walk so far.',
  'It is not the first time that the bridge has been shut: in 1962 it was hit by a barge.',
  'If the money is there, the second pier will be done as well, because it is as old as the first.',
  'Divers have looked at the piers before and have said that more can be done by hand.',
  'Most of those who came to the meeting have lived by the river all their lives.',
];

// What the spinner writes: words of other languages, of related senses, of the wrong part of
// speech.
const SPUN = {
  we: 'nosotros', have: 'take', by: 'past', as: 'equally', not: 'non', more: 'more than', first: 'showtime', after: 'later on',
  because: 'considering', will: 'volition', can: 'tin', also: 'likewise', before: 'earlier', done: 'washed', part: 'role', web: 'spider web',
  government: 'regime', police: 'police force', another: 'some other', been: 'equally been', most: 'almost', if: 'whether or not', state: 'country',
};

/** A generator of numbers from 0 to 1 that depend only on the seed. */
export function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const capital = (word, like) => (/^[A-Z]/u.test(like) ? word[0].toUpperCase() + word.slice(1) : word);

function spin(text, throwDice, share) {
  return text.replace(/[A-Za-z]+/gu, (word) => {
    const substitute = SPUN[word.toLowerCase()];
    return substitute && throwDice() < share ? capital(substitute, word) : word;
  });
}

/** A report with some of the sentences, in their order. */
const report = (throwDice, share) => STORY.filter(() => throwDice() < share);

/**
 * Records: clean reports of the story, then spun ones.
 * @param {number} clean the number of clean records
 * @param {number} spun the number of spun records
 * @param {number} share the share of spinnable words that are spun
 */
export function records(clean, spun, share = 0.6) {
  const throwDice = dice(7);
  const out = [];
  for (let at = 0; at < clean; at += 1) {
    const text = (at === 0 ? STORY : report(throwDice, 0.75)).join('\n\n');
    out.push({ id: `clean-${at}`, source: `site-${at}.example`, title: 'Council closes the iron bridge', text });
  }
  for (let at = 0; at < spun; at += 1) {
    const text = report(throwDice, 0.85).map((line) => spin(line, throwDice, share)).join('\n\n');
    out.push({ id: `spun-${String(at).padStart(3, '0')}`, source: `blog-${at % 7}.example`, title: 'Council closes the span', text });
  }
  return out;
}

/**
 * Records that try to break the page: markup, script URLs, direction marks, and a very long word.
 */
export function hostile() {
  const bad = [
    '<script>window.broken = 1</script>', '<img src=x onerror="window.broken = 1">', '"><svg onload=window.broken=1>',
    '</style></article><h1>Not a heading</h1>', 'javascript:window.broken=1', '\u202egnp.exe\u202c', '\u2067\u2066', '\u0000\u0007',
    '<a href="javascript:window.broken=1">read on</a>', '{{constructor.constructor("window.broken=1")()}}', "' onmouseover='window.broken=1",
  ];
  const [clean, other, spun] = records(2, 1);
  const lines = (text) => text.split('\n\n').map((line, at) => `${line} ${bad[at % bad.length]}`);
  const word = 'w'.repeat(10_000);
  return [
    { ...clean, id: '<b onclick="window.broken=1">clean</b>', source: '"><script>window.broken=1</script>', text: lines(clean.text).join('\n\n') },
    other,
    { ...spun, id: 'javascript:window.broken=1//\u202espun', title: '<script>window.broken = 1</script>', text: `${lines(spun.text).join('\n\n')}\n\n${word} volition be shown.` },
    { id: word.slice(0, 3_000), source: word.slice(0, 500), text: `${word}\u00a0${word}` },
  ];
}

/** Records as the lines of a file. */
export const jsonl = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
