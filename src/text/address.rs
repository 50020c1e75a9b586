//! Addresses in running text: web and mail addresses, bare domains, handles.

use super::scripts::is_unspaced;

/// The longest name of a mailbox or a host, in bytes (RFC 5321, 4.5.3.1). Longer runs are no
/// addresses.
const MAX_RUN_BYTES: usize = 64 + 1 + 255;

/// Top-level domains that make a bare domain out of `name.tld` in running text: the ten that most
/// sites of news link to, and country codes. Codes that are English words (`in`, `it`, `is`, `at`,
/// `to`, `so`, `no`, `me`, `be`, `us`, `my`, `do`) are missing: "with him.it was" is a lost space
/// more often than a host.
const TOP_LEVELS: &[&str] = &[
    "ae", "ai", "app", "ar", "au", "biz", "blog", "br", "ca", "ch", "cl", "cn", "co", "com", "cz", "de", "dev", "dk",
    "edu", "es", "eu", "fi", "fm", "fr", "gg", "gov", "gr", "hk", "hu", "ie", "il", "info", "int", "io", "ir", "jp",
    "ke", "kr", "ly", "mil", "mx", "net", "news", "ng", "nl", "nz", "online", "org", "ph", "pk", "pl", "pt", "ro",
    "ru", "sa", "se", "sg", "sk", "tr", "tv", "tw", "ua", "uk", "vn", "xyz", "za",
];

/// The end of a web address with a scheme: letters from `start` to the colon at `colon`, then `//`.
pub(crate) fn url(text: &str, start: usize, colon: usize) -> Option<usize> {
    let scheme = text.as_bytes().get(start..colon)?;
    let is_scheme = scheme.len() <= 10 && scheme.iter().all(u8::is_ascii_alphabetic);
    if !is_scheme || !text[colon..].starts_with("://") {
        return None;
    }
    let end = tail_end(text, colon + 3);
    (end > colon + 3).then_some(end)
}

/// The end of the run of bytes from `start` on that a mailbox or a host can be made of, cut off
/// when it is too long.
pub(crate) fn run_end(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b'@');
    start + bytes.iter().take(MAX_RUN_BYTES + 1).take_while(|byte| is_part(byte)).count()
}

/// The end of the mail address or bare domain in `start..end`, a run as [`run_end`] gives it.
pub(crate) fn mail_or_domain(text: &str, start: usize, end: usize) -> Option<usize> {
    let next = text.as_bytes().get(end).copied().unwrap_or(b' ');
    if end - start > MAX_RUN_BYTES || next >= 0x80 && text[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let run = text[start..end].trim_end_matches(['.', '-', '_', '+', '@']);
    let end = start + run.len();
    if let Some((name, host)) = run.split_once('@') {
        let is_mail = !name.is_empty() && labels(host)? >= 2 && top_level(host).len() >= 2;
        return is_mail.then_some(end);
    }
    let has_path = matches!(text.as_bytes().get(end), Some(b'/'));
    let known = |top: &str| {
        TOP_LEVELS.binary_search(&top).is_ok()
            || top.len() >= 2 && (has_path && top.len() <= 3 || run.starts_with("www.") && top.len() <= 8)
    };
    let top = top_level(run);
    let shouted = run.bytes().all(|byte| !byte.is_ascii_lowercase());
    let is_host = labels(run)? >= 2 && !top.is_empty() && (known(top) || shouted && top == "COM");
    is_host.then(|| tail_of_host(text, end))
}

/// The end of a handle whose name begins at `start`.
pub(crate) fn handle_end(text: &str, start: usize) -> usize {
    let bytes = &text.as_bytes()[start..];
    start + bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
}

/// How many labels a host has; `None` if one is empty or holds what no host holds.
fn labels(host: &str) -> Option<usize> {
    host.split('.').try_fold(0, |count, label| {
        let fits = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        fits.then_some(count + 1)
    })
}

/// The last label of a host if it is written in letters, in lower case or wholly in upper case;
/// else nothing.
fn top_level(host: &str) -> &str {
    let top = host.rsplit('.').next().unwrap_or("");
    let lower = top.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = top.bytes().all(|byte| byte.is_ascii_uppercase());
    if lower || upper { top } else { "" }
}

/// The end of the port and path after a host that ends at `at`.
fn tail_of_host(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    if bytes.get(at) == Some(&b':') {
        let digits = bytes[at + 1..].iter().take(5).take_while(|byte| byte.is_ascii_digit()).count();
        end = if digits > 0 { at + 1 + digits } else { at };
    }
    match bytes.get(end) {
        Some(b'/') => tail_end(text, end).max(end + 1),
        Some(b'?' | b'#') => tail_end(text, end).max(end),
        _ => end,
    }
}

/// The end of a web address's tail from `start` on: up to a space, a quote or a letter of a script
/// without spaces, less the punctuation of the sentence around it. A closing bracket stays if the
/// tail opens one.
fn tail_end(text: &str, start: usize) -> usize {
    let stops = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»' | '|' | '{' | '}' | '`')
            || !c.is_ascii() && (!c.is_alphanumeric() || is_unspaced(c) || c as u32 >= 0x2E80)
    };
    let tail = &text[start..];
    let mut tail = &tail[..tail.find(stops).unwrap_or(tail.len())];
    let opened = tail.bytes().filter(|&byte| byte == b'(').count();
    let mut closed = tail.bytes().filter(|&byte| byte == b')').count();
    loop {
        match tail.as_bytes().last() {
            Some(b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' | b'*') => tail = &tail[..tail.len() - 1],
            Some(b')') if closed > opened => {
                closed -= 1;
                tail = &tail[..tail.len() - 1];
            }
            _ => return start + tail.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn top_levels_are_sorted() {
        assert!(super::TOP_LEVELS.is_sorted());
    }
}
