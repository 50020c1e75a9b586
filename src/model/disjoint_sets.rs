//! Disjoint sets of numbered things: who belongs together when pairs are joined one by one.

/// Disjoint sets of the numbers from zero up. Each set is named by its smallest member, its root.
///
/// Paths to a root are halved whenever one is followed, so that a series of joins takes logarithmic
/// time each.
#[derive(Debug, Clone)]
pub(crate) struct DisjointSets {
    parent: Vec<u32>,
    /// How many members a set has, at the place of its root.
    size: Vec<u32>,
}

impl DisjointSets {
    /// `count` sets of one member each.
    pub(crate) fn new(count: usize) -> Self {
        let count = u32::try_from(count).expect("fewer than four billion things are joined");
        DisjointSets { parent: (0..count).collect(), size: vec![1; count as usize] }
    }

    /// The smallest member of the set that holds `member`.
    pub(crate) fn root(&mut self, mut member: u32) -> u32 {
        while self.parent[member as usize] != member {
            let above = self.parent[self.parent[member as usize] as usize];
            self.parent[member as usize] = above;
            member = above;
        }
        member
    }

    /// How many members the set that holds `member` has.
    pub(crate) fn size(&mut self, member: u32) -> u32 {
        let root = self.root(member);
        self.size[root as usize]
    }

    /// Joins the sets of two members. Returns the root of the joined set and the one that it
    /// replaces; `None` if the two were in one set before.
    pub(crate) fn join(&mut self, x: u32, y: u32) -> Option<(u32, u32)> {
        let (x, y) = (self.root(x), self.root(y));
        let (root, replaced) = (x.min(y), x.max(y));
        if root == replaced {
            return None;
        }
        self.parent[replaced as usize] = root;
        self.size[root as usize] += self.size[replaced as usize];
        Some((root, replaced))
    }

    /// The sets of two members or more: the members of each in order, the sets by their first
    /// members.
    pub(crate) fn groups(mut self) -> Vec<Vec<u32>> {
        let mut members: Vec<(u32, u32)> =
            (0..self.parent.len() as u32).map(|member| (self.root(member), member)).collect();
        members.retain(|&(root, _)| self.size[root as usize] > 1);
        members.sort_unstable();
        let groups = members.chunk_by(|x, y| x.0 == y.0);
        groups.map(|group| group.iter().map(|&(_, member)| member).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_one_set() {
        let mut sets = DisjointSets::new(6);
        assert_eq!(sets.join(5, 3), Some((3, 5)));
        assert_eq!(sets.join(1, 0), Some((0, 1)));
        assert_eq!(sets.join(5, 1), Some((0, 3)));
        assert_eq!(sets.join(3, 0), None);
        assert_eq!((sets.root(5), sets.size(5), sets.size(2)), (0, 4, 1));
        assert_eq!(sets.groups(), [[0, 1, 3, 5]]);
    }
}
