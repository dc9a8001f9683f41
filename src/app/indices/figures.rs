//! The figures asked for, by name.

use std::sync::OnceLock;

use super::{
    IndicesAsked, IndicesFault, Neighbours, Pick, chance,
    ground::Ground,
    material::{Material, Table},
    units,
};
use crate::{
    dispersal::{
        self, Counts, Entry, Figure, Told, Undefined, distortion, egohoods,
        groups::Groups,
        places::{Bordered, Linked, Located, Places, Weights},
    },
    publish::{IndexView, IndicesView, ToldView},
};

/// Units whose shapes are known. Who touches whom is found when it is first asked for.
pub(super) struct Land<'a> {
    ground: &'a Ground,
    neighbours: Neighbours,
    gap_m: f64,
    touching: OnceLock<Weights>,
    borders: OnceLock<Weights>,
}

impl<'a> Land<'a> {
    fn new(ground: &'a Ground, asked: &IndicesAsked) -> Self {
        Self {
            ground,
            neighbours: asked.neighbours,
            gap_m: asked.gap_m,
            touching: OnceLock::new(),
            borders: OnceLock::new(),
        }
    }

    pub(super) fn places(&self) -> &'a Places {
        &self.ground.places
    }

    /// Neighbours as they were chosen.
    pub(super) fn touching(&self) -> &Weights {
        let Ground { shapes, places, .. } = self.ground;
        self.touching
            .get_or_init(|| self.neighbours.of(shapes, places, self.gap_m))
    }

    fn borders(&self) -> &Weights {
        let shapes = &self.ground.shapes;
        self.borders
            .get_or_init(|| Weights::shared_border(shapes, self.gap_m))
    }

    /// An index of places by its name, for counts in the order of the units.
    fn index(&self, name: &str, counts: &Counts) -> Option<Told> {
        let city = Bordered::new(counts, self.places(), self.borders()).ok()?;
        let touching = Linked::new(counts, self.touching()).ok()?;
        dispersal::index_of_places(name, city, touching)
    }

    fn every_index(&self, counts: &Counts) -> Result<Vec<Entry>, IndicesFault> {
        let city = Bordered::new(counts, self.places(), self.borders())?;
        let touching = Linked::new(counts, self.touching())?;
        Ok(dispersal::every_index_of_places(city, touching))
    }
}

/// An index of one group, of counts alone or of places that it knows.
pub(super) type Index<'a> = Box<dyn Fn(&Counts) -> Told + Sync + Send + 'a>;

/// Everything that was asked, of counts and perhaps of a second file.
pub(super) fn tell(
    material: Material,
    second: Option<&Material>,
    asked: &IndicesAsked,
) -> Result<IndicesView, IndicesFault> {
    let ground = material.ground.as_ref();
    let land = ground.map(|ground| Land::new(ground, asked));
    let mut view = match (&material.table, second.map(|second| &second.table)) {
        (Table::Group(counts), None) => {
            let counts = around(counts, land.as_ref(), asked)?;
            of_group(&material.keys, &counts, land.as_ref(), asked)?
        }
        (Table::Group(one), Some(Table::Group(other))) => IndicesView {
            indices: of_counts(one, None, &asked.pick)?,
            tests: chance::compared([one, other], asked)?,
            ..IndicesView::default()
        },
        (Table::Categories(table, names), None) => {
            of_categories((&material.keys, names), table, land.as_ref(), asked)?
        }
        (_, Some(_)) => {
            return Err(IndicesFault::NotOffered {
                what: "several categories cannot be compared with a second file",
                advice: "name one --group and its --total",
            });
        }
    };
    view.basis = material.basis;
    Ok(view)
}

/// The counts, or those around each unit where egohoods are asked for.
fn around(
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<Counts, IndicesFault> {
    match (&asked.egohoods, land) {
        (None, _) => Ok(counts.clone()),
        (Some(kernel), Some(land)) => Ok(egohoods(Located::new(counts, land.places())?, kernel)?),
        (Some(_), None) => Err(IndicesFault::NeedsShapes {
            what: "an egohood".to_owned(),
        }),
    }
}

fn of_group(
    keys: &[String],
    counts: &Counts,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<IndicesView, IndicesFault> {
    Ok(IndicesView {
        indices: of_counts(counts, land, &asked.pick)?,
        tests: chance::of_group(counts, land, asked)?,
        local: asked
            .local
            .then(|| units::of_group(keys, counts, land, asked))
            .transpose()?,
        profiles: units::profiles(counts, land, asked)?,
        ..IndicesView::default()
    })
}

fn of_counts(
    counts: &Counts,
    land: Option<&Land>,
    pick: &Pick,
) -> Result<Vec<IndexView>, IndicesFault> {
    let Pick::Named(names) = pick else {
        let mut all = dispersal::every_index(counts);
        if let Some(land) = land {
            all.extend(land.every_index(counts)?);
        }
        return Ok(all.into_iter().map(listed).collect());
    };
    names
        .iter()
        .map(|name| Ok(view(name, index_of_group(name, land)?(counts))))
        .collect()
}

/// An index of one group by its name, of counts alone or of places.
pub(super) fn index_of_group<'a>(
    name: &'a str,
    land: Option<&'a Land>,
) -> Result<Index<'a>, IndicesFault> {
    if let Some(index) = dispersal::index_of_counts(name) {
        return Ok(Box::new(index));
    }
    let of_places = dispersal::names_of_places().any(|known| known == name);
    match land {
        None if of_places => Err(IndicesFault::NeedsShapes {
            what: name.to_owned(),
        }),
        Some(land) if of_places => Ok(Box::new(move |counts| {
            land.index(name, counts).unwrap_or(Err(Undefined::NoLand))
        })),
        _ => Err(IndicesFault::NoIndex {
            name: name.to_owned(),
            of: "one group",
            known: together(dispersal::names_of_counts().chain(dispersal::names_of_places())),
        }),
    }
}

fn of_categories(
    (keys, names): (&[String], &[String]),
    table: &Groups,
    land: Option<&Land>,
    asked: &IndicesAsked,
) -> Result<IndicesView, IndicesFault> {
    if asked.egohoods.is_some() || !asked.profiles.is_empty() {
        return Err(IndicesFault::NotOffered {
            what: "egohoods and profiles are told of one group",
            advice: "name one --group and its --total",
        });
    }
    Ok(IndicesView {
        indices: indices_of_categories(table, land, &asked.pick)?,
        tests: chance::of_categories(table, asked)?,
        local: asked
            .local
            .then(|| units::of_categories((keys, names), table, land))
            .transpose()?,
        ..IndicesView::default()
    })
}

fn indices_of_categories(
    table: &Groups,
    land: Option<&Land>,
    pick: &Pick,
) -> Result<Vec<IndexView>, IndicesFault> {
    let Pick::Named(names) = pick else {
        let mut all = dispersal::every_index_of_groups(table);
        if let Some(land) = land {
            all.extend(distortion(table, land.places())?);
        }
        return Ok(all.into_iter().map(listed).collect());
    };
    let mut found = Vec::new();
    for name in names {
        if DISTORTIONS.contains(&&**name) {
            let land = land.ok_or_else(|| IndicesFault::NeedsShapes { what: name.clone() })?;
            let both = distortion(table, land.places())?.into_iter();
            found.extend(both.filter(|entry| entry.name == name).map(listed));
        } else {
            found.push(view(name, index_of_categories(name)?(table)));
        }
    }
    Ok(found)
}

/// Indices of several categories that need places.
const DISTORTIONS: [&str; 2] = ["groups_distortion", "groups_scaled_distortion"];

/// One index of several categories by its name.
pub(super) fn index_of_categories(name: &str) -> Result<dispersal::IndexOfGroups, IndicesFault> {
    dispersal::index_of_groups(name).ok_or_else(|| IndicesFault::NoIndex {
        name: name.to_owned(),
        of: "several categories",
        known: together(dispersal::names_of_groups().chain(DISTORTIONS)),
    })
}

fn together(names: impl Iterator<Item = &'static str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

fn listed(entry: Entry) -> IndexView {
    IndexView {
        name: entry.name.to_owned(),
        told: told(entry.figure),
    }
}

fn view(name: &str, value: Told) -> IndexView {
    IndexView {
        name: name.to_owned(),
        told: told(value.into()),
    }
}

/// A figure as it leaves.
pub(super) fn told(figure: Figure) -> ToldView {
    ToldView {
        value: figure.value,
        reason: figure.reason.map(|reason| {
            let name = reason.message();
            name.strip_prefix("undefined-").unwrap_or(name).to_owned()
        }),
    }
}
