//! The state of a review and the effect of each key, without a terminal.

use std::collections::BTreeMap;

use unspin::model::{Decision, Verdict};
use unspin::report::Proposal;

/// A key that a review handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// A character, as typed.
    Char(char),
    /// The arrow up.
    Up,
    /// The arrow down.
    Down,
    /// The key that ends a search.
    Enter,
    /// The key that cancels a search.
    Escape,
    /// The key that deletes a character.
    Backspace,
}

/// What the caller must do after a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Show the screen.
    Show,
    /// Save the decisions, then show the screen.
    Save,
    /// End the review.
    Quit,
}

/// The keys and their effects, for the help screen.
pub(super) const KEYS: [(&str, &str); 11] = [
    ("a", "accept"),
    ("x", "reject"),
    ("space", "leave for later"),
    ("u", "undo"),
    ("A", "accept all repairs with the same words"),
    ("X", "reject all repairs with the same words"),
    ("j", "next"),
    ("k", "previous"),
    ("/", "search"),
    ("?", "this help"),
    ("q", "quit; every decision is saved at once"),
];

/// A verdict and the name of the reviewer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ruling {
    verdict: Verdict,
    by: String,
}

/// A review in progress.
#[derive(Debug)]
pub(super) struct Session {
    /// The repairs: pending ones first, then accepted, then rejected; in each group least certain first.
    items: Vec<Proposal>,
    /// Verdicts by place in `items`.
    decided: BTreeMap<usize, Ruling>,
    /// Decisions on repairs that this run does not have; they are saved unchanged.
    foreign: Vec<Decision>,
    /// The changes of each step, with the state before.
    undo: Vec<Vec<(usize, Option<Ruling>)>>,
    /// The name of the reviewer.
    by: String,
    /// Places in `items` of the repairs that match the search.
    shown: Vec<usize>,
    /// The current place in `shown`.
    at: usize,
    /// The words of the search.
    search: String,
    /// Whether the search is being typed.
    typing: bool,
    /// Whether the help is shown.
    help: bool,
    /// The message about the last key.
    message: String,
}

impl Session {
    /// A review of these repairs that starts with earlier decisions.
    pub(super) fn new(mut items: Vec<Proposal>, earlier: Vec<Decision>, by: String) -> Self {
        let rank = |item: &Proposal| match item.repair.verdict {
            Verdict::Pending => 0,
            Verdict::Accepted => 1,
            Verdict::Rejected => 2,
        };
        items.sort_by(|a, b| rank(a).cmp(&rank(b)).then(a.repair.confidence.total_cmp(&b.repair.confidence)));
        let places: BTreeMap<String, usize> =
            items.iter().enumerate().map(|(at, item)| (item.repair.id.clone(), at)).collect();
        let mut decided = BTreeMap::new();
        let mut foreign = Vec::new();
        for decision in earlier {
            match places.get(&decision.id) {
                Some(&at) => {
                    decided.insert(at, Ruling { verdict: decision.verdict, by: decision.by });
                }
                None => foreign.push(decision),
            }
        }
        let shown = (0..items.len()).collect();
        let message = match decided.len() {
            0 => "press ? for the keys".to_owned(),
            count => format!("{count} decided before"),
        };
        let mut session = Session {
            items,
            decided,
            foreign,
            undo: Vec::new(),
            by,
            shown,
            at: 0,
            search: String::new(),
            typing: false,
            help: false,
            message,
        };
        session.at = session.open_from(0).unwrap_or(0);
        session
    }

    /// The current repair; `None` if no repair matches the search.
    pub(super) fn current(&self) -> Option<&Proposal> {
        self.shown.get(self.at).map(|&place| &self.items[place])
    }

    /// The decision on the current repair.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.shown.get(self.at).and_then(|place| self.decided.get(place)).map(|word| word.verdict)
    }

    /// The number of the current repair among the shown ones, from one, and how many are shown.
    pub(super) fn position(&self) -> (usize, usize) {
        (if self.shown.is_empty() { 0 } else { self.at + 1 }, self.shown.len())
    }

    /// How many repairs were accepted, rejected and left for later.
    pub(super) fn counts(&self) -> (usize, usize, usize) {
        let count = |verdict| self.decided.values().filter(|word| word.verdict == verdict).count();
        (count(Verdict::Accepted), count(Verdict::Rejected), count(Verdict::Pending))
    }

    /// The words of the search, if there is one or it is being typed.
    pub(super) fn search(&self) -> Option<&str> {
        (self.typing || !self.search.is_empty()).then_some(&self.search)
    }

    /// Whether a search is being typed.
    pub(super) fn typing(&self) -> bool {
        self.typing
    }

    /// Whether the help is shown.
    pub(super) fn help(&self) -> bool {
        self.help
    }

    /// The message about the last key.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    /// All decisions, to be saved: those of other runs first, then by document and place.
    pub(super) fn decisions(&self) -> Vec<Decision> {
        let mut own: Vec<(&Proposal, &Ruling)> =
            self.decided.iter().map(|(&at, word)| (&self.items[at], word)).collect();
        let place = |item: &Proposal| (item.repair.doc.clone(), item.repair.original.start, item.repair.id.clone());
        own.sort_by_cached_key(|(item, _)| place(item));
        let own = own.into_iter().map(|(item, word)| Decision::on(&item.repair, word.verdict, &*word.by));
        self.foreign.iter().cloned().chain(own).collect()
    }

    /// Handles a key.
    pub(super) fn press(&mut self, key: Key) -> Effect {
        if self.typing {
            self.type_search(key);
            return Effect::Show;
        }
        if self.help {
            self.help = false;
            return if key == Key::Char('q') { Effect::Quit } else { Effect::Show };
        }
        self.message.clear();
        match key {
            Key::Char('q') => return Effect::Quit,
            Key::Char('a') => return self.judge(Verdict::Accepted),
            Key::Char('x') => return self.judge(Verdict::Rejected),
            Key::Char(' ') => return self.judge(Verdict::Pending),
            Key::Char('A') => return self.judge_alike(Verdict::Accepted),
            Key::Char('X') => return self.judge_alike(Verdict::Rejected),
            Key::Char('u') => return self.undo_step(),
            Key::Char('j') | Key::Down | Key::Enter => self.at = (self.at + 1).min(self.shown.len().saturating_sub(1)),
            Key::Char('k') | Key::Up => self.at = self.at.saturating_sub(1),
            Key::Char('/') => self.typing = true,
            Key::Char('?') => self.help = true,
            Key::Escape => {
                self.search.clear();
                self.find();
            }
            Key::Char(_) | Key::Backspace => self.message = "press ? for the keys".into(),
        }
        Effect::Show
    }

    fn type_search(&mut self, key: Key) {
        self.message.clear();
        match key {
            Key::Char(c) => self.search.push(c),
            Key::Backspace => {
                self.search.pop();
            }
            Key::Escape => {
                self.search.clear();
                self.typing = false;
            }
            Key::Enter => self.typing = false,
            Key::Up | Key::Down => {}
        }
        self.find();
    }

    /// Shows the repairs that contain every word of the search, and keeps the current one if possible.
    fn find(&mut self) {
        let current = self.shown.get(self.at).copied();
        let words: Vec<String> = self.search.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let matches = |item: &Proposal| {
            let (left, right) = item.sentence.as_ref().map_or(("", ""), |(left, right)| (left, right));
            let text = [
                left,
                &item.repair.before,
                right,
                &item.repair.after,
                &item.repair.doc,
                item.repair.band.name(),
                item.repair.kind.name(),
            ];
            let text = text.join("\n").to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.shown = (0..self.items.len()).filter(|&place| matches(&self.items[place])).collect();
        self.at = current.and_then(|place| self.shown.iter().position(|other| *other == place)).unwrap_or(0);
        if self.shown.is_empty() && !self.items.is_empty() {
            self.message = "no repair contains these words; Escape shows all".into();
        }
    }

    /// The first undecided repair from `from` on.
    fn open_from(&self, from: usize) -> Option<usize> {
        (from..self.shown.len()).find(|&at| !self.decided.contains_key(&self.shown[at]))
    }

    fn judge(&mut self, verdict: Verdict) -> Effect {
        let Some(&place) = self.shown.get(self.at) else { return Effect::Show };
        self.set(&[place], verdict);
        self.message = describe(verdict, &self.items[place]);
        self.advance();
        Effect::Save
    }

    /// Moves to the next undecided repair, or else to the next one.
    fn advance(&mut self) {
        let last = self.shown.len().saturating_sub(1);
        self.at = self.open_from(self.at).unwrap_or((self.at + 1).min(last));
    }

    fn judge_alike(&mut self, verdict: Verdict) -> Effect {
        let Some(current) = self.current() else { return Effect::Show };
        let key =
            |item: &Proposal| (item.repair.kind, item.repair.before.to_lowercase(), item.repair.after.to_lowercase());
        let wanted = key(current);
        let places: Vec<usize> = (0..self.items.len()).filter(|&place| key(&self.items[place]) == wanted).collect();
        self.message = format!("{}: all {}; press u to undo", describe(verdict, current), places.len());
        self.set(&places, verdict);
        self.advance();
        Effect::Save
    }

    fn set(&mut self, places: &[usize], verdict: Verdict) {
        let mut step = Vec::new();
        for &place in places {
            step.push((place, self.decided.insert(place, Ruling { verdict, by: self.by.clone() })));
        }
        self.undo.push(step);
    }

    fn undo_step(&mut self) -> Effect {
        let Some(step) = self.undo.pop() else {
            self.message = "nothing to undo".into();
            return Effect::Show;
        };
        self.message = format!("undone: {}", step.len());
        let first = step.first().map(|change| change.0);
        for (place, before) in step {
            match before {
                Some(word) => self.decided.insert(place, word),
                None => self.decided.remove(&place),
            };
        }
        if let Some(at) = self.shown.iter().position(|&place| Some(place) == first) {
            self.at = at;
        }
        Effect::Save
    }
}

fn describe(verdict: Verdict, item: &Proposal) -> String {
    let word = match verdict {
        Verdict::Accepted => "accepted",
        Verdict::Rejected => "rejected",
        Verdict::Pending => "left for later",
    };
    format!("{word}: {} → {}", item.repair.before, item.repair.after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(id: &str, before: &str, after: &str, verdict: &str, confidence: f64) -> Proposal {
        let row = serde_json::json!({
            "id": id, "doc": "story.txt", "start": 3, "end": 9, "before": before, "after": after, "kind": "synonym",
            "confidence": confidence, "band": "medium", "verdict": verdict, "by": "band", "witnesses": [],
        });
        serde_json::from_value(row).expect("the row has every field")
    }

    fn session() -> Session {
        let items = vec![
            item("sure", "volition", "will", "accepted", 0.95),
            item("b", "showtime", "first", "pending", 0.7),
            item("a", "metropolis", "city", "pending", 0.6),
            item("c", "Showtime", "First", "pending", 0.8),
        ];
        Session::new(items, Vec::new(), "Ann".into())
    }

    fn press(session: &mut Session, keys: &str) -> Effect {
        keys.chars().map(|key| session.press(Key::Char(key))).last().expect("a key is pressed")
    }

    fn at(session: &Session) -> &str {
        &session.current().expect("a repair is shown").repair.id
    }

    fn verdicts(session: &Session) -> Vec<(String, Verdict)> {
        let mut all: Vec<_> = session.decisions().into_iter().map(|decision| (decision.id, decision.verdict)).collect();
        all.sort();
        all
    }

    #[test]
    fn pending_repairs_come_first_and_each_decision_moves_on() {
        let mut session = session();
        assert_eq!(at(&session), "a");
        assert_eq!(press(&mut session, "a"), Effect::Save);
        assert_eq!(at(&session), "b");
        press(&mut session, "x ");
        assert_eq!(at(&session), "sure", "applied repairs follow the pending ones");
        assert_eq!(session.counts(), (1, 1, 1));
        assert_eq!(session.decisions()[0].by, "Ann");
        assert_eq!(press(&mut session, "jjj"), Effect::Show);
        assert_eq!(at(&session), "sure", "the last repair is the end");
        press(&mut session, "k");
        assert_eq!((at(&session), session.verdict()), ("c", Some(Verdict::Pending)));
    }

    #[test]
    fn repairs_of_the_same_words_in_any_case_are_decided_and_undone_together() {
        let mut session = session();
        press(&mut session, "jA");
        assert_eq!(verdicts(&session), [("b".to_owned(), Verdict::Accepted), ("c".to_owned(), Verdict::Accepted)]);
        assert!(session.message().contains("all 2"), "{}", session.message());
        press(&mut session, "u");
        assert_eq!((verdicts(&session), at(&session)), (Vec::new(), "b"));
        press(&mut session, "u");
        assert_eq!(session.message(), "nothing to undo");
    }

    #[test]
    fn undo_restores_the_earlier_decision() {
        let mut session = session();
        press(&mut session, "akx");
        assert_eq!(session.counts(), (0, 1, 0));
        press(&mut session, "u");
        assert_eq!(session.counts(), (1, 0, 0));
    }

    #[test]
    fn a_search_shows_the_repairs_that_contain_all_its_words() {
        let mut session = session();
        press(&mut session, "/showt medium");
        assert!(session.typing(), "letters are letters while a search is typed");
        assert_eq!(session.position(), (1, 2));
        session.press(Key::Enter);
        press(&mut session, "a");
        assert_eq!(verdicts(&session), [("b".to_owned(), Verdict::Accepted)]);
        press(&mut session, "/zzz");
        assert!(session.message().starts_with("no repair contains"), "{}", session.message());
        session.press(Key::Escape);
        assert_eq!((session.message(), session.position().1), ("", 4), "the message disappears");
        press(&mut session, "/zzz");
        assert_eq!((session.position(), session.current().is_none()), ((0, 0), true));
        assert_eq!(session.press(Key::Enter), Effect::Show);
        assert_eq!(press(&mut session, "aAxj"), Effect::Show, "hidden repairs are not decided");
        session.press(Key::Escape);
        assert_eq!(session.position().1, 4);
    }

    #[test]
    fn earlier_decisions_and_those_of_other_runs_are_kept() {
        let mut first = session();
        press(&mut first, "a");
        let mut earlier = first.decisions();
        earlier.push(Decision { id: "elsewhere".into(), ..earlier[0].clone() });
        let again = Session::new(
            vec![item("a", "metropolis", "city", "pending", 0.6), item("d", "x", "y", "pending", 0.9)],
            earlier,
            "Bo".into(),
        );
        assert_eq!(at(&again), "d", "the review starts with an undecided repair");
        assert_eq!(
            verdicts(&again),
            [("a".to_owned(), Verdict::Accepted), ("elsewhere".to_owned(), Verdict::Accepted)]
        );
    }

    #[test]
    fn any_key_closes_the_help_and_an_empty_run_can_be_left() {
        let mut session = session();
        press(&mut session, "?");
        assert!(session.help());
        assert_eq!(press(&mut session, "a"), Effect::Show, "the key that closes the help does nothing else");
        assert!(!session.help() && session.counts() == (0, 0, 0));
        let mut empty = Session::new(Vec::new(), Vec::new(), "Ann".into());
        assert_eq!(press(&mut empty, "aAujk x"), Effect::Show);
        assert_eq!(press(&mut empty, "q"), Effect::Quit);
    }
}
