//! The clean words whose substitutes are watched for.

/// Frequent words of little content, which every article holds.
#[rustfmt::skip]
pub(super) const WATCHED: &[&str] = &[
    "have", "has", "had", "be", "being", "been", "is", "was", "are", "were", "by", "as", "not", "we", "you", "us", "it",
    "he", "she", "they", "them", "me", "him", "her", "another", "more", "than", "first", "after", "law", "police", "web",
    "done", "similar", "because", "let", "part", "state", "government", "in", "on", "at", "of", "to", "for", "with", "from",
    "about", "over", "under", "no", "so", "some", "any", "all", "also", "but", "can", "will", "may", "might", "must",
    "should", "would", "could", "do", "does", "did", "this", "that", "these", "those", "there", "here", "then", "now",
    "when", "while", "where", "who", "what", "which", "how", "why", "just", "only", "very", "well", "still", "even", "back",
    "up", "down", "off", "out", "into", "before", "again", "other", "own", "both", "each", "few", "most", "much", "many",
    "or", "and", "if", "through", "between", "during", "without", "against",
];
