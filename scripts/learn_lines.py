#!/usr/bin/env python3
"""Learns the weights of `src/segment/weights.rs` from labelled pages.

    cargo build --release --example line_evidence
    python3 scripts/learn_lines.py --pages PAGES.jsonl.gz --plain ARTICLES.jsonl.gz ... [--half 0|1] [--out src/segment/weights.rs]

PAGES: {"id", "site", "lines": [{"text", "label"}]}, label `body`, `other` (furniture, title, byline, caption) or `unsure`.
ARTICLES: {"id", "text"}: plain articles, all of whose lines are body.

Besides each page as it is, two cuts of it are learnt from, with a few lines around the body: what a scraper keeps of a page. Lines that are
unsure count half, as body where body stands above and below, else as furniture. Plain articles count little, since rules protect them.
Ridge-regularised logistic regression by Newton's method, once for the lines' own evidence and once with that of
their place. Needs numpy. Prints F1 over lines that are not unsure, cross-validated by site in six folds."""
import argparse, bisect, gzip, hashlib, json, random, subprocess
import numpy as np

RIDGE = 3.0
PLAIN_WEIGHT = 0.05
FOLDS = 6


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def digest(text):
    return hashlib.sha256(text.encode()).digest()[0]


def examples(args):
    """(kind, site, lines, labels) of every text to learn from."""
    rng = random.Random(5)
    for page in rows(args.pages):
        lines = [line["text"] for line in page["lines"]]
        labels = [line["label"] for line in page["lines"]]
        yield "page", page["site"], lines, labels
        body = [at for at, label in enumerate(labels) if label == "body"]
        for _ in range(2 if body else 0):
            low = max(0, body[0] - rng.choice([0, 0, 1, 2, 3, 5, 10]))
            high = body[-1] + 1 + rng.choice([0, 0, 1, 2, 3, 6, 12])
            yield "cut", page["site"], lines[low:high], labels[low:high]
    for path in args.plain:
        articles = [article for article in rows(path) if article["text"].strip()]
        rng.shuffle(articles)
        for article in articles[: args.plain_count]:
            lines = article["text"].split("\n")
            yield "plain", article["id"], lines, ["body" if line.strip() else "" for line in lines]


def target(labels, first, last):
    """Whether the block of lines first..last is body, how much it counts, and whether it is scored."""
    found = [label for label in labels[first:last] if label]
    label = max(sorted(set(found)), key=found.count)
    if label != "unsure":
        return label == "body", 1.0, True
    inside = "body" in labels[max(0, first - 3) : first] and "body" in labels[last : last + 3]
    return inside, 0.5 if inside else 0.3, False


class Set:
    def __init__(self, args, texts):
        self.args, self.texts = args, texts
        self.page, self.site, self.kind, self.y, self.weight, self.scored = [], [], [], [], [], []
        own = []
        for number, (text, found) in enumerate(zip(texts, self.evidence())):
            kind, site, lines, labels = text
            starts, at = [], 0
            for line in lines:
                starts.append(at)
                at += len(line.encode()) + 1
            for start, end, values, _ in found:
                y, weight, scored = target(labels, bisect.bisect_right(starts, start) - 1, bisect.bisect_left(starts, end))
                own.append(values)
                self.page.append(number)
                self.site.append(site)
                self.kind.append(kind)
                self.y.append(y)
                self.weight.append(weight * (PLAIN_WEIGHT if kind == "plain" else 1.0))
                self.scored.append(scored and kind == "page")
        self.own = np.array(own)
        self.page, self.kind, self.y = np.array(self.page), np.array(self.kind), np.array(self.y, float)
        self.weight, self.scored = np.array(self.weight), np.array(self.scored)
        self.fold = np.array([digest("fold " + site) % FOLDS for site in self.site])
        self.half = np.array([digest(site) & 1 for site in self.site])

    def evidence(self, own=None):
        lines = "".join(json.dumps({"id": n, "text": "\n".join(text[2])}) + "\n" for n, text in enumerate(self.texts))
        command = [self.args.bin] + ([json.dumps([float(w) for w in own])] if own is not None else [])
        out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
        self.names = json.loads(out[0])
        return [json.loads(line)["lines"] for line in out[1:]]

    def both(self, own):
        place = np.array([values for page in self.evidence(own) for _, _, _, values in page])
        return np.column_stack([self.own, place])


def fit(x, y, weight):
    w, ridge = np.zeros(x.shape[1]), np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (weight * (p - y)) + ridge * w)
        w -= step
        if abs(step).max() < 1e-6:
            break
    return w


def smooth(scores, switch):
    furniture = body = 0.0
    back = []
    for score in scores:
        to_furniture, to_body = body - switch > furniture, body >= furniture - switch
        back.append((to_furniture, to_body))
        furniture, body = (body - switch if to_furniture else furniture), (body if to_body else furniture - switch) + score
    state, found = body >= furniture, []
    for step in reversed(back):
        found.append(state)
        state = step[1 if state else 0]
    return np.array(found[::-1])


def score(data, z, switch, mask):
    right = kept = body = 0
    for page in np.unique(data.page[mask & data.scored]):
        at = np.flatnonzero(data.page == page)
        found, y, scored = smooth(z[at], switch), data.y[at] > 0, data.scored[at]
        right, kept, body = right + (found & y & scored).sum(), kept + (found & scored).sum(), body + (y & scored).sum()
    return f"precision {right / kept:.3f} recall {right / body:.3f} F1 {2 * right / (kept + body):.3f}"


def learn(data, mask):
    own = fit(data.own[mask], data.y[mask], data.weight[mask])
    both = data.both(own)
    return own, both, fit(both[mask], data.y[mask], data.weight[mask])


def table(name, doc, size, names, values):
    rows = "".join(f"    {value:.3f}, // {label}\n" for value, label in zip(values, names))
    return f"\n/// {doc}\n#[rustfmt::skip]\npub(super) const {name}: [f32; {size}] = [\n{rows}];\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", required=True)
    parser.add_argument("--plain", nargs="*", default=[])
    parser.add_argument("--plain-count", type=int, default=200, help="articles taken of each file")
    parser.add_argument("--half", choices=["0", "1"], help="learn from the sites of one half only")
    parser.add_argument("--bin", default="target/release/examples/line_evidence")
    parser.add_argument("--out")
    parser.add_argument("--no-folds", action="store_true")
    args = parser.parse_args()
    data = Set(args, list(examples(args)))
    everything = np.ones(len(data.y), bool)
    note = "not cross-validated"
    if not args.no_folds:
        z = np.zeros(len(data.y))
        for fold in range(FOLDS):
            _, both, weights = learn(data, data.fold != fold)
            z[data.fold == fold] = (both @ weights)[data.fold == fold]
        note = f"cross-validated by site: {score(data, z, 1.0, everything)}"
        for switch in (0.0, 1.0, 2.0, 3.0):
            print(f"cross-validated, switch {switch}: {score(data, z, switch, everything)}")
    mask = data.half == int(args.half) if args.half else everything
    own, both, weights = learn(data, mask)
    for half in (0, 1):
        print(f"learnt from {args.half or 'all'}, on half {half}: {score(data, both @ weights, 1.0, data.half == half)}")
    if args.out:
        count = len(own)
        pages = len({page for page, kind in zip(data.page[mask], data.kind[mask]) if kind == "page"})
        with open(args.out, "w", encoding="utf-8") as out:
            out.write(
                "//! The weights of the evidence: written by `scripts/learn_lines.py`, not by hand.\n//!\n"
                f"//! Learnt from {pages} web pages as lines, labelled by alignment with the article's text, two cuts of each, and plain news\n"
                f"//! articles; ridge-regularised logistic regression. On lines of pages, {note}.\n\n"
                "use super::evidence::{OWN_NAMES, PLACE_NAMES};\n\n"
                "/// What a change between body and furniture from one line to the next costs, in the unit of the scores (log odds).\n"
                "pub(super) const SWITCH: f32 = 1.0;\n"
            )
            out.write(table("OWN", "For the first score of a line: its own evidence.", "OWN_NAMES.len()", data.names["own"], own))
            out.write(table("PLACE_OWN", "For the second score: its own evidence.", "OWN_NAMES.len()", data.names["own"], weights[:count]))
            out.write(table("PLACE", "For the second score: the evidence of its place.", "PLACE_NAMES.len()", data.names["place"], weights[count:]))


if __name__ == "__main__":
    main()
