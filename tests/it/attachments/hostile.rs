//! Files that could harm: each is refused in words, nothing is stored, and what looks like an attack is
//! written down.

use super::*;

const PLACE: &str = "/api/settlements/S1/files";

/// The header of a PNG of 20000 by 20000 pixels, with its checksum; it would unpack to 1.2 GB.
const BOMB: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x4e\x20\0\0\x4e\x20\x08\x02\0\0\0\x6c\x12\xd1\x6e\0\0\0\x04IDAT\0\0\0\0\0\0\0\0";

async fn refused(town: &TestTown, name: &str, body: Vec<u8>) -> (StatusCode, String) {
    let answer = post(town, &format!("{PLACE}?name={name}"), body).await;
    let told = answer.json();
    (answer.status, told["detail"].as_str().unwrap().to_owned())
}

async fn refusals(town: &TestTown) -> Vec<Value> {
    let events = town.audit().await;
    let refused = events.into_iter().filter(|one| one.action == "file-refuse");
    refused.map(|event| event.detail["why"].clone()).collect()
}

async fn nothing_is_stored(town: &TestTown) {
    assert_eq!(listed(town, PLACE).await, [] as [Value; 0]);
    assert_eq!(with_bytes(town).await, 0);
}

#[tokio::test]
async fn a_file_of_fifty_megabytes_is_refused() {
    for town in towns().await {
        let mut long = photo(1);
        long.resize(50 * 1024 * 1024, 0);

        let (status, why) = refused(&town, "a.jpg", long).await;

        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(why.contains("larger than 25 MB"), "{why}");
        nothing_is_stored(&town).await;
    }
}

/// Who tells the truth about the length need not send anything first.
#[tokio::test]
async fn a_length_that_is_too_long_is_refused_before_the_body_comes() {
    let town = TestTown::small().await;
    let request = Request::post(format!("{PLACE}?name=a.jpg"))
        .header(HOST, "127.0.0.1:8080")
        .header("content-length", "52428800")
        .body(Body::empty())
        .unwrap();

    let answer = ask(town.router(Team), request).await;

    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_photo_bomb_is_refused_by_its_header_and_written_down() {
    for town in towns().await {
        let begun = std::time::Instant::now();

        let (status, why) = refused(&town, "a.png", BOMB.to_vec()).await;

        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{why}");
        assert!(why.contains("20000 x 20000"), "{why}");
        assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
        nothing_is_stored(&town).await;
        assert_eq!(refusals(&town).await, ["too many pixels"]);
    }
}

#[tokio::test]
async fn what_calls_itself_a_photo_and_is_none_is_refused_and_written_down() {
    for town in towns().await {
        let page = b"<!doctype html><script>alert(1)</script>".to_vec();
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec();

        for body in [page, drawing] {
            let (status, why) = refused(&town, "a.jpg", body).await;

            assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
            assert!(why.contains("no JPEG, PNG or WebP photo"), "{why}");
        }

        nothing_is_stored(&town).await;
        assert_eq!(refusals(&town).await, ["other kind", "other kind"]);
    }
}

#[tokio::test]
async fn a_photo_that_was_cut_off_is_refused() {
    for town in towns().await {
        let mut cut = photo(1);
        cut.truncate(cut.len() - 30);

        let (status, why) = refused(&town, "a.jpg", cut).await;

        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(why.contains("cut off or damaged"), "{why}");
        nothing_is_stored(&town).await;
    }
}

#[tokio::test]
async fn a_path_in_a_name_is_refused_and_what_cannot_be_seen_is_taken_out() {
    for town in towns().await {
        for name in ["..%2F..%2Fetc%2Fpasswd", "C:%5Cphoto.jpg", "..", ""] {
            let (status, why) = refused(&town, name, photo(1)).await;

            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(why.contains("the file's own name"), "{why}");
        }
        nothing_is_stored(&town).await;

        // A line break, an escape, and the mark that turns what follows from right to left.
        let name = "a%0D%0Ab%1B%E2%80%AEgpj.exe";
        let added = post(&town, &format!("{PLACE}?name={name}"), photo(1)).await;

        assert_eq!(added.json()["name"], "abgpj.jpg");
    }
}

#[tokio::test]
async fn nothing_hangs_on_what_is_not_there() {
    for town in towns().await {
        for place in [
            "/api/settlements/S9/files",
            "/api/registers/household/HH0009/files",
            "/api/registers/animals/A1/files",
            "/api/settlements/S1/visits/0199f0a0-0000-7000-8000-000000000001/files",
            "/api/settlements/S1/visits/x/files",
        ] {
            let answer = post(&town, &format!("{place}?name=a.jpg"), photo(1)).await;

            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{place}");
        }
        for id in ["0199f0a0-0000-7000-8000-000000000001", "..%2Fjalon.db"] {
            let answer = town.get(Team, &format!("/api/files/{id}")).await;

            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        }
    }
}
