//! What is answered about one settlement: by visits, and by the map where no visit has answered.

use sha2::{Digest, Sha256};
use time::Date;

use crate::{
    domain::{AnswerSource, CurrentAnswer, Reply},
    hazard::{
        self, Answer, Answers, DistanceSeen, Model, STALE_AFTER_DAYS, UNKNOWN_AFTER_DAYS,
        answer_by_distance,
    },
};

/// All answers with their age today. One that other weights asked for tells nothing.
pub(super) fn answers(
    model: &Model,
    told: &[CurrentAnswer],
    distances: &[DistanceSeen],
    today: Date,
) -> Answers {
    let mut answers = Answers::default();
    for told in told {
        let on = told.at.date();
        let answer = Answer {
            reply: told.reply,
            age_days: age_days(on, today),
        };
        let source = AnswerSource::Visit { on };
        passed(answers.add(model, &told.question, (answer, source)));
    }
    for seen in distances {
        passed(answer_by_distance(model, &mut answers, seen));
    }
    answers
}

/// Adds to a digest what the score takes from the answers of visits. An age counts only while it
/// changes the outcome, so that a fresh answer does not make the score stale every day.
pub(super) fn digest(hash: &mut Sha256, answers: &[CurrentAnswer], today: Date) {
    // Distances are measured since answers are known: what was assessed before is measured again.
    hash.update(b"answers");
    for told in answers {
        let age = age_days(told.at.date(), today);
        let fading = age.clamp(STALE_AFTER_DAYS, UNKNOWN_AFTER_DAYS);
        let reply = match told.reply {
            Reply::Number(number) => number.to_bits(),
            Reply::Yes => 1,
            Reply::No => 0,
        };
        hash.update(&told.question);
        hash.update([0]);
        hash.update(reply.to_be_bytes());
        hash.update(told.at.date().to_julian_day().to_be_bytes());
        hash.update(fading.to_be_bytes());
    }
}

fn age_days(on: Date, today: Date) -> u32 {
    u32::try_from((today - on).whole_days()).unwrap_or_default()
}

/// An answer that the weights do not ask for is kept in the database and counts nothing here.
fn passed(added: Result<(), hazard::Error>) {
    if let Err(error) = added {
        tracing::debug!(%error, "an answer does not count under these weights");
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::date};
    use uuid::Uuid;

    use super::*;
    use crate::domain::{SettlementId, VisitId};

    const ASKED: Date = date!(2026 - 01 - 01);

    fn digest_after(days: i64) -> Vec<u8> {
        let answer = CurrentAnswer {
            settlement: SettlementId(Uuid::from_u128(1)),
            question: "pests".to_owned(),
            reply: Reply::Yes,
            at: ASKED.midnight().assume_utc(),
            visit: VisitId(Uuid::from_u128(2)),
        };
        let mut hash = Sha256::new();
        digest(&mut hash, &[answer], ASKED + Duration::days(days));
        hash.finalize().to_vec()
    }

    #[test]
    fn a_score_goes_stale_by_age_only_while_age_changes_it() {
        assert_eq!(digest_after(0), digest_after(180));
        assert_ne!(digest_after(180), digest_after(181));
        assert_ne!(digest_after(181), digest_after(182));
        assert_eq!(digest_after(720), digest_after(2_000));
    }
}
