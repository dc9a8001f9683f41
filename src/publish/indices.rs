//! Indices of dispersal as a table, a test or a curve: what a researcher takes away.
//!
//! A view of figures that someone asked for of a file of their own, or, by the team, of the
//! territory. It holds counts of units as they are, so the public never sees one.

use serde::Serialize;

/// Everything that was asked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IndicesView {
    /// What the figures were worked out from.
    pub basis: BasisView,
    /// One figure an index.
    pub indices: Vec<IndexView>,
    /// Each index against chance, or against the second file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<IndexTestView>,
    /// Indices of each unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<LocalIndicesView>,
    /// Curves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<ProfileView>,
}

/// What figures were worked out from, and what was left out; the counts add up.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BasisView {
    /// Units that the figures speak of.
    pub units: usize,
    /// People or households of each category there, under the names of their columns.
    pub counted: Vec<CountedView>,
    /// How counts and shapes were joined; absent without shapes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<JoinView>,
    /// The plane on which places are measured; absent without shapes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plane: Option<String>,
    /// What the reader should know: columns that were guessed, shapes that were mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// One column's sums: `read = used + left_out`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountedView {
    /// The column.
    pub column: String,
    /// In the whole file.
    pub read: f64,
    /// In the units that the figures speak of.
    pub used: f64,
    /// In rows without a shape.
    pub left_out: f64,
}

/// How many keys found each other, and the first of those that did not.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct JoinView {
    /// Rows of counts with a shape.
    pub matched: usize,
    /// Rows of counts without one.
    pub counts_without_shape: usize,
    /// Their keys, the first twenty.
    pub keys_without_shape: Vec<String>,
    /// Shapes without counts.
    pub shapes_without_counts: usize,
    /// Their keys, the first twenty.
    pub keys_without_counts: Vec<String>,
}

/// A value, or the name of the reason why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToldView {
    /// The value; null exactly when there is a reason.
    pub value: Option<f64>,
    /// `undefined-` and this is the name of a sentence in the files of words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// One index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexView {
    /// Its name in `docs/DISPERSAL-INDICES.md`.
    pub name: String,
    /// Its value or the reason.
    #[serde(flatten)]
    pub told: ToldView,
}

/// One index beside what draws gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndexTestView {
    /// The index.
    pub name: String,
    /// What was drawn.
    pub null: String,
    /// The seed, to draw the same again.
    pub seed: u64,
    /// The value found, or the difference between the two files; or the reason why there is none.
    #[serde(flatten)]
    pub told: ToldView,
    /// What the draws gave; absent without a value.
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub drawn: Option<DrawnView>,
}

/// What draws gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DrawnView {
    /// Draws that gave a value.
    pub draws: usize,
    /// Draws in which the index could not be told; they are left out.
    pub untold: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation.
    pub deviation: f64,
    /// 2.5 % of them lie below.
    pub low: f64,
    /// 2.5 % of them lie above.
    pub high: f64,
    /// Chance of a draw as large or larger, `(r + 1)/(B + 1)`.
    pub p_upper: f64,
    /// Chance of a draw as far out on either side.
    pub p_two_sided: f64,
}

/// Indices unit by unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LocalIndicesView {
    /// Their names.
    pub names: Vec<String>,
    /// One row a unit, in the order of the file.
    pub units: Vec<LocalRowView>,
}

/// One unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LocalRowView {
    /// Its key.
    pub unit: String,
    /// One entry a name.
    pub values: Vec<ToldView>,
}

/// A curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProfileView {
    /// Its name.
    pub name: String,
    /// What its points stand over: `threshold` or `reach_m`.
    pub over: &'static str,
    /// Its points, in order.
    pub points: Vec<PointView>,
}

/// One point of a curve.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PointView {
    /// Where it stands.
    pub at: f64,
    /// Its value or the reason.
    #[serde(flatten)]
    pub told: ToldView,
}
