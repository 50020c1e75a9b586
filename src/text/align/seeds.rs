//! Seeds and their chains: where two texts may share a passage.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::SEED_GAP;

/// The offsets of the three words of a seed: in a row, or with one of four left out, so that a seed
/// survives one wrong word.
const SHAPES: [[usize; 3]; 3] = [[0, 1, 2], [0, 1, 3], [0, 2, 3]];

/// A seed that occurs in the second text more often than this shows no place. This also bounds the
/// work.
const MAX_PLACES: usize = 8;

/// How many words a passage may gain or lose between two seeds: a substitute of four words for one,
/// twice.
const MAX_DRIFT: isize = 6;

/// The least weight of a seed's three words together: "of the" with any word is no seed.
const MIN_SEED_WEIGHT: f32 = 0.9;

/// The least weight of all the words of a chain: about five words that are neither very common nor
/// names.
const MIN_CHAIN_WEIGHT: f32 = 2.2;

/// Chains that are open at one place, at the most.
const MAX_OPEN: usize = 64;

/// Chains of seeds `(place in a, place in b)`, rising on both sides, sorted by their first place.
pub(crate) fn chains(a: &[u32], b: &[u32], weight: &[f32]) -> Vec<Vec<(usize, usize)>> {
    let index = Index::new(b, weight);
    let mut open: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut closed: Vec<Vec<(usize, usize)>> = Vec::new();
    for at in 0..a.len() {
        open.retain_mut(|chain| {
            let near = at - chain[chain.len() - 1].0 <= SEED_GAP;
            if !near {
                closed.push(std::mem::take(chain));
            }
            near
        });
        for shape in SHAPES {
            let Some(seed) = seed(a, at, shape) else { continue };
            for place in index.places(shape, seed) {
                extend(&mut open, (at, place as usize));
            }
        }
    }
    closed.append(&mut open);
    closed.retain(|chain| heavy(a, chain, weight));
    closed.sort();
    drop_covered(closed)
}

/// Adds a seed to the open chain whose end lies nearest to its diagonal, or opens a new one.
fn extend(open: &mut Vec<Vec<(usize, usize)>>, (at, place): (usize, usize)) {
    let mut best: Option<(isize, usize)> = None;
    for (number, chain) in open.iter().enumerate() {
        let (last_at, last_place) = chain[chain.len() - 1];
        if (last_at, last_place) == (at, place) {
            return;
        }
        let (step_a, step_b) = (at as isize - last_at as isize, place as isize - last_place as isize);
        let drift = (step_a - step_b).abs();
        if step_a > 0 && step_b > 0 && step_b <= SEED_GAP as isize && drift <= MAX_DRIFT {
            let key = (drift, number);
            if best.is_none_or(|best| key < best) {
                best = Some(key);
            }
        }
    }
    match best {
        Some((_, number)) => open[number].push((at, place)),
        None if open.len() < MAX_OPEN => open.push(vec![(at, place)]),
        None => {}
    }
}

/// Whether the words that a chain is known to share weigh enough.
fn heavy(a: &[u32], chain: &[(usize, usize)], weight: &[f32]) -> bool {
    let mut sum = 0.0;
    let mut next = 0;
    for &(at, _) in chain {
        for place in at.max(next)..(at + 3).min(a.len()) {
            sum += weight[a[place] as usize];
        }
        next = at + 3;
    }
    sum >= MIN_CHAIN_WEIGHT
}

/// Leaves out chains that lie wholly inside a longer one on both sides.
fn drop_covered(chains: Vec<Vec<(usize, usize)>>) -> Vec<Vec<(usize, usize)>> {
    let bounds: Vec<_> = chains.iter().map(|chain| (chain[0], chain[chain.len() - 1])).collect();
    let covered = |at: usize| {
        // Chains are sorted by their start, so that a covering one comes shortly before.
        let (start, end) = bounds[at];
        bounds[at.saturating_sub(MAX_OPEN)..at]
            .iter()
            .any(|&(from, to)| from.0 <= start.0 && from.1 <= start.1 && end.0 <= to.0 && end.1 <= to.1)
    };
    let keep: Vec<bool> = (0..chains.len()).map(|at| !covered(at)).collect();
    chains.into_iter().zip(keep).filter_map(|(chain, keep)| keep.then_some(chain)).collect()
}

fn seed(words: &[u32], at: usize, shape: [usize; 3]) -> Option<[u32; 3]> {
    Some([*words.get(at + shape[0])?, *words.get(at + shape[1])?, *words.get(at + shape[2])?])
}

/// Where each seed that weighs enough occurs in a text.
struct Index {
    /// How often each seed occurs, counted up to one more than [`MAX_PLACES`]; and the number of
    /// its last place in `places`.
    found: FxHashMap<(u8, [u32; 3]), (u8, u32)>,
    /// A place, and the number of the place before it of the same seed.
    places: Vec<(u32, u32)>,
}

impl Index {
    fn new(words: &[u32], weight: &[f32]) -> Self {
        let mut found = FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher);
        let mut places = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            for shape in SHAPES {
                let Some(seed) = seed(words, at, shape).filter(|seed| weighs_enough(seed, weight)) else { continue };
                let (count, last) = found.entry((shape_number(shape), seed)).or_insert((0, 0));
                if usize::from(*count) <= MAX_PLACES {
                    places.push((at as u32, *last));
                    *count += 1;
                    *last = places.len() as u32 - 1;
                }
            }
        }
        Index { found, places }
    }

    /// The places of a seed, in order; none if there are too many.
    fn places(&self, shape: [usize; 3], seed: [u32; 3]) -> impl Iterator<Item = u32> + use<> {
        let (count, last) = self.found.get(&(shape_number(shape), seed)).copied().unwrap_or_default();
        let count = Some(usize::from(count)).filter(|&count| count <= MAX_PLACES).unwrap_or(0);
        let mut found = [0; MAX_PLACES];
        let mut next = last;
        for place in found[..count].iter_mut().rev() {
            (*place, next) = self.places[next as usize];
        }
        found.into_iter().take(count)
    }
}

fn weighs_enough(seed: &[u32; 3], weight: &[f32]) -> bool {
    seed.iter().map(|&word| weight[word as usize]).sum::<f32>() >= MIN_SEED_WEIGHT
}

fn shape_number(shape: [usize; 3]) -> u8 {
    (shape[1] * 4 + shape[2]) as u8
}
