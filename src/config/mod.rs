//! Settings from file, environment and flags, checked once at the start.
//!
//! A flag wins over the environment (`JALON_…`), which wins over `jalon.toml` in the data folder.

mod backup;
mod counts;
mod oidc;
mod retention;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;

pub use backup::BackupSettings;
pub use counts::CountSettings;
pub use oidc::OidcSettings;
pub use retention::RetentionSettings;

/// The settings of one run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Folder of the database and files.
    pub data_dir: PathBuf,
    /// Where the records are: `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// Code of the territory that this run is about; the one of an installation with one, unless given.
    pub territory: Option<String>,
    /// Address the server listens at.
    pub bind: SocketAddr,
    /// Address where numbers for Prometheus are told, if anywhere.
    pub metrics: Option<SocketAddr>,
    /// Where alerts may be sent on.
    pub alert: AlertSettings,
    /// How people come in.
    pub accounts: AccountSettings,
    /// How much each of them may ask for.
    pub limits: LimitSettings,
    /// From how many households on counts are told.
    pub counts: CountSettings,
    /// How long things are kept.
    pub retention: RetentionSettings,
    /// For whom backups are encrypted, and when they are taken.
    pub backup: BackupSettings,
    /// The map to draw beneath ours, if any.
    pub basemap: Option<BasemapSettings>,
}

/// How people come in.
#[derive(Clone, Debug, Default)]
pub struct AccountSettings {
    /// Whether whoever needs a second factor may do without. Written down by whoever runs the
    /// installation, or nobody may.
    pub factor_is_optional: bool,
    /// Addresses of the proxies in front of the server, whose word on the client's address is taken.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Where it is sent on, signed as alerts are, that somebody opened what their role leaves closed.
    pub notice_webhook: Option<String>,
    /// A city's own sign-on.
    pub oidc: Option<OidcSettings>,
    /// The file of the charter that everybody accepts who signs in.
    pub charter: Option<PathBuf>,
}

/// How much one caller may ask for; 0 for as much as they like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LimitSettings {
    /// Questions to the API in a minute, for each token or session.
    pub api_per_minute: u32,
    /// Tiles in a minute, for each token or session.
    pub tiles_per_minute: u32,
    /// Tiles of the public in a minute, for each address.
    pub public_tiles_per_minute: u32,
    /// Files taken along in an hour, for each account.
    pub exports_per_hour: u32,
    /// Imports at once, for each account.
    pub imports_at_once: u32,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            api_per_minute: 600,
            tiles_per_minute: 6_000,
            public_tiles_per_minute: 1_200,
            exports_per_hour: 10,
            imports_at_once: 2,
        }
    }
}

/// Where the map to draw beneath ours is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasemapSettings {
    /// A PMTiles file: its path, or its address.
    pub source: String,
    /// Whether an address may lie in our own network.
    pub allows_private: bool,
}

/// Where alerts may be sent on, and what signs them.
#[derive(Clone, Debug, Default)]
pub struct AlertSettings {
    /// Hosts that may be sent to besides this machine: `host` or `host:port`, with `http://`
    /// before it where there is no TLS.
    pub webhook_hosts: Vec<String>,
    /// Whether what is told of changes may go to addresses of the own network, and without TLS.
    pub webhook_private: bool,
    /// Signs what is sent; from the environment only.
    pub secret: Option<Secret>,
}

/// A key that no log or error repeats.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Least characters of a secret that nobody guesses.
    pub const SHORTEST: usize = 16;

    /// The secret, when it is long enough.
    ///
    /// # Errors
    /// [`Error::ShortSecret`].
    pub fn new(text: String) -> Result<Self, Error> {
        if text.chars().count() < Self::SHORTEST {
            return Err(Error::ShortSecret {
                shortest: Self::SHORTEST,
            });
        }
        Ok(Self(text))
    }

    /// The secret itself, for signing.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What the command line says; `None` leaves the word to environment, file and default.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// Folder of the database and files.
    pub data_dir: Option<PathBuf>,
    /// Where the records are.
    pub database_url: Option<String>,
    /// Address the server listens at.
    pub bind: Option<String>,
    /// Address where numbers for Prometheus are told.
    pub metrics: Option<String>,
    /// The map to draw beneath ours.
    pub basemap: Option<String>,
    /// Whether its address may lie in our own network.
    pub basemap_private: Option<bool>,
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or the environment holds something else than settings.
    #[error(
        "the settings in {file} or in JALON_… variables cannot be read; correct them or remove the file"
    )]
    Unreadable {
        /// The file that was looked at.
        file: String,
        /// What the reader says.
        #[source]
        source: Box<config::ConfigError>,
    },
    /// The address is not one.
    #[error("{given:?} is not an address such as 127.0.0.1:8080; correct --{setting}")]
    BadAddress {
        /// By which setting.
        setting: &'static str,
        /// What was given.
        given: String,
    },
    /// The secret that signs alerts could be guessed.
    #[error("JALON_ALERT_SECRET is shorter than {shortest} characters; choose a longer one")]
    ShortSecret {
        /// Least characters.
        shortest: usize,
    },
    /// A city's sign-on cannot be used as it is written down.
    #[error("the part [oidc] of jalon.toml cannot be used: {why}")]
    Oidc {
        /// What is wrong.
        why: &'static str,
    },
    /// The secret of a city's sign-on cannot be read.
    #[error("the secret of the sign-on cannot be read from {file}; correct client_secret_file")]
    OidcSecret {
        /// Which file.
        file: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A time for which nothing can be kept.
    #[error("{name} under [retention] of jalon.toml cannot be used: write {allowed} months")]
    Retention {
        /// Which one.
        name: &'static str,
        /// What it may be.
        allowed: &'static str,
    },
    /// Fewer households than is promised.
    #[error(
        "{name} under [counts] of jalon.toml cannot be used: write {least} to {most} households"
    )]
    Counts {
        /// Which one.
        name: &'static str,
        /// The least that may be written.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Backups cannot be taken as it is written down.
    #[error("the part [backup] of jalon.toml cannot be used: {why}")]
    Backup {
        /// What is wrong.
        why: &'static str,
    },
    /// The passphrase of backups cannot be read.
    #[error("the passphrase of backups cannot be read from {file}; correct passphrase_file")]
    BackupPassphrase {
        /// Which file.
        file: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The data folder cannot be made or written to.
    #[error("the folder {folder} cannot be written to; choose another one with --data-dir")]
    ReadOnlyFolder {
        /// Which folder.
        folder: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

/// What a settings file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    database_url: Option<String>,
    territory: Option<String>,
    bind: Option<String>,
    metrics: Option<String>,
    basemap: Option<String>,
    basemap_private: Option<bool>,
    alert: WrittenAlert,
    accounts: WrittenAccounts,
    limits: LimitSettings,
    oidc: Option<oidc::WrittenOidc>,
    counts: CountSettings,
    retention: RetentionSettings,
    backup: BackupSettings,
}

/// The part of a settings file about accounts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenAccounts {
    second_factor_optional: bool,
    trusted_proxies: Vec<std::net::IpAddr>,
    notice_webhook: Option<String>,
    charter: Option<PathBuf>,
}

/// The part of a settings file about alerts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenAlert {
    webhook_hosts: Vec<String>,
    webhook_private: bool,
}

/// The variable that holds the secret; a file would be read by more people than needed.
const SECRET_VARIABLE: &str = "JALON_ALERT_SECRET";

/// Where data live unless someone says otherwise.
const DEFAULT_DATA_DIR: &str = "./jalon-data";
/// Only this machine is served unless someone says otherwise.
const DEFAULT_BIND: &str = "127.0.0.1:8080";

impl Settings {
    /// Puts flags, environment and file together and makes the data folder.
    ///
    /// # Errors
    /// When a setting cannot be understood or the data folder cannot be written to.
    pub fn load(flags: Flags) -> Result<Self, Error> {
        let data_dir = flags
            .data_dir
            .unwrap_or_else(|| PathBuf::from(DEFAULT_DATA_DIR));
        let written = read(&data_dir.join("jalon.toml"))?;
        let database_url = flags.database_url.or(written.database_url);
        let allows_private = flags.basemap_private.or(written.basemap_private);
        let basemap = flags.basemap.or(written.basemap);
        let metrics = flags.metrics.or(written.metrics);
        let bind = flags
            .bind
            .or(written.bind)
            .unwrap_or_else(|| DEFAULT_BIND.to_owned());
        Ok(Self {
            database_url: match database_url {
                Some(url) => url,
                None => embedded_database(&data_dir)?,
            },
            territory: written.territory,
            bind: address("bind", bind)?,
            metrics: metrics.map(|given| address("metrics", given)).transpose()?,
            basemap: basemap.map(|source| BasemapSettings {
                source,
                allows_private: allows_private.unwrap_or(false),
            }),
            accounts: AccountSettings {
                factor_is_optional: written.accounts.second_factor_optional,
                trusted_proxies: written.accounts.trusted_proxies,
                notice_webhook: written.accounts.notice_webhook,
                oidc: written.oidc.map(oidc::WrittenOidc::checked).transpose()?,
                charter: written.accounts.charter.map(|file| data_dir.join(file)),
            },
            data_dir,
            limits: written.limits,
            counts: written.counts.checked()?,
            retention: written.retention.checked()?,
            backup: written.backup.checked()?,
            alert: AlertSettings {
                webhook_hosts: written.alert.webhook_hosts,
                webhook_private: written.alert.webhook_private,
                secret: std::env::var(SECRET_VARIABLE)
                    .ok()
                    .map(Secret::new)
                    .transpose()?,
            },
        })
    }
}

impl Settings {
    /// An embedded database in the folder, whatever the environment and files say: for what must
    /// never touch anybody's records.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn embedded_in(data_dir: PathBuf) -> Result<Self, Error> {
        Ok(Self {
            database_url: embedded_database(&data_dir)?,
            territory: None,
            bind: SocketAddr::from(([127, 0, 0, 1], 0)),
            metrics: None,
            data_dir,
            alert: AlertSettings::default(),
            accounts: AccountSettings::default(),
            limits: LimitSettings::default(),
            counts: CountSettings::default(),
            retention: RetentionSettings::default(),
            backup: BackupSettings::default(),
            basemap: None,
        })
    }
}

/// An address with its port.
fn address(setting: &'static str, given: String) -> Result<SocketAddr, Error> {
    let read = given.parse();
    read.map_err(|_| Error::BadAddress { setting, given })
}

/// The settings of the file with those of the environment over them.
fn read(file: &Path) -> Result<Written, Error> {
    let known = [
        "database_url",
        "territory",
        "bind",
        "metrics",
        "basemap",
        "basemap_private",
    ];
    let environment = config::Environment::with_prefix("JALON")
        .try_parsing(false)
        .source(Some(
            std::env::vars()
                .filter(|(name, _)| {
                    name.strip_prefix("JALON_")
                        .is_some_and(|rest| known.contains(&rest.to_lowercase().as_str()))
                })
                .collect(),
        ));
    config::Config::builder()
        .add_source(config::File::from(file).required(false))
        .add_source(environment)
        .build()
        .and_then(config::Config::try_deserialize)
        .map_err(|source| Error::Unreadable {
            file: file.display().to_string(),
            source: Box::new(source),
        })
}

/// The SQLite file in the data folder; the folder is made, and tried, now rather than later.
fn embedded_database(data_dir: &Path) -> Result<String, Error> {
    let refused = |source| Error::ReadOnlyFolder {
        folder: data_dir.display().to_string(),
        source,
    };
    make_folder(data_dir).map_err(refused)?;
    tempfile::NamedTempFile::new_in(data_dir).map_err(refused)?;
    let file = std::path::absolute(data_dir)
        .map_err(refused)?
        .join("jalon.db");
    Ok(format!("sqlite://{}", file.display()))
}

/// Makes a folder for its owner's eyes only, where there is none.
fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut folder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.recursive(true).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(folder: &Path) -> Flags {
        Flags {
            data_dir: Some(folder.to_owned()),
            ..Flags::default()
        }
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("jalon.toml"), "bind = '127.0.0.1:1'").unwrap();
        let mut flags = flags(folder.path());

        let from_file = Settings::load(flags.clone()).unwrap();
        flags.bind = Some("127.0.0.1:2".into());
        let from_flag = Settings::load(flags).unwrap();

        assert_eq!(from_file.bind.port(), 1);
        assert_eq!(from_flag.bind.port(), 2);
    }

    #[test]
    fn an_unknown_setting_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("jalon.toml"), "bund = '127.0.0.1:1'").unwrap();

        let refused = Settings::load(flags(folder.path())).unwrap_err();

        assert!(refused.to_string().contains("jalon.toml"), "{refused}");
    }

    #[test]
    fn the_hosts_of_alerts_come_from_the_file_and_a_short_secret_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let text = "[alert]\nwebhook_hosts = ['hooks.city.example']";
        std::fs::write(folder.path().join("jalon.toml"), text).unwrap();

        let settings = Settings::load(flags(folder.path())).unwrap();

        assert_eq!(settings.alert.webhook_hosts, ["hooks.city.example"]);
        assert!(Secret::new("too short".into()).is_err());
        assert_eq!(
            format!("{:?}", Secret::new("x".repeat(16)).unwrap()),
            "Secret(…)"
        );
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("data");
        std::fs::write(&taken, "").unwrap();

        let refused = Settings::load(flags(&taken)).unwrap_err();

        assert!(refused.to_string().contains("--data-dir"), "{refused}");
    }
}
