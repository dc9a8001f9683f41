//! `jalon demo`: the invented sample city, loaded through the same import as any file.

mod casework;
mod registers;
mod story;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
};

use rust_embed::RustEmbed;
use tempfile::TempDir;

use super::{
    Error,
    args::{self, Shared},
    output,
    serve::audience,
};
use crate::{
    app::{self, Clock, ErrorKind, ImportFile, Jalon, Mapping, Rehearsal, VisitColumns, VisitFile},
    config::Settings,
    domain::{
        DataClass, LandmarkKind, LayerKind, LinkKind, NewGrant, Peril, Person, Role, VisitMethod,
    },
    http::{self, Listener},
};

/// The sample city, carried inside the program.
#[derive(RustEmbed)]
#[folder = "sample-data"]
struct Sample;

/// The files with what they hold, in the order of import.
const FILES: &[(LayerKind, &str)] = &[
    (LayerKind::Neighbourhoods, "neighbourhoods.geojson"),
    (LayerKind::Zones(Peril::Flood), "flood.geojson"),
    (
        LayerKind::Landmarks(LandmarkKind::Railway),
        "railway.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::Motorway),
        "motorway.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::MainRoad),
        "main_road.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::HvLine),
        "hv_line.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::WasteDump),
        "waste_dump.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::Hydrant),
        "hydrant.geojson",
    ),
    (
        LayerKind::Landmarks(LandmarkKind::WaterPoint),
        "water_point.geojson",
    ),
    (LayerKind::Settlements, "settlements.geojson"),
    (LayerKind::Placements, "placements.csv"),
    (LayerKind::Offers, "offers.csv"),
];

/// Who looks at the demo.
const DEMO_USER: &str = "demo";

/// The visits, imported when the settlements are there.
const VISITS: &str = "visits.csv";

/// Loads the sample city and serves it.
pub(super) async fn run(shared: &Shared, asked: args::Demo) -> Result<(), Error> {
    let temporary = TempDir::with_prefix("jalon-demo-").map_err(Error::Sample)?;
    let data_dir = shared
        .data_dir
        .clone()
        .unwrap_or_else(|| temporary.path().to_owned());
    // The port is taken first: a minute of loading would be wasted on one that is not free.
    let address = SocketAddr::from(([127, 0, 0, 1], asked.port));
    let listener = if asked.load_only {
        None
    } else {
        let open = Listener::open(address, audience(asked.public)).await?;
        Some(open.of_demo())
    };
    let mut settings = Settings::embedded_in(data_dir.clone()).map_err(app::Error::from)?;
    // Everybody here is invented: nobody needs a telephone to look at them.
    settings.accounts.factor_is_optional = true;
    let mut jalon = Jalon::open(&settings, Clock::system()).await?;
    if !is_sample(&jalon) {
        return Err(Error::Usage {
            what: format!(
                "{} holds layers of your own, and the demo shows an invented city only; serve them with `jalon serve`, or give another --data-dir",
                data_dir.display()
            ),
            command: "demo",
        });
    }
    if jalon.atlas().layers.is_empty() {
        drop(jalon);
        story::tell(&settings).await?;
        jalon = Jalon::open(&settings, Clock::system()).await?;
    }
    load(&jalon).await?;
    casework::load(&jalon).await?;
    registers::load(&jalon).await?;
    let jalon = Arc::new(jalon);
    output::line(&format!("the sample city is in {}", data_dir.display()))?;
    let Some(listener) = listener else {
        // Whoever loads only wants to find it again; a served city goes with its server.
        let _kept = temporary.keep();
        return Ok(());
    };
    let address = if asked.public {
        listener.address()
    } else {
        format!("{}sign-in#{}", listener.address(), let_in(&jalon).await?)
    };
    output::line(&what_to_look_at(&address))?;
    if !asked.no_browser {
        open_browser(&address);
    }
    http::serve(jalon, listener).await;
    Ok(())
}

/// A link that lets the one user of the demo in, who may see everything of the invented city.
async fn let_in(jalon: &Jalon) -> Result<String, Error> {
    let by = Person::operator("demo");
    if !jalon.has_accounts() {
        let everything = NewGrant {
            opens: vec![DataClass::Household, DataClass::Restricted],
            ..NewGrant::of(Role::TerritoryAdmin)
        };
        let others = [
            Role::OperatorCoordinator,
            Role::Planner,
            Role::PlatformAdmin,
            Role::DpoAuditor,
        ];
        let grants: Vec<NewGrant> = others.into_iter().map(NewGrant::of).collect();
        let grants = [grants, vec![everything]].concat();
        jalon.add_user(DEMO_USER, &grants, &by).await?;
    }
    Ok(jalon.add_link(DEMO_USER, LinkKind::SignIn, &by).await?)
}

/// Whether there is nothing in the database but what the demo itself has put there.
fn is_sample(jalon: &Jalon) -> bool {
    let atlas = jalon.atlas();
    atlas.layers.iter().all(|(kind, layer)| {
        FILES
            .iter()
            .any(|(of, name)| of == kind && *name == layer.version.source)
    })
}

/// Imports every file of the sample city that is not there yet.
async fn load(jalon: &Jalon) -> Result<(), Error> {
    let folder = TempDir::with_prefix("jalon-sample-").map_err(Error::Sample)?;
    import_missing(jalon, FILES.iter(), folder.path()).await?;
    unpack(VISITS, folder.path())?;
    import_visits(jalon, folder.path().join(VISITS)).await
}

/// Imports those of some files whose layer is not there yet.
async fn import_missing(
    jalon: &Jalon,
    files: impl Iterator<Item = &(LayerKind, &'static str)>,
    folder: &Path,
) -> Result<(), Error> {
    for (kind, name) in files {
        if jalon.atlas().layer(*kind).is_some() {
            continue;
        }
        unpack(name, folder)?;
        let file = ImportFile::new(*kind, folder.join(name), "demo");
        let imported = jalon.import(file, |_| ()).await?;
        output::note(&format!(
            "  {kind}: {} records",
            imported.report.tally.accepted
        ));
    }
    Ok(())
}

/// Imports the visits of the sample; those that are there already are left as they are.
async fn import_visits(jalon: &Jalon, path: PathBuf) -> Result<(), Error> {
    let file = VisitFile {
        path,
        columns: VisitColumns::Plain,
        mapping: Mapping::new(),
        by: None,
        team: None,
        method: VisitMethod::OnSite,
        validated: true,
        rehearsal: Rehearsal::No,
        actor: "demo".to_owned(),
    };
    match jalon.import_visits(file).await {
        Ok(imported) => output::note(&format!("  visits: {} records", imported.report.new)),
        // On a machine whose clock is behind the sample's story its visits are yet to come.
        Err(error) if error.kind() == ErrorKind::Refused => {
            output::note(&format!("  visits: left out, {error}"));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn unpack(name: &str, folder: &Path) -> Result<(), Error> {
    let missing = || Error::Sample(std::io::ErrorKind::NotFound.into());
    let file = Sample::get(name).ok_or_else(missing)?;
    std::fs::write(folder.join(name), file.data).map_err(Error::Sample)
}

fn what_to_look_at(address: &str) -> String {
    format!(
        "\n  {address}\n\n\
         This link lets you in once; start the demo again for another one.\n\
         Look at:\n\
         \u{20} 1. Priorities: the site at the top, and the bar that explains its score\n\
         \u{20} 2. The flood zones beside it: switch layers on and off in the legend\n\
         \u{20} 3. Dispersal: where rehoused families live, and how it changed by year\n\
         \u{20} 4. Casework: 500 households, their homes and moves, and what waits for somebody\n\
         Everything and everyone in this city is invented. Ctrl-C ends."
    )
}

/// Opens the page where there is a screen; it is no fault when there is none.
fn open_browser(address: &str) {
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some());
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if has_screen {
        "xdg-open"
    } else {
        return;
    };
    let started = std::process::Command::new(opener)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    if started.is_err() {
        output::note("no browser could be opened; type the address into one");
    }
}
