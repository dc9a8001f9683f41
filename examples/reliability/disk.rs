//! A disk that fills up: writing is refused, reading goes on, freed room is used without a restart.

use std::{
    fs::{self, File},
    io::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::{
    Plan,
    installation::{Client, Installation},
    tally::Tally,
};

/// Times that the disk is filled and freed.
const CYCLES: u32 = 3;
/// How long a server may take to use the room that was freed.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the trial on a disk of its own, where the system lets us mount one.
pub(crate) fn full(plan: &mut Plan) -> Tally {
    let mut tally = Tally::of("full disk");
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("small")).unwrap();
    let script = "mount -t tmpfs -o size=96m none \"$2/small\" || exit 99; exec \"$0\" --inside-disk \"$1\" \"$2/small\"";
    let output = Command::new("unshare")
        .args(["-rm", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .arg(&plan.program)
        .arg(home.path())
        .output();
    let Some(output) = output
        .ok()
        .filter(|output| output.status.code() != Some(99))
    else {
        "not tried: no disk of our own can be mounted here".clone_into(&mut tally.note);
        return tally;
    };
    eprint!("{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in told.lines() {
        match line.split_once(' ') {
            Some(("recovered", ms)) => {
                tally.recovered_in(Duration::from_millis(ms.parse().unwrap()));
            }
            Some(("lost", what)) => tally.lost(what),
            Some(("refused", _)) => tally.refused += 1,
            _ => {}
        }
    }
    if !output.status.success() {
        tally.lost("the trial broke off");
    }
    "refused with 507, used again without a restart".clone_into(&mut tally.note);
    tally
}

/// On that disk: fills it, asks, frees it, asks again; each finding is a line.
pub(crate) fn inside(program: &Path, folder: &Path) {
    let town = Installation::new(program, folder.join("data"));
    let (server, _) = town.serve().unwrap();
    let client = Client::of(&server);
    let mut noted = Vec::new();
    for cycle in 0..CYCLES {
        fill(&folder.join("filler"));
        let refusal = (0..5_000).find_map(|at| {
            let name = format!("{cycle}-{at} {}", "x".repeat(100));
            match client.add(&name) {
                Ok(code) => {
                    noted.push((code, name));
                    None
                }
                Err(status) => Some(status),
            }
        });
        match refusal {
            Some(Some(507)) => println!("refused 507"),
            other => println!("lost a full disk was answered by {other:?}"),
        }
        if client.status("/api/status") != Some(200) {
            println!("lost reading ended with the room");
        }
        fs::remove_file(folder.join("filler")).unwrap();
        let begun = Instant::now();
        let name = format!("after {cycle}");
        while begun.elapsed() < PATIENCE {
            if let Ok(code) = client.add(&name) {
                noted.push((code, name));
                println!("recovered {}", begun.elapsed().as_millis());
                break;
            }
        }
        if begun.elapsed() >= PATIENCE {
            println!("lost freed room is not used");
        }
    }
    drop(server);
    let (server, _) = town.serve().unwrap();
    let client = Client::of(&server);
    for (code, name) in &noted {
        if client.name_of(code).as_ref() != Some(name) {
            println!("lost {code} is gone");
        }
    }
}

/// Writes until nothing more fits.
fn fill(path: &Path) {
    let mut file = File::create(path).unwrap();
    for block in [1 << 20, 1 << 12, 1 << 8] {
        let block = vec![7_u8; block];
        while file.write_all(&block).is_ok() {}
    }
}
