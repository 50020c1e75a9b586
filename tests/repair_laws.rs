//! What repair may never do, whatever the family: as properties over made-up families, and the families in which it has to abstain.

use std::collections::BTreeSet;

use crate::support::{Dice, accepted, cleaned};
use proptest::prelude::*;
use unspin::config::Config;
use unspin::model::{Repair, Role, Stance, Verdict};

/// Sentences of one event. `#` stands for a number, `@` for a surname, each with a digit that tells which one.
const STORY: [&str; 14] = [
    "The council said on Monday, 14 March, that the old harbour bridge will be closed for #1 weeks until the spring.",
    "Engineers had been asked by the mayor to examine the cables after a storm in January, and found that #2 of them were damaged.",
    "\"We cannot let people cross a bridge that is not safe,\" said Marta @1, who leads the department.",
    "Buses go round by the northern road, which makes the journey about #3 minutes longer.",
    "Shops near the harbour have asked the government for help, because fewer customers come to the market.",
    "A similar closure in #4 was followed by a long argument about the costs, wrote the historian Peder @2.",
    "The first part of the work, which has been planned for three years, begins in October.",
    "Police will watch the traffic at the junction, and another review of the plans is expected before the end of the year.",
    "The town hall hears complaints at bridge@westhaven.example and at https://westhaven.example/bridge?page=12 until 30 June.",
    "The ferry company of Captain @3 has been asked to sail more often, which it has not done for years.",
    "\"My father built it, and I have walked across it every day,\" said the keeper, who is 71.",
    "It is not known whether the state will pay, but the mayor said that the law allows the town to ask for $#5 million.",
    "Most of the cars will be sent through the tunnel, where the police have been given more room.",
    "They were told that the old bridge would not be taken down before another one had been built.",
];

/// What a spinner made of its words.
const SPUN: [(&str, &str); 24] = [
    (" will be ", " volition exist "),
    (" by the ", " past the "),
    (" have ", " take "),
    (" not ", " non "),
    ("harbour", "haven"),
    ("government", "regime"),
    ("because", "considering"),
    ("first", "showtime"),
    ("another", "some other"),
    ("similar", "like"),
    ("help", "assistance"),
    ("market", "marketplace"),
    ("Police", "Police force"),
    (" after ", " later on "),
    (" will ", " volition "),
    ("We ", "Nosotros "),
    (" been ", " exist "),
    ("the law", "the constabulary"),
    ("let ", "permit "),
    ("more ", "more than "),
    ("closed", "shut"),
    ("spring", "springtime"),
    ("They ", "Dey "),
    ("examine", "analyse"),
];

const SURNAMES: [&str; 8] = ["Olsen", "Nilsen", "Berg", "Haugen", "Lund", "Moen", "Dahl", "Strand"];

/// A telling of the event: some of the sentences, its own numbers and names where it errs, some words spun.
fn telling(dice: &mut Dice, left_out: usize, errs: usize, spun: usize) -> String {
    let mut text = String::new();
    for sentence in STORY {
        if dice.roll(100) < left_out {
            continue;
        }
        let mut sentence = sentence.to_owned();
        for at in 1..=5 {
            let number = if dice.roll(100) < errs { 2000 + dice.roll(40) } else { 3 * at + 1 };
            let name = if dice.roll(100) < errs { dice.pick(&SURNAMES[3..]) } else { SURNAMES[at % 3] };
            sentence = sentence.replace(&format!("#{at}"), &number.to_string()).replace(&format!("@{at}"), name);
        }
        for (clean, other) in SPUN {
            if dice.roll(100) < spun {
                sentence = sentence.replace(clean, other);
            }
        }
        text += &sentence;
        text += dice.pick(&[" ", " ", "\n\n"]);
    }
    text.trim().to_owned()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Names and numbers of the new words that no witness for them has in its quotation of the place. The case of a first word is that
/// of the words that it stands for.
fn invented(repair: &Repair) -> Vec<String> {
    let quoted: BTreeSet<String> = repair
        .witnesses
        .iter()
        .filter(|witness| witness.stance == Stance::For)
        .flat_map(|witness| words(&witness.text).map(str::to_lowercase).collect::<Vec<_>>())
        .collect();
    // A line that comes back stands behind the word before it, which was there and is no news.
    let there: BTreeSet<String> = words(&repair.before).map(str::to_lowercase).collect();
    let kept_case = repair.before.starts_with(char::is_uppercase);
    words(&repair.after)
        .enumerate()
        .filter(|(at, word)| {
            let name = word.starts_with(char::is_uppercase) && !(*at == 0 && kept_case);
            name || word.contains(|c: char| c.is_ascii_digit())
        })
        .map(|(_, word)| word.to_lowercase())
        .filter(|word| !quoted.contains(word) && !there.contains(word))
        .collect()
}

/// What a reader of the facts holds on to, wherever it stands in a text: numbers, addresses, surnames.
fn facts(text: &str) -> Vec<&str> {
    let edge = |c: char| !c.is_alphanumeric() && c != '$';
    let token = text.split_whitespace().map(|token| token.trim_matches(edge));
    token.filter(|token| token.contains(|c: char| c.is_ascii_digit() || c == '@') || SURNAMES.contains(token)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_repair_brings_in_what_no_witness_says_there(seed in 1_u64..u64::MAX, errs in 0..60_usize, spun in 30..80_usize) {
        let mut dice = Dice(seed);
        let texts = [
            ("a", telling(&mut dice, 20, errs, 0)),
            ("b", telling(&mut dice, 40, errs, 0)),
            ("c", telling(&mut dice, 40, errs, spun / 4)),
            ("spun", telling(&mut dice, 10, errs, spun)),
        ];
        for report in cleaned(&texts) {
            for repair in report.repairs() {
                prop_assert!(invented(repair).is_empty(), "{:?} for {:?}: {:?}", repair.after, repair.before, repair.witnesses);
            }
        }
    }

    #[test]
    fn facts_stay_whatever_the_witnesses_say(seed in 1_u64..u64::MAX, errs in 0..60_usize, spun in 30..80_usize) {
        let mut dice = Dice(seed);
        let texts = [
            ("a", telling(&mut dice, 20, errs, 0)),
            ("b", telling(&mut dice, 30, errs, 0)),
            ("spun", telling(&mut dice, 10, errs, spun)),
        ];
        for (report, (_, original)) in cleaned(&texts).iter().zip(&texts) {
            prop_assert_eq!(facts(report.text()), facts(original));
        }
    }

    #[test]
    fn a_quotation_that_a_witness_attests_is_not_touched(seed in 1_u64..u64::MAX, spun in 30..80_usize) {
        // People say what they say, in words that a spinner might have put there: one witness has the sentence word for word, the
        // other as an author would rather have it.
        let quotation = "\"The haven was shut in the days of my father, and the marketplace went with it,\" said the singer.";
        let mut dice = Dice(seed);
        let plain = [telling(&mut dice, 20, 0, 0), telling(&mut dice, 30, 0, 0), telling(&mut dice, 10, 0, spun)];
        let [a, b, c] = plain.map(|text| format!("{text}\n\n{quotation}"));
        let b = b.replace("haven was shut", "harbour was closed").replace("marketplace", "market");
        for report in cleaned(&[("a", a), ("b", b), ("spun", c)]).iter().filter(|report| report.id() != "b") {
            prop_assert!(report.text().contains(quotation), "{}", report.text());
        }
    }
}

/// The whole story, spun in the words that the share of the table chooses.
fn whole(spun: &[(&str, &str)]) -> String {
    let mut text = telling(&mut Dice(7), 0, 0, 0);
    for (clean, other) in spun {
        text = text.replace(clean, other);
    }
    text
}

#[test]
fn the_families_here_have_something_to_mend() {
    let found = cleaned(&[("clean", whole(&[])), ("spun", whole(&SPUN))]);
    assert_eq!(accepted(&found[0]), []);
    assert!(accepted(&found[1]).len() >= 15, "{:?}", accepted(&found[1]));
}

#[test]
fn damage_that_two_witnesses_share_is_no_vote_against_a_clean_text() {
    // Two copies of one spun source outnumber the original: it is left alone, and they are mended from it.
    let found =
        cleaned(&[("one", whole(&SPUN[..12])), ("original", whole(&[])), ("two", whole(&SPUN[..12]) + " Ends.")]);
    assert_eq!(accepted(&found[1]), [], "the original");
}

#[test]
fn damage_that_all_witnesses_share_with_the_document_stays() {
    // All three have the first words of the table spun, the document the others too: nobody has the clean words of the first.
    let (shared, rest) = SPUN.split_at(4);
    let witness = whole(shared);
    let both: Vec<(&str, &str)> = shared.iter().chain(rest).copied().collect();
    let found = cleaned(&[("one", witness.clone()), ("spun", whole(&both)), ("two", witness)]);
    for report in &found {
        let attested = report.repairs().iter().filter(|repair| repair.verdict == Verdict::Accepted);
        for repair in attested.filter(|repair| repair.witnesses.is_empty()) {
            let listed = ["by", "have", "not", "be", "will", "been"];
            assert!(listed.contains(&&*repair.after), "without a witness only function words: {:?}", repair.after);
        }
        for (clean, other) in [("volition", "will"), ("harbour", "haven")] {
            assert!(!accepted(report).contains(&(other, clean)), "the damage was put in: {other} became {clean}");
        }
    }
}

#[test]
fn a_family_in_which_every_member_is_spun_is_proposed_at_most() {
    let texts = [("one", whole(&SPUN)), ("two", whole(&SPUN[..18])), ("three", whole(&SPUN[2..]))];
    for report in cleaned(&texts) {
        assert_eq!(accepted(&report), [], "{}", report.id());
    }
}

#[test]
fn a_copy_is_repaired_like_any_other() {
    let spun = whole(&SPUN);
    let found = cleaned(&[("copy", spun.clone()), ("original", whole(&[])), ("spun", spun)]);
    assert_eq!(found[0].role, Role::Duplicate);
    assert!(accepted(&found[0]).len() >= 15);
    assert_eq!(accepted(&found[0]), accepted(&found[2]));
    assert_eq!(found[0].text(), found[2].text());
}

#[test]
fn an_original_with_odd_words_of_its_own_still_speaks() {
    // Two words that triage takes for hits, in a text that is clean: enough for the score that silences other siblings.
    let odd = |text: String| {
        text.replace("The town hall hears complaints", "Questions are answered")
            .replace("law allows the town to", "law lets the town")
    };
    let spun = odd(whole(&[]));
    let found =
        cleaned(&[("original", odd(whole(&[]))), ("spun", SPUN.iter().fold(spun, |text, (a, b)| text.replace(a, b)))]);
    assert!(found[0].spun_score >= Config::default().repair.min_spun_score, "{}", found[0].spun_score);
    assert_eq!(accepted(&found[0]), []);
    assert!(accepted(&found[1]).len() >= 15, "{:?}", accepted(&found[1]));
}

#[test]
fn an_unknown_language_is_not_even_examined() {
    let text = "Rådet sa mandag at den gamle havnebroen blir stengt til våren. Ingeniører ble bedt av ordføreren om å se på \
        kablene etter en storm i januar, og flere av dem var skadet. Bussene kjører rundt på den nordre veien. Butikkene ved \
        havnen har bedt regjeringen om hjelp, fordi færre kunder kommer til torget enn før.";
    let other = text.replace("stengt", "lukket").replace("skadet", "ødelagt").replace("hjelp", "støtte");
    for report in cleaned(&[("en", text), ("to", &other)]) {
        assert!(!report.language_known && report.damage.is_none() && report.repairs().is_empty());
    }
    for report in cleaned(&[("short", "Mayor resigns after storm"), ("empty", "")]) {
        assert!(report.language_known, "short is not foreign");
    }
}

/// Five megabytes of one word, behind a spun story and behind the original: the whole of repair, in bounded work. Without a bound
/// this would not end today.
#[test]
fn one_word_a_million_times_is_no_work() {
    let tail = "\n\n".to_owned() + &"take ".repeat(1_000_000);
    let found = cleaned(&[("clean", whole(&[]) + &tail), ("spun", whole(&SPUN) + &tail)]);
    for report in &found {
        assert!(report.text().trim_end().ends_with("take take take"), "{}: the tail is left alone", report.id());
        assert_eq!(report.text().matches(" take take").count(), 499_999);
    }
}
