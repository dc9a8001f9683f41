//! The program: parse, hand over, exit.

fn main() {}
