//! The power goes: what nobody waited for is gone, in part or whole, and what was acknowledged is not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rand::RngExt;

use super::{
    Plan,
    installation::Installation,
    kills::{gone, moment, write_until_cut},
    tally::Tally,
};

/// The file system that forgets; it needs Python with fusepy, and FUSE.
const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/examples/reliability/unsynced_fs.py"
);

/// What is written at each trial and never waited for: it shows that the file system does forget.
const CONTROL: &[u8] = &[7; 4096];

/// Every so many trials begin with an empty folder, whose database has yet to be made.
const ANEW: u32 = 5;

/// A mounted file system; dropped, it is taken away.
struct Mount {
    at: PathBuf,
    child: Child,
}

impl Mount {
    fn new(at: &Path, (from, to): (&Path, &Path), seed: u32) -> Option<Self> {
        for folder in [at, from, to] {
            fs::create_dir_all(folder).unwrap();
        }
        let child = Command::new("/usr/bin/python3")
            .arg(PROGRAM)
            .args([at, from, to])
            .arg(seed.to_string())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut mount = Self {
            at: at.to_owned(),
            child,
        };
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            let mounts = fs::read_to_string("/proc/mounts").ok()?;
            if mounts.contains(&*at.to_string_lossy()) {
                return Some(mount);
            }
            if mount.child.try_wait().ok()?.is_some() {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.at).status();
        if unmounted.is_err() {
            eprintln!("{} stays mounted", self.at.display());
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Clients write; the power goes at some moment; what the disk holds then is served again.
pub(crate) fn cut(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("power cut during writes");
    let home = tempfile::tempdir().unwrap();
    let (mut disk, mut acknowledged, mut forgotten) = (PathBuf::new(), 0, 0);
    for trial in 0..plan.trials {
        if trial % ANEW == 0 {
            disk = home.path().join(format!("new{trial}"));
            fs::create_dir_all(disk.join("data")).unwrap();
        }
        let (at, after) = (
            home.path().join("mount"),
            home.path().join(format!("after{trial}")),
        );
        let Some(mount) = Mount::new(&at, (&disk, &after), plan.random.random()) else {
            "not tried: it needs /dev/fuse, umount and Debian's python3-fusepy"
                .clone_into(&mut tally.note);
            return tally;
        };
        let town = Installation::new(&plan.program, at.join("data"));
        let (server, _) = match town.serve() {
            Ok(started) => started,
            Err(why) => {
                tally.lost(&why);
                return tally;
            }
        };
        fs::write(at.join("control"), CONTROL).unwrap();
        let longest = Duration::from_millis(600);
        let noted = write_until_cut(&server, trial, || {
            std::thread::sleep(moment(&mut plan.random, longest));
            // The answer is an error, for that is the cut.
            fs::create_dir(at.join(".cut")).ok();
        });
        drop(server);
        drop(mount);
        acknowledged += noted.len();
        forgotten += u32::from(fs::read(after.join("control")).ok().as_deref() != Some(CONTROL));
        fs::remove_dir_all(&disk).ok();
        disk = after;
        match Installation::new(&plan.program, disk.join("data")).serve() {
            Ok((server, time)) => tally.judged(gone(&server, &noted), time),
            Err(why) => tally.lost(&why),
        }
    }
    assert!(
        forgotten > 0 || plan.trials < 5,
        "the file system forgets nothing"
    );
    tally.note = format!(
        "{acknowledged} changes acknowledged; a file nobody waited for was lost {forgotten} times"
    );
    tally
}
