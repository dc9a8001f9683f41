//! The same load on Martin over PostGIS, where `scripts/bench-load` has filled a database and started it.

use std::{
    env,
    path::{Path, PathBuf},
};

use jalon::domain::LayerKind;

use super::{
    FLOOD, ZOOMS, paths,
    wrk::{self, Load, Process},
};

/// Tells what it costs to draw; Martin is started without its cache.
pub(crate) fn measure(files: &[(LayerKind, PathBuf)], folder: &Path) {
    let Ok(fill) = env::var("JALON_PEERS_MARTIN") else {
        println!("Martin over PostGIS: not run; `make bench-peers` does, where both are installed");
        return;
    };
    let begun = std::process::Command::new(fill)
        .args(files.iter().map(|(_, file)| file))
        .current_dir(folder)
        .output()
        .unwrap();
    if !begun.status.success() {
        println!(
            "Martin over PostGIS: {}",
            String::from_utf8_lossy(&begun.stderr)
        );
        return;
    }
    let address = String::from_utf8_lossy(&begun.stdout).trim().to_owned();
    for kind in [LayerKind::Neighbourhoods, FLOOD, LayerKind::Settlements] {
        for zoom in ZOOMS {
            let paths = paths(zoom, |tile| {
                format!("/{kind}/{}/{}/{}", tile.z(), tile.x(), tile.y())
            });
            for connections in [1, 32] {
                let answering = [Process::named("martin"), Process::named("postgres")].concat();
                let told = wrk::run(&Load::new(&address, &paths).at(connections), &answering);
                println!("Martin, {kind} z{zoom}, {connections} connections: {told}");
            }
        }
    }
}
