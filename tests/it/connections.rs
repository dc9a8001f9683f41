//! Connections of clients that keep the server waiting, that are too many, and a log that nobody reads.

use std::{
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// How long a head or a body may take, and what a busy machine adds.
const PATIENCE: Duration = Duration::from_secs(10);
const BUSY: Duration = Duration::from_secs(10);

/// The program as it ships, serving an empty folder; ended with its test.
struct Served {
    child: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Served {
    /// Begins it as the last word of a line for the shell.
    fn by(line: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let limits = "[limits]\napi_per_minute = 0\n";
        std::fs::write(folder.path().join("jalon.toml"), limits).unwrap();
        let serve = format!("{line} exec \"$0\" serve --bind 127.0.0.1:0 --data-dir \"$1\"");
        let mut child = Command::new("sh")
            .args(["-c", &serve, env!("CARGO_BIN_EXE_jalon")])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut told).unwrap();
        let address = told
            .split_once("http://")
            .and_then(|(_, rest)| rest.split_once('/'));
        let address = address.unwrap_or_else(|| panic!("no address: {told:?}")).0;
        Self {
            address: address.to_owned(),
            child,
            _folder: folder,
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE + BUSY)).unwrap();
        stream
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

const QUESTION: &str = "GET /health/live HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

/// What comes until the server ends the connection.
fn all(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        // Ended while something was still on its way to the server.
        Err(error) if error.kind() == ErrorKind::ConnectionReset => {}
        done => {
            done.unwrap();
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Asks, and reads the head of the answer, which has no body.
fn ask(stream: &mut TcpStream) -> String {
    stream.write_all(QUESTION.as_bytes()).unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

#[test]
fn a_head_that_does_not_end_is_hung_up_on_and_a_pause_between_two_questions_is_not() {
    let server = Served::by("");
    let begun = Instant::now();
    let (mut pausing, mut dripping) = (server.connect(), server.connect());
    assert!(ask(&mut pausing).starts_with("HTTP/1.1 204"));

    dripping.write_all(&QUESTION.as_bytes()[..40]).unwrap();
    let heard = all(&mut dripping);
    let took = begun.elapsed();
    std::thread::sleep(Duration::from_secs(2));

    assert_eq!(heard, "");
    assert!(PATIENCE <= took && took < PATIENCE + BUSY, "{took:?}");
    assert!(ask(&mut pausing).starts_with("HTTP/1.1 204"));
}

#[test]
fn a_body_that_stops_is_answered_408_and_frees_its_place() {
    let server = Served::by("");
    let upload = "POST /api/imports/flood HTTP/1.1\r\nhost: 127.0.0.1\r\n\
        content-type: multipart/form-data; boundary=b\r\ncontent-length: 90000\r\n\r\n--b\r\n";
    // There are two places for imports.
    let mut slow: Vec<TcpStream> = (0..2).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(upload.as_bytes()).unwrap();
    }
    std::thread::sleep(Duration::from_secs(1));
    let mut third = server.connect();
    third.write_all(upload.as_bytes()).unwrap();
    let mut refused = [0; 12];
    third.read_exact(&mut refused).unwrap();

    let ended: Vec<String> = slow.iter_mut().map(all).collect();
    let mut fourth = server.connect();
    let whole = upload.replace("90000", "7") + "--";
    fourth.write_all(whole.as_bytes()).unwrap();
    let mut empty = [0; 12];
    fourth.read_exact(&mut empty).unwrap();

    assert_eq!(&refused, b"HTTP/1.1 503");
    for answer in ended {
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        assert!(answer.contains("#too-slow"), "{answer}");
    }
    assert_eq!(&empty, b"HTTP/1.1 400");
}

#[test]
fn who_finds_no_place_is_told_when_to_come_back_and_finds_one_later() {
    // 256 of them are kept for the database and other files.
    let server = Served::by("ulimit -n 356 &&");
    let mut held: Vec<TcpStream> = (0..100).map(|_| server.connect()).collect();
    for stream in &mut held {
        assert!(ask(stream).starts_with("HTTP/1.1 204"));
    }

    let mut late = server.connect();
    late.write_all(QUESTION.as_bytes()).unwrap();
    let told = all(&mut late);
    held.truncate(50);
    std::thread::sleep(Duration::from_millis(500));
    let after = ask(&mut server.connect());

    assert!(told.starts_with("HTTP/1.1 503"), "{told}");
    assert!(told.contains("retry-after: 2\r\n"), "{told}");
    let (_, body) = told.split_once("\r\n\r\n").unwrap();
    let problem: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(problem["type"], "about:blank#busy");
    assert!(after.starts_with("HTTP/1.1 204"), "{after}");
}

#[test]
fn a_server_whose_log_nobody_reads_goes_on() {
    // Each answer is an entry of more than a hundred letters; a pipe holds 65,536.
    let server = Served::by("RUST_LOG=debug");
    let mut stream = server.connect();

    for _ in 0..3_000 {
        assert!(ask(&mut stream).starts_with("HTTP/1.1 204"));
    }
}
