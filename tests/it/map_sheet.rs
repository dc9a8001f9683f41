//! Maps on paper: tagged PDF of A4 or A3 on its side, with its own title, and nothing that its readers may not see.

use axum::http::StatusCode;
use jalon::domain::Audience::{Public, Team};

use crate::support::{Answer, TestTown};

async fn sheet(town: &TestTown, asked: &str) -> Answer {
    let answer = town
        .get(Team, &format!("/api/maps/flood,settlements.pdf?{asked}"))
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.headers["content-type"], "application/pdf");
    answer
}

fn holds(answer: &Answer, word: &str) -> bool {
    answer
        .body
        .windows(word.len())
        .any(|at| at == word.as_bytes())
}

#[tokio::test]
async fn a_map_on_paper_is_a_tagged_pdf_of_the_paper_that_was_asked_for() {
    let town = TestTown::small().await;

    let small = sheet(&town, "lang=en").await;
    let large = sheet(&town, "lang=en&paper=a3").await;

    for answer in [&small, &large] {
        assert!(answer.body.starts_with(b"%PDF-"));
        assert!(holds(answer, "StructTreeRoot"));
        assert_eq!(answer.headers["content-language"], "en");
    }
    assert!(holds(&small, "MediaBox[0 0 841.89 595.28]"));
    assert!(holds(&large, "MediaBox[0 0 1190.55 841.89]"));
}

#[tokio::test]
async fn sheets_of_other_titles_and_languages_are_other_files() {
    let town = TestTown::small().await;

    let mut tags = Vec::new();
    for asked in [
        "lang=fr",
        "title=Before%20the%20council",
        "title=Autre",
        "lang=en",
        "paper=a3",
    ] {
        let answer = sheet(&town, asked).await;
        tags.push(answer.headers["etag"].to_str().unwrap().to_owned());
    }
    let all = tags.len();
    tags.sort_unstable();
    tags.dedup();

    assert_eq!(tags.len(), all);
}

#[tokio::test]
async fn paper_and_titles_that_cannot_be_are_refused_in_words() {
    let town = TestTown::small().await;
    let long = format!("title={}", "a".repeat(121));
    for (asked, word) in [
        ("paper=a2", "a4 or a3"),
        (&*long, "120"),
        ("title=two%0Alines", "one line"),
    ] {
        let answer = town
            .get(Team, &format!("/api/maps/flood.pdf?{asked}"))
            .await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(answer.text().contains(word), "{}", answer.text());
    }
}

#[tokio::test]
async fn the_public_takes_the_map_of_neighbourhoods_along_and_no_other() {
    let town = TestTown::small().await;

    let neighbourhoods = town.get(Public, "/api/maps/neighbourhoods.pdf").await;
    let settlements = town.get(Public, "/api/maps/settlements.pdf").await;

    assert_eq!(
        neighbourhoods.status,
        StatusCode::OK,
        "{}",
        neighbourhoods.text()
    );
    assert_eq!(settlements.status, StatusCode::NOT_FOUND);
}
