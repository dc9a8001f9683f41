//! Visits sealed on a phone, on both databases: opened once and stored once; refused by name when they were
//! changed, sealed for another server or made by somebody else.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hpke::{
    Deserializable, Kem, OpModeS, Serializable,
    aead::AesGcm256,
    kdf::HkdfSha256,
    kem::DhP256HkdfSha256,
    rand_core::{CryptoRng, Error as NoChance, RngCore},
    single_shot_seal,
};
use jalon::domain::{Audience::Team, NewGrant, Role};
use serde_json::{Value, json};

use crate::{
    accounts::{WITHOUT_FACTOR, inside, request, user},
    support::{Answer, TestTown, ask},
};

const VISIT: &[u8] = b"jalon sealed visit 1";
const PHOTO: &[u8] = b"jalon sealed photo 1";
const ID: &str = "0192f000-0000-7000-8000-000000000001";

/// The towns on both databases, with the safety agent `agent-07` who has come in.
async fn towns() -> Vec<(TestTown, String)> {
    let mut towns = vec![TestTown::small_with(WITHOUT_FACTOR).await];
    towns.extend(TestTown::small_on_postgres_with(WITHOUT_FACTOR).await);
    let mut all = Vec::new();
    for town in towns {
        user(&town, "first", &[]).await;
        let agent = inside(&town, "agent-07", NewGrant::of(Role::SanitationSafety)).await;
        all.push((town, agent));
    }
    all
}

/// Bytes that only a test may call chance.
struct Counting(u8);

impl CryptoRng for Counting {}

impl RngCore for Counting {
    fn next_u32(&mut self) -> u32 {
        0
    }

    fn next_u64(&mut self) -> u64 {
        0
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), NoChance> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

/// Seals as a phone does that has asked this town for its key.
async fn sealed((town, cookie): (&TestTown, &str), purpose: &[u8], plain: &[u8]) -> Vec<u8> {
    let asked = request((Method::GET, "/api/visits/lock"), cookie, None);
    let lock = ask(town.router(Team), asked).await.json();
    let key = STANDARD.decode(lock["public_key"].as_str().unwrap());
    let key = <DhP256HkdfSha256 as Kem>::PublicKey::from_bytes(&key.unwrap()).unwrap();
    let id = u64::from_str_radix(lock["id"].as_str().unwrap(), 16).unwrap();
    let head = [b"JLS1", &id.to_be_bytes()[..]].concat();
    let (point, text) = single_shot_seal::<AesGcm256, HkdfSha256, DhP256HkdfSha256, _>(
        &OpModeS::Base,
        &key,
        purpose,
        plain,
        &head,
        &mut Counting(0),
    )
    .unwrap();
    [head, point.to_bytes().to_vec(), text].concat()
}

fn visit(author: &str, settlement: &str) -> Vec<u8> {
    let visit = json!({"id": ID, "at": "2026-03-09T10:00:00Z", "by": author, "validated": true,
        "answers": {"single_access": "yes"},
        "position": {"lon": 1.4045, "lat": 43.602, "accuracy_m": 9.0}});
    let all = json!({"author": author, "settlement": settlement, "visit": visit});
    all.to_string().into_bytes()
}

fn photo(author: &str, visit: &str) -> Vec<u8> {
    let head = json!({"author": author, "settlement": "S1", "visit": visit, "name": "a.jpg"});
    let head = head.to_string().into_bytes();
    let mut picture = Cursor::new(Vec::new());
    image::RgbImage::from_pixel(40, 30, image::Rgb([9, 90, 200]))
        .write_to(&mut picture, image::ImageFormat::Jpeg)
        .unwrap();
    let length = u32::try_from(head.len()).unwrap().to_be_bytes();
    [&length[..], &head, picture.get_ref()].concat()
}

async fn post((town, cookie): (&TestTown, &str), address: &str, body: Vec<u8>) -> Answer {
    let (mut asked, _) = request((Method::POST, address), cookie, None).into_parts();
    asked
        .headers
        .insert("content-type", "application/octet-stream".parse().unwrap());
    ask(
        town.router(Team),
        Request::from_parts(asked, Body::from(body)),
    )
    .await
}

async fn visits(town: &TestTown, cookie: &str) -> Vec<Value> {
    let asked = request((Method::GET, "/api/settlements/S1/visits"), cookie, None);
    let listed = ask(town.router(Team), asked).await.json();
    listed["items"].as_array().unwrap().clone()
}

/// The word by which a program tells a refusal from others.
fn word(answer: &Answer) -> String {
    let kind = answer.json()["type"].as_str().unwrap().to_owned();
    kind.split_once('#').unwrap().1.to_owned()
}

#[tokio::test]
async fn a_sealed_visit_with_its_photo_is_stored_once_however_often_it_comes() {
    for (town, agent) in towns().await {
        let phone = (&town, agent.as_str());
        let visit = sealed(phone, VISIT, &visit("agent-07", "S1")).await;
        let photo = sealed(phone, PHOTO, &photo("agent-07", ID)).await;

        let first = post(phone, "/api/visits/sealed", visit.clone()).await;
        let again = tokio::join!(
            post(phone, "/api/visits/sealed", visit.clone()),
            post(phone, "/api/visits/sealed", visit.clone()),
            post(phone, "/api/visits/sealed", visit)
        );
        let photos = [
            post(phone, "/api/visits/sealed/photos", photo.clone())
                .await
                .status,
            post(phone, "/api/visits/sealed/photos", photo).await.status,
        ];

        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
        assert_eq!(first.json()["settlement"], "S1");
        assert_eq!(first.json()["assessed"], 1);
        for one in [again.0, again.1, again.2] {
            assert_eq!(one.status, StatusCode::OK, "{}", one.text());
        }
        assert_eq!(photos, [StatusCode::CREATED, StatusCode::OK]);
        let stored = visits(&town, &agent).await;
        assert_eq!(stored.len(), 1);
        assert_eq!(stored[0]["position"]["lat"], 43.602);
        let files = format!("/api/settlements/S1/visits/{ID}/files");
        let files = ask(
            town.router(Team),
            request((Method::GET, &files), &agent, None),
        )
        .await;
        assert_eq!(files.json()["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_photo_that_was_removed_does_not_come_back_when_the_phone_sends_it_again() {
    for (town, agent) in towns().await {
        let phone = (&town, agent.as_str());
        let visit = sealed(phone, VISIT, &visit("agent-07", "S1")).await;
        post(phone, "/api/visits/sealed", visit).await;
        let taken = photo("agent-07", ID);
        let photo = sealed(phone, PHOTO, &taken).await;
        let first = post(phone, "/api/visits/sealed/photos", photo.clone()).await;
        let id = first.json()["id"].as_str().unwrap().to_owned();
        let remove = format!("/api/files/{id}?reason=a%20face%20is%20seen");
        let removed = ask(
            town.router(Team),
            request((Method::DELETE, &remove), &agent, None),
        )
        .await;
        assert!(removed.status.is_success(), "{}", removed.text());

        let again = post(phone, "/api/visits/sealed/photos", photo).await;

        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
        assert_eq!(again.json()["id"], id);
        let address = format!("/api/settlements/S1/visits/{ID}/files");
        let listed = async || {
            let asked = request((Method::GET, &address), &agent, None);
            let files = ask(town.router(Team), asked).await.json();
            let all = files["items"].as_array().unwrap().clone();
            let is_there = |file: &&Value| file["removed"].is_null();
            (all.len(), all.iter().filter(is_there).count())
        };
        assert_eq!(listed().await, (1, 0));
        // Whoever adds it by hand means to.
        let length = u32::from_be_bytes(taken[..4].try_into().unwrap()) as usize;
        let by_hand = format!("{address}?name=a.jpg");
        let by_hand = post(phone, &by_hand, taken[4 + length..].to_vec()).await;
        assert_eq!(by_hand.status, StatusCode::CREATED, "{}", by_hand.text());
        assert_eq!(listed().await, (2, 1));
    }
}

#[tokio::test]
async fn whatever_was_changed_cut_or_added_is_refused_and_nothing_is_stored() {
    for (town, agent) in towns().await {
        let phone = (&town, agent.as_str());
        let whole = sealed(phone, VISIT, &visit("agent-07", "S1")).await;
        let turned = |at: usize| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            bytes
        };
        let of_a_photo = sealed(phone, PHOTO, &visit("agent-07", "S1")).await;
        let damaged = [
            Vec::new(),
            b"{}".to_vec(),
            turned(0),
            turned(12),
            turned(40),
            turned(80),
            turned(whole.len() - 1),
            whole[..whole.len() - 1].to_vec(),
            [&whole[..], b"x"].concat(),
            of_a_photo,
        ];

        for bytes in damaged {
            let refused = post(phone, "/api/visits/sealed", bytes).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(word(&refused), "sealed-damaged");
        }

        let other_key = post(phone, "/api/visits/sealed", turned(5)).await;
        assert_eq!(other_key.status, StatusCode::CONFLICT);
        assert_eq!(word(&other_key), "other-key");
        assert_eq!(visits(&town, &agent).await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn what_was_sealed_for_another_server_is_not_opened_here() {
    let (here, elsewhere) = (
        TestTown::small_with(WITHOUT_FACTOR).await,
        TestTown::small_with(WITHOUT_FACTOR).await,
    );
    let mut cookies = Vec::new();
    for town in [&here, &elsewhere] {
        user(town, "first", &[]).await;
        cookies.push(inside(town, "agent-07", NewGrant::of(Role::SanitationSafety)).await);
    }
    let of_elsewhere = visit("agent-07", "S1");
    let of_elsewhere = sealed((&elsewhere, &cookies[1]), VISIT, &of_elsewhere).await;

    let refused = post((&here, &cookies[0]), "/api/visits/sealed", of_elsewhere).await;

    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(word(&refused), "other-key");
    assert!(refused.text().contains("/api/visits/lock"), "what to do");
}

#[tokio::test]
async fn nobody_sends_what_another_account_made_nor_where_they_may_not_write() {
    for (town, agent) in towns().await {
        let phone = (&town, agent.as_str());
        let visit_of_agent = sealed(phone, VISIT, &visit("agent-07", "S1")).await;
        let photo_of_agent = sealed(phone, PHOTO, &photo("agent-07", ID)).await;
        let nowhere = sealed(phone, VISIT, &visit("agent-07", "S9")).await;
        let of_planner = sealed(phone, VISIT, &visit("planner", "S1")).await;
        let next = inside(&town, "agent-08", NewGrant::of(Role::SanitationSafety)).await;
        let planner = inside(&town, "planner", NewGrant::of(Role::Planner)).await;

        let by_next = post((&town, &next), "/api/visits/sealed", visit_of_agent).await;
        let photo_by_next = post((&town, &next), "/api/visits/sealed/photos", photo_of_agent).await;
        let by_planner = post((&town, &planner), "/api/visits/sealed", of_planner.clone()).await;
        let nowhere = post(phone, "/api/visits/sealed", nowhere).await;
        let by_nobody = post((&town, ""), "/api/visits/sealed", of_planner).await;

        assert_eq!(by_next.status, StatusCode::FORBIDDEN);
        assert_eq!(word(&by_next), "other-author");
        assert_eq!(word(&photo_by_next), "other-author");
        assert_eq!(by_planner.status, StatusCode::FORBIDDEN);
        assert_eq!(word(&by_planner), "forbidden");
        assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
        assert_eq!(by_nobody.status, StatusCode::UNAUTHORIZED);
        assert_eq!(visits(&town, &agent).await, Vec::<Value>::new());
    }
}

#[tokio::test]
async fn a_sealed_visit_that_is_too_large_or_no_visit_says_so() {
    let (town, agent) = towns().await.swap_remove(0);
    let phone = (&town, agent.as_str());
    let long = sealed(phone, VISIT, &vec![b' '; 140 * 1024]).await;
    let no_visit = sealed(phone, VISIT, b"{\"author\": \"agent-07\"}").await;
    let lost_photo = sealed(phone, PHOTO, &photo("agent-07", ID)).await;
    let no_photo = sealed(phone, PHOTO, &u32::MAX.to_be_bytes()).await;

    let too_large = post(phone, "/api/visits/sealed", long).await;
    let no_visit = post(phone, "/api/visits/sealed", no_visit).await;
    let lost_photo = post(phone, "/api/visits/sealed/photos", lost_photo).await;
    let no_photo = post(phone, "/api/visits/sealed/photos", no_photo).await;

    assert_eq!(too_large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(too_large.text().contains("132 kB"), "{}", too_large.text());
    assert_eq!(no_visit.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        no_visit.text().contains("settlement"),
        "{}",
        no_visit.text()
    );
    assert_eq!(
        lost_photo.status,
        StatusCode::NOT_FOUND,
        "its visit was not sent"
    );
    assert_eq!(word(&no_photo), "sealed-damaged");
}

/// A key of nobody, and a visit that the page sealed for it in a browser's cryptography.
const BY_PAGE: &str = include_str!("fixtures/sealed_by_page.json");

#[tokio::test]
async fn what_the_page_seals_this_program_opens() {
    let fixture: Value = serde_json::from_str(BY_PAGE).unwrap();
    let bytes = |name: &str| STANDARD.decode(fixture[name].as_str().unwrap()).unwrap();
    let mut town = TestTown::small().await;
    let key = town.folder.path().join("data/installation.key");
    std::fs::write(key, bytes("installation_key")).unwrap();
    town.jalon = std::sync::Arc::new(town.opened_again().await);

    let taken = post((&town, ""), "/api/visits/sealed", bytes("sealed")).await;

    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text());
    let visit = &taken.json()["visit"];
    assert_eq!(
        visit["answers"],
        json!([{"question": "single_access", "reply": "no", "note": null}])
    );
    assert_eq!(visit["validated"], Value::Null);
}
