//! A data folder and the program on it: commands, a server, and those who write to it.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// The longest that anything here may take before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

/// A data folder and the program on it.
pub(crate) struct Installation {
    pub(crate) program: PathBuf,
    pub(crate) folder: PathBuf,
    /// Where the records are, if not in the folder.
    pub(crate) database: Option<String>,
    /// What the environment holds besides.
    pub(crate) environment: Vec<(String, String)>,
}

impl Installation {
    /// A new one; nobody is slowed down by limits.
    pub(crate) fn new(program: &Path, folder: PathBuf) -> Self {
        fs::create_dir_all(&folder).unwrap();
        let unlimited = "[limits]\napi_per_minute = 0\ntiles_per_minute = 0\n";
        fs::write(folder.join("jalon.toml"), unlimited).unwrap();
        Self {
            program: program.to_owned(),
            folder,
            database: None,
            environment: Vec::new(),
        }
    }

    /// The same with its records on a server.
    pub(crate) fn on(self, database: &str) -> Self {
        Self {
            database: Some(database.to_owned()),
            ..self
        }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(words)
            .envs(self.environment.iter().cloned())
            .arg("--data-dir")
            .arg(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(database) = &self.database {
            command.args(["--database-url", database]);
        }
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    /// Runs a command, and kills it after some time; tells whether it had ended well by itself.
    pub(crate) fn run_and_kill(&self, words: &[&str], after: Duration) -> bool {
        let mut child = self
            .command(words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while begun.elapsed() < after {
            if let Some(end) = child.try_wait().unwrap() {
                return end.success();
            }
            std::thread::sleep(Duration::from_micros(200));
        }
        child.kill().unwrap();
        child.wait().unwrap().success()
    }

    /// What a command prints as JSON, or what went wrong.
    pub(crate) fn json(&self, words: &[&str]) -> Result<Value, String> {
        let output = self.command(words).arg("--json").output().unwrap();
        if !output.status.success() {
            return Err(format!("{words:?}: {}", said(&output)));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }

    /// Starts the server and waits until it is ready; tells how long that took.
    pub(crate) fn serve(&self) -> Result<(Server, Duration), String> {
        let begun = Instant::now();
        let mut child = self
            .command(&["serve", "--bind", "127.0.0.1:0"])
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let Some(address) = line
            .split_whitespace()
            .find(|word| word.starts_with("http"))
        else {
            let mut why = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut why)
                .unwrap();
            child.wait().unwrap();
            return Err(format!("the server does not start: {why}"));
        };
        // A pipe that nobody reads fills up, and whoever has a warning to write waits.
        let mut warnings = child.stderr.take().unwrap();
        std::thread::spawn(move || std::io::copy(&mut warnings, &mut std::io::sink()));
        let server = Server {
            address: address.trim_end_matches('/').to_owned(),
            child: Mutex::new(child),
        };
        while Client::of(&server).status("/health/ready") != Some(204) {
            if begun.elapsed() > PATIENCE {
                return Err("the server is never ready".to_owned());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok((server, begun.elapsed()))
    }
}

/// What a command said.
pub(crate) fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// A server; dropped, it is killed.
pub(crate) struct Server {
    pub(crate) address: String,
    child: Mutex<Child>,
}

impl Server {
    /// Kills it, `-9`, while others ask it.
    pub(crate) fn kill(&self) {
        let mut child = self.child.lock().unwrap();
        child.kill().ok();
        child.wait().ok();
    }
}

impl Server {
    /// Memory that it holds; 0 where the system does not tell.
    pub(crate) fn resident_mb(&self) -> u64 {
        let told = fs::read_to_string(format!("/proc/{}/status", self.child.lock().unwrap().id()));
        let told = told.unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kb = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        kb.unwrap_or(0) / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Somebody who asks a server.
pub(crate) struct Client {
    agent: ureq::Agent,
    address: String,
}

impl Client {
    pub(crate) fn of(server: &Server) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .proxy(None)
            .build();
        Self {
            agent: config.into(),
            address: server.address.clone(),
        }
    }

    /// The status of an answer; nothing when there is none.
    pub(crate) fn status(&self, path: &str) -> Option<u16> {
        let answer = self.agent.get(format!("{}{path}", self.address)).call();
        answer.ok().map(|answer| answer.status().as_u16())
    }

    /// What an answer is tagged with, if it is one.
    pub(crate) fn tag(&self, path: &str) -> Option<String> {
        let answer = self.agent.get(format!("{}{path}", self.address)).call();
        let answer = answer.ok().filter(|answer| answer.status() == 200)?;
        Some(answer.headers().get("etag")?.to_str().ok()?.to_owned())
    }

    /// The status that a new thing is answered with.
    pub(crate) fn create(&self, path: &str, thing: &Value) -> Option<u16> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = request.header("content-type", "application/geo+json");
        let answer = request.send(&thing.to_string()).ok()?;
        Some(answer.status().as_u16())
    }

    /// Sends a form as whoever has a cookie: the status, and the cookie that the answer has one keep.
    pub(crate) fn send(&self, path: &str, cookie: &str, form: &Value) -> Option<(u16, String)> {
        let request = self.agent.post(format!("{}{path}", self.address));
        let request = request.header("content-type", "application/json");
        let request = request.header("cookie", cookie);
        let answer = request.send(&form.to_string()).ok()?;
        let kept = answer.headers().get("set-cookie");
        let kept = kept.and_then(|kept| kept.to_str().ok()?.split(';').next());
        Some((answer.status().as_u16(), kept.unwrap_or("").to_owned()))
    }

    /// Adds an organisation: the code that was acknowledged, or the status of a refusal, or nothing.
    pub(crate) fn add(&self, name: &str) -> Result<String, Option<u16>> {
        let body = json!({"fields": {"name": name, "kind": "social_landlord"}}).to_string();
        let answer = self
            .agent
            .post(format!("{}/api/registers/organisation", self.address))
            .header("content-type", "application/json")
            .send(&body);
        let mut answer = answer.map_err(|_| None)?;
        let status = answer.status().as_u16();
        if status != 201 {
            return Err(Some(status));
        }
        let text = answer.body_mut().read_to_string().map_err(|_| None)?;
        let added: Value = serde_json::from_str(&text).map_err(|_| None)?;
        Ok(added["code"].as_str().unwrap().to_owned())
    }

    /// The name of an organisation, if it is there.
    pub(crate) fn name_of(&self, code: &str) -> Option<String> {
        let address = format!("{}/api/registers/organisation/{code}", self.address);
        let mut answer = self.agent.get(address).call().ok()?;
        let found: Value = serde_json::from_str(&answer.body_mut().read_to_string().ok()?).ok()?;
        Some(found["fields"]["name"].as_str()?.to_owned())
    }
}
