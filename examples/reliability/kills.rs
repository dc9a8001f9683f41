//! `kill -9` at random moments: while clients write, in mid-import, in mid-backup, in mid-migration.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rand::{Rng, RngExt};
use serde_json::{Value, json};

use super::{
    Plan,
    installation::{Client, Installation, Server, said},
    tally::Tally,
};

/// Who writes at once.
const CLIENTS: usize = 3;

/// A moment up to a longest one.
pub(crate) fn moment(random: &mut impl Rng, longest: Duration) -> Duration {
    longest.mul_f64(random.random())
}

/// Lets clients add organisations until the cut has been made, and returns those that were acknowledged, with
/// their names.
pub(crate) fn write_until_cut(
    server: &Server,
    trial: u32,
    cut: impl FnOnce(),
) -> Vec<(String, String)> {
    let client = |who| {
        let client = Client::of(server);
        let names = (0..).map(move |at| format!("of trial {trial}, {who}-{at}"));
        std::thread::spawn(move || {
            let added = names.map(|name| Some((client.add(&name).ok()?, name)));
            added.map_while(|one| one).collect::<Vec<_>>()
        })
    };
    let clients: Vec<_> = (0..CLIENTS).map(client).collect();
    cut();
    let noted = clients.into_iter().map(|client| client.join().unwrap());
    noted.flatten().collect()
}

/// The first change that was acknowledged and is not there, in words.
pub(crate) fn gone(server: &Server, noted: &[(String, String)]) -> Option<String> {
    let client = Client::of(server);
    let is_gone = |(code, name): &&(String, String)| client.name_of(code).as_ref() != Some(name);
    let (code, name) = noted.iter().find(is_gone)?;
    Some(format!("{code} ({name}) is gone"))
}

/// Clients write over HTTP and note what was acknowledged; the server is killed; the next one must
/// have all of it.
pub(crate) fn during_writes(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("kill -9 during writes");
    let home = tempfile::tempdir().unwrap();
    let town = Installation::new(&plan.program, home.path().join("data"));
    let (mut noted, mut acknowledged): (Vec<(String, String)>, usize) = (Vec::new(), 0);
    for trial in 0..=plan.trials {
        let (server, time) = match town.serve() {
            Ok(started) => started,
            Err(why) => {
                tally.lost(&why);
                return tally;
            }
        };
        if trial > 0 {
            tally.judged(gone(&server, &noted), time);
        }
        noted = write_until_cut(&server, trial, || {
            std::thread::sleep(moment(&mut plan.random, Duration::from_millis(500)));
            server.kill();
        });
        acknowledged += noted.len();
    }
    tally.note = format!("{acknowledged} changes acknowledged");
    let verified = town.run(&["audit", "verify"]);
    if !verified.status.success() {
        tally.lost(&said(&verified));
    }
    tally
}

/// Flood zones in a row, as a file.
pub(crate) fn zones(folder: &Path, count: u32) -> String {
    let zone = |at: u32| {
        let (west, south) = (1.0 + f64::from(at) * 0.0002, 43.6);
        let (east, north) = (west + 0.0001, south + 0.0001);
        json!({"type": "Feature", "properties": {"nivalea": "TF"}, "geometry": {"type": "Polygon",
            "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}})
    };
    let features: Vec<Value> = (0..count).map(zone).collect();
    let file = folder.join("zones.geojson");
    let text = json!({"type": "FeatureCollection", "features": features}).to_string();
    fs::write(&file, text).unwrap();
    file.display().to_string()
}

/// Version and number of zones of the flood layer.
fn flood(town: &Installation) -> Result<(u64, u64), String> {
    let layers = town.json(&["layers"])?;
    let accepted = &layers[0]["report"]["tally"]["accepted"];
    let number = |value: &Value| value.as_u64().ok_or(format!("no layer: {layers}"));
    Ok((number(&layers[0]["version"])?, number(accepted)?))
}

/// Imports are killed; afterwards the layer is the old one or the new one, whole.
pub(crate) fn during_imports(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("kill -9 during imports");
    let home = tempfile::tempdir().unwrap();
    let town = Installation::new(&plan.program, home.path().join("data"));
    let import = |file: &str| ["import", "zones", file, "--peril", "flood"].map(str::to_owned);
    let first = import(&zones(home.path(), 4_000));
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let begun = Instant::now();
    assert!(town.run(&first).status.success());
    let longest = begun.elapsed();
    let mut old = flood(&town).unwrap();
    for trial in 0..plan.trials.div_ceil(2) {
        let count = 4_001 + trial;
        let words = import(&zones(home.path(), count));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let was_told = town.run_and_kill(&words, moment(&mut plan.random, longest));
        let begun = Instant::now();
        let new = (old.0 + 1, u64::from(count));
        let fault = match flood(&town) {
            Ok(is) if is == new || (is == old && !was_told) => {
                old = is;
                None
            }
            Ok(is) => Some(format!(
                "{is:?} is neither {old:?} nor {new:?}, told {was_told}"
            )),
            Err(why) => Some(why),
        };
        tally.judged(fault, begun.elapsed());
    }
    tally
}

/// Backups are killed; afterwards there is none of that name or a whole one, and the next succeeds.
pub(crate) fn during_backups(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("kill -9 during backups");
    let home = tempfile::tempdir().unwrap();
    let town = Installation::new(&plan.program, home.path().join("data"));
    let file = zones(home.path(), 4_000);
    assert!(
        town.run(&["import", "zones", &file, "--peril", "flood"])
            .status
            .success()
    );
    let key = home.path().join("key").display().to_string();
    let made = town.run(&["backup", "key", &key]);
    let public = String::from_utf8(made.stdout).unwrap().trim().to_owned();
    let backup = home.path().join("town.age").display().to_string();
    let words = ["backup", &backup, "--recipient", &public];
    let verify = ["backup", "verify", &backup, "--identity", &key];
    let begun = Instant::now();
    let mut whole = 0;
    for trial in 0..=plan.trials.div_ceil(2) {
        let longest = begun.elapsed() / (trial + 1);
        fs::remove_file(&backup).ok();
        if trial > 0 {
            let was_told = town.run_and_kill(&words, moment(&mut plan.random, longest));
            let again = Instant::now();
            let is_there = Path::new(&backup).exists();
            whole += u32::from(is_there);
            let verified = is_there.then(|| town.run(&verify));
            let fault = match verified {
                Some(found) if !found.status.success() => Some(said(&found)),
                None if was_told => Some("a backup that was told of is not there".to_owned()),
                _ => None,
            };
            fs::remove_file(&backup).ok();
            let next = town.run(&words);
            let next = (!next.status.success()).then(|| said(&next));
            tally.judged(fault.or(next), again.elapsed());
        } else {
            assert!(town.run(&words).status.success());
        }
    }
    tally.note = format!("{whole} were whole before the kill");
    tally
}

/// The first start on an empty folder is killed; the next one must get on.
pub(crate) fn during_migrations(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("kill -9 during migrations");
    let home = tempfile::tempdir().unwrap();
    let town = |name: String| Installation::new(&plan.program, home.path().join(name));
    let begun = Instant::now();
    assert!(town("whole".to_owned()).run(&["layers"]).status.success());
    let longest = begun.elapsed();
    for trial in 0..plan.trials.div_ceil(2) {
        let town = town(trial.to_string());
        town.run_and_kill(&["layers"], moment(&mut plan.random, longest));
        let begun = Instant::now();
        let output = town.run(&["audit", "verify"]);
        let fault = (!output.status.success()).then(|| said(&output));
        tally.judged(fault, begun.elapsed());
        fs::remove_dir_all(&town.folder).unwrap();
    }
    tally
}
