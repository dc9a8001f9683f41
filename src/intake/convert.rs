//! One feature to one record of its layer.

use std::collections::HashMap;

use time::Date;

use super::{
    account::Account,
    code::Codes,
    field::Field,
    kind_words,
    mapping::Columns,
    notice::Notice,
    offer,
    peril_type::{self, Declared},
    plan::{NewId, Plan},
    refused::Refused,
    risk_class::{self, Classes, Level, Writing},
    row::{Row, shortened},
    shaping,
    values::{self, Day},
};
use crate::{
    domain::{
        HazardZone, HousingOffer, Landmark, LandmarkKind, LayerKind, Neighbourhood, Peril,
        Placement, PlacementKind, Record, Settlement, SettlementId, SettlementKind,
        SettlementStatus, Severity, StudyArea,
    },
    spatial::{Footprint, MendRule, SourceFeature, SourceGeometry},
};

/// A record and the rules by which its shape was mended.
type Converted = (Record, Vec<MendRule>);

/// Converts the features of one file, in order.
pub(super) struct Converter {
    kind: LayerKind,
    columns: Columns,
    classes: Classes,
    known: HashMap<String, SettlementId>,
    new_id: NewId,
    codes: Codes,
}

impl Converter {
    pub(super) fn new(plan: Plan, columns: Columns, new_id: NewId) -> Self {
        Self {
            kind: plan.kind,
            columns,
            classes: plan.classes,
            known: plan.known,
            new_id,
            codes: Codes::of(plan.kind),
        }
    }

    /// The columns that are read.
    pub(super) fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The record that a feature describes; `shape` is the feature's, in longitude and latitude.
    pub(super) fn record(
        &mut self,
        feature: &SourceFeature,
        shape: Option<SourceGeometry>,
        account: &mut Account,
    ) -> Result<Converted, Refused> {
        match (self.kind, shape) {
            (LayerKind::Placements, shape) => self.placement(feature, shape.as_ref(), account),
            (LayerKind::Offers, shape) => self.offer(feature, shape.as_ref(), account),
            // A grid has no features: `DepthIntake` takes it in.
            (LayerKind::Depth, _) | (_, None) => Err(Refused::NoShape),
            (LayerKind::Settlements, Some(shape)) => self.settlement(feature, &shape, account),
            (LayerKind::Neighbourhoods | LayerKind::System(_), Some(shape)) => {
                self.neighbourhood(feature, &shape, account)
            }
            (LayerKind::Zones(peril), Some(shape)) => {
                let zone = self.zone(feature, peril, account)?;
                let (footprint, rules) = shaping::area(&shape, self.kind)?;
                Ok((Record::HazardZone(zone.at(footprint)), rules))
            }
            (LayerKind::Study(peril), Some(shape)) => self.study_area(feature, &shape, peril),
            (LayerKind::Landmarks(kind), Some(shape)) => self.landmark(feature, shape, kind),
        }
    }

    fn settlement(
        &mut self,
        feature: &SourceFeature,
        shape: &SourceGeometry,
        account: &mut Account,
    ) -> Result<Converted, Refused> {
        let row = Row::new(&self.columns, feature);
        let (footprint, rules) = shaping::area(shape, self.kind)?;
        let code = self.codes.give(row, Field::Code, account)?;
        self.codes.take(&code, feature.number);
        let known = self.known.get(&code).copied();
        let kind = row.word(Field::Kind, kind_words::settlement_kind, account);
        let status = row.word(Field::Status, kind_words::settlement_status, account);
        let settlement = Settlement {
            id: known.unwrap_or_else(|| SettlementId((self.new_id)())),
            name: row.text(Field::Name).unwrap_or_else(|| code.clone()),
            code,
            kind: kind.unwrap_or(SettlementKind::Unknown),
            status: status.unwrap_or(SettlementStatus::Unknown),
            households: row.read(Field::Households, values::count, account),
            people: row.read(Field::People, values::count, account),
            installed_on: installed_on(row, account),
            footprint,
        };
        Ok((Record::Settlement(settlement), rules))
    }

    fn neighbourhood(
        &mut self,
        feature: &SourceFeature,
        shape: &SourceGeometry,
        account: &mut Account,
    ) -> Result<Converted, Refused> {
        let row = Row::new(&self.columns, feature);
        let (footprint, rules) = shaping::area(shape, self.kind)?;
        let code = self.codes.give(row, Field::Code, account)?;
        self.codes.take(&code, feature.number);
        let neighbourhood = Neighbourhood {
            name: row.text(Field::Name).unwrap_or_else(|| code.clone()),
            code,
            population: row.read(Field::Population, values::amount, account),
            households: row.read(Field::Households, values::amount, account),
            social_homes: row.read(Field::SocialHomes, values::amount, account),
            deprived: row.read(Field::Deprived, values::yes, account),
            footprint,
        };
        Ok((Record::Neighbourhood(neighbourhood), rules))
    }

    fn zone(
        &self,
        feature: &SourceFeature,
        peril: Peril,
        account: &mut Account,
    ) -> Result<Zone, Refused> {
        let row = Row::new(&self.columns, feature);
        check_type(row, peril, account)?;
        let class = row.text(Field::Class);
        if let Some(severity) = self.classes.for_all() {
            let source_class = class.unwrap_or_else(|| severity.get().to_string());
            return Ok(Zone {
                peril,
                severity,
                source_class,
            });
        }
        let column = row.column(Field::Class);
        let source_class = class.ok_or_else(|| Refused::NoClass {
            column: column.to_owned(),
        })?;
        match self.classes.read(column, &source_class, peril) {
            Some(Level::Hazard(severity)) => {
                note_rule(row, account);
                Ok(Zone {
                    peril,
                    severity,
                    source_class,
                })
            }
            Some(Level::NoHazard) => {
                account.note(Notice::NoHazard, row.number());
                Err(Refused::NoHazard {
                    class: shortened(&source_class),
                })
            }
            None => Err(Refused::UnknownClass {
                known: risk_class::known_classes(column),
                class: shortened(&source_class),
            }),
        }
    }

    fn study_area(
        &self,
        feature: &SourceFeature,
        shape: &SourceGeometry,
        peril: Peril,
    ) -> Result<Converted, Refused> {
        let (footprint, rules) = shaping::area(shape, self.kind)?;
        let area = StudyArea {
            peril,
            name: Row::new(&self.columns, feature).text(Field::Name),
            footprint,
        };
        Ok((Record::StudyArea(area), rules))
    }

    fn landmark(
        &self,
        feature: &SourceFeature,
        shape: SourceGeometry,
        kind: LandmarkKind,
    ) -> Result<Converted, Refused> {
        let (shape, rules) = shaping::landmark(shape, kind)?;
        let name = Row::new(&self.columns, feature).text(Field::Name);
        Ok((Record::Landmark(Landmark { kind, name, shape }), rules))
    }

    fn placement(
        &mut self,
        feature: &SourceFeature,
        shape: Option<&SourceGeometry>,
        account: &mut Account,
    ) -> Result<Converted, Refused> {
        let row = Row::new(&self.columns, feature);
        let home = shape
            .map(|shape| shaping::home(shape, self.kind))
            .transpose()?;
        let moved_on = row.day(Field::MovedOn)?;
        // Not taken: a household may move more than once.
        let household = self.codes.give(row, Field::Household, account)?;
        if !is_household_code(&household) {
            return Err(Refused::HouseholdNamed);
        }
        let kind = row.word(Field::Kind, kind_words::placement_kind, account);
        let placement = Placement {
            household,
            kind: kind.unwrap_or(PlacementKind::Unknown),
            moved_on,
            origin: self.origin(row, account),
            neighbourhood: row.text(Field::Neighbourhood),
            programme: row.text(Field::Programme),
            landlord: row.text(Field::Landlord),
            school_changed: row.read(Field::SchoolChanged, values::yes, account),
            home,
        };
        Ok((Record::Placement(placement), Vec::new()))
    }

    fn offer(
        &mut self,
        feature: &SourceFeature,
        shape: Option<&SourceGeometry>,
        account: &mut Account,
    ) -> Result<Converted, Refused> {
        let row = Row::new(&self.columns, feature);
        let place = shape
            .map(|shape| shaping::home(shape, self.kind))
            .transpose()?;
        let neighbourhood = row.text(Field::Neighbourhood);
        if place.is_none() && neighbourhood.is_none() {
            return Err(Refused::NowhereOffered);
        }
        let code = self.codes.give(row, Field::Code, account)?;
        let rooms = row.read(Field::Rooms, values::rooms, account);
        let offer = HousingOffer {
            landlord: row.text(Field::Landlord),
            neighbourhood,
            place,
            homes: offer::homes(row, account)?,
            people: offer::people(row, rooms, account)?,
            rooms,
            step_free: row.read(Field::StepFree, values::yes, account),
            available_from: offer::available_from(row, account),
            rent_cents: row.read(Field::Rent, values::cents, account),
            code,
        };
        self.codes.take(&offer.code, feature.number);
        Ok((Record::HousingOffer(offer), Vec::new()))
    }

    /// A settlement's code; anything else could be a country, which is never kept.
    fn origin(&self, row: Row<'_>, account: &mut Account) -> Option<String> {
        let origin = row.text(Field::Origin)?;
        if self.known.contains_key(&origin) || is_code(&origin) {
            return Some(origin);
        }
        account.note(Notice::OriginDropped, row.number());
        None
    }
}

/// A zone that has no shape yet.
struct Zone {
    peril: Peril,
    severity: Severity,
    source_class: String,
}

impl Zone {
    fn at(self, footprint: Footprint) -> HazardZone {
        HazardZone {
            peril: self.peril,
            severity: self.severity,
            source_class: self.source_class,
            footprint,
        }
    }
}

fn installed_on(row: Row<'_>, account: &mut Account) -> Option<Date> {
    match row.read(Field::InstalledOn, values::day, account)? {
        Day::Exact(day) => Some(day),
        Day::YearOnly(first_day) => {
            let field = Field::InstalledOn;
            account.note(Notice::YearOnly { field }, row.number());
            Some(first_day)
        }
    }
}

/// Refuses a zone that is about another peril, where the file says so.
fn check_type(row: Row<'_>, peril: Peril, account: &mut Account) -> Result<(), Refused> {
    let Some(text) = row.text(Field::Type) else {
        return Ok(());
    };
    let declared = shortened(&text);
    match peril_type::declared(&text) {
        Declared::Nothing => Ok(()),
        Declared::Perils(perils) if perils.contains(&peril) => Ok(()),
        Declared::Strange if peril == Peril::Other => Ok(()),
        Declared::Several => {
            account.note(Notice::SeveralPerils, row.number());
            Ok(())
        }
        Declared::Perils(_) => {
            let notice = Notice::OtherPeril {
                declared: declared.clone(),
            };
            account.note(notice, row.number());
            Err(Refused::OtherPeril { declared, peril })
        }
        Declared::Strange => Err(Refused::StrangePeril { declared, peril }),
    }
}

fn note_rule(row: Row<'_>, account: &mut Account) {
    let column = row.column(Field::Class);
    if Writing::of(column) == Writing::Rules {
        let column = column.to_owned();
        account.note(Notice::RuleForClass { column }, row.number());
    }
}

/// Whether a text can be a household's code: a digit, and no run of letters that could be a name.
pub(super) fn is_household_code(text: &str) -> bool {
    /// `MEN-014` and `FAM12` are codes; four letters in a row may be somebody.
    const LONGEST_RUN: usize = 3;
    let runs = text.split(|c: char| !c.is_alphabetic());
    let longest = runs.map(|run| run.chars().count()).max().unwrap_or(0);
    text.chars().any(|c| c.is_ascii_digit()) && longest <= LONGEST_RUN && !text.contains('@')
}

/// Whether a text can be a settlement's code: it has a digit and at most one spelled-out word.
fn is_code(text: &str) -> bool {
    let spelled = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 2)
        .count();
    text.chars().any(|c| c.is_ascii_digit()) && spelled <= 1 && !text.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_number_is_no_household_code() {
        for code in ["H-014", "MEN 3", "2024/17"] {
            assert!(is_household_code(code), "{code}");
        }
        for name in ["Martin 3", "Martin1987", "H", "a1@b.org"] {
            assert!(!is_household_code(name), "{name}");
        }
    }

    #[test]
    fn a_code_has_a_digit_and_no_spelled_out_name() {
        for code in ["H-014", "2024/17", "site 12", "B1"] {
            assert!(is_code(code), "{code}");
        }
        for name in [
            "Famille Martin",
            "Martin",
            "Famille Martin 3",
            "a1@b.org",
            "",
        ] {
            assert!(!is_code(name), "{name}");
        }
    }
}
