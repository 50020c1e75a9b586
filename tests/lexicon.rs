//! The lexicon, seen from outside: what several spun texts teach, what they do not, and that nothing depends on order or threads.

use std::num::NonZeroUsize;

use crate::support::record;
use unspin::config::Config;
use unspin::model::{Confusion, DocumentReport, Lexicon, RawDocument, RunReport, Verdict};
use unspin::pipeline;

/// Articles that have nothing to do with each other. In each, the council decides and passengers or others are affected.
const ARTICLES: [&str; 4] = [
    "The old harbour bridge will be closed for repairs until the spring, as the council decided in March. Engineers had been asked by \
     the mayor to examine the cables after a storm, and found that several of them were not safe. \"We have waited too long,\" said one \
     of them. Shops near the quay have asked for help, because fewer people come to the market. In its answer the council wrote that it \
     would not be able to pay. The delayed passengers of the ferry have not been told when boats sail again, and police will be sent to \
     the quay after the holidays. The first part of the work has been planned by a firm from abroad.",
    "Nine villages above the lake have been without water since the pipe broke, and the council says that it will not be mended by \
     Sunday. Farmers carry buckets from the stream because their cattle would be lost. After two dry summers the wells have not been \
     filled by rain. \"We have nothing to wash with,\" a woman said. A doctor warned that children must not be given water from the \
     stream. Last week the council promised a tank on every square, but only the first of them has been brought by a lorry. Stranded \
     passengers of the mountain railway have been fed by the monks, and it may be days before a train comes.",
    "A museum of clocks is to be opened in the former tannery, if the council agrees to lend the roof its money. The collection has been \
     kept in boxes by the widow of its founder, who did not want it to be sold. After his death dealers have come to her door, but it \
     was not for them that he had mended clocks. \"We have 400 that strike,\" she said. The first room will be filled with church clocks \
     because they have the largest wheels. Next month the council votes, and it has been told by its lawyers not to wait. Waiting \
     passengers at the station opposite would be the first to hear the bells.",
    "Swans have been found dead on the canal, and the council has asked for tests after the fourth of them was brought in by a boy. It may \
     not be the disease that was feared, because gulls have not been affected. Anglers have been told by wardens to keep away. \"We have \
     never seen it so still,\" said the keeper of the first lock. After the tests the birds will be burnt. On Friday the council closed \
     the towpath, which is used by cyclists, and it will not be opened before the results have come. Worried passengers of the canal \
     boats have asked whether they may be infected by the water.",
];

/// Short clean articles for the editor.
const OTHERS: [&str; 4] = [
    "Fog kept the airport shut for most of the morning. Some sleeping passengers were woken at five and taken to hotels in the hills, where \
     breakfast was served in the ballroom. The runway opened at noon and the last of the machines left before dusk.",
    "A choir of bakers sang on the night train to the coast. Most of the surprised passengers joined in at the third song, and the conductor \
     danced with a nun. The choir wants to travel on every line of the province before winter ends.",
    "Coaches between the two capitals are to carry bicycles on the roof. Until now the annoyed passengers had to leave them at the depot, \
     where many rusted. The company bought racks made of ash, and drivers are learning to climb.",
    "Snow closed the pass above the monastery for the ninth day. Helicopters brought bread to the freezing passengers of a tourist bus, and \
     took out a grandmother who had broken her wrist. Ploughs are expected when the wind drops.",
];

/// What every spinner writes; the thesaurus knows it.
const KNOWN: [(&str, &str); 7] = [
    (" have ", " take "),
    (" by ", " past "),
    (" not ", " non "),
    (" be ", " exist "),
    ("After ", "Later on "),
    (" after ", " later on "),
    (" first ", " showtime "),
];

/// What only this one writes.
const UNKNOWN: (&str, &str) = (" council ", " consejo ");

/// What editors write; the thesaurus does not know it either.
const EDITED: (&str, &str) = (" passengers ", " travellers ");

fn spun(article: &str, also: &[(&str, &str)]) -> String {
    KNOWN.iter().chain(also).fold(article.to_owned(), |text, (clean, spun)| text.replace(clean, spun))
}

/// Each article and its spun copy, for the first `taught` of them and the last.
fn families(taught: usize, also: &[(&str, &str)]) -> Vec<RawDocument> {
    let places = (0..taught).chain([ARTICLES.len() - 1]);
    let both = |at: usize| {
        [record(&format!("clean-{at}"), ARTICLES[at]), record(&format!("spun-{at}"), &spun(ARTICLES[at], also))]
    };
    places.flat_map(both).collect()
}

fn repaired<'r>(report: &'r RunReport, id: &str) -> &'r DocumentReport {
    report.documents.iter().find(|document| document.id() == id).expect("it is in the run")
}

fn cleaned(records: Vec<RawDocument>) -> RunReport {
    pipeline::clean(records, &Config::default()).unwrap()
}

fn accepted(report: &RunReport) -> Vec<(&str, &str)> {
    let all = report.documents.iter().flat_map(|document| document.repairs());
    all.filter(|repair| repair.verdict == Verdict::Accepted).map(|repair| (&*repair.before, &*repair.after)).collect()
}

#[test]
fn what_three_spun_texts_share_is_repaired_in_a_fourth() {
    let last = format!("spun-{}", ARTICLES.len() - 1);
    let taught = cleaned(families(3, &[UNKNOWN]));
    assert!(!repaired(&taught, &last).text().contains("consejo"), "{}", repaired(&taught, &last).text());
    let row = taught.lexicon.get("consejo", "council").expect("it was learnt");
    assert_eq!((row.documents, row.against), (4, 0), "each text once, whatever the number of its places");

    let alone = cleaned(families(0, &[UNKNOWN]));
    let text = repaired(&alone, &last).text();
    assert!(text.contains("consejo") && !text.contains(" exist "), "one text repairs what the thesaurus knows: {text}");
}

#[test]
fn copies_of_one_spun_text_teach_no_more_than_one() {
    let mut records = families(0, &[UNKNOWN]);
    for copy in 0..4 {
        records.push(record(&format!("copy-{copy}"), &spun(ARTICLES[3], &[UNKNOWN])));
    }
    let report = cleaned(records);
    assert_eq!(report.lexicon.get("consejo", "council").map(|row| row.documents), Some(1));
    assert!(repaired(&report, "spun-3").text().contains("consejo"));
}

#[test]
fn what_editors_reword_in_clean_texts_is_no_substitute() {
    let mut records = families(3, &[UNKNOWN, EDITED]);
    for (at, article) in OTHERS.iter().enumerate() {
        records.push(record(&format!("first-{at}"), article));
        records.push(record(&format!("second-{at}"), &article.replace(EDITED.0, EDITED.1)));
    }
    let report = cleaned(records);
    let row = report.lexicon.get("travellers", "passengers").expect("it was seen");
    assert!(row.documents == 4 && row.against > 0, "{row:?}");
    assert!(row.weight < 0.5, "{row:?}");
    let words = accepted(&report);
    assert!(words.iter().any(|(before, _)| *before == "consejo"), "the spinner's word is repaired: {words:?}");
    assert!(words.iter().all(|(before, _)| *before != "travellers"), "the editor's is not");
}

#[test]
fn names_are_neither_learnt_nor_brought_in() {
    let names = (" The first", " Consejo first");
    let articles = families(3, &[(" council ", " Consejo "), names]);
    let report = cleaned(articles);
    assert!(report.lexicon.rows().iter().all(|row| row.before != "consejo"));
    assert!(accepted(&report).iter().all(|(before, _)| !before.contains("Consejo")));
}

#[test]
fn what_one_run_learnt_another_uses() {
    let teacher = cleaned(families(3, &[UNKNOWN])).lexicon;
    // Nothing in this text is known to the thesaurus.
    let only = ARTICLES[0].replace(UNKNOWN.0, UNKNOWN.1);
    let records = || vec![record("clean", ARTICLES[0]), record("spun", &spun(&only, &[]))];
    let config = Config::default();
    let text = |lexicon: &Lexicon| {
        let report = pipeline::clean_with(records(), lexicon, &config).unwrap();
        repaired(&report, "spun").text().to_owned()
    };
    assert!(text(&Lexicon::default()).contains("consejo"));
    assert!(!text(&teacher).contains("consejo"));
    let weak = teacher.rows().iter().map(|row| Confusion { weight: 0.5, ..row.clone() });
    assert!(text(&Lexicon::new(weak)).contains("consejo"), "what is as likely an editor's explains nothing");
}

#[test]
fn neither_order_nor_threads_change_what_is_learnt() {
    let run = |records: Vec<RawDocument>, threads| {
        let threads = NonZeroUsize::new(threads);
        let report = pipeline::with_jobs(threads, || cleaned(records)).expect("threads can be started");
        let mut repairs: Vec<_> =
            report.documents.into_iter().flat_map(|document| document.repairs().to_vec()).collect();
        repairs.sort_by(|a, b| (&a.doc, a.original.start).cmp(&(&b.doc, b.original.start)));
        (report.lexicon, repairs)
    };
    let records = families(3, &[UNKNOWN, EDITED]);
    let mut turned = records.clone();
    turned.reverse();
    turned.swap(1, 4);
    let first = run(records.clone(), 1);
    assert!(!first.1.is_empty() && !first.0.is_empty());
    assert_eq!(first, run(records, 2));
    assert_eq!(first, run(turned, 2));
}
