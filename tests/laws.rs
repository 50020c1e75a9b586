//! The laws of the nouns, as properties over generated texts.

use proptest::prelude::*;
use unspin::model::{Clean, Draft, Edit, Original, Patch, Places, Repaired, Span, restore};

/// A text and a patch of it: for some stretches of the text, other words.
fn patch_of<A, B>(text: &str, cuts: &[(usize, usize, String)]) -> Patch<A, B> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut edits: Vec<Edit<A>> = Vec::new();
    let mut at = 0;
    for (skip, take, after) in cuts {
        let start = (at + skip).min(places.len() - 1);
        let end = (start + take).min(places.len() - 1);
        let span = Span::new(places[start], places[end]);
        let before = span.of(text).to_owned();
        let same_place = edits.last().is_some_and(|last| last.span.is_empty() && last.span == span);
        if before != *after && !same_place {
            edits.push(Edit::new(span, before, after.clone(), format!("test.rule-{}", edits.len())));
        }
        at = end;
    }
    Patch::new(edits).expect("cuts come in order")
}

fn cuts() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    prop::collection::vec((0..4_usize, 0..4_usize, "[aé“ ]{0,3}"), 0..8)
}

fn text() -> impl Strategy<Value = String> {
    "[abcé“ \n]{0,24}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn reverting_gives_the_original(text in text(), cuts in cuts()) {
        let patch: Patch<Original, Clean> = patch_of(&text, &cuts);
        let clean = patch.apply(&text).unwrap();
        prop_assert_eq!(patch.revert(&clean).unwrap(), text);
    }

    #[test]
    fn composing_equals_applying_twice(text in text(), one in cuts(), two in cuts(), three in cuts()) {
        let first: Patch<Original, Draft> = patch_of(&text, &one);
        let middle = first.apply(&text).unwrap();
        let second: Patch<Draft, Clean> = patch_of(&middle, &two);
        let clean = second.apply(&middle).unwrap();
        let third: Patch<Clean, Repaired> = patch_of(&clean, &three);
        let last = third.apply(&clean).unwrap();

        let left = first.clone().then(second.clone()).then(third.clone());
        prop_assert_eq!(left.apply(&text).unwrap(), last.clone());
        prop_assert_eq!(left.revert(&last).unwrap(), text.clone());
        prop_assert!(Patch::<Original, Repaired>::new(left.edits().to_vec()).is_ok(), "a composed patch keeps the order: {:?}", left);
        let right = first.then(second.then(third));
        prop_assert_eq!(right.apply(&text).unwrap(), last);
    }

    #[test]
    fn untouched_bytes_map_there_and_back(text in text(), cuts in cuts()) {
        let patch: Patch<Original, Clean> = patch_of(&text, &cuts);
        let clean = patch.apply(&text).unwrap();
        for (at, c) in text.char_indices() {
            let span = Span::new(at, at + c.len_utf8());
            if patch.edits().iter().any(|edit| edit.span.overlaps(span)) {
                continue;
            }
            let mapped = patch.to_clean(span);
            prop_assert!(mapped.of(&clean).ends_with(c), "{:?} went to {:?}", span, mapped);
            let own: Span<Clean> = Span::new(mapped.end - c.len_utf8(), mapped.end);
            prop_assert_eq!(patch.to_original(own), span);
        }
    }

    #[test]
    fn the_words_of_an_edit_map_to_the_whole_edit(text in text(), cuts in cuts()) {
        let patch: Patch<Original, Clean> = patch_of(&text, &cuts);
        for (index, edit) in patch.edits().iter().enumerate() {
            let after = patch.after_span(index);
            for at in after.range() {
                prop_assert_eq!(patch.to_original(Span::new(at, at + 1)), edit.span);
            }
        }
    }

    #[test]
    fn places_alone_lead_where_the_patch_leads(text in text(), cuts in cuts()) {
        let patch: Patch<Original, Clean> = patch_of(&text, &cuts);
        let places = Places::from_bytes(&patch.places().to_bytes());
        prop_assert_eq!(&places, &patch.places());
        let clean = patch.apply(&text).unwrap();
        for start in 0..=clean.len() {
            for end in start..=clean.len().min(start + 5) {
                prop_assert_eq!(places.to_original(Span::new(start, end)), patch.to_original(Span::new(start, end)));
            }
        }
    }

    #[test]
    fn an_anchored_place_is_found_again(text in text(), cuts in cuts(), from in 0..24_usize, length in 1..6_usize) {
        let patch: Patch<Original, Clean> = patch_of(&text, &cuts);
        let clean = patch.apply(&text).unwrap();
        let places: Vec<usize> = clean.char_indices().map(|(at, _)| at).chain([clean.len()]).collect();
        let (start, end) = (from.min(places.len() - 1), (from + length).min(places.len() - 1));
        if start == end {
            return Ok(());
        }
        let wanted: Span<Clean> = Span::new(places[start], places[end]);
        if let Some((span, original)) = patch.anchor(wanted, &clean) {
            prop_assert!(span.contains(wanted));
            prop_assert_eq!(patch.to_clean(original), span);
            // The rule of the run folder: edits and a repair at this place give back the original.
            let before = span.of(&clean).to_owned();
            let repaired = format!("{}X{}", &clean[..span.start], &clean[span.end..]);
            let back = restore(&repaired, patch.edits().to_vec(), [(original, before, "X".to_owned())]).unwrap();
            prop_assert_eq!(back, text);
        }
    }
}
