//! Golden cases: results that a reader accepted, compared with what the program gives today.
