//! `LIKE`: `%` stands for any letters, `_` for one, a backslash takes their meaning away.

/// A pattern, read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Mark>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Any,
    One,
    Letter(char),
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let mut marks = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            marks.push(match letter {
                '%' => Mark::Any,
                '_' => Mark::One,
                '\\' => Mark::Letter(letters.next().unwrap_or('\\')),
                _ => Mark::Letter(letter),
            });
        }
        Self(marks)
    }

    /// Whether the whole text is as the pattern says. Goes back to the last `%` only, so that the
    /// work is bounded by the product of the two lengths.
    pub(super) fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let marks = &self.0;
        let (mut at, mut mark, mut back) = (0, 0, None);
        while let Some(letter) = text.get(at) {
            (at, mark) = match (marks.get(mark), back) {
                (Some(Mark::Any), _) => {
                    back = Some((at, mark));
                    (at, mark + 1)
                }
                (Some(Mark::One), _) => (at + 1, mark + 1),
                (Some(Mark::Letter(own)), _) if own == letter => (at + 1, mark + 1),
                (_, None) => return false,
                (_, Some((from, any))) => {
                    back = Some((from + 1, any));
                    (from + 1, any + 1)
                }
            };
        }
        marks[mark..].iter().all(|mark| *mark == Mark::Any)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn marks_stand_for_letters_unless_a_backslash_is_before_them() {
        for (pattern, text, fits) in [
            ("pl%ce S_", "place S1", true),
            ("%", "", true),
            ("_", "", false),
            ("a%b%c", "a-b-b-c", true),
            ("a%b%c", "a-b-b-d", false),
            ("100\\%", "100%", true),
            ("100\\%", "1000", false),
            ("é_", "éà", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits(text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn many_marks_on_a_long_text_end_soon() {
        let pattern = Pattern::new(&"%a".repeat(500));

        assert!(!pattern.fits(&"b".repeat(100_000)));
    }
}
