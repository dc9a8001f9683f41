//! Each answer behind a score with its day, or with the layer it was measured on.

use crate::{
    cli::{
        output,
        visit::{reply_in_words, source_in_words},
    },
    domain::{Assessment, Part, QuestionScore, Words},
};

/// The answers of the checklists as a table; `None` when nobody has answered.
pub(super) fn answers(words: &Words, assessment: &Assessment) -> Option<String> {
    let parts = assessment.factors.iter().flat_map(|factor| {
        let name = words.say(&format!("factor-{}", factor.factor));
        factor.parts.iter().map(move |part| (name.clone(), part))
    });
    let mut rows = Vec::new();
    for (factor, part) in parts {
        if let Part::Checklist { groups, .. } = part {
            let questions = groups.iter().flat_map(|group| &group.questions);
            rows.extend(questions.filter_map(|one| row(words, &factor, one)));
        }
    }
    let people = assessment.vulnerability.iter();
    let people = people.flat_map(|group| &group.questions);
    let vulnerability = words.say("vulnerability");
    rows.extend(people.filter_map(|one| row(words, &vulnerability, one)));
    let head = [
        "table-factor",
        "table-question",
        "table-answer",
        "table-source",
    ];
    let head = head.map(|name| words.say(name));
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    (!rows.is_empty()).then(|| output::table(&head, &[2], rows))
}

fn row(words: &Words, factor: &str, question: &QuestionScore) -> Option<Vec<String>> {
    let source = question.source.map(|source| source_in_words(words, source));
    let faded = if question.stale {
        words.say("answer-old")
    } else {
        String::new()
    };
    Some(vec![
        factor.to_owned(),
        words.say(&format!("ask-{}", question.question)),
        reply_in_words(words, question.reply?),
        format!("{}{faded}", source.unwrap_or_default()),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Language, Reply};

    #[test]
    fn an_answer_stands_beside_the_question_that_was_asked() {
        let blocked = QuestionScore {
            question: "no_fire_engine_access".to_owned(),
            weight: 1.0,
            deficit: Some(1.0),
            stale: false,
            reply: Some(Reply::Yes),
            source: None,
        };

        let row = row(&Words::of(Language::English), "fire", &blocked).unwrap();

        assert_eq!(row[1], "Is there NO way in for a fire engine?");
        assert_eq!(row[2], "yes");
    }
}
