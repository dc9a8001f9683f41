//! A household taken out of everything for good, with a receipt and what counts need of it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{desk_work::DeskWork, late::spelling_marks};
use crate::{
    access,
    app::{Error, Jalon, atlas::neighbourhood_at, figures},
    domain::{
        Act, Deed, Erased, ErasedHousehold, ErasedMove, ErasureGround, ErasureReceipt,
        HouseholdTable, KeptReceipt, LayerKind, Person, Placement, Reach, Record, Register,
        RegisterEntry, Resource, Spelling, moves_by_month, without_code,
    },
    store::{Clash, NamingProposal},
};

/// How often an erasure is begun anew when others change something meanwhile.
const TRIES: usize = 8;
/// Receipts listed at most.
const LISTED: u32 = 1_000;

/// A household that is gone.
#[derive(Clone, Debug)]
pub struct HouseholdErased {
    /// The receipt, with its place in the record of changes.
    pub kept: KeptReceipt,
    /// Whether it was erased now; a second erasure answers with the receipt of the first.
    pub is_new: bool,
}

impl Jalon {
    /// Erases all that is kept of a household: its entry and those that hang on it, with every revision,
    /// photo and document; rows of imported files; what other records say of it. Counts and measures stay as
    /// they were, to the month. The same household is erased once: afterwards its receipt is told again.
    ///
    /// # Errors
    /// Without the right; a code that no household has or has had; when the key of the installation
    /// cannot be read.
    pub async fn erase_household(
        &self,
        code: &str,
        by: (ErasureGround, &Person),
    ) -> Result<HouseholdErased, Error> {
        let erased = self.erase_without_compacting(code, by).await?;
        if erased.is_new {
            self.compact().await;
        }
        Ok(erased)
    }

    /// The same, where the files of the database are tidied up later.
    pub(super) async fn erase_without_compacting(
        &self,
        code: &str,
        (ground, person): (ErasureGround, &Person),
    ) -> Result<HouseholdErased, Error> {
        self.may_erase(person, Act::Write)?;
        let marker = self.seal.mark(&self.territory, code)?;
        let spelling = Spelling::of(code);
        let mark = |form: String| self.seal.mark_of_form(&self.territory, &form);
        let of_form = spelling_marks(&mark(spelling.form())?, &mark(spelling.letters())?);
        for _ in 0..TRIES {
            self.refresh().await?;
            let event = self.event((&person.name, "erase"), "household".to_owned(), json!({}));
            let work = self.sit_down_for(person, &event).await?;
            if work.atlas().change + 1 != work.desk.change() {
                continue;
            }
            let Some(kept) = erased(work, (code, (&marker, &of_form)), ground).await? else {
                return self.erased_before(code, &marker).await;
            };
            return Ok(HouseholdErased { kept, is_new: true });
        }
        Err(crate::store::Error::Conflict {
            clash: Clash::ChangedMeanwhile,
            said: None,
        }
        .into())
    }

    /// Receipts of erasures, newest first, 1,000 at most.
    ///
    /// # Errors
    /// Without the right.
    pub async fn erasures(&self, person: &Person) -> Result<Vec<KeptReceipt>, Error> {
        self.may_erase(person, Act::Read)?;
        let asked = (u64::MAX, LISTED);
        Ok(self.store.erasures(&self.territory, asked).await?)
    }

    /// The receipt of a number.
    ///
    /// # Errors
    /// Without the right; when there is none of this number.
    pub async fn erasure(&self, number: u64, person: &Person) -> Result<KeptReceipt, Error> {
        self.may_erase(person, Act::Read)?;
        let asked = (number.saturating_add(1), 1);
        let found = self.store.erasures(&self.territory, asked).await?;
        let found = found.into_iter().find(|kept| kept.receipt.number == number);
        found.ok_or(Error::NoReceipt { number })
    }

    async fn erased_before(&self, code: &str, marker: &str) -> Result<HouseholdErased, Error> {
        let kept = self.store.erasure_of(&self.territory, marker).await?;
        let kept = kept.ok_or_else(|| Error::NoEntry {
            register: Register::Household,
            code: code.to_owned(),
        })?;
        Ok(HouseholdErased {
            kept,
            is_new: false,
        })
    }

    fn may_erase(&self, person: &Person, act: Act) -> Result<(), Error> {
        let of = (Resource::Erasure, act);
        if access::may(person, &self.territory, of, Reach::Territory) {
            Ok(())
        } else {
            Err(Error::NotAllowed { act })
        }
    }
}

/// Erases a household and leaves the desk; `None` where nothing is known of it.
async fn erased(
    mut work: DeskWork<'_>,
    (code, markers): (&str, (&str, &str)),
    ground: ErasureGround,
) -> Result<Option<KeptReceipt>, Error> {
    let spelling = &work.desk.spelling(code).await?;
    let naming = work.desk.naming(spelling).await?;
    let own = own(&mut work, code, &naming).await?;
    let placements = placements(&work, spelling);
    if own.is_empty() && placements.is_empty() {
        return Ok(None);
    }
    let left = left_of(&work, (code, &own), placements);
    let mut others = work.desk.naming_before(spelling, &own).await?;
    others.extend(naming.iter().map(|entry| entry.id));
    for entry in &own {
        others.remove(&entry.id);
    }
    let mut erased = work.desk.erase(&own).await?;
    clean(&mut work, (spelling, &own), (others, &mut erased)).await?;
    erased.rows_of_files = work.desk.erase_imported(spelling).await?;
    for proposal in work.desk.proposals_naming(spelling).await? {
        if let Some(cleaned) = without_family(proposal, spelling) {
            work.desk.clean_proposal(&cleaned).await?;
            erased.mentions += 1;
        }
    }
    erased.mentions += work.desk.take_out_of_texts(spelling).await?;
    work.desk.count_erased(&left).await?;
    let receipt = ErasureReceipt {
        number: work.desk.next_erasure().await?,
        ground,
        at: work.at(),
        actor: work.person.name.clone(),
        erased,
    };
    let event = work.event("erasure-receipt", &receipt);
    let kept = work.desk.keep_receipt(&receipt, (markers, &event)).await?;
    work.leave().await?;
    Ok(Some(kept))
}

/// The household and all entries about it alone.
async fn own(
    work: &mut DeskWork<'_>,
    code: &str,
    naming: &[RegisterEntry],
) -> Result<Vec<RegisterEntry>, Error> {
    let household = work.desk.entry((Register::Household, code)).await?;
    let about = naming.iter().filter(|entry| {
        entry.register != Register::Household
            && entry.register.resource() == Resource::Household
            && entry.body.text("household") == Some(code)
    });
    Ok(household.into_iter().chain(about.cloned()).collect())
}

/// Where the map says that the household has lived.
fn placements(work: &DeskWork<'_>, household: &Spelling) -> Vec<Placement> {
    let layer = work.atlas().layer(LayerKind::Placements);
    let records = layer.into_iter().flat_map(|layer| layer.records());
    let placements = records.filter_map(|(_, record)| match record {
        Record::Placement(placement) => Some(placement),
        _ => None,
    });
    placements
        .filter(|placement| household.is_nearly(&placement.household))
        .cloned()
        .collect()
}

/// What counts and measures need of a household.
fn left_of(
    work: &DeskWork<'_>,
    (code, own): (&str, &[RegisterEntry]),
    mut placements: Vec<Placement>,
) -> ErasedHousehold {
    placements.sort_by_key(|one| (one.moved_on, one.kind.is_home()));
    let ground = work.atlas().layer(LayerKind::Neighbourhoods);
    let place = |one: &Placement| {
        let found = || neighbourhood_at(ground?, one.home?).map(|around| around.code.clone());
        one.neighbourhood.clone().or_else(found)
    };
    let moves = placements.iter().map(|one| ErasedMove {
        month: one.moved_on,
        kind: one.kind,
        neighbourhood: place(one),
    });
    let standing = own.iter().find(|entry| {
        entry.register == Register::Household && entry.code == code && !entry.is_removed
    });
    let mut left = ErasedHousehold {
        moves: moves_by_month(moves.collect()),
        ..ErasedHousehold::default()
    };
    if let Some(household) = standing {
        let (place, classes) = figures::count(household, figures::last_move(own));
        left.counted_in = Some(place);
        left.classes = classes
            .into_iter()
            .filter_map(|(table, class)| named_class(table, class))
            .collect();
    }
    left
}

fn named_class(table: HouseholdTable, class: usize) -> Option<(HouseholdTable, String)> {
    Some((table, (*table.classes().get(class)?).to_owned()))
}

/// Takes out of other entries what they say of the household, and blanks what they have said before.
async fn clean(
    work: &mut DeskWork<'_>,
    (household, own): (&Spelling, &[RegisterEntry]),
    (others, erased): (BTreeSet<uuid::Uuid>, &mut Erased),
) -> Result<(), Error> {
    let gone: BTreeSet<(Register, String)> = own
        .iter()
        .map(|entry| (entry.register, entry.code.clone()))
        .collect();
    let names = |text: &str| {
        let mut codes = gone.iter().map(|(_, code)| code.as_str());
        household.stands_in(text) || codes.any(|code| without_code(text, code).is_some())
    };
    for id in others {
        let blanked = work.desk.blank_revisions(id, names).await?;
        erased.revisions += blanked;
        let Some(mut entry) = work.desk.entry_of(id).await? else {
            continue;
        };
        let body = entry.body.without(entry.register, (&gone, household));
        if body != entry.body {
            entry.body = body;
            // A home that waited for the household waits for nobody.
            if entry.state == "reserved" && entry.body.text("reserved_for").is_none() {
                "available".clone_into(&mut entry.state);
            }
            work.write(&mut entry, (Deed::Erased, None, None)).await?;
            erased.mentions += 1;
        }
    }
    Ok(())
}

/// A kept proposal without the lines of a family; `None` where it does not name it.
fn without_family(mut proposal: NamingProposal, code: &Spelling) -> Option<NamingProposal> {
    let is_in_report = take_out(&mut proposal.report, code);
    let note = proposal.note.as_deref();
    let note = note.and_then(|note| code.without(note));
    let is_named = is_in_report || note.is_some();
    proposal.note = note.or(proposal.note);
    is_named.then_some(proposal)
}

/// Takes lines out of lists that name a code, and the code out of sentences; tells whether there were any.
fn take_out(value: &mut Value, code: &Spelling) -> bool {
    match value {
        Value::Array(items) => {
            let before = items.len();
            items.retain(|item| !is_line_of(item, code));
            let is_shorter = items.len() < before;
            take_out_of_all(items.iter_mut(), code) || is_shorter
        }
        Value::Object(fields) => take_out_of_all(fields.values_mut(), code),
        Value::String(text) => match code.without(text) {
            Some(cleaned) => {
                *text = cleaned;
                true
            }
            None => false,
        },
        _ => false,
    }
}

fn take_out_of_all<'v>(values: impl Iterator<Item = &'v mut Value>, code: &Spelling) -> bool {
    let mut any = false;
    for value in values {
        any |= take_out(value, code);
    }
    any
}

fn is_line_of(item: &Value, code: &Spelling) -> bool {
    let is_its = |value: &Value| value.as_str().is_some_and(|text| code.is_nearly(text));
    item.get("household").is_some_and(is_its) || is_its(item)
}
