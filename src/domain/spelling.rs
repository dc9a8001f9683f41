//! A code in the ways in which people write it: `HH-0001`, `hh0001`, `HH 1`.

use super::without_code;

/// What people put between the parts of a code, or leave out; a blank only behind two letters or more,
/// since "il y a 1 chien" names no household A1.
const SIGNS: &[char] = &[
    '-', '_', '.', '/', '#', '\u{2010}', '\u{2011}', '\u{2013}', '\u{a0}', '\u{202f}', ' ',
];
/// Signs between two parts at most.
const SIGNS_MOST: usize = 2;

/// A code with the ways in which people write it, capitals, signs and leading zeros apart. A code that
/// has no letter or no digit is an ordinary word or number, and found only as it stands.
#[derive(Clone, Debug)]
pub struct Spelling {
    code: String,
    /// Runs of letters and of digits, in small letters; blank where the code is found only as it stands.
    parts: Vec<String>,
    /// Codes that somebody else has.
    others: Vec<String>,
}

impl Spelling {
    /// Of a code.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            parts: telling(&parts(code)),
            others: Vec::new(),
        }
    }

    /// The same, where these codes are somebody else's: what names one of them better is not meant.
    #[must_use]
    pub fn but_not(mut self, others: impl IntoIterator<Item = String>) -> Self {
        self.others = others.into_iter().filter(|it| *it != self.code).collect();
        self
    }

    /// The code as it is kept.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What all ways of writing the code have in common, and those of no other; the code itself where it is found
    /// only as it stands.
    #[must_use]
    pub fn form(&self) -> String {
        form_of(&self.code, &self.parts)
    }

    /// What the ways of writing the code have in common that differ in capitals and signs only.
    #[must_use]
    pub fn letters(&self) -> String {
        letters_of(&self.code, &self.parts)
    }

    /// A pattern of SQL that all small-lettered texts match in which the code may stand.
    #[must_use]
    pub fn pattern(&self) -> String {
        let any = |text: &str| -> String {
            let plain = |c: char| c.is_ascii() && c != '%' && c != '\\';
            let small = text.chars().map(|c| c.to_ascii_lowercase());
            small.map(|c| if plain(c) { c } else { '_' }).collect()
        };
        if self.parts.is_empty() {
            return format!("%{}%", any(&self.code));
        }
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|part| any(significant(part)))
            .collect();
        format!("%{}%", parts.join("%"))
    }

    /// Whether a text is the code but for capitals and signs, and nobody else's.
    #[must_use]
    pub fn is_nearly(&self, text: &str) -> bool {
        text == self.code
            || !self.parts.is_empty()
                && parts(text) == self.parts
                && !self.others.iter().any(|other| other == text)
    }

    /// Whether the code stands in a text.
    #[must_use]
    pub fn stands_in(&self, text: &str) -> bool {
        self.without(text).is_some()
    }

    /// A text with the code in it replaced, however it is written; `None` where it does not stand there.
    ///
    /// ```
    /// use jalon::domain::Spelling;
    ///
    /// let code = Spelling::of("HH-0001");
    ///
    /// assert_eq!(code.without("vu hh0001, puis HH 1.").as_deref(), Some("vu […], puis […]."));
    /// assert_eq!(code.without("HH-0011 est là"), None);
    /// ```
    #[must_use]
    pub fn without(&self, text: &str) -> Option<String> {
        let exact = without_code(text, &self.code);
        if self.parts.is_empty() {
            return exact;
        }
        let text = exact.as_deref().unwrap_or(text);
        let (mut kept, mut from, mut before) = (String::new(), 0, None);
        for (at, letter) in text.char_indices() {
            if at >= from
                && !is_part(before)
                && let Some(length) = self.length_at(&text[at..])
            {
                kept.push_str(&text[from..at]);
                kept.push_str("[…]");
                from = at + length;
            }
            before = Some(letter);
        }
        if from == 0 {
            return exact;
        }
        kept.push_str(&text[from..]);
        Some(kept)
    }

    /// How much of the beginning of a text is the code.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut rest = text;
        for (nth, part) in self.parts.iter().enumerate() {
            if nth > 0 {
                rest = behind_signs(rest, &self.parts[nth - 1]);
            }
            let run = run(rest);
            if significant(&run.to_lowercase()) != significant(part) {
                return None;
            }
            rest = &rest[run.len()..];
        }
        let length = text.len() - rest.len();
        let is_word = !is_part(rest.chars().next());
        (is_word && self.is_ours(&text[..length])).then_some(length)
    }

    /// Whether what is written like the code is not written still more like somebody else's.
    fn is_ours(&self, written: &str) -> bool {
        let written_parts = parts(written);
        let is_near = written_parts == self.parts;
        !self
            .others
            .iter()
            .any(|other| other == written || !is_near && parts(other) == written_parts)
    }
}

/// Runs of letters and digits that may be one code, at most.
const PARTS_MOST: usize = 6;

/// Something in a text that may be a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled<'t> {
    /// As it is written.
    pub written: &'t str,
    /// The [form](Spelling::form) of the code that is written so.
    pub form: String,
    /// What its ways of writing have in common that differ in capitals and signs only.
    pub letters: String,
}

/// What stands in a text that may be a code; the longer come before what they begin with.
///
/// ```
/// use jalon::domain::{Spelling, spelled};
///
/// let seen: Vec<String> = spelled("vu hh 0001 lundi").map(|one| one.form).collect();
///
/// assert!(seen.contains(&Spelling::of("HH-1").form()));
/// assert!(!seen.contains(&Spelling::of("HH-11").form()));
/// ```
pub fn spelled(text: &str) -> impl Iterator<Item = Spelled<'_>> {
    let starts = text.char_indices().filter(|(at, letter)| {
        let before = text[..*at].chars().next_back();
        letter.is_alphanumeric() && !is_part(before)
    });
    starts.flat_map(|(at, _)| codes_at(&text[at..]))
}

/// What a text may begin with that is a code, the longest first.
fn codes_at(text: &str) -> Vec<Spelled<'_>> {
    let (mut found, mut known, mut rest) = (Vec::new(), Vec::new(), text);
    while known.len() < PARTS_MOST {
        let run = run(rest);
        if run.is_empty() {
            break;
        }
        rest = &rest[run.len()..];
        known.push(run.to_lowercase());
        if !is_part(rest.chars().next()) {
            let written = &text[..text.len() - rest.len()];
            let told = telling(&known);
            found.push(Spelled {
                written,
                form: form_of(written, &told),
                letters: letters_of(written, &told),
            });
        }
        rest = behind_signs(rest, known.last().map_or("", String::as_str));
    }
    found.reverse();
    found
}

/// The parts of a code that may be written in many ways; none where it is found only as it stands.
fn telling(parts: &[String]) -> Vec<String> {
    let has = |is: fn(char) -> bool| parts.iter().any(|part| part.starts_with(is));
    if has(|c| c.is_ascii_digit()) && has(|c| !c.is_ascii_digit()) {
        parts.to_vec()
    } else {
        Vec::new()
    }
}

fn form_of(code: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        return format!("={code}");
    }
    let parts: Vec<&str> = parts.iter().map(|part| significant(part)).collect();
    parts.join(" ")
}

fn letters_of(code: &str, parts: &[String]) -> String {
    if parts.is_empty() {
        return format!("={code}");
    }
    parts.join(" ")
}

/// Runs of letters and of digits, in small letters.
fn parts(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = run(rest);
        if run.is_empty() {
            rest = &rest[first.len_utf8()..];
        } else {
            found.push(run.to_lowercase());
            rest = &rest[run.len()..];
        }
    }
    found
}

/// The letters, or the digits, at the beginning of a text.
fn run(text: &str) -> &str {
    let Some(first) = text.chars().next().filter(|c| c.is_alphanumeric()) else {
        return "";
    };
    let is_digit = first.is_ascii_digit();
    let goes_on = |c: char| c.is_alphanumeric() && c.is_ascii_digit() == is_digit;
    let end = text.find(|c| !goes_on(c)).unwrap_or(text.len());
    &text[..end]
}

/// A part without its leading zeros.
fn significant(part: &str) -> &str {
    let bare = part.trim_start_matches('0');
    if bare.is_empty() {
        &part[..part.len().min(1)]
    } else {
        bare
    }
}

fn behind_signs<'t>(text: &'t str, before: &str) -> &'t str {
    let joins_over_blank =
        before.chars().count() > 1 || before.starts_with(|c: char| c.is_ascii_digit());
    let is_sign = |c: &char| SIGNS.contains(c) && (joins_over_blank || !c.is_whitespace());
    let signs = text.chars().take_while(is_sign).take(SIGNS_MOST);
    &text[signs.map(char::len_utf8).sum()..]
}

fn is_part(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_signs_and_leading_zeros_make_no_other_code() {
        let code = Spelling::of("HH-0001");

        for written in ["HH-0001", "hh0001", "Hh 1", "HH–1", "hh_01", "HH\u{a0}0001"] {
            let text = format!("({written}) revu");
            assert_eq!(
                code.without(&text).as_deref(),
                Some("([…]) revu"),
                "{written}"
            );
        }
        for written in [
            "HH-00010", "HH-0002", "xHH-0001", "HH-0001a", "H-0001", "HH - - 1",
        ] {
            assert_eq!(code.without(written), None, "{written}");
        }
    }

    #[test]
    fn two_spellings_side_by_side_are_both_taken_out() {
        let text = Spelling::of("HH1").without("HH1/hh-01 et HH12, HH1");

        assert_eq!(text.as_deref(), Some("[…]/[…] et HH12, […]"));
    }

    #[test]
    fn what_is_written_like_somebody_elses_code_is_theirs() {
        let code = Spelling::of("HH-0001").but_not(["HH-1".to_owned(), "hh0001".to_owned()]);

        assert_eq!(
            code.without("hh1, hh0001, HH-01, hh-0001").as_deref(),
            Some("hh1, hh0001, […], […]")
        );
        assert!(code.is_nearly("hh-0001") && !code.is_nearly("hh0001") && !code.is_nearly("HH-1"));
    }

    #[test]
    fn a_code_that_is_a_word_or_a_number_is_found_only_as_it_stands() {
        assert_eq!(
            Spelling::of("LAC").without("au lac, LAC").as_deref(),
            Some("au lac, […]")
        );
        assert_eq!(
            Spelling::of("012").without("12 ou 012").as_deref(),
            Some("12 ou […]")
        );
        assert_eq!(Spelling::of("A1").without("il y a 1 chien"), None);
    }

    #[test]
    fn every_way_of_writing_a_code_has_its_form_and_no_other_has() {
        let form = Spelling::of("HH-0001").form();
        let holds = |text: &str| spelled(text).any(|one| one.form == form);

        for written in [
            "HH-0001",
            "hh0001",
            "Hh 1",
            "HH–1",
            "hh_01",
            "(hh-1), vu",
            "la HH 1 part",
        ] {
            assert!(holds(written), "{written}");
        }
        for written in [
            "HH-00010", "HH-0002", "xHH-0001", "HH-0001a", "H-0001", "HH - - 1", "",
        ] {
            assert!(!holds(written), "{written}");
        }
        let word = Spelling::of("LAC").form();
        assert!(spelled("au LAC bleu").any(|one| one.form == word && one.written == "LAC"));
        assert!(!spelled("au lac").any(|one| one.form == word));
        let letters = |text: &str| spelled(text).next().unwrap().letters;
        assert_eq!(letters("hh–0001"), Spelling::of("HH-0001").letters());
        assert_ne!(letters("hh-1"), Spelling::of("HH-0001").letters());
    }

    #[test]
    fn the_pattern_lets_every_spelling_through() {
        assert_eq!(Spelling::of("HH-0001").pattern(), "%hh%1%");
        assert_eq!(Spelling::of("Été%7").pattern(), "%_t_%7%");
        assert_eq!(Spelling::of("LA%C").pattern(), "%la_c%");
        assert_eq!(Spelling::of("A000").pattern(), "%a%0%");
    }
}
