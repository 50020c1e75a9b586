//! The sentence around a place, for people to read: no stage depends on where it ends.
