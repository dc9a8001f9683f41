//! Backups that the server takes by itself, on a clock that goes as it is told.

use std::{collections::BTreeSet, path::Path};

use axum::http::StatusCode;
use jalon::{
    app::{BackupState, Clock, Jalon, verify_backup},
    backup::{Keys, new_identity},
    domain::Audience::{Public, Team},
    http::{Door, router},
};
use time::{Duration, OffsetDateTime, macros::datetime};

use super::names;
use crate::support::TestTown;

const NOON: OffsetDateTime = datetime!(2026-03-02 12:00 UTC);

/// A town of a name of its own, whose settings ask for a backup a day, of which two are kept.
async fn town(backups: &Path) -> TestTown {
    let public = new_identity(&backups.join("key")).unwrap();
    TestTown::small_with(&format!(
        "territory = 'cantal-15'\n[backup]\nfolder = '{}'\nkeep = 2\nrecipients = ['{public}']\n",
        backups.display()
    ))
    .await
}

async fn on(town: &TestTown, at: OffsetDateTime) -> Jalon {
    town.opened_with(Clock::fixed(at)).await
}

fn kept(folder: &Path) -> BTreeSet<String> {
    let mut names = names(folder);
    names.remove("key");
    names
}

#[tokio::test]
async fn one_is_taken_when_due_and_the_oldest_beyond_those_kept_goes() {
    let backups = tempfile::tempdir().unwrap();
    let town = town(backups.path()).await;
    std::fs::write(backups.path().join("jalon-notes.age"), "ours").unwrap();

    for (hours, is_due) in [(0, true), (23, false), (24, true), (48, true)] {
        let jalon = on(&town, NOON + Duration::hours(hours)).await;
        let taken = jalon.backup_when_due().await.unwrap();
        assert_eq!(taken.is_some(), is_due, "after {hours} hours");
        assert_eq!(jalon.backup_state(), BackupState::Fresh);
    }

    let expected = [
        "jalon-20260303T120000Z.age",
        "jalon-20260304T120000Z.age",
        "jalon-notes.age",
    ];
    assert_eq!(kept(backups.path()), expected.map(str::to_owned).into());
    let keys = Keys::in_file(&backups.path().join("key")).unwrap();
    let file = backups.path().join(expected[1]);
    let verified = verify_backup(backups.path(), &file, keys).await.unwrap();
    assert!(verified.change > 4, "{verified:?}");
}

#[tokio::test]
async fn a_clock_that_jumps_removes_no_more_than_one_and_takes_one() {
    let backups = tempfile::tempdir().unwrap();
    let town = town(backups.path()).await;
    for hours in [0, 24] {
        let jalon = on(&town, NOON + Duration::hours(hours)).await;
        jalon.backup_when_due().await.unwrap().unwrap();
    }

    let back = on(&town, NOON - Duration::days(730)).await;
    back.backup_when_due().await.unwrap().unwrap();
    assert_eq!(
        kept(backups.path()).len(),
        3,
        "of days to come none is removed"
    );
    let ahead = on(&town, NOON + Duration::days(400)).await;
    ahead.backup_when_due().await.unwrap().unwrap();

    let left = kept(backups.path());
    assert!(left.contains("jalon-20260303T120000Z.age"), "{left:?}");
    assert_eq!(left.len(), 2, "{left:?}");
}

#[tokio::test]
async fn one_that_fails_is_told_at_its_own_address_and_keeps_the_older_ones() {
    let backups = tempfile::tempdir().unwrap();
    let town = town(backups.path()).await;
    on(&town, NOON).await.backup_when_due().await.unwrap();
    let away = backups.path().with_extension("away");
    let later = std::sync::Arc::new(on(&town, NOON + Duration::days(2)).await);

    std::fs::rename(backups.path(), &away).unwrap();
    let failed = later.backup_when_due().await;
    let is_made = backups.path().exists();
    std::fs::rename(&away, backups.path()).unwrap();

    assert!(
        failed.is_err() && !is_made,
        "a disk that is missing is not replaced by a folder"
    );
    assert_eq!(kept(backups.path()).len(), 1);
    for audience in [Team, Public] {
        let door = Door::new(later.clone(), audience);
        let request = axum::http::Request::get("/health/backup")
            .header("host", "127.0.0.1:8080")
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = crate::support::ask(router(door), request).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.text().contains("backup"), "{}", answer.text());
    }
    later.backup_when_due().await.unwrap().unwrap();
    assert_eq!(later.backup_state(), BackupState::Fresh);
}

#[tokio::test]
async fn without_a_folder_nothing_is_due_and_nothing_is_wrong() {
    let town = TestTown::empty().await;

    let taken = town.jalon.backup_when_due().await.unwrap();
    let answer = town.get(Team, "/health/backup").await;

    assert_eq!(taken, None);
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_city_that_a_server_serves_finds_its_backups_in_its_own_record() {
    let backups = tempfile::tempdir().unwrap();
    let town = town(backups.path()).await;

    town.jalon.backup_when_due().await.unwrap().unwrap();

    let events = town.audit().await;
    let last = events.last().unwrap();
    assert_eq!(last.action, "backup");
    assert!(
        kept(backups.path()).contains(&last.subject),
        "{}",
        last.subject
    );
}
