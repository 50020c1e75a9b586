//! What the benches share.

#![allow(dead_code, reason = "each bench uses a part of it")]

pub mod cpu;
#[path = "../../tests/support/dice.rs"]
pub mod dice;
pub mod news;
pub mod patterns;
