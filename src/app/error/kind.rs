//! What an error means for the one who asked, by which every door answers.

use super::{Error, SealedError};
use crate::{archive, backup, documents, formats, intake, store};

/// What an error means for the one who asked, whichever door it goes out by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for is not there.
    NotFound,
    /// What was given cannot be used.
    Refused,
    /// What was given is larger than can be taken.
    TooLarge,
    /// What was given is of a kind that is not taken.
    OtherKind,
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
    #[expect(
        clippy::too_many_lines,
        reason = "one line a fault, without `_`: a new one must be given its meaning here"
    )]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Settings(_)
            | Self::Territory(_)
            | Self::StoredWeights { .. }
            | Self::Basemap { .. }
            | Self::NoKey { .. } => ErrorKind::Settings,
            Self::Store(error) => kind_of_store(error),
            Self::Account(error) => error.kind(),
            Self::Archive(error) => kind_of_archive(error),
            Self::Backup(error) => kind_of_backup(error),
            Self::Sealed(error) => kind_of_sealed(*error),
            Self::Export(error) => kind_of_export(error),
            Self::Document(error) => kind_of_document(error),
            Self::UnfitFile(error) => kind_of_file(error),
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
            | Self::StatusRuled { .. }
            | Self::NoFeature { .. }
            | Self::Table(_)
            | Self::RestoreRefused { .. }
            | Self::LowThreshold { .. }
            | Self::WithoutNote => ErrorKind::Refused,
            Self::Row { source, .. } => source.kind(),
            Self::SameWeights
            | Self::PublishedAlready { .. }
            | Self::CodeTaken { .. }
            | Self::EntryTaken { .. }
            | Self::NoSuchStep { .. }
            | Self::Rule { .. }
            | Self::BuiltUpon(_)
            | Self::NotUndone { .. } => ErrorKind::Conflict,
            Self::ChangedSince { .. } | Self::EntryChanged { .. } | Self::WeightsChanged => {
                ErrorKind::Stale
            }
            Self::NotAllowed { .. } => ErrorKind::Forbidden,
            Self::NoSettlement { .. }
            | Self::NoEntry { .. }
            | Self::NoFile { .. }
            | Self::FileRemoved { .. }
            | Self::Ended { .. }
            | Self::NotAssessed { .. }
            | Self::NothingToCompare { .. }
            | Self::NoLayer { .. }
            | Self::NoSuchVersion { .. }
            | Self::HiddenLayer { .. }
            | Self::NoOffers
            | Self::NothingGivenOut { .. }
            | Self::NothingInForce { .. }
            | Self::NoWorksOrder { .. }
            | Self::NoPlacing { .. }
            | Self::NoPublication { .. }
            | Self::NoReceipt { .. }
            | Self::NoTeam { .. }
            | Self::NoWebhook
            | Self::VisitElsewhere { .. } => ErrorKind::NotFound,
            Self::CutOff(_) | Self::Stopped | Self::Io { .. } => ErrorKind::Broken,
        }
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

fn kind_of_backup(error: &backup::Error) -> ErrorKind {
    use backup::Error as Cause;
    match error {
        Cause::NoLock
        | Cause::NoKey
        | Cause::BadRecipient { .. }
        | Cause::BadIdentity { .. }
        | Cause::ShortPassphrase { .. } => ErrorKind::Settings,
        Cause::Exists { .. } | Cause::HoldsData { .. } => ErrorKind::Conflict,
        Cause::WrongKey { .. } | Cause::Damaged { .. } => ErrorKind::Refused,
        Cause::InUse { .. } => ErrorKind::Unavailable,
        Cause::Full { .. } => ErrorKind::Full,
        Cause::Io { .. } => ErrorKind::Broken,
    }
}

fn kind_of_sealed(error: SealedError) -> ErrorKind {
    match error {
        SealedError::Damaged => ErrorKind::Refused,
        SealedError::OtherKey => ErrorKind::Conflict,
        SealedError::OtherAuthor => ErrorKind::Forbidden,
    }
}

fn kind_of_file(error: &intake::UnfitFile) -> ErrorKind {
    match error {
        intake::UnfitFile::OtherKind => ErrorKind::OtherKind,
        intake::UnfitFile::TooLong { .. } | intake::UnfitFile::TooLarge { .. } => {
            ErrorKind::TooLarge
        }
        intake::UnfitFile::Damaged { .. } => ErrorKind::Refused,
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

fn kind_of_document(error: &documents::Error) -> ErrorKind {
    match error {
        documents::Error::NoTable => ErrorKind::Refused,
        documents::Error::Pdf { .. }
        | documents::Error::Workbook(_)
        | documents::Error::Packed(_) => ErrorKind::Broken,
    }
}

fn kind_of_store(error: &store::Error) -> ErrorKind {
    match error {
        store::Error::Address
        | store::Error::File { .. }
        | store::Error::Foreign { .. }
        | store::Error::NoSnapshot
        | store::Error::SameKind
        | store::Error::HoldsData { .. } => ErrorKind::Settings,
        store::Error::Unavailable { .. } | store::Error::Busy { .. } => ErrorKind::Unavailable,
        store::Error::Full { .. } => ErrorKind::Full,
        store::Error::Conflict { .. } => ErrorKind::Conflict,
        store::Error::NotFound { .. } => ErrorKind::NotFound,
        store::Error::OtherLayer { .. } | store::Error::Unfit { .. } => ErrorKind::Refused,
        store::Error::NewerSchema { .. }
        | store::Error::Damaged { .. }
        | store::Error::DamagedFile { .. }
        | store::Error::Differs { .. }
        | store::Error::Other { .. } => ErrorKind::Broken,
    }
}
