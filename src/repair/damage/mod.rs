//! Damage that a witness shows: letters misread, words glued or split, marks and lines lost or doubled.
//!
//! A spinner writes words for words; a machine leaves what is no word, or takes something away. So the direction is decided by form:
//! a text is mended where it has what nobody writes and the witness has what looks like it and is sound, and in all its spots only
//! when the differences together prove that a machine read it ([`document_damage`]). What two honest versions differ in - other words, other
//! numbers, spelling, house style - is on both sides sound, and stays.

mod document_damage;
mod door;
mod judge;
mod known;
mod letters;
mod lines;
mod paired;
mod pieces;
mod spots;
mod voice;
mod written;

use std::slice;

use document_damage::DocumentDamage;
use door::{Suspect, suspect};
use judge::judge;
use known::{Standing, WordCounts, standing};
use lines::judge_lines;
use pieces::Pieces;
use spots::{Elsewhere, spots};
use voice::Voice;
use written::written;

use super::case::Member;
use super::written::give_ids;
use crate::config::RepairConfig;
use crate::english::{Background, WordKey};
use crate::model::{Repair, Verdict};
use crate::text::{Passage, Vocabulary};

/// Witnesses of one document, at the most: the closest come first. One that holds the same text is enough; the others may contradict.
const MAX_WITNESSES: usize = 3;

/// Share of a witness's words that are listed, from which on its language is one that the lists know.
const KNOWN_LANGUAGE: f32 = 0.6;

/// Share of the shorter text's words that must stand opposite equal ones: less is another text.
const MIN_SHARED: f32 = 0.3;

/// The repairs of what a machine damaged in one document, by place; `witnesses` are its near copies, the closest first. Their ids are
/// still to be given: see [`join`].
///
/// `align` gives the passages that two texts share (words by number, and how much each word tells).
pub fn mend(
    document: Member,
    witnesses: &[Member],
    align: impl Fn(&[u32], &[u32], &[f32]) -> Vec<Passage>,
    config: &RepairConfig,
) -> Vec<Repair> {
    let witnesses = &witnesses[..witnesses.len().min(MAX_WITNESSES)];
    let Some((nearest, others)) = witnesses.split_first() else { return Vec::new() };
    let mut vocabulary = Vocabulary::default();
    let own = Pieces::new(document.text, &mut vocabulary);
    let mut texts = vec![Pieces::new(nearest.text, &mut vocabulary)];
    let Some(suspect) = suspect(&own, &texts[0]) else { return Vec::new() };
    // Where its lines stand, the nearest tells alone.
    if suspect == Suspect::Words {
        texts.extend(others.iter().map(|witness| Pieces::new(witness.text, &mut vocabulary)));
    }
    let weight = weights(&vocabulary);
    let mut voices = witnesses.iter().zip(&texts).map(|(witness, text)| {
        if !speaks_a_known_language(text) {
            return None;
        }
        let pairs = paired::pair(&own, text, align(&own.ids, &text.ids, &weight), &weight, suspect);
        let voice = Voice::new(witness, text, own.len(), pairs);
        (voice.same as f32 >= MIN_SHARED * own.len().min(text.len()) as f32).then_some(voice)
    });
    let nearest = voices.next().flatten();
    if let Some(nearest) = &nearest {
        // Where it shows nothing, the others are not asked.
        let found = ask(document, &own, slice::from_ref(nearest), suspect, config);
        if found.is_empty() || texts.len() == 1 {
            return found;
        }
    }
    let mut voices: Vec<Voice> = nearest.into_iter().chain(voices.flatten()).collect();
    // Who holds most of the text speaks first, of equals the closest: what it says proves or does not prove the damage.
    if let Some((first, _)) = voices.iter().enumerate().rev().max_by_key(|(_, voice)| voice.same) {
        voices.swap(0, first);
    }
    ask(document, &own, &voices, suspect, config)
}

/// What some witnesses say of a text.
fn ask(document: Member, own: &Pieces, voices: &[Voice], suspect: Suspect, config: &RepairConfig) -> Vec<Repair> {
    let mut mine = WordCounts::default();
    mine.add(&own.ids);
    let mut others = WordCounts::default();
    for voice in voices {
        others.add(&voice.text.ids);
    }
    let elsewhere = Elsewhere { own: &mine, theirs: &others };
    let mut damage = None;
    let mut taken = vec![false; own.len()];
    let mut repairs = Vec::new();
    for (number, voice) in voices.iter().enumerate() {
        let spots = spots(own, voice.text, &voice.pairs, &elsewhere);
        let damage = *damage.get_or_insert_with(|| DocumentDamage::new(own, voice.text, &spots));
        let mut judgements = if number == 0 { judge_lines(own, voice.text, &voice.pairs) } else { Vec::new() };
        if suspect == Suspect::Words && !damage.is_worse_there() {
            judgements.extend(spots.iter().filter_map(|spot| judge(own, voice.text, spot, &damage)));
        }
        for judgement in judgements {
            if taken[judgement.own.clone()].contains(&true) {
                continue;
            }
            if let Some(repair) = written(document, own, voices, number, &judgement, &damage, config) {
                taken[judgement.own].fill(true);
                repairs.push(repair);
            }
        }
    }
    without_overlap(repairs)
}

/// The repairs of a document from several ways to find them, by place and with their ids. Where two meet, one that is applied stays
/// before one that is not, then the one named first.
pub fn join(mut repairs: Vec<Repair>, others: Vec<Repair>, text: &str) -> Vec<Repair> {
    if others.is_empty() {
        return repairs;
    }
    repairs.extend(others);
    let mut repairs = without_overlap(repairs);
    give_ids(&mut repairs, text);
    repairs
}

fn without_overlap(mut repairs: Vec<Repair>) -> Vec<Repair> {
    // A stable sort: the first of equals stays the first.
    repairs.sort_by_key(|repair| (repair.span.start, repair.verdict != Verdict::Accepted));
    let mut kept: Vec<Repair> = Vec::with_capacity(repairs.len());
    for repair in repairs {
        match kept.last() {
            Some(last) if repair.span.start < last.span.end => {
                if repair.verdict == Verdict::Accepted && last.verdict != Verdict::Accepted {
                    kept.pop();
                    kept.push(repair);
                }
            }
            _ => kept.push(repair),
        }
    }
    kept
}

/// How much each word tells; marks next to nothing.
fn weights(vocabulary: &Vocabulary) -> Vec<f32> {
    const MARK: f32 = 0.1;
    let english = Background::english();
    let weight = |id| {
        let word = vocabulary.word(id);
        if word.contains(char::is_alphanumeric) { english.weight(WordKey::of(word)) } else { MARK }
    };
    (0..vocabulary.len() as u32).map(weight).collect()
}

/// Whether lists know most words of a text.
fn speaks_a_known_language(text: &Pieces) -> bool {
    // The first words tell it: a text does not change its language.
    const LOOKED_AT: usize = 400;
    let looked = text.len().min(LOOKED_AT);
    let listed = (0..looked).filter(|&at| standing(text.piece(at)) == Standing::Listed).count();
    looked > 0 && listed as f32 >= KNOWN_LANGUAGE * looked as f32
}
