//! Real files through their reader and the intake, held against the figures that `SOURCES.md`
//! beside them gives: how many records, how many of them faulty and how.
//!
//! The folder is `JALON_DATA_DIR`, else `../shared/data`; every file found there is a case.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jalon::{
    domain::{Code, ImportReport, LandmarkKind, LayerKind, Peril, Record},
    formats::{OpenOptions, Source},
    intake::{Error, Intake, Plan},
};
use rayon::prelude::*;
use uuid::Uuid;

/// What `SOURCES.md` says of one layer.
#[derive(Debug)]
struct Figures {
    file: PathBuf,
    layer: String,
    records: u64,
    shapes: String,
    invalid: u64,
    /// Invalid ones of which nothing is left, because they have no extent.
    without_extent: u64,
    /// Records without a shape, or with an empty one.
    shapeless: u64,
    /// Records that share their shape with an earlier one, where the note says so.
    repeated: Option<u64>,
}

impl Figures {
    /// The layer's name, for files that hold several.
    fn options(&self) -> OpenOptions {
        let several = ["gpkg", "zip"].map(Some).contains(&extension(&self.file));
        OpenOptions {
            layer: several.then(|| self.layer.clone()),
            ..OpenOptions::default()
        }
    }

    /// A kind of layer that such shapes fit and that asks for no particular column.
    fn fitting_plan(&self) -> Plan {
        let kind = if self.shapes.contains("Polygon") {
            LayerKind::Neighbourhoods
        } else if self.shapes.contains("Line") {
            LayerKind::Landmarks(LandmarkKind::Railway)
        } else {
            LayerKind::Landmarks(LandmarkKind::Hydrant)
        };
        let mut plan = Plan::new(kind, self.layer.clone());
        if kind == LayerKind::Neighbourhoods {
            // Risk zones share the codes of their communes.
            plan.mapping.set("code", "");
        }
        plan
    }
}

/// The folder, or `None` with a printed line.
fn data_dir() -> Option<PathBuf> {
    let given = std::env::var_os("JALON_DATA_DIR").map(PathBuf::from);
    let dir = given.unwrap_or_else(|| PathBuf::from("../shared/data"));
    if dir.join("SOURCES.md").is_file() {
        return Some(dir);
    }
    println!("skipped: no SOURCES.md in {}", dir.display());
    None
}

fn extension(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// Every layer with figures whose file is there.
fn all_figures(dir: &Path) -> Vec<Figures> {
    let text = fs::read_to_string(dir.join("SOURCES.md")).unwrap();
    let sections = text.split("\n## ").skip(1);
    sections
        .flat_map(|section| {
            let name = section.split(" (").next().unwrap_or_default();
            let file = dir.join(name.trim());
            let repeated = ["duplicate geometries", "duplicate positions"]
                .iter()
                .find_map(|words| number_before(section, words));
            let without_extent = number_before(section, "degenerate ring").unwrap_or(0);
            let lines: Vec<_> = section.lines().skip(1).collect();
            let figures = |line: &&str| {
                Some(Figures {
                    without_extent,
                    repeated,
                    ..figures_of(line, &file)?
                })
            };
            lines.iter().filter_map(figures).collect::<Vec<_>>()
        })
        .filter(|figures| figures.file.exists())
        .collect()
}

/// The figures of a line such as `- name: 62 MultiPolygon; … invalid 6; null 0; empty 1; …`.
fn figures_of(line: &str, file: &Path) -> Option<Figures> {
    let (name, rest) = line.strip_prefix('-')?.split_once(": ")?;
    let (records, shapes) = rest.split(';').next()?.trim().split_once(' ')?;
    let after = |word: &str| -> Option<u64> {
        let text = rest.split_once(word)?.1;
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    Some(Figures {
        file: file.to_owned(),
        layer: name.split_whitespace().last()?.to_owned(),
        records: records.parse().ok()?,
        shapes: shapes.to_owned(),
        invalid: after("invalid ")?,
        without_extent: 0,
        shapeless: after("null ").unwrap_or(0) + after("empty ").unwrap_or(0),
        repeated: None,
    })
}

fn number_before(text: &str, words: &str) -> Option<u64> {
    text.split_once(words)?
        .0
        .split_whitespace()
        .last()?
        .parse()
        .ok()
}

/// All records and the report, whether or not any record is kept.
fn take_in(plan: Plan, file: &Path, options: &OpenOptions) -> (Vec<Record>, ImportReport) {
    let name = file.display();
    let source = Source::open(file, options).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut last = 0;
    let new_id = move || {
        last += 1;
        Uuid::from_u128(last)
    };
    let mut intake =
        Intake::of(plan, source, Box::new(new_id)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut records = Vec::new();
    loop {
        let batch = intake
            .next_records(500)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        if batch.is_empty() {
            break;
        }
        records.extend(batch);
    }
    match intake.finish() {
        Ok(report) => (records, report),
        Err(Error::NothingKept { report }) => (records, *report),
        Err(other) => panic!("{name}: {other}"),
    }
}

#[test]
fn data_every_layer_comes_in_with_exactly_the_faults_that_its_source_names() {
    let Some(dir) = data_dir() else { return };
    let all = all_figures(&dir);
    assert!(!all.is_empty(), "no figures in SOURCES.md");

    all.par_iter().for_each(check_against);
}

/// Takes the layer in and compares every count.
fn check_against(figures: &Figures) {
    let (records, report) = take_in(figures.fitting_plan(), &figures.file, &figures.options());

    let (tally, repeated) = (report.tally, &report.duplicates);
    let lost = figures.shapeless + figures.without_extent;
    let mended = figures.invalid - figures.without_extent;
    let case = format!("{figures:?}\n{:?} {repeated:?}", report.refusals);
    assert_eq!(tally.read, figures.records, "{case}");
    assert_eq!(tally.refused, lost, "{case}");
    assert_eq!(tally.mended, mended, "{case}");
    assert_eq!(tally.accepted, records.len() as u64, "{case}");
    let counted = tally.accepted + tally.refused + repeated.same_record;
    assert_eq!(tally.read, counted, "{case}");
    if let Some(expected) = figures.repeated {
        let found = repeated.same_record + repeated.same_shape;
        assert_eq!(found, expected, "{case}");
    }
    for column in report.mapping.values() {
        let about = ["maire", "relig", "etrang", "sante"];
        let folded = column.to_lowercase();
        assert!(!about.iter().any(|word| folded.contains(word)), "{column}");
    }
}

#[test]
fn data_files_without_figures_come_in_or_are_refused_with_a_reason() {
    let Some(dir) = data_dir() else { return };
    let known: Vec<_> = all_figures(&dir).into_iter().map(|f| f.file).collect();
    let kinds = [
        LayerKind::Neighbourhoods,
        LayerKind::Landmarks(LandmarkKind::Railway),
        LayerKind::Landmarks(LandmarkKind::Hydrant),
    ];

    for file in files_under(&dir).into_iter().filter(|f| !known.contains(f)) {
        if let Err(refused) = Source::open(&file, &OpenOptions::default()) {
            assert!(!refused.to_string().is_empty());
            continue;
        }
        for kind in kinds {
            let plan = Plan::new(kind, file.display().to_string());
            let (_, report) = take_in(plan, &file, &OpenOptions::default());
            let tally = report.tally;
            let counted = tally.accepted + tally.refused + report.duplicates.same_record;
            assert_eq!(tally.read, counted, "{}", file.display());
            if tally.accepted > 0 {
                break;
            }
        }
    }
}

/// Every file that could hold shapes.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        let shapes = ["geojson", "gpkg", "shp", "zip", "kml", "fgb", "csv"].map(Some);
        if path.is_dir() {
            found.extend(files_under(&path));
        } else if shapes.contains(&extension(&path)) {
            found.push(path);
        }
    }
    found
}

#[test]
fn data_every_zone_of_a_risk_plan_is_of_one_peril_and_has_a_severity() {
    let Some(dir) = data_dir() else { return };
    let plans = |figures: &Figures| figures.layer.to_lowercase().contains("alea");

    for figures in all_figures(&dir).into_iter().filter(plans) {
        let mut zones = 0;
        for &peril in Peril::ALL {
            let plan = Plan::new(LayerKind::Zones(peril), figures.layer.clone());
            let (records, report) = take_in(plan, &figures.file, &figures.options());
            zones += report.tally.accepted;
            assert!(report.mapping.contains_key("class"), "{figures:?}");
            for record in records {
                assert!(matches!(record, Record::HazardZone(zone) if zone.peril == peril));
            }
        }
        assert_eq!(zones, figures.records, "{figures:?}");
    }
}

#[test]
fn data_guessed_columns_add_up_to_the_figures_of_the_registers() {
    let Some(dir) = data_dir() else { return };
    let settlements = |file: &str, households: u32| (file.to_owned(), households);
    for (file, expected) in [
        settlements("RENABAP_2018/RENABAP_amt_2018.shp", 30_681),
        settlements("RENABAP_2022/RENABAP_amt_2022.shp", 36_457),
        settlements("RENABAP_2023/RENABAP_amt_2023.gpkg", 38_160),
    ] {
        let path = dir.join("settlements/tucuman_renabap").join(&file);
        if !path.exists() {
            println!("skipped: {file} is not in the folder");
            continue;
        }
        let plan = Plan::new(LayerKind::Settlements, file);
        let (records, _) = take_in(plan, &path, &OpenOptions::default());
        let households = records.iter().map(|record| match record {
            Record::Settlement(settlement) => settlement.households.unwrap_or(0),
            other => panic!("{other:?}"),
        });
        assert_eq!(households.sum::<u32>(), expected);
    }
}

#[test]
fn data_guessed_columns_of_neighbourhoods_hold_the_census() {
    let Some(dir) = data_dir() else { return };
    let path = dir.join("toulouse/grands_quartiers_logement_2019.geojson");
    if !path.exists() {
        println!("skipped: no {}", path.display());
        return;
    }

    let plan = Plan::new(LayerKind::Neighbourhoods, "quartiers");
    let (records, report) = take_in(plan, &path, &OpenOptions::default());

    let (mut persons, mut homes, mut social) = (0.0, 0.0, 0.0);
    for record in &records {
        let Record::Neighbourhood(neighbourhood) = record else {
            panic!("{record:?}");
        };
        persons += neighbourhood.population.unwrap();
        homes += neighbourhood.households.unwrap();
        social += neighbourhood.social_homes.unwrap();
    }
    assert_eq!(report.mapping["name"], "lib_grd_quart");
    assert!((persons - 483_157.8_f64).abs() < 0.05, "{persons}");
    assert!((homes - 265_633.6_f64).abs() < 0.05, "{homes}");
    assert!(social > 0.0 && social < homes, "{social}");
}
