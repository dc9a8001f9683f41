//! Other systems told of what changes: in order, at least once, signed, by one server, and never more
//! than may be told. The receivers are small servers of the test, on this machine.

mod doors;

use std::{
    fmt::Write,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use hmac::{Hmac, KeyInit, Mac};
use jalon::{
    app::{Clock, Jalon, NewVisit},
    domain::{
        DeliveryState::{Delivered, GivenUp, Skipped, Waiting},
        EventKind, NewEntry, NewWebhook, Person, Register, WebhookChange, WebhookDelivery,
    },
};
use serde_json::{Value, json};
use sha2::Sha256;
use time::{Duration, OffsetDateTime};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

use crate::support::TestTown;

const ALLOWED: &str = "[alert]\nwebhook_private = true\n";
const HANG: &str = "";

fn operator() -> Person {
    Person::operator("test")
}

/// What a receiver was sent, request by request.
type Received = Arc<Mutex<Vec<String>>>;

/// A server that answers with these statuses in turn, the last one again and again.
async fn receiver(answers: &'static [&'static str]) -> (String, Received) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let received = Received::default();
    let all = received.clone();
    tokio::spawn(async move {
        let mut hanging = Vec::new();
        for at in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let request = request_of(&mut stream).await;
            all.lock().unwrap().push(request);
            let answer = answers[at.min(answers.len() - 1)];
            if answer == HANG {
                hanging.push(stream);
                continue;
            }
            let text =
                format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            stream.write_all(text.as_bytes()).await.unwrap();
        }
    });
    (url, received)
}

async fn request_of(stream: &mut TcpStream) -> String {
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut part).await.unwrap();
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| {
            let length = header(&text, "content-length").and_then(|told| told.parse().ok());
            length.is_some_and(|length: usize| body.len() >= length)
        });
        if whole || read == 0 {
            return text;
        }
    }
}

fn header<'r>(request: &'r str, name: &str) -> Option<&'r str> {
    let mut lines = request.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| {
        let (key, value) = line.split_once(": ")?;
        key.eq_ignore_ascii_case(name).then_some(value)
    })
}

fn body(request: &str) -> Value {
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

/// The numbers of the changes that were sent, in the order they came.
fn changes(received: &Received) -> Vec<u64> {
    let all = received.lock().unwrap();
    all.iter()
        .map(|one| body(one)["change"].as_u64().unwrap())
        .collect()
}

/// Whether a request is signed with a secret, as the recipe in docs/API.md checks it.
fn is_signed(request: &str, secret: &str) -> bool {
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    let timestamp = header(request, "x-jalon-timestamp").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{timestamp}.{body}").as_bytes());
    let due = mac.finalize().into_bytes();
    let due = due.iter().fold("sha256=".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    });
    header(request, "x-jalon-signature") == Some(&due)
}

/// The same records under a clock that goes as it is told, in seconds from now.
async fn with_clock(town: &TestTown) -> (Jalon, Arc<AtomicI64>) {
    let ahead = Arc::new(AtomicI64::new(0));
    let (own, start) = (ahead.clone(), Clock::system().now());
    let now = move || -> OffsetDateTime { start + Duration::seconds(own.load(Ordering::Relaxed)) };
    (town.opened_with(Clock::of(now)).await, ahead)
}

async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small_with(ALLOWED).await];
    towns.extend(TestTown::small_on_postgres_with(ALLOWED).await);
    towns
}

async fn subscribe(jalon: &Jalon, url: &str, events: &[EventKind]) -> (Uuid, String) {
    let new = NewWebhook {
        url: url.to_owned(),
        events: events.to_vec(),
    };
    let (made, secret) = jalon.add_webhook(&new, &operator()).await.unwrap();
    (made.id, secret)
}

async fn visit(jalon: &Jalon) {
    let visit = json!({ "by": "Camille Untel", "note": "Chez Camille Untel", "answers": { "pests": "yes" } });
    let visit = NewVisit::from_json(visit.to_string().as_bytes()).unwrap();
    jalon.add_visit("S1", visit, "Camille Untel").await.unwrap();
}

async fn household(jalon: &Jalon) {
    let entry = NewEntry {
        fields: [("note".to_owned(), json!("Camille Untel"))].into(),
        ..NewEntry::default()
    };
    let by = operator();
    let added = jalon.add_entry(Register::Household, &entry, (&by, None));
    added.await.unwrap();
}

async fn deliveries(jalon: &Jalon, id: Uuid) -> Vec<WebhookDelivery> {
    jalon
        .webhook_deliveries(id, 100, &operator())
        .await
        .unwrap()
}

const VISITS_AND_REGISTERS: [EventKind; 2] = [EventKind::Visit, EventKind::Register];

#[tokio::test]
async fn each_change_comes_in_order_also_after_failures_and_a_restart() {
    for town in towns().await {
        let (url, received) = receiver(&["500 Broken", "503 Busy", "204 No Content"]).await;
        let (first, ahead) = with_clock(&town).await;
        let (id, secret) = subscribe(&first, &url, &VISITS_AND_REGISTERS).await;
        visit(&first).await;
        household(&first).await;
        first.score("test").await.unwrap();

        let mut told = vec![first.tell_webhooks().await.unwrap()];
        // It is not time yet.
        told.push(first.tell_webhooks().await.unwrap());
        drop(first);
        let (again, later) = with_clock(&town).await;
        for seconds in [6, 17, 18] {
            ahead.store(seconds, Ordering::Relaxed);
            later.store(seconds, Ordering::Relaxed);
            told.push(again.tell_webhooks().await.unwrap());
        }

        assert_eq!(told, [0, 0, 0, 2, 0]);
        let sent = changes(&received);
        assert_eq!(sent.len(), 4);
        assert!(
            sent[0] == sent[1] && sent[1] == sent[2] && sent[2] < sent[3],
            "{sent:?}"
        );
        let all = received.lock().unwrap().clone();
        let named: Vec<_> = all
            .iter()
            .map(|one| header(one, "x-jalon-delivery").unwrap())
            .collect();
        assert!(named[0] == named[2] && named[2] != named[3], "{named:?}");
        for request in &all {
            assert!(is_signed(request, &secret), "{request}");
            assert!(!is_signed(request, "jlnwh_another"));
            assert!(
                !is_signed(&request.replace("visit", "score"), &secret)
                    || !request.contains("visit")
            );
            assert!(!request.to_lowercase().contains("untel"), "{request}");
        }
        let first_body = body(&all[0]);
        assert_eq!(
            (&first_body["event"], &first_body["action"]),
            (&json!("visit"), &json!("visit"))
        );
        assert_eq!(body(&all[3])["subject"], "register/household");
        let noted = deliveries(&again, id).await;
        let told: Vec<_> = noted.iter().map(|one| (one.state, one.tries)).collect();
        assert_eq!(told, [(Delivered, 1), (Delivered, 3)]);
        assert_eq!(noted[0].answer, "the host answered 204 No Content");
    }
}

#[tokio::test]
async fn one_that_hangs_is_tried_again_and_holds_up_no_other() {
    let town = TestTown::small_with(ALLOWED).await;
    let (hanging, hung) = receiver(&[HANG]).await;
    let (quick, received) = receiver(&["200 OK"]).await;
    let (slow, _) = subscribe(&town.jalon, &hanging, &[EventKind::Visit]).await;
    subscribe(&town.jalon, &quick, &[EventKind::Visit]).await;
    visit(&town.jalon).await;

    let told = town.jalon.tell_webhooks().await.unwrap();

    assert_eq!(told, 1);
    assert_eq!(
        (hung.lock().unwrap().len(), received.lock().unwrap().len()),
        (1, 1)
    );
    let noted = deliveries(&town.jalon, slow).await;
    assert_eq!((noted[0].state, noted[0].tries), (Waiting, 1));
    assert!(noted[0].answer.contains("timeout"), "{}", noted[0].answer);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let town = TestTown::small_with(ALLOWED).await;
    let (inner, inside) = receiver(&["200 OK"]).await;
    let answer = format!("302 Found\r\nlocation: {inner}");
    let answers: &'static [&'static str] = vec![&*answer.leak()].leak();
    let (url, _) = receiver(answers).await;
    let (id, _) = subscribe(&town.jalon, &url, &[EventKind::Visit]).await;
    visit(&town.jalon).await;

    let told = town.jalon.tell_webhooks().await.unwrap();

    assert_eq!(told, 0);
    assert!(inside.lock().unwrap().is_empty());
    let noted = deliveries(&town.jalon, id).await;
    assert!(
        noted[0].answer.contains("redirects are not followed"),
        "{}",
        noted[0].answer
    );
}

#[tokio::test]
async fn of_two_servers_one_sends_each_change() {
    let Some(town) = TestTown::small_on_postgres_with(ALLOWED).await else {
        return;
    };
    let (url, received) = receiver(&["200 OK"]).await;
    let other = town.opened_again().await;
    let (id, _) = subscribe(&town.jalon, &url, &VISITS_AND_REGISTERS).await;
    for _ in 0..10 {
        visit(&town.jalon).await;
        household(&other).await;
    }

    for _ in 0..6 {
        let (one, two) = tokio::join!(town.jalon.tell_webhooks(), other.tell_webhooks());
        one.unwrap();
        two.unwrap();
    }

    let sent = changes(&received);
    assert_eq!(sent.len(), 20, "each once: {sent:?}");
    assert!(sent.is_sorted(), "{sent:?}");
    assert!(
        deliveries(&other, id)
            .await
            .iter()
            .all(|one| one.state == Delivered)
    );
}

#[tokio::test]
async fn what_is_given_up_stops_and_goes_on_where_it_was_left() {
    let town = TestTown::small_with(ALLOWED).await;
    let (url, received) = receiver(&["410 Gone"]).await;
    let (jalon, ahead) = with_clock(&town).await;
    let (id, _) = subscribe(&jalon, &url, &[EventKind::Visit]).await;
    visit(&jalon).await;
    visit(&jalon).await;
    for hours in 0..40 {
        ahead.store(hours * 3_601, Ordering::Relaxed);
        jalon.tell_webhooks().await.unwrap();
    }

    let given_up = deliveries(&jalon, id).await;
    assert_eq!(received.lock().unwrap().len(), 20);
    assert_eq!(
        (given_up.len(), given_up[0].state, given_up[0].tries),
        (1, GivenUp, 20)
    );
    let stopped = jalon.webhooks(&operator()).await.unwrap().remove(0);
    assert!(stopped.is_stopped);
    let (better, taken_in) = receiver(&["200 OK"]).await;
    let on = WebhookChange {
        url: Some(better),
        ..WebhookChange::default()
    };
    jalon.change_webhook(id, &on, &operator()).await.unwrap();
    assert_eq!(jalon.tell_webhooks().await.unwrap(), 2, "nothing was lost");
    assert_eq!(changes(&taken_in)[0], given_up[0].change);

    let (worse, _) = receiver(&["500 Broken"]).await;
    let off = WebhookChange {
        url: Some(worse),
        ..WebhookChange::default()
    };
    jalon.change_webhook(id, &off, &operator()).await.unwrap();
    visit(&jalon).await;
    jalon.tell_webhooks().await.unwrap();
    let skip = WebhookChange {
        skip: true,
        ..WebhookChange::default()
    };
    let (skipped, _) = jalon.change_webhook(id, &skip, &operator()).await.unwrap();
    let noted = deliveries(&jalon, id).await;
    assert_eq!((noted[0].state, noted[0].change), (Skipped, skipped.told));
    ahead.store(41 * 3_601, Ordering::Relaxed);
    assert_eq!(jalon.tell_webhooks().await.unwrap(), 0);
    assert_eq!(deliveries(&jalon, id).await.len(), 3);
}
