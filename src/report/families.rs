//! Families: groups of documents that are connected by links of any relation. A document's
//! witnesses are members of its family.

use std::collections::HashMap;

use crate::model::{DisjointSets, RunReport};

/// The families of a run. Documents are given by their indices in the run.
#[derive(Debug)]
pub(super) struct Families<'r> {
    /// The families of two or more documents. Members are in ascending order, and families are in
    /// the order of their first members.
    pub all: Vec<Vec<usize>>,
    /// For each document, the index of its family in `all`; `None` if it has no links.
    pub of: Vec<Option<usize>>,
    /// For each document its links: the index of the link in the report, and the other document.
    pub links: Vec<Vec<(usize, usize)>>,
    /// The index of each document, by its id.
    pub index: HashMap<&'r str, usize>,
}

impl<'r> Families<'r> {
    /// Finds the families of a run.
    pub(super) fn of(report: &'r RunReport) -> Self {
        let index: HashMap<&str, usize> =
            report.documents.iter().enumerate().map(|(at, document)| (&*document.document.raw.id, at)).collect();
        let count = report.documents.len();
        let mut links = vec![Vec::new(); count];
        let mut tied = DisjointSets::new(count);
        for (number, link) in report.links.iter().enumerate() {
            let (Some(&a), Some(&b)) = (index.get(&*link.a), index.get(&*link.b)) else { continue };
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
        Families { all, of, links, index }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn links_of_any_relation_make_a_family() {
        let report = fixture::run();
        let families = Families::of(&report);
        assert_eq!(families.all, [[0, 1, 2]], "spun, its sibling, and the sibling's copy");
        assert_eq!(families.of, [Some(0), Some(0), Some(0), None, None, None]);
        assert_eq!(families.links[1].iter().map(|link| link.1).collect::<Vec<_>>(), [0, 2]);
    }
}
