//! The national platform's spreadsheet: our settlements written as one, and one of theirs taken in.
//!
//! A cell changes something only where it says another thing than our own copy of the sheet would: what
//! the platform tells with fewer words than we do is not coarsened by coming back.

mod applied;
mod decided;
mod undone;

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::Look;
use crate::{
    access,
    app::{Atlas, Error, Jalon, Known, atlas::neighbourhood_at},
    documents,
    domain::{
        Act, DataClass, DocumentFormat, EntryError, ImportReport, LayerKind, NATIONAL_COLUMNS,
        NationalCell, NeighbourhoodSystem, PLACES_LISTED, Person, Reach, Register, RegisterEntry,
        Resource, SettlementId, SettlementStatus, Tally,
    },
    formats::{CellSheet, SheetValue, TitledSheet},
    intake::{self, NationalPlan, NationalRead, read_national},
    publish::{NationalSite, national_row},
    store::{self, Clash},
};

/// The registers that a row tells of; those about courts and owners last.
const REGISTERS: [Register; 6] = [
    Register::SiteDetails,
    Register::Census,
    Register::Report,
    Register::StatusChange,
    Register::Parcel,
    Register::LegalProcedure,
];
/// Of these, how many are for all of the team.
const OF_THE_TEAM: usize = 4;
/// How often an import is decided anew when others change something meanwhile.
const TRIES: usize = 8;

/// A file of the platform to take in.
#[derive(Clone, Debug)]
pub struct NationalFile {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether it is only read and reported on.
    pub dry_run: bool,
}

/// What became of a file of the platform.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NationalImported {
    /// The account of its rows.
    pub report: ImportReport,
    /// Number of the change that did it, by which it can be taken back; null where nothing was stored.
    pub change: Option<u64>,
    /// Settlements that were added.
    pub added: usize,
    /// Settlements of which something was changed.
    pub changed: usize,
    /// The first 50 of both, in the order of the file: what of each.
    pub sites: Vec<NationalSiteTold>,
    /// Settlements of which the file says what was known.
    pub unchanged: usize,
    /// Visits that bring answers of the file.
    pub visits: usize,
    /// Entries of registers that were added or changed.
    pub entries: usize,
    /// Settlements that were assessed again because of it.
    pub assessed: usize,
}

/// A settlement of which a file of the platform says something new.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NationalSiteTold {
    /// The row in the file.
    pub row: u64,
    /// Its code here.
    pub code: String,
    /// Its name, as it is to be.
    pub name: String,
    /// Whether it is not known yet.
    pub is_new: bool,
    /// The columns in which the file says another thing than is known.
    pub columns: Vec<String>,
}

/// What is known beside the atlas of all settlements.
struct Surroundings {
    entries: HashMap<SettlementId, Vec<RegisterEntry>>,
    organisations: BTreeMap<String, String>,
    tells_law: bool,
}

impl Surroundings {
    /// The row of a settlement in our own copy of the sheet.
    fn row(&self, atlas: &Atlas, known: &Known) -> Vec<NationalCell> {
        let place = known.settlement.footprint.inner_point();
        let communes = atlas.layer(LayerKind::System(NeighbourhoodSystem::Commune));
        let commune = communes.and_then(|layer| neighbourhood_at(layer, place));
        let entries = self.entries.get(&known.settlement.id);
        national_row(&NationalSite {
            settlement: &known.settlement,
            commune: commune.map(|one| (&one.code[..], &one.name[..])),
            answers: &known.answers,
            entries: entries.map_or(&[], |entries| entries.as_slice()),
            organisations: &self.organisations,
            tells_law: self.tells_law,
        })
    }
}

impl Jalon {
    /// Our settlements in the columns of the national platform, as a workbook or as separated values.
    /// That they were taken is written down first.
    ///
    /// # Errors
    /// A right that is not held, a format that is not written, no purpose where courts are told of.
    pub async fn national_file(
        &self,
        (format, with_law): (DocumentFormat, bool),
        look: Look<'_>,
    ) -> Result<Vec<u8>, Error> {
        let person = look.person;
        let reads = |of| access::may(person, &self.territory, (of, Act::Read), Reach::Territory);
        if !reads(Resource::Sites) || !reads(Resource::Export) {
            return Err(Error::NotAllowed { act: Act::Read });
        }
        if matches!(format, DocumentFormat::Pdf | DocumentFormat::Docx) {
            let allowed = "one of xlsx, csv";
            return Err(EntryError::of("format", &format.to_string(), allowed).into());
        }
        self.refresh().await?;
        let classes = access::classes(person, &self.territory, Resource::Legal);
        let tells_law = with_law && classes.sees(DataClass::Restricted);
        if tells_law {
            self.log_look(look, (Resource::Legal, "national-sheet"))
                .await?;
        }
        let around = self.surroundings(person, tells_law).await?;
        let atlas = self.atlas();
        let sensitive = self.sensitive_sites().await?;
        let is_told = |known: &&Known| known.settlement.status != SettlementStatus::Rejected;
        let left_out = atlas.settlements().filter(is_told);
        let left_out = left_out.filter(|known| sensitive.contains(&known.settlement.code));
        let left_out = left_out.count();
        let is_told =
            |known: &&Known| is_told(known) && !sensitive.contains(&known.settlement.code);
        let mut sites: Vec<&Known> = atlas.settlements().filter(is_told).collect();
        sites.sort_by(|one, other| one.settlement.code.cmp(&other.settlement.code));
        let rows: Vec<_> = sites
            .iter()
            .map(|known| around.row(&atlas, known))
            .map(|row| row.into_iter().map(written).collect())
            .collect();
        let detail = json!({ "sites": rows.len(), "law": tells_law, "format": format, "left_out": left_out });
        let subject = "layer/settlements".to_owned();
        let event = self.event((&person.name, "national-export"), subject, detail);
        self.store.append_event(&self.territory, &event).await?;
        let mut sheet = self.titled(rows);
        if left_out > 0 {
            let told = format!("{left_out} site(s) sensible(s) n'y figurent pas");
            sheet.heading.push(told);
        }
        Ok(match format {
            DocumentFormat::Csv => sheet.to_csv().into_bytes(),
            _ => sheet.to_xlsx().map_err(documents::Error::Workbook)?,
        })
    }

    fn titled(&self, rows: Vec<Vec<SheetValue>>) -> TitledSheet {
        let columns = NATIONAL_COLUMNS.iter();
        TitledSheet {
            name: "Sites".to_owned(),
            heading: vec![
                "SITUATION DES BIDONVILLES".to_owned(),
                self.territory.as_str().to_owned(),
                "Extraction de Jalon".to_owned(),
                format!("à la date du {}", self.clock.now().date()),
            ],
            columns: columns
                .map(|column| (column.section.to_owned(), column.title.to_owned()))
                .collect(),
            rows,
        }
    }

    async fn surroundings(&self, person: &Person, tells_law: bool) -> Result<Surroundings, Error> {
        let mut around = Surroundings {
            entries: HashMap::new(),
            organisations: BTreeMap::new(),
            tells_law,
        };
        let told = if tells_law {
            &REGISTERS[..]
        } else {
            &REGISTERS[..OF_THE_TEAM]
        };
        for register in told {
            let all = self.whole_register(*register, person).await?.into_iter();
            let of_sites = all.filter_map(|entry| Some((entry.settlement?, entry)));
            of_sites.for_each(|(site, entry)| around.entries.entry(site).or_default().push(entry));
        }
        for entry in self.whole_register(Register::Organisation, person).await? {
            let name = entry.body.text("name").unwrap_or_default().to_owned();
            around.organisations.insert(entry.code, name);
        }
        Ok(around)
    }

    /// Takes in a file of the platform: every row, or none. What it adds and changes of settlements,
    /// visits and registers is one transaction, and can be taken back as one.
    ///
    /// # Errors
    /// A file that has not the platform's titles; rows that cannot be used, each with its columns; a
    /// right that is not held.
    pub async fn take_in_national(
        &self,
        file: &NationalFile,
        person: &Person,
    ) -> Result<NationalImported, Error> {
        let writes = |of| access::may(person, &self.territory, (of, Act::Write), Reach::Territory);
        // The sheet tells of diagnoses and closings as well as of places.
        if !writes(Resource::Sites) || !writes(Resource::Steering) {
            return Err(Error::NotAllowed { act: Act::Write });
        }
        let plan = NationalPlan {
            today: self.clock.now().date(),
            reads_law: writes(Resource::Legal),
        };
        let (bytes, asked) = (file.bytes.clone(), plan.clone());
        let reading = move || {
            let sheet = CellSheet::read(&bytes).map_err(|fault| fault.to_string())?;
            read_national(&sheet, &asked)
        };
        let read = tokio::task::spawn_blocking(reading).await?;
        let read = read.map_err(|why| EntryError::of("file", &file.name, why))?;
        let mut done = None;
        for _ in 0..TRIES {
            self.refresh().await?;
            match self.take_in_once((file, &read), (person, &plan)).await {
                Err(Error::Store(store::Error::Conflict {
                    clash: Clash::ChangedMeanwhile,
                    ..
                })) => {}
                other => {
                    done = Some(other?);
                    break;
                }
            }
        }
        let mut done = done.ok_or(Error::Store(store::Error::Conflict {
            clash: Clash::ChangedMeanwhile,
            said: None,
        }))?;
        if done.change.is_some() {
            match self.score(&person.name).await {
                Ok(scored) => done.assessed = scored.assessed,
                Err(error) => {
                    tracing::error!(?error, "an import could not be followed by scoring");
                    let told = "the rows are stored, but the settlements could not be assessed again; run `jalon score`";
                    done.report.warnings.push(told.to_owned());
                }
            }
        }
        Ok(done)
    }

    /// Decides upon the newest atlas, then writes; faults of all rows are told together.
    async fn take_in_once(
        &self,
        (file, read): (&NationalFile, &NationalRead),
        (person, plan): (&Person, &NationalPlan),
    ) -> Result<NationalImported, Error> {
        let atlas = self.atlas();
        let around = self.surroundings(person, plan.reads_law).await?;
        let mut report = report_of(file, read);
        let decided = self
            .decide_rows((&atlas, &around), read, &mut report)
            .await?;
        refuse_if_any(&mut report)?;
        let mut done = NationalImported {
            report,
            change: None,
            added: decided.iter().filter(|site| site.is_new).count(),
            changed: 0,
            sites: told(&decided),
            unchanged: decided.iter().filter(|site| site.is_same()).count(),
            visits: decided.iter().filter(|site| site.visit.is_some()).count(),
            entries: 0,
            assessed: 0,
        };
        done.changed = decided.len() - done.added - done.unchanged;
        if decided.iter().all(decided::Decided::is_same) {
            return Ok(done);
        }
        self.write_rows((file, &atlas), (&decided, person), &mut done)
            .await?;
        Ok(done)
    }
}

/// The first settlements of which something is new.
fn told(decided: &[decided::Decided]) -> Vec<NationalSiteTold> {
    let new = decided.iter().filter(|site| !site.is_same());
    let told = new.map(|site| NationalSiteTold {
        row: site.row.number,
        code: site.settlement.code.clone(),
        name: site.settlement.name.clone(),
        is_new: site.is_new,
        columns: site
            .news
            .iter()
            .map(|at| NATIONAL_COLUMNS[*at].title.to_owned())
            .collect(),
    });
    told.take(PLACES_LISTED).collect()
}

fn report_of(file: &NationalFile, read: &NationalRead) -> ImportReport {
    ImportReport {
        file: file.name.clone(),
        file_layer: None,
        format: read.format.to_owned(),
        crs: "WGS 84".to_owned(),
        layer: LayerKind::Settlements,
        dry_run: file.dry_run,
        mapping: read.mapping.clone(),
        columns_left_out: read.columns_left_out.clone(),
        tally: Tally {
            read: read.read,
            ..Tally::default()
        },
        mends: Vec::new(),
        refusals: read.refusals.clone(),
        duplicates: crate::domain::Duplicates::default(),
        warnings: read.warnings.clone(),
    }
}

/// Counts the rows; one that cannot be used refuses the file.
fn refuse_if_any(report: &mut ImportReport) -> Result<(), Error> {
    let mut refused: Vec<u64> = report
        .refusals
        .iter()
        .map(|one| one.place.feature)
        .collect();
    refused.sort_unstable();
    refused.dedup();
    report.tally.refused = refused.len() as u64;
    if refused.is_empty() && report.tally.read > 0 {
        report.tally.accepted = report.tally.read;
        return Ok(());
    }
    report.refusals.sort_by_key(|one| one.place.feature);
    report.refusals.truncate(crate::domain::PLACES_LISTED);
    let report = Box::new(report.clone());
    Err(intake::Error::NationalRefused { report }.into())
}

fn written(cell: NationalCell) -> SheetValue {
    match cell {
        NationalCell::Blank => SheetValue::Blank,
        NationalCell::Text(text) => SheetValue::Text(text),
        NationalCell::Count(count) => SheetValue::Count(count),
        NationalCell::Day(day) => SheetValue::Day(day),
    }
}
