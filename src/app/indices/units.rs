//! Unit by unit, and curves over a threshold or a reach.

use std::str::FromStr;

use super::{
    IndicesAsked, IndicesFault, Neighbours, Pick,
    figures::{Land, told},
};
use crate::{
    dispersal::{
        self, Counts, Told, concentration_profile,
        groups::{Groups, local_distortion, local_mix, location_quotients},
        hotspots, index_of_counts, local_centralisation, multiscalar_profile,
        places::{KernelShape, Linked, Located},
        proximity_profile, shrunken_quotients,
    },
    publish::{LocalIndicesView, LocalRowView, PointView, ProfileView, ToldView},
};

/// Nearest units of the local centralisation, as `PySAL` has it, where no number is given.
const NEAREST: usize = 5;
/// Points of a curve over thresholds.
const POINTS: usize = 101;

/// A curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Which part of the group lives where its share reaches each threshold.
    Concentration,
    /// How near each other the units lie that reach each threshold.
    Proximity,
    /// An index over egohoods of growing reach.
    Multiscalar,
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "concentration" => Ok(Self::Concentration),
            "proximity" => Ok(Self::Proximity),
            "multiscalar" => Ok(Self::Multiscalar),
            _ => Err("not one of: concentration, proximity, multiscalar".to_owned()),
        }
    }
}

/// Columns of values, one entry a unit, under their names.
type Columns = Vec<(String, Vec<ToldView>)>;

/// The local indices of one group.
pub(super) fn of_group(
    keys: &[String],
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<LocalIndicesView, IndicesFault> {
    let local = dispersal::local(counts);
    let shrunken = shrunken_quotients(counts);
    let quotient = |at: usize| {
        shrunken
            .as_ref()
            .map(|all| all.quotients[at])
            .map_err(|&e| e)
    };
    let mut columns: Columns = vec![
        column("share", local.iter().map(|one| told(one.share))),
        column(
            "location_quotient",
            local.iter().map(|one| told(one.location_quotient)),
        ),
        values("shrunken_quotient", (0..keys.len()).map(quotient)),
    ];
    if let Some(land) = land {
        let hot = hotspots(Linked::new(counts, land.touching())?);
        let k = match asked.neighbours {
            Neighbours::Nearest(k) => k,
            _ => NEAREST,
        };
        let centred = local_centralisation(Located::new(counts, land.places())?, k);
        columns.extend([
            values("hotspot_z", hot.iter().map(|spot| spot.z)),
            values("hotspot_p_upper", hot.iter().map(|spot| spot.p_upper)),
            values("hotspot_p_lower", hot.iter().map(|spot| spot.p_lower)),
            values("local_centralisation", centred.into_iter()),
        ]);
    }
    Ok(rows(keys, columns))
}

/// The local indices of several categories.
pub(super) fn of_categories(
    (keys, names): (&[String], &[String]),
    table: &Groups,
    land: Option<&Land>,
) -> Result<LocalIndicesView, IndicesFault> {
    let quotients = location_quotients(table);
    let of_category = |(k, name): (usize, &String)| {
        let name = format!("location_quotient of {name}");
        values(&name, quotients.iter().map(|unit| unit[k]))
    };
    let mut columns: Columns = names.iter().enumerate().map(of_category).collect();
    let mixes = local_mix(table);
    let mix = |name: &str, of: fn(&dispersal::groups::Mix) -> f64| {
        values(
            name,
            mixes.iter().map(|mix| mix.as_ref().map(of).map_err(|&e| e)),
        )
    };
    columns.extend([
        mix("local_diversity", |mix| mix.diversity),
        mix("local_entropy", |mix| mix.entropy),
        mix("local_simpson_concentration", |mix| mix.concentration),
        mix("local_simpson_interaction", |mix| mix.interaction),
    ]);
    if let Some(land) = land {
        let distortion = local_distortion(table, land.places())?;
        columns.push(values("local_distortion", distortion.into_iter().map(Ok)));
    }
    Ok(rows(keys, columns))
}

fn values(name: &str, values: impl Iterator<Item = Told>) -> (String, Vec<ToldView>) {
    column(name, values.map(|value| told(value.into())))
}

fn column(name: &str, values: impl Iterator<Item = ToldView>) -> (String, Vec<ToldView>) {
    (name.to_owned(), values.collect())
}

fn rows(keys: &[String], columns: Columns) -> LocalIndicesView {
    let row = |(at, unit): (usize, &String)| LocalRowView {
        unit: unit.clone(),
        values: columns
            .iter()
            .map(|(_, values)| values[at].clone())
            .collect(),
    };
    LocalIndicesView {
        units: keys.iter().enumerate().map(row).collect(),
        names: columns.into_iter().map(|(name, _)| name).collect(),
    }
}

/// The curves asked for.
pub(super) fn profiles(
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<Vec<ProfileView>, IndicesFault> {
    let mut profiles = Vec::new();
    for profile in &asked.profiles {
        match profile {
            Profile::Concentration => profiles.push(by_threshold(
                "concentration_profile",
                concentration_profile(counts, POINTS).map(|found| found.curve),
            )),
            Profile::Proximity => {
                let land = land.ok_or_else(|| needs_shapes("the proximity profile"))?;
                let touching = Linked::new(counts, land.touching())?;
                let found = proximity_profile(touching, POINTS).map(|found| found.curve);
                profiles.push(by_threshold("proximity_profile", found));
            }
            Profile::Multiscalar => profiles.extend(by_reach(counts, land, asked)?),
        }
    }
    Ok(profiles)
}

fn needs_shapes(what: &str) -> IndicesFault {
    IndicesFault::NeedsShapes {
        what: what.to_owned(),
    }
}

/// A curve over thresholds; without one a single point that says why.
fn by_threshold(name: &str, curve: Result<Vec<(f64, f64)>, dispersal::Undefined>) -> ProfileView {
    let points = match curve {
        Ok(curve) => curve
            .into_iter()
            .map(|(at, value)| (at, Ok(value)))
            .collect(),
        Err(reason) => vec![(0.0, Err(reason))],
    };
    profile(name, "threshold", points)
}

/// The picked indices of counts over egohoods of growing reach; dissimilarity where all are picked.
fn by_reach(
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<Vec<ProfileView>, IndicesFault> {
    let land = land.ok_or_else(|| needs_shapes("the multiscalar profile"))?;
    if asked.reaches_m.is_empty() {
        return Err(IndicesFault::NotOffered {
            what: "a multiscalar profile needs its reaches",
            advice: "name them with --reaches 500m,1km,2km",
        });
    }
    let city = Located::new(counts, land.places())?;
    let names = match &asked.pick {
        Pick::All => vec!["dissimilarity"],
        Pick::Named(names) => names.iter().map(String::as_str).collect(),
    };
    let of_counts = names
        .into_iter()
        .filter_map(|name| Some((name, index_of_counts(name)?)));
    of_counts
        .map(|(name, index)| {
            let shape = KernelShape::Triangular;
            let points = multiscalar_profile(city, shape, &asked.reaches_m, index)?;
            Ok(profile(&format!("multiscalar {name}"), "reach_m", points))
        })
        .collect()
}

fn profile(name: &str, over: &'static str, points: Vec<(f64, Told)>) -> ProfileView {
    let point = |(at, value): (f64, Told)| PointView {
        at,
        told: told(value.into()),
    };
    ProfileView {
        name: name.to_owned(),
        over,
        points: points.into_iter().map(point).collect(),
    }
}
