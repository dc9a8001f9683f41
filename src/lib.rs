//! Jalon: which settlements are dangerous and why, and whether rehoused families
//! are spread over ordinary neighbourhoods or gathered again.
//!
//! The rooms stand in the order in which a fact travels, from a shape on the ground
//! to a tile on a screen; a room imports only rooms on a lower floor
//! (`docs/ARCHITECTURE.md`, held by `tests/it/rooms.rs`).

pub mod spatial;
pub mod config;
pub mod domain;
pub mod hazard;
pub mod dispersal;
pub mod access;
pub mod formats;
pub mod tiles;
pub mod looks;
pub mod pictures;
pub mod store;
pub mod filter;
pub mod archive;
pub mod backup;
pub mod intake;
pub mod publish;
pub mod documents;
pub mod reports;
pub mod app;
pub mod http;
pub mod cli;
