//! What the system can be asked to do.
