//! Conformance.
#![allow(clippy::print_stderr)]
use std::io::BufRead;
use unspin::config::{NormalizeConfig, Profile, QuoteStyle};
fn main() {
    let only = |name: &str| NormalizeConfig {
        only: vec![name.into()],
        ..NormalizeConfig::of(Profile::News, QuoteStyle::Keep)
    };
    let (nfc, nfkc) = (only("unicode.nfc"), only("unicode.nfkc"));
    let to = |config: &NormalizeConfig, t: &str| unspin::normalize::normalize(t, config).1;
    let (mut n, mut bad) = (0, 0);
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line.starts_with(['#', '@']) || line.is_empty() {
            continue;
        }
        let c: Vec<String> = line
            .split(';')
            .take(5)
            .map(|f| f.split(' ').map(|h| char::from_u32(u32::from_str_radix(h, 16).unwrap()).unwrap()).collect())
            .collect();
        n += 1;
        let ok = c[..3].iter().all(|t| to(&nfc, t) == c[1])
            && c[3..].iter().all(|t| to(&nfc, t) == c[3])
            && c.iter().all(|t| to(&nfkc, t) == c[3]);
        if !ok {
            bad += 1;
            if bad < 8 {
                eprintln!("{line}");
            }
        }
    }
    eprintln!("{n} lines, {bad} bad");
}
