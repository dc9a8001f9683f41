//! What each row of a file of the platform comes to: which settlement it is about, and what of it says
//! another thing than is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo_types::MultiPolygon;
use sha2::{Digest, Sha256};
use time::Time;
use uuid::Uuid;

use super::Surroundings;
use crate::{
    app::{Atlas, Error, Jalon, Known},
    domain::{
        Code, ImportReport, NATIONAL_COLUMNS, NationalCell, NationalFact, Observation,
        RecordedVisit, Refusal, Reply, Ruling, Settlement, SettlementId, SettlementKind,
        SettlementStatus, Visit, VisitDraft, VisitId, VisitMethod, national_place, unfit_words,
    },
    hazard,
    intake::{self, NationalRead, NationalRow},
    spatial::{Bbox, Footprint},
};

/// How far from the point of a file a site of the same name is the same site, in metres.
const NEAR_M: f64 = 100.0;
/// Half the side of the square that stands for a point, in metres.
const HALF_SIDE_M: f64 = 10.0;
/// What codes of settlements begin with that have a number of the platform.
const PREFIX: &str = "RB-";
/// In whose name answers of the file stand.
pub(super) const BY: &str = "plateforme nationale";

/// A row that is to be written.
pub(super) struct Decided {
    /// The row in the file.
    pub(super) row: NationalRow,
    /// The settlement as it is to be.
    pub(super) settlement: Settlement,
    /// Its status before.
    pub(super) status_before: SettlementStatus,
    /// Whether it is not known yet.
    pub(super) is_new: bool,
    /// Whether its record changes.
    pub(super) is_edited: bool,
    /// The facts of which the row says another thing than is known.
    pub(super) news: BTreeSet<usize>,
    /// The answers that it brings.
    pub(super) visit: Option<RecordedVisit>,
}

impl Decided {
    /// Whether the row says nothing new.
    pub(super) fn is_same(&self) -> bool {
        !self.is_new && !self.is_edited && self.visit.is_none() && !self.has_entries()
    }

    /// Whether the row says something new of a fact.
    pub(super) fn is_news(&self, fact: NationalFact) -> bool {
        national_place(fact).is_some_and(|at| self.news.contains(&at))
    }

    /// Whether anything of it goes into registers.
    fn has_entries(&self) -> bool {
        use NationalFact as Fact;
        let goes = |fact: Fact| {
            fact.is_restricted()
                || matches!(
                    fact,
                    Fact::Address
                        | Fact::AccessNotes
                        | Fact::Reinstalled
                        | Fact::ReinstallationNote
                        | Fact::ResorptionTarget
                        | Fact::ReportedOn
                        | Fact::ClosedOn
                        | Fact::ClosedCause
                        | Fact::ClosedBecause
                        | Fact::CensusState
                        | Fact::CensusOn
                        | Fact::CensusBy
                )
        };
        self.news.iter().any(|at| goes(NATIONAL_COLUMNS[*at].fact))
    }
}

/// What rows before have taken, so that none takes it again.
struct Taken {
    ids: HashMap<String, SettlementId>,
    codes: BTreeMap<String, u64>,
}

impl Jalon {
    /// What all rows come to; what is wrong goes to the report.
    pub(super) async fn decide_rows(
        &self,
        (atlas, around): (&Atlas, &Surroundings),
        read: &NationalRead,
        report: &mut ImportReport,
    ) -> Result<Vec<Decided>, Error> {
        let mut taken = Taken {
            ids: self.store.settlement_ids(&self.territory).await?,
            codes: BTreeMap::new(),
        };
        let mut all = Vec::new();
        for row in &read.rows {
            let decided = self.decide_row((atlas, around), row, &mut taken);
            let refused = match decided {
                Err(why) => Some(why),
                Ok(mut site) => {
                    site.visit = self.visit_of(&site, &mut report.warnings).await?;
                    warn(&site, atlas, &mut report.warnings);
                    let refused = self.closing_refused(&site).await?;
                    all.push(site);
                    refused
                }
            };
            report.refusals.extend(refused.map(|why| Refusal {
                place: row.place_in_file(),
                why,
            }));
        }
        let points = all.iter().filter(|site| site.is_new).count();
        if points > 0 {
            report.warnings.push(format!(
                "{points} new settlements have a point for a place; each is kept as a square of {} m: draw its outline, so that dangers are measured on its ground",
                2.0 * HALF_SIDE_M
            ));
        }
        Ok(all)
    }

    /// What a row comes to, or why it cannot be used.
    fn decide_row(
        &self,
        (atlas, around): (&Atlas, &Surroundings),
        row: &NationalRow,
        taken: &mut Taken,
    ) -> Result<Decided, String> {
        let site = match (found(atlas, row)?, row.place) {
            (Some(known), _) => of_known(row, (atlas, known), around),
            (None, Some(place)) => self.new_site(row, place, (atlas, taken)),
            (None, None) => {
                let why = "no place: no site is known by its name or reference here, so the row needs \"Latitude\" and \"Longitude\"";
                return Err(why.to_owned());
            }
        };
        let code = site.settlement.code.clone();
        match taken.codes.insert(code.clone(), row.number) {
            Some(first) => Err(format!(
                "settlement {code} stands in row {first} already; keep one of the two rows"
            )),
            None => Ok(site),
        }
    }

    fn new_site(
        &self,
        row: &NationalRow,
        (lon, lat): (f64, f64),
        (atlas, taken): (&Atlas, &Taken),
    ) -> Decided {
        let code = free_code(row, (atlas, taken));
        let known = taken.ids.get(&code).copied();
        let square = Bbox::at((lon, lat).into()).grown_by_m(HALF_SIDE_M);
        let settlement = Settlement {
            id: known.unwrap_or_else(|| SettlementId(self.clock().new_id())),
            name: row.text(NationalFact::Name).unwrap_or(&code).to_owned(),
            code,
            kind: SettlementKind::Unknown,
            status: SettlementStatus::Reported,
            households: None,
            people: None,
            installed_on: None,
            footprint: ground(square),
        };
        let blank = vec![NationalCell::Blank; NATIONAL_COLUMNS.len()];
        let mut site = compared(row, settlement, &blank);
        site.is_new = true;
        site
    }

    /// Closing a site where households have no outcome yet is not for a file.
    async fn closing_refused(&self, site: &Decided) -> Result<Option<String>, Error> {
        let closes = site.settlement.status == SettlementStatus::Closed
            && site.status_before != SettlementStatus::Closed;
        if site.is_new || !closes {
            return Ok(None);
        }
        let rule = self.lacking_outcomes(&site.settlement).await?;
        Ok(rule.map(|rule| format!("column \"Date de fermeture\": {rule}; close it here first")))
    }

    /// The answers of a row as a visit on the day of the row; none where they are known already.
    async fn visit_of(
        &self,
        site: &Decided,
        warnings: &mut Vec<String>,
    ) -> Result<Option<RecordedVisit>, Error> {
        let row = &site.row;
        let (observations, is_news) = self.observed(site, warnings);
        if observations.is_empty() || !is_news {
            return Ok(None);
        }
        let Some(day) = row.day(NationalFact::UpdatedOn) else {
            warnings.push(format!(
                "row {}: its living conditions were not taken, because without \"Site mis à jour le\" nobody knows how old they are",
                row.number
            ));
            return Ok(None);
        };
        let now = self.clock().now();
        let draft = VisitDraft {
            id: VisitId(name_of(site.settlement.id, (day, &observations))),
            settlement: site.settlement.id,
            at: day.with_time(Time::MIDNIGHT).assume_utc(),
            by: BY.to_owned(),
            team: None,
            method: VisitMethod::Remote,
            note: None,
            position: None,
            outline: None,
            nothing_changed: false,
            observations,
        };
        let mut visit = Visit::checked(draft, now)?;
        match self.stored_visit(visit.id).await? {
            Some(stored) if stored.withdrawn.is_none() => return Ok(None),
            // It was taken back, and is told anew.
            Some(_) => visit.id = VisitId(self.clock().new_id()),
            None => {}
        }
        Ok(Some(RecordedVisit {
            validated: Some(Ruling::validation(now, BY)?),
            withdrawn: None,
            visit,
        }))
    }
}

impl Jalon {
    /// The answers of a row to questions that are asked here, and whether any of them is news.
    fn observed(&self, site: &Decided, warnings: &mut Vec<String>) -> (Vec<Observation>, bool) {
        let model = self.model();
        let mut observations = Vec::new();
        let mut is_news = site.is_news(NationalFact::UpdatedOn);
        for (at, column) in NATIONAL_COLUMNS.iter().enumerate() {
            let (
                NationalFact::Answer {
                    question,
                    is_turned,
                },
                NationalCell::Text(word),
            ) = (column.fact, &site.row.cells[at])
            else {
                continue;
            };
            let reply = if (word == "oui") == is_turned {
                Reply::No
            } else {
                Reply::Yes
            };
            if hazard::check_told(&model, question, Some(reply)).is_ok() {
                is_news |= site.news.contains(&at);
                observations.push(Observation {
                    question: question.to_owned(),
                    reply: Some(reply),
                    note: None,
                });
                continue;
            }
            let told = format!(
                "not read, because the weights in force ask no such question: {:?}",
                column.title
            );
            if !warnings.contains(&told) {
                warnings.push(told);
            }
        }
        (observations, is_news)
    }
}

/// The settlement that a row is about: by its code, by its number on the platform, or by its name where
/// it is.
fn found<'a>(atlas: &'a Atlas, row: &NationalRow) -> Result<Option<&'a Known>, String> {
    if let Some(code) = row.text(NationalFact::Reference) {
        return Ok(atlas.settlement(code));
    }
    if let Some(known) = row
        .platform_number
        .and_then(|number| atlas.settlement(&format!("{PREFIX}{number}")))
    {
        return Ok(Some(known));
    }
    let (Some(name), Some((lon, lat))) = (row.text(NationalFact::Name), row.place) else {
        return Ok(None);
    };
    let around = Bbox::at((lon, lat).into()).grown_by_m(NEAR_M);
    let is_it = |known: &&Known| {
        let own = &known.settlement;
        own.footprint.bbox().intersects(&around) && intake::is_same_name(&own.name, name)
    };
    let mut near: Vec<&Known> = atlas.settlements().filter(is_it).collect();
    near.sort_by(|one, other| one.settlement.code.cmp(&other.settlement.code));
    match near[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        [one, other, ..] => Err(format!(
            "{name:?} may be {} or {}, which lie there and are called so; write the code of one into \"Référence\"",
            one.settlement.code, other.settlement.code
        )),
    }
}

fn of_known(row: &NationalRow, (atlas, known): (&Atlas, &Known), around: &Surroundings) -> Decided {
    compared(
        row,
        Settlement::clone(&known.settlement),
        &around.row(atlas, known),
    )
}

/// What of a row is news to what we would tell, laid upon the settlement.
fn compared(row: &NationalRow, settlement: Settlement, told: &[NationalCell]) -> Decided {
    let says_other = |at: &usize| {
        let given = &row.cells[*at];
        *given != NationalCell::Blank && told.get(*at) != Some(given)
    };
    let mut site = Decided {
        row: row.clone(),
        status_before: settlement.status,
        is_new: false,
        is_edited: false,
        news: (0..row.cells.len()).filter(says_other).collect(),
        visit: None,
        settlement,
    };
    let before = site.settlement.clone();
    lay(&mut site);
    site.is_edited = site.settlement != before;
    site
}

fn lay(site: &mut Decided) {
    use NationalFact as Fact;
    let row = site.row.clone();
    if let Some(name) = row.text(Fact::Name).filter(|_| site.is_news(Fact::Name)) {
        name.clone_into(&mut site.settlement.name);
    }
    if site.is_news(Fact::Kind) {
        match row.text(Fact::Kind) {
            Some("Terrain") => site.settlement.kind = SettlementKind::Shantytown,
            Some("Immeuble bâti") => site.settlement.kind = SettlementKind::Squat,
            // What the platform does not know takes nothing away.
            _ => {}
        }
    }
    if site.is_news(Fact::InstalledOn) {
        site.settlement.installed_on = row.day(Fact::InstalledOn);
    }
    if site.is_news(Fact::People) {
        site.settlement.people = row.count(Fact::People);
    }
    if site.is_news(Fact::Households) {
        site.settlement.households = row.count(Fact::Households);
    }
    if row.day(Fact::ClosedOn).is_some() {
        site.settlement.status = SettlementStatus::Closed;
    }
}

/// Things worth a look in a row about a settlement that is known.
fn warn(site: &Decided, atlas: &Atlas, warnings: &mut Vec<String>) {
    let Some(known) = atlas.settlement(&site.settlement.code) else {
        return;
    };
    let (code, number) = (&site.settlement.code, site.row.number);
    let own = &known.settlement.footprint;
    let is_elsewhere =
        site.is_news(NationalFact::Latitude) || site.is_news(NationalFact::Longitude);
    if let Some((lon, lat)) = site.row.place.filter(|_| is_elsewhere)
        && !own.bbox().contains((lon, lat).into())
    {
        warnings.push(format!(
            "row {number}: the file has {code} at {lat}, {lon}, outside its outline here; the outline was kept"
        ));
    }
    let notes = [NationalFact::AccessNotes, NationalFact::ReinstallationNote];
    for note in notes.into_iter().filter(|note| site.is_news(*note)) {
        if let Some(unfit) = site
            .row
            .text(note)
            .map(unfit_words)
            .filter(|all| !all.is_empty())
        {
            let about: Vec<&str> = unfit.iter().map(|one| one.code()).collect();
            warnings.push(format!(
                "row {number}: what is said of {code} seems to speak of {}; look through it: that is never written down here",
                about.join(", ")
            ));
        }
    }
    let is_open_there = site.row.day(NationalFact::ClosedOn).is_none();
    if known.settlement.status == SettlementStatus::Closed && is_open_there {
        warnings.push(format!(
            "row {number}: {code} is closed here and has no \"Date de fermeture\" in the file; it stays closed"
        ));
    }
}

/// The code of a new settlement: its own, its number on the platform, or one made from its name.
fn free_code(row: &NationalRow, (atlas, taken): (&Atlas, &Taken)) -> String {
    if let Some(code) = row.text(NationalFact::Reference) {
        return code.to_owned();
    }
    if let Some(number) = row.platform_number {
        return format!("{PREFIX}{number}");
    }
    let name = row.text(NationalFact::Name).unwrap_or_default();
    let base = intake::code_of_name(name).unwrap_or_else(|| format!("site-{}", row.number));
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let is_free =
        |code: &String| atlas.settlement(code).is_none() && !taken.codes.contains_key(code);
    let mut tried = std::iter::once(base.clone()).chain(numbered);
    tried.find(is_free).unwrap_or(base)
}

/// The square of a box, which is one for every point on Earth that a row may have.
fn ground(square: Bbox) -> Footprint {
    let corners = geo_types::Rect::new((square.west, square.south), (square.east, square.north));
    let polygons = MultiPolygon::new(vec![corners.to_polygon()]);
    #[expect(
        clippy::expect_used,
        reason = "a box of 20 m around a place on Earth, kept within its degrees, is a valid area"
    )]
    Footprint::new(polygons).expect("a box is a valid area")
}

/// The same answers of the same day of the same place are one visit, however often they are sent.
fn name_of(settlement: SettlementId, (day, observations): (time::Date, &[Observation])) -> Uuid {
    let mut digest = Sha256::new();
    digest.update(settlement.0.as_bytes());
    digest.update(day.to_string());
    for one in observations {
        digest.update(format!("|{}={:?}", one.question, one.reply));
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
