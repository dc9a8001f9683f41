//! The only door out: what each audience sees of a record.
