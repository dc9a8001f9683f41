//! Words of people as a page can hold them.

/// Characters of one text at most; the longest notes have 10,000.
const MOST: usize = 12_000;

/// The text without what turns, hides or breaks lines: control characters, marks of direction and of no
/// width. Line breaks stay; what is longer than the longest note ends with an ellipsis.
pub(super) fn plain(text: &str) -> String {
    let mut kept = String::with_capacity(text.len().min(MOST));
    let letters = text.chars().filter(|letter| !is_unseen(*letter));
    for (at, letter) in letters.enumerate() {
        if at == MOST {
            kept.push('…');
            break;
        }
        match letter {
            '\n' => kept.push('\n'),
            other if other.is_control() => kept.push(' '),
            other => kept.push(other),
        }
    }
    kept
}

/// Marks that change how other letters are shown, and show nothing themselves.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\r' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_turn_the_line_are_taken_out_and_line_breaks_stay() {
        assert_eq!(plain("a\u{202e}b\r\nc\td\u{0}"), "ab\nc d ");
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let cut = plain(&"x".repeat(50_000));

        assert_eq!(cut.chars().count(), MOST + 1);
        assert!(cut.ends_with('…'));
    }
}
