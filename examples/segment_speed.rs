//! Scratch: speed of the stage.
use std::time::Instant;
use unspin::segment::*;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let texts: Vec<String> = std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mb = bytes as f64 / 1e6;
    for _ in 0..3 {
        let t = Instant::now();
        let n: usize = texts.iter().map(|t| lines(t, None).len()).sum();
        println!("lines {n} {:.0} MB/s", mb / t.elapsed().as_secs_f64());
        let t = Instant::now();
        let n: usize = texts.iter().map(|t| drop_furniture(t, &lines(t, None)).edits().len()).sum();
        println!("lines+drop {n} {:.0} MB/s", mb / t.elapsed().as_secs_f64());
        let t = Instant::now();
        let n: usize = texts.iter().map(|t| tokens(t).len()).sum();
        println!("tokens {n} {:.0} MB/s", mb / t.elapsed().as_secs_f64());
        let t = Instant::now();
        let n: usize = texts.iter().map(|t| sentences(t).len()).sum();
        println!("sentences {n} {:.0} MB/s", mb / t.elapsed().as_secs_f64());
    }
    if std::env::args().nth(2).is_some() {
        for unit in ["a", "\n", " ", "a\n", "Home\n", ".", ". ", "\"", "&", "é", "Share this article\n"] {
            let text = unit.repeat(50_000_000 / unit.len());
            let t = Instant::now();
            let l = lines(&text, None);
            drop_furniture(&text, &l);
            let a = t.elapsed();
            let t = Instant::now();
            let b = tokens(&text).len();
            let c = t.elapsed();
            let t = Instant::now();
            let d = sentences(&text).len();
            println!("{unit:?} lines {} {a:?} tokens {b} {c:?} sentences {d} {:?}", l.len(), t.elapsed());
        }
    }
}
