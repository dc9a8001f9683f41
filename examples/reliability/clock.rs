//! Clocks that jump: two years back, four hundred days on, and home again.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rand::RngExt;
use serde_json::json;
use tokio::runtime::Runtime;

use super::{
    Plan,
    installation::{Client, Installation, said},
    older,
    tally::Tally,
};

/// What shows a program another time; Debian's package `faketime` has it.
const FAKETIME: &str = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
/// Where clocks jump to.
const JUMPS: [&str; 3] = ["-730d", "+400d", "+0d"];
/// Everything that can be kept for a time only, with times that are usual.
const SETTINGS: &str = "[limits]\napi_per_minute = 0\n[accounts]\nsecond_factor_optional = true\n\
    [retention]\nhousehold_months = 12\nlegal_months = 12\njournal_months = 12\n\
    visit_photo_months = 12\naccess_log_months = 6\nidle_account_months = 12\nclosed_account_months = 12\n";
const PASSWORD: &str = "girafe tunnel avoine piano";
/// What the first minutes of a server may take: it looks at once what is due.
const HOUSEKEEPING: Duration = Duration::from_secs(2);
/// Rows of sessions come and go with those who sign in.
const COME_AND_GO: [&str; 1] = ["user_session"];

/// The clock jumps between two starts: people come in and write, nothing is erased, and the record of
/// changes keeps its order.
pub(crate) fn jumps(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("clock jumps");
    if !Path::new(FAKETIME).exists() {
        "not tried: it needs Debian's faketime".clone_into(&mut tally.note);
        return tally;
    }
    let home = tempfile::tempdir().unwrap();
    let mut town = Installation::new(&plan.program, home.path().join("data"));
    let loaded = town.run(&["demo", "--load-only"]);
    assert!(loaded.status.success(), "{}", said(&loaded));
    fs::write(town.folder.join("jalon.toml"), SETTINGS).unwrap();
    choose_password(&town);
    let runtime = Runtime::new().unwrap();
    let file = town.folder.join("jalon.db");
    let (mut before, mut written) = (runtime.block_on(counts(&file)), 0);
    for trial in 0..plan.trials.div_ceil(10).max(3) {
        let at = if trial < 3 {
            trial as usize
        } else {
            plan.random.random_range(0..JUMPS.len())
        };
        town.environment = shown(JUMPS[at]);
        let begun = Instant::now();
        let fault = worked(&town, trial).err();
        let time = begun.elapsed();
        let after = runtime.block_on(counts(&file));
        let fewer = before
            .iter()
            .find(|(table, rows)| !COME_AND_GO.contains(&table.as_str()) && after[*table] < **rows);
        let fewer = fewer.map(|(table, rows)| {
            format!(
                "at {}: {table} had {rows} rows, now {}",
                JUMPS[at], after[table]
            )
        });
        let broken = || {
            let verified = town.run(&["audit", "verify"]);
            (!verified.status.success()).then(|| said(&verified))
        };
        written += 1;
        tally.judged(fault.or(fewer).or_else(broken), time);
        before = after;
    }
    let rows: usize = before.values().sum();
    tally.note = format!("{written} starts; {rows} rows at the end, none fewer of any table");
    tally
}

/// The environment in which a program sees the time of a jump.
fn shown(jump: &str) -> Vec<(String, String)> {
    let pairs = [
        ("LD_PRELOAD", FAKETIME),
        ("FAKETIME", jump),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    pairs.map(owned).to_vec()
}

/// An administrator with a password.
fn choose_password(town: &Installation) {
    let made = town.run(&["user", "add", "b.durand", "--admin"]);
    assert!(made.status.success(), "{}", said(&made));
    let told = String::from_utf8(made.stdout).unwrap();
    let link = told
        .split_whitespace()
        .find_map(|word| word.split_once('#'));
    let (_, link) = link.expect("a link to choose a password by");
    let (server, _) = town.serve().expect("the server starts");
    let form = json!({"link": link, "password": PASSWORD});
    let chosen = Client::of(&server).send("/api/session/invitation", "", &form);
    assert_eq!(chosen.map(|(status, _)| status), Some(200));
}

/// Somebody comes in by name and password, and writes; then the server has time for what is due.
fn worked(town: &Installation, trial: u32) -> Result<(), String> {
    let (server, _) = town.serve()?;
    let client = Client::of(&server);
    let form = json!({"name": "b.durand", "password": PASSWORD});
    let cookie = match client.send("/api/session", "", &form) {
        Some((200, cookie)) => cookie,
        other => return Err(format!("whoever signs in is answered {other:?}")),
    };
    let name = format!("of trial {trial}");
    let form = json!({"fields": {"name": name, "kind": "social_landlord"}});
    let added = client.send("/api/registers/organisation", &cookie, &form);
    if added.as_ref().map(|(status, _)| *status) != Some(201) {
        return Err(format!("whoever writes is answered {added:?}"));
    }
    std::thread::sleep(HOUSEKEEPING);
    Ok(())
}

/// How many rows each table has.
async fn counts(file: &Path) -> BTreeMap<String, usize> {
    let rows = older::rows(&mut older::connect(file).await).await;
    rows.into_iter()
        .map(|(table, rows)| (table, rows.len()))
        .collect()
}
