//! Who holds which hash: sorted postings become runs, runs are turned round, and the pairs that share them counted.

use std::ops::Range;

/// A sampled hash, and the rank of a document that holds it.
pub type Posting = (u64, u32);

/// Runs of documents, each sorted, that hold one hash.
#[derive(Debug, Default)]
pub struct Runs {
    /// The documents of all runs, one run after the other.
    documents: Vec<u32>,
    /// For each run, how many documents it has, how many of these lead, and what sharing it weighs.
    runs: Vec<(u32, u8, f32)>,
}

impl Runs {
    /// Adds a run in which every document is paired with every other.
    pub(super) fn push(&mut self, run: impl IntoIterator<Item = u32>, weight: f32) {
        self.push_led(&[], run, weight);
    }

    /// Adds a run in which every document is paired with the leaders alone, which are among the others too.
    pub(super) fn push_led(&mut self, leaders: &[u32], run: impl IntoIterator<Item = u32>, weight: f32) {
        let before = self.documents.len();
        self.documents.extend_from_slice(leaders);
        self.documents.extend(run);
        self.runs.push(((self.documents.len() - before) as u32, leaders.len() as u8, weight));
    }
}

/// Who holds each hash, and which hashes each document holds.
#[derive(Debug, Default)]
pub struct Holders {
    documents: Vec<u32>,
    /// Where each run ends in `documents`, and what sharing it weighs.
    ends: Vec<u64>,
    weights: Vec<f32>,
    /// How many documents at the head of each run lead it.
    leaders: Vec<u8>,
    /// The runs of all documents, one document after the other, and where those of each end.
    of: Vec<u32>,
    of_ends: Vec<u64>,
}

/// What two documents were counted to share: how many runs, and the sum of their weights; by the rank of the second.
#[derive(Debug, Default)]
pub struct Counter {
    counts: Vec<(u32, f32)>,
    met: Vec<u32>,
}

impl Holders {
    /// Adds runs after those that are there.
    pub fn add(&mut self, runs: &Runs) {
        let mut end = self.documents.len() as u64;
        self.documents.extend_from_slice(&runs.documents);
        for &(length, leaders, weight) in &runs.runs {
            end += u64::from(length);
            self.ends.push(end);
            self.weights.push(weight);
            self.leaders.push(leaders);
        }
    }

    /// Turns the runs round: from here on, it is known which of them each of so many documents holds.
    #[must_use]
    pub fn turned(mut self, documents: usize) -> Self {
        let mut ends = vec![0_u64; documents];
        for run in 0..self.ends.len() {
            for &rank in self.run(run as u32).1 {
                ends[rank as usize] += 1;
            }
        }
        // Where the next run of each document goes: the end of its runs once all have gone there.
        let mut sum = 0;
        for end in &mut ends {
            sum += std::mem::replace(end, sum);
        }
        let mut of = vec![0; sum as usize];
        for run in 0..self.ends.len() as u32 {
            for &rank in self.run(run).1 {
                of[ends[rank as usize] as usize] = run;
                ends[rank as usize] += 1;
            }
        }
        self.of = of;
        self.of_ends = ends;
        self
    }

    /// The leaders of a run and all its documents.
    fn run(&self, run: u32) -> (&[u32], &[u32]) {
        let start = run.checked_sub(1).map_or(0, |before| self.ends[before as usize]);
        let run_of = &self.documents[start as usize..self.ends[run as usize] as usize];
        run_of.split_at(usize::from(self.leaders[run as usize]))
    }

    fn runs_of(&self, rank: u32) -> &[u32] {
        let start = rank.checked_sub(1).map_or(0, |before| self.of_ends[before as usize]);
        &self.of[start as usize..self.of_ends[rank as usize] as usize]
    }

    /// What `weigh(a, b, shared, weight)` makes of the pairs whose first document lies in a range of ranks, by first
    /// documents. Counting in an array by document is ten times faster than sorting every pair that is met.
    pub(super) fn pairs<T>(
        &self,
        ranks: Range<u32>,
        counter: &mut Counter,
        weigh: impl Fn(u32, u32, u32, f32) -> Option<T>,
    ) -> Vec<T> {
        let Counter { counts, met } = counter;
        counts.resize(self.of_ends.len(), (0, 0.0));
        let mut pairs = Vec::new();
        for a in ranks {
            for &run in self.runs_of(a) {
                let weight = self.weights[run as usize];
                let (leaders, all) = self.run(run);
                let others = if leaders.is_empty() || leaders.contains(&a) { all } else { leaders };
                // The documents after this one stand at the end.
                for &b in others.iter().rev() {
                    if b <= a {
                        break;
                    }
                    let (shared, sum) = &mut counts[b as usize];
                    if *shared == 0 {
                        met.push(b);
                    }
                    *shared += 1;
                    *sum += weight;
                }
            }
            for b in met.drain(..) {
                let (shared, sum) = std::mem::take(&mut counts[b as usize]);
                pairs.extend(weigh(a, b, shared, sum));
            }
        }
        pairs
    }
}
