//! The account of one import: what was read, kept, mended, refused, and where.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::LayerKind;
use crate::spatial::MendRule;

/// How many places of each kind are listed; counts are always whole.
pub const PLACES_LISTED: usize = 50;

/// Where a record stands in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Place {
    /// Its number in the file, from 1.
    pub feature: u64,
    /// What people would call it: a code or name from the file, if any.
    pub name: Option<String>,
}

/// A record that was kept after its shape was made valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Mend {
    /// Where.
    pub place: Place,
    /// By which rules.
    pub rules: Vec<MendRule>,
}

/// A record that was not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Refusal {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, as one sentence.
    pub why: String,
}

/// Records that repeat an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Duplicates {
    /// The same shape and the same columns: left out.
    pub same_record: u64,
    /// The same shape with other columns: kept, and worth a look.
    pub same_shape: u64,
    /// The first places, of both sorts.
    pub places: Vec<Place>,
}

/// How many; `read == accepted + refused + duplicates.same_record`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    /// Records in the file.
    pub read: u64,
    /// Records kept, mended ones among them.
    pub accepted: u64,
    /// Records kept after a mend.
    pub mended: u64,
    /// Records not kept.
    pub refused: u64,
}

/// The account of one import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ImportReport {
    /// What the file was called.
    pub file: String,
    /// Which layer inside the file, where there can be several.
    pub file_layer: Option<String>,
    /// Format, for example `GeoPackage`.
    pub format: String,
    /// Reference system of the coordinates, for example `EPSG:2154`.
    pub crs: String,
    /// Which layer it became.
    #[schema(value_type = String)]
    pub layer: LayerKind,
    /// Whether this was only a rehearsal.
    pub dry_run: bool,
    /// Field of the record → column of the file it was read from.
    pub mapping: BTreeMap<String, String>,
    /// Columns of the file that were not read; they are not stored.
    pub columns_left_out: Vec<String>,
    /// Counts.
    pub tally: Tally,
    /// The first mends.
    pub mends: Vec<Mend>,
    /// The first refusals.
    pub refusals: Vec<Refusal>,
    /// Repeated records.
    pub duplicates: Duplicates,
    /// Things worth a look that stopped nothing.
    pub warnings: Vec<String>,
}
