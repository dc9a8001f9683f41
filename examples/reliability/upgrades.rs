//! `kill -9` while a database of an earlier step is brought up to date.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use rand::RngExt;
use tokio::runtime::Runtime;

use super::{
    Plan,
    installation::{Installation, said},
    kills::moment,
    older,
    tally::Tally,
};

/// What the program takes until all steps are taken, about.
const STEPS_TAKEN: Duration = Duration::from_millis(250);

/// An upgrade is killed at some moment: the file has stayed as it was or is of today, and the next start
/// comes to the same rows.
pub(crate) fn killed(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("kill -9 during upgrades");
    let home = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let city = Installation::new(&plan.program, home.path().join("city"));
    let loaded = city.run(&["demo", "--load-only"]);
    assert!(loaded.status.success(), "{}", said(&loaded));
    let today = city.folder.join("jalon.db");
    let steps = older::steps();
    let mut stayed = 0;
    for trial in 0..plan.trials.div_ceil(2) {
        let step = steps[plan.random.random_range(0..steps.len() - 1)];
        let town = Installation::new(&plan.program, home.path().join(trial.to_string()));
        let file = town.folder.join("jalon.db");
        let before = runtime.block_on(older::make(&file, step, &today));
        town.run_and_kill(&["layers"], moment(&mut plan.random, STEPS_TAKEN));
        let found = runtime.block_on(older::step_of(&file));
        stayed += u32::from(found == step);
        let begun = Instant::now();
        let next = town.run(&["audit", "verify"]);
        let time = begun.elapsed();
        let fault = if next.status.success() {
            runtime.block_on(fault(&file, (step, found), &before))
        } else {
            Some(said(&next))
        };
        tally.judged(fault, time);
        fs::remove_dir_all(&town.folder).unwrap();
    }
    tally.note = format!("of every step; {stayed} had stayed as they were, the others were done");
    tally
}

/// What is not as it should be after the start that followed, in words.
async fn fault(file: &Path, (step, found): (i64, i64), before: &older::Rows) -> Option<String> {
    let known = older::steps().last().copied().unwrap_or_default();
    if found != step && found != known {
        return Some(format!(
            "killed on the way from {step}, it stood at {found}"
        ));
    }
    let now = older::step_of(file).await;
    if now != known {
        return Some(format!("the next start came to step {now}"));
    }
    older::difference(file, step, before).await
}
