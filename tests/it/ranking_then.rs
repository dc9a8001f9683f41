//! The ranking as it was on an earlier day: what was imported, assessed and edited since then is not in it.

use axum::http::StatusCode;
use jalon::{
    app::Clock,
    domain::{Audience::Team, LayerKind, Peril},
};
use serde_json::{Value, json};
use time::{OffsetDateTime, macros::datetime};

use crate::support::{TestTown, file, ring, square};

const FIRST: OffsetDateTime = datetime!(2025-03-01 09:00 UTC);
const SECOND: OffsetDateTime = datetime!(2025-09-01 23:30 UTC);
const THIRD: OffsetDateTime = datetime!(2026-02-01 09:00 UTC);

/// Imports features as if it were that moment.
async fn import_at(town: &TestTown, at: OffsetDateTime, (kind, features): (LayerKind, Value)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{kind}.geojson"));
    let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
    std::fs::write(&path, text).unwrap();
    let jalon = town.opened_with(Clock::fixed(at)).await;
    jalon.import(file(kind, path), |_| ()).await.unwrap();
    jalon.score("test").await.unwrap();
}

fn flood() -> Value {
    json!([{ "type": "Feature", "properties": { "nivalea": "TF" },
        "geometry": { "type": "Polygon", "coordinates": ring(1.40, 43.60, 0.01) } }])
}

/// One settlement in March, the flood plan in September, a second settlement in place of the first in February.
async fn history(town: &TestTown) {
    let first = (
        LayerKind::Settlements,
        json!([square("S1", 1.402, 43.602, 0.001)]),
    );
    import_at(town, FIRST, first).await;
    import_at(town, SECOND, (LayerKind::Zones(Peril::Flood), flood())).await;
    let later = (
        LayerKind::Settlements,
        json!([square("S2", 1.404, 43.604, 0.001)]),
    );
    import_at(town, THIRD, later).await;
}

async fn towns() -> Vec<TestTown> {
    let mut towns = vec![TestTown::empty().await];
    towns.extend(TestTown::empty_on_postgres().await);
    towns
}

/// Codes and scores of a ranking.
async fn ranking(town: &TestTown, address: &str) -> Vec<(String, f64)> {
    let answer = town.get(Team, address).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let answer = answer.json();
    let rows = answer["items"].as_array().unwrap().iter();
    rows.map(|row| {
        let code = row["settlement"]["code"].as_str().unwrap().to_owned();
        (code, row["score"]["value"].as_f64().unwrap())
    })
    .collect()
}

#[tokio::test]
async fn each_day_has_the_settlements_and_scores_of_its_evening() {
    for town in towns().await {
        history(&town).await;

        let before = ranking(&town, "/api/ranking?as_of=2025-02-28").await;
        let spring = ranking(&town, "/api/ranking?as_of=2025-03-01").await;
        let eve = ranking(&town, "/api/ranking?as_of=2025-08-31").await;
        let autumn = ranking(&town, "/api/ranking?as_of=2025-09-01").await;
        let winter = ranking(&town, "/api/ranking?as_of=2026-02-01").await;

        let code = |rows: &[(String, f64)]| {
            rows.iter()
                .map(|(code, _)| code.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(before, []);
        assert_eq!(code(&spring), ["S1"]);
        assert_eq!(eve, spring);
        assert_eq!(code(&autumn), ["S1"]);
        assert!(autumn[0].1 > spring[0].1, "{autumn:?} after {spring:?}");
        assert_eq!(code(&winter), ["S2"]);
    }
}

#[tokio::test]
async fn the_ranking_of_today_is_the_ranking_as_it_is() {
    let mut towns = vec![TestTown::small().await];
    towns.extend(TestTown::small_on_postgres().await);
    for town in towns {
        let today = Clock::system().now().date();

        let now = ranking(&town, "/api/ranking").await;
        let then = ranking(&town, &format!("/api/ranking?as_of={today}")).await;

        assert!(!now.is_empty());
        assert_eq!(then, now);
    }
}

#[tokio::test]
async fn a_settlement_that_was_closed_later_is_still_in_the_ranking_of_before() {
    let town = TestTown::empty().await;
    history(&town).await;
    let jalon = town
        .opened_with(Clock::fixed(THIRD + time::Duration::days(30)))
        .await;
    let closing = json!({ "to": "emergency" });
    let by = jalon::domain::Person::operator("test");
    for given in [
        closing,
        json!({ "to": "closed", "fields": { "cause": "resorbed" } }),
    ] {
        let given = serde_json::from_value(given).unwrap();
        jalon.bring_settlement("S2", &given, &by).await.unwrap();
    }

    let before = ranking(&town, "/api/ranking?as_of=2026-03-01").await;
    let after = ranking(&town, "/api/ranking?as_of=2026-03-04").await;

    assert_eq!(before.len(), 1, "{before:?}");
    assert_eq!(after, []);
}

#[tokio::test]
async fn the_days_on_which_anything_was_assessed_are_told_once_each() {
    for town in towns().await {
        history(&town).await;

        let days = town.get(Team, "/api/ranking/days").await.json();

        assert_eq!(
            days["days"],
            json!(["2025-03-01", "2025-09-01", "2026-02-01"])
        );
    }
}

#[tokio::test]
async fn what_is_no_day_and_draws_beside_a_day_are_refused_in_words() {
    let town = TestTown::small().await;
    for (asked, word) in [
        ("as_of=yesterday", "2026-03-31"),
        ("as_of=2026-02-30", "2026-03-31"),
        ("as_of=%2B999999-12-31", "2026-03-31"),
        ("as_of=2026-01-01&draws=100", "as_of"),
    ] {
        let answer = town.get(Team, &format!("/api/ranking?{asked}")).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(answer.text().contains(word), "{}", answer.text());
    }
}
