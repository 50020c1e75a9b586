use std::fmt::Write;

use super::{Record, document, is_page};
use crate::model::{Origin, RawDocument};

fn read(page: impl Into<Vec<u8>>) -> Record {
    document(page.into(), "page.html".into(), Origin { input: "page.html".into(), line: None })
}

fn article(page: impl Into<Vec<u8>>) -> RawDocument {
    match read(page) {
        Record::Document(document) => document,
        other => panic!("no document: {other:?}"),
    }
}

const PARAGRAPHS: [&str; 3] = [
    "The council closed the harbour bridge on Monday after divers found cracks in two of its four piers, and said it would stay closed for the summer.",
    "Engineers had warned in March that the piers would not stand another winter, the mayor said, but the money for the repair was not there until now.",
    "Buses will go by the old road along the river, which takes twenty minutes longer; a ferry for those on foot runs every half hour from the fish market.",
];

fn page(head: &str) -> String {
    let [first, second, third] = PARAGRAPHS;
    format!(
        r##"<!doctype html><html lang="en-GB"><head><title>Harbour Bridge Closed for the Summer | Daily Gull</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
<div class="cookie-banner"><p>We use cookies to make this page better for you and for those who pay us for it.</p></div>
<main><article><h1>Harbour Bridge Closed for the Summer</h1>
<div class="article__body"><p>{first}</p><figure><img src="b.jpg"><figcaption>The bridge on Sunday</figcaption></figure>
<p>{second}<p>{third}
<ul><li>Line 4: every ten minutes<li>Line 7: every half hour</ul>
<div class="related-posts"><p><a href="/1">Ten more bridges that may not last</a></p></div></div></article></main>
<footer><p>All rights reserved by the Daily Gull and its many owners</p></footer><script>track("everything")</script></body></html>"##
    )
}

#[test]
fn the_article_is_kept_and_the_page_is_not() {
    let document = article(page(""));
    for paragraph in PARAGRAPHS {
        assert!(
            document.text.split("\n\n").any(|found| found == paragraph),
            "{:?} lost in {:?}",
            paragraph,
            document.text
        );
    }
    assert!(document.text.contains("Line 4: every ten minutes\nLine 7: every half hour"), "{:?}", document.text);
    for other in ["Home", "cookies", "on Sunday", "may not last", "rights", "track", "Harbour Bridge Closed"] {
        assert!(!document.text.contains(other), "{other:?} is left in {:?}", document.text);
    }
    assert_eq!(document.field("title"), Some("Harbour Bridge Closed for the Summer"), "from <title>, without the site");
    assert_eq!(document.field("language"), Some("en-GB"));
    assert_eq!(document.fields.keys().collect::<Vec<_>>(), ["title", "language"]);
}

#[test]
fn facts_come_from_the_most_deliberate_source() {
    let head = r#"<meta property="og:title" content="Bridge &amp; ferry"><meta property="og:site_name" content="Daily Gull">
<meta name="author" content="A. Nother"><meta property="article:published_time" content="2019-05-06T07:00:00+01:00">
<link rel="canonical" href="https://gull.example/bridge"><meta property="og:url" content="https://gull.example/bridge?x=1">"#;
    let document = article(page(head));
    let of = |name: &str| document.field(name).unwrap_or_default().to_owned();
    assert_eq!(
        ["title", "byline", "date", "language", "source", "url"].map(of),
        [
            "Bridge & ferry",
            "A. Nother",
            "2019-05-06T07:00:00+01:00",
            "en-GB",
            "Daily Gull",
            "https://gull.example/bridge"
        ]
    );

    let json = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"no"},
{"@type":["NewsArticle"],"headline":"Bridge shut &#8211; ferry runs","author":[{"name":"Ann One"},{"name":"Bea Two"}],
"datePublished":"2019-05-06","publisher":{"name":"Gull Media"}}]}</script>"#;
    let document = article(page(&format!("<script type='application/ld+json'>{{broken</script>{head}{json}")));
    let of = |name: &str| document.field(name).unwrap_or_default().to_owned();
    assert_eq!(
        ["title", "byline", "date", "source"].map(of),
        ["Bridge shut – ferry runs", "Ann One, Bea Two", "2019-05-06", "Daily Gull"]
    );
}

#[test]
fn a_declaration_is_believed_where_there_would_be_a_guess() {
    let said = |declaration: &str, word: &[u8]| {
        let head = format!("<html><head>{declaration}</head><body><p>").into_bytes();
        let document = article([&head, word, b"</p></body></html>"].concat());
        (document.text, document.encoding)
    };
    let metas = [
        r#"<meta charset="windows-1251">"#,
        r#"<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset=windows-1251">"#,
        r#"<!-- <meta charset="koi8-r"> --><meta charset=cp1251>"#,
    ];
    for meta in metas {
        assert_eq!(said(meta, b"\xcc\xe8\xf0"), ("Мир".into(), "windows-1251"), "{meta}");
    }
    assert_eq!(said(metas[0], "Мир".as_bytes()), ("Мир".into(), "utf-8"), "valid UTF-8 wins");
    assert_eq!(
        said("<meta charset=iso-8859-1>", b"\x93caf\xe9\x94"),
        ("“café”".into(), "windows-1252"),
        "as browsers read it"
    );
    assert_eq!(said("<meta charset=iso-2022-jp>", b"\x1b$B@/\x1b(B"), ("政".into(), "iso-2022-jp"));
    assert_eq!(said("<meta charset=no-such>", b"caf\xe9").1, "windows-1252", "a guess");
    let xhtml = b"<?xml version='1.0' encoding='iso-8859-2'?><html><body><p>\xb3\xf3d\xbc</p></body></html>";
    assert_eq!((article(*xhtml).text, article(*xhtml).encoding), ("łódź".into(), "iso-8859-2"));
    let wide: Vec<u8> = "\u{feff}<p>naïve</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!((article(wide.clone()).text, article(wide).encoding), ("naïve".into(), "utf-16le"));
}

#[test]
fn a_page_without_text_fails_with_a_sentence() {
    for page in [
        "",
        "<html></html>",
        "<html><head><title>App</title></head><body><div id=app></div><script>run()</script>",
        "  \n",
    ] {
        let Record::Failed(failure) = read(page) else { panic!("{page:?} has no text") };
        assert!(failure.message.starts_with("page.html: the page has no text"), "{}", failure.message);
    }
}

#[test]
fn broken_pages_are_read() {
    assert_eq!(article("just text, no tag").text, "just text, no tag");
    assert_eq!(article("</div></p><p>one<p>two</b></i><table><tr><td>a<td>b").text, "one\n\ntwo\n\na b");
    assert_eq!(article("<body><pre>a  b\nc</pre>").text, "a  b\nc");
    assert_eq!(article("<p>cut <b>of").text, "cut of");
    assert!(article("<p>a \u{0} b <![CDATA[ c").text.starts_with("a "));
}

/// Runs `work` on a small stack, as the threads of a pipeline have.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap();
}

#[test]
fn what_nests_without_end_is_read_as_it_is_seen() {
    on_a_small_stack(|| {
        let nested =
            format!("<script>no</script><p>before</p>{}deep{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(article(nested).text, "before\n\ndeep");
        let quotes = format!("{}x", "<blockquote><b class=a>".repeat(50_000));
        assert_eq!(article(quotes).text, "x");
        // The elements are opened again in every paragraph: two thousand times five hundred
        // elements.
        let mut bold = String::new();
        for at in 0..2000 {
            write!(bold, "<p><b class={at}>{at} ").unwrap();
        }
        assert!(article(bold).text.starts_with("0\n\n1\n\n2\n\n"));
    });
}

#[test]
fn nesting_as_deep_as_is_allowed_does_not_overflow() {
    on_a_small_stack(|| {
        let text = PARAGRAPHS.map(|paragraph| format!("<p>{paragraph}</p>")).concat();
        let page = format!("{}{text}{}", "<div>".repeat(500), "</div>".repeat(500));
        assert!(PARAGRAPHS.iter().all(|paragraph| article(page.clone()).text.contains(paragraph)));
    });
}

#[test]
fn only_what_is_plainly_a_page_is_one() {
    for page in [
        "<!DOCTYPE html>",
        "\u{feff} <html lang=en>",
        "<?xml version='1.0'?>\n<!-- saved --><!doctype html><p>",
        "<head>",
    ] {
        assert!(is_page(page.as_bytes()), "{page}");
    }
    for text in [
        "",
        "<",
        "<b>Bold</b> moves",
        "<htmlx>",
        "He wrote <html> first",
        "<!-- a comment",
        "<?xml version='1.0'?><rss>",
    ] {
        assert!(!is_page(text.as_bytes()), "{text}");
    }
}
