//! Visits that come in late, from a phone or an old file: codes of households that were erased meanwhile are taken
//! out of what they say, as the erasure would have done.

use std::collections::BTreeSet;

use crate::{
    app::{Error, Jalon},
    domain::{
        Finding, RecordedVisit, Register, RegisterEntry, Spelled, Spelling, spelled, without_code,
    },
    store::EntriesAsked,
};

/// Households read at a time.
const PAGE: u32 = 5_000;

impl Jalon {
    /// Takes the codes of erased households out of what visits say, however they are written there.
    pub(in crate::app) async fn without_erased(
        &self,
        visits: &mut [RecordedVisit],
    ) -> Result<(), Error> {
        let says = |visit: &RecordedVisit| texts(&mut visit.clone()).next().is_some();
        if !visits.iter().any(says) {
            return Ok(());
        }
        let erased = self.store.erased_spellings(&self.territory).await?;
        if erased.is_empty() {
            return Ok(());
        }
        for text in visits.iter_mut().flat_map(texts) {
            let written = self.erased_in(text, &erased).await?;
            let all = std::mem::take(text);
            *text = written
                .iter()
                .fold(all, |text, code| without_code(&text, code).unwrap_or(text));
        }
        Ok(())
    }

    /// What stands in a text for erased households, as it is written there, the longest first. What is written like
    /// the code of another household, and not like the erased one to the letter, is the other's.
    async fn erased_in(&self, text: &str, erased: &BTreeSet<String>) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        for one in spelled(text) {
            let mark = self.seal.mark_of_form(&self.territory, &one.form)?;
            if erased
                .range(mark.clone()..)
                .next()
                .is_some_and(|kept| kept.starts_with(&mark))
            {
                found.push((mark, one));
            }
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let forms: BTreeSet<&str> = found.iter().map(|(_, one)| one.form.as_str()).collect();
        let others = self.households_written_like(&forms).await?;
        let mut gone = Vec::new();
        for (mark, one) in found {
            let letters = self.seal.mark_of_form(&self.territory, &one.letters)?;
            let is_to_the_letter = erased.contains(&spelling_marks(&mark, &letters));
            if !others
                .iter()
                .any(|code| is_of(code, &one, is_to_the_letter))
            {
                gone.push(one.written.to_owned());
            }
        }
        gone.sort_by_key(|written| std::cmp::Reverse(written.len()));
        Ok(gone)
    }

    /// The codes of households that are there and written in one of these forms.
    async fn households_written_like(&self, forms: &BTreeSet<&str>) -> Result<Vec<String>, Error> {
        let mut found = Vec::new();
        let alike = |one: RegisterEntry| {
            if forms.contains(Spelling::of(&one.code).form().as_str()) {
                found.push(one.code);
            }
        };
        let asked = EntriesAsked::of(Register::Household, PAGE);
        self.each_entry(asked, alike).await?;
        Ok(found)
    }
}

/// How a code that is gone is kept: the mark of its form, and that of its letters.
pub(super) fn spelling_marks(form: &str, letters: &str) -> String {
    format!("{form} {letters}")
}

/// Whether what is written means the household of a code, and not the erased one.
fn is_of(code: &str, one: &Spelled<'_>, is_to_the_letter: bool) -> bool {
    code == one.written || !is_to_the_letter && Spelling::of(code).letters() == one.letters
}

/// Everything that a visit says in words.
fn texts(visit: &mut RecordedVisit) -> impl Iterator<Item = &mut String> {
    let answers = match &mut visit.visit.finding {
        Finding::Answers(answers) => answers.as_mut_slice(),
        Finding::NothingChanged => &mut [],
    };
    let notes = answers.iter_mut().filter_map(|answer| answer.note.as_mut());
    visit.visit.note.iter_mut().chain(notes)
}
