//! Backups that are taken while others write as fast as they can, and backups that were damaged.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rand::RngExt;
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection};
use tokio::runtime::Runtime;

use super::{
    Plan,
    installation::{Installation, Server, said},
    load::settled,
    tally::Tally,
    wire::Wire,
};

/// Who writes at once.
const WRITERS: u32 = 16;

/// Is in no backup, and needed to prove the signed heads of before.
const KEY: &str = "installation.key";

/// The names of organisations by their codes.
type Names = BTreeMap<String, String>;

/// What those who write were told.
#[derive(Default)]
struct Written {
    acknowledged: Mutex<Names>,
    enough: AtomicBool,
}

impl Written {
    fn so_far(&self) -> Names {
        self.acknowledged.lock().unwrap().clone()
    }
}

/// A backup is taken, verified and restored while writers write; all that was acknowledged before it began
/// is in it.
pub(crate) fn under_writes(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("backups under writes");
    let home = tempfile::tempdir().unwrap();
    let town = settled(plan, home.path());
    let public = key(&town, home.path());
    let (server, _) = town.serve().expect("the server starts");
    let (written, runtime) = (Written::default(), Runtime::new().unwrap());
    let mut taken: Vec<(Names, Names)> = Vec::new();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(|| runtime.block_on(write(&server, &written)));
        std::thread::sleep(Duration::from_millis(500));
        for _ in 0..plan.trials.div_ceil(10) {
            let (before, trial) = (written.so_far(), Instant::now());
            match there_and_back(&town, home.path(), &public) {
                Ok(restored) => {
                    let fault = missing(&before, &restored);
                    tally.judged(fault, trial.elapsed());
                    taken.push((before, restored));
                }
                Err(why) => tally.lost(&why),
            }
        }
        written.enough.store(true, Ordering::Relaxed);
    });
    let rate =
        f64::from(u32::try_from(written.so_far().len()).unwrap()) / begun.elapsed().as_secs_f64();
    let grown = taken
        .iter()
        .map(|(before, restored)| restored.len() - before.len());
    tally.note = format!(
        "{rate:.0} writes/s acknowledged meanwhile; the last held {} of them, up to {} that came after the word",
        taken.last().map_or(0, |(_, restored)| restored.len()),
        grown.max().unwrap_or(0)
    );
    tally
}

/// A key of backups in a file; its public half.
fn key(town: &Installation, home: &Path) -> String {
    let made = town.run(&["backup", "key", &home.join("key").display().to_string()]);
    assert!(made.status.success(), "{}", said(&made));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

/// Takes a backup, verifies and restores it: the organisations in the restored folder.
fn there_and_back(town: &Installation, home: &Path, public: &str) -> Result<Names, String> {
    let text = |name: &str| home.join(name).display().to_string();
    let (file, key, folder) = (text("town.age"), text("key"), home.join("restored"));
    fs::remove_file(&file).ok();
    fs::remove_dir_all(&folder).ok();
    let restored = Installation::new(&town.program, folder);
    fs::copy(town.folder.join(KEY), restored.folder.join(KEY)).unwrap();
    for (of, words) in [
        (town, vec!["backup", &file, "--recipient", public]),
        (town, vec!["backup", "verify", &file, "--identity", &key]),
        (&restored, vec!["restore", &file, "--identity", &key]),
        // What stands in the file is whole: its chains hold from the first row to the last.
        (&restored, vec!["audit", "verify"]),
    ] {
        let done = of.run(&words);
        if !done.status.success() {
            return Err(format!("{words:?}: {}", said(&done)));
        }
    }
    let database = restored.folder.join("jalon.db");
    Ok(Runtime::new().unwrap().block_on(names(&database)))
}

async fn names(database: &Path) -> Names {
    let asked = "select code, json_extract(body, '$.name') from register_entry where register = 'organisation'";
    let address = format!("sqlite://{}", database.display());
    let mut connection = SqliteConnection::connect(&address).await.unwrap();
    let rows: Vec<(String, String)> = sqlx::query_as(asked)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    rows.into_iter().collect()
}

/// The first that was acknowledged and is not there as it was, in words.
fn missing(before: &Names, restored: &Names) -> Option<String> {
    let is_gone = |(code, name): &(&String, &String)| restored.get(*code) != Some(*name);
    let (code, name) = before.iter().find(is_gone)?;
    Some(format!("{code} ({name}) is not in the backup"))
}

/// Writers who write until it is enough.
async fn write(server: &Server, written: &Written) {
    let writer = async |who: u32| {
        let mut wire = Wire::to(server).await.unwrap();
        for at in 0.. {
            if written.enough.load(Ordering::Relaxed) {
                break;
            }
            let name = format!("by {who}, {at}");
            let body = json!({"fields": {"name": name, "kind": "social_landlord"}}).to_string();
            let question = ("POST", "/api/registers/organisation");
            let reply = wire.ask(question, &body).await.unwrap();
            assert_eq!(
                reply.status,
                201,
                "{}",
                String::from_utf8_lossy(&reply.body)
            );
            let added: Value = serde_json::from_slice(&reply.body).unwrap();
            let code = added["code"].as_str().unwrap().to_owned();
            written.acknowledged.lock().unwrap().insert(code, name);
        }
    };
    futures::future::join_all((0..WRITERS).map(writer)).await;
}

/// A byte of a backup is turned, or its end cut off: it is always refused.
pub(crate) fn damaged(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("damaged backups");
    let home = tempfile::tempdir().unwrap();
    let town = settled(plan, home.path());
    let public = key(&town, home.path());
    let text = |name: &str| home.path().join(name).display().to_string();
    let (whole, broken, key) = (text("whole.age"), text("broken.age"), text("key"));
    let taken = town.run(&["backup", &whole, "--recipient", &public]);
    assert!(taken.status.success(), "{}", said(&taken));
    let whole = fs::read(whole).unwrap();
    let verify = ["backup", "verify", &broken, "--identity", &key];
    for _ in 0..plan.trials {
        let mut bytes = whole.clone();
        let at = plan.random.random_range(0..bytes.len());
        match plan.random.random_range(0..3) {
            0 => bytes.truncate(at),
            _ => bytes[at] ^= 1 << plan.random.random_range(0..8_u8),
        }
        fs::write(&broken, bytes).unwrap();
        let begun = Instant::now();
        let found = town.run(&verify);
        let is_refused = found
            .status
            .code()
            .is_some_and(|code| code != 0 && code != 101);
        if is_refused && said(&found).contains("error: ") {
            tally.trials += 1;
            tally.refused += 1;
            tally.worst = tally.worst.max(begun.elapsed());
        } else {
            tally.lost(&format!("byte {at}: {:?}, {}", found.status, said(&found)));
        }
    }
    tally.note = format!("one bit or a cut, of {} kB", whole.len() / 1024);
    tally
}
