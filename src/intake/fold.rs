//! Makes spellings comparable: `Quartier_Prioritaire`, `quartier prioritaire` and
//! `QUARTIER-PRIORITAIRE` are one word to whoever names columns and classes.

/// Small letters without accents; everything else stays.
pub(super) fn plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'ç' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            // Accents written apart, as macOS does in file and column names.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// Small letters and digits only, and `+`, which tells `F+` from `F`.
pub(super) fn squeezed(text: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || *c == '+';
    plain(text).chars().filter(kept).collect()
}

/// The words of a name: `maire_de_quartier` and `maireDeQuartier` are both three words.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_uppercase() && after_small {
            spaced.push(' ');
        }
        after_small = c.is_lowercase();
        spaced.push(c);
    }
    plain(&spaced)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_underscores_make_no_difference() {
        assert_eq!(squeezed("Ménages_Relogés"), "menagesreloges");
        assert_eq!(squeezed("ME\u{301}NAGES-reloges"), "menagesreloges");
    }

    #[test]
    fn a_plus_is_kept_because_it_tells_two_classes_apart() {
        assert_eq!(squeezed(" F + "), "f+");
        assert_ne!(squeezed("F+"), squeezed("F"));
    }

    #[test]
    fn camel_case_and_underscores_both_part_words() {
        assert_eq!(words("maire_de_quartier"), ["maire", "de", "quartier"]);
        assert_eq!(words("maireDeQuartier"), ["maire", "de", "quartier"]);
        assert_eq!(words("IdINSPIRE"), ["id", "inspire"]);
    }
}
