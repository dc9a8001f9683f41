//! Where our indices differ from `PySAL` on purpose, each with the published formula.

use serde::Serialize;

/// The version of `PySAL` `segregation` that is spoken of.
pub const PYSAL_VERSION: &str = "2.6";

/// One difference on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What `PySAL` calls it.
    pub pysal: &'static str,
    /// What `PySAL` does.
    pub theirs: &'static str,
    /// What we do.
    pub ours: &'static str,
    /// The published formula or rule.
    pub formula: &'static str,
    /// Where it is published.
    pub source: &'static str,
}

/// Every difference on purpose; `docs/DISPERSAL-INDICES.md` holds the same rows.
///
/// x households of the group and t all households of a unit, y = t − x; X, T, Y their sums;
/// p = x/t, P = X/T; a area; c proximity; n units.
pub const DIFFERENCES: &[Difference] = &[
    Difference {
        pysal: "SpatialProximity, AbsoluteClustering, RelativeClustering, DistanceDecayIsolation, DistanceDecayInteraction",
        theirs: "its proximity 1 − exp(−d/Σd) rises with distance and is not symmetric; the unit's own distance is in another unit of measure",
        ours: "proximity falls with distance, L = 1 km",
        formula: "c = exp(−d/L), within a unit d = 0.6√a",
        source: "White 1983; Massey and Denton 1988",
    },
    Difference {
        pysal: "RelativeClustering",
        theirs: "sums xⱼ² instead of xᵢxⱼ",
        ours: "as published",
        formula: "P(xx)/P(yy) − 1, P(ab) = Σ aᵢcᵢⱼbⱼ/(AB)",
        source: "Massey and Denton 1988",
    },
    Difference {
        pysal: "DistanceDecayIsolation, DistanceDecayInteraction",
        theirs: "divide along the wrong axis: interaction reaches 1.019",
        ours: "each unit's weights sum to 1, so the two sum to 1",
        formula: "Σᵢ (xᵢ/X) Σⱼ cᵢⱼxⱼ / Σⱼ cᵢⱼtⱼ, and with y for the inner x",
        source: "Morgan 1983",
    },
    Difference {
        pysal: "ModifiedDissim, ModifiedGini",
        theirs: "one seed for 500 draws, so one draw; the margin of the group varies",
        ours: "the exact mean D* with both margins fixed",
        formula: "(D − D*)/(1 − D*), below chance (D − D*)/D*",
        source: "Carrington and Troske 1997; Frame 1945 for the mean",
    },
    Difference {
        pysal: "BiasCorrectedDissim",
        theirs: "500 draws",
        ours: "the exact mean",
        formula: "2D − E[D*], both sides redrawn",
        source: "Allen and others 2015",
    },
    Difference {
        pysal: "DensityCorrectedDissim",
        theirs: "its search starts at 0 and stays there for large θ: 0.033 for 0.380",
        ours: "the root found by halving, right at any θ",
        formula: "½ Σ σθ̂, θ̂ the root of z = θ tanh(zθ), 0 up to θ = 1",
        source: "Allen and others 2015",
    },
    Difference {
        pysal: "PARDissim(standardize=False)",
        theirs: "no bounded index (−458,226)",
        ours: "not offered; only with Σ c = 1",
        formula: "D − Σ c|pᵢ − pⱼ|(Pᵢ/Aᵢ + Pⱼ/Aⱼ)/(2 max P/A), Σ c = 1",
        source: "Wong 1993",
    },
    Difference {
        pysal: "SpatialDissim and BoundarySpatialDissim by rows",
        theirs: "NaN as soon as there is an island",
        ours: "islands take no part",
        formula: "D − Σ c|pᵢ − pⱼ|/Σ c",
        source: "Morrill 1991; Wong 1993",
    },
    Difference {
        pysal: "p-values",
        theirs: "0.0 from 99 draws",
        ours: "never 0; two-sided twice the smaller side",
        formula: "(r + 1)/(B + 1)",
        source: "Phipson and Smyth 2010",
    },
    Difference {
        pysal: "TwoValueTest by share and dual composition",
        theirs: "a coin keeps a unit's own group beside the counterfactual total, which can leave more of the group than households",
        ours: "the coin takes group and total together",
        formula: "a unit is itself or its counterfactual, each with chance ½",
        source: "Rey, Cortes and Knaap 2021",
    },
    Difference {
        pysal: "TwoValueTest, bootstrap",
        theirs: "a t test of the draws",
        ours: "the difference 0 against the draws",
        formula: "twice the smaller part of the draws on either side of 0",
        source: "Efron and Tibshirani 1993",
    },
    Difference {
        pysal: "egohoods, multiscalar profiles",
        theirs: "counts rounded to whole numbers, which for a tiny group is 0 or 1",
        ours: "not rounded",
        formula: "Σⱼ k(dᵢⱼ)xⱼ",
        source: "Reardon and O'Sullivan 2004",
    },
    Difference {
        pysal: "kernels",
        theirs: "parabolic, cosine and Gaussian of other heights, but 1 on the diagonal",
        ours: "all are 1 at distance 0",
        formula: "1 − z², cos(πz/2), exp(−z²/2), z = d/reach",
        source: "Silverman 1986, scaled to 1 at 0",
    },
    Difference {
        pysal: "group total 0, or everyone of the group",
        theirs: "NaN, 0.0, infinity or an exception, by index",
        ours: "a reason",
        formula: "no value: every share of the group is 0/0",
        source: "method 1.0",
    },
    Difference {
        pysal: "MultiDiversity, MultiInfoTheory, MultiSquaredCoefVar with an empty category",
        theirs: "NaN",
        ours: "an empty category changes nothing, as in R",
        formula: "0 ln 0 = 0; K counts categories with people",
        source: "Theil 1972; Reardon and Firebaugh 2002",
    },
    Difference {
        pysal: "LocalRelativeCentralization",
        theirs: "k = 5 whatever is asked; 0 where nobody of the group lives around",
        ours: "k as asked; a reason",
        formula: "Σ Xᵢ₋₁Yᵢ − Σ XᵢYᵢ₋₁ among the k nearest, outwards",
        source: "Folch and Rey 2016",
    },
    Difference {
        pysal: "GlobalDistortion, normalised",
        theirs: "every (h/4)-th corner from where its hull happens to begin",
        ours: "the same from the westernmost corner on; or any seed (`largest_distortion`)",
        formula: "Σ t/T · Δ over the largest Δ around a corner",
        source: "Olteanu, Randon-Furling and Clark 2019",
    },
    Difference {
        pysal: "batches",
        theirs: "rounded to 4 decimals",
        ours: "not rounded",
        formula: "as each index",
        source: "as each index",
    },
    Difference {
        pysal: "Atkinson",
        theirs: "b = 0.5 only",
        ours: "any b between 0 and 1",
        formula: "1 − P/(1 − P)·(Σ (1 − p)^(1−b) p^b t/(PT))^(1/(1−b))",
        source: "Massey and Denton 1988",
    },
];
