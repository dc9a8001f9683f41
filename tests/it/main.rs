//! One test binary for all doors and goldens: it links once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at its first surprise"
)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a skipped test says so"
)]

mod accounts;
mod asvs;
mod casework;
mod registers;
mod reports;
mod retention;
mod ranking_then;
mod here;
mod attachments;
mod backup;
mod cli;
mod connections;
mod differencing;
mod data_intake;
mod data_toulouse;
mod dispersal_cases;
mod dispersal_cli;
mod dispersal_files;
mod dispersal_index_docs;
mod dispersal_properties;
mod dispersal_report;
mod exports;
mod exchange;
mod webhooks;
mod golden_dispersal;
mod golden_dispersal_differences;
mod golden_dispersal_groups;
mod golden_dispersal_inference;
mod golden_dispersal_library;
mod golden_dispersal_places;
mod golden_geometry;
mod golden_raster;
mod golden_scoring;
mod grids;
mod http;
mod methods;
mod metrics;
mod ogc;
mod data_formats;
mod hostile_files;
mod looks;
mod map_sheet;
mod import_preview;
mod import_undo;
mod pictures;
mod pictures_outside;
mod placing;
mod programmes;
mod rooms;
mod sample_data;
mod outlines;
mod sealed;
mod store;
mod support;
mod tidy;
mod visit_form;
mod visits;
mod basemap;
mod tile_clusters;
mod tile_archives;
mod tile_archives_outside;
mod tiles_outside;
mod tiles_served;
mod upgrades;
mod weights;
