//! What can go wrong when the system is asked for something, by kind.

mod kind;
mod report;

pub use kind::ErrorKind;

use super::sealed::SealedError;
use crate::{
    archive, backup, config, dispersal, documents,
    domain::{
        Act, Audience, EntryError, InvalidTerritory, LayerKind, Register, SettlementStatus,
        VerdictKind, WrongVisit,
    },
    formats, hazard, intake, store,
};

/// A request that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] config::Error),
    /// The territory of the settings has no code that can be one.
    #[error(transparent)]
    Territory(#[from] InvalidTerritory),
    /// The database refuses or fails.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file cannot be read.
    #[error(transparent)]
    File(Box<formats::Error>),
    /// A file's records cannot become a layer.
    #[error(transparent)]
    Intake(Box<intake::Error>),
    /// No settlement has this code.
    #[error("no settlement has the code {code:?}; `jalon rank` lists them")]
    NoSettlement {
        /// The code asked for.
        code: String,
    },
    /// The code names a settlement already.
    #[error(
        "there is a settlement {code:?} already; give the new one another code, or replace that one"
    )]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// Somebody else has changed it since it was looked at.
    #[error(
        "settlement {code:?} is not as it was when it was looked at; look again, then change it"
    )]
    ChangedSince {
        /// The settlement.
        code: String,
    },
    /// A closed settlement is not opened again.
    #[error(
        "settlement {code:?} is closed; add a new one in its place instead of opening it again"
    )]
    Reopened {
        /// The settlement.
        code: String,
    },
    /// A status that is reached by its own door.
    #[error(
        "settlement {code:?} cannot be made {status} by changing its feature: rules stand before it; bring it there at /api/settlements/{code}/status or by `jalon settlement status`"
    )]
    StatusRuled {
        /// The settlement.
        code: String,
        /// The status asked for.
        status: SettlementStatus,
    },
    /// A document that is no settlement.
    #[error("the feature cannot be used: {why}; nothing was stored")]
    NoFeature {
        /// What is wrong with it.
        why: String,
    },
    /// No entry of a register has this code.
    #[error("no {register} has the code {code:?}; `jalon register list {register}` lists them")]
    NoEntry {
        /// Which register.
        register: Register,
        /// The code asked for.
        code: String,
    },
    /// An entry's code that is taken, by one that was taken out perhaps.
    #[error("there is a {register} {code:?} already; give the new one another code")]
    EntryTaken {
        /// Which register.
        register: Register,
        /// The code.
        code: String,
    },
    /// Somebody else has changed the entry since it was read.
    #[error("{register} {code:?} is at revision {revision} by now; read it again, then change it")]
    EntryChanged {
        /// Which register.
        register: Register,
        /// Its code.
        code: String,
        /// The revision it is at.
        revision: u32,
    },
    /// A state that cannot follow.
    #[error(
        "{subject} is {from}; it cannot be {to:?} next, only {}",
        if next.is_empty() { "nothing: this is its end".to_owned() } else { next.join(", ") }
    )]
    NoSuchStep {
        /// What it is about.
        subject: String,
        /// Its state.
        from: String,
        /// The state asked for.
        to: String,
        /// The states that may follow.
        next: Vec<&'static str>,
    },
    /// A rule that stands in the way.
    #[error(
        "{rule}; mend this first, or override the rule with a reason of ten characters or more"
    )]
    Rule {
        /// The rule, and what is missing.
        rule: String,
    },
    /// No webhook has this id.
    #[error("there is no such webhook; GET /api/webhooks lists them")]
    NoWebhook,
    /// A change that cannot be taken back.
    #[error("change {number} cannot be taken back: {why}")]
    NotUndone {
        /// Its number.
        number: u64,
        /// Why.
        why: String,
    },
    /// A row of a register's file that cannot be taken; none is.
    #[error("row {row} of the file: {source}; no other row was stored either")]
    Row {
        /// Which one, from 1 after the names of the columns.
        row: usize,
        /// Why.
        source: Box<Error>,
    },
    /// A text that is no table.
    #[error(transparent)]
    Table(#[from] formats::UnevenTable),
    /// A file that cannot be kept.
    #[error(transparent)]
    UnfitFile(#[from] intake::UnfitFile),
    /// No file has this id, or none that may be known.
    #[error("there is no file {id}; list those of the entry, settlement or visit")]
    NoFile {
        /// The id asked for.
        id: uuid::Uuid,
    },
    /// A file whose bytes were removed.
    #[error("the file {id} was removed; only its line in the list is kept")]
    FileRemoved {
        /// Its id.
        id: uuid::Uuid,
    },
    /// A right that is not held.
    #[error("this account may not {act} this; whoever runs the territory can grant it")]
    NotAllowed {
        /// What was to be done.
        act: Act,
    },
    /// Nobody lives there any more.
    #[error("settlement {code:?} is closed or rejected and is not scored any more")]
    Ended {
        /// The settlement.
        code: String,
    },
    /// The settlement has no assessment yet.
    #[error("settlement {code:?} has not been assessed yet; run `jalon score`")]
    NotAssessed {
        /// The settlement.
        code: String,
    },
    /// No earlier assessment fits what was asked for.
    #[error(
        "settlement {code:?} has no such earlier assessment; `jalon explain {code} --history` lists them"
    )]
    NothingToCompare {
        /// The settlement.
        code: String,
    },
    /// A number that is too large or nought.
    #[error("{what} is {given}, which is not between 1 and {most}; choose a number there")]
    OutOfLimits {
        /// Which number.
        what: &'static str,
        /// As given.
        given: u64,
        /// The largest allowed here.
        most: u64,
    },
    /// Nothing has been imported as this layer.
    #[error("there is no layer {layer} yet; run `jalon import` for it")]
    NoLayer {
        /// The layer asked for.
        layer: LayerKind,
    },
    /// The audience may not see the layer, or nobody sees it on a map.
    #[error(
        "the {audience} does not see {layer} on a map; name other layers, or build for the team with --audience team and keep the file on your machines"
    )]
    HiddenLayer {
        /// The layer asked for.
        layer: LayerKind,
        /// For whom.
        audience: Audience,
    },
    /// Zooms that no tiles have.
    #[error("there are no zooms {min} to {max}; choose them between 0 and 22, the lower one first")]
    Zooms {
        /// The first.
        min: u8,
        /// The last.
        max: u8,
    },
    /// The map to draw beneath ours is not to be had.
    #[error("{source_address} cannot be used as a base map: {why}")]
    Basemap {
        /// Where it was to be.
        source_address: String,
        /// Why not.
        why: String,
    },
    /// A file of tiles cannot be written or read.
    #[error(transparent)]
    Archive(#[from] archive::Error),
    /// The neighbourhoods have nobody to compare rehoused households with.
    #[error(
        "the layer {layer} tells no households and no inhabitants, so nothing can be compared; import it with `--map households=COLUMN`"
    )]
    NobodyToCompare {
        /// The layer.
        layer: LayerKind,
    },
    /// No home on offer lies in the neighbourhoods.
    #[error(
        "no home on offer lies in the neighbourhoods; run `jalon import offers`, or compare with all households"
    )]
    NoOffers,
    /// Counts that nobody has given out yet, asked for by somebody who may know of no others.
    #[error("no counts were given out to the team up to {day}; they are made once a week")]
    NothingGivenOut {
        /// The day asked for.
        day: time::Date,
    },
    /// A day after today and after every planned move.
    #[error(
        "nothing is known of {day}: the last day with a move is {last}; ask for it or an earlier one"
    )]
    DayNotKnown {
        /// The day asked for.
        day: time::Date,
        /// The last planned move, or today.
        last: time::Date,
    },
    /// A period that ends before it begins.
    #[error("the period begins on {since}, after its end on {until}; swap the two days")]
    DaysReversed {
        /// Its first day.
        since: time::Date,
        /// Its last day.
        until: time::Date,
    },
    /// A value that was written into a form or typed cannot be taken.
    #[error("{0}; nothing was stored")]
    Entry(#[from] EntryError),
    /// Nothing of this kind holds for the settlement.
    #[error(
        "no override of the kind {kind} is in force for settlement {code:?}, so none can be lifted"
    )]
    NothingInForce {
        /// The settlement.
        code: String,
        /// The kind.
        kind: VerdictKind,
    },
    /// No works order has this number.
    #[error("there is no works order {number}; `jalon works list` lists them")]
    NoWorksOrder {
        /// The number asked for.
        number: u64,
    },
    /// No proposal of homes has this number.
    #[error("there is no proposal of homes {number}; GET /api/placing/proposals lists them")]
    NoPlacing {
        /// The number asked for.
        number: u64,
    },
    /// Nothing was published under this number to whoever asks.
    #[error("there is no publication {number}; `jalon publish list` lists them")]
    NoPublication {
        /// The number asked for.
        number: u64,
    },
    /// Figures of this period stand already.
    #[error(
        "the {audience} has its figures of {period} already: publication {number}; there is one for each period"
    )]
    PublishedAlready {
        /// For whom.
        audience: Audience,
        /// The month or week.
        period: String,
        /// Its number.
        number: u64,
    },
    /// A threshold below what is promised.
    #[error("{given} is no least group to tell the {audience} of; choose {least} to {most}")]
    LowThreshold {
        /// For whom.
        audience: Audience,
        /// As given.
        given: u32,
        /// The least that is promised.
        least: u32,
        /// The most that makes sense.
        most: u32,
    },
    /// No team has this name.
    #[error("there is no team {name:?}; `jalon team list` lists them")]
    NoTeam {
        /// The name asked for.
        name: String,
    },
    /// The address of a webhook cannot be used.
    #[error("the alert cannot be sent to {url:?}: {why}; nothing was sent")]
    Webhook {
        /// The address as given, cut after some characters.
        url: String,
        /// Why.
        why: &'static str,
    },
    /// A forecast too large to hold in memory.
    #[error("the forecast holds more than {most} areas; simplify it, or import it as a layer")]
    ForecastTooLarge {
        /// Areas that are taken at most.
        most: usize,
    },
    /// The counts of neighbourhoods and moves contradict each other.
    #[error(transparent)]
    Counts(#[from] dispersal::Error),
    /// Indices cannot be told of a file of counts.
    #[error(transparent)]
    Indices(Box<super::indices::IndicesFault>),
    /// Records of this kind are one whole list; two lists cannot both be right.
    #[error(
        "a file cannot be added to the layer {layer}, only to zones, outlines of studies, lines and points; import the whole of it as one file"
    )]
    CannotAdd {
        /// The layer.
        layer: LayerKind,
    },
    /// An account cannot be made, changed or entered.
    #[error(transparent)]
    Account(#[from] super::AccountError),
    /// No erasure has this number.
    #[error("no erasure has the number {number}; `jalon household receipts` lists them")]
    NoReceipt {
        /// The number asked for.
        number: u64,
    },
    /// The file of the installation's key holds no key.
    #[error(
        "{file} holds no key of this installation; put back the one of a backup, or move it away for a new one to be made"
    )]
    NoKey {
        /// The file.
        file: String,
    },
    /// Weights or answers are wrong.
    #[error(transparent)]
    Hazard(#[from] hazard::Error),
    /// Weights are a choice of values: whoever sets them says why.
    #[error("weights are set with a note that says why; add it")]
    WithoutNote,
    /// Setting the same weights again would say that something had changed.
    #[error("these weights are in force already; nothing was changed")]
    SameWeights,
    /// Nothing can be taken back.
    #[error("no import has made version {version} of {layer}, or it was taken back already")]
    NoSuchVersion {
        /// Which layer.
        layer: LayerKind,
        /// The version.
        version: u32,
    },
    /// Something came after what should be taken back.
    #[error(transparent)]
    BuiltUpon(#[from] super::BuiltUpon),
    /// Somebody has set others meanwhile.
    #[error("other weights were put in force meanwhile; look at them, then set yours")]
    WeightsChanged,
    /// The weights in force were written for another version of the method.
    #[error(
        "version {version} of the weights cannot be used by this program; use the program that set them, or correct them"
    )]
    StoredWeights {
        /// Which version.
        version: u32,
        /// What is wrong with them.
        #[source]
        source: Box<hazard::Error>,
    },
    /// A visit cannot be as it was given.
    #[error(transparent)]
    Visit(#[from] WrongVisit),
    /// Something that a device sealed is not taken.
    #[error(transparent)]
    Sealed(#[from] SealedError),
    /// A visit's date cannot be read.
    #[error("{given:?} is not a date; write 2026-03-09, or 2026-03-09T14:30:00+01:00")]
    When {
        /// As it was given.
        given: String,
    },
    /// The document of a visit cannot be read.
    #[error(
        "the visit cannot be read: {why}; write {{\"by\": \"agent-07\", \"answers\": {{\"water_m\": 350, \"pests\": \"yes\"}}}}"
    )]
    NoVisit {
        /// What its parser says, with the place.
        why: String,
    },
    /// The visit belongs to another settlement.
    #[error("settlement {code:?} has no visit {id}; `jalon visit list {code}` lists them")]
    VisitElsewhere {
        /// The settlement asked for.
        code: String,
        /// The visit asked for.
        id: uuid::Uuid,
    },
    /// A file cannot be written.
    #[error(transparent)]
    Export(#[from] formats::ExportError),
    /// A backup cannot be written or opened.
    #[error(transparent)]
    Backup(#[from] backup::Error),
    /// A backup was opened, and what is in it cannot be used.
    #[error("what {file} holds cannot be used; nothing of it was kept, take another backup")]
    RestoreRefused {
        /// The backup.
        file: String,
        /// What is wrong with it.
        #[source]
        source: store::Error,
    },
    /// Whoever asked has gone.
    #[error("the work was stopped before its end; nothing was kept")]
    Stopped,
    /// A report cannot be written so.
    #[error(transparent)]
    Document(#[from] documents::Error),
    /// Work on a thread of its own was cut off.
    #[error("the work was cut off before its end; nothing was stored, try again")]
    CutOff(#[from] tokio::task::JoinError),
    /// A file given for reading or as a temporary place fails.
    #[error("the file {file} cannot be read or written; check that it exists and may be read")]
    Io {
        /// Its name.
        file: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

impl From<formats::Error> for Error {
    fn from(error: formats::Error) -> Self {
        Self::File(Box::new(error))
    }
}

impl From<super::indices::IndicesFault> for Error {
    fn from(fault: super::indices::IndicesFault) -> Self {
        Self::Indices(Box::new(fault))
    }
}

impl From<intake::Error> for Error {
    fn from(error: intake::Error) -> Self {
        Self::Intake(Box::new(error))
    }
}
