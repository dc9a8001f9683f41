//! Settings from flags and environment, checked once.
