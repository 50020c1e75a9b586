//! Repairs of damage by machines: misread letters, glued and split words, lost or doubled marks and
//! lines.
//!
//! A spinner replaces words by other words. A machine leaves strings that are not words, or loses
//! something. So the form of a difference shows which side is damaged: a text is repaired where it
//! has something that nobody writes and the witness has something similar that is correct. Where
//! both sides are correct (other words, other numbers, spellings, house style), the text is left
//! alone, unless all differences together prove that a machine read the text ([`document_damage`]).

mod aligned_witness;
mod differences;
mod document_damage;
mod judge;
mod letters;
mod lines;
mod paired;
mod pieces;
mod prefilter;
mod render;
mod word_class;

use std::slice;

use aligned_witness::AlignedWitness;
use differences::{Elsewhere, differences};
use document_damage::DocumentDamage;
use judge::judge;
use lines::judge_lines;
use pieces::Pieces;
use prefilter::{DamageScope, damage_scope};
use render::DamagedDocument;
use word_class::{WordClass, WordCounts, word_class};

use super::member::Member;
use super::render::give_ids;
use crate::config::RepairConfig;
use crate::english::{Background, WordKey};
use crate::model::{Repair, Verdict};
use crate::text::{Vocabulary, passages};

/// The most witnesses of one document, the closest first. One witness with the same text is enough,
/// and more may contradict each other.
const MAX_WITNESSES: usize = 3;

/// The least share of a witness's words that are listed; below it the witness is not in a language
/// that the lists cover.
const KNOWN_LANGUAGE: f32 = 0.6;

/// The least share of the shorter text's words that are opposite equal words; below it the witness
/// is another text.
const MIN_SHARED: f32 = 0.3;

/// The repairs of damage by machines in one document, in the order of their places; `witnesses` are
/// its near copies, the closest first. The repairs have no ids yet: see [`merge_repairs`].
pub(crate) fn repair_damage(document: Member, witnesses: &[Member], config: &RepairConfig) -> Vec<Repair> {
    let witnesses = &witnesses[..witnesses.len().min(MAX_WITNESSES)];
    let Some((nearest, others)) = witnesses.split_first() else { return Vec::new() };
    let mut vocabulary = Vocabulary::default();
    let own = Pieces::new(document.text, &mut vocabulary);
    let mut texts = vec![Pieces::new(nearest.text, &mut vocabulary)];
    let Some(scope) = damage_scope(&own, &texts[0]) else { return Vec::new() };
    // Only the nearest witness is needed for the order of lines.
    if scope == DamageScope::Words {
        texts.extend(others.iter().map(|witness| Pieces::new(witness.text, &mut vocabulary)));
    }
    let weight = weights(&vocabulary);
    let mut aligned = witnesses.iter().zip(&texts).map(|(witness, text)| {
        if !is_in_a_known_language(text) {
            return None;
        }
        let pairs = paired::pair(&own, text, passages(&own.ids, &text.ids, &weight), &weight, scope);
        let witness = AlignedWitness::new(witness, text, own.len(), pairs);
        (witness.same as f32 >= MIN_SHARED * own.len().min(text.len()) as f32).then_some(witness)
    });
    let damaged = DamagedDocument { document, own: &own, config };
    let nearest = aligned.next().flatten();
    if let Some(nearest) = &nearest {
        // The other witnesses are only needed where the nearest one shows damage.
        let found = repairs_from(&damaged, slice::from_ref(nearest), scope);
        if found.is_empty() || texts.len() == 1 {
            return found;
        }
    }
    let mut aligned: Vec<AlignedWitness> = nearest.into_iter().chain(aligned.flatten()).collect();
    // The witness that has most of the text comes first, of equals the closest: its differences
    // prove the damage, or do not.
    if let Some((first, _)) = aligned.iter().enumerate().rev().max_by_key(|(_, witness)| witness.same) {
        aligned.swap(0, first);
    }
    repairs_from(&damaged, &aligned, scope)
}

/// The repairs that some witnesses support.
fn repairs_from(damaged: &DamagedDocument, witnesses: &[AlignedWitness], scope: DamageScope) -> Vec<Repair> {
    let own = damaged.own;
    let mut mine = WordCounts::default();
    mine.add(&own.ids);
    let mut others = WordCounts::default();
    for witness in witnesses {
        others.add(&witness.text.ids);
    }
    let elsewhere = Elsewhere { own: &mine, theirs: &others };
    let mut damage = None;
    let mut taken = vec![false; own.len()];
    let mut repairs = Vec::new();
    for (number, witness) in witnesses.iter().enumerate() {
        let differences = differences(own, witness.text, &witness.pairs, &elsewhere);
        let damage = *damage.get_or_insert_with(|| DocumentDamage::new(own, witness.text, &differences));
        let mut judgements = if number == 0 { judge_lines(own, witness.text, &witness.pairs) } else { Vec::new() };
        if scope == DamageScope::Words && !damage.is_worse_there() {
            judgements
                .extend(differences.iter().filter_map(|difference| judge(own, witness.text, difference, &damage)));
        }
        for judgement in judgements {
            if taken[judgement.own.clone()].contains(&true) {
                continue;
            }
            if let Some(repair) = damaged.repair(&judgement, witnesses, number, &damage) {
                taken[judgement.own].fill(true);
                repairs.push(repair);
            }
        }
    }
    without_overlap(repairs)
}

/// The repairs of one document from two sources, ordered by place and with ids. Where two overlap,
/// a repair that is applied is preferred to one that is not, and then one from `repairs` to one
/// from `others`.
pub(crate) fn merge_repairs(mut repairs: Vec<Repair>, others: Vec<Repair>, text: &str) -> Vec<Repair> {
    if others.is_empty() {
        return repairs;
    }
    repairs.extend(others);
    let mut repairs = without_overlap(repairs);
    give_ids(&mut repairs, text);
    repairs
}

/// The repairs without those that overlap an earlier one, unless the later one is applied and the
/// earlier is not.
fn without_overlap(mut repairs: Vec<Repair>) -> Vec<Repair> {
    // The sort is stable, so that equal repairs keep their order.
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

/// The weight of each word, by its number; marks weigh little.
fn weights(vocabulary: &Vocabulary) -> Vec<f32> {
    const MARK: f32 = 0.1;
    let english = Background::english();
    let weight = |id| {
        let word = vocabulary.word(id);
        if word.contains(char::is_alphanumeric) { english.weight(WordKey::of(word)) } else { MARK }
    };
    (0..vocabulary.len() as u32).map(weight).collect()
}

/// Whether most words of a text are listed.
fn is_in_a_known_language(text: &Pieces) -> bool {
    // The first words are enough: a text does not change its language.
    const LOOKED_AT: usize = 400;
    let looked = text.len().min(LOOKED_AT);
    let listed = (0..looked).filter(|&at| word_class(text.piece(at)) == WordClass::Listed).count();
    looked > 0 && listed as f32 >= KNOWN_LANGUAGE * looked as f32
}
