//! What the benches share.

#![allow(dead_code, reason = "each bench uses a part of it")]

pub(crate) mod cpu;
#[path = "../../tests/support/dice.rs"]
pub(crate) mod dice;
pub(crate) mod news;
pub(crate) mod patterns;
