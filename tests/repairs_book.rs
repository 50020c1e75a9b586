//! The examples of the book of repairs hold: in a document that shows the fault, beside its sound copy.

use crate::support::cleaned;
use unspin::model::{RepairKind, Verdict};
use unspin::repair::{Example, KINDS, Kind, kind};

/// A sound article, and what is done to it so that it shows a fault throughout.
const SOUND: &str = "The council said on Monday that the old harbour bridge will be closed for repairs until the spring. \
    Engineers had been asked by the mayor to examine the cables after a storm in January, and found that several of them \
    were damaged. \"We don't let people cross a bridge that is not safe,\" said Marta Olsen, who leads the department.\n\
    Buses go round by the northern road, which makes the journey about 20 minutes longer. Shops near the harbour have \
    asked the government for help, because fewer customers come to the market. A similar closure in 1998 was followed by \
    a long argument about the costs.\n\
    The first part of the work, which has been planned for three years, begins in October. Police will watch the traffic \
    at the junction, and another review of the plans is expected before the end of the year.\n\
    A deputation of fishermen thanked the chairman, and asked that the smaller boats should be allowed to land their \
    catch at the steps while the bridge is closed. The request was granted. Lamps will stand at both ends of the pier.";

const SPUN: &[(&str, &str)] = &[
    ("harbour", "haven"),
    ("will be closed", "volition exist shut"),
    ("spring.", "springtime."),
    ("by the mayor", "past the mayor"),
    ("We don't let", "Nosotros don't permit"),
    ("not safe", "non safe"),
    ("by the northern", "past the northern"),
    ("have asked", "take asked"),
    ("because", "considering"),
    ("followed by", "followed past"),
    ("first part", "showtime part"),
    ("Police will", "Police force volition"),
    ("another review", "some other review"),
];

const MISREAD: &[(&str, &str)] = &[
    ("council", "couucil"),
    ("the old", "tbe old"),
    ("bridge", "hridge"),
    ("Engineers", "Enginecrs"),
    ("damaged", "darnaged"),
    ("journey", "joumey"),
    ("and found", "aud found"),
    ("argument", "argurnent"),
    ("fishermen", "fishcrmen"),
    ("chairman", "chairmau"),
    ("traffic", "trafffc"),
];

const BARE: &[(&str, &str)] = &[
    ("don't", "dont"),
    ("spring. ", "spring "),
    ("damaged. ", "damaged "),
    ("longer. ", "longer "),
    ("Monday that", "Monday, that"),
    ("costs.", "costs"),
    ("closed. The", "closed The"),
    ("granted. ", "granted "),
    ("pier.", "pier"),
];

/// What shows that a document has the fault, besides the example.
fn context(kind: RepairKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        RepairKind::Homograph | RepairKind::Synonym | RepairKind::Name | RepairKind::Abbreviation => SPUN,
        RepairKind::Misread => MISREAD,
        RepairKind::Punctuation => &BARE[..4],
        _ => &[],
    }
}

/// The document's example after cleaning, and what was proposed there: kind, verdict, words to come.
fn cleaned_example(page: &Kind, example: Example) -> (String, Vec<(RepairKind, Verdict, String)>) {
    let mut damaged = SOUND.to_owned();
    for (from, to) in context(page.kind) {
        assert!(damaged.contains(from), "{from}");
        damaged = damaged.replacen(from, to, 1);
    }
    let here = format!("{damaged}\n{}", example.here);
    let there = format!("{SOUND}\n{}", example.there);
    let found = cleaned(&[("there", &there), ("here", &here)]);
    assert_eq!(found[0].text(), there, "the sound copy stays");
    let start = damaged.len();
    let proposed = found[1].repairs().iter().filter(|repair| found[1].patch().to_clean(repair.original).end > start);
    let proposed = proposed.map(|repair| (repair.kind, repair.verdict, repair.after.clone())).collect();
    let kept = SOUND.lines().count();
    let text = found[1].text().lines().skip(kept).collect::<Vec<_>>().join("\n");
    (text, proposed)
}

#[test]
fn what_changes_becomes_what_the_witness_has() {
    let mut wrong = Vec::new();
    for page in KINDS {
        for &example in page.changes {
            let (text, proposed) = cleaned_example(page, example);
            let (verdict, result) = match page.applied {
                true => (Verdict::Accepted, example.there),
                false => (Verdict::Pending, example.here),
            };
            let judged = proposed.iter().any(|(kind, given, _)| (*kind, *given) == (page.kind, verdict));
            if text != result || !judged {
                wrong.push(format!("{}: {text:?} {proposed:?}", page.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_stays_stays() {
    let mut wrong = Vec::new();
    for page in KINDS {
        for &example in page.stays {
            let (text, proposed) = cleaned_example(page, example);
            if text != example.here {
                wrong.push(format!("{}: {text:?} {proposed:?}", page.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_kind_has_its_page() {
    for page in KINDS {
        assert_eq!(page.id, format!("repair.{}", page.kind.name()));
        assert_eq!(kind(page.kind).id, page.id);
        assert!(!page.changes.is_empty() && !page.why.is_empty() && !page.errs.is_empty(), "{}", page.id);
    }
}
