//! Photos and documents through the doors, on both databases: taken in clean, told of to whoever may
//! know, refused when they could harm, and gone when they are removed.

mod hostile;
mod roles;
mod shell;

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header::HOST},
};
use image::{ImageFormat, Rgb, RgbImage};
use jalon::domain::Audience::{Public, Team};
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection, Row, SqliteConnection};

use crate::support::{Answer, TestTown, ask};

/// What a camera could have written into a photo; no such place is meant.
const MADE_UP_PLACE: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0 GPS 43.6000 N 1.4400 E made up";

/// The small town on SQLite and, where there is a server, on PostgreSQL.
async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    towns
}

/// A photo of one colour, with a place in it.
fn photo(shade: u8) -> Vec<u8> {
    let mut plain = Cursor::new(Vec::new());
    let picture = RgbImage::from_pixel(64, 48, Rgb([shade, 90, 200]));
    picture.write_to(&mut plain, ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    let length = u16::try_from(MADE_UP_PLACE.len() + 2).unwrap();
    let length = length.to_be_bytes();
    let block = [&[0xFF, 0xE1], &length[..], MADE_UP_PLACE].concat();
    [&plain[..2], &block, &plain[2..]].concat()
}

fn document(number: u32) -> Vec<u8> {
    format!("%PDF-1.7\n% made up, number {number}\n%%EOF\n").into_bytes()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn send(town: &TestTown, (method, address): (Method, &str), body: Vec<u8>) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(address)
        .header(HOST, "127.0.0.1:8080")
        .body(Body::from(body))
        .unwrap();
    ask(town.router(Team), request).await
}

async fn post(town: &TestTown, address: &str, body: Vec<u8>) -> Answer {
    send(town, (Method::POST, address), body).await
}

async fn remove(town: &TestTown, address: &str) -> Answer {
    send(town, (Method::DELETE, address), Vec::new()).await
}

async fn listed(town: &TestTown, address: &str) -> Vec<Value> {
    let answer = town.get(Team, address).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()["items"].as_array().unwrap().clone()
}

/// Where files of an entry, of a settlement and of a visit are listed.
async fn places(town: &TestTown) -> [String; 3] {
    let household = json!({ "fields": { "settlement": "S1", "size": 3 } });
    let added = post(
        town,
        "/api/registers/household",
        household.to_string().into(),
    )
    .await;
    let code = added.json()["code"].as_str().unwrap().to_owned();
    let visit = json!({ "by": "agent-01", "answers": { "pests": "no" } });
    let visited = post(town, "/api/settlements/S1/visits", visit.to_string().into()).await;
    let id = visited.json()["visit"]["id"].as_str().unwrap().to_owned();
    [
        format!("/api/registers/household/{code}/files"),
        "/api/settlements/S1/files".to_owned(),
        format!("/api/settlements/S1/visits/{id}/files"),
    ]
}

#[tokio::test]
async fn a_photo_is_kept_without_its_place_and_given_out_to_be_saved() {
    for town in towns().await {
        for place in places(&town).await {
            let sent = photo(10);
            assert!(holds(&sent, b"GPS"));

            let added = post(&town, &format!("{place}?name=Fa%C3%A7ade.JPG"), sent).await;

            assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
            let (file, address) = (added.json(), added.headers["location"].to_str().unwrap());
            assert_eq!(file["name"], "Façade.jpg");
            assert_eq!((&file["width"], &file["height"]), (&json!(64), &json!(48)));
            let opened = town.get(Team, address).await;
            assert_eq!(opened.status, StatusCode::OK);
            assert!(!holds(&opened.body, b"GPS") && !holds(&opened.body, b"Exif"));
            let picture = image::load_from_memory(&opened.body).unwrap().into_rgb8();
            assert_eq!(picture.dimensions(), (64, 48));
            assert_eq!(file["bytes"], opened.body.len());
            let header = |name| opened.headers[name].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), "image/jpeg");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "private, no-store");
            let policy = header("content-security-policy");
            assert_eq!(policy, "sandbox; default-src 'none'");
            let saved_as = header("content-disposition");
            assert!(saved_as.starts_with("attachment; "), "{saved_as}");
            assert!(saved_as.ends_with("UTF-8''Fa%C3%A7ade.jpg"), "{saved_as}");
            assert_eq!(listed(&town, &place).await, [file]);
            assert_eq!(town.get(Public, &place).await.status, StatusCode::NOT_FOUND);
            assert_eq!(
                town.get(Public, address).await.status,
                StatusCode::NOT_FOUND
            );
        }
    }
}

#[tokio::test]
async fn the_same_file_sent_again_is_stored_once() {
    for town in towns().await {
        let address = "/api/settlements/S1/files?name=a.jpg";

        let first = post(&town, address, photo(10)).await;
        let again = post(&town, address, photo(10)).await;
        let other = post(&town, address, photo(200)).await;
        let elsewhere = post(&town, "/api/settlements/S2/files?name=a.jpg", photo(10)).await;

        assert_eq!(first.status, StatusCode::CREATED);
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(again.json()["id"], first.json()["id"]);
        assert_eq!(other.status, StatusCode::CREATED);
        assert_eq!(elsewhere.status, StatusCode::CREATED);
        let stored = town.audit().await;
        let stored = stored.iter().filter(|event| event.action == "file-add");
        assert_eq!(stored.count(), 3);
    }
}

/// How many files of the database have bytes.
async fn with_bytes(town: &TestTown) -> i64 {
    const COUNT: &str = "select count(*) from attachment where content is not null";
    let url = town.database_url();
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await.unwrap();
        sqlx::query(COUNT)
            .fetch_one(&mut server)
            .await
            .unwrap()
            .get(0)
    } else {
        let mut file = SqliteConnection::connect(url).await.unwrap();
        sqlx::query(COUNT)
            .fetch_one(&mut file)
            .await
            .unwrap()
            .get(0)
    }
}

/// Every byte of the embedded database, its log folded in.
async fn on_disk(town: &TestTown) -> Vec<u8> {
    let url = town.database_url();
    let mut file = SqliteConnection::connect(url).await.unwrap();
    let fold = sqlx::query("pragma wal_checkpoint(truncate)");
    fold.execute(&mut file).await.unwrap();
    std::fs::read(url.trim_start_matches("sqlite://")).unwrap()
}

#[tokio::test]
async fn the_bytes_of_a_removed_file_are_nowhere_and_the_reason_is_kept() {
    for town in towns().await {
        let place = "/api/settlements/S1/files";
        let added = post(&town, &format!("{place}?name=bail.pdf"), document(77)).await;
        let address = added.headers["location"].to_str().unwrap().to_owned();
        let is_embedded = town.database_url().starts_with("sqlite");
        if is_embedded {
            assert!(holds(&on_disk(&town).await, b"made up, number 77"));
        }
        assert_eq!(with_bytes(&town).await, 1);

        let unsaid = remove(&town, &address).await;
        let removed = remove(&town, &format!("{address}?reason=wrong%20place")).await;
        let again = remove(&town, &format!("{address}?reason=wrong%20place")).await;

        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(removed.status, StatusCode::NO_CONTENT, "{}", removed.text());
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert_eq!(town.get(Team, &address).await.status, StatusCode::NOT_FOUND);
        assert_eq!(with_bytes(&town).await, 0);
        if is_embedded {
            assert!(!holds(&on_disk(&town).await, b"made up, number 77"));
        }
        let rows = listed(&town, place).await;
        assert_eq!(rows[0]["removed"]["reason"], "wrong place");
        assert_eq!(rows[0]["removed"]["by"], "http");
        let last = town.audit().await.pop().unwrap();
        assert_eq!(last.action, "file-remove");
        assert_eq!(last.detail, json!({ "on": "settlement/S1" }));
        // What was removed is no longer "the same file".
        let anew = post(&town, &format!("{place}?name=bail.pdf"), document(77)).await;
        assert_eq!(anew.status, StatusCode::CREATED);
    }
}

#[tokio::test]
async fn a_thing_has_a_hundred_files_at_most() {
    for town in towns().await {
        let place = "/api/settlements/S1/files";
        for number in 0..100 {
            let address = format!("{place}?name={number}.pdf");
            let added = post(&town, &address, document(number)).await;
            assert_eq!(added.status, StatusCode::CREATED);
        }

        let more = post(&town, &format!("{place}?name=more.pdf"), document(100)).await;

        assert_eq!(more.status, StatusCode::CONFLICT, "{}", more.text());
        let rows = listed(&town, place).await;
        assert_eq!(rows.len(), 100);
        let first = rows[0]["id"].as_str().unwrap();
        remove(
            &town,
            &format!("/api/files/{first}?reason=no+longer+needed"),
        )
        .await;
        let more = post(&town, &format!("{place}?name=more.pdf"), document(100)).await;
        assert_eq!(more.status, StatusCode::CREATED);
        // By age, and the removed one behind all others.
        assert_eq!(listed(&town, place).await[100]["id"], first);
    }
}

/// Whether the database refuses a change of its own accord.
async fn is_refused(town: &TestTown, change: &'static str) -> bool {
    let url = town.database_url();
    if url.starts_with("postgres") {
        let mut server = PgConnection::connect(url).await.unwrap();
        sqlx::query(change).execute(&mut server).await.is_err()
    } else {
        let mut file = SqliteConnection::connect(url).await.unwrap();
        sqlx::query(change).execute(&mut file).await.is_err()
    }
}

/// The database itself refuses what would make another file of one.
#[tokio::test]
async fn a_stored_file_is_neither_changed_nor_deleted() {
    for town in towns().await {
        post(&town, "/api/settlements/S1/files?name=a.pdf", document(1)).await;
        for change in [
            "update attachment set content = null",
            "update attachment set file_name = 'other.pdf'",
            "delete from attachment",
        ] {
            let refused = is_refused(&town, change).await;

            assert!(refused, "{change}");
        }
    }
}
