//! The integration tests. They are one program, so that the library and its dependencies are linked once, and each file beside
//! this one is a module of it: `cargo test --test tests repair_laws::` runs one of them.

mod arrows;
mod bad_input;
mod cli;
mod cluster;
mod cluster_explain;
mod damage;
mod decisions;
mod dependencies;
mod determinism;
mod docs;
mod examples;
mod formats;
mod fuzz_corpus;
mod golden;
mod laws;
mod lexicon;
mod linear_time;
mod measures;
mod normalize;
mod normalize_laws;
mod readme;
mod repair;
mod repair_laws;
mod repairs_book;
mod rules_book;
mod segment_lines;
mod segment_sentences;
mod segment_site;
mod segment_tokens;
mod structure;
mod support;
mod tour;
mod undo;
mod unicode;
