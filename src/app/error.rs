//! What can go wrong when the system is asked for something, by kind.

use crate::{
    archive, config, dispersal,
    domain::{Audience, EntryError, ImportReport, LayerKind, VerdictKind, VisitReport, WrongVisit},
    formats, hazard, intake, store,
};

/// A request that could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting is wrong.
    #[error(transparent)]
    Settings(#[from] config::Error),
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
    /// A document that is no settlement.
    #[error("the feature cannot be used: {why}; nothing was stored")]
    NoFeature {
        /// What is wrong with it.
        why: String,
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
    /// Weights or answers are wrong.
    #[error(transparent)]
    Hazard(#[from] hazard::Error),
    /// Weights are a choice of values: whoever sets them says why.
    #[error("weights are set with a note that says why; add it")]
    WithoutNote,
    /// Setting the same weights again would say that something had changed.
    #[error("these weights are in force already; nothing was changed")]
    SameWeights,
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
    /// Whoever asked has gone.
    #[error("the work was stopped before its end; nothing was kept")]
    Stopped,
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

/// What an error means for the one who asked, whichever door it goes out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for is not there.
    NotFound,
    /// What was given cannot be used.
    Refused,
    /// Someone else has changed it meanwhile.
    Conflict,
    /// It is not as it was when the change was decided.
    Stale,
    /// Whoever asks must say who they are.
    NotSignedIn,
    /// Whoever asks may not.
    Forbidden,
    /// The settings are wrong.
    Settings,
    /// There is no room left.
    Full,
    /// Something that is needed does not answer now.
    Unavailable,
    /// A fault of ours or of the machine.
    Broken,
}

impl Error {
    /// What it means for the one who asked.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Settings(_) | Self::StoredWeights { .. } | Self::Basemap { .. } => {
                ErrorKind::Settings
            }
            Self::Store(error) => kind_of_store(error),
            Self::Account(error) => error.kind(),
            Self::Archive(error) => kind_of_archive(error),
            Self::Export(error) => kind_of_export(error),
            Self::File(_)
            | Self::Intake(_)
            | Self::Counts(_)
            | Self::Indices(_)
            | Self::Hazard(_)
            | Self::Visit(_)
            | Self::When { .. }
            | Self::NoVisit { .. }
            | Self::CannotAdd { .. }
            | Self::Entry(_)
            | Self::Webhook { .. }
            | Self::ForecastTooLarge { .. }
            | Self::OutOfLimits { .. }
            | Self::NobodyToCompare { .. }
            | Self::DayNotKnown { .. }
            | Self::DaysReversed { .. }
            | Self::Zooms { .. }
            | Self::Reopened { .. }
            | Self::NoFeature { .. }
            | Self::WithoutNote => ErrorKind::Refused,
            Self::SameWeights | Self::CodeTaken { .. } => ErrorKind::Conflict,
            Self::ChangedSince { .. } => ErrorKind::Stale,
            Self::NoSettlement { .. }
            | Self::Ended { .. }
            | Self::NotAssessed { .. }
            | Self::NothingToCompare { .. }
            | Self::NoLayer { .. }
            | Self::HiddenLayer { .. }
            | Self::NoOffers
            | Self::NothingInForce { .. }
            | Self::NoWorksOrder { .. }
            | Self::NoPlacing { .. }
            | Self::NoTeam { .. }
            | Self::VisitElsewhere { .. } => ErrorKind::NotFound,
            Self::CutOff(_) | Self::Stopped | Self::Io { .. } => ErrorKind::Broken,
        }
    }

    /// The account of an import of which nothing could be kept.
    #[must_use]
    pub fn report(&self) -> Option<&ImportReport> {
        match self {
            Self::Intake(error) => match &**error {
                intake::Error::NothingKept { report } => Some(report),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Error {
    /// The account of a file of visits of which none could be stored.
    #[must_use]
    pub fn visit_report(&self) -> Option<&VisitReport> {
        match self {
            Self::Intake(error) => match &**error {
                intake::Error::VisitsRefused { report } => Some(report),
                _ => None,
            },
            _ => None,
        }
    }
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

fn kind_of_archive(error: &archive::Error) -> ErrorKind {
    match error {
        archive::Error::UnknownEnding { .. }
        | archive::Error::Exists { .. }
        | archive::Error::TooManyTiles { .. }
        | archive::Error::MbTiles { .. }
        | archive::Error::Broken { .. } => ErrorKind::Refused,
        archive::Error::InUse { .. } => ErrorKind::Unavailable,
        archive::Error::Full { .. } => ErrorKind::Full,
        archive::Error::Io { .. } | archive::Error::PmTiles { .. } => ErrorKind::Broken,
    }
}

fn kind_of_export(error: &formats::ExportError) -> ErrorKind {
    use formats::ExportError as Cause;
    match error {
        Cause::NoRoom { .. } | Cause::NoPlace { .. } => ErrorKind::Refused,
        Cause::Unwritten(cause) if cause.kind() == std::io::ErrorKind::StorageFull => {
            ErrorKind::Full
        }
        Cause::Unwritten(_) | Cause::Failed { .. } => ErrorKind::Broken,
    }
}

fn kind_of_store(error: &store::Error) -> ErrorKind {
    match error {
        store::Error::Address | store::Error::File { .. } | store::Error::Foreign { .. } => {
            ErrorKind::Settings
        }
        store::Error::Unavailable { .. } | store::Error::Busy { .. } => ErrorKind::Unavailable,
        store::Error::Full { .. } => ErrorKind::Full,
        store::Error::Conflict { .. } => ErrorKind::Conflict,
        store::Error::NotFound { .. } => ErrorKind::NotFound,
        store::Error::OtherLayer { .. } | store::Error::Unfit { .. } => ErrorKind::Refused,
        store::Error::NewerSchema { .. }
        | store::Error::Damaged { .. }
        | store::Error::DamagedFile { .. }
        | store::Error::Other { .. } => ErrorKind::Broken,
    }
}
