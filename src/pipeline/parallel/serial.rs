//! The parallel iterators of rayon that the pipeline uses, on one thread.

/// An iterator with the methods of a parallel one.
pub(in crate::pipeline) struct Serial<I>(I);

/// Collections that give their items away.
pub(in crate::pipeline) trait IntoParallelIterator: IntoIterator + Sized {
    fn into_par_iter(self) -> Serial<Self::IntoIter> {
        Serial(self.into_iter())
    }
}

impl<C: IntoIterator> IntoParallelIterator for C {}

/// Slices that lend their items.
pub(in crate::pipeline) trait IntoParallelRefIterator<T> {
    fn par_iter(&self) -> Serial<std::slice::Iter<'_, T>>;
}

impl<T> IntoParallelRefIterator<T> for [T] {
    fn par_iter(&self) -> Serial<std::slice::Iter<'_, T>> {
        Serial(self.iter())
    }
}

impl<I: Iterator> Serial<I> {
    pub(in crate::pipeline) fn with_min_len(self, _: usize) -> Self {
        self
    }

    pub(in crate::pipeline) fn map<T>(self, make: impl FnMut(I::Item) -> T) -> Serial<impl Iterator<Item = T>> {
        Serial(self.0.map(make))
    }

    pub(in crate::pipeline) fn map_init<S, T>(
        self,
        init: impl FnOnce() -> S,
        mut make: impl FnMut(&mut S, I::Item) -> T,
    ) -> Serial<impl Iterator<Item = T>> {
        let mut state = init();
        Serial(self.0.map(move |item| make(&mut state, item)))
    }

    pub(in crate::pipeline) fn filter(
        self,
        wanted: impl FnMut(&I::Item) -> bool,
    ) -> Serial<impl Iterator<Item = I::Item>> {
        Serial(self.0.filter(wanted))
    }

    pub(in crate::pipeline) fn zip<C: IntoIterator>(self, other: C) -> Serial<std::iter::Zip<I, C::IntoIter>> {
        Serial(self.0.zip(other))
    }

    pub(in crate::pipeline) fn collect<C: FromIterator<I::Item>>(self) -> C {
        self.0.collect()
    }

    /// One sum of all items, or the first error.
    pub(in crate::pipeline) fn try_fold<S, E>(
        mut self,
        init: impl FnOnce() -> S,
        add: impl FnMut(S, I::Item) -> Result<S, E>,
    ) -> Serial<std::iter::Once<Result<S, E>>> {
        Serial(std::iter::once(self.0.try_fold(init(), add)))
    }

    pub(in crate::pipeline) fn try_reduce<S, E>(
        mut self,
        init: impl FnOnce() -> S,
        mut merge: impl FnMut(S, S) -> Result<S, E>,
    ) -> Result<S, E>
    where
        I: Iterator<Item = Result<S, E>>,
    {
        self.0.try_fold(init(), |sum, item| merge(sum, item?))
    }
}

/// One call after the other.
pub(in crate::pipeline) fn join<A, B>(first: impl FnOnce() -> A, second: impl FnOnce() -> B) -> (A, B) {
    (first(), second())
}

pub(in crate::pipeline) fn current_num_threads() -> usize {
    1
}
