//! The registers of the work: households, homes, decisions … listed, added, changed, brought on. Team only.
//!
//! Who may is asked of `access` by the name of the register's resource; which fields are told, by the
//! class of each. `ETag` is the revision: whoever changes an entry names the one that was read.

pub(super) mod files;

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ETAG, IF_MATCH, LOCATION},
    },
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Door,
    asker::{Asker, DoorFor},
    body::{self, Form},
    error::Problem,
    query::Query,
    receipts,
};
use crate::{
    access,
    app::{EntryBy, ListAsked, Look},
    domain::{
        Act, Code, DataClass, Language, NewEntry, Person, Reach, Register, RegisterEntry,
        SettlementStatus, StateChange,
    },
    publish::{self, EntryView, RegisterView, RevisionView},
};

/// Every route of registers.
pub(super) fn routes() -> OpenApiRouter<Door> {
    OpenApiRouter::new()
        .routes(routes!(registers))
        .routes(routes!(entries, add))
        .routes(routes!(entry, change, remove))
        .routes(routes!(bring))
        .routes(routes!(history))
        .routes(routes!(undo))
        .routes(routes!(bring_settlement))
        .merge(files::routes())
        .layer(body::form_limit())
}

/// In which language labels are told.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Spoken {
    /// `fr` or `en`; French unless given.
    #[param(inline)]
    lang: Option<Language>,
}

/// Which entries are meant.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Code of the settlement that they speak of.
    settlement: Option<String>,
    /// The state that they are in.
    state: Option<String>,
    /// An entry that they lead to: its register and code, such as `household:HH0001`.
    linked_to: Option<String>,
    /// How many at most: 1 to 1000, 200 unless given.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 1000)]
    limit: Option<String>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// A page of a register.
#[derive(Serialize, ToSchema)]
pub(super) struct Entries {
    /// Cursor of the next page; null on the last.
    next: Option<String>,
    /// The entries of this page, by code.
    items: Vec<EntryView>,
}

/// Entries that were put back to what they were.
#[derive(Serialize, ToSchema)]
pub(super) struct Undone {
    /// They, as they are now; those that the change had begun are taken out.
    items: Vec<EntryView>,
}

/// A reason, as it is given.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Why {
    /// Why: 3 to 500 characters.
    #[serde(default)]
    reason: String,
}

/// Entries on a page unless asked otherwise, and at most.
const ENTRIES_DEFAULT: u32 = 200;
const ENTRIES_MOST: u32 = 1_000;

/// A register, and what whoever asks may do with it.
#[derive(Serialize, ToSchema)]
pub(super) struct RegisterTold {
    /// What it holds.
    #[serde(flatten)]
    register: RegisterView,
    /// Whether they may read entries of it, their own at least.
    may_read: bool,
    /// Whether they may write entries of it, their own at least.
    may_write: bool,
}

/// What every register holds: its fields, states and words. Team only.
#[utoipa::path(get, path = "/api/registers", operation_id = "registers", params(Spoken),
    responses(
        (status = 200, description = "Every register", body = Vec<RegisterTold>),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem)))]
pub(super) async fn registers(
    DoorFor(door, person): DoorFor,
    Query(spoken): Query<Spoken>,
) -> Result<Json<Vec<RegisterTold>>, Problem> {
    door.team_only()?;
    let language = spoken.lang.unwrap_or(Language::French);
    let may = |register: Register, act| {
        let of = (register.resource(), act);
        access::may(&person, door.jalon.territory(), of, Reach::Own)
    };
    let told = |register: &Register| RegisterTold {
        register: publish::register(*register, language),
        may_read: may(*register, Act::Read),
        may_write: may(*register, Act::Write),
    };
    Ok(Json(Register::ALL.iter().map(told).collect()))
}

/// Entries of a register, by code. Team only.
#[utoipa::path(get, path = "/api/registers/{register}", operation_id = "entries",
    params(("register" = Register, Path, description = "Which register"), Which,
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "A page of entries, with the fields that may be read", body = Entries),
        (status = 400, description = "A parameter cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No such register, settlement or entry", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn entries(
    DoorFor(door, person): DoorFor,
    Path(name): Path<String>,
    Query(which): Query<Which>,
    headers: HeaderMap,
) -> Result<Json<Entries>, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let asked = which.asked()?;
    let found = door
        .jalon
        .entries(register, &asked, look(&person, &headers))
        .await?;
    // Behind a full page there may be another one.
    let next = found.last().map(|last| last.code.clone());
    let next = next.filter(|_| found.len() >= asked.limit as usize);
    let items = found.iter().map(|one| seen(&door, &person, one)).collect();
    Ok(Json(Entries { next, items }))
}

/// Adds an entry. Team only.
///
/// With the header `Idempotency-Key` the same request sent again is answered again and done once.
#[utoipa::path(post, path = "/api/registers/{register}", operation_id = "add_entry",
    params(("register" = Register, Path, description = "Which register"),
        ("Idempotency-Key" = Option<String>, Header, description = "1 to 80 characters, new for each new request")),
    request_body = NewEntry,
    responses(
        (status = 201, description = "The entry; ETag is its revision, Location its address", body = EntryView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Something that it names is not there", body = Problem),
        (status = 409, description = "Its code is taken, a rule stands in the way, or the key belongs to another request", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn add(
    DoorFor(door, person): DoorFor,
    Path(name): Path<String>,
    headers: HeaderMap,
    Form(given): Form<NewEntry>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let key = idempotency_key(&headers)?;
    let added = door
        .jalon
        .add_entry(register, &given, (&person, key.as_deref()))
        .await?;
    let address = format!("/api/registers/{register}/{}", added.code);
    let mut response = shown(&door, &person, &added);
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(address) = HeaderValue::from_str(&address) {
        response.headers_mut().insert(LOCATION, address);
    }
    Ok(response)
}

/// One entry. Team only.
#[utoipa::path(get, path = "/api/registers/{register}/{code}", operation_id = "entry",
    params(("register" = Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Its code"),
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "The entry with the fields that may be read; ETag is its revision", body = EntryView),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem)))]
pub(super) async fn entry(
    DoorFor(door, person): DoorFor,
    Path((name, code)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let found = door
        .jalon
        .entry((register, &code), look(&person, &headers))
        .await?;
    Ok(shown(&door, &person, &found))
}

/// Changes fields of an entry; a blank or null one is emptied. Team only.
#[utoipa::path(patch, path = "/api/registers/{register}/{code}", operation_id = "change_entry",
    params(("register" = Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Its code"),
        ("If-Match" = String, Header, description = "The ETag of the entry as it was read, or * for any")),
    request_body(content = Object, description = "Values by the names of their fields"),
    responses(
        (status = 200, description = "The entry as it is now", body = EntryView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem),
        (status = 412, description = "It was changed since it was read", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem),
        (status = 428, description = "If-Match is missing", body = Problem)))]
pub(super) async fn change(
    DoorFor(door, person): DoorFor,
    Path((name, code)): Path<(String, String)>,
    headers: HeaderMap,
    Form(fields): Form<BTreeMap<String, Value>>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let by = by(&person, &headers)?;
    let key = (named(&name)?, code.as_str());
    let changed = door.jalon.change_entry(key, &fields, by).await?;
    Ok(shown(&door, &person, &changed))
}

/// Brings an entry to another state, with all that follows from it. Team only.
#[utoipa::path(post, path = "/api/registers/{register}/{code}/state", operation_id = "move_entry",
    params(("register" = Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Its code"),
        ("If-Match" = String, Header, description = "The ETag of the entry as it was read, or * for any")),
    request_body = StateChange,
    responses(
        (status = 200, description = "The entry as it is now", body = EntryView),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem),
        (status = 409, description = "The state cannot follow, or a rule stands in the way", body = Problem),
        (status = 412, description = "It was changed since it was read", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem),
        (status = 428, description = "If-Match is missing", body = Problem)))]
pub(super) async fn bring(
    DoorFor(door, person): DoorFor,
    Path((name, code)): Path<(String, String)>,
    headers: HeaderMap,
    Form(given): Form<StateChange>,
) -> Result<Response, Problem> {
    door.team_only()?;
    let by = by(&person, &headers)?;
    let key = (named(&name)?, code.as_str());
    let moved = door.jalon.move_entry(key, &given, by).await?;
    Ok(shown(&door, &person, &moved))
}

/// Takes an entry out; it is kept, and its code stays its own. Team only.
#[utoipa::path(delete, path = "/api/registers/{register}/{code}", operation_id = "remove_entry",
    params(("register" = Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Its code"), Why,
        ("If-Match" = String, Header, description = "The ETag of the entry as it was read, or * for any")),
    responses(
        (status = 204, description = "It is out"),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem),
        (status = 409, description = "Other entries name it", body = Problem),
        (status = 412, description = "It was changed since it was read", body = Problem),
        (status = 422, description = "The reason is missing", body = Problem),
        (status = 428, description = "If-Match is missing", body = Problem)))]
pub(super) async fn remove(
    DoorFor(door, person): DoorFor,
    Path((name, code)): Path<(String, String)>,
    Query(why): Query<Why>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    door.team_only()?;
    let by = by(&person, &headers)?;
    let key = (named(&name)?, code.as_str());
    door.jalon.remove_entry(key, &why.reason, by).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an entry was after each of its changes, newest first. Team only.
#[utoipa::path(get, path = "/api/registers/{register}/{code}/history", operation_id = "entry_history",
    params(("register" = Register, Path, description = "Which register"),
        ("code" = String, Path, description = "Its code"),
        ("X-Purpose" = Option<String>, Header, description = "What for, 3 to 200 characters: needed where households or courts are told of")),
    responses(
        (status = 200, description = "Up to 500 revisions", body = Vec<RevisionView>),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "None of this code that may be known", body = Problem)))]
pub(super) async fn history(
    DoorFor(door, person): DoorFor,
    Path((name, code)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Json<Vec<RevisionView>>, Problem> {
    door.team_only()?;
    let register = named(&name)?;
    let found = door
        .jalon
        .entry_history((register, &code), look(&person, &headers))
        .await?;
    let sees = classes(&door, &person, register);
    let views = found.iter();
    let views = views.map(|one| publish::register_revision(register, one, &sees));
    Ok(Json(views.collect()))
}

/// Takes a change of registers back, with all that followed from it. Team only.
#[utoipa::path(post, path = "/api/registers/changes/{number}/undo", operation_id = "undo_change",
    params(("number" = u64, Path, description = "Number of the change")),
    responses(
        (status = 200, description = "What it had touched, as it is now", body = Undone),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "Not for this audience", body = Problem),
        (status = 409, description = "It cannot be taken back", body = Problem)))]
pub(super) async fn undo(
    State(door): State<Door>,
    Path(number): Path<u64>,
    Asker(person): Asker,
) -> Result<Json<Undone>, Problem> {
    door.team_only()?;
    let undone = door.jalon.undo_change(number, &person).await?;
    let items = undone.iter().map(|one| seen(&door, &person, one));
    Ok(Json(Undone {
        items: items.collect(),
    }))
}

/// A settlement's new status.
#[derive(Serialize, ToSchema)]
pub(super) struct Brought {
    /// The status now.
    status: SettlementStatus,
    /// The statuses that may follow.
    next: Vec<SettlementStatus>,
    /// What is kept of the change.
    change: EntryView,
}

/// Brings a settlement to another status; the rules of the work are held. Team only.
#[utoipa::path(post, path = "/api/settlements/{code}/status", operation_id = "bring_settlement",
    params(("code" = String, Path, description = "Code of the settlement")),
    request_body = StateChange,
    responses(
        (status = 200, description = "The status now, and what is kept of the change", body = Brought),
        (status = 400, description = "The body cannot be understood", body = Problem),
        (status = 403, description = "Not for this account", body = Problem),
        (status = 404, description = "No settlement of this code for this audience", body = Problem),
        (status = 409, description = "The status cannot follow, or a rule stands in the way", body = Problem),
        (status = 422, description = "A value cannot be taken", body = Problem)))]
pub(super) async fn bring_settlement(
    DoorFor(door, person): DoorFor,
    Path(code): Path<String>,
    Form(given): Form<StateChange>,
) -> Result<Json<Brought>, Problem> {
    door.team_only()?;
    let brought = door.jalon.bring_settlement(&code, &given, &person).await?;
    Ok(Json(Brought {
        status: brought.status,
        next: brought.status.next().to_vec(),
        change: seen(&door, &person, &brought.entry),
    }))
}

impl Which {
    fn asked(&self) -> Result<ListAsked, Problem> {
        let limit = match &self.limit {
            None => ENTRIES_DEFAULT,
            Some(text) => super::query::digits(text)
                .and_then(|number| u32::try_from(number).ok())
                .filter(|number| (1..=ENTRIES_MOST).contains(number))
                .ok_or_else(|| Problem::parameter("limit", "a whole number from 1 to 1000"))?,
        };
        let linked_to = match &self.linked_to {
            None => None,
            Some(text) => {
                let parted = text.split_once(':');
                let found = parted.and_then(|(register, code)| {
                    Some((Register::from_code(register)?, code.to_owned()))
                });
                let wanted = "a register and a code, such as household:HH0001";
                Some(found.ok_or_else(|| Problem::parameter("linked_to", wanted))?)
            }
        };
        Ok(ListAsked {
            settlement: self.settlement.clone(),
            state: self.state.clone(),
            linked_to,
            after: self.cursor.clone().unwrap_or_default(),
            limit,
        })
    }
}

/// Whose look it is, and what for: the header `X-Purpose` says.
pub(super) fn look<'a>(person: &'a Person, headers: &'a HeaderMap) -> Look<'a> {
    let purpose = headers.get("x-purpose");
    Look {
        person,
        purpose: purpose.map(|told| told.to_str().unwrap_or_default()),
    }
}

pub(super) fn named(name: &str) -> Result<Register, Problem> {
    Register::from_code(name).ok_or_else(|| {
        let known = publish::register_names();
        Problem::not_found(format!(
            "there is no register of this name; there are {known}"
        ))
    })
}

/// Which classes of fields whoever asks may read of a register.
fn classes<'a>(
    door: &Door,
    person: &'a Person,
    register: Register,
) -> impl Fn(DataClass) -> bool + use<'a> {
    let classes = access::classes(person, door.jalon.territory(), register.resource());
    move |class| classes.sees(class)
}

pub(super) fn seen(door: &Door, person: &Person, entry: &RegisterEntry) -> EntryView {
    publish::register_entry(entry, classes(door, person, entry.register))
}

fn shown(door: &Door, person: &Person, entry: &RegisterEntry) -> Response {
    let view = receipts::beside(door, seen(door, person, entry), entry);
    let mut response = view.map(Json).into_response();
    if let Ok(tag) = HeaderValue::from_str(&format!("\"r{}\"", entry.revision)) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Who asks, upon the revision that `If-Match` names.
fn by<'a>(person: &'a Person, headers: &HeaderMap) -> Result<EntryBy<'a>, Problem> {
    let told = headers.get(IF_MATCH).ok_or_else(Problem::unconditional)?;
    let text = told.to_str().unwrap_or_default().trim();
    let revision = match text {
        "*" => None,
        tag => {
            // Compression may have made the tag weak.
            let bare = tag.trim_start_matches("W/").trim_matches('"');
            let number = bare.strip_prefix('r').and_then(|text| text.parse().ok());
            Some(number.ok_or_else(|| Problem::parameter("If-Match", "the ETag of an entry"))?)
        }
    };
    Ok(EntryBy { person, revision })
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(given) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let text = given.to_str().unwrap_or_default().trim();
    if (1..=80).contains(&text.len()) {
        return Ok(Some(text.to_owned()));
    }
    Err(Problem::parameter(
        "Idempotency-Key",
        "1 to 80 plain characters",
    ))
}
