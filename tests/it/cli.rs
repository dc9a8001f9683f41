//! The program as an operator types it: exit codes, words, and a database left as it was.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A data folder and the program that works on it.
struct Shell {
    folder: TempDir,
}

impl Shell {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
        command
            .args(words)
            .arg("--data-dir")
            .arg(self.folder.path().join("data"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn json(&self, words: &[&str]) -> Value {
        let output = self.command(words).arg("--json").output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// Flood zones in a row, each ten metres or so wide.
fn zones(count: usize) -> String {
    let features: Vec<String> = (0..count)
        .map(|i| {
            let west = 1.0 + f64::from(u32::try_from(i).unwrap()) * 1e-4;
            let east = west + 9e-5;
            format!(
                r#"{{"type":"Feature","properties":{{"nivalea":"F"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},43],[{east},43],[{east},43.0001],[{west},43.0001],[{west},43]]]}}}}"#
            )
        })
        .collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",\n")
    )
}

#[test]
fn an_import_prints_an_account_that_adds_up() {
    let shell = Shell::new();
    shell.write("flood.geojson", &zones(3));

    let report = shell.json(&["import", "zones", "flood.geojson", "--peril", "flood"]);

    assert_eq!(report["tally"]["read"], 3);
    assert_eq!(report["tally"]["accepted"], 3);
    assert_eq!(report["mapping"]["class"], "nivalea");
}

#[test]
fn a_rehearsal_stores_nothing() {
    let shell = Shell::new();
    shell.write("flood.geojson", &zones(3));

    let words = [
        "import",
        "zones",
        "flood.geojson",
        "--peril",
        "flood",
        "--dry-run",
    ];
    let report = shell.json(&words);

    assert_eq!(report["dry_run"], true);
    assert_eq!(shell.json(&["layers"]).as_array().unwrap().len(), 0);
}

#[test]
fn the_same_layer_again_is_the_next_version() {
    let shell = Shell::new();
    shell.write("flood.geojson", &zones(3));
    let words = ["import", "zones", "flood.geojson", "--peril", "flood"];
    shell.json(&words);

    let again = shell.run(&words);

    assert!(said(&again).contains("version 2"), "{}", said(&again));
}

#[test]
fn each_kind_of_error_has_its_code_and_its_sentence() {
    let shell = Shell::new();
    shell.write("page.geojson", "<!doctype html><p>not found");
    shell.write("flood.geojson", &zones(1));
    for (words, code, sentence) in [
        (&["import", "zones", "flood.geojson"][..], 2, "--peril"),
        (
            &["import", "zones", "none.geojson", "--peril", "flood"],
            3,
            "none.geojson",
        ),
        (
            &["import", "zones", "page.geojson", "--peril", "flood"],
            3,
            "page.geojson",
        ),
        (
            &[
                "import",
                "zones",
                "flood.geojson",
                "--peril",
                "flood",
                "--crs",
                "EPSG:1",
            ],
            3,
            "EPSG:1",
        ),
        (
            &[
                "import",
                "zones",
                "flood.geojson",
                "--peril",
                "flood",
                "--map",
                "class=nope",
            ],
            3,
            "nivalea",
        ),
        (&["explain", "S99"], 4, "S99"),
        (&["dispersal"], 4, "neighbourhoods"),
        (&["dispersal", "--as-of", "soon"], 2, "YYYY-MM-DD"),
        (&["serve", "--bind", "somewhere"], 7, "--bind"),
        (&["serve", "--metrics", "somewhere"], 7, "--metrics"),
        (&["serve", "--bind", "0.0.0.0:0"], 9, "--public"),
    ] {
        let output = shell.run(words);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        assert!(said.contains(sentence), "{words:?}: {said}");
        assert!(!said.contains("panicked"), "{words:?}: {said}");
    }
    assert_eq!(shell.json(&["layers"]).as_array().unwrap().len(), 0);
}

/// What a server writes down of one question to it.
fn log_of_a_question(format: &str) -> String {
    let shell = Shell::new();
    let mut command = shell.command(&["serve", "--bind", "127.0.0.1:0"]);
    command
        .env("RUST_LOG", "jalon=debug")
        .env("JALON_LOG_FORMAT", format);
    let mut server = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(server.stdout.take().unwrap());
    lines.read_line(&mut said).unwrap();
    let address = said
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let mut asking = TcpStream::connect(address).unwrap();
    asking
        .write_all(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .unwrap();
    asking.read_to_string(&mut String::new()).unwrap();
    // A thread of its own writes the log: a server that was killed may not have written the last of it.
    let (mut log, mut lines) = (String::new(), BufReader::new(server.stderr.take().unwrap()));
    while !log.contains("answered") {
        assert!(lines.read_line(&mut log).unwrap() > 0, "{log}");
    }
    server.kill().unwrap();
    lines.read_to_string(&mut log).unwrap();
    server.wait().unwrap();
    log
}

#[test]
fn the_log_is_lines_without_colours_in_a_file_and_json_where_that_is_asked_for() {
    let (lines, entries) = (log_of_a_question("lines"), log_of_a_question("json"));

    let line = lines
        .lines()
        .find(|line| line.contains("answered"))
        .unwrap();
    assert!(
        line.contains("route=\"/health/live\"") && !line.contains('\u{1b}'),
        "{line}"
    );
    let written = entries
        .lines()
        .find(|line| line.contains("answered"))
        .unwrap();
    let entry: Value = serde_json::from_str(written).unwrap();
    assert_eq!(entry["fields"]["status"], 204);
    assert_eq!(entry["span"]["route"], "/health/live");
    assert_eq!(entry["span"]["number"].as_str().unwrap().len(), 16);
}

#[test]
fn a_port_in_use_is_said_in_a_sentence() {
    let shell = Shell::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();

    let output = shell.run(&["serve", "--bind", &address]);

    assert_eq!(output.status.code(), Some(9));
    assert!(
        said(&output).contains("already in use"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said_in_a_sentence() {
    let shell = Shell::new();
    shell.write("data", "a file where the folder should be");

    let output = shell.run(&["layers"]);

    assert_eq!(output.status.code(), Some(7));
    assert!(said(&output).contains("--data-dir"), "{}", said(&output));
}

#[test]
fn a_killed_import_leaves_the_old_layer_whole() {
    let shell = Shell::new();
    shell.write("small.geojson", &zones(3));
    shell.write("large.geojson", &zones(40_000));
    shell.json(&["import", "zones", "small.geojson", "--peril", "flood"]);
    let data = shell.folder.path().join("data");

    for written_bytes in [100_000, 1_000_000, 3_000_000] {
        let mut child = shell
            .command(&["import", "zones", "large.geojson", "--peril", "flood"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let log = data.join("jalon.db-wal");
        let written = || fs::metadata(&log).map_or(0, |log| log.len());
        while written() < written_bytes && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let ended_by_itself = child.try_wait().unwrap().is_some();
        child.kill().unwrap();
        child.wait().unwrap();

        assert!(!ended_by_itself, "the import was over before the kill");
        let layers = shell.json(&["layers"]);
        assert_eq!(
            layers[0]["report"]["tally"]["accepted"],
            3,
            "{}",
            listing(&data)
        );
    }
}

fn listing(folder: &Path) -> String {
    let names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.join(" ")
}

/// How many entries of a register there are.
fn entries(shell: &Shell, asked: &[&str]) -> usize {
    let command = [&["register", "list"], asked, &["--limit", "1000"]].concat();
    shell.json(&command).as_array().unwrap().len()
}

#[test]
fn the_sample_city_is_loaded_ranked_and_explained() {
    let shell = Shell::new();

    let loaded = shell.run(&["demo", "--load-only", "--no-browser"]);
    let ranking = shell.json(&["rank"]);
    let top = ranking[0]["settlement"]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let explained = shell.run(&["explain", &top, "--lang", "fr"]);
    let dispersal = shell.json(&["dispersal"]);
    let indices = shell.json(&["dispersal", "--index", "all", "--local"]);
    let scored = shell.json(&["score"]);
    let works = shell.json(&["works", "list"]);
    let incidents = shell.json(&["explain", "S03"])["casework"]["incidents"].clone();

    let households = |state: &str| entries(&shell, &["household", "--state", state]);
    let outcomes = ["housed", "sustained", "sheltered", "voluntary_return"].map(households);
    assert!(outcomes.iter().all(|count| *count > 3), "{outcomes:?}");
    assert_eq!(entries(&shell, &["household"]), 500);
    // Those of the imported file, and the twelve households that stay where works are done.
    assert_eq!(entries(&shell, &["move"]), 258 + 12);
    assert_eq!(entries(&shell, &["planned_round"]), 12);
    assert!(entries(&shell, &["follow_up", "--state", "due"]) > 100);
    assert_eq!(entries(&shell, &["proposal", "--state", "proposed"]), 18);

    assert_eq!(ranking[0]["imminent_danger"], true);
    assert_eq!(works.as_array().unwrap().len(), 8);
    assert_eq!(
        incidents.as_array().unwrap().len(),
        1,
        "the older fire is over a year ago"
    );
    assert!(loaded.status.success(), "{}", said(&loaded));
    assert_eq!(
        ranking.as_array().unwrap().len(),
        19,
        "30 sites less 11 closed"
    );
    assert!(
        said(&explained).contains("inondation"),
        "{}",
        said(&explained)
    );
    assert_eq!(dispersal["neighbourhoods"].as_array().unwrap().len(), 30);
    assert_eq!(indices["indices"].as_array().unwrap().len(), 38);
    assert_eq!(indices["indices"][0]["name"], "dissimilarity");
    assert_eq!(
        indices["indices"][0]["value"],
        dispersal["overall"]["dissimilarity"]
    );
    assert_eq!(indices["local"]["units"].as_array().unwrap().len(), 30);
    assert!(dispersal["years"].as_array().unwrap().len() >= 3);
    assert_eq!(scored["assessed"], 0, "nothing is stale after loading");
}

#[test]
fn weights_are_shown_checked_compared_and_set_with_a_reason() {
    let shell = Shell::new();
    let shown = shell.run(&["weights", "show"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    shell.write("other.toml", &text.replace("kappa = 0.3", "kappa = 0.4"));
    shell.write("wrong.toml", &text.replace("kappa = 0.3", "kapa = 0.4"));

    let wrong = shell.run(&["weights", "check", "wrong.toml"]);
    assert_eq!(wrong.status.code(), Some(3));
    assert!(said(&wrong).contains("lack 'kappa'"), "{}", said(&wrong));
    assert!(said(&wrong).contains("wrong.toml: "), "{}", said(&wrong));
    assert!(!said(&wrong).contains("because"), "{}", said(&wrong));
    shell.write(
        "endless.toml",
        &text.replace("draws = 20000", "draws = 2000000000"),
    );
    let endless = shell.run(&["weights", "check", "endless.toml"]);
    assert_eq!(endless.status.code(), Some(3));
    assert!(
        said(&endless).contains("between 1 and 100000"),
        "{}",
        said(&endless)
    );
    let changes = shell.json(&["weights", "diff", "other.toml"]);
    assert_eq!(changes[0]["key"], "kappa");
    assert_eq!(changes.as_array().unwrap().len(), 1);
    let set = shell.json(&["weights", "set", "other.toml", "--note", "steep banks"]);
    assert_eq!(set["set"]["version"], 1);
    let twice = shell.run(&["weights", "set", "other.toml", "--note", "steep banks"]);
    assert_eq!(twice.status.code(), Some(8), "{}", said(&twice));
    let listed = shell.json(&["weights", "list"]);
    assert_eq!(listed[0]["note"], "steep banks");
}

/// Two sites, one of them in the only flood zone.
fn with_two_sites() -> Shell {
    let shell = Shell::new();
    shell.write("flood.geojson", &zones(1));
    let site = |code: &str, west: f64| {
        let east = west + 1e-4;
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","name":"Site {code}","households":12}},"geometry":{{"type":"Polygon","coordinates":[[[{west},43],[{east},43],[{east},43.0001],[{west},43.0001],[{west},43]]]}}}}"#
        )
    };
    let sites = [site("S1", 1.0), site("S2", 1.1)].join(",");
    let sites = format!(r#"{{"type":"FeatureCollection","features":[{sites}]}}"#);
    shell.write("sites.geojson", &sites);
    shell.json(&["import", "zones", "flood.geojson", "--peril", "flood"]);
    shell.json(&["import", "settlements", "sites.geojson"]);
    shell
}

#[test]
fn an_override_needs_a_reason_and_a_day_to_come() {
    let shell = with_two_sites();
    let set = |reason: &[&str], until: &str| {
        let words = [
            "override",
            "set",
            "S2",
            "--class",
            "E",
            "--by",
            "duty officer",
        ];
        shell.run(&[&words[..], &["--until", until], reason].concat())
    };

    let without = set(&[], "2999-01-01");
    let past = set(&["--reason", "cracked wall"], "2020-01-01");
    let listed = shell.json(&["override", "list"]);

    assert_eq!(without.status.code(), Some(2), "{}", said(&without));
    assert_eq!(past.status.code(), Some(3), "{}", said(&past));
    assert!(
        said(&past).contains("`until` is \"2020-01-01\""),
        "{}",
        said(&past)
    );
    assert_eq!(listed, serde_json::json!([]));
}

#[test]
fn an_alert_prints_whom_to_call_and_writes_a_mail_to_them() {
    let shell = with_two_sites();
    let team = [
        "team",
        "set",
        "Bank team",
        "--phone",
        "112",
        "--email",
        "bank@city.example",
    ];
    assert!(
        shell
            .run(&[&team[..], &["--covers", "S1"]].concat())
            .status
            .success()
    );

    let words = [
        "alert",
        "--flood",
        "flood.geojson",
        "--eml",
        "alert.eml",
        "--lang",
        "fr",
    ];
    let table = shell.run(&words);
    let mail = fs::read_to_string(shell.folder.path().join("alert.eml")).unwrap();
    let data = shell.json(&["alert", "--severity", "1"]);

    assert!(
        said(&table).contains("Bank team 112 bank@city.example"),
        "{}",
        said(&table)
    );
    assert!(said(&table).contains("à appeler") && said(&table).contains("Sites touchés : 1 sur 2"));
    assert!(!said(&table).contains("households"), "{}", said(&table));
    assert!(mail.starts_with("X-Unsent: 1\r\nTo: bank@city.example\r\nSubject: =?utf-8?Q?"));
    assert!(mail.contains("1. S1 Site S1"), "{mail}");
    assert!(!mail.contains("S2"), "{mail}");
    assert_eq!(data["totals"]["settlements"], 1);
}

#[test]
fn works_are_followed_from_the_shell() {
    let shell = with_two_sites();
    let asked = shell.json(&[
        "works",
        "add",
        "S1",
        "--kind",
        "lighting",
        "--by",
        "lighting team",
    ]);
    let number = asked["number"].to_string();

    let answer = [
        "--answer",
        "toilets_unlit_or_unlocked=no",
        "--by",
        "lighting team",
    ];
    let done = shell.json(&[&["works", "done", &number], &answer[..]].concat());
    let negative = [
        "works", "add", "S1", "--kind", "lighting", "--by", "x y", "--cost", "-1",
    ];
    let negative = shell.run(&negative);

    assert_eq!(done["status"], "done");
    assert_eq!(
        done["ending"]["answers"]["toilets_unlit_or_unlocked"],
        false
    );
    assert_eq!(negative.status.code(), Some(3), "{}", said(&negative));

    let again = shell.run(&["works", "done", &number, "--by", "lighting team"]);
    let told = String::from_utf8_lossy(&again.stderr).to_lowercase();
    assert_eq!(again.status.code(), Some(8), "{told}");
    assert!(
        !told.contains("constraint") && !told.contains("because"),
        "{told}"
    );
    let both = ["--answer", "pests=yes", "--answer", "pests=unknown"];
    let both = shell.run(&[&["works", "done", &number, "--by", "x y"], &both[..]].concat());
    let told = String::from_utf8_lossy(&both.stderr);
    assert_eq!(both.status.code(), Some(2), "{told}");
    assert!(told.contains("another --answer"), "{told}");
}

#[test]
fn a_visit_is_added_listed_and_told_and_a_bad_one_stores_nothing() {
    let shell = Shell::new();
    let site = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"S1","name":"one"},"geometry":{"type":"Polygon","coordinates":[[[1,43],[1.001,43],[1.001,43.001],[1,43.001],[1,43]]]}}]}"#;
    shell.write("sites.geojson", site);
    shell.json(&["import", "settlements", "sites.geojson"]);
    shell.write(
        "good.json",
        r#"{"at": "2026-01-05", "answers": {"pests": "yes", "water_m": "unknown"}}"#,
    );
    shell.write("bad.json", r#"{"answers": {"under5_share": 25}}"#);
    shell.write("rows.csv", "site,date,pests\nS1,2026-01-04,perhaps\n");

    let waits = shell.json(&["visit", "add", "S1", "--from", "good.json"]);
    let counts = shell.json(&[
        "visit",
        "add",
        "S1",
        "--nothing-changed",
        "--by",
        "agent-07",
    ]);
    for (words, code, sentence) in [
        (
            &["visit", "add", "S1", "--from", "bad.json"][..],
            3,
            "between 0 and 1",
        ),
        (
            &["visit", "add", "S1", "--from", "none.json"],
            3,
            "none.json",
        ),
        (&["visit", "add", "S9", "--nothing-changed"], 4, "S9"),
        (&["visit", "add", "S1"], 2, "--from"),
        (&["visit", "import", "rows.csv"], 3, "row 2, column pests"),
        (
            &["visit", "validate", "018f0000-0000-7000-8000-000000000001"],
            4,
            "no visit",
        ),
    ] {
        let output = shell.run(words);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        assert!(said.contains(sentence), "{words:?}: {said}");
    }

    assert_eq!(waits["validated"], Value::Null);
    assert!(counts["validated"].is_object());
    let id = waits["id"].as_str().unwrap();
    shell.json(&["visit", "validate", id, "--by", "lead"]);
    let listed = shell.json(&["visit", "list", "S1"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let told = shell.json(&["visit", "answers", "S1"]);
    let of = |question: &str| {
        let all = told.as_array().unwrap();
        all.iter().find(|one| one["question"] == question).unwrap()["reply"].clone()
    };
    assert_eq!(
        (of("pests"), of("water_m")),
        (Value::from("yes"), Value::Null)
    );
}

#[test]
fn a_rank_is_drawn_and_a_score_looked_behind() {
    let shell = Shell::new();
    let loaded = shell.run(&["demo", "--load-only", "--no-browser"]);
    assert!(loaded.status.success(), "{}", said(&loaded));

    let drawn = shell.json(&["rank", "--draws", "--top", "3", "--seed", "9"]);
    let again = shell.json(&["rank", "--draws", "--top", "3", "--seed", "9"]);
    let table = shell.run(&["rank", "--draws", "--lang", "fr"]);
    let top = drawn[0]["settlement"]["code"].as_str().unwrap().to_owned();
    let page = shell.run(&["explain", &top]);
    let works = shell.json(&["explain", &top, "--works", "--limit", "4"]);
    let hangs = shell.json(&["explain", &top, "--sensitivity"]);
    let history = shell.json(&["explain", &top, "--history"]);
    let moved = shell.run(&["explain", &top, "--moved", "--from", "2024-07-02"]);
    let nowhere = shell.run(&["explain", &top, "--from", "2026-01-01"]);

    let rows = drawn.as_array().unwrap();
    let p_top = |row: &Value| row["chance"]["p_top"].as_f64().unwrap();
    let sum: f64 = rows.iter().map(p_top).sum();
    assert!(
        (sum - 3.0).abs() < 0.01,
        "three of them are among the first three: {sum}"
    );
    assert_eq!(drawn, again);
    assert!(
        said(&table).contains("parmi les 5 premiers"),
        "{}",
        said(&table)
    );
    for part in [
        "What is not known",
        "What to do first",
        "Where this comes from",
        "version 1 of",
    ] {
        assert!(said(&page).contains(part), "{part}: {}", said(&page));
    }
    assert_eq!(works["alone"].as_array().unwrap().len(), 4);
    assert_eq!(hangs["items"].as_array().unwrap().len(), 20);
    // The city is stored in its own time: each half-year that changed something made an assessment.
    let history = history.as_array().unwrap();
    assert!((3..=12).contains(&history.len()), "{}", history.len());
    assert!(said(&moved).contains("What has moved"), "{}", said(&moved));
    assert_eq!(nowhere.status.code(), Some(2), "{}", said(&nowhere));
}

#[test]
fn a_settlement_is_added_changed_shown_and_taken_out() {
    let shell = Shell::new();
    shell.write(
        "first.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"S1","name":"First"},
            "geometry":{"type":"Polygon","coordinates":[[[1.4,43.6],[1.41,43.6],[1.41,43.61],[1.4,43.6]]]}}]}"#,
    );
    shell.write(
        "second.geojson",
        r#"{"type":"Feature","properties":{"code":"S2","name":"Second","households":4},
            "geometry":{"type":"Polygon","coordinates":[[[1.5,43.6],[1.51,43.6],[1.51,43.61],[1.5,43.6]]]}}"#,
    );
    assert!(
        shell
            .run(&["import", "settlements", "first.geojson"])
            .status
            .success()
    );

    let added = shell.json(&["settlement", "add", "second.geojson"]);
    let edit = [
        "settlement",
        "edit",
        "S2",
        "--name",
        "Along the canal",
        "--households",
        "-",
    ];
    let changed = shell.json(&edit);
    let shown = shell.json(&["settlement", "show", "S2"]);
    let removed = shell.json(&["settlement", "remove", "S2"]);
    let gone = shell.run(&["settlement", "show", "S2"]);
    let nothing = shell.run(&["settlement", "edit", "S1"]);

    assert_eq!(
        (&added["code"], &added["outcome"]),
        (&"S2".into(), &"added".into())
    );
    assert_eq!(changed["outcome"], "changed");
    assert_eq!(shown["properties"]["name"], "Along the canal");
    assert_eq!(shown["properties"]["households"], Value::Null);
    assert_eq!(removed["outcome"], "removed");
    assert_eq!(gone.status.code(), Some(4), "{}", said(&gone));
    assert_eq!(nothing.status.code(), Some(2), "{}", said(&nothing));
}

#[test]
fn registers_are_filled_brought_on_and_taken_back_from_the_shell() {
    let shell = Shell::new();
    shell.write(
        "households.csv",
        "code;size;needs_step_free\nA1;3;oui\nA2;5;\n",
    );

    let taken = shell.run(&["register", "import", "household", "households.csv"]);
    let moved = shell.json(&["register", "move", "household", "A1", "assessed"]);
    let changed = shell.json(&["register", "change", "household", "A1", "--set", "size=4"]);
    let leap = shell.run(&["register", "move", "household", "A1", "housed"]);
    let exported = shell.run(&["register", "export", "household", "--purpose", "a copy"]);
    let number = changed["change"].to_string();
    let undone = shell.run(&["register", "undo", &number]);

    assert!(said(&taken).contains("2 added"), "{}", said(&taken));
    assert_eq!(moved["state"], "assessed");
    assert_eq!(changed["fields"]["size"], 4);
    assert_eq!(leap.status.code(), Some(8), "{}", said(&leap));
    assert!(said(&leap).contains("it cannot be"), "{}", said(&leap));
    assert!(
        said(&exported).contains("A1,assessed"),
        "{}",
        said(&exported)
    );
    assert!(undone.status.success(), "{}", said(&undone));
    let shown = shell.json(&["register", "show", "household", "A1"]);
    assert_eq!(shown["fields"]["size"], 3);
    let listed = shell.json(&["register", "list", "household"]);
    assert_eq!(listed.as_array().unwrap().len(), 2);
    let strange = shell.run(&["register", "list", "castle"]);
    assert_eq!(strange.status.code(), Some(2), "{}", said(&strange));
}

/// Check and state of every line of the doctor.
fn findings(shell: &Shell) -> (Option<i32>, Vec<(String, String)>) {
    let output = shell.command(&["doctor", "--json"]).output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
    let lines = found.as_array().unwrap().iter();
    let told = lines.map(|one| (text(one, "check"), text(one, "state")));
    (output.status.code(), told.collect())
}

#[cfg(unix)]
#[test]
fn the_doctor_tells_what_is_wrong_and_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;

    let shell = Shell::new();
    let state = |found: &[(String, String)], check: &str| {
        let of = found.iter().filter(|one| one.0 == check);
        of.map(|one| one.1.clone()).collect::<Vec<_>>()
    };

    let (code, nothing) = findings(&shell);
    assert_eq!(code, Some(0), "{nothing:?}");
    assert_eq!(state(&nothing, "data folder"), ["ok"]);
    assert_eq!(state(&nothing, "database"), ["warning"]);
    let data = shell.folder.path().join("data");
    assert_eq!(fs::read_dir(&data).unwrap().count(), 0);
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    let (_, seen) = findings(&shell);
    assert_eq!(state(&seen, "data folder"), ["ok", "warning"]);

    assert!(shell.run(&["layers"]).status.success());
    let (code, begun) = findings(&shell);
    assert_eq!(code, Some(0), "{begun:?}");
    assert_eq!(state(&begun, "database"), ["ok"]);
    assert_eq!(state(&begun, "modes of files"), ["ok"]);
    assert_eq!(state(&begun, "layers"), ["warning"]);

    let file = shell.folder.path().join("data/jalon.db");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let (code, open) = findings(&shell);
    assert_eq!(code, Some(10), "{open:?}");
    assert_eq!(state(&open, "modes of files"), ["error"]);
    let words = said(&shell.run(&["doctor"]));
    assert!(
        words.contains("has mode 644") && words.contains("→ chmod 600"),
        "{words}"
    );

    shell.write(
        "data/jalon.toml",
        "[backup]\nfolder = \"nowhere\"\nrecipients = [\"age1qqq\"]\n",
    );
    let (_, found) = findings(&shell);
    assert_eq!(state(&found, "backups"), ["error"], "{found:?}");
    fs::write(&file, "not a database, but long enough to be looked at").unwrap();
    let (code, damaged) = findings(&shell);
    assert_eq!(code, Some(10));
    assert_eq!(state(&damaged, "database"), ["error"], "{damaged:?}");
}

#[test]
fn casework_goes_out_and_in_as_files_and_a_bad_row_keeps_all_out() {
    let shell = Shell::new();
    shell.write(
        "teams.csv",
        "name;phone;all\nvoirie;05 61 00 00 00;yes\nde garde;18;yes\n",
    );
    shell.write("bad.csv", "name;phone;all\nparks;05;yes\nlate;18;perhaps\n");

    let template = shell.run(&["casework", "template", "works_ends"]);
    let taken = shell.run(&["casework", "import", "teams", "teams.csv"]);
    let refused = shell.run(&["casework", "import", "teams", "bad.csv"]);
    let rows = shell.run(&["casework", "export", "teams"]);
    let none = shell.run(&["casework", "import", "teams", "none.csv"]);
    let unknown = shell.run(&["casework", "export", "secrets"]);

    let text = |output: &Output| String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert_eq!(text(&template), "number,how,on,note,by");
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(text(&taken), "2 rows of teams were taken in");
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    assert!(said(&refused).contains("row 2"), "{}", said(&refused));
    let told: Vec<&str> = std::str::from_utf8(&rows.stdout)
        .unwrap()
        .lines()
        .skip(1)
        .collect();
    assert_eq!(told, ["de garde,18,,,,yes", "voirie,05 61 00 00 00,,,,yes"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        said(&none).contains("jalon casework --help"),
        "{}",
        said(&none)
    );
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn an_address_is_made_tried_paused_and_taken_out_on_the_command_line() {
    let shell = Shell::new();
    let (port, received) = receiver();
    fs::create_dir(shell.folder.path().join("data")).unwrap();
    let listed = format!("[alert]\nwebhook_hosts = [\"http://127.0.0.1:{port}\"]\n");
    fs::write(shell.folder.path().join("data/jalon.toml"), listed).unwrap();
    let url = format!("http://127.0.0.1:{port}/jalon");

    let refused = shell.run(&["webhook", "add", "http://10.0.0.1/x", "--event", "visit"]);
    let made = shell.json(&[
        "webhook", "add", &url, "--event", "visit", "--event", "works",
    ]);
    let id = made["webhook"]["id"].as_str().unwrap();
    let tried = shell.json(&["webhook", "try", id]);
    let noted = shell.json(&["webhook", "deliveries", id]);
    let paused = shell.run(&["webhook", "pause", id]);
    let renewed = shell.run(&["webhook", "new-secret", id]);
    let resumed = shell.run(&["webhook", "resume", id]);
    let list = shell.run(&["webhook", "list"]);
    let removed = shell.run(&["webhook", "remove", id]);
    let again = shell.run(&["webhook", "try", id]);

    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    let secret = made["secret"].as_str().unwrap();
    assert!(secret.starts_with("jlnwh_"), "{made}");
    assert_eq!(tried[0]["state"], "delivered", "{tried}");
    assert_eq!(noted, tried, "the trial is noted");
    assert!(received.recv().unwrap().starts_with("POST /jalon "));
    assert!(said(&paused).contains("paused"), "{}", said(&paused));
    let new = said(&renewed);
    assert!(new.contains("jlnwh_") && !new.contains(secret), "{new}");
    assert!(
        said(&resumed).contains("told: visit, works"),
        "{}",
        said(&resumed)
    );
    assert!(
        said(&list).contains(&url) && !said(&list).contains("jlnwh_"),
        "{}",
        said(&list)
    );
    assert!(removed.status.success(), "{}", said(&removed));
    assert_eq!(again.status.code(), Some(4), "{}", said(&again));
}

/// Another system that takes in what it is sent, and hands on the first line of each.
fn receiver() -> (u16, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, received) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            told.send(taken_in(stream.unwrap())).unwrap();
        }
    });
    (port, received)
}

fn taken_in(mut stream: TcpStream) -> String {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let lines = reader.by_ref().lines().map(Result::unwrap);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    let length = head.iter().find_map(|line| {
        let line = line.to_lowercase();
        line.strip_prefix("content-length:")?.trim().parse().ok()
    });
    let mut body = vec![0; length.unwrap()];
    reader.read_exact(&mut body).unwrap();
    let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    stream.write_all(answer).unwrap();
    head[0].clone()
}
