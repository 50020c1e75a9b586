//! Families: documents tied by links of any relation, so that people see who could bear witness for whom.

use std::collections::HashMap;

use crate::model::{DisjointSets, RunReport};

/// Who is tied to whom, by places of documents in the run.
#[derive(Debug)]
pub(super) struct Families<'r> {
    /// Families of two members or more: members in document order, families by their first member.
    pub all: Vec<Vec<usize>>,
    /// The family of each document, as a place in `all`.
    pub of: Vec<Option<usize>>,
    /// The links of each document, as places in the report's list of links, each with the other document.
    pub links: Vec<Vec<(usize, usize)>>,
    /// Each document's place by its id.
    pub place: HashMap<&'r str, usize>,
}

impl<'r> Families<'r> {
    /// Of a whole run.
    pub(super) fn of(report: &'r RunReport) -> Self {
        let place: HashMap<&str, usize> =
            report.documents.iter().enumerate().map(|(at, document)| (&*document.document.raw.id, at)).collect();
        let count = report.documents.len();
        let mut links = vec![Vec::new(); count];
        let mut tied = DisjointSets::new(count);
        for (number, link) in report.links.iter().enumerate() {
            let (Some(&a), Some(&b)) = (place.get(&*link.a), place.get(&*link.b)) else { continue };
            links[a].push((number, b));
            links[b].push((number, a));
            tied.join(a as u32, b as u32);
        }
        let all: Vec<Vec<usize>> =
            tied.groups().into_iter().map(|family| family.into_iter().map(|at| at as usize).collect()).collect();
        let mut of = vec![None; count];
        for (number, family) in all.iter().enumerate() {
            for &at in family {
                of[at] = Some(number);
            }
        }
        Families { all, of, links, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn links_of_any_relation_tie() {
        let report = fixture::run();
        let families = Families::of(&report);
        assert_eq!(families.all, [[0, 1, 2]], "spun, its sibling, and the sibling's copy");
        assert_eq!(families.of, [Some(0), Some(0), Some(0), None, None, None]);
        assert_eq!(families.links[1].iter().map(|link| link.1).collect::<Vec<_>>(), [0, 2]);
    }
}
