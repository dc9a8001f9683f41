//! What can be typed, and the words that explain it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{
    alert::Alert,
    audit::AuditCommand,
    backup::{BackupCommand, RestoreCommand},
    casework::{
        CaseworkCommand, DangerCommand, IncidentCommand, OverrideCommand, TeamCommand, WorksCommand,
    },
    dispersal::Dispersal,
    exchange::ExchangeCommand,
    export::ExportCommand,
    file::FileCommand,
    household::HouseholdCommand,
    migrate::MigrateCommand,
    place::Place,
    publish::PublishCommand,
    register::RegisterCommand,
    report::ReportCommand,
    retention::Retention,
    settlement::SettlementCommand,
    tiles::TilesCommand,
    user::{TokenCommand, UserCommand},
    visit_args::VisitCommand,
    webhook::WebhookCommand,
    weights::Weights,
};
use crate::app::Since;
use crate::domain::{
    Code, LandmarkKind, Language, LayerKind, NeighbourhoodSystem, Peril, Severity, Speed,
};

/// Which settlements are dangerous and why, and whether rehoused families are spread or gathered.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, about)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) shared: Shared,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Shared {
    /// Folder of the database and files [default: ./jalon-data]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) data_dir: Option<PathBuf>,
    /// Where the records are, if not in the data folder: postgres://… or sqlite://…
    #[arg(long, global = true, value_name = "URL")]
    pub(super) database_url: Option<String>,
    /// Print data as JSON
    #[arg(long, global = true)]
    pub(super) json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Import a file as the next version of a layer, whole or not at all
    Import(Import),
    /// List the layers and their versions
    Layers,
    /// One settlement: show, add, edit, remove
    #[command(subcommand)]
    Settlement(SettlementCommand),
    /// Registers of the work: households, homes, moves, decisions …
    #[command(subcommand)]
    Register(Box<RegisterCommand>),
    /// A report of the work as PDF, XLSX or CSV; the list of them without a name
    Report(ReportCommand),
    /// Counts of households, given out for good: make, list and show them
    #[command(subcommand)]
    Publish(PublishCommand),
    /// The rights of those whom the records are about: all of a household in one file, its erasure, receipts
    #[command(subcommand)]
    Household(HouseholdCommand),
    /// Erase what has been kept for long enough, or tell what that would be
    Retention(Retention),
    /// Photos and documents beside entries, settlements and visits
    #[command(subcommand)]
    File(FileCommand),
    /// Visits and their answers: add, list, validate, withdraw, import
    #[command(subcommand)]
    Visit(VisitCommand),
    /// Assess every settlement whose shape, layers, answers or weights have changed
    Score,
    /// List the settlements, most dangerous first, with reasons
    Rank(Rank),
    /// Explain the score of one settlement
    Explain(Explain),
    /// Check, compare, set and list the weights of the scores
    Weights {
        #[command(subcommand)]
        asked: Weights,
    },
    /// Tell whether rehoused households are spread over the neighbourhoods or gathered
    Dispersal(Box<Dispersal>),
    /// Set a class beside a computed score, with reason, author and last day
    #[command(subcommand)]
    Override(OverrideCommand),
    /// Declare imminent danger: the settlement is listed first
    #[command(subcommand)]
    Danger(DangerCommand),
    /// Write down and follow works on settlements
    #[command(subcommand)]
    Works(WorksCommand),
    /// Write down what has happened on settlements
    #[command(subcommand)]
    Incident(IncidentCommand),
    /// Say whom to call for which settlement
    #[command(subcommand)]
    Team(TeamCommand),
    /// Works orders, their ends, incidents, overrides and teams as files of rows, out and in
    #[command(subcommand)]
    Casework(CaseworkCommand),
    /// Propose which families could move into which of the homes on offer, for people to decide
    Place(Box<Place>),
    /// List the settlements that a forecast touches, worst first, with whom to call
    Alert(Box<Alert>),
    /// Write a layer, or what is asked of it, as a file for other programs
    Export(Box<ExportCommand>),
    /// The spreadsheet of the French national platform, out and in
    #[command(subcommand)]
    Exchange(ExchangeCommand),
    /// Serve the map, the API and tiles
    Serve(Serve),
    /// Write tiles into one file for a CDN or a web server, and check such files
    #[command(subcommand)]
    Tiles(TilesCommand),
    /// Add, invite, list and close the accounts of those who sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Tell who changed and who read what, and whether that record is whole
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Write everything that is stored into one encrypted file, while others work; check such files
    Backup(BackupCommand),
    /// Bring a backup back into a new folder, whole or not at all
    Restore(RestoreCommand),
    /// Carry everything into an empty database of the other kind, and compare every row there
    Migrate(MigrateCommand),
    /// Make, list and take back the tokens of programs
    #[command(subcommand)]
    Token(TokenCommand),
    /// Make, try, alter and list the addresses of other systems that are told what changes
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Load the invented sample city into a temporary folder and serve it
    Demo(Demo),
    /// Look whether this installation is well, and say what to do where it is not; nothing is changed
    Doctor,
    /// Print the API document (OpenAPI 3.0)
    Openapi,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ImportKind {
    /// Places where households live without a right to
    Settlements,
    /// Ordinary parts of the city with their counts
    Neighbourhoods,
    /// Hazard zones of one peril (--peril)
    Zones,
    /// Outline of what a study of one peril (--peril) has looked at
    Study,
    /// Depths of the water of a flood, as a GeoTIFF grid in metres
    Depth,
    /// Lines of one kind (--kind), such as a railway
    Lines,
    /// Points of one kind (--kind), such as hydrants
    Points,
    /// Moves of households into homes
    Placements,
    /// Vacant homes that landlords offer
    Offers,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// What the file holds
    #[arg(value_enum)]
    pub(super) what: ImportKind,
    /// GeoJSON, GeoPackage, Shapefile (folder or zip), FlatGeobuf, CSV or KML; GeoTIFF for depths
    pub(super) file: PathBuf,
    /// Peril of the zones or of the study
    #[arg(long, value_parser = peril)]
    pub(super) peril: Option<Peril>,
    /// Kind of the lines or points
    #[arg(long, value_parser = landmark)]
    pub(super) kind: Option<LandmarkKind>,
    /// With neighbourhoods: another way to part the same ground than the territory's own
    #[arg(long, value_parser = word::<NeighbourhoodSystem>)]
    pub(super) system: Option<NeighbourhoodSystem>,
    /// Layer inside the file, where there are several
    #[arg(long, value_name = "NAME")]
    pub(super) layer: Option<String>,
    /// Reference system of the coordinates, if the file does not say: EPSG:2154
    #[arg(long, value_name = "EPSG:CODE")]
    pub(super) crs: Option<String>,
    /// Which column feeds which field, for example `name=nom_quart` (repeatable)
    #[arg(long = "map", value_name = "FIELD=COLUMN")]
    pub(super) mapping: Vec<String>,
    /// File with the mapping, as --save-map writes it
    #[arg(long, value_name = "FILE")]
    pub(super) map_file: Option<PathBuf>,
    /// Write the mapping that was used to a file, for the next import
    #[arg(long, value_name = "FILE")]
    pub(super) save_map: Option<PathBuf>,
    /// What a source class means: R3=4 (repeatable)
    #[arg(long = "class-map", value_name = "CLASS=1..4")]
    pub(super) class_map: Vec<String>,
    /// One severity for all zones of a file without classes
    #[arg(long, value_name = "1..4", value_parser = severity)]
    pub(super) class: Option<Severity>,
    /// Keep the layer's current zones, lines or points and add those of the file
    #[arg(long)]
    pub(super) add: bool,
    /// How fast the water of a depth grid runs: slow, medium or fast [default: medium]
    #[arg(long, value_parser = speed, conflicts_with = "speed_grid")]
    pub(super) speed: Option<Speed>,
    /// Grid of the same cells as the depths: 1 slow, 2 medium, 3 fast
    #[arg(long, value_name = "FILE")]
    pub(super) speed_grid: Option<PathBuf>,
    /// Read and report; store nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

impl Import {
    /// The layer that the file becomes, or what is missing on the command line.
    pub(super) fn layer_kind(&self) -> Result<LayerKind, String> {
        let of_water = self.speed.is_some() || self.speed_grid.is_some();
        if of_water && !matches!(self.what, ImportKind::Depth) {
            return Err("--speed and --speed-grid go with depth".to_owned());
        }
        if self.system.is_some() && !matches!(self.what, ImportKind::Neighbourhoods) {
            return Err("--system goes with neighbourhoods".to_owned());
        }
        match (self.what, self.peril, self.kind) {
            (ImportKind::Settlements, None, None) => Ok(LayerKind::Settlements),
            (ImportKind::Neighbourhoods, None, None) => Ok(LayerKind::of_system(self.system)),
            (ImportKind::Placements, None, None) => Ok(LayerKind::Placements),
            (ImportKind::Offers, None, None) => Ok(LayerKind::Offers),
            (ImportKind::Zones, Some(peril), None) => Ok(LayerKind::Zones(peril)),
            (ImportKind::Depth, None | Some(Peril::Flood), None) => Ok(LayerKind::Depth),
            (ImportKind::Study, Some(peril), None) => Ok(LayerKind::Study(peril)),
            (ImportKind::Lines | ImportKind::Points, None, Some(kind)) => {
                Ok(LayerKind::Landmarks(kind))
            }
            (ImportKind::Zones | ImportKind::Study, ..) => Err(format!(
                "zones and studies need --peril, one of: {}",
                codes::<Peril>()
            )),
            (ImportKind::Depth, ..) => Err("depths are those of a flood: --peril flood".to_owned()),
            (ImportKind::Lines | ImportKind::Points, ..) => Err(format!(
                "lines and points need --kind, one of: {}",
                codes::<LandmarkKind>()
            )),
            _ => {
                Err("--peril goes with zones and studies, --kind with lines and points".to_owned())
            }
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Rank {
    /// How many at most
    #[arg(long, default_value_t = 50)]
    pub(super) limit: usize,
    /// Rank as this file of weights would; nothing is stored
    #[arg(long, value_name = "FILE", conflicts_with = "draws")]
    pub(super) weights: Option<PathBuf>,
    /// Draw the weights and what is not known many times, and tell how sure each rank is
    #[arg(long)]
    pub(super) draws: bool,
    /// With --draws: the probability of being among so many first [default: as the weights say]
    #[arg(long, value_name = "K", requires = "draws")]
    pub(super) top: Option<u64>,
    /// With --draws: the seed, to draw the same again [default: as the weights say]
    #[arg(long, requires = "draws")]
    pub(super) seed: Option<u64>,
    /// Language of the table
    #[arg(long, default_value = "en", value_parser = language)]
    pub(super) lang: Language,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Its code, as `jalon rank` lists it
    #[arg(value_name = "SITE")]
    pub(super) settlement: String,
    /// Language of the explanation
    #[arg(long, default_value = "en", value_parser = language)]
    pub(super) lang: Language,
    #[command(flatten)]
    pub(super) of: ExplainWhat,
    /// With --moved: compare with the assessment of this day, or with this one [default: the one before]
    #[arg(long, value_name = "DATE|ASSESSMENT", requires = "moved")]
    pub(super) from: Option<Since>,
    /// Lines at most of --works, --sensitivity and --history
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(super) limit: u32,
}

/// What is to be explained; the score itself unless one of these is typed.
#[derive(Debug, Args)]
#[group(multiple = false)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag on the command line, and only one may be typed"
)]
pub(super) struct ExplainWhat {
    /// Why the score has moved since an earlier assessment
    #[arg(long)]
    pub(super) moved: bool,
    /// What would change it: what to find out, and the works that bring most
    #[arg(long)]
    pub(super) works: bool,
    /// Which number of the weights, and which thing not known, it hangs on most
    #[arg(long)]
    pub(super) sensitivity: bool,
    /// Its earlier assessments, newest first
    #[arg(long)]
    pub(super) history: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Address to listen at [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) bind: Option<String>,
    /// Address where Prometheus finds numbers about the server, under /metrics; whoever reaches it reads
    /// them
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) metrics: Option<String>,
    /// Serve everybody: neighbourhood figures only, small counts hidden
    #[arg(long)]
    pub(super) public: bool,
    /// PMTiles file to draw beneath our map: a path, or an address on object storage
    #[arg(long, value_name = "FILE|URL")]
    pub(super) basemap: Option<String>,
    /// The base map's address may be in our own network, and without TLS
    #[arg(long)]
    pub(super) basemap_private: bool,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port to listen at; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(super) port: u16,
    /// Load the sample city and stop
    #[arg(long)]
    pub(super) load_only: bool,
    /// Do not open a browser
    #[arg(long)]
    pub(super) no_browser: bool,
    /// Serve it as the public would see it
    #[arg(long)]
    pub(super) public: bool,
}

fn codes<W: Code>() -> String {
    let codes: Vec<_> = W::ALL.iter().map(|word| word.code()).collect();
    codes.join(", ")
}

pub(super) fn word<W: Code>(text: &str) -> Result<W, String> {
    W::from_code(text).ok_or_else(|| format!("not one of: {}", codes::<W>()))
}

fn peril(text: &str) -> Result<Peril, String> {
    word(text)
}

pub(super) fn speed(text: &str) -> Result<Speed, String> {
    word(text)
}

fn landmark(text: &str) -> Result<LandmarkKind, String> {
    word(text)
}

pub(super) fn language(text: &str) -> Result<Language, String> {
    word(text)
}

pub(super) fn severity(text: &str) -> Result<Severity, String> {
    let given: u8 = text
        .parse()
        .map_err(|_| "not a whole number from 1 to 4".to_owned())?;
    Severity::try_from(given).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn zones_without_a_peril_are_told_the_perils() {
        let cli = Cli::parse_from(["jalon", "import", "zones", "x.gpkg"]);
        let Command::Import(asked) = cli.command else {
            panic!("an import was typed");
        };

        assert!(asked.layer_kind().unwrap_err().contains("polluted_soil"));
    }
}
