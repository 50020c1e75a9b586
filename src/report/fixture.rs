//! A run written by hand, for the tests of this module: a spun article, its siblings, a duplicate,
//! and a text that contains markup.

use crate::model::{
    Band, Cluster, Damage, Document, DocumentReport, Edit, Failure, Link, Origin, PassagePair, Patch, RawDocument,
    Relation, Repair, RepairKind, Role, RunReport, Span, Stance, Timing, Verdict, Witness,
};

const SPUN: &str = "River town votes to close its old span\nThe metropolis council voted on Tuesday to shut the Harbour Span for two years, showtime reported by The Morning Mail. \"It is non safe whatsoever longer,\" said Mayor Ruth Ga\u{301}l, who runs the Roads\u{a0}Department. The old iron structure carries 9,000 cars every day.Ferries volition run instead.\nRead Next\nTen bridges you must see\nPost a Comment";
const SIBLING: &str = "Council shuts Harbour Bridge for two years\n\nThe city council voted on Tuesday to close the Harbour Bridge for two years, as first reported by The Morning Post. “It is not safe any longer,” said Mayor Ruth Gál.\n\nFerries will run instead from May.";
const OTHER: &str = "The council of the river town will close Harbour Bridge. It was first reported by The Morning Post, a local paper, and confirmed by the Harbour Span society.";
const HOSTILE: &str = "<script>alert(1)</script> & \"quotes\" \u{202e}txt.exe\u{202c} \u{7} end";

/// The span of the first occurrence of `words`.
fn span_of<S>(text: &str, words: &str) -> Span<S> {
    let start = text.find(words).expect("the text contains the words");
    Span::new(start, start + words.len())
}

fn document(id: &str, text: &str, line: Option<u64>, edits: &[(&str, &str, &str)]) -> Document {
    let edits = edits.iter().map(|(before, after, rule)| {
        Edit::new(span_of::<crate::model::Original>(text, before), *before, *after, rule.to_string())
    });
    let patch = Patch::new(edits.collect()).expect("the edits are in order");
    let clean = patch.apply(text).expect("the edits were made from the text");
    let input = if line.is_some() { "wire.jsonl".into() } else { format!("articles/{id}").into() };
    let origin = Origin { input, line };
    let raw =
        RawDocument { id: id.into(), text: text.into(), fields: serde_json::Map::new(), origin, encoding: "utf-8" };
    Document { raw, patch, text: clean, segments: Vec::new() }
}

fn witness(doc: &str, text: &str, words: &str, quote: &str, stance: Stance) -> Witness {
    assert!(text.contains(quote), "the quotation is part of the witness's text");
    Witness { doc: doc.into(), span: span_of(text, words), text: quote.into(), stance }
}

struct Proposal {
    before: &'static str,
    after: &'static str,
    kind: RepairKind,
    confidence: f64,
    band: Band,
    verdict: Verdict,
    witnesses: Vec<Witness>,
}

fn propose(document: Document, proposals: Vec<Proposal>) -> DocumentReport {
    let mut repairs = Vec::new();
    for (at, proposal) in proposals.into_iter().enumerate() {
        let (span, original) = document
            .patch
            .anchor(span_of(&document.text, proposal.before), &document.text)
            .expect("the span has a position in the original");
        repairs.push(Repair {
            id: format!("{:016x}", 0x51a7_0000_u64 + at as u64),
            doc: document.raw.id.clone(),
            span,
            original,
            before: span.of(&document.text).to_owned(),
            after: proposal.after.into(),
            kind: proposal.kind,
            confidence: proposal.confidence,
            band: proposal.band,
            verdict: proposal.verdict,
            by: "band".into(),
            witnesses: proposal.witnesses,
            rejected: Vec::new(),
            scores: Default::default(),
        });
    }
    let accepted = repairs.iter().filter(|repair| repair.verdict == Verdict::Accepted);
    let edits = accepted.map(|repair| Edit::new(repair.span, &*repair.before, &*repair.after, "repair")).collect();
    let patch: Patch<crate::model::Clean, crate::model::Repaired> = Patch::new(edits).expect("repairs do not overlap");
    let text = patch.apply(&document.text).expect("repairs were made from the clean text");
    DocumentReport {
        document,
        repaired: Some(text),
        repairs,
        cluster: None,
        role: Role::Unique,
        spun_score: 21.333_333_333,
        damage: Some(Damage::Spun),
        language_known: true,
    }
}

fn plain(document: Document) -> DocumentReport {
    DocumentReport {
        document,
        repaired: None,
        repairs: Vec::new(),
        cluster: None,
        role: Role::Unique,
        spun_score: 0.0,
        damage: None,
        language_known: true,
    }
}

/// The run. Its first document has five repairs: two are pending, two applied, one is flagged only.
pub(super) fn run() -> RunReport {
    let first = |text, doc, quote| witness(doc, text, "first", quote, Stance::For);
    let spun = document(
        "spun.txt",
        SPUN,
        None,
        &[
            ("a\u{301}", "á", "char.nfc"),
            ("\u{a0}", " ", "space.exotic"),
            ("day.Ferries", "day. Ferries", "glue.sentence"),
            ("\nRead Next\nTen bridges you must see\nPost a Comment", "", "segment.boilerplate"),
        ],
    );
    let spun = propose(
        spun,
        vec![
            Proposal {
                before: "metropolis",
                after: "city",
                kind: RepairKind::Synonym,
                confidence: 0.78,
                band: Band::Medium,
                verdict: Verdict::Pending,
                witnesses: vec![witness(
                    "sibling.txt",
                    SIBLING,
                    "city",
                    "The city council voted on Tuesday",
                    Stance::For,
                )],
            },
            Proposal {
                before: "Harbour Span",
                after: "Harbour Bridge",
                kind: RepairKind::Name,
                confidence: 0.61,
                band: Band::Medium,
                verdict: Verdict::Pending,
                witnesses: vec![
                    witness(
                        "sibling.txt",
                        SIBLING,
                        "Harbour Bridge",
                        "to close the Harbour Bridge for two years",
                        Stance::For,
                    ),
                    witness(
                        "z/other.txt",
                        OTHER,
                        "Harbour Span",
                        "confirmed by the Harbour Span society",
                        Stance::Against,
                    ),
                ],
            },
            Proposal {
                before: "showtime reported",
                after: "first reported",
                kind: RepairKind::Synonym,
                confidence: 0.966_666_7,
                band: Band::High,
                verdict: Verdict::Accepted,
                witnesses: vec![
                    first(SIBLING, "sibling.txt", "years, as first reported by The Morning Post."),
                    first(OTHER, "z/other.txt", "It was first reported by The Morning Post, a local paper"),
                ],
            },
            Proposal {
                before: "The Morning Mail",
                after: "The Morning Post",
                kind: RepairKind::Name,
                confidence: 0.97,
                band: Band::High,
                verdict: Verdict::Accepted,
                witnesses: vec![witness(
                    "sibling.txt",
                    SIBLING,
                    "The Morning Post",
                    "as first reported by The Morning Post.",
                    Stance::For,
                )],
            },
            Proposal {
                before: "Gál",
                after: "Gall",
                kind: RepairKind::Name,
                confidence: 0.2,
                band: Band::Low,
                verdict: Verdict::Rejected,
                witnesses: vec![witness("sibling.txt", SIBLING, "Gál", "said Mayor Ruth Gál.", Stance::Against)],
            },
        ],
    );
    let mut kept = plain(document("sibling.txt", SIBLING, None, &[]));
    (kept.cluster, kept.role) = (Some(0), Role::Kept);
    let mut copy = document("wire-7", SIBLING, Some(7), &[]);
    copy.raw.fields.insert("title".into(), "Council shuts <b>Harbour</b> Bridge".into());
    copy.raw.fields.insert("edits".into(), "from an earlier run".into());
    let mut copy = plain(copy);
    (copy.cluster, copy.role) = (Some(0), Role::Duplicate);
    let hostile = document(
        "../../x<y>",
        HOSTILE,
        None,
        &[("<script>", "", "test.<rule>"), ("& \"quotes\" \u{202e}txt.exe\u{202c} \u{7}", "", "segment.boilerplate")],
    );
    let long = "w".repeat(10_000);
    let long = document("long", &long, None, &[(&long, "w", "segment.boilerplate")]);
    let link = |a: &str, b: &str, relation, similarity| Link {
        a: a.into(),
        b: b.into(),
        relation,
        similarity,
        jaccard: similarity,
        containment_a: similarity,
        containment_b: similarity,
        passages: vec![PassagePair { a: Span::new(0, 8), b: Span::new(2, 10) }],
    };
    RunReport {
        documents: vec![
            spun,
            kept,
            copy,
            plain(document("z/other.txt", OTHER, None, &[])),
            plain(hostile),
            plain(long),
        ],
        links: vec![
            link("sibling.txt", "spun.txt", Relation::Sibling, 1.0 / 3.0),
            link("sibling.txt", "wire-7", Relation::Exact, 1.0),
        ],
        clusters: vec![Cluster {
            cluster: "sibling.txt".into(),
            members: vec!["sibling.txt".into(), "wire-7".into()],
            kept: "sibling.txt".into(),
        }],
        failures: vec![Failure {
            origin: Origin { input: "wire.jsonl".into(), line: Some(9) },
            message: "wire.jsonl line 9: <broken> at byte 3: write one object a line".into(),
        }],
        skipped: Vec::new(),
        timings: vec![Timing { stage: "read".into(), wall_ms: 3 }],
        ..RunReport::default()
    }
}
