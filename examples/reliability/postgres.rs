//! A PostgreSQL server of our own that can be killed and started again, and its faults: killed under those
//! who write, and two servers of ours on one database.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::{
    Plan,
    installation::{Client, Installation, Server},
    kills::{gone, moment, write_until_cut},
    tally::Tally,
};

/// While the database is away an answer may take this long.
const REFUSED_WITHIN: Duration = Duration::from_secs(1);
/// Once it is back this long.
const HEALED_WITHIN: Duration = Duration::from_secs(2);
/// What one server writes, the other has to show by then.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

/// A server in a folder of its own; dropped, it is stopped.
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: tempfile::TempDir,
    pub(crate) port: u16,
}

impl Postgres {
    /// A server that waits for its log, or `None` where PostgreSQL is not installed.
    pub(crate) fn started() -> Option<Self> {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let newest = versions.filter_map(Result::ok).map(|v| v.path()).max()?;
        let server = Self::of(newest.join("bin"));
        let words = [
            "-U",
            "jalon",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        ];
        assert!(server.run("initdb", &words), "initdb failed");
        server.start();
        Some(server)
    }

    /// A server that follows another one, as a copy of it, from its first moment on.
    pub(crate) fn standby(&self) -> Self {
        let standby = Self::of(self.programs.clone());
        let port = self.port.to_string();
        let words = [
            "-h",
            "127.0.0.1",
            "-p",
            &port,
            "-U",
            "jalon",
            "-R",
            "-X",
            "stream",
            "-c",
            "fast",
        ];
        assert!(standby.run("pg_basebackup", &words), "pg_basebackup failed");
        standby.start();
        standby
    }

    /// Makes it one that others follow no more: it takes changes in from then on.
    pub(crate) fn promote(&self) {
        assert!(self.run("pg_ctl", &["-w", "promote"]), "it is not promoted");
    }

    /// A server with an empty folder, on a free port.
    fn of(programs: PathBuf) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let server = Self {
            programs,
            folder,
            port,
        };
        if is_root() {
            let mut owned = Command::new("chown");
            owned.arg("postgres:").arg(server.home()).status().unwrap();
        }
        server
    }

    fn home(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://jalon@127.0.0.1:{}/postgres", self.port)
    }

    /// Runs one of its programs on its folder; as root under another name, since it refuses root.
    fn run(&self, program: &str, words: &[&str]) -> bool {
        let path = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
            command.arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(["-D", &self.home().join("data").display().to_string()]);
        command.args(words).current_dir(self.home());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|end| end.success())
    }

    fn start(&self) {
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c max_connections=100",
            self.port,
            self.home().display()
        );
        let log = self.home().join("log").display().to_string();
        let words = ["-w", "-t", "60", "-l", &log, "-o", &options, "start"];
        assert!(self.run("pg_ctl", &words), "PostgreSQL does not start");
    }

    /// Ends it as a kill would: nothing is finished, the next start recovers from the log.
    pub(crate) fn kill(&self) {
        self.run("pg_ctl", &["-m", "immediate", "-w", "stop"]);
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.kill();
    }
}

fn is_root() -> bool {
    let told = Command::new("id").arg("-u").output();
    told.is_ok_and(|told| told.stdout.starts_with(b"0\n"))
}

pub(crate) fn not_tried(mut tally: Tally) -> Tally {
    tally.note = String::from("not tried: PostgreSQL is not installed");
    tally
}

/// The database is killed under those who write: whoever asks meanwhile is told so at once, and what was
/// acknowledged is there once it is back.
pub(crate) fn restarted(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("PostgreSQL killed");
    let Some(database) = Postgres::started() else {
        return not_tried(tally);
    };
    let home = tempfile::tempdir().unwrap();
    let town = Installation::new(&plan.program, home.path().join("data")).on(&database.url());
    let (server, _) = town.serve().expect("the server starts");
    let mut acknowledged = 0;
    for trial in 0..plan.trials.div_ceil(10) {
        let noted = write_until_cut(&server, trial, || {
            std::thread::sleep(moment(&mut plan.random, Duration::from_millis(500)));
            database.kill();
        });
        acknowledged += noted.len();
        let refused = refusal(&server);
        database.start();
        let healed = healing(&server);
        match refused.and(healed) {
            Ok(time) => tally.judged(gone(&server, &noted), time),
            Err(why) => tally.lost(&why),
        }
        tally.refused += 1;
    }
    tally.note = format!("{acknowledged} changes acknowledged");
    tally
}

/// Whether somebody who writes while the database is away is told 503 soon.
fn refusal(server: &Server) -> Result<Duration, String> {
    let begun = Instant::now();
    let answer = Client::of(server).add("while it is away");
    let time = begun.elapsed();
    if answer == Err(Some(503)) && time <= REFUSED_WITHIN {
        return Ok(time);
    }
    Err(format!(
        "{answer:?} after {time:?} while the database was away"
    ))
}

/// How long it takes until a change is acknowledged again.
pub(crate) fn healing(server: &Server) -> Result<Duration, String> {
    let (begun, client) = (Instant::now(), Client::of(server));
    loop {
        let answer = client.add("once it is back");
        let time = begun.elapsed();
        match answer {
            Ok(_) if time <= HEALED_WITHIN => return Ok(time),
            _ if time > HEALED_WITHIN => {
                return Err(format!("{answer:?} {time:?} after its return"));
            }
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Two servers on one database: what one writes the other shows, and one that is killed in mid-write has
/// left nothing half done.
pub(crate) fn two_servers(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("one of two servers killed");
    let Some(database) = Postgres::started() else {
        return not_tried(tally);
    };
    let home = tempfile::tempdir().unwrap();
    let town =
        |name: &str| Installation::new(&plan.program, home.path().join(name)).on(&database.url());
    let (one, other) = (town("one"), town("other"));
    std::fs::write(home.path().join("sites.geojson"), site("S0", 0).to_string()).unwrap();
    let file = home.path().join("sites.geojson").display().to_string();
    let imported = one.run(&["import", "settlements", &file]);
    assert!(imported.status.success(), "{imported:?}");
    let (staying, _) = other.serve().expect("the server starts");
    let mut worst = Duration::ZERO;
    for trial in 1..=plan.trials.div_ceil(10) {
        let (killed, _) = one.serve().expect("the server starts");
        let code = format!("S{trial}");
        let seen = seen_after(&killed, &staying, (&code, trial));
        let noted = write_until_cut(&killed, trial, || {
            std::thread::sleep(moment(&mut plan.random, Duration::from_millis(300)));
            killed.kill();
        });
        match seen {
            Ok(time) => {
                worst = worst.max(time);
                tally.judged(gone(&staying, &noted), time);
            }
            Err(why) => tally.lost(&why),
        }
    }
    let verified = other.run(&["audit", "verify"]);
    if !verified.status.success() {
        tally.lost(&super::installation::said(&verified));
    }
    tally.note = String::from("time until the other showed a new settlement and the same tile");
    tally
}

/// A settlement as a feature.
pub(crate) fn site(code: &str, at: u32) -> serde_json::Value {
    let (west, south) = (1.41 + f64::from(at) * 0.001, 43.6);
    let (east, north) = (west + 0.0005, south + 0.0005);
    serde_json::json!({"type": "Feature", "properties": {"code": code, "name": code},
        "geometry": {"type": "Polygon", "coordinates":
            [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}})
}

/// How long it takes until a settlement that one server has acknowledged is shown by the other, in its
/// register and in its tiles.
fn seen_after(
    writer: &Server,
    reader: &Server,
    (code, at): (&str, u32),
) -> Result<Duration, String> {
    let (writer, reader) = (Client::of(writer), Client::of(reader));
    let status = writer.create("/ogc/collections/settlements/items", &site(code, at));
    if status != Some(201) {
        return Err(format!("{code} was answered {status:?}"));
    }
    let begun = Instant::now();
    let around = "/tiles/settlements/12/2064/1495.mvt";
    loop {
        let is_listed = reader.status(&format!("/api/settlements/{code}")) == Some(200);
        let (here, there) = (writer.tag(around), reader.tag(around));
        let time = begun.elapsed();
        if is_listed && here.is_some() && here == there {
            return Ok(time);
        }
        if time > SEEN_WITHIN {
            return Err(format!(
                "{code} is listed: {is_listed}; its tile is {here:?} here and {there:?} there"
            ));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}
