fn main() {
    for p in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&p).unwrap();
        let tok = unspin::segment::tokens(&t);
        let r = unspin::repair::triage(&t, &tok);
        println!("{p} {:.1} {:?}", r.spun_score, r.hits);
    }
}
