//! What the system can be asked to do: import, take visits, score, rank, explain, tell the dispersal.
//!
//! [`Jalon`] is the system: the store, the [`Atlas`] of current layers in memory, the weights and
//! the clock. A change goes to the store first, and only then into a new atlas, which replaces the
//! old one whole; whoever reads holds one atlas and never sees half of a change.

mod clock;
mod error;
mod atlas;
mod atlas_layer;
mod load;
mod news;
mod measure;
mod weights;
mod import;
mod import_undo;
mod scoring;
mod scoring_job;
mod answers;
mod visits;
mod dispersal;
mod casework;
mod casework_files;
mod accounts;
mod readings;
mod overrides;
mod works;
mod incidents;
mod mediation;
mod teams;
mod alert;
mod placing;
mod registered;
mod registers;
mod reports;
mod figures;
mod attachments;
mod webhook;
mod webhooks;
mod seal;
mod sealed;
mod heads;
mod export;
mod foresight;
mod here;
mod map_sheet;
mod ranking_then;
mod archives;
mod backup;
mod transfer;
mod basemap;
mod doctor;
mod process;
mod vitals;
mod remote_file;
pub mod indices;
pub mod features;
pub mod picturing;
pub mod selection;
pub mod tiling;
pub mod reference;
pub mod question;
pub mod settlements;

use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

pub use accounts::{
    AccountError, BroughtBack, Charter, Entered, FactorKey, NewToken, ProviderError, Renewed,
    SentAway, SignIn, WrongToken,
};
pub use alert::{AlertRequest, Alerted, Forecast};
pub use archives::{ArchiveAsked, ArchiveBuilt, build_archive};
pub use atlas::{Atlas, Known};
pub use atlas_layer::AtlasLayer;
pub use attachments::{AddedFile, FilePlace, NewFile, OpenedFile};
pub use backup::{
    BackupAsked, BackupState, BackupTaken, BackupVerified, backup_key, backup_lock, restore,
    take_backup, verify_backup,
};
pub use basemap::Basemap;
pub use casework_files::CaseworkTaken;
pub use clock::Clock;
pub use doctor::{Finding, Health, examine};
pub use error::{Error, ErrorKind};
pub use export::{Export, ExportAsked};
pub use foresight::{DrawsAsked, Since};
pub use heads::HeadsProof;
pub use here::{Here, here};
pub use import::{ImportFile, Imported, Rehearsal};
pub use import_undo::{BuiltUpon, ImportUndone};
pub use incidents::IncidentFiled;
pub use map_sheet::{DrawnMap, Paper, map_sheet};
pub use placing::Offers;
pub use process::Process;
pub use registers::{
    AgendaAsked, BoardAsked, EntryBy, HomesBoardAsked, HouseholdErased, KnownRows, ListAsked, Look,
    NationalFile, NationalImported, NationalSiteTold, RegisterImported, ReportTold, SitePlace,
    StatusBrought, SubjectFile,
};
pub use reports::ReportAsked;
pub use scoring::{Scored, ScoringProgress};
pub use scoring_job::ScoringJob;
pub use sealed::{SealedError, VisitLock};
pub use transfer::transfer;
pub use visits::{AddedVisit, GivenAnswer, NewVisit, VisitFile, VisitsImported};
pub use vitals::Vitals;
pub use weights::{MOST_VERSIONS, WEIGHTS_FILE_LIMIT, WeightsBy, WhatIf};
pub use works::WorksEnded;

pub use crate::{
    formats::{ExportFormat, Progress, Table, TextExport},
    hazard::WeightsChange,
    hazard::{
        RankDraws, explain_danger, explain_difference, explain_remedies, explain_sensitivity,
        explain_unknown, factor_causes, remedy_said, swing_said, vulnerability_causes,
    },
    intake::{Classes, Mapping, VisitColumns},
    store::{ChangesAsked, Towards, Transferred, Wanted},
};

use crate::{
    config::{AlertSettings, BackupSettings, LimitSettings, RetentionSettings, Settings},
    domain::{
        Assessment, Audience, DispersalAsked, DispersalReport, Language, LeastCounts, Person,
        Territory,
    },
    hazard::{self, Model},
    publish::IndicesView,
    store::Store,
};

/// The system.
pub struct Jalon {
    store: Store,
    territory: Territory,
    clock: Clock,
    alert: AlertSettings,
    accounts: accounts::Accounts,
    seal: seal::Seal,
    limits: LimitSettings,
    retention: RetentionSettings,
    backup: BackupSettings,
    data_dir: std::path::PathBuf,
    atlas: RwLock<Arc<Atlas>>,
    /// How many have asked for a new atlas.
    reloads: AtomicU64,
    /// Held while an atlas is made, so that an older one never replaces a newer; how many of those who
    /// asked have theirs.
    loading: tokio::sync::Mutex<u64>,
    /// Held from reading the layers to appending the assessments made of them.
    scoring: tokio::sync::Mutex<()>,
    /// Held while a photo is unpacked, so that only one is in memory at a time.
    unpacking: Arc<tokio::sync::Semaphore>,
    /// The latest run of scoring that was started to go on by itself.
    job: std::sync::Mutex<ScoringJob>,
}

/// The city whose records an installation keeps.
fn territory_of(settings: &Settings) -> Result<Territory, Error> {
    let named = settings.territory.clone().map(Territory::try_from);
    Ok(named.transpose()?.unwrap_or_default())
}

impl Jalon {
    /// Opens the database and loads the current layers.
    pub async fn open(settings: &Settings, clock: Clock) -> Result<Self, Error> {
        let jalon = Self {
            store: Store::open(&settings.database_url).await?,
            territory: territory_of(settings)?,
            clock,
            alert: settings.alert.clone(),
            accounts: accounts::Accounts::new(&settings.accounts)?,
            seal: seal::Seal::in_folder(&settings.data_dir),
            limits: settings.limits,
            retention: settings.retention,
            backup: settings.backup.clone(),
            data_dir: settings.data_dir.clone(),
            atlas: RwLock::new(Arc::new(Atlas::telling(LeastCounts {
                team: settings.counts.planner_least,
                public: settings.counts.public_least,
            }))),
            reloads: AtomicU64::new(0),
            loading: tokio::sync::Mutex::new(0),
            scoring: tokio::sync::Mutex::new(()),
            unpacking: Arc::new(tokio::sync::Semaphore::new(1)),
            job: std::sync::Mutex::default(),
        };
        jalon.refresh_accounts().await?;
        jalon.reload().await?;
        Ok(jalon)
    }

    /// Everything current.
    #[must_use]
    pub fn atlas(&self) -> Arc<Atlas> {
        let atlas = self.atlas.read().unwrap_or_else(PoisonError::into_inner);
        atlas.clone()
    }

    /// Takes over changes made by other processes, and those that a new day brings; tells whether
    /// there were any.
    pub async fn refresh(&self) -> Result<bool, Error> {
        let (atlas, today) = (self.atlas(), self.clock.now().date());
        let changed =
            atlas.today != today || self.store.last_change(&self.territory).await? != atlas.change;
        if changed {
            self.refresh_accounts().await?;
            self.reload().await?;
        }
        Ok(changed)
    }

    /// Whether the database answers.
    pub async fn check(&self) -> Result<(), Error> {
        Ok(self.store.ping().await?)
    }

    /// How rehoused households are spread, counting moves up to a day, or up to today: a planned
    /// move is not one yet.
    ///
    /// # Errors
    /// No neighbourhoods, nobody in them to compare with, no home on offer where these are the
    /// yardstick, or days outside what is recorded.
    pub fn dispersal(&self, asked: DispersalAsked) -> Result<DispersalReport, Error> {
        dispersal::report(&self.atlas(), asked, self.clock.now().date())
    }

    /// The same for whoever may know of no single household: of what was given out to the team, and
    /// of nothing else. This week's counts are given out where they are asked for.
    ///
    /// # Errors
    /// As [`dispersal`](Self::dispersal); nothing given out up to the day asked for.
    pub async fn dispersal_given_out(
        &self,
        asked: DispersalAsked,
        person: &Person,
    ) -> Result<DispersalReport, Error> {
        let today = self.clock.now().date();
        if asked.as_of.is_none_or(|day| day >= today) {
            self.figures_of_the_week(person).await?;
        }
        let mut told = self.publications(person).await?;
        let atlas = self.atlas();
        told.retain(|one| one.audience == Audience::Team && figures::stands(one, atlas.least));
        let work = move || dispersal::given_out(&atlas, (asked, today), &told);
        tokio::task::spawn_blocking(work).await?
    }

    /// Every index asked for of the territory's own counts, for the team only.
    ///
    /// # Errors
    /// As [`dispersal`](Self::dispersal).
    pub fn indices(
        &self,
        asked: DispersalAsked,
        wanted: &indices::IndicesAsked,
    ) -> Result<IndicesView, Error> {
        let today = self.clock.now().date();
        dispersal::indices(&self.atlas(), (asked, today), wanted)
    }

    /// The same as of the end of the last year that the public may know of.
    pub fn public_dispersal(&self) -> Result<DispersalReport, Error> {
        dispersal::public_report(&self.atlas(), self.clock.now().date())
    }

    /// An assessment in words.
    #[must_use]
    pub fn sentence(&self, assessment: &Assessment, language: Language) -> String {
        hazard::explain(
            &assessment.score,
            &assessment.factors,
            assessment.vulnerability_points,
            language,
        )
    }

    /// The method and weights of the scores.
    #[must_use]
    pub fn model(&self) -> Arc<Model> {
        self.atlas().model.clone()
    }

    /// Whose records these are.
    #[must_use]
    pub fn territory(&self) -> &Territory {
        &self.territory
    }

    /// How much one caller may ask for.
    #[must_use]
    pub fn limits(&self) -> LimitSettings {
        self.limits
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Makes a new atlas from the store and puts it in the place of the old one. Of many who ask at once
    /// one does it for all: what is read after they asked holds what they wrote.
    async fn reload(&self) -> Result<(), Error> {
        let turn = self.reloads.fetch_add(1, Ordering::SeqCst) + 1;
        let mut loaded = self.loading.lock().await;
        if *loaded >= turn {
            return Ok(());
        }
        let turns = self.reloads.load(Ordering::SeqCst);
        let today = self.clock.now().date();
        let atlas = load::atlas(&self.store, &self.territory, self.atlas(), today).await?;
        let mut current = self.atlas.write().unwrap_or_else(PoisonError::into_inner);
        *current = atlas;
        drop(current);
        *loaded = turns;
        Ok(())
    }
}
