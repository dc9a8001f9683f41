//! A settlement as a row of the national platform's spreadsheet: blank where nothing is kept here, and
//! where whoever asks may not read.

use std::collections::BTreeMap;

use time::{Date, OffsetDateTime};

use crate::domain::{
    CurrentAnswer, NATIONAL_CENSUS, NATIONAL_CLOSINGS, NATIONAL_COLUMNS, NATIONAL_OWNERS,
    NATIONAL_POLICE, NationalCell, NationalFact, Register, RegisterEntry, Reply, Settlement,
    SettlementStatus, national_degrees, national_kind,
};

/// Everything that a row is made of.
#[derive(Clone, Debug)]
pub struct NationalSite<'a> {
    /// The settlement.
    pub settlement: &'a Settlement,
    /// Code and name of the commune that it lies in.
    pub commune: Option<(&'a str, &'a str)>,
    /// What visits have told of it.
    pub answers: &'a [CurrentAnswer],
    /// What the registers hold of it.
    pub entries: &'a [RegisterEntry],
    /// Names of organisations by their codes.
    pub organisations: &'a BTreeMap<String, String>,
    /// Whether whoever asks may read of courts and owners.
    pub tells_law: bool,
}

/// The row, one cell for each of [`NATIONAL_COLUMNS`].
#[must_use]
pub fn national_row(site: &NationalSite<'_>) -> Vec<NationalCell> {
    let cell = |fact: NationalFact| match fact {
        _ if fact.is_restricted() && !site.tells_law => NationalCell::Blank,
        _ => site.cell(fact),
    };
    NATIONAL_COLUMNS.iter().map(|one| cell(one.fact)).collect()
}

/// The entry of a register that a row tells of: the latest that was not dropped.
#[must_use]
pub fn national_entry<'a>(
    entries: &'a [RegisterEntry],
    (register, kind): (Register, Option<&str>),
) -> Option<&'a RegisterEntry> {
    entries
        .iter()
        .filter(|entry| entry.register == register && entry.state != "dropped")
        .filter(|entry| kind.is_none() || entry.body.text("kind") == kind)
        .max_by(|one, other| one.code.cmp(&other.code))
}

impl NationalSite<'_> {
    fn cell(&self, fact: NationalFact) -> NationalCell {
        use NationalFact as Fact;
        match fact {
            Fact::Nothing | Fact::Never => NationalCell::Blank,
            Fact::Commune => text(self.commune.map(|(_, name)| name)),
            Fact::CommuneCode => text(self.commune.map(|(code, _)| code)),
            Fact::Name => text(Some(&self.settlement.name)),
            Fact::Latitude => text(Some(&national_degrees(self.centre().1))),
            Fact::Longitude => text(Some(&national_degrees(self.centre().0))),
            Fact::Address
            | Fact::AccessNotes
            | Fact::Reinstalled
            | Fact::ReinstallationNote
            | Fact::ResorptionTarget => self.details(fact),
            Fact::Kind => text(Some(national_kind(self.settlement.kind))),
            Fact::InstalledOn => day(self.settlement.installed_on),
            Fact::ReportedOn => day(self.reported_on()),
            Fact::ClosedOn | Fact::ClosedCause | Fact::ClosedBecause => self.closing(fact),
            Fact::People => count(self.settlement.people),
            Fact::Households => count(self.settlement.households),
            Fact::Answer {
                question,
                is_turned,
            } => self.answer(question, is_turned),
            Fact::PestsStatus => self.pests(),
            Fact::CensusState | Fact::CensusOn | Fact::CensusBy => self.census(fact),
            Fact::OwnerKind | Fact::Owner => self.owner(fact),
            Fact::UpdatedOn => day(self.updated().map(OffsetDateTime::date)),
            Fact::Reference => text(Some(&self.settlement.code)),
            Fact::Complaint
            | Fact::Court
            | Fact::CourtDecided
            | Fact::CourtDecidedOn
            | Fact::CourtBy
            | Fact::Appeal
            | Fact::Police
            | Fact::Order
            | Fact::OrderLeaveBy
            | Fact::OrderBy
            | Fact::OrderOn
            | Fact::Insalubrity
            | Fact::InsalubrityBy
            | Fact::InsalubrityOn
            | Fact::Bailiff => self.law(fact),
        }
    }

    fn centre(&self) -> (f64, f64) {
        let centre = self.settlement.footprint.bbox().centre();
        (centre.x, centre.y)
    }

    fn of(&self, register: Register, kind: Option<&str>) -> Option<&RegisterEntry> {
        national_entry(self.entries, (register, kind))
    }

    fn reported_on(&self) -> Option<Date> {
        let reports = self.entries.iter();
        reports
            .filter(|entry| entry.register == Register::Report && entry.state == "linked")
            .filter_map(|entry| entry.body.day("received_on"))
            .min()
    }

    fn closing(&self, fact: NationalFact) -> NationalCell {
        let closings = self.entries.iter().filter(|entry| {
            entry.register == Register::StatusChange
                && entry.body.text("to_status") == Some("closed")
        });
        let last = closings.max_by(|one, other| one.code.cmp(&other.code));
        let is_closed = self.settlement.status == SettlementStatus::Closed;
        let Some(last) = last.filter(|_| is_closed) else {
            return NationalCell::Blank;
        };
        match fact {
            NationalFact::ClosedOn => day(last.body.day("on")),
            NationalFact::ClosedCause => {
                let cause = last.body.text("cause").unwrap_or_default();
                let found = NATIONAL_CLOSINGS.iter().find(|(ours, _)| *ours == cause);
                text(found.map(|(_, theirs)| *theirs))
            }
            _ => text(last.body.text("reason")),
        }
    }

    /// What is written down of the place.
    fn details(&self, fact: NationalFact) -> NationalCell {
        let Some(details) = self.of(Register::SiteDetails, None) else {
            return NationalCell::Blank;
        };
        let body = &details.body;
        let came = body.texts("predecessors").next().is_some();
        match fact {
            NationalFact::Address => text(body.text("address")),
            NationalFact::AccessNotes => text(body.text("access_notes")),
            NationalFact::ReinstallationNote => text(body.text("reinstallation_note")),
            NationalFact::ResorptionTarget => count(body.count("resorption_target_year")),
            _ if came => yes_no(true),
            _ => body.flag("reinstalled").map_or(NationalCell::Blank, yes_no),
        }
    }

    fn replied(&self, question: &str) -> Option<Reply> {
        let answer = self.answers.iter().find(|told| told.question == question);
        answer.map(|answer| answer.reply)
    }

    fn answer(&self, question: &str, is_turned: bool) -> NationalCell {
        match self.replied(question) {
            Some(Reply::Yes) => yes_no(!is_turned),
            Some(Reply::No) => yes_no(is_turned),
            Some(Reply::Number(_)) | None => NationalCell::Blank,
        }
    }

    fn pests(&self) -> NationalCell {
        text(match self.replied("pests") {
            Some(Reply::Yes) => Some("Présence de nuisibles"),
            Some(Reply::No) => Some("Absence de nuisibles"),
            _ => None,
        })
    }

    /// The day of the latest answer that the sheet tells of.
    fn updated(&self) -> Option<OffsetDateTime> {
        let is_told = |question: &str| {
            NATIONAL_COLUMNS.iter().any(|column| {
                matches!(column.fact, NationalFact::Answer { question: told, .. } if told == question)
            })
        };
        let told = self.answers.iter().filter(|one| is_told(&one.question));
        let told = told.filter(|one| matches!(one.reply, Reply::Yes | Reply::No));
        told.map(|one| one.at).max()
    }

    fn census(&self, fact: NationalFact) -> NationalCell {
        let Some(census) = self.of(Register::Census, None) else {
            return NationalCell::Blank;
        };
        let is_done = census.state == "done";
        match fact {
            NationalFact::CensusState => text(Some(NATIONAL_CENSUS[usize::from(is_done)])),
            NationalFact::CensusOn if is_done => day(census.body.day("done_on")),
            NationalFact::CensusOn => day(census.body.day("planned_from")),
            _ => {
                let operator = census.body.text("operator");
                text(operator.and_then(|code| self.organisations.get(code).map(String::as_str)))
            }
        }
    }

    fn owner(&self, fact: NationalFact) -> NationalCell {
        let Some(parcel) = self.of(Register::Parcel, None) else {
            return NationalCell::Blank;
        };
        match fact {
            NationalFact::Owner => text(parcel.body.text("owner")),
            _ => text(parcel.body.text("owner_kind").map(owner_word)),
        }
    }

    fn law(&self, fact: NationalFact) -> NationalCell {
        use NationalFact as Fact;
        let kind = match fact {
            Fact::Complaint => "owner_complaint",
            Fact::Order | Fact::OrderLeaveBy | Fact::OrderBy | Fact::OrderOn => {
                "administrative_order"
            }
            Fact::Insalubrity | Fact::InsalubrityBy | Fact::InsalubrityOn => "insalubrity_order",
            _ => "court",
        };
        let Some(found) = self.of(Register::LegalProcedure, Some(kind)) else {
            return NationalCell::Blank;
        };
        let (body, state) = (&found.body, found.state.as_str());
        match fact {
            Fact::Complaint | Fact::Court | Fact::Order | Fact::Insalubrity => yes_no(true),
            Fact::CourtDecided => yes_if(matches!(state, "decided" | "appealed" | "enforced")),
            Fact::Appeal => yes_if(state == "appealed"),
            Fact::CourtDecidedOn | Fact::OrderOn | Fact::InsalubrityOn => {
                day(body.day("decided_on"))
            }
            Fact::CourtBy | Fact::OrderBy | Fact::InsalubrityBy => text(body.text("authority")),
            Fact::OrderLeaveBy => day(body.day("leave_by")),
            Fact::Police => text(body.text("police").and_then(police_word)),
            _ => text(body.text("bailiff")),
        }
    }
}

/// Whose the land is in the platform's words.
fn owner_word(kind: &str) -> &'static str {
    match kind {
        "city" | "metropole" | "departement" | "state" | "railway" | "public" => NATIONAL_OWNERS[0],
        "landlord" | "company" | "private" => NATIONAL_OWNERS[1],
        _ => NATIONAL_OWNERS[2],
    }
}

fn police_word(code: &str) -> Option<&'static str> {
    let found = NATIONAL_POLICE.iter().find(|(ours, _)| *ours == code);
    found.map(|(_, theirs)| *theirs)
}

fn text(value: Option<&str>) -> NationalCell {
    let value = value.filter(|value| !value.is_empty());
    value.map_or(NationalCell::Blank, |value| {
        NationalCell::Text(value.to_owned())
    })
}

fn day(value: Option<Date>) -> NationalCell {
    value.map_or(NationalCell::Blank, NationalCell::Day)
}

fn count(value: Option<u32>) -> NationalCell {
    value.map_or(NationalCell::Blank, NationalCell::Count)
}

fn yes_no(yes: bool) -> NationalCell {
    NationalCell::Text(if yes { "oui" } else { "non" }.to_owned())
}

/// What was not decided yet may be decided tomorrow: no is never told.
fn yes_if(yes: bool) -> NationalCell {
    if yes {
        yes_no(true)
    } else {
        NationalCell::Blank
    }
}
