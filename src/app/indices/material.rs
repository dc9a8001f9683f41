//! Counts with their ground: what every index is told from, and the account of what was left out.

use super::{
    CountsFiles, IndicesFault, Quantity,
    ground::{Ground, OpenedShapes},
    sheet::{Row, Sheet},
};
use crate::{
    dispersal::{Counts, Unit, groups::Groups},
    formats::DeclaredCrs,
    publish::{BasisView, CountedView, JoinView},
    spatial::{Footprint, SourceGeometry},
};

/// What was counted.
#[derive(Debug)]
pub(super) enum Table {
    /// A group among all.
    Group(Counts),
    /// Several categories, with the names of their columns.
    Categories(Groups, Vec<String>),
}

/// Everything that indices are told from.
#[derive(Debug)]
pub(super) struct Material {
    pub(super) keys: Vec<String>,
    pub(super) table: Table,
    pub(super) ground: Option<Ground>,
    pub(super) basis: BasisView,
}

impl Material {
    /// Reads files, joins them and lays the shapes on a plane.
    pub(super) fn read(files: &CountsFiles) -> Result<Self, IndicesFault> {
        let shapes = files.shapes.as_ref().map(OpenedShapes::open).transpose()?;
        let mut sheet = Sheet::read(
            (&files.path, files.layer.as_ref()),
            &files.columns,
            files.quantity,
            shapes.as_ref().map(OpenedShapes::columns),
        )?;
        let read = sums(&sheet.rows, sheet.chosen.counted.len());
        let (joined, shapes_file) = match shapes {
            Some(shapes) => {
                let (join, file) = shapes.join(&mut sheet)?;
                (Some(join), file)
            }
            None => (None, sheet.file.clone()),
        };
        let mut basis = basis_of(&mut sheet, &read, joined);
        let has_areas = |row: &Row| matches!(row.shape, Some(SourceGeometry::Polygons(_)));
        let ground = if basis.joined.is_some() || sheet.rows.iter().any(has_areas) {
            let crs = (&sheet.crs, files.crs.as_deref());
            Some(Ground::of(&mut sheet.rows, &shapes_file, crs)?)
        } else {
            None
        };
        tell_ground(&mut basis, ground.as_ref());
        Ok(Self {
            table: table(&sheet, files)?,
            keys: sheet.rows.into_iter().map(|row| row.key).collect(),
            ground,
            basis,
        })
    }

    /// Counts of the territory with the outlines of its neighbourhoods, in the same order.
    pub(super) fn of_territory(
        counts: Counts,
        outlines: &[&Footprint],
    ) -> Result<Self, IndicesFault> {
        let keys: Vec<String> = counts
            .units()
            .iter()
            .map(|unit| unit.name.clone())
            .collect();
        let row = |((number, key), outline): ((u64, &String), &&Footprint)| Row {
            number,
            key: key.clone(),
            counts: Vec::new(),
            shape: Some(SourceGeometry::from(*outline)),
        };
        let mut rows: Vec<Row> = (1..).zip(&keys).zip(outlines).map(row).collect();
        let degrees = DeclaredCrs::Epsg(4326);
        let ground = Ground::of(&mut rows, "the layer of neighbourhoods", (&degrees, None))?;
        let counted = |column: &str, sum: f64| CountedView {
            column: column.to_owned(),
            read: sum,
            used: sum,
            left_out: 0.0,
        };
        let mut basis = BasisView {
            units: keys.len(),
            counted: vec![
                counted("rehoused", counts.group()),
                counted("households", counts.total()),
            ],
            ..BasisView::default()
        };
        tell_ground(&mut basis, Some(&ground));
        Ok(Self {
            keys,
            table: Table::Group(counts),
            ground: Some(ground),
            basis,
        })
    }
}

fn table(sheet: &Sheet, files: &CountsFiles) -> Result<Table, IndicesFault> {
    if !files.columns.categories.is_empty() {
        let rows = sheet.rows.iter().map(|row| row.counts.clone()).collect();
        return Ok(Table::Categories(
            Groups::new(rows)?,
            sheet.chosen.counted.clone(),
        ));
    }
    let unit = |row: &Row| Unit {
        name: row.key.clone(),
        group: row.counts[0],
        total: row.counts[1],
    };
    let units = sheet.rows.iter().map(unit).collect();
    Ok(Table::Group(match files.quantity {
        Quantity::Households => Counts::households(units)?,
        Quantity::Measured => Counts::measured(units)?,
    }))
}

/// The sum of each column.
fn sums(rows: &[Row], columns: usize) -> Vec<f64> {
    let sum = |at: usize| rows.iter().map(|row| row.counts[at]).sum();
    (0..columns).map(sum).collect()
}

fn basis_of(sheet: &mut Sheet, read: &[f64], joined: Option<JoinView>) -> BasisView {
    let used = sums(&sheet.rows, read.len());
    let columns = sheet.chosen.counted.iter().zip(read.iter().zip(used));
    let counted = columns.map(|(column, (&read, used))| CountedView {
        column: column.clone(),
        read,
        used,
        left_out: read - used,
    });
    BasisView {
        units: sheet.rows.len(),
        counted: counted.collect(),
        joined,
        plane: None,
        notes: std::mem::take(&mut sheet.notes),
    }
}

fn tell_ground(basis: &mut BasisView, ground: Option<&Ground>) {
    let Some(ground) = ground else {
        basis
            .notes
            .push("there are no shapes, so only indices of counts alone are told".to_owned());
        return;
    };
    basis.plane = Some(ground.plane.clone());
    if ground.mended > 0 {
        basis.notes.push(format!(
            "{} shapes were not valid and have been mended",
            ground.mended
        ));
    }
}
